package jobs

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/gaobang/gaobang/crawler/extract"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// TestAProposalAsksForNoMoreThanWasPromised: the pieces that it learns from count
// among the pages of the day, and are asked for in the agreed hours only.
func TestAProposalAsksForNoMoreThanWasPromised(t *testing.T) {
	for _, c := range []struct {
		rule, promise string
		later         time.Duration
		asked         int
	}{
		{"nothing was promised", "", 0, 2},
		{"one page of the day is left", "daily_pages: 3, ", 0, 1},
		{"the hours are over", `hours: "08:00-09:00", `, 2 * time.Hour, 0},
	} {
		t.Run(c.rule, func(t *testing.T) {
			w := newWorldOf(t, storagetest.Open(t, storage.SQLite), strings.Replace(books, "kind: list,", "kind: list, "+c.promise, 1), "a.example", "b.example")
			for i := range 2 {
				w.serve(fmt.Sprintf("a.example/%d.html", i), article(i, "2026-11-20"))
			}
			w.list("a.example", "/0.html", "/1.html")
			w.start(t)
			w.scan(t)
			office, err := w.runner.offices.current(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			w.later(c.later)
			before := w.articlesAsked("a.example/")
			s := scan{Runner: w.runner, office: office, source: office.sites()["a.example"][0], started: w.clock(), unread: []extract.Input{{}}}
			if _, err := s.proposeArticle(t.Context()); err != nil {
				t.Fatal(err)
			}
			if got := w.articlesAsked("a.example/") - before; got != c.asked {
				t.Errorf("%d pages were asked for, want %d", got, c.asked)
			}
		})
	}
}
