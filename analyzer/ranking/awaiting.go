package ranking

import (
	"slices"

	"github.com/gaobang/gaobang"
)

// Supposed is the credits of the stories in which a piece waits for a ruling, as
// they would be after one.
type Supposed struct {
	Stories  map[gaobang.ArticleID]bool // all their publications
	Counted  []gaobang.Credit
	Negative []gaobang.Credit
}

// awaiting says of every row what of it waits, and where it would stand.
func (k *keeper) awaiting(r *gaobang.Ranking, now counted) {
	pieces := map[gaobang.ArticleID]bool{}
	for i, to := k.within(k.Period.First(), k.Period.Last()); i < to; i++ {
		if c := &k.Credits[i]; c.Reason.Awaits() {
			pieces[c.Article] = true
		}
	}
	if r.Awaiting = len(pieces); r.Awaiting == 0 {
		return
	}
	found, ill := k.supposing(now, k.Supposed.Counted), k.supposing(now, k.Supposed.Negative)
	foundRanks, illRanks := found.ranks(), ill.ranks()
	add := func(row *gaobang.RankingRow, key string) {
		waits := map[gaobang.ArticleID]bool{}
		for _, c := range row.Credits {
			if c.Reason.Awaits() {
				waits[c.Article] = true
			}
		}
		if len(waits) == 0 {
			return
		}
		row.Awaiting = &gaobang.Awaiting{Articles: len(waits), Counted: gaobang.Outcome{Rank: foundRanks[key], Points: found.sums[key].points}}
		if ill.settled[key] {
			row.Awaiting.Negative = &gaobang.Outcome{Rank: illRanks[key], Points: ill.sums[key].points}
		}
	}
	for i := range r.Rows {
		add(&r.Rows[i], r.Rows[i].ID)
	}
	if r.Unassigned != nil {
		add(r.Unassigned, ownKey)
	}
}

// supposition is the sums of a period as they would be, and which of the rows with a
// waiting piece would wait for less.
type supposition struct {
	counted

	settled map[string]bool
}

// supposing puts supposed credits of the period in the place of those that stand.
func (k *keeper) supposing(now counted, credits []gaobang.Credit) supposition {
	s := supposition{counted{sums: make(map[string]*sum, len(now.sums)), order: slices.Clone(now.order)}, map[string]bool{}}
	for key, have := range now.sums {
		s.sums[key] = &sum{points: have.points}
	}
	waits := map[string]int{}
	take := func(c *gaobang.Credit, sign gaobang.Points) {
		key, ok := k.key(c)
		if row := s.sums[key]; ok && row != nil {
			row.points += sign * c.Points
			if c.Reason.Awaits() {
				waits[key] += int(sign)
			}
		}
	}
	for i, to := k.within(k.Period.First(), k.Period.Last()); i < to; i++ {
		if k.Supposed.Stories[k.Credits[i].Article] {
			take(&k.Credits[i], -1)
		}
	}
	for i := range credits {
		if k.Period.Contains(credits[i].Day) {
			take(&credits[i], 1)
		}
	}
	for key, n := range waits {
		s.settled[key] = n != 0
	}
	return s
}
