package jobs

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

const (
	fleetHosts, fleetColumns = 200, 5
	fleetPace                = 30 * time.Millisecond
)

// TestThousandSources scans 1,000 sources on 200 hosts, by one process and by a
// fleet of two: the server's own log proves that every host was asked at its pace
// and never twice at once, and that none was left out.
func TestThousandSources(t *testing.T) {
	t.Run("one process on SQLite", func(t *testing.T) {
		store := storagetest.Open(t, storage.SQLite)
		scanThousand(t, store)
	})
	t.Run("two on PostgreSQL", func(t *testing.T) {
		dsn := storagetest.DSN(t, storage.Postgres)
		var stores []*storage.Store
		for range 2 {
			store, err := storage.Open(t.Context(), dsn, storagetest.Now)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = store.Close() })
			stores = append(stores, store)
		}
		scanThousand(t, stores...)
	})
}

func scanThousand(t *testing.T, stores ...*storage.Store) {
	t.Helper()
	w, names := fleetWorld(t, stores[0])
	var mu sync.Mutex
	log := map[string][]time.Time{}
	for _, host := range names {
		for c := range fleetColumns {
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
	finished := []int{0}
	for i, store := range stores[1:] {
		finished = append(finished, 0)
		w.join(t, store, func(p Progress) {
			if p.Step == ScanFinished {
				mu.Lock()
				finished[i+1]++
				mu.Unlock()
			}
		})
	}
	if err := w.runner.ScanNow(t.Context(), Request{}); err != nil {
		t.Fatal(err)
	}
	states, err := w.store.SourceStates(t.Context())
	if err != nil || len(states) != fleetHosts*fleetColumns {
		t.Fatalf("%d sources scanned, %v", len(states), err)
	}
	for i, n := range finished[1:] {
		if n < fleetHosts*fleetColumns/10 {
			t.Errorf("runner %d scanned %d of %d sources", i+2, n, fleetHosts*fleetColumns)
		}
	}
	wantPace(t, log, names)
	if w.maxOnce != 1 {
		t.Errorf("%d requests to one host at once", w.maxOnce)
	}
}

// join is a further process of the fleet, with a store and a fetcher of its own.
func (w *world) join(t *testing.T, store *storage.Store, observe func(Progress)) {
	t.Helper()
	o, f := w.runner.options, w.fetch
	f.Turns = Turns(store, f.Pace)
	o.Store, o.Fetcher, o.Observe = store, fetch.New(f), observe
	t.Cleanup(o.Fetcher.Close)
	o.Now = func() time.Time { return w.clock().Add(time.Second) } // its name has the time in it
	runner, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	(&world{store: store, runner: runner}).start(t)
}

func wantPace(t *testing.T, log map[string][]time.Time, hosts []string) {
	t.Helper()
	var gaps []time.Duration
	for _, host := range hosts {
		times := log[host]
		if len(times) != fleetColumns {
			t.Errorf("%s was asked %d times, want %d", host, len(times), fleetColumns)
		}
		for i := 1; i < len(times); i++ {
			gap := times[i].Sub(times[i-1])
			if gaps = append(gaps, gap); gap < fleetPace {
				t.Errorf("%s: %s between two requests, its pace is %s", host, gap, fleetPace)
			}
		}
	}
	slices.Sort(gaps)
	t.Logf("between two requests to a host: median %v, 95%% within %v, most %v", gaps[len(gaps)/2], gaps[len(gaps)*95/100], gaps[len(gaps)-1])
}

// fleetWorld is 200 hosts with five columns each.
func fleetWorld(t *testing.T, store *storage.Store) (w *world, names []string) {
	t.Helper()
	var sources, profiles strings.Builder
	for h := range fleetHosts {
		host := fmt.Sprintf("h%03d.example", h)
		names = append(names, host)
		fmt.Fprintf(&profiles, "  - {host: %s, list: {item: li, link: a, date: span}}\n", host)
		for c := range fleetColumns {
			fmt.Fprintf(&sources, "  - {id: s%03d-%d, outlet: paper, name: 栏目, kind: list, url: \"http://%s/c%d/\", schedule: \"0 7 * * *\"}\n", h, c, host, c)
		}
	}
	parts := splitDocuments(books)
	parts[1] = []byte("sources:\n" + sources.String() + "profiles:\n" + profiles.String())
	return newPacedWorld(t, store, string(bytes.Join(parts, []byte("---\n"))), fleetPace, time.Now, names...), names
}
