package jobs

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

func splitDocuments(s string) [][]byte { return bytes.Split([]byte(s), []byte("---\n")) }

// TestHostilePages scans a list whose pages are everything a page can be wrong
// in: each is a failure with its reason, and the good page among them is stored.
func TestHostilePages(t *testing.T) {
	hostile := []struct {
		path, want string
		serve      http.HandlerFunc
	}{
		{"/empty.html", "空的（0 字节）", func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Type", "text/html") }},
		{"/huge.html", "超过大小上限", func(w http.ResponseWriter, _ *http.Request) {
			line := bytes.Repeat([]byte("<p>很长的页面</p>\n"), 1000)
			for range 50 << 20 / len(line) {
				if _, err := w.Write(line); err != nil {
					return
				}
			}
		}},
		{"/binary.html", "不是网页", func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write(bytes.Repeat([]byte{0, 1, 2, 0xff, 0xfe, 0x80}, 5000))
		}},
		{"/loop.html", "跳转成圈", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop.html", http.StatusFound) }},
		{"/short.html", "没有传完", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "5000")
			fmt.Fprint(w, "<html>断了")
		}},
		{"/future.html", "晚于采集时间", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, article(8, "2027-11-24 08:00")) }},
		{"/notext.html", "没有文章", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html><script>load()</script></html>") }},
	}
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorld(t, store)
		links := []string{}
		for i, h := range hostile {
			w.handle("a.example"+h.path, h.serve)
			good := fmt.Sprintf("/good%d.html", i)
			w.serve("a.example"+good, article(i, "2026-11-20 08:00"))
			links = append(links, h.path, good)
		}
		w.list("a.example", links...)
		w.list("b.example", "/b.html", "/c.html", "/d.html")
		w.start(t)
		if err := w.runner.ScanNow(t.Context(), Request{Sources: []gaobang.SourceID{"list"}}); err != nil {
			t.Fatal(err)
		}
		states := map[string]storage.FetchState{}
		for _, s := range mustStates(t, store) {
			states[s.URL] = s
		}
		for i, h := range hostile {
			s := states["http://a.example"+h.path]
			if s.Status != storage.LinkFailed || !strings.Contains(s.Error, h.want) {
				t.Errorf("%s: %s %q, want a failure that says %q", h.path, s.Status, s.Error, h.want)
			}
			if good := states[fmt.Sprintf("http://a.example/good%d.html", i)]; good.Status != storage.LinkStored {
				t.Errorf("the page behind %s: %s %q, want stored", h.path, good.Status, good.Error)
			}
		}
		stored, err := store.Articles(t.Context(), storage.Filter{})
		if err != nil || len(stored) != len(hostile) {
			t.Errorf("%d articles stored, %v; want the %d good ones", len(stored), err, len(hostile))
		}
	})
}

func mustStates(t *testing.T, store *storage.Store) []storage.FetchState {
	t.Helper()
	states, err := store.FetchStates(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	return states
}

func TestSecondScanFetchesNothingTwice(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorld(t, store)
		for i := range 4 {
			w.serve(fmt.Sprintf("a.example/%d.html", i), article(i, "2026-11-20"))
		}
		w.list("a.example", "/0.html", "/1.html", "/2.html", "/3.html", "/0.html")
		w.start(t)
		for range 2 {
			if err := w.runner.ScanNow(t.Context(), Request{Sources: []gaobang.SourceID{"list"}}); err != nil {
				t.Fatal(err)
			}
		}
		for i := range 4 {
			if n := w.asked[fmt.Sprintf("a.example/%d.html", i)]; n != 1 {
				t.Errorf("page %d was fetched %d times, want once", i, n)
			}
		}
		if w.maxOnce != 1 {
			t.Errorf("%d requests to one host at once, want one", w.maxOnce)
		}
	})
}

// TestEveryPageReadIsCounted: once, by what came of it.
func TestEveryPageReadIsCounted(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorld(t, store)
		w.serve("a.example/0.html", article(0, "2026-11-20"))
		w.serve("a.example/1.html", article(1, "2026-11-20"))
		w.serve("a.example/2.html", article(0, "2026-11-20")) // the first at another address
		w.serve("a.example/3.html", strings.ReplaceAll(article(3, "2026-11-20"), "民政", "交通"))
		w.list("a.example", "/0.html", "/1.html", "/2.html", "/3.html", "/4.html")
		w.start(t)
		if err := w.runner.ScanNow(t.Context(), Request{Sources: []gaobang.SourceID{"list"}}); err != nil {
			t.Fatal(err)
		}
		runs, err := store.Runs(t.Context(), "list", 1)
		if err != nil {
			t.Fatal(err)
		}
		r := runs[0].Result
		if got, want := [5]int{r.New, r.Stored, r.Repeated, r.Irrelevant, r.Failed}, [5]int{5, 2, 1, 1, 1}; got != want {
			t.Errorf("new, stored, repeated, irrelevant, failed are %v, want %v", got, want)
		}
	})
}

