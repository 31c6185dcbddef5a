package storage_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

const page = "http://epaper.example/1.htm"

// capture is one of the page, so many days ago.
func capture(id gaobang.CaptureID, daysAgo int, file string) gaobang.Capture {
	return gaobang.Capture{ID: id, URL: page, At: storagetest.Now().AddDate(0, 0, -daysAgo), Kind: gaobang.CapturedPage, Status: 200,
		SHA256: "ab", File: file, Offset: int64(id) * 100, Length: 50}
}

// passed stores a capture of a page about nobody.
func passed(t testing.TB, store *storage.Store, captures ...gaobang.Capture) {
	t.Helper()
	for _, c := range captures {
		a := gaobang.Article{URL: c.URL, Capture: c}
		if err := store.SaveIrrelevant(t.Context(), c.URL, &a, 0); err != nil {
			t.Fatal(err)
		}
	}
}

func revisit(id gaobang.CaptureID, daysAgo int, file string, of gaobang.CaptureID) gaobang.Capture {
	c := capture(id, daysAgo, file)
	c.Kind, c.Status, c.RefersTo = gaobang.CapturedNotModified, 304, of
	return c
}

func TestCaptureNearestToATime(t *testing.T) {
	both(t, func(t *testing.T, store *storage.Store) {
		gone := capture(4, 2, "w")
		gone.Status = 404
		passed(t, store, capture(1, 30, "w"), capture(2, 20, "w"), revisit(3, 10, "w", 2), gone)
		cases := []struct {
			rule    string
			daysAgo int
			want    gaobang.CaptureID
		}{
			{"早于第一次就是第一次", 100, 1}, {"两次之间取近的", 21, 2}, {"一样近取早的", 25, 1}, {"答复未改也是一次", 9, 3}, {"页面不存在的答复不是页面", 0, 3},
		}
		for _, c := range cases {
			if got := must(store.CaptureNear(t.Context(), page, storagetest.Now().AddDate(0, 0, -c.daysAgo)))(t); got.ID != c.want {
				t.Errorf("%s: capture %d, want %d", c.rule, got.ID, c.want)
			}
		}
		if all := must(store.Captures(t.Context(), page))(t); len(all) != 4 || all[2] != revisit(3, 10, "w", 2) {
			t.Errorf("captures %+v", all)
		}
		_, err := store.CaptureNear(t.Context(), "http://epaper.example/never", storagetest.Now())
		wantCode(t, err, gaobang.NotFound)
	})
}

func TestWhatCountsIsKeptForEver(t *testing.T) {
	before := storagetest.Now().AddDate(0, 0, -90)
	both(t, func(t *testing.T, store *storage.Store) {
		aged := func(file string) int { return len(must(store.AgedCaptures(t.Context(), file, before))(t)) }
		passed(t, store, capture(1, 200, "a"), capture(2, 91, "a"), capture(3, 89, "b"), capture(4, 300, "b"), capture(5, 300, "c"))
		an := piece(t, daily, "http://epaper.example/2.htm", "2026-01-20", "题", "文")
		an.Article.Capture, an.Captures = capture(6, 300, "a"), []gaobang.Capture{capture(7, 300, "a")}
		save(t, store, an)
		same := piece(t, daily, "http://epaper.example/3.htm", "2026-01-20", "题", "文")
		same.Article.Capture = capture(8, 300, "a")
		if out := save(t, store, same); out.Kind != storage.Duplicate {
			t.Fatalf("outcome %+v", out)
		}
		if got := aged("a"); got != 2 {
			t.Errorf("%d captures of a may go, want the 2 about nobody", got)
		}
		if rec := must(store.Article(t.Context(), gaobang.NewArticleID("http://epaper.example/2.htm")))(t); len(rec.Captures) != 2 || rec.Capture != an.Article.Capture {
			t.Errorf("the piece keeps %+v", rec.Captures)
		}
		if rec := must(store.Article(t.Context(), gaobang.NewArticleID("http://epaper.example/3.htm")))(t); len(rec.Captures) != 1 || rec.Capture != same.Article.Capture {
			t.Errorf("its copy keeps %+v", rec.Captures)
		}
		if files := must(store.AgingFiles(t.Context(), before))(t); len(files) != 2 || files[0].Name != "c" || files[1].Name != "a" || files[1].Keep != 3 || files[1].Aged != 2 {
			t.Errorf("files to clear %+v: b has a page that is young", files)
		} else if first, last := storagetest.Now().AddDate(0, 0, -200), storagetest.Now().AddDate(0, 0, -91); !files[1].First.Equal(first) || !files[1].Last.Equal(last) || files[1].AgedBytes <= 0 {
			t.Errorf("what would go of a: %+v, want from %v to %v", files[1], first, last)
		}
		if at := must(store.NextAging(t.Context()))(t); !at.Equal(storagetest.Now().AddDate(0, 0, -300)) {
			t.Errorf("c is the first to be cleared, as it was last used on %v", at)
		}
		passed(t, store, revisit(9, 1, "d", 1))
		if got := aged("a"); got != 1 {
			t.Errorf("%d captures of a may go; the other is referred to since yesterday", got)
		}
		again := piece(t, daily, "http://epaper.example/4.htm", "2026-01-20", "题四", "文")
		again.Article.Capture = revisit(10, 200, "e", 2)
		save(t, store, again)
		if got := aged("a"); got != 0 {
			t.Errorf("%d captures of a may go; evidence refers to the last", got)
		}
		orphan := gaobang.Article{URL: page, Capture: revisit(11, 0, "e", 99)}
		wantCode(t, store.SaveIrrelevant(t.Context(), page+"?", &orphan, 0), gaobang.Conflict)
	})
}

