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

// TestANewcomerIsSeenToBeSlow: a site that was never quick is slow by any measure, by
// the answers of its pieces and of its column.
func TestANewcomerIsSeenToBeSlow(t *testing.T) {
	tests := []struct {
		name   string
		pieces []string
		scans  int // after which it is told
	}{
		{"a column with pieces, at its first scan", []string{"/1.html", "/2.html"}, 1},
		{"a column with one piece, when it was asked for alone once more", []string{"/1.html"}, 2},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t, storagetest.Open(t, "sqlite"))
			slow := func(page string) {
				answer := w.pages[page]
				w.handle(page, func(rw http.ResponseWriter, r *http.Request) {
					w.later(7 * time.Second)
					answer(rw, r)
				})
			}
			w.list("a.example", test.pieces...)
			slow("a.example/list/")
			for i, path := range test.pieces {
				w.serve("a.example"+path, article(i+1, "2026-11-20 08:00"))
				slow("a.example" + path)
			}
			w.start(t)
			for n := 1; n <= test.scans; n++ {
				if err := w.runner.ScanNow(t.Context(), Request{Sources: []gaobang.SourceID{"list"}}); err != nil {
					t.Fatal(err)
				}
				states, err := w.store.SourceStates(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				got := states["list"].Health
				if told := got.Condition == gaobang.Slow; told != (n == test.scans) {
					t.Fatalf("scan %d: %s: %s", n, got.Condition, got.Saw)
				}
				if n == test.scans && (!strings.Contains(got.Saw, "7.0 秒") || !strings.Contains(got.Remedy, "hours") || got.Since.After(storagetest.Now())) {
					t.Errorf("since %s, saw %s, remedy %s", got.Since, got.Saw, got.Remedy)
				}
			}
		})
	}
}

// TestWhatFailedIsTriedAgainWhenTheSourceCanBeReadAgain: slowly, or with nothing new.
func TestWhatFailedIsTriedAgainWhenTheSourceCanBeReadAgain(t *testing.T) {
	for condition, again := range map[gaobang.Condition]int{gaobang.Fine: 1, gaobang.Slow: 1, gaobang.NoNews: 1, gaobang.Down: 0, gaobang.Redesigned: 0} {
		t.Run(condition.Chinese(), func(t *testing.T) {
			w := newWorld(t, storagetest.Open(t, "sqlite"))
			link := storage.FoundLink{Canonical: "http://a.example/1.html", Link: gaobang.Link{URL: "http://a.example/1.html"}}
			if _, err := w.store.AddLinks(t.Context(), "list", []storage.FoundLink{link}); err != nil {
				t.Fatal(err)
			}
			if err := w.store.SaveFailure(t.Context(), link.Canonical, storage.Failure{Reason: "不通"}); err != nil {
				t.Fatal(err)
			}
			s := scan{Runner: w.runner, source: gaobang.Source{ID: "list"}}
			s.state.Health = gaobang.Health{Condition: gaobang.Down, Since: w.now.Add(-time.Hour)}
			if err := s.takeUp(t.Context(), gaobang.Health{Condition: condition}); err != nil {
				t.Fatal(err)
			}
			if pending, err := w.store.PendingLinks(t.Context(), "list", 10); err != nil || len(pending) != again {
				t.Errorf("%d links wait (%v), want %d", len(pending), err, again)
			}
		})
	}
}
