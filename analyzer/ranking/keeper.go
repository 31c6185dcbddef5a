package ranking

import (
	"slices"

	"github.com/gaobang/gaobang"
)

// keeper finds the row to which a credit belongs.
type keeper struct {
	Input

	rowOf map[gaobang.UnitID]string // of units at or below the ranked one
	ruled map[gaobang.ArticleID][]gaobang.Decision
}

func newKeeper(in Input) *keeper {
	k := &keeper{Input: in, rowOf: map[gaobang.UnitID]string{}, ruled: map[gaobang.ArticleID][]gaobang.Decision{}}
	for _, d := range in.Decisions {
		k.ruled[d.Article] = append(k.ruled[d.Article], d)
	}
	for _, u := range in.Registry.Units {
		if child, ok := in.Registry.ChildToward(in.Of, u.ID); ok {
			k.rowOf[u.ID] = string(child)
		} else if u.ID == in.Of {
			k.rowOf[u.ID] = ownKey
		}
	}
	return k
}

// key is the row of a credit; ok is false where it belongs to none.
func (k *keeper) key(c *gaobang.Credit) (key string, ok bool) { return k.keyOf(k.named(c)) }

// named is whom a credit names: a unit, a person or an outlet.
func (k *keeper) named(c *gaobang.Credit) string {
	switch k.By {
	case gaobang.RankPeople:
		return string(c.Person)
	case gaobang.RankOutlets:
		return string(k.Outlet(c.Article))
	}
	return string(c.Unit)
}

// keyOf is the row of whom credits name.
func (k *keeper) keyOf(name string) (key string, ok bool) {
	switch k.By {
	case gaobang.RankPeople:
		return name, name != ""
	case gaobang.RankOutlets:
		return name, true
	}
	key, ok = k.rowOf[gaobang.UnitID(name)]
	return key, ok
}

// within are the places of the credits of the days from first to last; they are
// sorted by day.
func (k *keeper) within(first, last gaobang.Date) (from, to int) {
	from, _ = slices.BinarySearchFunc(k.Credits, first, func(c gaobang.Credit, d gaobang.Date) int { return c.Day.Compare(d) })
	to, _ = slices.BinarySearchFunc(k.Credits, last.AddDays(1), func(c gaobang.Credit, d gaobang.Date) int { return c.Day.Compare(d) })
	return from, to
}

// count sums a period.
func (k *keeper) count(p gaobang.Period) counted {
	out := counted{sums: map[string]*sum{}}
	row := func(key string) *sum {
		s, ok := out.sums[key]
		if !ok {
			s = &sum{}
			out.sums[key] = s
			if key != ownKey {
				out.order = append(out.order, key)
			}
		}
		return s
	}
	if k.By == gaobang.RankUnits {
		for _, id := range k.Registry.Children(k.Of) {
			if u, _ := k.Registry.Unit(id); u.Validity.Contains(p.Last()) {
				row(string(id))
			}
		}
	}
	rows := map[string]*sum{} // by whom credits name; nil where that belongs to none
	for i, to := k.within(p.First(), p.Last()); i < to; i++ {
		name := k.named(&k.Credits[i])
		s, known := rows[name]
		if !known {
			if key, ok := k.keyOf(name); ok {
				s = row(key)
			}
			rows[name] = s
		}
		if s != nil {
			s.add(&k.Credits[i])
			s.credits = append(s.credits, int32(i)) //nolint:gosec // a ledger of 2^31 credits does not fit in memory
		}
	}
	k.sort(out.order)
	return out
}

// sort puts keys in the order of the registry; outlets by their ID.
func (k *keeper) sort(keys []string) {
	place := map[string]int{}
	for i, u := range k.Registry.Units {
		place[string(u.ID)] = i
	}
	if k.By == gaobang.RankPeople {
		clear(place)
		for i, p := range k.Registry.People {
			place[string(p.ID)] = i
		}
	}
	slices.SortFunc(keys, func(a, b string) int {
		if k.By != gaobang.RankOutlets && place[a] != place[b] {
			return place[a] - place[b]
		}
		return compareText(a, b)
	})
}

