package jobs

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// articlesAsked is how many pages of articles a host was asked for.
func (w *world) articlesAsked(prefix string) (n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for path, times := range w.asked {
		if strings.HasPrefix(path, prefix) {
			n += times
		}
	}
	return n
}

// TestThePagesOfADayAreCountedHoweverAskedFor: by schedule, by hand, by a
// back-fill, in vain, by a process that died; each source of a host has its own.
func TestThePagesOfADayAreCountedHoweverAskedFor(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		promised := strings.Replace(books, `url: "http://a.example/list/",`, `url: "http://a.example/list/", daily_pages: 3,`, 1)
		promised = strings.Replace(promised, "profiles:", `  - {id: second, outlet: paper, name: 别栏, kind: list, url: "http://a.example/second/", schedule: "0 7 * * *", daily_pages: 2}`+"\nprofiles:", 1)
		w := newWorldOf(t, store, promised, "a.example", "b.example")
		rows := map[string]string{}
		for _, column := range []string{"list", "second"} {
			for i := range 6 {
				path := fmt.Sprintf("/%s-%d.html", column, i)
				rows[column] += fmt.Sprintf(`<li><a href="%s">第%d篇关于乙镇的稿件标题</a><span>2026-11-%02d</span></li>`, path, i, 20-i)
				w.serve("a.example"+path, article(i+10*len(column), "2026-11-20"))
			}
			w.serve("a.example/"+column+"/", "<ul>"+rows[column]+"</ul>")
		}
		w.handle("a.example/list-1.html", func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(http.StatusBadGateway) })
		w.start(t)
		want := func(what string, list, second int) {
			t.Helper()
			if l, s := w.articlesAsked("a.example/list-"), w.articlesAsked("a.example/second-"); l != list || s != second {
				t.Errorf("%s: %d and %d pages asked, want %d and %d", what, l, s, list, second)
			}
		}
		if allowed, err := store.SpendPage(t.Context(), "list", gaobang.DateOf(w.now), 3); err != nil || !allowed {
			t.Fatal(err)
		}
		want("one was asked by a process that died", 0, 0)
		both := Request{Sources: []gaobang.SourceID{"list", "second"}}
		for _, q := range []Request{both, both, {Sources: both.Sources, Since: november(1), Until: november(22)}} {
			if err := w.runner.ScanNow(t.Context(), q); err != nil {
				t.Fatal(err)
			}
			want("the same day", 2, 2)
		}
		runs, err := store.LatestRuns(t.Context())
		if err != nil || !strings.Contains(runs["list"].Result.Note, "今天的 3 页已采满") {
			t.Errorf("%+v, %v", runs["list"].Result, err)
		}
		w.mu.Lock()
		w.now = w.now.AddDate(0, 0, 1)
		w.mu.Unlock()
		if err := w.runner.ScanNow(t.Context(), both); err != nil {
			t.Fatal(err)
		}
		want("the day after", 5, 4)
	})
}

// TestAPieceOfMorePagesThanADay: a piece that the rest of a day is too short for is
// read the next day, and to its end though it alone has more pages than a day; then
// the day is over for all others.
func TestAPieceOfMorePagesThanADay(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorldOf(t, store, strings.Replace(books, `url: "http://a.example/list/",`, `url: "http://a.example/list/", daily_pages: 2,`, 1), "a.example", "b.example")
		w.serve("a.example/20260000.html", article(7, "2026-11-20"))
		for i, name := range []string{"20260001", "20260001_2", "20260001_3", "20260001_4"} {
			w.serve("a.example/"+name+".html", fmt.Sprintf(`<html><head><title>乙镇的长稿</title></head><body><h1>乙镇的长稿</h1><div>发布时间：2026-11-20 08:00</div>
<div class="content"><p>乙镇民政办走访高龄老人，这是第%d页的文字，写了很多很多，登记下一次上门的日子。</p></div><div class="pages"><a href="/20260001_2.html">2</a> <a href="/20260001_3.html">3</a> <a href="/20260001_4.html">4</a></div></body></html>`, i+1))
		}
		w.serve("a.example/20260002.html", article(9, "2026-11-20"))
		w.list("a.example", "/20260000.html", "/20260001.html", "/20260002.html")
		w.start(t)
		for day, want := range []struct{ pieces, pages int }{{1, 2}, {2, 6}, {3, 7}} {
			if err := w.runner.ScanNow(t.Context(), Request{Sources: []gaobang.SourceID{"list"}}); err != nil {
				t.Fatal(err)
			}
			list, err := store.Articles(t.Context(), storage.Filter{})
			if pages := w.articlesAsked("a.example/2026"); err != nil || len(list) != want.pieces || pages != want.pages {
				t.Errorf("day %d: %d pieces of %d pages, want %d of %d; %v", day+1, len(list), pages, want.pieces, want.pages, err)
			}
			w.mu.Lock()
			w.now = w.now.AddDate(0, 0, 1)
			w.mu.Unlock()
		}
	})
}

// TestAScanEndsWithItsHours: what was begun in the agreed hours does not go on
// beyond them, among lists and among pieces, and goes on in the next.
func TestAScanEndsWithItsHours(t *testing.T) {
	for _, c := range []struct {
		name, over string // the hours are over when this is asked for
		lists      [12]int
		pieces     int
		first      int // day of the pieces in the end
	}{
		{"among lists", "/list/index_2.html", [12]int{1, 1, 1}, 0, 7},
		{"among pieces", "/23.html", [12]int{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 2, 6},
	} {
		t.Run(c.name, func(t *testing.T) {
			storagetest.Each(t, func(t *testing.T, store *storage.Store) {
				w := longList(t, store, ` hours: "08:00-09:00", lookback: 18,`)
				w.hold = func(r *http.Request) {
					if r.URL.Path == c.over {
						w.mu.Lock()
						w.now = november(24).Start().Add(9 * time.Hour)
						w.mu.Unlock()
					}
				}
				scan := func() {
					t.Helper()
					if err := w.runner.scanSite(t.Context(), ScanSite{Site: "a.example"}); err != nil {
						t.Fatal(err)
					}
				}
				scan()
				list, err := store.Articles(t.Context(), storage.Filter{})
				if got := w.listsAsked(); err != nil || got != c.lists || len(list) != c.pieces {
					t.Errorf("lists %v, %d pieces; want %v, %d; %v", got, len(list), c.lists, c.pieces, err)
				}
				runs, err := store.LatestRuns(t.Context())
				if r := runs["list"].Result; err != nil || r.Err != "" || !strings.Contains(r.Note, "时段") {
					t.Errorf("%+v, %v", r, err)
				}
				before := w.articlesAsked("a.example/")
				scan() // out of hours
				if after := w.articlesAsked("a.example/"); after != before {
					t.Errorf("%d requests out of hours", after-before)
				}
				w.mu.Lock()
				w.hold, w.now = nil, november(25).Start().Add(8*time.Hour)
				w.mu.Unlock()
				scan()
				wantDays(t, store, c.first, 24)
			})
		})
	}
}
