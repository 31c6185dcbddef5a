package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/gaobang/gaobang/analyzer/segment"
	"github.com/gaobang/gaobang/config"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/crawler/warc"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// dictionary is loaded once for all tests of the package: it takes most of a
// second.
var dictionary = sync.OnceValues(func() (*segment.Segmenter, error) { return segment.New(nil) })

const books = `outlets:
  - {id: paper, name: 甲城报, kind: paper, level: county, locality: "321181", hosts: [a.example]}
---
sources:
  - {id: list, outlet: paper, name: 要闻, kind: list, url: "http://a.example/list/", schedule: "0 7 * * *"}
  - {id: other, outlet: paper, name: 别站, kind: list, url: "http://b.example/list/", schedule: "0 7 * * *"}
profiles:
  - {host: a.example, list: {item: li, link: a, date: span}}
  - {host: b.example, list: {item: li, link: a, date: span}}
---
units:
  - {id: bureau, name: 甲城市民政局, kind: bureau, division: "321181"}
  - {id: town, parent: bureau, name: 乙镇民政办, kind: town}
---
rules: {id: r, title: 办法, owner: bureau, from: 2020-01-01, same_story: highest_once, same_story_text: 计一次。, clauses: [{id: 一, text: 每篇2分。, kind: base, match: {levels: [county]}, points: 2}]}
`

// world is a store with books, and a site that a test writes.
type world struct {
	store   *storage.Store
	runner  *Runner
	address string // of the server
	fetch   fetch.Options
	archive string // folder
	now     time.Time
	pages   map[string]http.HandlerFunc // by host and path
	mu      sync.Mutex
	asked   map[string]int
	atOnce  map[string]int
	maxOnce int
	steps   []Progress
	hold    func(r *http.Request) // sees every request before it is answered
}

func newWorld(t testing.TB, store *storage.Store) *world {
	t.Helper()
	return newWorldOf(t, store, books, "a.example", "b.example")
}

// newWorldOf is a world with other books, on hosts of its own.
func newWorldOf(t testing.TB, store *storage.Store, books string, hosts ...string) *world {
	t.Helper()
	return newPacedWorld(t, store, books, time.Millisecond, nil, hosts...)
}

// newPacedWorld is a world whose fetcher keeps a pace by a clock; nil is the
// world's own, which stands still.
func newPacedWorld(t testing.TB, store *storage.Store, books string, pace time.Duration, clock func() time.Time, hosts ...string) *world {
	t.Helper()
	w := &world{store: store, now: storagetest.Now(), pages: map[string]http.HandlerFunc{}, asked: map[string]int{}, atOnce: map[string]int{}}
	applyBooks(t, store, books)
	server := httptest.NewServer(w)
	t.Cleanup(server.Close)
	w.address = server.Listener.Addr().String()
	w.archive = t.TempDir()
	archive, err := warc.Open(w.archive, w.clock, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = archive.Close() })
	seg, err := dictionary()
	if err != nil {
		t.Fatal(err)
	}
	pinned := map[string]string{}
	for _, host := range hosts {
		pinned[host] = w.address
	}
	// Nothing here waits for a site that never answers, and a loaded machine may take
	// its time: an answer given up would come beside the request after it.
	options := fetch.Options{Pace: pace, Timeout: 2 * time.Minute, MaxBody: 1 << 20, Now: clock, Pinned: pinned, Turns: Turns(store, pace)}
	if clock == nil {
		options.Now, options.Turns = w.clock, store.Turns() // they have a clock that runs
	}
	w.fetch = options
	fetcher := fetch.New(options)
	t.Cleanup(fetcher.Close)
	w.runner, err = New(Options{
		Store: store, Fetcher: fetcher, Archive: archive, Segmenter: seg, Now: w.clock, Logger: slog.New(slog.DiscardHandler), Observe: w.observe,
	})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *world) observe(p Progress) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.steps = append(w.steps, p)
}

// ServeHTTP counts what is asked, and how much of one host at once.
func (w *world) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	w.asked[r.Host+r.URL.Path]++
	w.atOnce[r.Host]++
	w.maxOnce = max(w.maxOnce, w.atOnce[r.Host])
	page, ok := w.pages[r.Host+r.URL.Path]
	hold := w.hold
	w.mu.Unlock()
	if hold != nil {
		hold(r)
	}
	defer func() {
		w.mu.Lock()
		w.atOnce[r.Host]--
		w.mu.Unlock()
	}()
	if !ok {
		http.NotFound(rw, r)
		return
	}
	page(rw, r)
}

// list serves a list of links at host/list/.
func (w *world) list(host string, links ...string) {
	rows := ""
	for i, l := range links {
		rows += fmt.Sprintf(`<li><a href="%s">第%d篇关于乙镇的稿件标题</a><span>2026-11-%02d</span></li>`, l, i+1, 20-i%10)
	}
	w.serve(host+"/list/", "<html><body><ul>"+rows+"</ul></body></html>")
}

func (w *world) serve(path, body string) {
	w.handle(path, func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(rw, body)
	})
}

func (w *world) handle(path string, h http.HandlerFunc) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.pages[path] = h
}

// article is a page about the town.
func article(n int, day string) string {
	return fmt.Sprintf(`<html><head><title>乙镇走访第%d户</title></head><body><h1>乙镇走访第%d户</h1><div class="info">发布时间：%s</div>
<div class="content"><p>乙镇民政办第%d次走访高龄老人，送去第%d批棉被和药箱，仔细检查取暖设备，登记下一次上门的日子。</p></div></body></html>`, n, n, day, n, n)
}

func applyBooks(t testing.TB, store *storage.Store, books string) {
	t.Helper()
	contents := map[string][]byte{}
	var files []config.File
	for _, part := range splitDocuments(books) {
		name, err := config.BookName(config.File{Name: "book", Data: part})
		if err != nil {
			t.Fatal(err)
		}
		contents[name] = part
		files = append(files, config.File{Name: name, Data: part})
	}
	parsed, err := config.ParseBooks(files)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.ApplyBooks(t.Context(), "测试", contents, parsed.Outlets, parsed.Sources); err != nil {
		t.Fatal(err)
	}
}

func (w *world) start(t testing.TB) {
	t.Helper()
	if err := w.runner.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.runner.Stop(context.Background()); err != nil {
			t.Error(err)
		}
	})
}
