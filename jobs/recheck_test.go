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

const day = 24 * time.Hour

func answer(status int, body string) http.HandlerFunc {
	return func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Type", "text/html; charset=utf-8")
		rw.WriteHeader(status)
		fmt.Fprint(rw, body)
	}
}

func sendOn(to string) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) { http.Redirect(rw, r, to, http.StatusFound) }
}

// tagged answers 304 to whoever knows the page.
func tagged(body string) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("ETag", `"v1"`)
		if r.Header.Get("If-None-Match") == `"v1"` {
			rw.WriteHeader(http.StatusNotModified)
			return
		}
		answer(http.StatusOK, body)(rw, r)
	}
}

// visited is how a piece stands after two visits a day apart: its changes, what is
// kept of it, and where it stands.
type visited struct {
	rule  string
	first http.HandlerFunc // how the page was found
	later http.HandlerFunc // how it is a week later, and the day after
	last  http.HandlerFunc // how it is the day after; nil: as later
	want  string           // changes
	kept  string           // kinds and statuses of the captures
	state string           // gone, failing or well
}

func visits() []visited {
	page := func(n int) string { return article(n, "2026-11-20 08:00") }
	ok := func(body string) http.HandlerFunc { return answer(http.StatusOK, body) }
	around := strings.NewReplacer("<body>", `<body><div class="nav"><a href="/">首页</a><a href="/news/">新闻</a></div>`, `<div class="content">`, `<div class="content new">`)
	all := []visited{
		{"内容相同", nil, nil, nil, "", "response 200, identical 200", "well"},
		{"网站答复未改", tagged(page(1)), tagged(page(1)), nil, "", "response 200, not_modified 304", "well"},
		{"正文之外换了模板，不算改动", nil, ok(around.Replace(page(2))), nil, "", "response 200, response 200", "well"},
		{"改了标题和正文", nil, ok(strings.NewReplacer("第3户", "第三户", "棉被", "被褥").Replace(page(3))), nil, "title body", "response 200, response 200", "well"},
		{"改了发表时间", nil, ok(article(4, "2026-11-21 09:00")), nil, "published", "response 200, response 200", "well"},
		{"删除了，第二天还不在", nil, answer(http.StatusNotFound, "没有"), nil, "gone", "response 200, response 404, response 404", "gone"},
		{"一时不在，第二天又在", nil, answer(http.StatusNotFound, "没有"), ok(page(6)), "", "response 200, response 404, identical 200", "well"},
		{"转到首页就是下架", nil, sendOn("/"), nil, "gone", "response 200, response 200, identical 200", "gone"},
		{"页面说已删除就是下架", nil, ok("<html><head><title>提示</title></head><body><p>您访问的文章已删除</p></body></html>"), nil, "gone", "response 200, response 200, identical 200", "gone"},
		{"拦截页面不是下架", nil, answer(521, "<html><script>document.cookie='__jsl_clearance=1';location.reload()</script></html>"), nil, "", "response 200", "failing"},
		{"网站出错不是下架", nil, answer(http.StatusInternalServerError, "错误"), nil, "", "response 200", "failing"},
		{"改版读不出不是下架", nil, ok("<html><head><title>甲城网</title></head><body><script>load()</script></body></html>"), nil, "", "response 200, response 200, identical 200", "failing"},
		{"搬了家而文章还在，不算改动", nil, sendOn("/moved/12.html"), nil, "", "response 200, response 200", "well"},
		{"转到别的文章就是下架", nil, sendOn("/other.html"), nil, "gone", "response 200, response 200, identical 200", "gone"},
		{"旧址只剩一道转去新址的门，也是搬了家", nil, ok(refresh("/moved/14.html")), nil, "", "response 200, response 200, response 200", "well"},
		{"旧址只剩一道转去首页的门，就是下架", nil, ok(refresh("/news/")), nil, "gone", "response 200, response 200, response 200, identical 200, identical 200", "gone"},
	}
	for i := range all {
		if all[i].first == nil {
			all[i].first = ok(page(i))
		}
		if all[i].later == nil {
			all[i].later = all[i].first
		}
		if all[i].last == nil {
			all[i].last = all[i].later
		}
	}
	return all
}