func compareText(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// row is a row as a reader sees it.
func (k *keeper) row(c counted, key string) gaobang.RankingRow {
	s := c.sums[key]
	row := gaobang.RankingRow{ID: key, Name: k.name(key, s), Points: s.points, Articles: s.articles(), Negative: k.negative(s), ByLevel: []gaobang.LevelCount{}}
	if u, ok := k.Registry.Unit(gaobang.UnitID(key)); ok && k.By == gaobang.RankUnits {
		row.Group = u.Group
	}
	for _, level := range gaobang.Levels() {
		if l := s.levels[level]; l.articles > 0 || l.points != 0 {
			row.ByLevel = append(row.ByLevel, gaobang.LevelCount{Level: level, Articles: l.articles, Points: l.points})
		}
	}
	row.Credits = make([]gaobang.RankingCredit, 0, len(s.credits))
	for _, c := range k.newestFirst(s.credits) {
		u, _ := k.Registry.Unit(c.Unit)
		evidence := c.Evidence
		if evidence == nil {
			evidence = []gaobang.Evidence{}
		}
		row.Credits = append(row.Credits, gaobang.RankingCredit{
			Article: c.Article, Unit: c.Unit, UnitName: u.Label(), Person: c.Person, Clause: c.Clause, Share: c.Share,
			Points: c.Points, Reason: c.Reason, Basis: c.Basis, Evidence: evidence,
			Rulings: k.rulings(c),
		})
	}
	return row
}

// negative is by how many pieces a row loses points.
func (k *keeper) negative(s *sum) int {
	pieces := map[gaobang.ArticleID]bool{}
	for _, i := range s.credits {
		if k.Credits[i].Points < 0 {
			pieces[k.Credits[i].Article] = true
		}
	}
	return len(pieces)
}

// rulings are what people ruled behind a credit.
func (k *keeper) rulings(c *gaobang.Credit) []gaobang.Ruling {
	decisions := k.ruled[c.Article]
	if c.Basis == gaobang.ByFamilyOrigin {
		if origin := k.Article(c.Article).Origin; origin != c.Article {
			decisions = slices.Concat(decisions, k.ruled[origin])
		}
	}
	if len(decisions) == 0 {
		return nil
	}
	bureau, _ := k.Registry.BureauOf(c.Unit)
	var all []gaobang.Ruling
	for _, d := range gaobang.Behind(c, bureau.ID, decisions) {
		all = append(all, gaobang.RulingOf(d))
	}
	return all
}

// newestFirst turns the days around and keeps the order within a day.
func (k *keeper) newestFirst(places []int32) []*gaobang.Credit {
	sorted := make([]*gaobang.Credit, len(places))
	for i, at := range places {
		sorted[i] = &k.Credits[at]
	}
	slices.SortStableFunc(sorted, func(a, b *gaobang.Credit) int { return b.Day.Compare(a.Day) })
	return sorted
}

func (k *keeper) name(key string, s *sum) string {
	switch k.By {
	case gaobang.RankPeople:
		p, _ := k.Registry.Person(gaobang.PersonID(key))
		return orKey(p.Name, key)
	case gaobang.RankOutlets:
		if len(s.credits) > 0 {
			return k.Article(k.Credits[s.credits[0]].Article).OutletName
		}
		return key
	}
	if key == ownKey {
		u, _ := k.Registry.Unit(k.Of)
		return u.Label()
	}
	u, _ := k.Registry.Unit(gaobang.UnitID(key))
	return orKey(u.Label(), key)
}

// orKey names who is in the ledger and not in the registry any more.
func orKey(name, key string) string {
	if name == "" {
		return "不在名册（" + key + "）"
	}
	return name
}

// quotas is what a unit owes and has done, each quota in its own periods up to
// the ranking's end.
func (k *keeper) quotas(key string) []gaobang.QuotaProgress {
	u, ok := k.Registry.Unit(gaobang.UnitID(key))
	if !ok || k.By != gaobang.RankUnits {
		return nil
	}
	var all []gaobang.QuotaProgress
	for _, q := range k.Book.Quotas {
		if !q.Binds(u) {
			continue
		}
		periods := k.quotaPeriods(q.Per)
		var last gaobang.QuotaProgress
		met := 0
		for _, p := range periods {
			last = k.progress(key, q, p)
			if last.Done() {
				met++
			}
		}
		if len(periods) > 1 {
			last.Periods, last.Met = len(periods), met
		}
		all = append(all, last)
	}
	return all
}

// quotaPeriods are a quota's periods that end within the ranking's and lie within
// the data, whose last day is not whole; else the one in which the ranking's period
// ends.
func (k *keeper) quotaPeriods(kind gaobang.PeriodKind) []gaobang.Period {
	until, over := k.Period.Last(), k.Period.Last()
	if data := k.Coverage.Until; !data.IsZero() {
		until, over = earlier(until, data), earlier(over, data.AddDays(-1))
	}
	var all []gaobang.Period
	for p := gaobang.PeriodOf(kind, k.Period.Start()); !p.Last().After(over); p = p.Next() {
		if !p.Last().Before(k.DataFrom) {
			all = append(all, p)
		}
	}
	if len(all) == 0 {
		return []gaobang.Period{gaobang.PeriodOf(kind, until.Start())}
	}
	return all
}

func (k *keeper) progress(key string, q gaobang.Quota, period gaobang.Period) gaobang.QuotaProgress {
	done := &sum{}
	for i, to := k.within(period.First(), earlier(period.Last(), k.Period.Last())); i < to; i++ {
		c := &k.Credits[i]
		if at, ok := k.key(c); ok && at == key && c.Level >= q.MinLevel {
			done.add(c)
		}
	}
	return gaobang.QuotaProgress{Quota: q.ID, Text: q.Text, Period: period, OwedArticles: q.Articles, OwedPoints: q.Points,
		DoneArticles: done.articles(), DonePoints: done.points}
}

func earlier(a, b gaobang.Date) gaobang.Date {
	if b.Before(a) {
		return b
	}
	return a
}

// cite adds the articles and the words of the clauses that the rows name.
func (k *keeper) cite(r *gaobang.Ranking) {
	add := func(row gaobang.RankingRow) {
		for _, c := range row.Credits {
			if _, known := r.Articles[c.Article]; !known {
				r.Articles[c.Article] = k.Article(c.Article)
			}
			if clause, ok := k.Book.Clause(c.Clause); ok {
				r.Clauses[c.Clause] = clause.Text
			}
			if c.Reason == gaobang.SameStoryOnce || c.Reason == gaobang.SameStoryTopUp {
				r.Clauses[SameStoryClause] = k.Book.SameStoryText
			}
		}
	}
	for _, row := range r.Rows {
		add(row)
	}
	if r.Unassigned != nil {
		add(*r.Unassigned)
	}
}

// SameStoryClause is the key under which Clauses holds the book's words on one
// story in several outlets.
const SameStoryClause = "same_story"
