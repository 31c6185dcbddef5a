package scoring

import (
	"cmp"
	"maps"
	"math/big"
	"slices"

	"github.com/gaobang/gaobang"
)

// entry is one article as the book sees it.
type entry struct {
	article *Article
	parts   []part
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
	e := entry{article: a, parts: b.parts(a)}
	for i := range e.parts {
		p := &e.parts[i]
		if i > 0 && p.bureau == e.parts[i-1].bureau {
			p.amounts, p.deducts = e.parts[i-1].amounts, e.parts[i-1].deducts
			continue
		}
		facts.Scope = scopeOf(a, p.bureau)
		p.amounts, p.deducts = worth(b.Book, facts), deductions(b.Book, facts)
	}
	return e
}

// scopeOf is how much of an article is about a bureau: the most that the analyzer
// says. Whoever a person alone found in it has it to himself.
func scopeOf(a *Article, bureau gaobang.UnitID) gaobang.Scope {
	widest := gaobang.Scope("")
	for _, t := range a.Attributions {
		if t.Bureau == bureau && t.Scope != "" && (widest == "" || slices.Index(scopes, t.Scope) < slices.Index(scopes, widest)) {
			widest = t.Scope
		}
	}
	return cmp.Or(widest, gaobang.Sole)
}

// scopes are the widest first.
var scopes = []gaobang.Scope{gaobang.Sole, gaobang.Several, gaobang.Passing}

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

// paid is the best amount that a story has been paid by so far: to each bureau
// where the book pays by scope, else one for all of them, under no bureau's name.
type paid map[gaobang.UnitID]gaobang.Points

// credits is the article's rows; it adds what they are paid by to best.
func (e entry) credits(book gaobang.RuleBook, best paid) []gaobang.Credit {
	rows, before, byScope := e.rows(book), maps.Clone(best), book.PaysByScope()
	for i, p := range e.parts {
		whole, whose := total(p.amounts), gaobang.UnitID("")
		if byScope {
			whose = p.bureau
		}
		switch reason := e.reason(p); {
		case reason != gaobang.Earned:
			rows.zero(i, reason)
		case p.negative && len(p.deducts) == 0:
			rows.zero(i, gaobang.NotCounted)
		case p.negative:
			rows.each(i, p.deducts, gaobang.Earned)
		case book.SameStory == gaobang.EveryAdoption || before[whose] == 0:
			rows.each(i, p.amounts, gaobang.Earned)
			best[whose] = max(best[whose], whole)
		case whole <= before[whose]:
			rows.zero(i, gaobang.SameStoryOnce)
		default:
			rows.each(i, []amount{{p.amounts[0].clause, whole - before[whose]}}, gaobang.SameStoryTopUp)
			best[whose] = max(best[whose], whole)
		}
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
	case len(p.amounts) == 0 && !p.negative:
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
