package storage

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/uptrace/bun"

	"github.com/gaobang/gaobang"
)

// hashOfCopy is the content hash of an article that does not stand for its text: it
// has the article's ID behind it, for (outlet, content_hash) is unique.
func hashOfCopy(hash string, id gaobang.ArticleID) string { return hash + " " + id.String() }

// bareHash is the content hash of a text, whether its article is a copy or stands.
func bareHash(hash string) string {
	hash, _, _ = strings.Cut(hash, " ")
	return hash
}

// copyRow is what tells which article of one text in one outlet stands.
type copyRow struct {
	articleRow `bun:",extend"`

	Entered bool
	Related bool // it has its place among the families, as what stands has
}

func copiesWhere(ctx context.Context, tx bun.IDB, where string, args ...any) ([]copyRow, error) {
	var rows []copyRow
	err := tx.NewSelect().TableExpr("articles AS a").Join("LEFT JOIN fingerprints AS f ON f.article = a.id").
		ColumnExpr("a.id, a.canonical_url, a.url, a.source, a.published_at, a.placement, a.content_hash, a.copy_of").
		ColumnExpr(isEntered).ColumnExpr("f.article IS NOT NULL AS related").
		Where(where, args...).OrderExpr("a.published_at, a.canonical_url").Scan(ctx, &rows)
	return rows, err
}

// withCopies is the IDs of an article that stands and of its copies.
func withCopies(ctx context.Context, tx bun.IDB, id gaobang.ArticleID) ([]gaobang.ArticleID, error) {
	var ids []gaobang.ArticleID
	err := tx.NewSelect().TableExpr("articles AS a").Column("a.id").Where("a.id = ? OR a.copy_of <> 0 AND a.copy_of = ?", id, id).OrderExpr("a.id").Scan(ctx, &ids)
	return ids, err
}

// copiesOf is the further publications of an article, in the order of time.
func copiesOf(ctx context.Context, tx bun.IDB, id gaobang.ArticleID) ([]gaobang.Publication, error) {
	rows, err := copiesWhere(ctx, tx, "a.copy_of <> 0 AND a.copy_of = ?", id)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return publications(rows)
}

// Copies is every article that does not stand, by ID.
func (s *Store) Copies(ctx context.Context) ([]gaobang.ArticleID, error) {
	var ids []gaobang.ArticleID
	err := s.read.NewSelect().TableExpr("articles AS a").Column("a.id").Where("a.copy_of <> 0").OrderExpr("a.id").Scan(ctx, &ids)
	return ids, s.explain("读取同一篇的其他网址", err)
}

// UnstoredCopies is the links whose text an older program found stored at another
// address of their outlet and did not store again, as far as their page is kept.
func (s *Store) UnstoredCopies(ctx context.Context) ([]PassedLink, error) {
	var rows []linkRow
	err := s.read.NewSelect().Model(&rows).ExcludeColumn("capture").
		ColumnExpr("(SELECT c.id FROM captures AS c WHERE c.url = l.canonical AND "+pageStatuses+" ORDER BY c.captured_at, c.id LIMIT 1) AS capture").
		Where("l.status = ?", LinkDuplicate).Where("l.article IN (SELECT id FROM articles WHERE copy_of = 0)").
		Where("EXISTS (SELECT 1 FROM captures AS c WHERE c.url = l.canonical AND "+pageStatuses+")").
		Where("NOT EXISTS (SELECT 1 FROM articles AS own WHERE own.canonical_url = l.canonical)").Order("l.seq").Scan(ctx, &rows)
	if err != nil {
		return nil, s.explain("读取重复的页面", err)
	}
	passed, err := passedLinks(ctx, s.read, rows)
	return passed, s.explain("读取重复的页面", err)
}

func publications(rows []copyRow) ([]gaobang.Publication, error) {
	all := make([]gaobang.Publication, 0, len(rows))
	for _, r := range rows {
		at, err := gaobang.ParseMoment(r.PublishedAt)
		if err != nil {
			return nil, err
		}
		all = append(all, gaobang.Publication{Article: r.ID, Address: r.CanonicalURL, PublishedAt: at, Placement: r.Placement, Entered: r.Entered})
	}
	return all, nil
}

