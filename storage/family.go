package storage

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"github.com/gaobang/gaobang"
)

// Text is what is compared of a stored article.
type Text struct {
	Article     gaobang.ArticleID
	Title       string
	Body        string
	PublishedAt gaobang.Moment
}

// Join says what the article being stored has in common with the candidates. It
// must not depend on which of two articles is stored first.
type Join func(self Text, candidates []Text) []gaobang.Kin

// OriginFacts is what the choice of the first publication may look at. When we
// came by is not among them: families must not depend on it.
type OriginFacts struct {
	Article       gaobang.ArticleID
	Outlet        gaobang.OutletID
	Level         gaobang.Level
	Title         string
	PublishedAt   gaobang.Moment
	ContentSource string
	Byline        gaobang.Byline
	Chars         int
}

// Origin picks the first publication among the members of a family, which come
// by ID.
type Origin func(members []OriginFacts) gaobang.ArticleID

type fingerprintRow struct {
	bun.BaseModel `bun:"table:fingerprints,alias:f"`

	Article    gaobang.ArticleID `bun:",pk"`
	Seq        int64
	Family     gaobang.FamilyID
	Similarity int
}

type kinRow struct {
	bun.BaseModel `bun:"table:kin,alias:k"`

	Article    gaobang.ArticleID
	Other      gaobang.ArticleID
	Kind       gaobang.KinKind
	Similarity int
}

func (r kinRow) kin() gaobang.Kin {
	return gaobang.Kin{Article: r.Article, Other: r.Other, Kind: r.Kind, Similarity: r.Similarity}
}

func kinRowOf(k gaobang.Kin) kinRow {
	return kinRow{Article: k.Article, Other: k.Other, Kind: k.Kind, Similarity: k.Similarity}
}

type familyRow struct {
	bun.BaseModel `bun:"table:families,alias:fam"`

	ID     gaobang.FamilyID `bun:",pk"`
	Origin gaobang.ArticleID
}

// joinFamily puts down what a stored article has in common with those before it
// and makes the families around it anew.
func joinFamily(ctx context.Context, tx bun.Tx, an *Analysis, join Join, origin Origin) error {
	seq, err := tick(ctx, tx, "families", 1)
	if err != nil {
		return err
	}
	self := fingerprintRow{Article: an.Article.ID, Seq: seq}
	if _, err := tx.NewInsert().Model(&self).Exec(ctx); err != nil {
		return err
	}
	found, err := sift(ctx, tx, an.Keys)
	if err != nil {
		return err
	}
	if err := addKeys(ctx, tx, an.Article.ID, an.Keys); err != nil || len(found) == 0 {
		return err
	}
	kin, err := kinAmong(ctx, tx, textOf(&an.Article), found, join)
	if err != nil || len(kin) == 0 {
		return err
	}
	if err := insertAll(ctx, tx, mapped(kin, kinRowOf)); err != nil {
		return err
	}
	return regroupAround(ctx, tx, []gaobang.ArticleID{an.Article.ID}, origin)
}

func textOf(a *gaobang.Article) Text {
	return Text{a.ID, legible(a.Title), legible(a.Body), a.PublishedAt}
}

// kinAmong is what an article has in common with the candidates.
func kinAmong(ctx context.Context, tx bun.Tx, self Text, found []gaobang.ArticleID, join Join) ([]gaobang.Kin, error) {
	texts, err := textsWhere(ctx, tx, "a.id IN (?)", bun.List(found))
	if err != nil {
		return nil, err
	}
	kin := join(self, texts)
	for _, k := range kin {
		if k.Article != self.Article && k.Other != self.Article || !slices.Contains(found, k.Article^k.Other^self.Article) {
			return nil, fmt.Errorf("join related %s and %s, which are not the article and a candidate", k.Article, k.Other)
		}
	}
	return kin, nil
}

// textsWhere is texts by ID.
func textsWhere(ctx context.Context, tx bun.Tx, where string, args ...any) ([]Text, error) {
	var rows []struct {
		ID          gaobang.ArticleID
		Title       string
		Body        string
		PublishedAt string
	}
	err := tx.NewSelect().TableExpr("articles AS a").Join("JOIN article_texts AS x ON x.article = a.id").
		ColumnExpr("a.id, a.title, x.body, a.published_at").Where(where, args...).OrderExpr("a.id").Scan(ctx, &rows)
	if err != nil {
		return nil, err
	}
	texts := make([]Text, 0, len(rows))
	for _, r := range rows {
		at, err := gaobang.ParseMoment(r.PublishedAt)
		if err != nil {
			return nil, err
		}
		texts = append(texts, Text{r.ID, r.Title, r.Body, at})
	}
	return texts, nil
}

