package jobs

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
)

// crawled is what the coverage of any period follows from.
type crawled struct {
	sources []gaobang.Source // in use
	states  map[gaobang.SourceID]storage.SourceState
	unread  map[gaobang.SourceID][]storage.UnreadDay // pieces that were found and not read
}

func crawledBy(ctx context.Context, store *storage.Store) (crawled, error) {
	sources, err := store.Sources(ctx, storage.Current)
	if err != nil {
		return crawled{}, err
	}
	states, err := store.SourceStates(ctx)
	if err != nil {
		return crawled{}, err
	}
	days, err := store.UnreadDays(ctx)
	unread := map[gaobang.SourceID][]storage.UnreadDay{}
	for _, d := range days {
		unread[d.Source] = append(unread[d.Source], d)
	}
	sources = slices.DeleteFunc(sources, func(s gaobang.Source) bool { return s.Disabled })
	return crawled{sources, states, unread}, err
}

// CoverageOf is the coverage of a period as of a day, by all sources in use or by
// those named; days to come are not missing.
func CoverageOf(ctx context.Context, store *storage.Store, period gaobang.Period, today gaobang.Date, only ...gaobang.SourceID) (gaobang.Coverage, error) {
	c, err := crawledBy(ctx, store)
	c.sources = slices.DeleteFunc(c.sources, func(s gaobang.Source) bool { return len(only) > 0 && !slices.Contains(only, s.ID) })
	return c.coverage(period, today), err
}

func (c crawled) coverage(period gaobang.Period, today gaobang.Date) gaobang.Coverage {
	out := gaobang.Coverage{Sources: len(c.sources)}
	if today.IsZero() { // nothing was ever crawled
		today = period.Last()
	}
	for _, s := range c.sources {
		whole := gaps(s, c.states[s.ID], period.First(), earlier(period.Last(), today), today)
		out.Gaps = append(append(out.Gaps, whole...), lacking(s, c.unread[s.ID], whole, period)...)
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
		if covered := c.states[s.ID].Covered; len(covered) > 0 && (first.IsZero() || covered[0].First.Before(first)) {
			first = covered[0].First
		}
	}
	return first
}

// gaps are the days from first to last on which the source was not found complete.
func gaps(s gaobang.Source, state storage.SourceState, first, last, today gaobang.Date) []gaobang.Gap {
	if last.Before(first) {
		return nil
	}
	covered := seenDays(state)
	if day := tickDay(state); day == today && !blind(state.Health.Condition) {
		covered = gaobang.Cover(covered, gaobang.Days{First: day, Last: day}) // the next tick brings the rest
	}
	var out []gaobang.Gap
	for _, d := range gaobang.Uncovered(covered, gaobang.Days{First: first, Last: last}) {
		out = append(out, gaobang.Gap{Source: s.ID, Name: s.Name, From: d.First, To: d.Last, Why: whyMissing(s, state, covered, d, today)})
	}
	return out
}

// lacking are the days of a period on which single pieces were found and not read,
// but for those that are gaps as a whole. Days that follow one another are one gap.
func lacking(s gaobang.Source, unread []storage.UnreadDay, whole []gaobang.Gap, period gaobang.Period) []gaobang.Gap {
	unread = slices.DeleteFunc(slices.Clone(unread), func(u storage.UnreadDay) bool {
		within := func(g gaobang.Gap) bool { return !u.Day.Before(g.From) && !u.Day.After(g.To) }
		return u.Day.Before(period.First()) || u.Day.After(period.Last()) || slices.ContainsFunc(whole, within)
	})
	slices.SortFunc(unread, func(a, b storage.UnreadDay) int { return a.Day.Compare(b.Day) })
	var out []gaobang.Gap
	var sum storage.UnreadDay // of the last gap
	for _, u := range unread {
		if last := len(out) - 1; last < 0 || out[last].To.AddDays(1).Before(u.Day) {
			out, sum = append(out, gaobang.Gap{Source: s.ID, Name: s.Name, From: u.Day}), storage.UnreadDay{}
		}
		sum.Links, sum.Waiting, sum.Error = sum.Links+u.Links, sum.Waiting+u.Waiting, cmp.Or(u.Error, sum.Error)
		gap := &out[len(out)-1]
		gap.To, gap.Why = u.Day, whyUnread(sum)
	}
	return out
}

// whyUnread says how many pieces were not read, and why one of them.
func whyUnread(u storage.UnreadDay) string {
	text := fmt.Sprintf("有 %d 篇没有采到", u.Links)
	if u.Waiting > 0 {
		text += fmt.Sprintf("，其中 %d 篇还会再采", u.Waiting)
	}
	if u.Error != "" {
		text += "：" + u.Error
	}
	return text
}

// whyMissing says what kept days from being seen and what to do. What no scan has
// come to yet is the schedule's to bring; what lies before it is not.
func whyMissing(s gaobang.Source, state storage.SourceState, covered []gaobang.Days, d gaobang.Days, today gaobang.Date) string {
	h := state.Health
	switch {
	case state.LastTick.IsZero() && len(covered) == 0:
		return cmp.Or(state.LastError, "还没有采完过")
	case blind(h.Condition) && !d.Last.Before(gaobang.DateOf(h.Since).AddDays(-1)):
		return h.Condition.Chinese() + "：" + h.Saw
	case !state.LastTick.IsZero() && !d.First.Before(tickDay(state)):
		return cmp.Or(state.LastError, "上次采完是 "+tickDay(state).String())
	case d.First == today:
		return "今天还没有过完，下次采集时补上"
	case s.Kind == gaobang.FeedSource:
		return fmt.Sprintf("没有看全这些天；可用 gaobang crawl %s --since %s --until %s 补采，订阅源已经不列的请换能翻页的列表页，或用 gaobang import 补录", s.ID, d.First, d.Last)
	}
	return fmt.Sprintf("还没有采到这些天；可用 gaobang crawl %s --since %s --until %s 补采", s.ID, d.First, d.Last)
}

// seenDays are the days on which a source was found complete. A list that has been
// showing less than it has hides them, from the day before that was noticed.
func seenDays(state storage.SourceState) []gaobang.Days {
	h := state.Health
	if !blind(h.Condition) {
		return state.Covered
	}
	var out []gaobang.Days
	for _, d := range state.Covered {
		d.Last = earlier(d.Last, gaobang.DateOf(h.Since).AddDays(-1))
		out = gaobang.Cover(out, d)
	}
	return out
}

// tickDay is the day of the last good scan; the zero day where there is none.
func tickDay(state storage.SourceState) gaobang.Date {
	if state.LastTick.IsZero() {
		return gaobang.Date{}
	}
	return gaobang.DateOf(state.LastTick)
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
