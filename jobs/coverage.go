package jobs

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
)

// Gap is days of a period on which a source may hold pieces that were not found.
type Gap struct {
	Source gaobang.Source
	From   gaobang.Date
	To     gaobang.Date
	Why    string
}

// Coverage (覆盖) says how complete the crawl is for a period: of how many
// sources, and what is missing. Days to come are not missing.
type Coverage struct {
	Period  gaobang.Period
	Sources int
	Gaps    []Gap // by source, then by day
}

// Incomplete is the number of sources with a gap.
func (c Coverage) Incomplete() int {
	seen := map[gaobang.SourceID]bool{}
	for _, g := range c.Gaps {
		seen[g.Source.ID] = true
	}
	return len(seen)
}

// CoverageOf is the coverage of a period as of now.
func CoverageOf(ctx context.Context, store *storage.Store, period gaobang.Period, now time.Time) (Coverage, error) {
	c := Coverage{Period: period}
	sources, err := store.Sources(ctx, storage.Current)
	if err != nil {
		return c, err
	}
	states, err := store.SourceStates(ctx)
	if err != nil {
		return c, err
	}
	last := earlier(period.Last(), gaobang.DateOf(now))
	for _, s := range sources {
		if s.Disabled {
			continue
		}
		c.Sources++
		c.Gaps = append(c.Gaps, gaps(s, states[s.ID], period.First(), last, gaobang.DateOf(now))...)
	}
	slices.SortFunc(c.Gaps, func(a, b Gap) int {
		return cmp.Or(cmp.Compare(a.Source.ID, b.Source.ID), a.From.Compare(b.From))
	})
	return c, nil
}

// gaps are the days from first to last outside those that the source's scans
// covered.
func gaps(s gaobang.Source, state storage.SourceState, first, last, today gaobang.Date) []Gap {
	if last.Before(first) {
		return nil
	}
	until, why := coveredUntil(state, today)
	if until.IsZero() {
		return []Gap{{s, first, last, why}}
	}
	var out []Gap
	if state.CoveredFrom.After(first) {
		out = append(out, Gap{s, first, earlier(last, state.CoveredFrom.AddDays(-1)), "采集从 " + state.CoveredFrom.String() + " 开始；可用 gaobang crawl --since 补采"})
	}
	if until.Before(last) {
		from := until.AddDays(1)
		if from.Before(first) {
			from = first
		}
		out = append(out, Gap{s, from, last, why})
	}
	return out
}

// coveredUntil is the last day that is covered, and what ended it. The day of the
// last good scan counts while it is today: the next tick brings the rest.
func coveredUntil(state storage.SourceState, today gaobang.Date) (gaobang.Date, string) {
	if state.LastTick.IsZero() {
		return gaobang.Date{}, cmp.Or(state.LastError, "还没有采完过")
	}
	until := gaobang.DateOf(state.LastTick)
	if until.Before(today) {
		until = until.AddDays(-1)
	}
	h := state.Health
	if blind(h.Condition) && gaobang.DateOf(h.Since).AddDays(-1).Before(until) {
		return gaobang.DateOf(h.Since).AddDays(-1), h.Condition.Chinese() + "：" + h.Saw
	}
	return until, cmp.Or(state.LastError, "上次采完是 "+gaobang.DateOf(state.LastTick).String())
}

// blind reports a condition under which a scan may end without a fault and still
// have missed pieces.
func blind(c gaobang.Condition) bool { return c == gaobang.Redesigned || c == gaobang.Emptied }

func earlier(a, b gaobang.Date) gaobang.Date {
	if b.Before(a) {
		return b
	}
	return a
}
