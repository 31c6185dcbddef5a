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

// TestAColumnIsKeptNowAndThen: once a week, and when its design is another, however
// busy it is; then it ages out.
func TestAColumnIsKeptNowAndThen(t *testing.T) {
	const address = "http://a.example/list/"
	old, fresh := `<div class="wrap"><ul class="list">%s</ul></div>`, `<section class="app"><header class="bar"><nav class="menu"><i class="logo"></i></nav></header><main class="feed"><ol class="cards">%s</ol></main><aside class="hot"><b class="t"></b></aside></section>`
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorld(t, store)
		w.start(t)
		n := 0
		scan := func(design string) {
			t.Helper()
			n++
			path := fmt.Sprintf("a.example/2026%04d.html", n)
			w.serve(path, article(n, "2026-11-20"))
			w.serve("a.example/list/", "<html><body>"+fmt.Sprintf(design, fmt.Sprintf(`<li><a href="/%s">第%d篇关于乙镇的稿件标题</a><span>2026-11-20</span></li>`, strings.TrimPrefix(path, "a.example/"), n))+"</body></html>")
			w.scan(t)
		}
		kept := func(rule string, want int) {
			t.Helper()
			captures, err := store.Captures(t.Context(), address)
			if err != nil || len(captures) != want {
				t.Errorf("%s: the column was kept %d times, want %d; %v", rule, len(captures), want, err)
			}
		}
		for range 16 {
			scan(old)
			w.pass(12 * time.Hour)
		}
		kept("eight days", 2)
		scan(fresh)
		kept("another design", 3)
		scan(fresh)
		kept("the same design", 3)
		for range 4 {
			scan(old)
			scan(fresh)
		}
		kept("a design that comes and goes", 5)
		if got := reprocess(t, w, store); got.Gained != 0 || got.Lost+got.NoArticle != 0 {
			t.Errorf("a column is no piece: %+v", got)
		}
		w.pass(100 * day)
		scan(old) // a new file is begun
		if _, err := (Evidence{store, w.archive}).Prune(t.Context(), 90, w.clock, silent); err != nil {
			t.Fatal(err)
		}
		kept("after its days", 1)
	})
}

func TestRowsOfTwoDesignsAreCompared(t *testing.T) {
	row := func(url, title, day string) gaobang.Link {
		at, err := gaobang.ParseMoment(day)
		if err != nil {
			t.Fatal(err)
		}
		return gaobang.Link{URL: url, Title: title, PublishedAt: at}
	}
	before := []gaobang.Link{
		row("http://a.example/1.html", "一", "2026-11-20"), row("http://a.example/2.html", "二", "2026-11-19"),
		row("http://a.example/3.html", "三", "2026-11-18"), row("http://a.example/4.html", "四", "2026-11-17"),
	}
	now := []gaobang.Link{
		row("http://a.example/9.html", "九", "2026-11-24"),  // new
		row("https://a.example/1.html", "一", "2026-11-20"), // the same
		row("http://a.example/2.html", "更多", "2026-11-19"), // with another title
		row("http://a.example/new/3", "三", "2026-11-18"),   // at another address
		row("http://a.example/4.html", "四", "2026-11-24"),  // with another day
		row("http://a.example/5.html", "三 ", "2026-11-18"), // title with a space
	}
	if shared, alike := compareRows(before, now); shared != 5 || alike != 3 {
		t.Errorf("%d stand on both, %d alike; want 5 and 3", shared, alike)
	}
}

// TestRowsThatLeadElsewhereAreNoted: none of them is fetched, the scan says so, and
// a column of nothing else is not called empty.
func TestRowsThatLeadElsewhereAreNoted(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorld(t, store)
		w.list("a.example", "/1.html", "/2.html", "http://b.example/20261103.html", "https://mp.weixin.qq.com/s/Ab3dEfGh", "/5.html")
		w.start(t)
		w.scan(t)
		w.pass(day)
		w.list("a.example", "http://b.example/20261103.html", "https://mp.weixin.qq.com/s/Ab3dEfGh", "https://mp.weixin.qq.com/s/Ab3dEfGi")
		w.scan(t)
		runs, err := store.RunsAfter(t.Context(), 0)
		if err != nil || len(runs) != 2 {
			t.Fatalf("%d runs, %v", len(runs), err)
		}
		for i, want := range []string{"另有 2 条链到别的网站（b.example、mp.weixin.qq.com），没有采：", "另有 3 条链到别的网站（mp.weixin.qq.com、b.example），没有采："} {
			if r := runs[i].Result; !r.Complete || !strings.HasPrefix(r.Note, want) || !strings.Contains(r.Note, "links_to") {
				t.Errorf("scan %d: %+v", i, r)
			}
		}
		if w.articlesAsked("b.example/2026") > 0 {
			t.Error("a piece of another site was asked for")
		}
		states, err := store.SourceStates(t.Context(), "list")
		if h := states["list"].Health; err != nil || h.Condition != gaobang.Fine || !strings.Contains(h.Saw, "3 条都链到别的网站") {
			t.Errorf("health %+v, %v", h, err)
		}
	})
}

// TestAColumnIsKeptWithItsParts: what a 大汉 column's script asked for is kept beside
// its page, and its rows can be read from there.
func TestAColumnIsKeptWithItsParts(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorldOf(t, store, strings.Replace(books, "  - {host: a.example, list: {item: li, link: a, date: span}}\n", "", 1), "a.example", "b.example")
		w.serve("a.example/list/", `<html><body><div id="unit"><script url="/api/build/unit" queryData="{'webId':'1','pageId':'2'}"></script></div></body></html>`)
		w.handle("a.example/api/build/unit", func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Type", "application/json; charset=utf-8")
			fmt.Fprint(rw, `{"data":{"html":"<ul><li><a href='/art/20260001.html'>第一篇关于乙镇的稿件</a><span>2026-11-20</span></li><li><a href='/art/20260002.html'>第二篇关于乙镇的稿件</a><span>2026-11-19</span></li></ul>"}}`)
		})
		w.start(t)
		w.scan(t)
		office, err := w.runner.offices.current(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		captures, err := store.Captures(t.Context(), "http://a.example/list/")
		if err != nil || len(captures) != 1 {
			t.Fatalf("the column was kept %d times, %v", len(captures), err)
		}
		s := scan{Runner: w.runner, office: office, source: office.sites["a.example"][0], started: w.clock()}
		if rows := s.keptRows(t.Context(), captures[0]); len(rows) != 2 || rows[0].Title != "第一篇关于乙镇的稿件" {
			t.Errorf("rows as kept: %+v", rows)
		}
	})
}

// TestAListThatOnlyShowsItsFirstPageSaysSo where the days asked for go on behind it.
func TestAListThatOnlyShowsItsFirstPageSaysSo(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorld(t, store)
		w.serve("a.example/list/", `<html><body><ul><li><a href="/1.html">第1篇关于乙镇的稿件标题</a><span>2026-11-20</span></li></ul><el-pagination :total="total"></el-pagination></body></html>`)
		w.serve("a.example/1.html", article(1, "2026-11-20"))
		w.start(t)
		w.scan(t)
		runs, err := store.LatestRuns(t.Context())
		if r := runs["list"].Result; err != nil || !r.Complete || !strings.Contains(r.Note, "只看到列表的第一页：由脚本翻页") {
			t.Errorf("%+v, %v", r, err)
		}
	})
}
