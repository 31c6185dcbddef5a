package storage

import (
	"context"
	"slices"

	"github.com/uptrace/bun"

	"github.com/gaobang/gaobang"
)

// Filter picks articles; what is not given does not restrict.
type Filter struct {
	From, To gaobang.Date       // the day of publication, or first seen where the page gives none
	Units    []gaobang.UnitID   // whose it is by the last ruling, else by attribution
	Person   gaobang.PersonID   // the same of one person
	Below    gaobang.Confidence // an attribution that nobody ruled on is less sure
	Outlet   gaobang.OutletID
	Terms    []string // all must stand in it
	Changed  bool     // a later visit found it changed
	Gone     bool     // it is not on its site any more
	Limit    int
}

// ListedArticle is an article without its text, and whose it is.
type ListedArticle struct {
	gaobang.Article

	FirstSeen    gaobang.Date
	Family       gaobang.FamilyID      // 0 where the story stands alone
	Attributions []gaobang.Attribution // for a bureau without a ruling
	Rulings      []gaobang.Decision    // the last on units of each bureau
	Entered      bool                  // it is as a person entered it by hand
}

type listedRow struct {
	articleRow `bun:",extend"`

	Family  gaobang.FamilyID
	Entered bool
}

// Articles is what the filter picks, the newest day first and by ID within it.
func (s *Store) Articles(ctx context.Context, f Filter) ([]ListedArticle, error) {
	var list []ListedArticle
	err := s.snapshot(ctx, "读取稿件", func(ctx context.Context, tx bun.Tx) error {
		var rows []listedRow
		q := tx.NewSelect().TableExpr("articles AS a").ColumnExpr("a.*, f.family").ColumnExpr(isEntered).Join("JOIN fingerprints AS f ON f.article = a.id").
			OrderExpr("a.day DESC, a.published_at DESC, a.id")
		if q = s.filtered(q, f); q == nil {
			return nil
		}
		if err := q.Scan(ctx, &rows); err != nil {
			return err
		}
		return eachBatch(rows, func(batch []listedRow) error {
			more, err := listed(ctx, tx, batch)
			list = append(list, more...)
			return err
		})
	})
	return list, err
}

// filtered adds the filter's conditions; nil says that nothing can match.
func (s *Store) filtered(q *bun.SelectQuery, f Filter) *bun.SelectQuery {
	if !f.From.IsZero() || !f.To.IsZero() {
		first, last := dayRange(f.From, f.To)
		q = q.Where("a.day BETWEEN ? AND ?", first, last)
	}
	if f.Outlet != "" {
		q = q.Where("a.outlet = ?", f.Outlet)
	}
	if len(f.Units) > 0 {
		q = q.Where("a.id IN (?)", s.of(f.Units))
	}
	if f.Person != "" {
		q = q.Where("a.id IN (?)", s.ofWhom("person", bun.List([]gaobang.PersonID{f.Person})))
	}
	if f.Below > 0 {
		q = q.Where("a.id IN (SELECT t.article FROM attributions AS t WHERE t.confidence < ? AND "+unruled+")", f.Below)
	}
	if f.Changed {
		q = q.Where("a.id IN (SELECT article FROM article_checks WHERE changed_at > 0)")
	}
	if f.Gone {
		q = q.Where("a.id IN (SELECT article FROM article_checks WHERE gone_since > 0)")
	}
	if len(f.Terms) > 0 {
		match, ok := s.matching(f.Terms)
		if !ok {
			return nil
		}
		q = q.Where("a.id IN (?)", match)
	}
	if f.Limit > 0 {
		q = q.Limit(int64(f.Limit))
	}
	return q
}

// lastOnUnits are the rulings on units that no later one replaced.
const lastOnUnits = `d.kind = 'units' AND NOT EXISTS (SELECT 1 FROM standing_decisions AS later
	WHERE later.article = d.article AND later.bureau = d.bureau AND later.kind = d.kind AND later.id > d.id)`

// unruled is an attribution t for a bureau that nobody ruled for.
const unruled = "NOT EXISTS (SELECT 1 FROM standing_decisions AS d WHERE d.article = t.article AND d.bureau = t.bureau AND d.kind = 'units')"

// of is the query of the articles of units: a bureau's last ruling stands in place
// of its attributions.
func (s *Store) of(units []gaobang.UnitID) *bun.RawQuery { return s.ofWhom("unit", bun.List(units)) }

// ofWhom is the same for units or for persons.
func (s *Store) ofWhom(column string, ids any) *bun.RawQuery {
	names := `EXISTS (SELECT 1 FROM json_each(d.parts) AS part WHERE json_extract(part.value, ?2) IN (?0))`
	if s.Dialect() == Postgres {
		names = `EXISTS (SELECT 1 FROM jsonb_path_query(d.parts, ?3) AS part (id) WHERE part.id #>> '{}' IN (?0))`
	}
	return s.read.NewRaw(`SELECT t.article FROM attributions AS t WHERE t.?1 IN (?0) AND `+unruled+`
		UNION SELECT d.article FROM standing_decisions AS d WHERE `+lastOnUnits+" AND "+names, ids, bun.Ident(column), "$."+column, "$[*]."+column)
}

