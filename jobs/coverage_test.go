package jobs

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
)

func TestGapsAreTheDaysNoGoodScanSaw(t *testing.T) {
	day := func(d int) gaobang.Date { return gaobang.Date{Year: 2026, Month: time.November, Day: d} }
	at := func(d int) time.Time { return day(d).Start().Add(7 * time.Hour) }
	type span [2]int
	covered := func(days ...gaobang.Days) []gaobang.Days { return days }
	from := func(first, last int) gaobang.Days { return gaobang.Days{First: day(first), Last: day(last)} }
	cases := []struct {
		name  string
		state storage.SourceState
		today int
		want  []span
	}{
		{"never scanned: all of it", storage.SourceState{}, 24, []span{{16, 22}}},
		{"scanned today: nothing", storage.SourceState{LastTick: at(24), Covered: covered(from(1, 23))}, 24, nil},
		{"last good scan in the middle: that day is seen half, so from it on", storage.SourceState{LastTick: at(19), Covered: covered(from(1, 18))}, 24, []span{{19, 22}}},
		{"last good scan before: all of it", storage.SourceState{LastTick: at(10), Covered: covered(from(1, 9))}, 24, []span{{16, 22}}},
		{"first scan went back to the 18th: the days before", storage.SourceState{LastTick: at(24), Covered: covered(from(18, 23))}, 24, []span{{16, 17}}},
		{"both ends", storage.SourceState{LastTick: at(20), Covered: covered(from(18, 19))}, 24, []span{{16, 17}, {20, 22}}},
		{"a list too long for one scan leaves days between", storage.SourceState{LastTick: at(24), Covered: covered(from(1, 17), from(20, 23))}, 24, []span{{18, 19}}},
		{"a back-fill alone covers its own days", storage.SourceState{Covered: covered(from(17, 18))}, 24, []span{{16, 16}, {19, 22}}},
		{"within the period, days to come are not missing", storage.SourceState{LastTick: at(19), Covered: covered(from(1, 18))}, 19, nil},
		{"a list that shrank on the 18th is not seen since, though scans end well",
			storage.SourceState{LastTick: at(24), Covered: covered(from(1, 23)), Health: gaobang.Health{Condition: gaobang.Emptied, Since: at(18)}}, 24, []span{{18, 22}}},
		{"a slow site is seen", storage.SourceState{LastTick: at(24), Covered: covered(from(1, 23)), Health: gaobang.Health{Condition: gaobang.Slow, Since: at(18)}}, 24, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			last := earlier(day(22), day(c.today))
			var got []span
			for _, g := range gaps(gaobang.Source{ID: "s"}, c.state, day(16), last, day(c.today)) {
				if g.Why == "" || strings.HasSuffix(g.Why, " ") {
					t.Errorf("the reason is %q", g.Why)
				}
				got = append(got, span{g.From.Day, g.To.Day})
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("gaps %v, want %v", got, c.want)
			}
		})
	}
}

// TestTheDaysThatAScanCovers: a scan by schedule covers what it walked; a back-fill
// its own days and says nothing of later ones.
func TestTheDaysThatAScanCovers(t *testing.T) {
	day := func(d int) gaobang.Date { return gaobang.Date{Year: 2026, Month: time.November, Day: d} }
	at := func(d int) time.Time { return day(d).Start().Add(8 * time.Hour) }
	end := func(d int) time.Time { return day(d + 1).Start().Add(-time.Microsecond) }
	list := gaobang.Source{Kind: gaobang.ListSource, Lookback: 10}
	back := func(since, until int, begun time.Time) *backwalk {
		b := &backwalk{Walk: storage.Walk{Since: day(since), Begun: begun}}
		if until > 0 {
			b.Until = day(until)
		}
		return b
	}
	cases := []struct {
		name        string
		scan        scan
		tick        time.Time
		first, last int
	}{
		{"the first scan: as far back as it looks, up to yesterday", scan{}, at(24), 14, 23},
		{"up to known ground: from the last good scan on", scan{known: true, state: storage.SourceState{LastTick: at(20)}}, at(24), 20, 23},
		{"a list too long: from behind the oldest row", scan{reached: day(18), result: storage.RunResult{Walk: &storage.Walk{}}}, at(24), 19, 23},
		{"a list too long, without dates: nothing", scan{result: storage.RunResult{Walk: &storage.Walk{}}}, at(24), 0, 0},
		{"a back-fill of days gone by", scan{back: back(1, 9, at(24))}, end(9), 1, 9},
		{"a back-fill up to now, begun two days ago", scan{back: back(1, 0, at(22))}, at(22), 1, 21},
	}
	for _, c := range cases {
		c.scan.source, c.scan.started = list, at(24)
		if got := c.scan.tick(); !got.Equal(c.tick) {
			t.Errorf("%s: sees up to %s, want %s", c.name, got, c.tick)
		}
		want := gaobang.Days{First: day(c.first), Last: day(c.last)}
		if c.first == 0 {
			want = gaobang.Days{}
		}
		if got := c.scan.covered(); got != want {
			t.Errorf("%s: covers %v, want %v", c.name, got, want)
		}
	}
}
