package storage

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"

	"github.com/uptrace/bun"

	"github.com/gaobang/gaobang"
)

// ReviseArticle puts what is known of a stored article in the place of what was
// known, in one transaction. Its address, when it was first seen and the decisions
// on it stay, and so does its capture but where it was entered anew. It reports whether anything changed that families are
// made of, after which they have to be made anew: RegroupFamilies.
func (s *Store) ReviseArticle(ctx context.Context, an Analysis) (regroup bool, err error) {
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
		parted, err := s.absorbAll(ctx, tx, an.Joins, row.ID)
		if err != nil {
			return err
		}
		was, changed, err := storyChanged(ctx, tx, &row, text.Body)
		if err != nil {
			return err
		}
		others, err := othersOf(ctx, tx, was)
		if err != nil {
			return err
		}
		hash := row.ContentHash
		row.ContentHash = hashOfCopy(hash, row.ID) // until it is settled which stands
		stays := []string{"id", "canonical_url", "first_seen", "copy_of", "capture"}
		if an.Entry != nil {
			stays = stays[:4]
		}
		if _, err := tx.NewUpdate().Model(&row).ExcludeColumn(stays...).WherePK().Exec(ctx); err != nil {
			return err
		}
		if err := s.keepEntered(ctx, tx, row.ID, &an); err != nil {
			return err
		}
		if err := s.forgetDetails(ctx, tx, row.ID); err != nil {
			return err
		}
		if err := s.insertDetails(ctx, tx, &an, text); err != nil {
			return err
		}
		stands, moved, err := resettle(ctx, tx, was, row.Outlet, hash, others)
		regroup = parted || moved || changed && stands == row.ID
		if err != nil || stands != row.ID {
			return err
		}
		if err := s.turnAlerts(ctx, tx, &an); err != nil {
			return err
		}
		return planChecks(ctx, tx, row.ID)
	})
	return regroup, err
}

// keepEntered keeps the capture of an article that was entered anew, and by whom.
func (s *Store) keepEntered(ctx context.Context, tx bun.Tx, id gaobang.ArticleID, an *Analysis) error {
	if an.Entry == nil {
		return nil
	}
	if err := s.insertCaptures(ctx, tx, id, []gaobang.Capture{an.Article.Capture}); err != nil {
		return err
	}
	return insertEntry(ctx, tx, id, an.Entry)
}

// othersOf is the other publications of a text.
func othersOf(ctx context.Context, tx bun.Tx, a articleRow) ([]gaobang.ArticleID, error) {
	ids, err := withCopies(ctx, tx, cmp.Or(a.CopyOf, a.ID))
	return slices.DeleteFunc(ids, func(id gaobang.ArticleID) bool { return id == a.ID }), err
}

// resettle settles which articles stand after one was revised: of those with which it
// had one text before, and of those with which it has one now.
func resettle(ctx context.Context, tx bun.Tx, was articleRow, outlet gaobang.OutletID, hash string, others []gaobang.ArticleID) (stands gaobang.ArticleID, moved bool, err error) {
	if was.Outlet == outlet && bareHash(was.ContentHash) == hash {
		return settle(ctx, tx, append(others, was.ID))
	}
	_, parted, err := settle(ctx, tx, others)
	if err != nil {
		return 0, false, err
	}
	var now []gaobang.ArticleID
	err = tx.NewSelect().TableExpr("articles AS a").Column("a.id").Where("a.outlet = ? AND a.content_hash = ?", outlet, hash).Scan(ctx, &now)
	if err != nil {
		return 0, false, err
	}
	if len(now) > 0 {
		if now, err = withCopies(ctx, tx, now[0]); err != nil {
			return 0, false, err
		}
		now = slices.DeleteFunc(now, func(id gaobang.ArticleID) bool { return id == was.ID })
	}
	stands, joined, err := settle(ctx, tx, append(now, was.ID))
	return stands, parted || joined, err
}

// forgetDetails takes out what insertDetails puts in.
func (s *Store) forgetDetails(ctx context.Context, tx bun.Tx, id gaobang.ArticleID) error {
	for _, table := range []string{"article_texts", "mentions", "attributions", "candidates", "sentiments", "messages"} {
		if _, err := tx.NewDelete().Table(table).Where("article = ?", id).Exec(ctx); err != nil {
			return err
		}
	}
	return s.unindex(ctx, tx, id)
}

// storyChanged is an article before its revision, and whether that changes what tells
// its story or which of a story was first.
func storyChanged(ctx context.Context, tx bun.Tx, row *articleRow, body string) (before articleRow, changed bool, err error) {
	var was struct {
		articleRow `bun:",extend"`

		Body string
	}
	err = tx.NewSelect().TableExpr("articles AS a").Join("JOIN article_texts AS x ON x.article = a.id").
		ColumnExpr("a.id, a.title, a.published_at, a.content_source, a.outlet, a.byline, a.content_hash, a.copy_of, x.body").Where("a.id = ?", row.ID).Scan(ctx, &was)
	if errors.Is(err, sql.ErrNoRows) {
		return before, false, gaobang.Errorf(gaobang.NotFound, "没有稿件 %s", row.ID)
	}
	return was.articleRow, was.Title != row.Title || was.PublishedAt != row.PublishedAt || was.ContentSource != row.ContentSource || was.Outlet != row.Outlet ||
		was.Byline.Signed() != row.Byline.Signed() || was.Body != body, err
}

