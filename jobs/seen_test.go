package jobs

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
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
			s := scan{Runner: w.runner, office: office, source: office.sites["a.example"][0], started: w.clock(), unread: []extract.Input{{}}}
			if _, err := s.proposeArticle(t.Context()); err != nil {
				t.Fatal(err)
			}
			if got := w.articlesAsked("a.example/") - before; got != c.asked {
				t.Errorf("%d pages were asked for, want %d", got, c.asked)
			}
		})
	}
}

// TestOneBrokenPageIsNoBrokenSite: a page that is tried again, scan after scan, on a
// day without news says nothing of the others.
func TestOneBrokenPageIsNoBrokenSite(t *testing.T) {
	for rule, broken := range map[string]http.HandlerFunc{
		"no article":    answer(http.StatusOK, "<html><body><div id=app></div></body></html>"),
		"not to be had": answer(http.StatusBadGateway, ""),
	} {
		t.Run(rule, func(t *testing.T) {
			var w *world
			store, err := storage.Open(t.Context(), storagetest.DSN(t, storage.SQLite), func() time.Time { // what failed comes again by its clock
				if w == nil {
					return storagetest.Now()
				}
				return w.clock()
			})
			if err != nil {
				t.Fatal(err)
			}
			defer store.Close()
			w = newWorld(t, store)
			links := []string{}
			more := func(n int) {
				for range n {
					links = append(links, fmt.Sprintf("/2026%04d.html", len(links)))
					w.serve("a.example"+links[len(links)-1], article(len(links), "2026-11-20"))
				}
				w.list("a.example", links...)
			}
			w.start(t)
			for range 4 {
				more(4)
				w.scan(t)
				w.pass(day)
			}
			more(1)
			w.handle("a.example"+links[len(links)-1], broken)
			for range storage.MaxAttempts + 2 { // twice a day; the last waits are a day long
				w.scan(t)
				states, err := store.SourceStates(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				if h := states["list"].Health; h.Condition != gaobang.Fine {
					t.Fatalf("%s: %s", h.Condition, h.Saw)
				}
				w.pass(day / 2)
			}
			if asked := w.asked["a.example"+links[len(links)-1]]; asked < storage.MaxAttempts-1 {
				t.Errorf("it was tried %d times", asked)
			}
		})
	}
}
