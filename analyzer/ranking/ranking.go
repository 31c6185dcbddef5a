// Package ranking computes a view of the ledger for a period. Its steps:
//
//  1. sum the period's credits for each row: the children of a unit, its people,
//     or outlets;
//  2. add the rows that have nothing, because an office asks who published
//     nothing;
//  3. put them in order, equal points on one rank;
//  4. do the same for the period before and say how each row moved;
//  5. add the quotas' progress in their own periods;
//  6. say what waits for a ruling, and where each row would stand after one.
//
// It is pure: the same ledger gives the same ranking.
package ranking

import (
	"cmp"
	"slices"

	"github.com/gaobang/gaobang"
)

// Input is everything a ranking depends on.
type Input struct {
	Period   gaobang.Period
	Of       gaobang.UnitID
	By       gaobang.RankBy
	Registry *gaobang.Registry
	Book     gaobang.RuleBook
	// Credits are sorted by day and reach from the first day of the period before,
	// and of every quota's period, to the last day of the period.
	Credits []gaobang.Credit
	// Decisions are in the order in which they were made.
	Decisions []gaobang.Decision
	Article   func(gaobang.ArticleID) gaobang.CitedArticle
	Outlet    func(gaobang.ArticleID) gaobang.OutletID // for rankings by outlet
	// Coverage is of the period, Before of the one before it. DataFrom is the first day that was crawled for: a
	// period before it is no zero but unknown.
	Coverage gaobang.Coverage
	Before   gaobang.Coverage
	DataFrom gaobang.Date
	// Supposed is of what waits in the period; none where nothing does.
	Supposed Supposed
}

// Compute computes a ranking.
func Compute(in Input) gaobang.Ranking {
	owner, _ := in.Registry.Unit(in.Of)
	r := gaobang.Ranking{
		Period: in.Period, Of: in.Of, OfName: owner.Name, By: in.By,
		RuleBook: in.Book.ID, Version: in.Book.Version, Title: in.Book.Title, Coverage: in.Coverage,
		Articles: map[gaobang.ArticleID]gaobang.CitedArticle{}, Clauses: map[string]string{},
	}
	k := newKeeper(in)
	now := k.count(in.Period)
	before := k.count(in.Period.Previous())
	ranks, ranksBefore := now.ranks(), before.ranks()
	for _, key := range now.order {
		row := k.row(now, key)
		row.Rank = ranks[key]
		if b, ok := before.sums[key]; ok && !in.Period.Previous().Last().Before(in.DataFrom) {
			row.Previous = &gaobang.RankingBefore{Rank: ranksBefore[key], Points: b.points, Articles: b.articles()}
		}
		row.Quotas = k.quotas(key)
		r.Rows = append(r.Rows, row)
	}
	slices.SortStableFunc(r.Rows, func(a, b gaobang.RankingRow) int { return cmp.Compare(a.Rank, b.Rank) })
	if own, ok := now.sums[ownKey]; ok && len(own.credits) > 0 {
		row := k.row(now, ownKey)
		r.Unassigned = &row
	}
	if slices.ContainsFunc(r.Rows, func(row gaobang.RankingRow) bool { return row.Previous != nil }) {
		r.Before = in.Before
	}
	k.awaiting(&r, now)
	k.cite(&r)
	return r
}

// ownKey is the row of what was credited to the ranked unit itself.
const ownKey = ""

// sum is what one row has in one period.
type sum struct {
	points  gaobang.Points
	credits []int32 // their places in the ledger
	levels  [gaobang.LevelNational + 1]levelSum
}

type levelSum struct {
	points   gaobang.Points
	articles int               // with points, each once
	last     gaobang.ArticleID // an article's credits follow each other in the ledger
}

func (s *sum) add(c *gaobang.Credit) {
	s.points += c.Points
	l := &s.levels[min(c.Level, gaobang.LevelNational)]
	l.points += c.Points
	if c.Points > 0 && (l.articles == 0 || l.last != c.Article) {
		l.articles++
		l.last = c.Article
	}
}

func (s *sum) articles() int {
	n := 0
	for _, l := range s.levels {
		n += l.articles
	}
	return n
}

// counted is the sums of a period.
type counted struct {
	sums  map[string]*sum
	order []string // of the rows without ownKey, as the registry has them
}

// ranks gives the rows their ranks: equal points share one and the next is left
// out.
func (c counted) ranks() map[string]int {
	keys := slices.Clone(c.order)
	slices.SortStableFunc(keys, func(a, b string) int { return cmp.Compare(c.sums[b].points, c.sums[a].points) })
	ranks := make(map[string]int, len(keys))
	for i, key := range keys {
		ranks[key] = i + 1
		if i > 0 && c.sums[keys[i-1]].points == c.sums[key].points {
			ranks[key] = ranks[keys[i-1]]
		}
	}
	return ranks
}
