package jobs

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/crawler/warc"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// Environment by which this test binary becomes one worker of a fleet.
const (
	envWorker   = "GAOBANG_TEST_WORKER" // the source to scan
	envDatabase = "GAOBANG_TEST_WORKER_DATABASE"
	envWorld    = "GAOBANG_TEST_WORKER_WORLD" // the server's address
	envArchive  = "GAOBANG_TEST_WORKER_ARCHIVE"

	processPace = 150 * time.Millisecond
)

// beWorker ends the process where it was started as a worker.
func beWorker() {
	source := os.Getenv(envWorker)
	if source == "" {
		return
	}
	if err := workAlone(gaobang.SourceID(source)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// workAlone is a worker process: it scans one source and ends. Its clock is an
// hour off that of the others.
func workAlone(id gaobang.SourceID) (err error) {
	ctx := context.Background()
	now := func() time.Time { return time.Now().Add(time.Duration(len(id)) * time.Hour) }
	store, err := storage.Open(ctx, os.Getenv(envDatabase), now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	archive, err := warc.Open(os.Getenv(envArchive), now, nil)
	if err != nil {
		return err
	}
	seg, err := dictionary()
	if err != nil {
		return err
	}
	pinned := map[string]string{}
	for _, host := range []string{"a.example", "b.example", "shared.example"} {
		pinned[host] = os.Getenv(envWorld)
	}
	fetcher := fetch.New(fetch.Options{Pace: processPace, Now: now, Pinned: pinned, Turns: Turns(store, processPace)})
	runner, err := New(Options{Store: store, Fetcher: fetcher, Archive: archive, Segmenter: seg, Now: now, Logger: slog.New(slog.DiscardHandler), Observe: meet})
	if err != nil {
		return err
	}
	office, err := runner.offices.current(ctx)
	if err != nil {
		return err
	}
	scans, err := office.scans(Request{Sources: []gaobang.SourceID{id}})
	if err != nil {
		return err
	}
	// Not through the queue: either process might take both scans from it.
	return errors.Join(runner.scanSite(ctx, scans[0]), archive.Close())
}

// meet waits behind each page until the other process is as far, so that both work
// at the same time to the end, however slow the machine.
func meet(p Progress) {
	switch p.Step {
	case PageStored, PagePassed, PageFailed:
		resp, err := http.Get("http://" + os.Getenv(envWorld) + "/meet")
		if err == nil {
			_ = resp.Body.Close()
		}
	}
}

// sharedHost serves two lists whose pieces all stand on one host, and keeps the
// log of that host. It asks once to be left alone for a second.
type sharedHost struct {
	mu    sync.Mutex
	log   []time.Time
	paths string        // the first letter of each
	busy  int           // which request was told to come back later
	gate  chan struct{} // where one process waits for the other; nil: nobody does
}

// wait is over when the other process waits too.
func (h *sharedHost) wait(ctx context.Context) {
	h.mu.Lock()
	gate := h.gate
	if gate == nil {
		gate = make(chan struct{})
		h.gate = gate
	} else {
		close(gate)
		h.gate = nil
	}
	h.mu.Unlock()
	select {
	case <-gate:
	case <-ctx.Done():
	}
}

func (h *sharedHost) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/meet":
		h.wait(r.Context())
		return
	case "/list/":
		h.wait(r.Context())
		rows := ""
		for i := range 8 {
			rows += fmt.Sprintf(`<li><a href="http://shared.example/%.1s%d.html">第%d篇关于乙镇的稿件标题</a><span>2026-11-20</span></li>`, r.Host, i, i)
		}
		fmt.Fprint(rw, "<ul>"+rows+"</ul>")
		return
	}
	if r.Host != "shared.example" {
		http.NotFound(rw, r)
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.log = append(h.log, time.Now())
	h.paths += r.URL.Path[1:2]
	if h.busy == 0 && len(h.log) >= 6 && r.URL.Path != "/robots.txt" {
		h.busy = len(h.log)
		rw.Header().Set("Retry-After", "1")
		rw.WriteHeader(http.StatusTooManyRequests)
		return
	}
	fmt.Fprint(rw, article(len(h.log), "2026-11-20"))
}

// TestProcessesOfAFleetKeepOnePace: two processes on one PostgreSQL, whose clocks
// differ by an hour, scan two sites whose pieces stand on a third host. That
// host's own log shows its pace, and the second for which it was left alone.
func TestProcessesOfAFleetKeepOnePace(t *testing.T) {
	dsn := storagetest.DSN(t, storage.Postgres)
	store, err := storage.Open(t.Context(), dsn, storagetest.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	applyBooks(t, store, strings.ReplaceAll(books, `.example, list:`, `.example, links_to: [shared.example], list:`))
	host := &sharedHost{}
	server := httptest.NewServer(host)
	defer server.Close()
	var all sync.WaitGroup
	ctx, end := context.WithCancel(t.Context()) // the other waits for one that failed
	defer end()
	for _, source := range []string{"list", "other"} {
		cmd := exec.CommandContext(ctx, os.Args[0])
		cmd.Env = append(os.Environ(), envWorker+"="+source, envDatabase+"="+dsn, envWorld+"="+server.Listener.Addr().String(), envArchive+"="+t.TempDir())
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		all.Go(func() {
			if err := cmd.Run(); err != nil {
				t.Errorf("the worker of %s: %v\n%s", source, err, stderr.String())
				end()
			}
		})
	}
	all.Wait()
	if len(host.log) < 16 {
		t.Fatalf("%d requests to the host", len(host.log))
	}
	pages := strings.ReplaceAll(host.paths, "r", "") // without robots.txt
	for i := 0; i+1 < len(pages); i += 2 {
		if pages[i] == pages[i+1] {
			t.Errorf("the processes did not work at the same time: %s", host.paths)
			break
		}
	}
	for i := 1; i < len(host.log); i++ {
		gap, least := host.log[i].Sub(host.log[i-1]), processPace
		if i == host.busy {
			least = time.Second
		}
		if gap < least {
			t.Errorf("request %d came %v after the one before, want %v", i+1, gap, least)
		}
	}
	states, err := store.SourceStates(t.Context())
	if err != nil || strings.TrimSpace(states["list"].LastError+states["other"].LastError) != "" {
		t.Errorf("%+v, %v", states, err)
	}
}