func listed(ctx context.Context, tx bun.IDB, rows []listedRow) ([]ListedArticle, error) {
	ids := mapped(rows, func(r listedRow) gaobang.ArticleID { return r.ID })
	found, err := findingsWhere(ctx, tx, "t.article IN (?)", bun.List(ids))
	if err != nil {
		return nil, err
	}
	rulings, err := decisionsWhere(ctx, tx, "d.article IN (?) AND "+lastOnUnits, bun.List(ids))
	if err != nil {
		return nil, err
	}
	ruled := make(map[gaobang.ArticleID][]gaobang.Decision, len(rulings))
	for _, d := range rulings {
		ruled[d.Article] = append(ruled[d.Article], d)
	}
	list := make([]ListedArticle, 0, len(rows))
	for _, r := range rows {
		article, err := r.article()
		if err != nil {
			return nil, err
		}
		list = append(list, ListedArticle{Article: article, FirstSeen: gaobang.DateOf(timeOf(r.FirstSeen)),
			Family: r.Family, Rulings: ruled[r.ID], Entered: r.Entered,
			Attributions: slices.DeleteFunc(found.attributions[r.ID], func(t gaobang.Attribution) bool {
				return slices.ContainsFunc(ruled[r.ID], func(d gaobang.Decision) bool { return d.Bureau == t.Bureau })
			})})
	}
	return list, nil
}

// queryBatch keeps the list of IDs in one query short.
const queryBatch = 2000

func eachBatch[T any](all []T, f func(batch []T) error) error {
	for len(all) > 0 {
		n := min(queryBatch, len(all))
		if err := f(all[:n]); err != nil {
			return err
		}
		all = all[n:]
	}
	return nil
}

// CitedArticle is what a ranking shows of an article, and whose it is.
type CitedArticle struct {
	gaobang.CitedArticle

	Outlet gaobang.OutletID
}

type citedRow struct {
	articleRow `bun:",extend"`

	OutletName  string
	OutletLevel gaobang.Level
	Origin      gaobang.ArticleID
	Entered     bool
	KeptAt      int64
}

// CitedArticles is what a ranking shows of the articles; IDs that are not stored
// are left out.
func (s *Store) CitedArticles(ctx context.Context, ids []gaobang.ArticleID) (map[gaobang.ArticleID]CitedArticle, error) {
	cited := make(map[gaobang.ArticleID]CitedArticle, len(ids))
	err := s.snapshot(ctx, "读取稿件", func(ctx context.Context, tx bun.Tx) error {
		return eachBatch(ids, func(batch []gaobang.ArticleID) error { return addCited(ctx, tx, batch, cited) })
	})
	return cited, err
}

func addCited(ctx context.Context, tx bun.IDB, ids []gaobang.ArticleID, into map[gaobang.ArticleID]CitedArticle) error {
	var rows []citedRow
	err := tx.NewSelect().TableExpr("articles AS a").Join("JOIN outlets AS o ON o.id = a.outlet").
		Join("JOIN fingerprints AS f ON f.article = a.id").Join("LEFT JOIN families AS fam ON fam.id = f.family").
		Join("LEFT JOIN captures AS c ON c.id = a.capture").
		ColumnExpr("a.id, a.outlet, a.title, a.published_at, a.url, a.placement, coalesce(c.captured_at, 0) AS kept_at").
		ColumnExpr("o.name AS outlet_name, o.level AS outlet_level, coalesce(fam.origin, a.id) AS origin").ColumnExpr(isEntered).
		Where("a.id IN (?)", bun.List(ids)).Scan(ctx, &rows)
	if err != nil {
		return err
	}
	for _, r := range rows {
		at, err := gaobang.ParseMoment(r.PublishedAt)
		if err != nil {
			return err
		}
		into[r.ID] = CitedArticle{Outlet: r.Outlet, CitedArticle: gaobang.CitedArticle{Title: r.Title, OutletName: r.OutletName,
			Level: r.OutletLevel, PublishedAt: at, URL: r.URL, Placement: r.Placement, Origin: r.Origin, Entered: r.Entered, KeptOn: keptOn(r.KeptAt)}}
	}
	return nil
}

func keptOn(us int64) gaobang.Date {
	if us == 0 {
		return gaobang.Date{}
	}
	return gaobang.DateOf(timeOf(us))
}

// EvidenceArticles is the articles that evidence points into, with their text,
// by ID; those that are not stored are left out.
func (s *Store) EvidenceArticles(ctx context.Context, evidence []gaobang.Evidence) (map[gaobang.ArticleID]gaobang.Article, error) {
	wanted := map[gaobang.ArticleID]bool{}
	var ids []gaobang.ArticleID
	for _, e := range evidence {
		if e.Article != 0 && !wanted[e.Article] {
			wanted[e.Article] = true
			ids = append(ids, e.Article)
		}
	}
	articles := make(map[gaobang.ArticleID]gaobang.Article, len(ids))
	err := s.snapshot(ctx, "读取依据", func(ctx context.Context, tx bun.Tx) error {
		return eachBatch(ids, func(batch []gaobang.ArticleID) error { return addTexts(ctx, tx, batch, articles) })
	})
	return articles, err
}

func addTexts(ctx context.Context, tx bun.IDB, ids []gaobang.ArticleID, into map[gaobang.ArticleID]gaobang.Article) error {
	var rows []struct {
		articleRow `bun:",extend"`
		Body       string
		Meta       string
	}
	err := tx.NewSelect().TableExpr("articles AS a").ColumnExpr("a.*, x.body, x.meta").
		Join("JOIN article_texts AS x ON x.article = a.id").Where("a.id IN (?)", bun.List(ids)).Scan(ctx, &rows)
	if err != nil {
		return err
	}
	for _, r := range rows {
		article, err := r.article()
		if err != nil {
			return err
		}
		article.Body, article.Meta = r.Body, r.Meta
		into[r.ID] = article
	}
	return nil
}
