package jobs

import (
	"testing"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// TestARankingIsDatedByWhatItIsMadeOf: not by the clock, not by what it does not
// cite; by pieces, rulings, and rulings that were taken back.
func TestARankingIsDatedByWhatItIsMadeOf(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorld(t, store)
		w.list("a.example", "/1.html")
		w.serve("a.example/1.html", article(1, "2026-11-20 08:00"))
		w.pass(day)
		w.start(t)
		w.scan(t)
		found := w.clock()
		dated := func(rule string, want time.Time) gaobang.Ranking {
			t.Helper()
			r, err := Rank(t.Context(), store, RankRequest{Period: gaobang.PeriodOf(gaobang.Month, found), Of: "bureau", By: gaobang.RankUnits})
			if err != nil {
				t.Fatal(err)
			}
			if len(r.Articles) != 1 || r.AsOf != gaobang.DateOf(want) {
				t.Errorf("%s: %d pieces, as of %s, want %s", rule, len(r.Articles), r.AsOf, gaobang.DateOf(want))
			}
			return r
		}
		for id, a := range dated("a piece was found", found).Articles {
			if a.KeptOn != gaobang.DateOf(found) || id != articleAt(t, store, "http://a.example/1.html").ID {
				t.Errorf("its evidence: %+v", a)
			}
		}
		w.pass(5 * day)
		dated("days later", found)
		ruled, withdrawn := found.Add(2*day), found.Add(3*day)
		d, err := store.AddDecision(t.Context(), gaobang.Decision{Article: articleAt(t, store, "http://a.example/1.html").ID, Bureau: "bureau", Kind: gaobang.DecideUnits,
			Parts: []gaobang.DecidedPart{{Unit: "town", Share: gaobang.WholeShare}}, By: "林测试", Why: "核对", At: ruled})
		if err != nil {
			t.Fatal(err)
		}
		dated("a person ruled", ruled)
		if _, err := store.Withdraw(t.Context(), gaobang.Withdrawal{Decision: d, WithdrawnBy: "林测试", Reason: "记错了", WithdrawnAt: withdrawn}, nil); err != nil {
			t.Fatal(err)
		}
		dated("and took it back", withdrawn)
		w.serve("a.example/2.html", article(2, "2026-10-20 08:00"))
		w.list("a.example", "/2.html", "/1.html")
		w.scan(t)
		dated("a piece of another month was found", withdrawn)
	})
}
