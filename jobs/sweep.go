package jobs

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/gaobang/gaobang"
)

// sweep inserts a scan for every site that has a source due, once a day the
// clearing of the archive, and gives back the jobs of workers that died.
func (r *Runner) sweep(ctx context.Context) error {
	if err := r.options.Store.RequeueOrphans(ctx, r.name); err != nil {
		return err
	}
	if err := r.options.Store.Turns().Forget(ctx); err != nil {
		return err
	}
	office, err := r.offices.current(ctx)
	if err != nil {
		if gaobang.CodeOf(err) == gaobang.NotFound {
			return nil // nothing to do before the first apply
		}
		return err
	}
	states, err := r.options.Store.SourceStates(ctx)
	if err != nil {
		return err
	}
	check, err := r.toCheck(ctx, office)
	if err != nil {
		return err
	}
	wanted := func(site string) bool {
		return slices.ContainsFunc(office.sites[site], func(s gaobang.Source) bool { return r.wanted(s, states[s.ID], nil) }) ||
			check[site].inHours(r.options.Now())
	}
	all := slices.AppendSeq(slices.Collect(maps.Keys(office.sites)), maps.Keys(check))
	slices.Sort(all)
	var faults []error
	for _, site := range slices.Compact(all) {
		if wanted(site) {
			_, err := r.insert(ctx, ScanSite{Site: site})
			faults = append(faults, err)
		}
	}
	due, err := r.pruneDue(ctx)
	if err == nil && due {
		_, err = r.insert(ctx, PruneArchive{})
	}
	faults = append(faults, err)
	_, err = r.insert(ctx, ComputeLedger{})
	return errors.Join(append(faults, err)...)
}
