package jobs

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// TestPagesWaitWithTheirSite: after a site asked to be left alone, its other pages were
// not asked for, and are not said to have been.
func TestPagesWaitWithTheirSite(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorld(t, store)
		w.list("a.example", "/1.html", "/2.html", "/3.html")
		w.handle("a.example/1.html", func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Retry-After", "3600")
			rw.WriteHeader(http.StatusTooManyRequests)
		})
		w.start(t)
		if err := w.runner.ScanNow(t.Context(), Request{Sources: []gaobang.SourceID{"list"}}); err != nil {
			t.Fatal(err)
		}
		links, err := store.FetchStates(t.Context(), "list")
		if err != nil || len(links) != 3 {
			t.Fatalf("%d links, %v", len(links), err)
		}
		if first := links[0]; !strings.Contains(first.Error, "网站答复状态 429") || first.Attempts != 1 {
			t.Errorf("the page that was answered: %+v", first)
		}
		for _, l := range links[1:] {
			switch wait := l.NextTry.Sub(w.now); {
			case w.asked[strings.TrimPrefix(l.URL, "http://")] != 0:
				t.Errorf("%s was asked for", l.URL)
			case strings.Contains(l.Error, "429"), !strings.Contains(l.Error, "这一页随网站一起等（a.example，还有 6"), l.Attempts != 0:
				t.Errorf("a page that was not asked for: %+v", l)
			case wait < 59*time.Minute || wait > 73*time.Minute:
				t.Errorf("%s is tried in %v", l.URL, wait)
			}
		}
		runs, err := store.Runs(t.Context(), "list", 1)
		if err != nil || runs[0].Result.Facts.Unfetched != 1 {
			t.Errorf("pages that could not be had: %+v, %v", runs, err)
		}
	})
}