// TestFailingSourceKeepsItsReasonAndTriesAgain scans a source whose list fails,
// then mends it.
func TestFailingSourceKeepsItsReasonAndTriesAgain(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorld(t, store)
		w.handle("a.example/list/", func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(http.StatusBadGateway) })
		w.list("b.example", "/b1.html", "/b2.html", "/b3.html")
		for i := range 3 {
			w.serve(fmt.Sprintf("b.example/b%d.html", i+1), article(i, "2026-11-20"))
		}
		w.start(t)
		scan := func() storage.SourceState {
			if err := w.runner.ScanNow(t.Context(), Request{}); err != nil {
				t.Fatal(err)
			}
			states, err := store.SourceStates(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if states["other"].Failures != 0 || states["other"].LastCompleted.IsZero() {
				t.Errorf("the other source suffered: %+v", states["other"])
			}
			return states["list"]
		}
		first := scan()
		if first.Failures != 1 || !strings.Contains(first.LastError, "502") || !spreads(first.RetryAt.Sub(w.now), firstRetry) {
			t.Errorf("after one failure: %+v", first)
		}
		if second := scan(); second.Failures != 2 || !spreads(second.RetryAt.Sub(w.now), 3*firstRetry) {
			t.Errorf("after two failures: %+v", second)
		}
		w.list("a.example", "/1.html", "/2.html", "/3.html")
		if mended := scan(); mended.Failures != 0 || mended.LastError != "" || mended.Incomplete {
			t.Errorf("after it was mended: %+v", mended)
		}
	})
}

// TestStopLosesNothing stops a scan in the middle and lets another runner go on.
func TestStopLosesNothing(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorld(t, store)
		links := []string{}
		reached := make(chan struct{})
		for i := range 8 {
			path := fmt.Sprintf("/%d.html", i)
			links = append(links, path)
			w.serve("a.example"+path, article(i, "2026-11-20"))
		}
		hold := make(chan struct{})
		w.handle("a.example/4.html", func(_ http.ResponseWriter, r *http.Request) {
			close(reached)
			select {
			case <-hold:
			case <-r.Context().Done():
			}
		})
		w.list("a.example", links...)
		if err := w.runner.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := w.runner.queue.Insert(t.Context(), ScanSite{Site: "a.example"}, nil); err != nil {
			t.Fatal(err)
		}
		<-reached
		if err := w.runner.Stop(t.Context()); err != nil {
			t.Fatal(err)
		}
		close(hold)
		if states, err := store.SourceStates(t.Context()); err != nil || states["list"].Failures != 0 || !states["list"].Incomplete {
			t.Errorf("an interrupted scan counts as failed or complete: %+v, %v", states["list"], err)
		}
		w.serve("a.example/4.html", article(4, "2026-11-20"))
		again := w.another(t)
		again.start(t)
		if err := again.runner.ScanNow(t.Context(), Request{Sources: []gaobang.SourceID{"list"}}); err != nil {
			t.Fatal(err)
		}
		stored, err := store.Articles(t.Context(), storage.Filter{})
		if err != nil || len(stored) != 8 {
			t.Errorf("%d articles after the stop and the next start, want 8; %v", len(stored), err)
		}
	})
}

// another is a second runner over the same world.
func (w *world) another(t *testing.T) *world {
	t.Helper()
	runner, err := New(w.runner.options)
	if err != nil {
		t.Fatal(err)
	}
	return &world{store: w.store, runner: runner, now: w.now}
}

// TestSchedulesCatchUp lets a runner keep schedules whose ticks went by while
// nothing ran.
func TestSchedulesCatchUp(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorld(t, store)
		for _, host := range []string{"a.example", "b.example"} {
			w.list(host, "/1.html", "/2.html", "/3.html")
			for i := range 3 {
				w.serve(fmt.Sprintf("%s/%d.html", host, i+1), article(i, "2026-11-20"))
			}
		}
		w.runner.options.Sweep = 100 * time.Millisecond
		queue, err := newQueue(store, w.runner.queueConfig())
		if err != nil {
			t.Fatal(err)
		}
		w.runner.queue = queue
		w.start(t)
		w.await(t, func(steps []Progress) bool { return finished(steps) == 2 })
		w.mu.Lock()
		w.now = w.now.Add(72 * time.Hour) // three ticks of each source
		w.mu.Unlock()
		w.await(t, func(steps []Progress) bool { return finished(steps) == 4 })
		runs, err := store.Runs(t.Context(), "list", 10)
		if err != nil || len(runs) != 2 {
			t.Errorf("%d runs of a source, want one for the start and one for all missed ticks; %v", len(runs), err)
		}
	})
}

