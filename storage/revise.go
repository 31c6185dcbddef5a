package storage

import (
	"bytes"
	"context"
	"database/sql"
	"errors"

	"github.com/uptrace/bun"

	"github.com/gaobang/gaobang"
)

// ReviseArticle puts what is known of a stored article in the place of what was
// known, in one transaction. Its address, its capture, when it was first seen and
// the decisions on it stay. It reports whether the sketch changed, after which
// the families have to be made anew: RegroupFamilies. Keys gives the keys of a
// sketch.
func (s *Store) ReviseArticle(ctx context.Context, an Analysis, keys func([]uint32) []uint64) (regroup bool, err error) {
	row, text, err := articleRowsOf(&an, s.now())
	if err != nil {
		return false, err
	}
	an.Article.ID = row.ID
	err = s.write(ctx, "更新稿件 "+row.CanonicalURL+" ", func(ctx context.Context, tx bun.Tx) error {
		// One family is joined at a time, and the ledgers see that something changed.
		if _, err := tick(ctx, tx, "families", 1); err != nil {
			return err
		}
		res, err := tx.NewUpdate().Model(&row).ExcludeColumn("id", "canonical_url", "first_seen", "capture").WherePK().Exec(ctx)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, gaobang.Errorf(gaobang.NotFound, "没有稿件 %s", row.ID))
		}
		if err := s.forgetDetails(ctx, tx, row.ID); err != nil {
			return err
		}
		if err := s.insertDetails(ctx, tx, &an, text); err != nil {
			return err
		}
		regroup, err = reviseSketch(ctx, tx, &an, keys)
		return err
	})
	return regroup, err
}

// forgetDetails takes out what insertDetails puts in.
func (s *Store) forgetDetails(ctx context.Context, tx bun.Tx, id gaobang.ArticleID) error {
	for _, table := range []string{"article_texts", "mentions", "attributions", "candidates", "sentiments"} {
		if _, err := tx.NewDelete().Table(table).Where("article = ?", id).Exec(ctx); err != nil {
			return err
		}
	}
	column := "rowid"
	if s.Dialect() == Postgres {
		column = "article"
	}
	_, err := tx.NewRaw("DELETE FROM search WHERE ? = ?", bun.Ident(column), id).Exec(ctx)
	return err
}

func reviseSketch(ctx context.Context, tx bun.Tx, an *Analysis, keys func([]uint32) []uint64) (changed bool, err error) {
	var old fingerprintRow
	err = tx.NewSelect().Model(&old).Where("article = ?", an.Article.ID).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	sketch := sketchBytes(an.Shingles)
	if err != nil || bytes.Equal(sketch, old.Sketch) {
		return false, err
	}
	_, err = tx.NewUpdate().Table("fingerprints").Set("simhash = ?", int64(an.SimHash)).Set("sketch = ?", sketch). //nolint:gosec // bits
															Where("article = ?", an.Article.ID).Exec(ctx)
	if err != nil {
		return false, err
	}
	before := keyRows(&Analysis{Keys: keys(sketchOf(old.Sketch))})
	if len(before) > 0 {
		_, err = tx.NewDelete().Table("family_keys").Where("key IN (?)", bun.List(mapped(before, func(k keyRow) int64 { return k.Key }))).
			Where("article = ?", an.Article.ID).Exec(ctx)
		if err != nil {
			return false, err
		}
	}
	return true, insertAll(ctx, tx, keyRows(an))
}

// RegroupFamilies makes all families anew from the stored sketches, in the order
// in which the articles were stored, in one transaction. Keys gives the keys of a
// sketch, join what is near it.
func (s *Store) RegroupFamilies(ctx context.Context, keys func([]uint32) []uint64, join func(Sketch) Join, origin Origin) error {
	return s.write(ctx, "重新归并同稿", func(ctx context.Context, tx bun.Tx) error {
		if _, err := tick(ctx, tx, "families", 1); err != nil {
			return err
		}
		if _, err := tx.NewDelete().Table("families").Where("TRUE").Exec(ctx); err != nil {
			return err
		}
		if _, err := tx.NewUpdate().Table("fingerprints").Set("family = 0").Set("similarity = 0").Where("TRUE").Exec(ctx); err != nil {
			return err
		}
		var all []candidateRow
		err := tx.NewSelect().TableExpr("fingerprints AS f").ColumnExpr("f.*, a.chars").Join("JOIN articles AS a ON a.id = f.article").OrderExpr("f.seq").Scan(ctx, &all)
		if err != nil {
			return err
		}
		for _, self := range all {
			if err := regroup(ctx, tx, self, keys, join, origin); err != nil {
				return err
			}
		}
		return nil
	})
}

// regroup joins one article to those stored before it.
func regroup(ctx context.Context, tx bun.Tx, self candidateRow, keys func([]uint32) []uint64, join func(Sketch) Join, origin Origin) error {
	sketch := Sketch{self.Article, uint64(self.SimHash), sketchOf(self.Sketch), self.Chars} //nolint:gosec // bits
	found, err := candidates(ctx, tx, keyRows(&Analysis{Article: gaobang.Article{ID: self.Article}, Keys: keys(sketch.Shingles)}))
	if err != nil {
		return err
	}
	earlier := found[:0]
	for _, f := range found {
		if f.Seq < self.Seq {
			earlier = append(earlier, f)
		}
	}
	near, err := nearest(earlier, join(sketch))
	if err != nil || len(near) == 0 {
		return err
	}
	return unite(ctx, tx, self.fingerprintRow, near, origin)
}
