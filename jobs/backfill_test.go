package jobs

import (
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

func november(day int) gaobang.Date {
	return gaobang.Date{Year: 2026, Month: time.November, Day: day}
}

// longList is a list of 12 pages at a.example, two pieces each: of 24 and 23
// November on the first, of 2 and 1 November on the last.
func longList(t *testing.T, store *storage.Store, extra string) *world {
	t.Helper()
	w := newWorldOf(t, store, strings.Replace(books, `url: "http://a.example/list/",`, `url: "http://a.example/list/index.html",`+extra, 1), "a.example", "b.example")
	for i := range 12 {
		rows := ""
		for _, day := range []int{24 - 2*i, 23 - 2*i} {
			rows += fmt.Sprintf(`<li><a href="/%d.html">第%d篇关于乙镇的稿件标题</a><span>2026-11-%02d</span></li>`, day, day, day)
			w.serve(fmt.Sprintf("a.example/%d.html", day), article(day, november(day).String()))
		}
		w.serve("a.example/list/"+listPage(i), fmt.Sprintf(`<ul>%s</ul><script>createPageHTML(12, %d, "index", "html")</script>`, rows, i))
	}
	return w
}

func listPage(i int) string {
	if i == 0 {
		return "index.html"
	}
	return fmt.Sprintf("index_%d.html", i)
}

// listsAsked is how often each page of the list was asked for.
func (w *world) listsAsked() (asked [12]int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for i := range asked {
		asked[i] = w.asked["a.example/list/"+listPage(i)]
	}
	return asked
}

// wantDays holds the days of the pieces stored: one a day.
func wantDays(t *testing.T, store *storage.Store, first, last int) {
	t.Helper()
	list, err := store.Articles(t.Context(), storage.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	var days, want []int
	for _, a := range list {
		days = append(days, a.PublishedAt.Date().Day)
	}
	for d := last; d >= first; d-- {
		want = append(want, d)
	}
	if !slices.Equal(days, want) {
		t.Errorf("pieces of the days %v, want %v", days, want)
	}
}

func wantCovered(t *testing.T, store *storage.Store, want ...gaobang.Days) {
	t.Helper()
	states, err := store.SourceStates(t.Context())
	if err != nil || !slices.Equal(states["list"].Covered, want) {
		t.Errorf("covered %v, want %v; %v", states["list"].Covered, want, err)
	}
	walks, err := store.Walks(t.Context(), "")
	if err != nil || len(walks) != 0 {
		t.Errorf("back-fills left: %+v, %v", walks, err)
	}
}

func scanNow(t *testing.T, w *world, q Request) {
	t.Helper()
	q.Sources = []gaobang.SourceID{"list"}
	if err := w.runner.ScanNow(t.Context(), q); err != nil {
		t.Fatal(err)
	}
}

// TestABackfillWalksToItsBound: over the days asked for, once.
func TestABackfillWalksToItsBound(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := longList(t, store, "")
		w.start(t)
		scanNow(t, w, Request{Since: november(6), Until: november(15)})
		wantDays(t, store, 6, 15)
		wantCovered(t, store, gaobang.Days{First: november(6), Last: november(15)})
		once := [12]int{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0}
		if got := w.listsAsked(); got != once {
			t.Errorf("list pages asked %v, want %v", got, once)
		}
		scanNow(t, w, Request{Since: november(7), Until: november(15)})
		if got := w.listsAsked(); got != once {
			t.Errorf("days that were found complete were walked again: %v", got)
		}
		states, err := store.SourceStates(t.Context())
		if err != nil || !states["list"].LastTick.IsZero() || states["list"].Incomplete {
			t.Errorf("a back-fill of days gone by stands for a scan of today: %+v, %v", states["list"], err)
		}
		w.mu.Lock()
		defer w.mu.Unlock()
		if got := w.steps[slices.IndexFunc(w.steps, func(p Progress) bool { return p.Step == PageWalked && p.Walked.Number == 5 })].Walked; got != (Walked{Number: 5, Of: 12, Reached: november(15)}) {
			t.Errorf("progress of the fifth page: %+v", got)
		}
	})
}

// TestABackfillGoesOnWhereItWasStopped stops it at many points, among lists and
// among pieces: what was asked for is not asked for again.
func TestABackfillGoesOnWhereItWasStopped(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		dialect := store.Dialect()
		for _, at := range []int{2, 3, 7, 12, 13, 15, 20} { // the first request is for robots.txt
			t.Run(fmt.Sprint(at), func(t *testing.T) {
				store := storagetest.Open(t, dialect)
				w := longList(t, store, "")
				reached, n := make(chan string, 1), 0
				w.hold = func(r *http.Request) {
					w.mu.Lock()
					n++
					stop := n == at
					w.mu.Unlock()
					if stop {
						reached <- r.URL.Path
						<-r.Context().Done()
					}
				}
				if err := w.runner.Start(t.Context()); err != nil {
					t.Fatal(err)
				}
				ask := ScanSite{Site: "a.example", Sources: []gaobang.SourceID{"list"}, Since: november(6), Until: november(15)}
				if _, err := w.runner.queue.Insert(t.Context(), ask, nil); err != nil {
					t.Fatal(err)
				}
				cut := <-reached
				if err := w.runner.Stop(t.Context()); err != nil {
					t.Fatal(err)
				}
				again := w.another(t)
				again.start(t)
				scanNow(t, again, Request{Since: ask.Since, Until: ask.Until})
				wantDays(t, store, 6, 15)
				wantCovered(t, store, gaobang.Days{First: november(6), Last: november(15)})
				w.mu.Lock()
				defer w.mu.Unlock()
				for path, n := range w.asked {
					if n > 1 && path != "a.example"+cut {
						t.Errorf("%s was asked for %d times", path, n)
					}
				}
			})
		}
	})
}