// Sieve looks up the articles that share keys with a text, in memory.
type Sieve interface {
	Add(article gaobang.ArticleID, keys []uint64)
	// Sift is what gaobang.Sift makes of the articles found.
	Sift(keys []uint64) []gaobang.ArticleID
}

// Families is how families are made anew; its functions are pure.
type Families struct {
	// Version names the program's way to compare texts. Families made in another
	// way are made anew when a program starts.
	Version string
	Sieve   Sieve // empty
	Keys    func(Text) []uint64
	Join    Join
	Origin  Origin
}

// familiesVersion is where the store keeps in which way its families were made.
const familiesVersion = "families_version"

// UpgradeFamilies makes the families anew if an older program made them.
func (s *Store) UpgradeFamilies(ctx context.Context, f Families) error {
	version, err := s.Meta(ctx, familiesVersion)
	if err != nil || version == f.Version {
		return err
	}
	return s.RegroupFamilies(ctx, f)
}

// RegroupFamilies makes all families and their index anew from the stored texts,
// as if they were stored again one after the other, in one transaction. What
// people ruled stays.
func (s *Store) RegroupFamilies(ctx context.Context, f Families) error {
	return s.write(ctx, "重新归并同稿", func(ctx context.Context, tx bun.Tx) error {
		if _, err := tick(ctx, tx, "families", 1); err != nil {
			return err
		}
		for _, table := range []string{"families", "kin", "family_keys"} {
			if _, err := tx.NewDelete().Table(table).Where("TRUE").Exec(ctx); err != nil {
				return err
			}
		}
		if _, err := tx.NewUpdate().Table("fingerprints").Set("family = 0").Set("similarity = 0").Where("family <> 0").Exec(ctx); err != nil {
			return err
		}
		if err := f.relate(ctx, tx); err != nil {
			return err
		}
		if err := groupAll(ctx, tx, f.Origin); err != nil {
			return err
		}
		row := metaRow{Key: familiesVersion, Value: f.Version}
		_, err := overwrite(tx.NewInsert().Model(&row), "key", "value").Exec(ctx)
		return err
	})
}

// textsAtOnce are read when all are.
const textsAtOnce = 200

// relate puts down what each article has in common with those stored before it.
func (f Families) relate(ctx context.Context, tx bun.Tx) error {
	var ids []gaobang.ArticleID
	if err := tx.NewSelect().Table("fingerprints").Column("article").Order("seq").Scan(ctx, &ids); err != nil {
		return err
	}
	for some := range slices.Chunk(ids, textsAtOnce) {
		texts, err := textsWhere(ctx, tx, "a.id IN (?)", bun.List(some))
		if err != nil {
			return err
		}
		var keys []keyRow
		var kin []kinRow
		slices.SortFunc(texts, func(a, b Text) int { return cmp.Compare(slices.Index(some, a.Article), slices.Index(some, b.Article)) })
		for _, t := range texts {
			of := f.Keys(t)
			if found := f.Sieve.Sift(of); len(found) > 0 {
				related, err := kinAmong(ctx, tx, t, found, f.Join)
				if err != nil {
					return err
				}
				kin = append(kin, mapped(related, kinRowOf)...)
			}
			f.Sieve.Add(t.Article, of)
			keys = append(keys, keyRows(t.Article, of)...)
		}
		if err := insertAll(ctx, tx, keys); err != nil {
			return err
		}
		if err := insertAll(ctx, tx, kin); err != nil {
			return err
		}
	}
	return nil
}

// groupAll writes down the families that the kinship makes.
func groupAll(ctx context.Context, tx bun.Tx, origin Origin) error {
	kin, err := kinWhere(ctx, tx, "TRUE")
	if err != nil {
		return err
	}
	rulings, err := decisionsWhere(ctx, tx, "d.other <> 0")
	if err != nil {
		return err
	}
	concerned := articleSet{}
	for _, k := range kin {
		concerned[k.Article], concerned[k.Other] = true, true
	}
	for _, d := range rulings {
		concerned[d.Article], concerned[d.Other] = true, true
	}
	for _, members := range gaobang.Stories(concerned.ids(), kin, rulings) {
		ids := mapped(members, func(m gaobang.FamilyMember) gaobang.ArticleID { return m.Article })
		if err := regroup(ctx, tx, ids, [][]gaobang.FamilyMember{members}, origin); err != nil {
			return err
		}
	}
	return nil
}