func TestMovingCaptures(t *testing.T) {
	before := storagetest.Now().AddDate(0, 0, -90)
	both(t, func(t *testing.T, store *storage.Store) {
		passed(t, store, capture(1, 200, "a"), capture(2, 100, "a"))
		an := piece(t, daily, "http://epaper.example/2.htm", "2026-01-20", "题", "文")
		an.Article.Capture = capture(3, 200, "a")
		save(t, store, an)
		moved := capture(3, 200, "b")
		moved.Offset = 7
		wantCode(t, store.MoveCaptures(t.Context(), "a", nil, before), gaobang.Conflict)
		if c := must(store.Capture(t.Context(), 1))(t); c.File != "a" {
			t.Errorf("a move that was refused left %+v", c)
		}
		if err := store.MoveCaptures(t.Context(), "a", []gaobang.Capture{moved}, before); err != nil {
			t.Fatal(err)
		}
		if c := must(store.Capture(t.Context(), 3))(t); c != moved {
			t.Errorf("moved to %+v", c)
		}
		if links := must(store.PassedLinks(t.Context(), gaobang.Date{}))(t); len(links) != 0 {
			t.Errorf("pages whose captures are gone: %+v", links)
		}
		if files := must(store.ArchiveFiles(t.Context()))(t); files["a"] != (storage.ArchiveFile{Removed: true}) || files["b"] != (storage.ArchiveFile{Captures: 1}) {
			t.Errorf("files %+v", files)
		}
		late := piece(t, daily, "http://epaper.example/5.htm", "2026-01-20", "题五", "文") // read before it was cleared
		late.Article.Capture = capture(1, 200, "a")
		_, err := store.SaveArticle(t.Context(), late, nobody, earliest)
		wantCode(t, err, gaobang.Conflict)
	})
}

func TestIndexFromTheFiles(t *testing.T) {
	both(t, func(t *testing.T, store *storage.Store) {
		must(store.AddLinks(t.Context(), "s", found("2.htm", "dup.htm")))(t)
		an := piece(t, daily, page, "2026-01-20", "题", "文")
		save(t, store, an) // its capture is lost
		dup := piece(t, daily, "http://site.example/dup.htm", "2026-01-20", "题", "文")
		save(t, store, dup)
		if err := store.SaveIrrelevant(t.Context(), "http://site.example/2.htm", &gaobang.Article{}, 0); err != nil {
			t.Fatal(err)
		}
		at := func(c gaobang.Capture, url, via string) storage.FoundCapture {
			c.URL = url
			return storage.FoundCapture{Capture: c, Via: via}
		}
		all := []storage.FoundCapture{
			at(capture(1, 9, "a"), page, ""), at(capture(2, 9, "a"), "http://epaper.example/1_2.htm", page),
			at(capture(3, 9, "a"), "http://site.example/2.htm", ""), at(capture(4, 9, "a"), "http://site.example/dup.htm", ""),
			at(revisit(5, 1, "a", 3), "http://site.example/2.htm", ""), at(capture(1, 9, "b"), page, ""),
		}
		index := func(present ...string) string {
			files := map[string]bool{}
			for _, f := range present {
				files[f] = true
			}
			there := slices.DeleteFunc(slices.Clone(all), func(c storage.FoundCapture) bool { return !files[c.File] })
			added, moved, err := store.IndexCaptures(t.Context(), there, files)
			if err == nil {
				err = store.SettleIndex(t.Context())
			}
			if err != nil {
				t.Fatal(err)
			}
			return fmt.Sprintf("%d added, %d moved", added, moved)
		}
		if got := index("a", "b"); got != "5 added, 0 moved" {
			t.Errorf("%s", got)
		}
		if got := index("a", "b"); got != "0 added, 0 moved" {
			t.Errorf("the second time %s", got)
		}
		rec := must(store.ArticleByURL(t.Context(), page))(t)
		if len(rec.Captures) != 2 || rec.Capture.ID != 1 {
			t.Errorf("the piece keeps %+v, its own is %d", rec.Captures, rec.Capture.ID)
		}
		if rec := must(store.ArticleByURL(t.Context(), "http://site.example/dup.htm"))(t); len(rec.Captures) != 1 || rec.Capture.ID != 4 {
			t.Errorf("its copy keeps %+v, its own is %d", rec.Captures, rec.Capture.ID)
		}
		if links := must(store.PassedLinks(t.Context(), gaobang.Date{}))(t); len(links) != 1 || links[0].Capture.ID != 5 {
			t.Errorf("pages about nobody %+v", links)
		}
		if aged := must(store.AgedCaptures(t.Context(), "a", storagetest.Now().AddDate(0, 0, -5)))(t); len(aged) != 0 {
			t.Errorf("%v may go: one is referred to since", aged)
		}
		if got := index("b"); got != "0 added, 1 moved" {
			t.Errorf("where a is gone, %s", got)
		}
		if c := must(store.Capture(t.Context(), 1))(t); c.File != "b" {
			t.Errorf("capture 1 lies in %s", c.File)
		}
	})
}