func TestLaterVisits(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorld(t, store)
		w.runner.options.Rechecks = []int{7, 30}
		all := visits()
		links := make([]string, 0, len(all))
		serve := func(which func(visited) http.HandlerFunc) {
			for i, v := range all {
				w.handle(fmt.Sprintf("a.example/%d.html", i), which(v))
			}
		}
		for i := range all {
			links = append(links, fmt.Sprintf("/%d.html", i))
		}
		w.list("a.example", links...)
		w.serve("a.example/", `<html><head><title>甲城在线</title></head><body><ul><li><a href="/list/">要闻</a></li></ul></body></html>`)
		w.serve("a.example/news/", "<html><head><title>甲城新闻</title></head><body></body></html>")
		w.serve("a.example/moved/12.html", article(12, "2026-11-20 08:00"))
		w.serve("a.example/moved/14.html", article(14, "2026-11-20 08:00"))
		w.serve("a.example/other.html", strings.NewReplacer("走访", "举办", "高龄老人", "春季运动会", "棉被和药箱", "横幅和奖状", "检查取暖设备", "布置比赛场地", "上门", "开赛").Replace(article(99, "2026-11-20 08:00")))
		serve(func(v visited) http.HandlerFunc { return v.first })
		w.start(t)
		w.scan(t)
		asked := w.asked["a.example/0.html"]
		w.pass(2 * day)
		w.scan(t)
		if got := w.asked["a.example/0.html"]; got != asked {
			t.Fatalf("visited %d times before its day", got-asked)
		}
		serve(func(v visited) http.HandlerFunc { return v.later })
		w.pass(2 * day)
		w.scan(t)
		w.scan(t) // nothing is due again
		serve(func(v visited) http.HandlerFunc { return v.last })
		w.pass(day)
		w.scan(t)
		for i, v := range all {
			t.Run(v.rule, func(t *testing.T) { checkVisited(t, store, w, i, v) })
		}
		if got := w.asked["a.example/0.html"] - asked; got != 1 {
			t.Errorf("a piece that is well was visited %d times, want once", got)
		}
	})
}

func checkVisited(t *testing.T, store *storage.Store, w *world, n int, want visited) {
	t.Helper()
	a := articleAt(t, store, fmt.Sprintf("http://a.example/%d.html", n))
	var changes, kept []string
	for _, v := range a.Versions {
		for _, c := range v.Changes {
			changes = append(changes, string(c))
		}
		if v.Capture == 0 {
			t.Errorf("a version without evidence: %+v", v)
		}
	}
	for _, c := range a.Captures {
		kept = append(kept, fmt.Sprint(c.Kind, " ", c.Status))
		if _, err := (Evidence{store, w.archive}).Read(t.Context(), c); err != nil {
			t.Error(err)
		}
	}
	state := "well"
	switch {
	case !a.Check.GoneSince.IsZero():
		state = "gone"
	case a.Check.Error != "":
		state = "failing"
	}
	if got := strings.Join(changes, " "); got != want.want || state != want.state {
		t.Errorf("changes %q, want %q; it is %s, want %s: %s", got, want.want, state, want.state, a.Check.Error)
	}
	if got := strings.Join(kept, ", "); got != want.kept {
		t.Errorf("kept %s, want %s", got, want.kept)
	}
	if title := fmt.Sprintf("乙镇走访第%d户", n); a.Title != title && n != 1 || len(a.Attributions) == 0 {
		t.Errorf("the article became %q: it stays as first published", a.Title)
	}
}

func TestAPieceThatComesBack(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorld(t, store)
		w.runner.options.Rechecks = []int{7, 30}
		w.list("a.example", "/1.html")
		w.serve("a.example/1.html", leaf(1, "1_2.html"))
		w.serve("a.example/1_2.html", leaf(2, ""))
		w.start(t)
		w.scan(t)
		changes := func() string {
			var all []string
			for _, v := range articleAt(t, store, "http://a.example/1.html").Versions {
				all = append(all, fmt.Sprint(v.Changes))
			}
			return strings.Join(all, " ")
		}
		w.serve("a.example/1_2.html", leaf(22, ""))
		w.pass(4 * day)
		w.scan(t)
		if got := changes(); got != "[body]" {
			t.Fatalf("its second page changed: %s", got)
		}
		w.handle("a.example/1.html", answer(http.StatusGone, "没有"))
		w.pass(30 * day)
		w.scan(t)
		w.pass(day)
		w.scan(t)
		a := articleAt(t, store, "http://a.example/1.html")
		if got := changes(); got != "[body] [gone]" || !a.Check.GoneSince.Equal(w.now.Add(-day)) || a.Versions[1].Saw != "网站答复 410" || !a.Check.DueAt.IsZero() {
			t.Fatalf("it went: %s, %+v", got, a.Check)
		}
		list := func(f storage.Filter) int {
			all, err := store.Articles(t.Context(), f)
			if err != nil {
				t.Fatal(err)
			}
			return len(all)
		}
		if list(storage.Filter{Gone: true}) != 1 || list(storage.Filter{Changed: true}) != 1 {
			t.Error("the lists of gone and changed pieces lack it")
		}
		w.runner.options.Rechecks = []int{7, 30, 40}
		for range 2 { // the second time nothing is planned again
			if err := w.runner.replanChecks(t.Context()); err != nil {
				t.Fatal(err)
			}
			w.scan(t)
		}
		w.serve("a.example/1.html", leaf(1, "1_2.html"))
		w.pass(20 * day)
		w.scan(t)
		if got := changes(); got != "[body] [gone] [back]" || list(storage.Filter{Gone: true}) != 0 {
			t.Errorf("it came back as it last was: %s", got)
		}
		if done, err := (Evidence{store, w.archive}).Prune(t.Context(), 1, w.clock, silent); err != nil || done.Dropped != 1 {
			t.Errorf("%+v, %v: what later visits kept is evidence, only the column is not", done, err)
		}
		if got := reprocess(t, w, store); got.Changed != 0 || got.Lost+got.NoArticle != 0 {
			t.Errorf("read again, from its first captures: %+v", got)
		}
	})
}

