package scoring

import (
	"math/big"

	"github.com/gaobang/gaobang"
)

// entry is one article as the book sees it.
type entry struct {
	article *Article
	parts   []part
	amounts []amount // base first; none where no base clause matches
	deducts []amount
}

// amount is what one clause gives or takes of the whole article.
type amount struct {
	clause string
	points gaobang.Points
}

func (b *basis) entry(a *Article) entry {
	facts := gaobang.Facts{
		Outlet: a.Outlet.ID, Kind: a.Outlet.Kind, Level: a.Outlet.Level, Form: a.Form, Placement: a.Placement,
		Reprint: a.Origin != a.ID && a.Origin != 0, Chars: a.Chars,
	}
	return entry{article: a, parts: b.parts(a), amounts: worth(b.Book, facts), deducts: deductions(b.Book, facts)}
}

// worth is the dearest matching base clause, what every matching multiply clause
// adds to it, and every matching add clause.
func worth(book gaobang.RuleBook, f gaobang.Facts) []amount {
	var base *gaobang.Clause
	for i := range book.Clauses {
		c := &book.Clauses[i]
		if c.Kind == gaobang.BaseClause && c.Match.Holds(f) && (base == nil || c.Amount > base.Amount) {
			base = c
		}
	}
	if base == nil {
		return nil
	}
	all := []amount{{base.ID, base.Amount}}
	exact, before := big.NewRat(int64(base.Amount), 1), base.Amount
	for _, c := range book.Clauses {
		if c.Kind != gaobang.MultiplyClause || !c.Match.Holds(f) {
			continue
		}
		exact.Mul(exact, big.NewRat(int64(c.Amount), int64(gaobang.OnePoint)))
		after := rounded(exact)
		all = append(all, amount{c.ID, after - before})
		before = after
	}
	for _, c := range book.Clauses {
		if c.Kind == gaobang.AddClause && c.Match.Holds(f) {
			all = append(all, amount{c.ID, c.Amount})
		}
	}
	return all
}

// rounded is the nearest thousandth of a point, half away from zero.
func rounded(r *big.Rat) gaobang.Points {
	half := big.NewRat(1, 2)
	if r.Sign() < 0 {
		return -rounded(new(big.Rat).Neg(r))
	}
	sum := new(big.Rat).Add(r, half)
	return gaobang.Points(new(big.Int).Quo(sum.Num(), sum.Denom()).Int64())
}

func deductions(book gaobang.RuleBook, f gaobang.Facts) []amount {
	var all []amount
	for _, c := range book.Clauses {
		if c.Kind == gaobang.DeductClause && c.Match.Holds(f) {
			points := c.Amount
			if points > 0 {
				points = -points
			}
			all = append(all, amount{c.ID, points})
		}
	}
	return all
}

func total(all []amount) gaobang.Points {
	var sum gaobang.Points
	for _, a := range all {
		sum += a.points
	}
	return sum
}

// credits is the article's rows. best is what its story has earned so far.
func (e entry) credits(book gaobang.RuleBook, best *gaobang.Points) []gaobang.Credit {
	rows := e.rows(book)
	whole := total(e.amounts)
	counted := false
	for i, p := range e.parts {
		switch reason := e.reason(p); {
		case reason != gaobang.Earned:
			rows.zero(i, reason)
		case p.negative && len(e.deducts) == 0:
			rows.zero(i, gaobang.NotCounted)
		case p.negative:
			rows.each(i, e.deducts, gaobang.Earned)
		case book.SameStory == gaobang.EveryAdoption || *best == 0:
			rows.each(i, e.amounts, gaobang.Earned)
			counted = true
		case whole <= *best:
			rows.zero(i, gaobang.SameStoryOnce)
		default:
			rows.each(i, []amount{{e.amounts[0].clause, whole - *best}}, gaobang.SameStoryTopUp)
			counted = true
		}
	}
	if counted {
		*best = max(*best, whole)
	}
	return rows.out
}

// reason is why a part is withheld whatever the book's policy.
func (e entry) reason(p part) gaobang.CreditReason {
	switch {
	case e.article.Form == gaobang.MessageForm:
		return gaobang.NoPiece
	case e.article.PublishedAt.IsZero():
		return gaobang.NoDate
	case p.reason != gaobang.Earned:
		return p.reason
	case len(e.amounts) == 0 && !p.negative:
		return gaobang.NoClause
	}
	return gaobang.Earned
}

// rows makes an article's credits.
type rows struct {
	entry

	book gaobang.RuleBook
	out  []gaobang.Credit
}

func (e entry) rows(book gaobang.RuleBook) *rows { return &rows{entry: e, book: book} }

func (r *rows) zero(i int, why gaobang.CreditReason) { r.add(i, "", 0, why) }

// each gives a part its split of every amount.
func (r *rows) each(i int, amounts []amount, why gaobang.CreditReason) {
	shares := make([]gaobang.Share, len(r.parts))
	for j, p := range r.parts {
		shares[j] = p.share
	}
	for _, a := range amounts {
		r.add(i, a.clause, a.points.Split(shares)[i], why)
	}
}

func (r *rows) add(i int, clause string, points gaobang.Points, why gaobang.CreditReason) {
	p := r.parts[i]
	r.out = append(r.out, gaobang.Credit{
		RuleBook: r.book.ID, Version: r.book.Version, Article: r.article.ID, Unit: p.unit, Person: p.person, Clause: clause,
		Share: p.share, Points: points, Day: day(r.article), Level: r.article.Outlet.Level, Reason: why,
		Basis: p.basis, Evidence: p.evidence,
	})
}