func finished(steps []Progress) int {
	return len(slices.DeleteFunc(slices.Clone(steps), func(p Progress) bool { return p.Step != ScanFinished }))
}

// await waits until the steps are as wanted.
func (w *world) await(t *testing.T, as func([]Progress) bool) {
	t.Helper()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	deadline := time.After(time.Minute)
	for {
		w.mu.Lock()
		done := as(w.steps)
		w.mu.Unlock()
		if done {
			return
		}
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatalf("waited a minute; steps: %+v", w.steps)
		}
	}
}

// TestPiecesOfSeveralPagesAreJoined scans pieces that go on over further pages:
// whole, ending at a page that is gone, and with a page that fails.
func TestPiecesOfSeveralPagesAreJoined(t *testing.T) {
	page := func(n, of int, name string) string {
		links := ""
		for i := 2; i <= of; i++ {
			links += fmt.Sprintf(`<a href="/%s_%d.html">%d</a> `, name, i, i)
		}
		return fmt.Sprintf(`<html><head><title>乙镇的长稿</title></head><body><h1>乙镇的长稿</h1><div>发布时间：2026-11-20 08:00</div>
<div class="content"><p>乙镇民政办走访高龄老人，这是%s第%d页的文字，写了很多很多，登记下一次上门的日子。</p></div><div class="pages">%s</div></body></html>`, name, n, links)
	}
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorld(t, store)
		w.serve("a.example/20260001.html", page(1, 3, "20260001"))
		w.serve("a.example/20260001_2.html", page(2, 3, "20260001"))
		w.serve("a.example/20260001_3.html", page(3, 3, "20260001"))
		w.serve("a.example/20260002.html", page(1, 3, "20260002"))
		w.serve("a.example/20260002_2.html", page(2, 3, "20260002"))
		w.serve("a.example/20260003.html", page(1, 2, "20260003"))
		w.handle("a.example/20260003_2.html", func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(http.StatusBadGateway) })
		w.list("a.example", "/20260001.html", "/20260002.html", "/20260003.html")
		w.start(t)
		if err := w.runner.ScanNow(t.Context(), Request{Sources: []gaobang.SourceID{"list"}}); err != nil {
			t.Fatal(err)
		}
		for name, want := range map[string]int{"20260001": 3, "20260002": 2} {
			record, err := store.ArticleByURL(t.Context(), "http://a.example/"+name+".html")
			if err != nil || strings.Count(record.Body, "页的文字") != want {
				t.Errorf("%s: %v, %d pages in\n%s", name, err, strings.Count(record.Body, "页的文字"), record.Body)
			}
		}
		for _, s := range mustStates(t, store) {
			if s.URL == "http://a.example/20260003.html" && (s.Status != storage.LinkFailed || !strings.Contains(s.Error, "502") || s.NextTry.IsZero()) {
				t.Errorf("the piece with a page that failed: %+v", s)
			}
		}
	})
}

// TestWhatASiteWasPromised: no more pages in a day than agreed, and scans by
// schedule in the agreed hours only.
func TestWhatASiteWasPromised(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		promised := strings.Replace(books, `url: "http://a.example/list/",`, `url: "http://a.example/list/", daily_pages: 3, hours: "20:00-23:00",`, 1)
		w := newWorldOf(t, store, promised, "a.example", "b.example")
		links := []string{}
		for i := range 5 {
			w.serve(fmt.Sprintf("a.example/%d.html", i), article(i, "2026-11-20"))
			links = append(links, fmt.Sprintf("/%d.html", i))
		}
		w.list("a.example", links...)
		w.start(t)
		stored := func() int {
			if err := w.runner.ScanNow(t.Context(), Request{Sources: []gaobang.SourceID{"list"}}); err != nil {
				t.Fatal(err)
			}
			list, err := store.Articles(t.Context(), storage.Filter{})
			if err != nil {
				t.Fatal(err)
			}
			return len(list)
		}
		if first, second := stored(), stored(); first != 3 || second != 3 {
			t.Errorf("%d pieces after the first scan of the day, %d after the second; want 3 and 3", first, second)
		}
		w.mu.Lock()
		w.now = w.now.AddDate(0, 0, 1)
		w.mu.Unlock()
		if next := stored(); next != 5 {
			t.Errorf("%d pieces the day after, want the 2 that were left too", next)
		}
		office, err := w.runner.offices.current(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		src := office.sites["a.example"][0]
		for clock, want := range map[time.Duration]bool{19*time.Hour + 59*time.Minute: false, 20 * time.Hour: true, 23 * time.Hour: false} {
			w.mu.Lock()
			w.now = gaobang.Date{Year: 2026, Month: 11, Day: 26}.Start().Add(clock)
			w.mu.Unlock()
			if got := w.runner.wanted(src, storage.SourceState{}, nil); got != want {
				t.Errorf("at %s wanted is %v", clock, got)
			}
		}
	})
}

