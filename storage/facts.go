package storage

import (
	"context"

	"github.com/uptrace/bun"

	"github.com/gaobang/gaobang"
)

// ArticleFacts is all of an article that scoring looks at.
type ArticleFacts struct {
	ID           gaobang.ArticleID
	Outlet       gaobang.OutletID
	Form         gaobang.Form
	Placement    gaobang.Placement
	PublishedAt  gaobang.Moment
	FirstSeen    gaobang.Date
	Chars        int
	Family       gaobang.FamilyID  // 0 where the story stands alone
	Origin       gaobang.ArticleID // of the family; itself where the story stands alone
	Attributions []gaobang.Attribution
	Sentiments   []gaobang.Sentiment
}

type factsRow struct {
	articleRow `bun:",extend"`

	Family gaobang.FamilyID
	Origin gaobang.ArticleID
}

// LedgerFacts is what scoring needs of the articles published from one day to
// another, both included; an open end is the zero Date. Articles without a
// published time come under the day we first saw them. They are ordered by
// published time, those without one first, and ID.
func (s *Store) LedgerFacts(ctx context.Context, from, to gaobang.Date) ([]ArticleFacts, error) {
	var facts []ArticleFacts
	first, last := dayRange(from, to)
	err := s.snapshot(ctx, "读取计分事实", func(ctx context.Context, tx bun.Tx) (err error) {
		facts, err = factsWhere(ctx, tx, "a.day BETWEEN ? AND ?", first, last)
		return err
	})
	return facts, err
}

// StoryFacts is what scoring needs of some articles and of every other publication
// of their stories, whenever that was.
func (s *Store) StoryFacts(ctx context.Context, ids []gaobang.ArticleID) ([]ArticleFacts, error) {
	var facts []ArticleFacts
	known := map[gaobang.ArticleID]bool{}
	err := s.snapshot(ctx, "读取计分事实", func(ctx context.Context, tx bun.Tx) error {
		return eachBatch(ids, func(batch []gaobang.ArticleID) error {
			some, err := factsWhere(ctx, tx, `a.id IN (?) OR a.id IN (SELECT g.article FROM fingerprints AS g JOIN fingerprints AS h ON h.family = g.family
				WHERE g.family <> 0 AND h.article IN (?))`, bun.List(batch), bun.List(batch))
			for _, f := range some {
				if !known[f.ID] {
					known[f.ID], facts = true, append(facts, f)
				}
			}
			return err
		})
	})
	return facts, err
}

// factsWhere is the facts of the articles for which a condition on table articles, named a, holds.
func factsWhere(ctx context.Context, tx bun.IDB, where string, args ...any) ([]ArticleFacts, error) {
	var rows []factsRow
	err := tx.NewSelect().TableExpr("articles AS a").Join("JOIN fingerprints AS f ON f.article = a.id").
		Join("LEFT JOIN families AS fam ON fam.id = f.family").
		ColumnExpr("a.id, a.outlet, a.form, a.placement, a.published_at, a.first_seen, a.chars").
		ColumnExpr("f.family, coalesce(fam.origin, a.id) AS origin").
		Where(where, args...).OrderExpr("a.published_at, a.id").Scan(ctx, &rows)
	if err != nil {
		return nil, err
	}
	found, err := findingsWhere(ctx, tx, "t.article IN (SELECT a.id FROM articles AS a WHERE "+where+")", args...)
	if err != nil {
		return nil, err
	}
	return factsOf(rows, found)
}

func factsOf(rows []factsRow, found findings) ([]ArticleFacts, error) {
	facts := make([]ArticleFacts, 0, len(rows))
	for _, r := range rows {
		at, err := gaobang.ParseMoment(r.PublishedAt)
		if err != nil {
			return nil, err
		}
		facts = append(facts, ArticleFacts{
			ID: r.ID, Outlet: r.Outlet, Form: r.Form, Placement: r.Placement, PublishedAt: at,
			FirstSeen: gaobang.DateOf(timeOf(r.FirstSeen)), Chars: r.Chars, Family: r.Family, Origin: r.Origin,
			Attributions: found.attributions[r.ID], Sentiments: found.sentiments[r.ID],
		})
	}
	return facts, nil
}
