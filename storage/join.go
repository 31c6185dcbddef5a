package storage

import (
	"cmp"
	"context"
	"slices"

	"github.com/uptrace/bun"

	"github.com/gaobang/gaobang"
)

// Titled is a publication by what it is called.
type Titled struct {
	ID           gaobang.ArticleID
	CopyOf       gaobang.ArticleID
	CanonicalURL string
	Outlet       gaobang.OutletID
	Title        string
	Day          gaobang.Date // of publication, or first seen where the page gives none
}

// Stands is what stands for the publication's text.
func (t Titled) Stands() gaobang.ArticleID { return cmp.Or(t.CopyOf, t.ID) }

// PublishedOn is all that an outlet published on a day, copies too.
func (s *Store) PublishedOn(ctx context.Context, outlet gaobang.OutletID, day gaobang.Date) ([]Titled, error) {
	return s.titled(ctx, "a.outlet = ? AND a.day = ?", outlet, dayNumber(day))
}

// EnteredWithoutLink is the pieces that people entered by hand without a link, of print,
// radio and television.
func (s *Store) EnteredWithoutLink(ctx context.Context) ([]Titled, error) {
	return s.titled(ctx, "a.copy_of = 0 AND a.canonical_url LIKE '"+gaobang.EntryScheme+"%'")
}

func (s *Store) titled(ctx context.Context, where string, args ...any) ([]Titled, error) {
	var rows []articleRow
	err := s.read.NewSelect().Model(&rows).Column("id", "copy_of", "canonical_url", "outlet", "title", "day").
		Where(where, args...).OrderExpr("a.day, a.published_at, a.id").Scan(ctx)
	return mapped(rows, func(r articleRow) Titled {
		return Titled{r.ID, r.CopyOf, r.CanonicalURL, r.Outlet, r.Title, dayOf(r.Day)}
	}), s.explain("读取稿件标题", err)
}

func (s *Store) absorbAll(ctx context.Context, tx bun.Tx, all []gaobang.ArticleID, into gaobang.ArticleID) (regroup bool, err error) {
	for _, id := range all {
		again, err := s.absorb(ctx, tx, id, into)
		if err != nil {
			return false, err
		}
		regroup = regroup || again
	}
	return regroup, nil
}

// absorb lets an article that a person entered be one with the page that shows it: its
// evidence, who entered it, what people ruled and its alerts go over, and it is no more.
// regroup reports that its family has to be made anew.
func (s *Store) absorb(ctx context.Context, tx bun.Tx, from, into gaobang.ArticleID) (regroup bool, err error) {
	others, err := withCopies(ctx, tx, from)
	if err != nil {
		return false, err
	}
	others = slices.DeleteFunc(others, func(id gaobang.ArticleID) bool { return id == from })
	if err := handEntryOver(ctx, tx, from, into); err != nil {
		return false, err
	}
	if regroup, err = dissolve(ctx, tx, from); err != nil {
		return false, err
	}
	if err := s.forgetDetails(ctx, tx, from); err != nil {
		return false, err
	}
	for _, c := range []struct{ table, column string }{{"article_versions", "article"}, {"article_checks", "article"}, {"articles", "id"}} {
		if _, err := tx.NewDelete().Table(c.table).Where("? = ?", bun.Ident(c.column), from).Exec(ctx); err != nil {
			return false, err
		}
	}
	_, moved, err := settle(ctx, tx, others)
	return regroup || moved, err
}

func handEntryOver(ctx context.Context, tx bun.Tx, from, into gaobang.ArticleID) error {
	if err := mergeAlerts(ctx, tx, []gaobang.ArticleID{from, into}, into); err != nil {
		return err
	}
	for _, c := range []struct{ table, column string }{
		{"captures", "article"}, {"entries", "article"}, {"article_alerts", "article"},
		{"decisions", "article"}, {"decisions", "ruled_on"}, {"decisions", "other"}, {"decisions", "ruled_other"},
	} {
		_, err := tx.NewUpdate().Table(c.table).Set("? = ?", bun.Ident(c.column), into).Where("? = ?", bun.Ident(c.column), from).Exec(ctx)
		if err != nil {
			return err
		}
	}
	return nil
}

// dissolve takes an article out of its family, and that apart.
func dissolve(ctx context.Context, tx bun.Tx, id gaobang.ArticleID) (was bool, err error) {
	var family gaobang.FamilyID
	if err := tx.NewSelect().Table("fingerprints").ColumnExpr("coalesce(max(family), 0)").Where("article = ?", id).Scan(ctx, &family); err != nil {
		return false, err
	}
	if err := leaveFamilies(ctx, tx, id); err != nil || family == 0 {
		return false, err
	}
	if _, err := tx.NewUpdate().Table("fingerprints").Set("family = 0").Set("similarity = 0").Where("family = ?", family).Exec(ctx); err != nil {
		return true, err
	}
	_, err = tx.NewDelete().Table("families").Where("id = ?", family).Exec(ctx)
	return true, err
}
