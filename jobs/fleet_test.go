package jobs

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gaobang/gaobang/storage/storagetest"
)

// TestThousandSources scans 1,000 sources on 200 hosts: the server's own log
// proves that every host was asked at its pace and never twice at once, and that
// none was left out.
func TestThousandSources(t *testing.T) {
	const (
		hosts, columns = 200, 5
		pace           = 30 * time.Millisecond
	)
	store := storagetest.Open(t, "sqlite")
	var names []string
	var sources, profiles strings.Builder
	for h := range hosts {
		host := fmt.Sprintf("h%03d.example", h)
		names = append(names, host)
		fmt.Fprintf(&profiles, "  - {host: %s, list: {item: li, link: a, date: span}}\n", host)
		for c := range columns {
			fmt.Fprintf(&sources, "  - {id: s%03d-%d, outlet: paper, name: 栏目, kind: list, url: \"http://%s/c%d/\", schedule: \"0 7 * * *\"}\n", h, c, host, c)
		}
	}
	parts := splitDocuments(books)
	parts[1] = []byte("sources:\n" + sources.String() + "profiles:\n" + profiles.String())
	w := newPacedWorld(t, store, string(bytes.Join(parts, []byte("---\n"))), pace, time.Now, names...)
	var mu sync.Mutex
	log := map[string][]time.Time{}
	for _, host := range names {
		for c := range columns {
			w.handle(fmt.Sprintf("%s/c%d/", host, c), func(rw http.ResponseWriter, r *http.Request) {
				mu.Lock()
				log[r.Host] = append(log[r.Host], time.Now())
				mu.Unlock()
				// A list of what another column has too: nothing but the list is fetched.
				fmt.Fprint(rw, `<ul><li><a href="http://elsewhere.invalid/1.html">甲城的一篇稿件</a><span>2020-01-01</span></li></ul>`)
			})
		}
	}
	w.start(t)
	if err := w.runner.ScanNow(t.Context(), Request{}); err != nil {
		t.Fatal(err)
	}
	states, err := store.SourceStates(t.Context())
	if err != nil || len(states) != hosts*columns {
		t.Fatalf("%d sources scanned, %v", len(states), err)
	}
	for _, host := range names {
		times := log[host]
		if len(times) != columns {
			t.Errorf("%s was asked %d times, want %d", host, len(times), columns)
		}
		for i := 1; i < len(times); i++ {
			if gap := times[i].Sub(times[i-1]); gap < pace {
				t.Errorf("%s: %s between two requests, its pace is %s", host, gap, pace)
			}
		}
	}
	if w.maxOnce != 1 {
		t.Errorf("%d requests to one host at once", w.maxOnce)
	}
}
