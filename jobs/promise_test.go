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
		if err != nil || !strings.Contains(runs["list"].Result.Note, "今天的 3 篇已采满") {
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
