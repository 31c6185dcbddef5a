package storage

import (
	"context"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"github.com/gaobang/gaobang"
)

// Sketch is what the join sees of a stored article.
type Sketch struct {
	Article  gaobang.ArticleID
	SimHash  uint64
	Shingles []uint32
	Chars    int // of the body, spaces not counted
}

// Near is a candidate that carries the story of the new article.
type Near struct {
	Article    gaobang.ArticleID
	Similarity int // per cent
}

// Join picks from the candidates, which come by ID, those that carry the story
// of the article being stored. It must be symmetric: the same two articles are
// near, and equally so, whichever is stored first.
type Join func(candidates []Sketch) []Near

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
	SimHash    int64 `bun:"simhash"`
	Sketch     []byte
	Family     gaobang.FamilyID
	Similarity int
}

type keyRow struct {
	bun.BaseModel `bun:"table:family_keys,alias:k"`

	Key     int64
	Article gaobang.ArticleID
}

type familyRow struct {
	bun.BaseModel `bun:"table:families,alias:fam"`

	ID     gaobang.FamilyID `bun:",pk"`
	Origin gaobang.ArticleID
}

// joinFamily adds a stored article to the stories: families are the connected
// components of "near".
func joinFamily(ctx context.Context, tx bun.Tx, an *Analysis, join Join, origin Origin) error {
	seq, err := tick(ctx, tx, "families", 1)
	if err != nil {
		return err
	}
	self := fingerprintRow{Article: an.Article.ID, Seq: seq, SimHash: int64(an.SimHash), Sketch: sketchBytes(an.Shingles)} //nolint:gosec // bits
	if _, err := tx.NewInsert().Model(&self).Exec(ctx); err != nil {
		return err
	}
	keys := keyRows(an)
	found, err := candidates(ctx, tx, keys)
	if err != nil {
		return err
	}
	if err := insertAll(ctx, tx, keys); err != nil || len(found) == 0 {
		return err
	}
	near, err := nearest(found, join)
	if err != nil || len(near) == 0 {
		return err
	}
	return unite(ctx, tx, self, near, origin)
}

func keyRows(an *Analysis) []keyRow {
	keys := slices.Compact(slices.Sorted(slices.Values(an.Keys)))
	return mapped(keys, func(k uint64) keyRow { return keyRow{Key: int64(k), Article: an.Article.ID} }) //nolint:gosec // bits
}

type candidateRow struct {
	fingerprintRow `bun:",extend"`

	Chars int
}

func candidates(ctx context.Context, tx bun.Tx, keys []keyRow) ([]candidateRow, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	var rows []candidateRow
	sharing := tx.NewSelect().TableExpr("family_keys").Column("article").
		Where("key IN (?)", bun.List(mapped(keys, func(k keyRow) int64 { return k.Key })))
	err := tx.NewSelect().TableExpr("fingerprints AS f").ColumnExpr("f.*, a.chars").Join("JOIN articles AS a ON a.id = f.article").
		Where("f.article IN (?)", sharing).OrderExpr("f.article").Scan(ctx, &rows)
	return rows, err
}

// nearMember is a candidate that is near, with how near.
type nearMember struct {
	candidateRow
	similarity int
}

func nearest(found []candidateRow, join Join) ([]nearMember, error) {
	sketches := mapped(found, func(r candidateRow) Sketch {
		return Sketch{r.Article, uint64(r.SimHash), sketchOf(r.Sketch), r.Chars} //nolint:gosec // bits
	})
	var near []nearMember
	for _, n := range join(sketches) {
		i := slices.IndexFunc(found, func(r candidateRow) bool { return r.Article == n.Article })
		if i < 0 {
			return nil, fmt.Errorf("join named %s, which is no candidate", n.Article)
		}
		near = append(near, nearMember{found[i], n.Similarity})
	}
	return near, nil
}

// unite makes one family of the new article, those near it, and their families.
func unite(ctx context.Context, tx bun.Tx, self fingerprintRow, near []nearMember, origin Origin) error {
	closest := 0
	for _, n := range near {
		closest = max(closest, n.similarity)
		if n.similarity <= n.Similarity && n.Family != 0 {
			continue
		}
		_, err := tx.NewUpdate().Table("fingerprints").Set("similarity = ?", max(n.Similarity, n.similarity)).
			Where("article = ?", n.Article).Exec(ctx)
		if err != nil {
			return err
		}
	}
	members, merged, err := reached(ctx, tx, self, near)
	if err != nil {
		return err
	}
	first := slices.MinFunc(members, func(a, b fingerprintRow) int { return int(a.Seq - b.Seq) })
	id := gaobang.FamilyID(first.Article)
	if err := rename(ctx, tx, id, members, merged); err != nil {
		return err
	}
	_, err = tx.NewUpdate().Table("fingerprints").Set("similarity = ?", closest).Where("article = ?", self.Article).Exec(ctx)
	if err != nil {
		return err
	}
	return setOrigin(ctx, tx, id, members, origin)
}

// reached is every article of the united family, and the families it is made of.
func reached(ctx context.Context, tx bun.Tx, self fingerprintRow, near []nearMember) (members []fingerprintRow, merged []gaobang.FamilyID, err error) {
	members = append(members, self)
	for _, n := range near {
		if n.Family == 0 {
			members = append(members, n.fingerprintRow)
		} else if !slices.Contains(merged, n.Family) {
			merged = append(merged, n.Family)
		}
	}
	if len(merged) == 0 {
		return members, nil, nil
	}
	var rows []fingerprintRow
	err = tx.NewSelect().Model(&rows).ExcludeColumn("sketch").Where("family <> 0"). // the index leaves 0 out
											Where("family IN (?)", bun.List(merged)).Scan(ctx)
	return append(members, rows...), merged, err
}

// rename gives all members the family's ID and drops the families that went in.
func rename(ctx context.Context, tx bun.Tx, id gaobang.FamilyID, members []fingerprintRow, merged []gaobang.FamilyID) error {
	var moving []gaobang.ArticleID
	for _, m := range members {
		if m.Family != id {
			moving = append(moving, m.Article)
		}
	}
	_, err := tx.NewUpdate().Table("fingerprints").Set("family = ?", id).Where("article IN (?)", bun.List(moving)).Exec(ctx)
	if gone := slices.DeleteFunc(merged, func(f gaobang.FamilyID) bool { return f == id }); err == nil && len(gone) > 0 {
		_, err = tx.NewDelete().Table("families").Where("id IN (?)", bun.List(gone)).Exec(ctx)
	}
	return err
}

func setOrigin(ctx context.Context, tx bun.Tx, id gaobang.FamilyID, members []fingerprintRow, origin Origin) error {
	ids := mapped(members, func(m fingerprintRow) gaobang.ArticleID { return m.Article })
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