func setOrigin(ctx context.Context, tx bun.Tx, id gaobang.FamilyID, members []gaobang.FamilyMember, origin Origin) error {
	ids := mapped(members, func(m gaobang.FamilyMember) gaobang.ArticleID { return m.Article })
	facts, err := originFacts(ctx, tx, ids)
	if err != nil {
		return err
	}
	first := origin(facts)
	if !slices.Contains(ids, first) {
		return fmt.Errorf("origin named %s, which is no member of family %s", first, gaobang.ArticleID(id))
	}
	row := familyRow{ID: id, Origin: first}
	_, err = overwrite(tx.NewInsert().Model(&row), "id", "origin").Exec(ctx)
	return err
}

func originFacts(ctx context.Context, tx bun.Tx, ids []gaobang.ArticleID) ([]OriginFacts, error) {
	var rows []struct {
		articleRow `bun:",extend"`

		OutletLevel gaobang.Level
	}
	err := tx.NewSelect().TableExpr("articles AS a").Join("JOIN outlets AS o ON o.id = a.outlet").
		ColumnExpr("a.id, a.outlet, a.title, a.published_at, a.content_source, a.byline, a.chars, o.level AS outlet_level").
		Where("a.id IN (?)", bun.List(ids)).OrderExpr("a.id").Scan(ctx, &rows)
	if err != nil {
		return nil, err
	}
	facts := make([]OriginFacts, 0, len(rows))
	for _, r := range rows {
		at, err := gaobang.ParseMoment(r.PublishedAt)
		if err != nil {
			return nil, err
		}
		facts = append(facts, OriginFacts{r.ID, r.Outlet, r.OutletLevel, r.Title, at, r.ContentSource, r.Byline, r.Chars})
	}
	return facts, nil
}

// Families is every family, by ID, its members by ID.
func (s *Store) Families(ctx context.Context) ([]gaobang.Family, error) {
	var families []gaobang.Family
	err := s.snapshot(ctx, "读取同稿", func(ctx context.Context, tx bun.Tx) (err error) {
		families, err = familiesWhere(ctx, tx, "f.family <> 0")
		return err
	})
	return families, err
}

func familiesWhere(ctx context.Context, tx bun.Tx, where string, args ...any) ([]gaobang.Family, error) {
	var members []struct {
		fingerprintRow `bun:",extend"`

		Origin gaobang.ArticleID
	}
	err := tx.NewSelect().TableExpr("fingerprints AS f").Join("JOIN families AS fam ON fam.id = f.family").
		ColumnExpr("f.article, f.family, f.similarity, fam.origin").Where(where, args...).OrderExpr("f.family, f.article").Scan(ctx, &members)
	var out []gaobang.Family
	for _, m := range members {
		if len(out) == 0 || out[len(out)-1].ID != m.Family {
			out = append(out, gaobang.Family{ID: m.Family, Origin: m.Origin})
		}
		last := &out[len(out)-1]
		last.Members = append(last.Members, gaobang.FamilyMember{Article: m.Article, Similarity: m.Similarity})
	}
	return out, err
}

// kinOf is the kinship of an article that puts it in no family: round-ups that
// carry it, what it carries, what shares a part with it.
func kinOf(ctx context.Context, tx bun.Tx, id gaobang.ArticleID, family gaobang.Family) ([]gaobang.Kin, error) {
	rows, err := kinWhere(ctx, tx, "k.article = ? OR k.other = ?", id, id)
	return slices.DeleteFunc(rows, func(k gaobang.Kin) bool {
		return slices.ContainsFunc(family.Members, func(m gaobang.FamilyMember) bool { return m.Article == k.Article^k.Other^id })
	}), err
}

// kinWhere is kinship in the order of the articles.
func kinWhere(ctx context.Context, tx bun.Tx, where string, args ...any) ([]gaobang.Kin, error) {
	var rows []kinRow
	err := tx.NewSelect().Model(&rows).Where(where, args...).Scan(ctx)
	slices.SortFunc(rows, func(a, b kinRow) int { return cmp.Or(cmp.Compare(a.Article, b.Article), cmp.Compare(a.Other, b.Other)) })
	return mapped(rows, kinRow.kin), err
}