// TestAListTooLongForOneScan: what max_pages leaves is not complete, is said to be
// missing with what to do, and is walked by the scans after it, a part each.
func TestAListTooLongForOneScan(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := longList(t, store, " max_pages: 4, lookback: 20,")
		w.start(t)
		scanNow(t, w, Request{})
		wantDays(t, store, 17, 24)
		runs, err := store.LatestRuns(t.Context())
		if note := runs["list"].Result.Note; err != nil || !strings.Contains(note, "gaobang crawl list --since 2026-11-04") {
			t.Errorf("the note %q names no way on; %v", note, err)
		}
		gap := gapsOf(t, store)
		if len(gap) != 1 || gap[0].From != november(4) || gap[0].To != november(17) || !strings.Contains(gap[0].Why, "gaobang crawl list --since 2026-11-04") {
			t.Errorf("gaps %+v", gap)
		}
		scanNow(t, w, Request{})
		if got, want := w.listsAsked(), [12]int{2, 1, 1, 1, 1, 1, 1, 1}; got != want {
			t.Errorf("list pages asked %v, want %v", got, want)
		}
		if len(gapsOf(t, store)) == 0 {
			t.Error("no gap, though the list was not walked to its bound")
		}
		scanNow(t, w, Request{})
		if got, want := w.listsAsked(), [12]int{3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}; got != want {
			t.Errorf("list pages asked %v, want %v", got, want)
		}
		wantDays(t, store, 4, 24)
		if gap := gapsOf(t, store); len(gap) != 0 {
			t.Errorf("gaps %+v", gap)
		}
		wantCovered(t, store, gaobang.Days{First: november(4), Last: november(23)})
	})
}

func gapsOf(t *testing.T, store *storage.Store) []gaobang.Gap {
	t.Helper()
	states, err := store.SourceStates(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return gaps(gaobang.Source{ID: "list"}, states["list"], november(4), november(23), november(24))
}

// TestABackfillOfAPaper asks for the days only that nobody has seen yet.
func TestABackfillOfAPaper(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		paper := strings.Replace(books, `kind: list, url: "http://a.example/list/",`, `kind: epaper, lookback: 3, url: "http://a.example/html/{YYYY}-{MM}/{DD}/node_1.htm",`, 1)
		w := newWorldOf(t, store, paper, "a.example", "b.example")
		for d := 10; d <= 24; d++ {
			dir := fmt.Sprintf("a.example/html/2026-11/%02d/", d)
			w.serve(dir+"node_1.htm", fmt.Sprintf(`<a id=pageLink href=node_1.htm>第01版:头版</a><ul><li><a href="content_%d.htm">第%d期关于乙镇的稿件</a></li></ul>`, d, d))
			w.serve(fmt.Sprintf("%scontent_%d.htm", dir, d), article(d, november(d).String()))
		}
		w.start(t)
		scanNow(t, w, Request{})
		wantDays(t, store, 21, 24)
		scanNow(t, w, Request{Since: november(15), Until: november(23)})
		wantDays(t, store, 15, 24)
		wantCovered(t, store, gaobang.Days{First: november(15), Last: november(23)})
		w.mu.Lock()
		defer w.mu.Unlock()
		for d := 10; d <= 24; d++ {
			want := 1
			if d < 15 {
				want = 0
			}
			if n := w.asked[fmt.Sprintf("a.example/html/2026-11/%02d/node_1.htm", d)]; n != want {
				t.Errorf("the issue of day %d was asked for %d times, want %d", d, n, want)
			}
		}
	})
}

// TestAShortWalkHidesNothing: what days too few left out is found by the next scan
// as the schedule asks, though the first page is the one that was read.
func TestAShortWalkHidesNothing(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := longList(t, store, "")
		page := w.pages["a.example/list/index.html"]
		w.handle("a.example/list/index.html", func(rw http.ResponseWriter, r *http.Request) {
			if r.Header.Get("If-None-Match") != "" {
				rw.WriteHeader(http.StatusNotModified)
				return
			}
			rw.Header().Set("ETag", `"one"`)
			page(rw, r)
		})
		w.start(t)
		scanNow(t, w, Request{Since: november(24)})
		wantDays(t, store, 24, 24)
		scanNow(t, w, Request{})
		list, err := store.Articles(t.Context(), storage.Filter{})
		if err != nil || len(list) < 14 {
			t.Errorf("%d pieces after a scan as the schedule asks: %v", len(list), err)
		}
	})
}
