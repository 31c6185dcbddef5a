package jobs

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
)

// crawled is what the coverage of any period follows from.
type crawled struct {
	sources []gaobang.Source // in use
	states  map[gaobang.SourceID]storage.SourceState
}

func crawledBy(ctx context.Context, store *storage.Store) (crawled, error) {
	sources, err := store.Sources(ctx, storage.Current)
	if err != nil {
		return crawled{}, err
	}
	states, err := store.SourceStates(ctx)
	sources = slices.DeleteFunc(sources, func(s gaobang.Source) bool { return s.Disabled })
	return crawled{sources, states}, err
}

// CoverageOf is the coverage of a period as of a day; days to come are not
// missing.
func CoverageOf(ctx context.Context, store *storage.Store, period gaobang.Period, today gaobang.Date) (gaobang.Coverage, error) {
	c, err := crawledBy(ctx, store)
	return c.coverage(period, today), err
}

func (c crawled) coverage(period gaobang.Period, today gaobang.Date) gaobang.Coverage {
	out := gaobang.Coverage{Sources: len(c.sources)}
	if today.IsZero() { // nothing was ever crawled
		today = period.Last()
	}
	for _, s := range c.sources {
		out.Gaps = append(out.Gaps, gaps(s, c.states[s.ID], period.First(), earlier(period.Last(), today), today)...)
	}
	slices.SortFunc(out.Gaps, func(a, b gaobang.Gap) int { return cmp.Or(cmp.Compare(a.Source, b.Source), a.From.Compare(b.From)) })
	if last := c.last(); !last.IsZero() && last.Before(period.Last()) {
		out.Until = last
	}
	return out
}

// last is the day of the last good scan of any source.
func (c crawled) last() gaobang.Date {
	var last time.Time
	for _, s := range c.sources {
		if tick := c.states[s.ID].LastTick; tick.After(last) {
			last = tick
		}
	}
	if last.IsZero() {
		return gaobang.Date{}
	}
	return gaobang.DateOf(last)
}

// first is the first day that any source was crawled for.
func (c crawled) first() gaobang.Date {
	var first gaobang.Date
	for _, s := range c.sources {
		if from := c.states[s.ID].CoveredFrom; !from.IsZero() && (first.IsZero() || from.Before(first)) {
			first = from
		}
	}
	return first
}

// gaps are the days from first to last outside those that the source's scans
// covered.
func gaps(s gaobang.Source, state storage.SourceState, first, last, today gaobang.Date) []gaobang.Gap {
	if last.Before(first) {
		return nil
	}
	until, why := coveredUntil(state, today)
	if until.IsZero() {
		return []gaobang.Gap{{Source: s.ID, Name: s.Name, From: first, To: last, Why: why}}
	}
	var out []gaobang.Gap
	if state.CoveredFrom.After(first) {
		out = append(out, gaobang.Gap{Source: s.ID, Name: s.Name, From: first, To: earlier(last, state.CoveredFrom.AddDays(-1)), Why: "采集从 " + state.CoveredFrom.String() + " 开始；可用 gaobang crawl --since 补采"})
	}
	if until.Before(last) {
		from := until.AddDays(1)
		if from.Before(first) {
			from = first
		}
		out = append(out, gaobang.Gap{Source: s.ID, Name: s.Name, From: from, To: last, Why: why})
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
