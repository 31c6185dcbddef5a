package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/config"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/crawler/health"
	"github.com/gaobang/gaobang/crawler/source"
	"github.com/gaobang/gaobang/storage"
)

const (
	historyScans = 200 // looked back on for a condition
	wellScans    = 40  // looked back on from the day it fell ill, for what was usual
	historyDays  = 120 // looked back on for the rhythm
	tardy        = time.Hour
)

// history is what a source is judged by: its scans, and its days from long before its
// last news.
func (s *scan) history(ctx context.Context, today gaobang.Date) (scans []gaobang.Scan, days []gaobang.ScanDay, err error) {
	if scans, err = s.scans(ctx); err != nil || s.source.Listed() { // what it names says nothing of any rhythm
		return scans, nil, err
	}
	from, err := s.options.Store.LastNews(ctx, s.source.ID)
	if err != nil {
		return nil, nil, err
	}
	if from.IsZero() {
		from = today
	}
	days, err = s.options.Store.ScanDays(ctx, s.source.ID, from.AddDays(-historyDays))
	return scans, days, err
}

// scans are the latest ones of the source, and where they do not reach to when it was
// well, those before it fell ill: an illness does not become usual by lasting.
func (s *scan) scans(ctx context.Context) ([]gaobang.Scan, error) {
	store, src := s.options.Store, s.source.ID
	scans, err := store.ScanHistory(ctx, src, historyScans)
	if err != nil || len(scans) < historyScans {
		return scans, err
	}
	ill, err := store.IllSince(ctx, src)
	if err != nil || ill.IsZero() {
		return scans, err
	}
	if oldest := scans[len(scans)-1].StartedAt; oldest.Before(ill) {
		ill = oldest
	}
	before, err := store.ScansBefore(ctx, src, ill, wellScans)
	return append(scans, before...), err
}

// propose weighs what was recognised on a list that its profile no longer reads:
// the more of its rows were found before, the surer it is the same list.
func (s *scan) propose(ctx context.Context, seen source.Seen) gaobang.Proposal {
	if seen.Proposed.Item == "" {
		return gaobang.Proposal{}
	}
	addresses := make([]string, 0, len(seen.Sample))
	for _, l := range seen.Sample {
		if canonical, err := fetch.Canonical(l.URL); err == nil {
			addresses = append(addresses, canonical)
		}
	}
	known, err := s.options.Store.KnownLinks(ctx, addresses)
	if err != nil {
		s.options.Logger.Warn("改版的列表没有与旧稿核对", "source", s.source.ID, "error", err)
	}
	p := gaobang.Proposal{List: seen.Proposed, Found: len(seen.Sample), Known: known}
	if err := s.holdAgainst(ctx, &p, seen); err != nil {
		s.options.Logger.Warn("改版的列表没有与存证核对", "source", s.source.ID, "error", err)
	}
	return p
}

// acceptProposal is what to do about a redesign where there is a proposal for it.
const acceptProposal = "请核对下面建议的站点规则，读得对就接受；接受后会自动补采这段时间的稿件"

// judge puts down how a source stands after a scan of it. What it has to ask the site
// for ends with asking.
func (s *scan) judge(ctx, asking context.Context) error {
	store, src, today := s.options.Store, s.source.ID, gaobang.DateOf(s.options.Now())
	scans, days, err := s.history(ctx, today)
	if err != nil {
		return err
	}
	now := health.Judge(scans, days, s.options.Reply.Calendar, today)
	if now.Condition == gaobang.Blocked {
		now.Remedy += fmt.Sprintf("：gaobang import --template 补录.xlsx --source %s 写出没采到的链接，填好后 gaobang import 补录.xlsx", src)
	}
	if now.Condition == gaobang.Redesigned {
		now.Proposal = s.proposal
		if now.Proposal.IsZero() {
			if now.Proposal, err = s.articleProposal(asking); err != nil {
				return err
			}
		}
		if !now.Proposal.IsZero() {
			now.Remedy = acceptProposal
		}
	}
	if err := s.takeUp(ctx, now); err != nil {
		return err
	}
	changed, err := store.SetHealth(ctx, src, now)
	if err == nil && changed {
		level := slog.LevelWarn
		if now.Condition == gaobang.Fine {
			level = slog.LevelInfo
		}
		s.options.Logger.Log(ctx, level, "采集源状况有变", "source", src, "condition", now.Condition.Chinese(), "since", now.Since, "saw", now.Saw)
	}
	return err
}

