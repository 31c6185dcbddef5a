package jobs

import (
	"context"
	"errors"
	"fmt"
	"math"
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
	office, err := r.offices.current(ctx)
	if err != nil {
		return err
	}
	states, err := r.options.Store.SourceStates(ctx)
	if err != nil {
		return err
	}
	for _, src := range office.sites()[a.Site] {
		if !r.wanted(src, states[src.ID], a.Sources) {
			continue
		}
		s := scan{Runner: r, office: office, source: src, state: states[src.ID], since: a.Since, until: a.Until, started: r.options.Now()}
		if err := s.run(ctx); err != nil {
			return err
		}
	}
	_, err = r.queue.Insert(context.WithoutCancel(ctx), ComputeLedger{}, nil)
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
	since   gaobang.Date // asked for; zero: as the state says
	until   gaobang.Date
	started time.Time

	result   storage.RunResult
	failures int             // in a row
	took     []time.Duration // of each page fetched
	chars    []int           // of each article's body
	titles   map[string]bool // of the articles
	unread   []extract.Input // pages that were no article, or had another's title
	proposal gaobang.Proposal
}

// run scans and puts down how it went. Its error is the store's, the disk's or
// the end of ctx; what the site does wrong is the run's result.
func (s *scan) run(ctx context.Context) error {
	s.observe(Progress{Step: ScanStarted})
	run, err := s.options.Store.StartRun(ctx, s.source.ID, s.tick())
	if err != nil {
		return err
	}
	fault, err := s.walk(ctx)
	if err == nil {
		err = ctx.Err() // what a site did while we were leaving says nothing of it
	}
	s.result.Facts.Latency, s.result.Facts.Chars = median(s.took), median(s.chars)
	s.result.Complete, s.result.From = fault == nil && err == nil, s.coveredFrom()
	if fault != nil && err == nil {
		s.result.Err, s.result.Facts.Fault = fault.Error(), faultKind(fault)
		s.result.RetryAt = retryAt(s.options.Now(), s.state.Failures+1, asked(fault))
	}
	ctx = context.WithoutCancel(ctx)
	finish := s.options.Store.FinishRun(ctx, run, s.result)
	s.observe(Progress{Step: ScanFinished, Result: s.result, Err: fault})
	return errors.Join(err, finish, s.judge(ctx))
}

// walk finds the source's links, then fetches what is not settled yet: also what
// earlier scans left, and also where the list fails.
func (s *scan) walk(ctx context.Context) (fault, err error) {
	span := source.Span{Since: s.from(), Until: s.until}
	profile := gaobang.ProfileOn(s.office.Profiles, s.source.Site(), gaobang.DateOf(s.started))
	var ours error
	first := s.firstPage(profile)
	seen, fault := source.Find(ctx, first, s.source, profile, span, s.started, func(links []gaobang.Link) (more bool, err error) {
		more, ours = s.note(ctx, links)
		return more, ours
	})
	if errors.Is(fault, errNotModified) {
		fault, seen = nil, s.unchanged(ctx)
	}
	s.result.Validators = first.validators
	s.proposal = s.propose(ctx, seen)
	s.result.Facts.Listed, s.result.Facts.Dated, s.result.Facts.Newest, s.result.Facts.Shape = seen.Rows, seen.Dated, seen.Newest, seen.Shape
	if ours = errors.Join(ours, first.ours); ours != nil || ctx.Err() != nil {
		return nil, ours
	}
	failing, err := s.fetchAll(ctx)
	return errors.Join(fault, failing), err
}

// tick is up to when a scan sees: now, or the end of a back-fill's last day.
func (s *scan) tick() time.Time {
	if end := s.until.AddDays(1).Start(); !s.until.IsZero() && end.Before(s.started) {
		return end.Add(-time.Microsecond)
	}
	return s.started
}

// coveredFrom is from when on the source is complete after this scan: a back-fill
// that ends before the days covered so far leaves a gap between.
func (s *scan) coveredFrom() gaobang.Date {
	if covered := s.state.CoveredFrom; !s.until.IsZero() && !covered.IsZero() && s.until.AddDays(1).Before(covered) {
		return covered
	}
	return s.from()
}

// from is the first day asked of the source.
func (s *scan) from() gaobang.Date {
	today := gaobang.DateOf(s.started)
	switch {
	case !s.since.IsZero():
		return s.since
	case s.source.Kind == gaobang.EPaperSource && !s.state.LastTick.IsZero():
		return gaobang.DateOf(s.state.LastTick).AddDays(-overlapDays)
	}
	return today.AddDays(-s.source.Lookback)
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
	return fresh > 0 || !s.knownGround(), nil
}

// knownGround reports that all behind the last good scan was walked.
func (s *scan) knownGround() bool {
	return !s.state.Incomplete && s.state.Failures == 0 && !s.state.LastTick.IsZero() && s.since.IsZero()
}

// fetchAll fetches every link of the source that is not settled, until the site
// fails too often in a row or the day's pages are used up; what is left waits for
// the next scan.
func (s *scan) fetchAll(ctx context.Context) (fault, err error) {
	left, err := s.pagesLeft(ctx)
	if err != nil {
		return nil, err
	}
	for {
		links, err := s.options.Store.PendingLinks(ctx, s.source.ID, linkBatch)
		if err != nil || len(links) == 0 {
			return nil, err
		}
		for _, link := range links {
			if left--; left < 0 {
				return nil, nil
			}
			failed, err := s.page(ctx, link)
			if err != nil {
				return nil, err
			}
			if s.failures++; failed == nil {
				s.failures = 0
			}
			if s.failures >= failuresInARow {
				return fmt.Errorf("连续 %d 个页面抓取失败，本次不再打扰该站；最后一个：%w", s.failures, failed), nil
			}
		}
	}
}

// pagesLeft is how many pages of the source may still be fetched today.
func (s *scan) pagesLeft(ctx context.Context) (int, error) {
	if s.source.DailyPages == 0 {
		return math.MaxInt, nil
	}
	scans, err := s.options.Store.ScanHistory(ctx, s.source.ID, historyScans)
	left := s.source.DailyPages
	for _, scan := range scans {
		if gaobang.DateOf(scan.StartedAt) == gaobang.DateOf(s.started) {
			left -= scan.Facts.Pages
		}
	}
	return left, err
}

func (s *scan) observe(p Progress) {
	p.Source = s.source
	s.options.Observe(p)
}

// faultKind is what ended a scan, by the kind of the failed fetch.
func faultKind(fault error) string {
	if f, ok := errors.AsType[*fetch.Error](fault); ok {
		return string(f.Kind)
	}
	if source.IsNoList(fault) {
		return gaobang.FaultEmptyList
	}
	return "other"
}

// asked is how long the site wants to be left alone.
func asked(err error) time.Duration {
	if f, ok := errors.AsType[*fetch.Error](err); ok {
		return f.RetryAfter
	}
	return 0
}