// insertCopy stores an article whose outlet has the same text at another address,
// and settles which of them stands.
func (s *Store) insertCopy(ctx context.Context, tx bun.Tx, row articleRow, text textRow, an *Analysis, join Join, origin Origin) (gaobang.ArticleID, error) {
	// One family is joined at a time: what stands now stands until we are through.
	if _, err := tick(ctx, tx, "families", 1); err != nil {
		return 0, err
	}
	there, err := standing(ctx, tx, row)
	if err != nil {
		return 0, err
	}
	row.CopyOf, row.ContentHash = there.Article, hashOfCopy(row.ContentHash, row.ID)
	if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
		return 0, err
	}
	if err := s.insertDetails(ctx, tx, an, text); err != nil {
		return 0, err
	}
	if _, err := tx.NewInsert().Model(&checkRow{Article: row.ID}).Exec(ctx); err != nil {
		return 0, err
	}
	// Its captures say whether a person entered it.
	if err := s.insertCaptures(ctx, tx, row.ID, []gaobang.Capture{an.Article.Capture}); err != nil {
		return 0, err
	}
	ids, err := withCopies(ctx, tx, there.Article)
	if err != nil {
		return 0, err
	}
	stands, _, err := settle(ctx, tx, ids)
	if err != nil || stands != row.ID {
		return stands, err
	}
	if err := s.turnAlerts(ctx, tx, an); err != nil {
		return 0, err
	}
	return stands, rejoin(ctx, tx, stands, join, origin)
}

// settle says which of the articles of one text in one outlet stands, and gives it
// what the one before had: its place among the families, what people ruled, its
// alerts and visits. moved reports that another stands than before.
func settle(ctx context.Context, tx bun.Tx, ids []gaobang.ArticleID) (stands gaobang.ArticleID, moved bool, err error) {
	if len(ids) == 0 {
		return 0, false, nil
	}
	rows, err := copiesWhere(ctx, tx, "a.id IN (?)", bun.List(ids))
	if err != nil {
		return 0, false, err
	}
	all, err := publications(rows)
	if err != nil {
		return 0, false, err
	}
	stands = gaobang.Standing(all)
	for _, step := range []func() error{
		func() error { return markCopies(ctx, tx, rows, stands) },
		func() (err error) { moved, err = placeOne(ctx, tx, rows, stands); return err },
		func() error { return handOver(ctx, tx, ids, stands) },
	} {
		if err := step(); err != nil {
			return 0, false, err
		}
	}
	if moved {
		err = planChecks(ctx, tx, stands)
	}
	return stands, moved, err
}

// markCopies writes down which article stands, the others first: its hash is free
// then.
func markCopies(ctx context.Context, tx bun.Tx, rows []copyRow, stands gaobang.ArticleID) error {
	mark := func(r copyRow, of gaobang.ArticleID, hash string) error {
		if r.CopyOf == of && r.ContentHash == hash {
			return nil
		}
		_, err := tx.NewUpdate().Table("articles").Set("copy_of = ?", of).Set("content_hash = ?", hash).Where("id = ?", r.ID).Exec(ctx)
		return err
	}
	for _, r := range rows {
		if r.ID != stands {
			if err := mark(r, stands, hashOfCopy(bareHash(r.ContentHash), r.ID)); err != nil {
				return err
			}
		}
	}
	for _, r := range rows {
		if r.ID == stands {
			return mark(r, 0, bareHash(r.ContentHash))
		}
	}
	return fmt.Errorf("%s is none of the articles of its text", stands)
}

// placeOne leaves what stands alone among the families: in the place of the one that
// stood, under whose number it is counted, or in a new one.
func placeOne(ctx context.Context, tx bun.Tx, rows []copyRow, stands gaobang.ArticleID) (moved bool, err error) {
	placed := slices.ContainsFunc(rows, func(r copyRow) bool { return r.ID == stands && r.Related })
	for _, r := range rows {
		if !r.Related || r.ID == stands {
			continue
		}
		moved = true
		if placed {
			err = leaveFamilies(ctx, tx, r.ID)
		} else {
			placed, err = true, renameInFamilies(ctx, tx, r.ID, stands)
		}
		if err != nil {
			return moved, err
		}
	}
	if placed {
		return moved, nil
	}
	seq, err := tick(ctx, tx, "families", 1)
	if err != nil {
		return true, err
	}
	_, err = tx.NewInsert().Model(&fingerprintRow{Article: stands, Seq: seq}).Exec(ctx)
	return true, err
}

