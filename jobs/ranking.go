package jobs

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/ranking"
	"github.com/gaobang/gaobang/analyzer/scoring"
	"github.com/gaobang/gaobang/config"
	"github.com/gaobang/gaobang/storage"
)

// RankRequest says which ranking is wanted.
type RankRequest struct {
	Period gaobang.Period
	Of     gaobang.UnitID // whose children are ranked
	By     gaobang.RankBy
}

// Rank brings the ledger up to date and computes a ranking from it.
func Rank(ctx context.Context, store *storage.Store, q RankRequest) (gaobang.Ranking, error) {
	if err := Recompute(ctx, store); err != nil {
		return gaobang.Ranking{}, err
	}
	versions, err := store.CurrentBooks(ctx)
	if err != nil {
		return gaobang.Ranking{}, err
	}
	books, err := ParseBooks(versions)
	if err != nil {
		return gaobang.Ranking{}, err
	}
	book, err := ruleBookFor(books, q)
	if err != nil {
		return gaobang.Ranking{}, err
	}
	r, err := rank(ctx, store, books, book, q)
	if err != nil {
		return r, err
	}
	r.AsOf, err = asOf(ctx, store, r, versions)
	return r, err
}

// asOf is the day on which the last of what a ranking shows came in: the pieces that it
// cites, the rulings on them, the books.
func asOf(ctx context.Context, store *storage.Store, r gaobang.Ranking, books []gaobang.BookVersion) (last gaobang.Date, err error) {
	ruled, err := store.LastRuling(ctx, slices.Collect(maps.Keys(r.Articles)))
	if err != nil {
		return last, err
	}
	take := func(day gaobang.Date) {
		if day.After(last) {
			last = day
		}
	}
	if !ruled.IsZero() {
		take(gaobang.DateOf(ruled))
	}
	for _, a := range r.Articles {
		take(a.KeptOn)
	}
	for _, b := range books {
		if b.Name == "outlets" || b.Name == "units" || b.Name == "rules/"+string(r.RuleBook) {
			take(gaobang.DateOf(b.At))
		}
	}
	return last, nil
}

// ruleBookFor is the rule book by which a unit scores its children in a period.
func ruleBookFor(books *config.Books, q RankRequest) (gaobang.RuleBook, error) {
	unit, ok := books.Registry.Unit(q.Of)
	if !ok {
		return gaobang.RuleBook{}, gaobang.Errorf(gaobang.NotFound, "名册中没有单位 %s", q.Of)
	}
	i := slices.IndexFunc(books.RuleBooks, func(b gaobang.RuleBook) bool {
		return b.Owner == q.Of && b.Validity.Contains(q.Period.Last())
	})
	if i < 0 {
		return gaobang.RuleBook{}, gaobang.Errorf(gaobang.NotFound,
			"%s在%s没有考核办法：请在 rules 中写明 owner: %s 和有效期，再运行 gaobang apply", unit.Label(), q.Period.Chinese(), q.Of)
	}
	return books.RuleBooks[i], nil
}

func rank(ctx context.Context, store *storage.Store, books *config.Books, book gaobang.RuleBook, q RankRequest) (gaobang.Ranking, error) {
	credits, err := store.Ledger(ctx, book.ID, firstNeeded(book, q.Period), q.Period.Last())
	if err != nil {
		return gaobang.Ranking{}, err
	}
	cited, err := store.CitedArticles(ctx, articlesOf(credits))
	if err != nil {
		return gaobang.Ranking{}, err
	}
	decisions, err := store.Decisions(ctx)
	if err != nil {
		return gaobang.Ranking{}, err
	}
	data, err := crawledBy(ctx, store)
	if err != nil {
		return gaobang.Ranking{}, err
	}
	in := ranking.Input{
		Coverage: data.coverage(q.Period, data.last()), Before: data.coverage(q.Period.Previous(), data.last()), DataFrom: data.first(),
		Period: q.Period, Of: q.Of, By: q.By, Registry: books.Registry, Book: book, Credits: credits, Decisions: decisions,
		Article: func(id gaobang.ArticleID) gaobang.CitedArticle { return cited[id].CitedArticle },
		Outlet:  func(id gaobang.ArticleID) gaobang.OutletID { return cited[id].Outlet },
	}
	if in.Supposed, err = suppose(ctx, store, books, in); err != nil {
		return gaobang.Ranking{}, err
	}
	return ranking.Compute(in), nil
}

// suppose is the credits of the stories in which a piece of the period waits, as they
// would be after a ruling: of those stories alone, however long the ledger is.
func suppose(ctx context.Context, store *storage.Store, books *config.Books, in ranking.Input) (s ranking.Supposed, err error) {
	var waiting []gaobang.Credit
	for _, c := range in.Credits {
		if c.Reason.Awaits() && in.Period.Contains(c.Day) {
			waiting = append(waiting, c)
		}
	}
	if len(waiting) == 0 {
		return s, nil
	}
	stored, err := store.StoryFacts(ctx, articlesOf(waiting))
	if err != nil {
		return s, err
	}
	articles := scored(books, stored)
	s.Stories = make(map[gaobang.ArticleID]bool, len(articles))
	for _, a := range articles {
		s.Stories[a.ID] = true
	}
	s.Counted, s.Negative = scoring.Suppose(scoring.Input{
		Registry: in.Registry, Book: in.Book, Articles: articles,
		Decisions: slices.DeleteFunc(slices.Clone(in.Decisions), func(d gaobang.Decision) bool { return !s.Stories[d.Article] }),
	}, waiting)
	return s, nil
}

// firstNeeded is the first day of the period before, or of the longest quota
// period that the period lies in, whichever is earlier.
func firstNeeded(book gaobang.RuleBook, p gaobang.Period) gaobang.Date {
	first := p.Previous().First()
	for _, quota := range book.Quotas {
		if d := gaobang.PeriodOf(quota.Per, p.Start()).First(); d.Before(first) {
			first = d
		}
	}
	return first
}

func articlesOf(credits []gaobang.Credit) []gaobang.ArticleID {
	seen := make(map[gaobang.ArticleID]bool, len(credits))
	ids := make([]gaobang.ArticleID, 0, len(credits))
	for _, c := range credits {
		if !seen[c.Article] {
			seen[c.Article] = true
			ids = append(ids, c.Article)
		}
	}
	return ids
}

// rulesBureaus reports a unit that has bureaus under it.
func rulesBureaus(r *gaobang.Registry, id gaobang.UnitID) bool {
	return slices.ContainsFunc(r.Children(id), func(child gaobang.UnitID) bool {
		u, _ := r.Unit(child)
		return u.Kind == gaobang.Bureau
	})
}

// Owner is the unit whose children are ranked where nobody says: the owner of the
// only rule book that ranks units within a bureau.
func Owner(books *config.Books) (gaobang.UnitID, error) {
	var owners []string
	for _, b := range books.RuleBooks {
		if !slices.Contains(owners, string(b.Owner)) {
			owners = append(owners, string(b.Owner))
		}
	}
	if len(owners) > 1 { // whose units are ranked, before whose bureaus are
		owners = slices.DeleteFunc(owners, func(id string) bool { return rulesBureaus(books.Registry, gaobang.UnitID(id)) })
	}
	if len(owners) != 1 {
		return "", gaobang.Errorf(gaobang.Invalid, "有 %d 个单位有考核办法（%s）：请用 --of 写明", len(owners), strings.Join(owners, "、"))
	}
	return gaobang.UnitID(owners[0]), nil
}
