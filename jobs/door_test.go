package jobs

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/extract"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

func refresh(to string) string {
	return fmt.Sprintf(`<html><head><title>跳转</title><meta http-equiv="refresh" content="3; url=%s"></head><body></body></html>`, to)
}

// TestAPieceBehindADoor: a page that only sends its reader on leads to the piece as an
// HTTP redirect does, and both pages are kept.
func TestAPieceBehindADoor(t *testing.T) {
	script := func(to string) string {
		return fmt.Sprintf(`<html><head><script>window.location.href = '%s';</script></head><body></body></html>`, to)
	}
	for _, c := range []struct {
		rule   string
		pages  map[string]string
		stored string   // canonical address of the piece
		kept   []string // pages, of the piece
		failed string
	}{
		{"META REFRESH", map[string]string{"1.html": refresh("/a/1.html"), "a/1.html": article(1, "2026-11-20")},
			"http://a.example/a/1.html", []string{"1.html", "a/1.html"}, ""},
		{"脚本转走", map[string]string{"1.html": script("a/1.html"), "a/1.html": article(1, "2026-11-20")},
			"http://a.example/a/1.html", []string{"1.html", "a/1.html"}, ""},
		{"两道门", map[string]string{"1.html": refresh("2.html"), "2.html": script("/3.html"), "3.html": article(1, "2026-11-20")},
			"http://a.example/3.html", []string{"1.html", "2.html", "3.html"}, ""},
		{"有正文的稿件几秒后回首页，还是稿件", map[string]string{"1.html": strings.Replace(article(1, "2026-11-20"), "<head>", `<head><meta http-equiv="refresh" content="5;url=/">`, 1)},
			"http://a.example/1.html", []string{"1.html"}, ""},
		{"转成圈", map[string]string{"1.html": refresh("2.html"), "2.html": refresh("1.html")}, "", nil, "跳转成圈"},
		{"门后没有页面", map[string]string{"1.html": refresh("2.html")}, "", nil, "404"},
		{"门后在内网", map[string]string{"1.html": refresh("http://127.0.0.2/1.html")}, "", nil, "主机在内网"},
		{"说稿件已删除、再回首页的，不跟", map[string]string{"1.html": `<html><head><title>提示</title><meta http-equiv="refresh" content="3;url=/a/1.html"></head><body><p>您访问的文章不存在或已删除</p></body></html>`, "a/1.html": article(1, "2026-11-20")},
			"", nil, "不存在或已删除"},
	} {
		storagetest.Each(t, func(t *testing.T, store *storage.Store) {
			w := newWorld(t, store)
			for path, body := range c.pages {
				w.serve("a.example/"+path, body)
			}
			w.list("a.example", "/1.html")
			w.start(t)
			if err := w.runner.ScanNow(t.Context(), Request{Sources: []gaobang.SourceID{"list"}}); err != nil {
				t.Fatal(err)
			}
			state := mustStates(t, store)[0]
			if c.stored == "" {
				if !strings.Contains(state.Error, c.failed) {
					t.Errorf("%s：%+v", c.rule, state)
				}
				return
			}
			record, err := store.ArticleByURL(t.Context(), c.stored)
			if err != nil || record.CanonicalURL != c.stored || record.ID != gaobang.NewArticleID(c.stored) || state.Article != record.ID {
				t.Fatalf("%s：%+v, %v; %+v", c.rule, record, err, state)
			}
			var kept []string
			for _, capture := range record.Captures {
				kept = append(kept, strings.TrimPrefix(capture.URL, "http://a.example/"))
			}
			if slices.Sort(kept); !slices.Equal(kept, c.kept) {
				t.Errorf("%s：kept %v", c.rule, kept)
			}
			runs, err := store.LatestRuns(t.Context())
			if f := runs["list"].Result.Facts; err != nil || f.Pages != 1 || f.NotArticles != 0 {
				t.Errorf("%s：a door is no article that could not be read: %+v, %v", c.rule, f, err)
			}
		})
	}
}

// TestDoorsAreBounded: each leads to another, for ever.
func TestDoorsAreBounded(t *testing.T) {
	asked := 0
	open := opener(func(_ context.Context, w wanted) (page opened, failed, err error) {
		asked++
		page.canonical, page.door = w.address, fmt.Sprintf("http://a.example/%d.html", asked)
		return page, extract.ErrNotArticle, nil
	})
	page, failed, err := open.through(t.Context(), wanted{address: "http://a.example/"}, 3)
	if f, ok := errors.AsType[*fetch.Error](failed); !ok || f.Kind != fetch.KindRedirects || err != nil || asked != 4 || len(page.further) != 3 {
		t.Errorf("%d asked, %d kept, %v, %v", asked, len(page.further), failed, err)
	}
}