func renameInFamilies(ctx context.Context, tx bun.Tx, from, to gaobang.ArticleID) error {
	for _, c := range []struct{ table, column string }{
		{"fingerprints", "article"}, {"fingerprints", "family"}, {"family_keys", "article"}, {"kin", "article"}, {"kin", "other"}, {"families", "id"}, {"families", "origin"},
	} {
		_, err := tx.NewUpdate().Table(c.table).Set("? = ?", bun.Ident(c.column), to).Where("? = ?", bun.Ident(c.column), from).Exec(ctx)
		if err != nil {
			return err
		}
	}
	return nil
}

func leaveFamilies(ctx context.Context, tx bun.Tx, id gaobang.ArticleID) error {
	for _, c := range []struct{ table, column string }{{"fingerprints", "article"}, {"family_keys", "article"}, {"kin", "article"}, {"kin", "other"}} {
		if _, err := tx.NewDelete().Table(c.table).Where("? = ?", bun.Ident(c.column), id).Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}

// handOver gives what people ruled on any of the articles and their alerts to the one
// that stands, ends the visits to the others, and tells their links which it is.
func handOver(ctx context.Context, tx bun.Tx, ids []gaobang.ArticleID, stands gaobang.ArticleID) error {
	all := bun.List(ids)
	others := bun.List(slices.DeleteFunc(slices.Clone(ids), func(id gaobang.ArticleID) bool { return id == stands }))
	updates := []*bun.UpdateQuery{
		tx.NewUpdate().Table("decisions").Set("article = ?", stands).Where("ruled_on IN (?)", all).Where("article <> ?", stands),
		tx.NewUpdate().Table("decisions").Set("other = ?", stands).Where("ruled_other IN (?)", all).Where("other <> ?", stands),
		tx.NewUpdate().Table("fetch_states").Set("status = ?", LinkStored).Where("article = ?", stands).Where("status = ?", LinkDuplicate),
	}
	if len(ids) > 1 {
		if err := mergeAlerts(ctx, tx, ids, stands); err != nil {
			return err
		}
		updates = append(updates,
			tx.NewUpdate().Table("article_alerts").Set("article = ?", stands).Where("article IN (?)", others),
			tx.NewUpdate().Table("article_checks").Set("due_at = 0").Where("article IN (?)", others).Where("due_at <> 0"),
			tx.NewUpdate().Table("fetch_states").Set("status = ?", LinkDuplicate).Where("article IN (?)", others).Where("status = ?", LinkStored))
	}
	for _, u := range updates {
		if _, err := u.Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}

// rejoin makes the families anew around an article that has come into the place of
// another: its day is another, and what is one story may hang on that.
func rejoin(ctx context.Context, tx bun.Tx, id gaobang.ArticleID, join Join, origin Origin) error {
	changed, err := withFamily(ctx, tx, id)
	if err != nil {
		return err
	}
	if _, err := tx.NewDelete().Table("kin").Where("article = ? OR other = ?", id, id).Exec(ctx); err != nil {
		return err
	}
	keys, err := keysWhere(ctx, tx.NewSelect().Where("k.article = ?", id))
	if err != nil {
		return err
	}
	found, err := sift(ctx, tx, mapped(keys, func(r keyRow) uint64 { return uint64(r.Key) })) //nolint:gosec // bits
	if err != nil {
		return err
	}
	found = slices.DeleteFunc(found, func(other gaobang.ArticleID) bool { return other == id })
	texts, err := textsWhere(ctx, tx, "a.id = ?", id)
	if err != nil {
		return err
	}
	kin, err := kinAmong(ctx, tx, texts[0], found, join)
	if err != nil {
		return err
	}
	if err := insertAll(ctx, tx, mapped(kin, kinRowOf)); err != nil {
		return err
	}
	if err := regroupAround(ctx, tx, changed, origin); err != nil {
		return err
	}
	family, err := familyOf(ctx, tx, id) // its members may be those it had, and another the first
	if err != nil || len(family.Members) == 0 {
		return err
	}
	return setOrigin(ctx, tx, family.ID, family.Members, origin)
}

// withFamily is an article, those of its family and its kin.
func withFamily(ctx context.Context, tx bun.Tx, id gaobang.ArticleID) ([]gaobang.ArticleID, error) {
	set := articleSet{id: true}
	if err := set.addFamilies(ctx, tx); err != nil {
		return nil, err
	}
	kin, err := kinWhere(ctx, tx, "k.article = ? OR k.other = ?", id, id)
	for _, k := range kin {
		set[k.Article], set[k.Other] = true, true
	}
	return set.ids(), err
}