func TestVisitsKeepWhatASiteWasPromised(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorldOf(t, store, strings.Replace(books, `url: "http://a.example/list/", schedule`, `url: "http://a.example/list/", daily_pages: 3, schedule`, 1), "a.example", "b.example")
		w.runner.options.Rechecks = []int{7}
		links := []string{}
		for i := range 6 {
			links = append(links, fmt.Sprintf("/%d.html", i))
			w.serve("a.example"+links[i], article(i, "2026-11-20 08:00"))
		}
		w.list("a.example", links...)
		w.start(t)
		count := func() int {
			n := 0
			for _, l := range links {
				n += w.asked["a.example"+l]
			}
			return n
		}
		for _, want := range []int{3, 6} {
			w.scan(t)
			if got := count(); got != want {
				t.Fatalf("%d pages asked, want %d", got, want)
			}
			w.pass(day)
		}
		w.pass(5 * day)
		for _, want := range []int{9, 9, 12, 12} {
			w.scan(t)
			w.scan(t)
			if got := count(); got != want {
				t.Errorf("%d pages asked, want %d: three a day", got, want)
			}
			w.pass(day / 2)
		}
	})
}

// TestAMissingPieceIsConfirmedThroughFailures: the last day of visits is over and
// the site is down for days; that the piece is gone is told all the same.
func TestAMissingPieceIsConfirmedThroughFailures(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorld(t, store)
		w.runner.options.Rechecks = []int{7}
		w.list("a.example", "/1.html")
		w.serve("a.example/1.html", article(1, "2026-11-20 08:00"))
		w.start(t)
		w.scan(t)
		visit := func(status, times int) {
			w.handle("a.example/1.html", answer(status, "没有"))
			for range times {
				w.pass(2 * day)
				w.scan(t)
			}
		}
		w.pass(2 * day)
		visit(http.StatusNotFound, 1)
		visit(http.StatusInternalServerError, checkTries)
		if c := articleAt(t, store, "http://a.example/1.html").Check; c.MissingSince.IsZero() || !c.GoneSince.IsZero() {
			t.Fatalf("before the site answers again: %+v", c)
		}
		visit(http.StatusNotFound, 1)
		if c := articleAt(t, store, "http://a.example/1.html").Check; c.GoneSince.IsZero() {
			t.Errorf("not told: %+v", c)
		}
	})
}

// TestPiecesAreVisitedWhateverBecameOfTheirSource: the sweep has them visited while
// their source is not due, when it is switched off, and when it has left the books.
func TestPiecesAreVisitedWhateverBecameOfTheirSource(t *testing.T) {
	_, gone, _ := strings.Cut(books, "{id: list,")
	_, gone, _ = strings.Cut(gone, "\n")
	gone = "sources:\n" + gone
	outlets, _, _ := strings.Cut(books, "sources:\n")
	const another = `{id: next, outlet: paper, name: 新栏目, kind: list, url: "http://a.example/new/", schedule: "0 7 1 1 *"}
  - `
	for _, c := range []struct{ rule, books string }{
		{"not due", strings.Replace(books, "0 7 * * *", "0 7 1 1 *", 1)},
		{"switched off, while another of the site is in use", strings.NewReplacer("{id: list, outlet: paper, name: 要闻, kind: list,", another+"{id: list, disabled: true, outlet: paper, name: 要闻, kind: list,").Replace(books)},
		{"not in the books any more", outlets + gone},
	} {
		t.Run(c.rule, func(t *testing.T) {
			storagetest.Each(t, func(t *testing.T, store *storage.Store) {
				w := newWorld(t, store)
				w.runner.options.Rechecks = []int{7}
				w.list("a.example", "/1.html")
				w.serve("a.example/1.html", article(1, "2026-11-20 08:00"))
				w.start(t)
				w.scan(t)
				w.scan(t) // its visits are planned
				applyBooks(t, store, c.books)
				lists := w.articlesAsked("a.example/list/")
				w.pass(4 * day)
				sweepUntil(t, w, func() bool { return !articleAt(t, store, "http://a.example/1.html").Check.CheckedAt.IsZero() })
				if w.articlesAsked("a.example/list/") != lists {
					t.Error("its list was asked for")
				}
			})
		})
	}
}

