package jobs

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/config"
	"github.com/gaobang/gaobang/crawler/extract"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/crawler/source"
	"github.com/gaobang/gaobang/storage"
)

const (
	// A site that fails so many pages in a row is left alone until its retry.
	failuresInARow = 5
	// Days looked back behind the last completed scan: papers fill in late issues.
	overlapDays = 7
	linkBatch   = 100
)

// scanSite scans the sources of one site, one after the other: those asked for,
// or those that are due.
func (r *Runner) scanSite(ctx context.Context, a ScanSite) error {
	if err := r.catchUp(ctx); err != nil {
		return err
	}
	office, err := r.offices.current(ctx)
	if err != nil {
		return err
	}
	sources := office.sites[a.Site]
	ids := make([]gaobang.SourceID, len(sources))
	for i, src := range sources {
		ids[i] = src.ID
	}
	states := map[gaobang.SourceID]storage.SourceState{}
	if len(ids) > 0 { // else the book took the site out meanwhile
		if states, err = r.options.Store.SourceStates(ctx, ids...); err != nil {
			return err
		}
	}
	began := r.options.Now()
	for _, src := range sources {
		if !r.wanted(src, states[src.ID], a.Sources) {
			continue
		}
		s := scan{Runner: r, office: office, source: src, state: states[src.ID], byHand: len(a.Sources) > 0, started: r.options.Now()}
		if s.byHand {
			if err := s.askedAgain(ctx); err != nil {
				return err
			}
		}
		if a.Since.IsZero() && a.Until.IsZero() {
			err = s.scanAndGoOn(ctx)
		} else {
			err = s.backfill(ctx, a.Since, a.Until)
		}
		if err != nil {
			return err
		}
	}
	if err := r.recheckSite(ctx, office, a, began); err != nil {
		return err
	}
	_, err = r.insert(context.WithoutCancel(ctx), ComputeLedger{})
	return err
}

// wanted reports whether a source is to be scanned: it was asked for, or nothing
// was and it is due.
func (r *Runner) wanted(src gaobang.Source, state storage.SourceState, asked []gaobang.SourceID) bool {
	if slices.Contains(asked, src.ID) {
		return true
	}
	schedule, err := config.ParseSchedule(src.Schedule)
	now := r.options.Now()
	return len(asked) == 0 && err == nil && src.Hours.Contain(now) && due(schedule, state, now)
}

// scan is one scan of one source.
type scan struct {
	*Runner

	office  *office
	source  gaobang.Source
	state   storage.SourceState
	byHand  bool // a person asked for it: the agreed hours do not hold
	started time.Time
	back    *backwalk // of a back-fill

	result   storage.RunResult
	known    bool            // the walk ended at known ground
	met      bool            // a lower row of a page was found by the last complete scan
	halted   bool            // it ended before that for a reason of ours
	reached  gaobang.Date    // the day that it has come back to
	at       source.Cursor   // where it stands
	failures int             // in a row
	piece    int             // pages asked for of the piece at hand
	took     []time.Duration // of each page fetched, lists and articles
	chars    []int           // of each article's body
	titles   map[string]bool // of the articles
	unread   []extract.Input // pages that were no article, or had another's title
	proposal gaobang.Proposal
	regroup  bool // the text of an entered piece became known: families are to be made anew
}

// run scans and puts down how it went. Its error is the store's, the disk's or
// the end of ctx; what the site does wrong is the run's result.
func (s *scan) run(ctx context.Context) error {
	s.observe(Progress{Step: ScanStarted})
	start := s.options.Store.StartRun
	if s.back != nil && s.back.past {
		start = s.options.Store.StartBackfill
	}
	run, err := start(ctx, s.source.ID, s.tick())
	if err != nil {
		return err
	}
	fault, err := s.walk(ctx)
	if err == nil {
		err = ctx.Err() // what a site did while we were leaving says nothing of it
	}
	s.result.Facts.Latency, s.result.Facts.Answers, s.result.Facts.Chars = median(s.took), len(s.took), median(s.chars)
	s.result.Complete = fault == nil && err == nil && !s.halted && (s.back == nil || s.back.Done)
	if s.back != nil {
		s.result.Walk = &s.back.Walk
	}
	if s.result.Complete {
		s.cover()
	}
	if fault != nil && err == nil {
		s.result.Err, s.result.Facts.Fault = gaobang.Worded(fault), faultKind(fault)
		s.result.RetryAt = retryAt(s.options.Now(), string(s.source.ID), s.state.Failures+1, asked(fault))
	}
	asking := ctx
	ctx = context.WithoutCancel(ctx)
	finish := s.options.Store.FinishRun(ctx, run, s.result)
	s.observe(Progress{Step: ScanFinished, Result: s.result, Err: fault})
	if s.back != nil && s.back.past {
		return errors.Join(err, finish)
	}
	return errors.Join(err, finish, s.judge(ctx, asking))
}

// walk finds the source's links, then fetches what is not settled yet: also what
// earlier scans left, and also where the list fails.
func (s *scan) walk(ctx context.Context) (fault, err error) {
	if s.back == nil || !s.back.Done {
		if fault, err = s.find(ctx); err != nil || ctx.Err() != nil {
			return nil, err
		}
	}
	failing, err := s.fetchAll(ctx)
	return errors.Join(fault, failing), err
}