// TestUnchangedListIsNotSentAgain: a list that the site calls unchanged is a
// complete scan without news; after a day it is read whole all the same.
func TestUnchangedListIsNotSentAgain(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorld(t, store)
		for i := range 4 {
			w.serve(fmt.Sprintf("a.example/%d.html", i), article(i, "2026-11-20"))
		}
		tag, whole := `"v1"`, 0
		w.handle("a.example/list/", func(rw http.ResponseWriter, r *http.Request) {
			rw.Header().Set("ETag", tag)
			if r.Header.Get("If-None-Match") == tag {
				rw.WriteHeader(http.StatusNotModified)
				return
			}
			whole++
			rows := ""
			for i := range 1 + whole {
				rows += fmt.Sprintf(`<li><a href="/%d.html">第%d篇关于乙镇的稿件标题</a><span>2026-11-20</span></li>`, i, i+1)
			}
			fmt.Fprint(rw, "<ul>"+rows+"</ul>")
		})
		w.start(t)
		scan := func(after time.Duration) storage.Run {
			t.Helper()
			w.mu.Lock()
			w.now = w.now.Add(after)
			w.mu.Unlock()
			if err := w.runner.ScanNow(t.Context(), Request{Sources: []gaobang.SourceID{"list"}}); err != nil {
				t.Fatal(err)
			}
			runs, err := store.LatestRuns(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			return runs["list"]
		}
		steps := []struct {
			name        string
			after       time.Duration
			tag         string
			whole, news int
		}{
			{"the first time it is read whole", 0, `"v1"`, 1, 2},
			{"an hour later it is unchanged", time.Hour, `"v1"`, 1, 0},
			{"a change is read", time.Hour, `"v2"`, 2, 1},
			{"a day later it is read whole, whatever the site says", 25 * time.Hour, `"v2"`, 3, 1},
		}
		for _, step := range steps {
			tag = step.tag
			run := scan(step.after)
			if whole != step.whole || run.Result.New != step.news || !run.Result.Complete || run.Result.Facts.Listed < 2 {
				t.Errorf("%s: sent %d times, %+v", step.name, whole, run.Result)
			}
		}
	})
}

// TestAListBehindARedirect: the validators are those of the page behind it. Where
// the redirect leads to another page, that one is read, whatever tag it has.
func TestAListBehindARedirect(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorld(t, store)
		for i := range 4 {
			w.serve(fmt.Sprintf("a.example/%d.html", i), article(i, "2026-11-20"))
		}
		for i, path := range []string{"/old/", "/new/"} {
			w.handle("a.example"+path, tagged(fmt.Sprintf(`<ul><li><a href="/%d.html">第%d篇关于乙镇的稿件标题</a><span>2026-11-20</span></li><li><a href="/%d.html">第%d篇关于乙镇的稿件标题</a><span>2026-11-20</span></li></ul>`, 2*i, 2*i, 2*i+1, 2*i+1)))
		}
		w.start(t)
		for _, step := range []struct{ name, to, want string }{
			{"the first time it is read whole", "/old/", "2 links, 2 new"},
			{"an hour later it is unchanged", "/old/", "0 links, 0 new"},
			{"the redirect leads elsewhere", "/new/", "2 links, 2 new"},
			{"and that is what is unchanged then", "/new/", "0 links, 0 new"},
		} {
			w.handle("a.example/list/", sendOn(step.to))
			w.pass(time.Hour)
			if err := w.runner.ScanNow(t.Context(), Request{Sources: []gaobang.SourceID{"list"}}); err != nil {
				t.Fatal(err)
			}
			runs, err := store.LatestRuns(t.Context())
			if r := runs["list"].Result; err != nil || fmt.Sprintf("%d links, %d new", r.Found, r.New) != step.want || !r.Complete || r.Facts.Listed != 2 {
				t.Errorf("%s: %+v, %v; want %s", step.name, r, err, step.want)
			}
		}
	})
}
