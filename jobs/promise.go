package jobs

import (
	"context"
	"maps"
	"slices"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
)

// promises are what the books promise the sites, or last did.
type promises struct {
	runner *Runner
	office *office
	former map[gaobang.SourceID]gaobang.Source // what ever stood in the books
}

func (p *promises) all(ctx context.Context) (map[gaobang.SourceID]gaobang.Source, error) {
	if p.former == nil {
		var err error
		if p.former, err = p.runner.formerSources(ctx); err != nil {
			return nil, err
		}
	}
	return p.former, nil
}

func (p *promises) source(ctx context.Context, id gaobang.SourceID) (gaobang.Source, error) {
	if src, known := p.office.known[id]; known {
		return src, nil
	}
	former, err := p.all(ctx)
	src := former[id]
	src.ID = id
	return src, err
}

// entered adds the sites of pieces that people entered by hand.
func (p *promises) entered(ctx context.Context, sites map[string]siteChecks) error {
	due, err := p.runner.options.Store.EntriesToCheck(ctx, p.runner.options.Now())
	if err != nil {
		return err
	}
	for _, address := range due {
		site := hostOf(address)
		c := sites[site]
		if c.entered {
			continue
		}
		if c.host, err = p.host(ctx, site); err != nil {
			return err
		}
		c.entered = true
		sites[site] = c
	}
	return nil
}

// host is a source that speaks for a site, its hours and its pages a day: of those
// in use the first, or the first that ever was.
func (p *promises) host(ctx context.Context, site string) (gaobang.Source, error) {
	candidates := p.office.sites[site]
	if len(candidates) == 0 {
		former, err := p.all(ctx)
		if err != nil {
			return gaobang.Source{}, err
		}
		for _, id := range slices.Sorted(maps.Keys(former)) {
			if former[id].Site() == site {
				candidates = append(candidates, former[id])
			}
		}
	}
	if len(candidates) == 0 {
		return gaobang.Source{}, nil
	}
	speaks := candidates[0]
	speaks.Column, speaks.Outlet = "", "" // of its own pieces
	return speaks, nil
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