// find walks the list, the issues or the feed and puts down what it shows.
func (s *scan) find(ctx context.Context) (fault, err error) {
	profile := s.office.profileOf(s.source.URL, s.started)
	span, from := source.Span{Since: s.from()}, source.Cursor{}
	if s.back != nil {
		if s.back.nothingNew(s) {
			s.remark("这些天已经采全，没有再翻")
			return nil, s.walked(ctx, false)
		}
		span, from = s.back.span(s), s.back.from
	}
	var ours error
	first := s.firstPage(profile)
	seen, fault := source.Find(ctx, first, s.source, profile, span, from, s.started, func(p source.Page) (more bool, err error) {
		more, ours = s.step(ctx, p)
		return more, ours
	})
	if errors.Is(fault, errNotModified) {
		fault, seen, s.known = nil, s.unchanged(ctx), true
	}
	s.result.Validators = first.validators
	s.proposal = s.propose(ctx, seen) // before the page of today is kept
	s.result.Facts.Known = s.proposal.Known
	s.result.Facts.Listed, s.result.Facts.Dated, s.result.Facts.Newest, s.result.Facts.Shape = seen.Rows, seen.Dated, seen.Newest, seen.Shape
	s.result.Facts.Elsewhere = seen.Elsewhere.First
	s.remarkOn(seen)
	if ours = errors.Join(ours, first.ours, s.keepList(ctx, first.page, first.parts, seen.Shape)); ours != nil || fault != nil || s.halted || ctx.Err() != nil {
		return fault, ours
	}
	return nil, s.walked(ctx, seen.Cut)
}

// remarkOn tells what a walk left out.
func (s *scan) remarkOn(seen source.Seen) {
	if saw := seen.Elsewhere.Saw(); saw != "" {
		s.remark(saw + "：" + source.ElsewhereRemedy)
	}
	if seen.Unseen != "" {
		s.remark("只看到列表的第一页：" + seen.Unseen)
	}
}

// remark adds to what a person is told of the scan.
func (s *scan) remark(note string) {
	if s.result.Note != "" {
		s.result.Note += "；"
	}
	s.result.Note += note
}

// step takes one page of a walk: its links are put down first, then where the walk
// stands.
func (s *scan) step(ctx context.Context, p source.Page) (more bool, err error) {
	if err := s.meet(ctx, p); err != nil {
		return false, err
	}
	if more, err = s.note(ctx, p.Links); err != nil {
		return false, err
	}
	s.at = p.Next
	if !p.Oldest.IsZero() && (s.reached.IsZero() || p.Oldest.Before(s.reached)) {
		s.reached = p.Oldest
	}
	if s.back != nil {
		if err := s.back.keep(ctx, s, p); err != nil {
			return false, err
		}
	}
	s.observe(Progress{Step: PageWalked, Walked: Walked{Number: p.Number, Of: p.Of, Reached: s.reached}})
	if more && !s.inHours() {
		s.halt("约定的时段 " + s.source.Hours.String() + " 已过，到时段后接着采")
		return false, nil
	}
	return more, nil
}

// inHours reports whether the site may be asked now. What a person asks for by
// hand is that person's to answer for.
func (s *scan) inHours() bool { return s.byHand || s.source.Hours.Contain(s.options.Now()) }

// halt ends a walk early without a fault.
func (s *scan) halt(note string) {
	s.halted = true
	s.remark(note)
}

// tick is up to when a scan sees: now, or the end of a back-fill's days.
func (s *scan) tick() time.Time {
	if s.back != nil {
		return s.back.tick()
	}
	return s.started
}

// from is the first day that a scan by schedule asks of the source.
func (s *scan) from() gaobang.Date {
	if s.source.Kind == gaobang.EPaperSource && !s.state.LastTick.IsZero() {
		return gaobang.DateOf(s.state.LastTick).AddDays(-overlapDays)
	}
	return gaobang.DateOf(s.started).AddDays(-s.source.Lookback)
}

// note puts links down before anything is fetched. A page of a list that shows
// only known links ends the walk, if all behind it was walked before.
func (s *scan) note(ctx context.Context, links []gaobang.Link) (more bool, err error) {
	noted := make([]storage.FoundLink, 0, len(links))
	for _, l := range links {
		canonical, err := fetch.Canonical(l.URL)
		if err != nil {
			continue // not an address that can be fetched
		}
		noted = append(noted, storage.FoundLink{Canonical: canonical, Link: l})
	}
	fresh, err := s.options.Store.AddLinks(ctx, s.source.ID, noted)
	if err != nil {
		return false, err
	}
	s.result.Found += len(noted)
	s.result.New += fresh
	s.observe(Progress{Step: LinksFound, Count: fresh})
	s.known = fresh == 0 && len(links) > 0 && s.knownGround()
	return !s.known, nil
}

// knownGround reports that all behind a page of known links was walked before: by
// the last good scan, unless the source has been showing less than it has since.
func (s *scan) knownGround() bool {
	if s.back != nil {
		return s.back.known(s)
	}
	return !s.state.Incomplete && s.state.Failures == 0 && !s.state.LastTick.IsZero() && !blind(s.state.Health.Condition)
}

func (s *scan) observe(p Progress) {
	p.Source = s.source
	s.options.Observe(p)
}
