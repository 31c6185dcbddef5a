package jobs

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
)

// checkBatch is how many pieces of a source are visited at most in one go.
const checkBatch = 200

// recheckedBy is where the store keeps by which days visits were planned.
const recheckedBy = "recheck_days"

// replanChecks has all visits planned again where other days are in force now, or
// other times to reply.
func (r *Runner) replanChecks(ctx context.Context) error {
	days := fmt.Sprint(r.options.Rechecks, r.options.Reply)
	last, err := r.options.Store.Meta(ctx, recheckedBy)
	if err != nil || len(r.options.Rechecks) == 0 || last == days {
		return err
	}
	if err := r.options.Store.ReplanChecks(ctx); err != nil {
		return err
	}
	return r.options.Store.SetMeta(ctx, recheckedBy, days)
}

// siteChecks is what is to be visited on a site: pieces of sources, and pieces that
// people entered by hand.
type siteChecks struct {
	sources []gaobang.Source
	entered bool
	host    gaobang.Source // by what the entered ones are visited
}

// inHours reports whether something of it may be visited at a time.
func (c siteChecks) inHours(now time.Time) bool {
	return slices.ContainsFunc(c.sources, func(s gaobang.Source) bool { return s.Hours.Contain(now) }) ||
		c.entered && c.host.Hours.Contain(now)
}

// toCheck is what is to be visited now, by site. A piece goes on counting when its
// source is switched off, leaves the books or was never in them: it goes on being
// visited, by what the books promise its site. Only where all sources of a site are
// switched off is the site left alone.
func (r *Runner) toCheck(ctx context.Context, office *office) (map[string]siteChecks, error) {
	sites := map[string]siteChecks{}
	if len(r.options.Rechecks) == 0 {
		return sites, nil
	}
	due, err := r.options.Store.SourcesToCheck(ctx, r.options.Now())
	if err != nil || len(due) == 0 {
		return nil, err
	}
	promised := promises{runner: r, office: office}
	for _, id := range slices.Sorted(maps.Keys(due)) {
		if id == "" {
			continue
		}
		src, err := promised.source(ctx, id)
		if err != nil {
			return nil, err
		}
		site := cmp.Or(src.Site(), "pieces of "+string(id))
		c := sites[site]
		c.sources = append(c.sources, src)
		sites[site] = c
	}
	if due[""] {
		if err := promised.entered(ctx, sites); err != nil {
			return nil, err
		}
	}
	maps.DeleteFunc(sites, func(site string, _ siteChecks) bool { return gaobang.LeftAlone(office.Sources, site) })
	return sites, nil
}

// recheckSite visits the pieces of a site that are due, by a scan of it that began at
// a time: of the sources asked for, or all, and those that people entered by hand.
func (r *Runner) recheckSite(ctx context.Context, office *office, a ScanSite, began time.Time) error {
	if len(r.options.Rechecks) == 0 {
		return nil
	}
	sites, err := r.toCheck(ctx, office)
	if err != nil {
		return err
	}
	there := sites[a.Site]
	if byHand := len(a.Sources) > 0; byHand {
		there.sources = nil
		for _, id := range a.Sources {
			if src, known := office.known[id]; known {
				there.sources = append(there.sources, src)
			}
		}
	}
	for _, src := range there.sources {
		s := scan{Runner: r, office: office, source: src, byHand: len(a.Sources) > 0, started: began}
		due, err := s.dueChecks(ctx)
		if err == nil {
			err = s.recheck(ctx, due)
		}
		if err != nil {
			return err
		}
	}
	if !there.entered {
		return nil
	}
	due, err := r.options.Store.DueEntries(ctx, a.Site, r.options.Now(), checkBatch)
	if err != nil {
		return err
	}
	s := scan{Runner: r, office: office, source: there.host, byHand: len(a.Sources) > 0, started: began}
	return s.recheck(ctx, due)
}

// dueChecks is the pieces of the source that are to be visited now. Whoever asks for
// the source wants to know of replies now, not at the letter's next day.
func (s *scan) dueChecks(ctx context.Context) ([]storage.Check, error) {
	now := s.options.Now()
	if !s.byHand {
		return s.options.Store.DueChecks(ctx, s.source.ID, now, checkBatch)
	}
	due, err := s.options.Store.DueChecks(ctx, s.source.ID, now.AddDate(0, 0, 1), checkBatch)
	return slices.DeleteFunc(due, func(c storage.Check) bool { return c.DueAt.After(now) && !c.Waits }), err
}

// recheck visits pieces that are due, as far as the day's pages and the site's
// patience reach.
func (s *scan) recheck(ctx context.Context, due []storage.Check) (err error) {
	defer func() {
		if s.regroup && err == nil {
			err = s.options.Store.RegroupFamilies(ctx, families(s.office.Books))
		}
	}()
	enough := false // for now; the others are planned all the same
	for _, c := range due {
		v := revisiting{scan: s, check: c}
		if v.article, err = s.options.Store.Article(ctx, c.Article); err != nil {
			return err
		}
		if !v.isTime() {
			if err := s.options.Store.SaveVisit(ctx, storage.Visit{Check: v.planned()}); err != nil {
				return err
			}
			continue
		}
		if enough = enough || !s.inHours() || s.failures >= failuresInARow; enough {
			continue
		}
		failed, err := v.run(ctx)
		if enough = errors.Is(err, errSpent); err != nil && !enough {
			return err
		}
		if s.failures++; siteTrouble(failed) == nil {
			s.failures = 0
		}
	}
	return nil
}
