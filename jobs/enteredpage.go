package jobs

import (
	"context"
	"slices"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
)

// openedByCrawl puts down that a scan read the page of a piece which a person entered
// with its link and which nobody had seen: that is the visit that it waits for.
func (s *scan) openedByCrawl(ctx context.Context, link storage.FetchState, page opened) error {
	for _, canonical := range slices.Compact([]string{page.canonical, link.Canonical}) {
		record, err := s.options.Store.ArticleByURL(ctx, canonical)
		if gaobang.CodeOf(err) == gaobang.NotFound {
			continue
		}
		if err != nil {
			return err
		}
		v := revisiting{scan: s, check: record.Check, article: record, captures: page.captures()}
		if !v.unopened() {
			continue
		}
		v.check.Counts = len(record.Attributions)+len(record.Decisions) > 0
		if err := v.there(ctx, page); err != nil {
			return err
		}
	}
	return nil
}
