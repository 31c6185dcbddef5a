package jobs

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/source"
	"github.com/gaobang/gaobang/storage"
)

// longestWalk is how many pages of a list one back-fill by hand walks before it
// asks to be called again: it bounds a list that never ends.
const longestWalk = 1000

// backwalk is a back-fill under way: a walk from the newest page of a source, or
// from where an earlier one stood, back to a day.
type backwalk struct {
	storage.Walk

	from source.Cursor
	past bool // its days are over or too few: it says nothing of how the source stands today
}

// scanAndGoOn scans as the schedule asks, then walks on where a back-fill was
// broken off, or where a list was longer than one scan may walk.
func (s *scan) scanAndGoOn(ctx context.Context) error {
	if err := s.run(ctx); err != nil || !s.result.Complete || s.result.Walk != nil {
		return err
	}
	walks, err := s.options.Store.Walks(ctx, s.source.ID)
	if err != nil || len(walks) == 0 {
		return err
	}
	states, err := s.options.Store.SourceStates(ctx, s.source.ID)
	if err != nil {
		return err
	}
	on := scan{Runner: s.Runner, office: s.office, source: s.source, state: states[s.source.ID], byHand: s.byHand, started: s.options.Now()}
	return on.goOn(ctx, walks[0], s.source.MaxPages)
}

// backfill walks back over the days asked for.
func (s *scan) backfill(ctx context.Context, since, until gaobang.Date) error {
	if since.IsZero() {
		since = s.from()
	}
	if today := gaobang.DateOf(s.started); !until.Before(today) {
		until = gaobang.Date{}
	}
	walks, err := s.options.Store.Walks(ctx, s.source.ID)
	if err != nil {
		return err
	}
	for _, w := range walks {
		if w.Until == until {
			w.Done = w.Done && !since.Before(w.Since)
			w.Since = since
			return s.goOn(ctx, w, longestWalk)
		}
	}
	s.source.MaxPages = longestWalk
	s.back = &backwalk{Walk: storage.Walk{Source: s.source.ID, Since: since, Until: until, Begun: s.started}, past: !until.IsZero() || s.short(since)}
	return s.run(ctx)
}

// short reports a walk back to a day that leaves out what a scan by schedule would
// show: the next such scan must not take what lies behind for known.
func (s *scan) short(since gaobang.Date) bool {
	return since.After(s.from()) && (!s.knownGround() || since.After(tickDay(s.state)))
}

// goOn continues a walk for so many pages of a list.
func (s *scan) goOn(ctx context.Context, w storage.Walk, pages int) error {
	s.source.MaxPages = pages
	s.back = &backwalk{Walk: w, past: true}
	if err := json.Unmarshal([]byte(w.At), &s.back.from); w.At != "" && err != nil {
		return fmt.Errorf("jobs: walk of %s stands at %q: %w", w.Source, w.At, err)
	}
	s.at, s.reached = s.back.from, w.Reached
	return s.run(ctx)
}

// keep puts down where the walk stands behind a page.
func (b *backwalk) keep(ctx context.Context, s *scan, p source.Page) error {
	at, err := json.Marshal(p.Next)
	if err != nil {
		return fmt.Errorf("jobs: cursor: %w", err)
	}
	b.At, b.Reached = string(at), s.reached
	return s.options.Store.SaveWalk(ctx, b.Walk)
}

// last is the last day that the walk shows whole.
func (b *backwalk) last() gaobang.Date {
	if !b.Until.IsZero() {
		return b.Until
	}
	return gaobang.DateOf(b.Begun).AddDays(-1)
}

// tick is up to when the walk sees.
func (b *backwalk) tick() time.Time {
	if !b.Until.IsZero() {
		return b.Until.AddDays(1).Start().Add(-time.Microsecond)
	}
	return b.Begun
}

// known reports that the days asked for were all found complete before.
func (b *backwalk) known(s *scan) bool {
	return len(gaobang.Uncovered(seenDays(s.state), gaobang.Days{First: b.Since, Last: b.last()})) == 0
}

// nothingNew reports a walk over days gone by that would show known ground only.
func (b *backwalk) nothingNew(s *scan) bool {
	return !b.Until.IsZero() && b.from.IsZero() && b.known(s)
}

// span is the days to walk. Of a paper, whose days have addresses of their own,
// only those are asked for that nobody has seen yet.
func (b *backwalk) span(s *scan) source.Span {
	span := source.Span{Since: b.Since, Until: b.Until}
	if s.source.Kind != gaobang.EPaperSource {
		return span
	}
	missing := gaobang.Uncovered(seenDays(s.state), gaobang.Days{First: b.Since, Last: b.last()})
	if len(missing) == 0 {
		return span
	}
	span.Since = missing[0].First
	if last := missing[len(missing)-1].Last; last.Before(b.last()) {
		span.Until = last
	}
	return span
}

// walked ends a walk that no fault broke off: at the bound, at known ground, at
// the source's end, or at the most pages that one scan may walk.
func (s *scan) walked(ctx context.Context, cut bool) error {
	switch {
	case s.back != nil && cut:
		s.halt(fmt.Sprintf("列表翻到第 %d 页，到 %s；再次运行会接着翻", s.at.Number, dayOr(s.reached)))
		return nil
	case s.back != nil:
		s.back.Done = true
		return s.options.Store.SaveWalk(ctx, s.back.Walk)
	case cut:
		return s.leaveRest(ctx)
	}
	return nil
}

// leaveRest leaves what a list has beyond the pages that one scan may walk to the
// scans to come.
func (s *scan) leaveRest(ctx context.Context) error {
	at, err := json.Marshal(s.at)
	if err != nil {
		return fmt.Errorf("jobs: cursor: %w", err)
	}
	rest := storage.Walk{Source: s.source.ID, Since: s.from(), Begun: s.started, Reached: s.reached, At: string(at)}
	walks, err := s.options.Store.Walks(ctx, s.source.ID)
	for _, w := range walks {
		if w.Until.IsZero() && w.Since.Before(rest.Since) {
			rest.Since = w.Since
		}
	}
	s.result.Walk = &rest
	s.remark(fmt.Sprintf("列表只翻了 %d 页（max_pages），到 %s；更早的以后接着翻，也可现在运行 gaobang crawl %s --since %s", s.at.Number, dayOr(s.reached), s.source.ID, rest.Since))
	return err
}

func dayOr(d gaobang.Date) string {
	if d.IsZero() {
		return "没有日期的一行"
	}
	return d.String()
}
