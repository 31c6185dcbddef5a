package jobs

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

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

// toCheck is the sources that have pieces to visit, by site. A piece goes on
// counting when its source is switched off, leaves the books or was never in them:
// it goes on being visited, by what the books promise its site.
func (r *Runner) toCheck(ctx context.Context, office *office) (map[string][]gaobang.Source, error) {
	sites := map[string][]gaobang.Source{}
	if len(r.options.Rechecks) == 0 {
		return sites, nil
	}
	due, err := r.options.Store.SourcesToCheck(ctx, r.options.Now())
	if err != nil {
		return nil, err
	}
	var former map[gaobang.SourceID]gaobang.Source
	for _, id := range slices.Sorted(maps.Keys(due)) {
		src, known := office.known[id]
		if !known && former == nil {
			if former, err = r.formerSources(ctx); err != nil {
				return nil, err
			}
		}
		if !known {
			src = former[id]
			src.ID = id
		}
		site := cmp.Or(src.Site(), "pieces of "+string(id))
		sites[site] = append(sites[site], src)
	}
	return sites, nil
}

// formerSources is what ever stood in the books.
func (r *Runner) formerSources(ctx context.Context) (map[gaobang.SourceID]gaobang.Source, error) {
	all, err := r.options.Store.Sources(ctx, storage.All)
	sources := make(map[gaobang.SourceID]gaobang.Source, len(all))
	for _, s := range all {
		sources[s.ID] = s
	}
	return sources, err
}

// recheckSite visits the pieces of a site's sources that are due: of those asked
// for, or of all.
func (r *Runner) recheckSite(ctx context.Context, office *office, a ScanSite) error {
	sites, err := r.toCheck(ctx, office)
	if err != nil {
		return err
	}
	for _, src := range sites[a.Site] {
		if len(a.Sources) > 0 && !slices.Contains(a.Sources, src.ID) {
			continue
		}
		s := scan{Runner: r, office: office, source: src, byHand: len(a.Sources) > 0, started: r.options.Now()}
		if err := s.recheck(ctx); err != nil {
			return err
		}
	}
	return nil
}

// recheck visits the pieces of a source that are due, as far as the day's pages
// and the site's patience reach.
func (s *scan) recheck(ctx context.Context) error {
	due, err := s.options.Store.DueChecks(ctx, s.source.ID, s.options.Now(), checkBatch)
	if err != nil {
		return err
	}
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
