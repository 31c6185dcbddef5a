package jobs

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// TestAListOfLinks: each piece that the office wrote down is found and fetched
// once, whatever is added later; one that cannot be had is named with its reason
// until it is taken off the list, and asked for again when a person says so.
func TestAListOfLinks(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		listed := func(links ...string) string {
			return strings.Replace(books, `kind: list, url: "http://a.example/list/",`, `kind: links, links: ["`+strings.Join(links, `", "`)+`"],`, 1)
		}
		first := []string{"http://a.example/1.html", "http://b.example/2.html", "http://a.example/1.html#wechat_redirect", "http://a.example/gone.html", "http://a.example/checked.html"}
		w := newWorldOf(t, store, listed(first...), "a.example", "b.example")
		w.serve("a.example/1.html", article(1, "2026-11-20"))
		w.serve("b.example/2.html", article(2, "2026-11-20"))
		w.serve("b.example/3.html", article(3, "2026-11-21"))
		w.serve("a.example/checked.html", `<html><body><h2>环境异常</h2><p>当前环境异常，完成验证后即可继续访问。</p><a>去验证</a></body></html>`)
		w.handle("a.example/gone.html", func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(http.StatusNotFound) })
		w.start(t)
		missing := func(want int) []storage.FetchState {
			t.Helper()
			found, err := Findings(t.Context(), store, w.clock())
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range found {
				if f.Source.ID == "list" {
					if len(f.Missing) != want {
						t.Errorf("missing: %+v, want %d", f.Missing, want)
					}
					return f.Missing
				}
			}
			return nil
		}
		scanNow(t, w, Request{})
		for _, m := range missing(2) {
			if m.URL == "http://a.example/checked.html" && (!strings.Contains(m.Error, "拦截") || !strings.Contains(m.Error, "联系网站放行")) {
				t.Errorf("the page that wards off programs: %s", m.Error)
			}
		}
		applyBooks(t, store, listed(append(first[:2:2], "http://b.example/3.html", "http://a.example/checked.html")...))
		scanNow(t, w, Request{})
		missing(1)
		list, err := store.Articles(t.Context(), storage.Filter{})
		if err != nil || len(list) != 3 {
			t.Errorf("%d pieces, want 3; %v", len(list), err)
		}
		w.mu.Lock()
		defer w.mu.Unlock()
		// The second scan by hand asks again for what failed and is still on the list.
		for path, want := range map[string]int{"a.example/1.html": 1, "b.example/2.html": 1, "b.example/3.html": 1, "a.example/checked.html": 2, "a.example/gone.html": 1} {
			if n := w.asked[path]; n != want {
				t.Errorf("%s was asked for %d times, want %d", path, n, want)
			}
		}
	})
}

// TestAScanByHandTriesAgain: a piece that failed for good, and one that the site
// said was not there, come in once a person asks for the scan.
func TestAScanByHandTriesAgain(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorldOf(t, store, strings.Replace(books, `kind: list, url: "http://a.example/list/",`, `kind: links, links: ["http://a.example/1.html", "http://a.example/2.html"],`, 1), "a.example", "b.example")
		w.handle("a.example/1.html", func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(http.StatusForbidden) })
		w.handle("a.example/2.html", func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(http.StatusNotFound) })
		w.start(t)
		scanNow(t, w, Request{})
		for _, l := range mustStates(t, store) {
			for range storage.MaxAttempts {
				if err := store.SaveFailure(t.Context(), l.Canonical, storage.Failure{Reason: "失败", Missed: true}); err != nil {
					t.Fatal(err)
				}
			}
		}
		w.serve("a.example/1.html", article(1, "2026-11-20"))
		w.serve("a.example/2.html", article(2, "2026-11-20"))
		scanNow(t, w, Request{})
		if list, err := store.Articles(t.Context(), storage.Filter{}); err != nil || len(list) != 2 {
			t.Errorf("%d pieces, want 2; %v", len(list), err)
		}
	})
}

func TestTheSiteOfAListOfLinks(t *testing.T) {
	for want, hosts := range map[string][]string{"a.example": {"a.example", "A.example"}, "links of s": {"a.example", "b.example"}, "": nil} {
		src := gaobang.Source{ID: "s", Kind: gaobang.LinksSource}
		for i, host := range hosts {
			src.Links = append(src.Links, gaobang.Link{URL: fmt.Sprintf("https://%s/%d", host, i)})
		}
		if got := src.Site(); got != want {
			t.Errorf("links to %v are of the site %q, want %q", hosts, got, want)
		}
	}
}
