package jobs

import (
	"slices"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
)

func TestGapsAreTheDaysNoGoodScanSaw(t *testing.T) {
	day := func(d int) gaobang.Date { return gaobang.Date{Year: 2026, Month: time.November, Day: d} }
	at := func(d int) time.Time { return day(d).Start().Add(7 * time.Hour) }
	type span [2]int
	cases := []struct {
		name  string
		state storage.SourceState
		today int
		want  []span
	}{
		{"never scanned: all of it", storage.SourceState{}, 24, []span{{16, 22}}},
		{"scanned today: nothing", storage.SourceState{LastTick: at(24), CoveredFrom: day(1)}, 24, nil},
		{"last good scan in the middle: that day is seen half, so from it on", storage.SourceState{LastTick: at(19), CoveredFrom: day(1)}, 24, []span{{19, 22}}},
		{"last good scan before: all of it", storage.SourceState{LastTick: at(10), CoveredFrom: day(1)}, 24, []span{{16, 22}}},
		{"first scan went back to the 18th: the days before", storage.SourceState{LastTick: at(24), CoveredFrom: day(18)}, 24, []span{{16, 17}}},
		{"both ends", storage.SourceState{LastTick: at(20), CoveredFrom: day(18)}, 24, []span{{16, 17}, {20, 22}}},
		{"within the period, days to come are not missing", storage.SourceState{LastTick: at(19), CoveredFrom: day(1)}, 19, nil},
		{"a list that shrank on the 18th is not seen since, though scans end well",
			storage.SourceState{LastTick: at(24), CoveredFrom: day(1), Health: gaobang.Health{Condition: gaobang.Emptied, Since: at(18)}}, 24, []span{{18, 22}}},
		{"a slow site is seen", storage.SourceState{LastTick: at(24), CoveredFrom: day(1), Health: gaobang.Health{Condition: gaobang.Slow, Since: at(18)}}, 24, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			last := earlier(day(22), day(c.today))
			var got []span
			for _, g := range gaps(gaobang.Source{ID: "s"}, c.state, day(16), last, day(c.today)) {
				if g.Why == "" {
					t.Error("no reason")
				}
				got = append(got, span{g.From.Day, g.To.Day})
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("gaps %v, want %v", got, c.want)
			}
		})
	}
}

// TestABackfillCoversItsOwnDays: a scan of past days says nothing of later ones,
// and one that ends before the days covered so far leaves the gap between.
func TestABackfillCoversItsOwnDays(t *testing.T) {
	day := func(d int) gaobang.Date { return gaobang.Date{Year: 2026, Month: time.November, Day: d} }
	started := day(24).Start().Add(8 * time.Hour)
	cases := []struct {
		name         string
		since, until gaobang.Date
		tick         time.Time
		from         gaobang.Date
	}{
		{"a scan by schedule", gaobang.Date{}, gaobang.Date{}, started, day(24).AddDays(-30)},
		{"back to a day, up to now", day(1), gaobang.Date{}, started, day(1)},
		{"up to the days covered", day(1), day(9), day(10).Start().Add(-time.Microsecond), day(1)},
		{"ending before them", day(1), day(5), day(6).Start().Add(-time.Microsecond), day(10)},
		{"up to today", day(1), day(24), started, day(1)},
	}
	for _, c := range cases {
		s := scan{source: gaobang.Source{Kind: gaobang.ListSource, Lookback: 30}, state: storage.SourceState{CoveredFrom: day(10)}, since: c.since, until: c.until, started: started}
		if got := s.tick(); !got.Equal(c.tick) {
			t.Errorf("%s: sees up to %s, want %s", c.name, got, c.tick)
		}
		if got := s.coveredFrom(); got != c.from {
			t.Errorf("%s: covers from %s, want %s", c.name, got, c.from)
		}
	}
}
