package jobs

import (
	"bytes"
	"cmp"
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
	fleetShare               = 20 // sites that a process scans at once
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
	// No site answers before each process has its hands full, so that each has its
	// share of the work, however late it began.
	share := &shares{sites: make([]map[string]bool, len(stores)), finished: make([]int, len(stores)), full: make(chan struct{})}
	w.hold = func(r *http.Request) {
		select {
		case <-share.full:
		case <-r.Context().Done():
		}
	}
	w.runner.options.Observe = share.observe(0)
	w.start(t)
	for i, store := range stores[1:] {
		w.join(t, store, share.observe(i+1))
	}
	if err := w.runner.ScanNow(t.Context(), Request{}); err != nil {
		t.Fatal(err)
	}
	states, err := w.store.SourceStates(t.Context())
	if err != nil || len(states) != fleetHosts*fleetColumns {
		t.Fatalf("%d sources scanned, %v", len(states), err)
	}
	for i, n := range share.finished {
		if n < fleetShare*fleetColumns {
			t.Errorf("process %d scanned %d of %d sources", i+1, n, fleetHosts*fleetColumns)
		}
	}
	wantPace(t, log, names)
	if w.maxOnce != 1 {
		t.Errorf("%d requests to one host at once", w.maxOnce)
	}
}

// shares is the work of each process.
type shares struct {
	mu       sync.Mutex
	sites    []map[string]bool // begun
	finished []int             // sources
	full     chan struct{}     // closed when each has begun as many sites as it does at once
}

func (s *shares) observe(process int) func(Progress) {
	s.sites[process] = map[string]bool{}
	return func(p Progress) {
		s.mu.Lock()
		defer s.mu.Unlock()
		switch p.Step {
		case ScanFinished:
			s.finished[process]++
		case ScanStarted:
			waiting := s.wanting()
			s.sites[process][p.Source.Site()] = true
			if waiting && !s.wanting() {
				close(s.full)
			}
		}
	}
}

func (s *shares) wanting() bool {
	return slices.ContainsFunc(s.sites, func(sites map[string]bool) bool { return len(sites) < fleetShare })
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
	var gaps []gap
	for _, host := range hosts {
		times := log[host]
		if len(times) != fleetColumns {
			t.Errorf("%s was asked %d times, want %d", host, len(times), fleetColumns)
		}
		for i := 1; i < len(times); i++ {
			g := gap{times[i], times[i].Sub(times[i-1])}
			if gaps = append(gaps, g); g.d < fleetPace {
				t.Errorf("%s: %s between two requests, its pace is %s", host, g.d, fleetPace)
			}
		}
	}
	slices.SortFunc(gaps, func(a, b gap) int { return a.at.Compare(b.at) })
	for i := range 4 {
		quarter := slices.SortedFunc(slices.Values(gaps[i*len(gaps)/4:(i+1)*len(gaps)/4]), func(a, b gap) int { return cmp.Compare(a.d, b.d) })
		n := len(quarter)
		t.Logf("between two requests to a host, quarter %d of the run: median %v, 95%% within %v, most %v", i+1, quarter[n/2].d, quarter[n*95/100].d, quarter[n-1].d)
	}
}

// gap is the time between two requests to a host.
type gap struct {
	at time.Time
	d  time.Duration
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
