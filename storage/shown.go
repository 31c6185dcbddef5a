package storage

import (
	"cmp"
	"context"

	"github.com/uptrace/bun"

	"github.com/gaobang/gaobang"
)

// A page that several sources show counts under one of them, whichever showed it
// first: the one that places it best, then the first by its ID. From it the article
// has its source, and what its page does not say of its placement.

// showAgain puts down that a source shows pages which others found.
func showAgain(ctx context.Context, tx bun.Tx, source gaobang.SourceID, links []linkRow) error {
	shown := make(map[string]gaobang.Placement, len(links))
	for _, l := range links {
		shown[l.Canonical] = l.Placement
	}
	var known []linkRow
	err := tx.NewSelect().Model(&known).Where("l.canonical IN (?)", bun.List(mapped(links, func(l linkRow) string { return l.Canonical }))).
		Where("l.source <> ?", source).Order("l.canonical").Scan(ctx)
	if err != nil {
		return err
	}
	for _, l := range known {
		was, placed := l.countsUnder()
		placement := shown[l.Canonical]
		if cmp.Or(cmp.Compare(placed.Rank(), placement.Rank()), cmp.Compare(source, was)) >= 0 {
			continue
		}
		l.ShownBy, l.ShownPlacement = source, placement
		if _, err := tx.NewUpdate().Model(&l).Column("shown_by", "shown_placement").WherePK().Exec(ctx); err != nil {
			return err
		}
		if err := moveArticle(ctx, tx, l, was, placed); err != nil {
			return err
		}
	}
	return nil
}

// countsUnder is the source under which a link counts, and where that shows it.
func (r linkRow) countsUnder() (gaobang.SourceID, gaobang.Placement) {
	if r.ShownBy == "" {
		return r.Source, r.Placement
	}
	return r.ShownBy, r.ShownPlacement
}

// moveArticle gives the article of a link its source and placement anew.
func moveArticle(ctx context.Context, tx bun.Tx, l linkRow, was gaobang.SourceID, placed gaobang.Placement) error {
	var rows []articleRow
	err := tx.NewSelect().Model(&rows).Where("a.id = ? AND a.source = ?", l.Article, was).Scan(ctx)
	if err != nil || len(rows) == 0 {
		return err
	}
	row := rows[0]
	if _, err := tick(ctx, tx, "families", 1); err != nil { // what stands may change, and the ledgers see it
		return err
	}
	if err := replace(ctx, tx, &row, l, placed); err != nil {
		return err
	}
	if _, err := tx.NewUpdate().Model(&row).Column("source", "placement").WherePK().Exec(ctx); err != nil {
		return err
	}
	ids, err := withCopies(ctx, tx, cmp.Or(row.CopyOf, row.ID))
	if err == nil {
		_, _, err = settle(ctx, tx, ids)
	}
	return err
}

// countUnder gives an article that comes by a link the source and placement under
// which that counts.
func countUnder(ctx context.Context, tx bun.Tx, row *articleRow, canonical string) error {
	var links []linkRow
	err := tx.NewSelect().Model(&links).Where("l.canonical = ?", canonical).Where("l.shown_by <> ''").Where("l.source = ?", row.Source).Scan(ctx)
	if err != nil || len(links) == 0 {
		return err
	}
	return replace(ctx, tx, row, links[0], links[0].Placement)
}

// replace puts an article under the source of its link; where its placement is that of
// the source before and not the page's own, it is the new one's.
func replace(ctx context.Context, tx bun.Tx, row *articleRow, l linkRow, placed gaobang.Placement) error {
	columns := map[gaobang.SourceID]string{}
	var sources []struct {
		ID         gaobang.SourceID
		ColumnName string
	}
	source, placement := l.countsUnder()
	err := tx.NewSelect().Table("sources").Column("id", "column_name").Where("id IN (?)", bun.List([]gaobang.SourceID{row.Source, source})).Scan(ctx, &sources)
	if err != nil {
		return err
	}
	for _, s := range sources {
		columns[s.ID] = s.ColumnName
	}
	if placed.Column = cmp.Or(placed.Column, columns[row.Source]); row.Placement == placed {
		placement.Column = cmp.Or(placement.Column, columns[source])
		row.Placement = placement
	}
	row.Source = source
	return nil
}