// TestASiteThatIsSwitchedOffIsLeftAlone: nothing is asked of it, until it is switched
// on again; then what was missed is made up for.
func TestASiteThatIsSwitchedOffIsLeftAlone(t *testing.T) {
	off := strings.Replace(books, "{id: list,", "{id: list, disabled: true,", 1)
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorld(t, store)
		w.runner.options.Rechecks = []int{7}
		w.list("a.example", "/1.html")
		w.serve("a.example/1.html", article(1, "2026-11-20 08:00"))
		w.list("b.example", "/1.html")
		w.serve("b.example/1.html", article(2, "2026-11-20 08:00"))
		clerk{world: w, by: "林测试"}.enter(t, sheetHead+"乙镇走访第3户,甲城报,2026-11-20,http://a.example/3.html,,"+bodyTown+"\n", "2 new")
		w.serve("a.example/3.html", article(3, "2026-11-20 08:00"))
		w.start(t)
		if err := w.runner.ScanNow(t.Context(), Request{Sources: []gaobang.SourceID{"list", "other"}}); err != nil {
			t.Fatal(err)
		}
		w.scan(t)
		applyBooks(t, store, off)
		w.pass(4 * day)
		asked := w.articlesAsked("a.example/")
		sweepUntil(t, w, func() bool { return !articleAt(t, store, "http://b.example/1.html").Check.CheckedAt.IsZero() })
		if got := w.articlesAsked("a.example/"); got != asked {
			t.Errorf("%d pages were asked of a site that is switched off", got-asked)
		}
		applyBooks(t, store, books)
		for _, page := range []string{"http://a.example/1.html", "http://a.example/3.html"} {
			sweepUntil(t, w, func() bool { return !articleAt(t, store, page).Check.CheckedAt.IsZero() })
		}
	})
}

// sweepUntil sweeps as the schedule does until something is so.
func sweepUntil(t *testing.T, w *world, so func() bool) {
	t.Helper()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.After(time.Minute); !so(); {
		if err := w.runner.sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatal("it never came")
		}
	}
}

// TestAPieceThatComesToCountIsVisited: nobody was found in it when it was stored;
// a ruling, or another registry, says whose it is.
func TestAPieceThatComesToCountIsVisited(t *testing.T) {
	for rule, count := range map[string]func(t *testing.T, w *world, store *storage.Store, id gaobang.ArticleID){
		"a ruling": func(t *testing.T, _ *world, store *storage.Store, id gaobang.ArticleID) {
			d := gaobang.Decision{Article: id, Bureau: "bureau", Kind: gaobang.DecideUnits, Parts: []gaobang.DecidedPart{{Unit: "town", Share: gaobang.WholeShare}}, By: "林测试", Why: "稿件写的是我镇"}
			if _, err := store.AddDecision(t.Context(), d); err != nil {
				t.Fatal(err)
			}
		},
		"another registry": func(t *testing.T, w *world, store *storage.Store, _ gaobang.ArticleID) {
			applyBooks(t, store, books)
			if got := reprocess(t, w, store); got.Changed != 1 {
				t.Fatalf("%+v", got)
			}
		},
	} {
		t.Run(rule, func(t *testing.T) {
			storagetest.Each(t, func(t *testing.T, store *storage.Store) {
				w := newWorld(t, store)
				w.runner.options.Rechecks = []int{7, 30}
				w.list("a.example", "/1.html")
				w.serve("a.example/1.html", article(1, "2026-11-20 08:00"))
				w.start(t)
				w.scan(t)
				applyBooks(t, store, strings.Replace(books, "name: 乙镇民政办", "name: 庚镇民政办", 1))
				if got := reprocess(t, w, store); got.Changed != 1 {
					t.Fatalf("%+v", got)
				}
				w.pass(4 * day)
				w.scan(t)
				a := articleAt(t, store, "http://a.example/1.html")
				if !a.Check.DueAt.IsZero() || len(a.Attributions) > 0 {
					t.Fatalf("it counts, or is to be visited: %+v, %+v", a.Attributions, a.Check)
				}
				count(t, w, store, a.ID)
				w.scan(t)
				if a = articleAt(t, store, "http://a.example/1.html"); a.Check.DueAt.IsZero() {
					t.Error("it counts, and nobody will visit it")
				}
			})
		})
	}
}