// takeUp gives the pages that failed while a source was ill their attempts
// again, when it is well: lost would be worse than late.
func (s *scan) takeUp(ctx context.Context, now gaobang.Health) error {
	switch was := s.state.Health; was.Condition {
	case gaobang.Down, gaobang.Blocked, gaobang.Redesigned, gaobang.CertificateExpired:
		switch now.Condition {
		case gaobang.Fine, gaobang.Slow, gaobang.NoNews:
			_, err := s.options.Store.RetryFailed(ctx, s.source.ID, was.Since)
			return err
		}
	}
	return nil
}

// askedAgain gives what failed before its attempts again where a person asks for
// the scan: also what the site said was not there, of pieces named by address.
func (s *scan) askedAgain(ctx context.Context) error {
	var named []string
	if s.source.Listed() {
		for _, l := range append(s.source.Links, gaobang.Link{URL: s.source.URL}) {
			if canonical, err := fetch.Canonical(l.URL); err == nil {
				named = append(named, canonical)
			}
		}
	}
	_, err := s.options.Store.RetryMissed(ctx, s.source.ID, named...)
	return err
}

// articleProposal is one made now, or the one made by an earlier scan of the same
// redesign, which had the pages for it.
func (s *scan) articleProposal(ctx context.Context) (gaobang.Proposal, error) {
	p, err := s.proposeArticle(ctx)
	if ctx.Err() != nil || err == nil && p.IsZero() {
		return s.state.Health.Proposal, nil //nolint:nilerr // broken off: the next scan makes one
	}
	return p, err
}

// Finding is how one source stands.
type Finding struct {
	Source gaobang.Source
	State  storage.SourceState
	// Late is the tick that should have been scanned an hour ago or more, and was
	// not: nobody is scanning. It is zero where all is in time.
	Late time.Time
	// Next is when it is scanned next by its schedule or as a retry; zero where that
	// is at once. Its hours may hold it back.
	Next time.Time
	// Missing are the pieces of a list of links that could not be had, each with its
	// reason.
	Missing []storage.FetchState
}

// Findings is how the sources in use stand, in the order of the books.
func Findings(ctx context.Context, store *storage.Store, now time.Time) ([]Finding, error) {
	sources, err := store.Sources(ctx, storage.Current)
	if err != nil {
		return nil, err
	}
	states, err := store.SourceStates(ctx)
	if err != nil {
		return nil, err
	}
	var all []Finding
	for _, s := range sources {
		if s.Disabled {
			continue
		}
		f := Finding{Source: s, State: states[s.ID]}
		schedule, err := config.ParseSchedule(s.Schedule)
		if err != nil {
			return nil, err
		}
		if next := nextScan(schedule, f.State); next.After(now) {
			f.Next = next
		}
		if !f.State.LastStarted.IsZero() {
			last := f.State.LastStarted // of a back-fill: the end of its days
			if f.State.LastTick.After(last) {
				last = f.State.LastTick
			}
			if tick := schedule.Next(last); tick.Add(tardy).Before(now) {
				f.Late = tick
			}
		}
		if s.Listed() {
			if f.Missing, err = missing(ctx, store, s); err != nil {
				return nil, err
			}
		}
		all = append(all, f)
	}
	return all, nil
}

// missing are the links that failed and that the books still name.
func missing(ctx context.Context, store *storage.Store, s gaobang.Source) ([]storage.FetchState, error) {
	versions, err := store.CurrentBooks(ctx)
	if err != nil {
		return nil, err
	}
	books, err := ParseBooks(versions)
	if err != nil {
		return nil, err
	}
	named := map[string]bool{}
	for _, src := range books.Sources {
		for _, l := range append(src.Links, gaobang.Link{URL: src.URL}) {
			if canonical, err := fetch.Canonical(l.URL); err == nil && src.ID == s.ID {
				named[canonical] = true
			}
		}
	}
	links, err := store.FailedLinks(ctx, s.ID)
	return slices.DeleteFunc(links, func(l storage.FetchState) bool { return !named[l.Canonical] }), err
}
