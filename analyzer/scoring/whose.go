package scoring

import (
	"cmp"
	"slices"

	"github.com/gaobang/gaobang"
)

// part is one unit's or person's part of an article.
type part struct {
	unit     gaobang.UnitID
	person   gaobang.PersonID
	bureau   gaobang.UnitID
	share    gaobang.Share
	basis    gaobang.Basis
	evidence []gaobang.Evidence
	reason   gaobang.CreditReason // why it is withheld; Earned where it is not
	negative bool                 // a person decided so
	amounts  []amount             // base first; none where no base clause matches
	deducts  []amount
}

// parts is who shares the article among the owner's children, in the order of
// the registry.
func (b *basis) parts(a *Article) []part {
	byBureau := map[gaobang.UnitID][]gaobang.Attribution{}
	var bureaus []gaobang.UnitID
	for _, bureau := range b.bureausOf(a) {
		if mine := b.below(b.effective(a, bureau)); len(mine) > 0 {
			byBureau[bureau] = mine
			bureaus = append(bureaus, bureau)
		}
	}
	if anyChild(b, byBureau) {
		bureaus = slices.DeleteFunc(bureaus, func(id gaobang.UnitID) bool {
			byBureau[id] = slices.DeleteFunc(byBureau[id], func(t gaobang.Attribution) bool { return t.Unit == b.Book.Owner })
			return len(byBureau[id]) == 0
		})
	}
	var all []part
	for _, bureau := range bureaus {
		reason, negative := b.standing(a, bureau, byBureau[bureau])
		for _, p := range share(byBureau[bureau], len(bureaus)) {
			p.bureau, p.reason, p.negative = bureau, reason, negative
			if negative || reason == gaobang.AwaitsSentiment {
				p.evidence = slices.Concat(p.evidence, against(a, bureau))
			}
			all = append(all, p)
		}
	}
	slices.SortStableFunc(all, func(p, q part) int {
		return cmp.Or(cmp.Compare(b.order[p.unit], b.order[q.unit]), compareText(p.person, q.person))
	})
	return all
}

// bureausOf is every bureau the article was attributed to, by the analyzer or by
// a person, in the order of the registry.
func (b *basis) bureausOf(a *Article) []gaobang.UnitID {
	all := slices.Clone(b.decided[a.ID])
	for _, t := range a.Attributions {
		all = append(all, t.Bureau)
	}
	slices.SortFunc(all, func(x, y gaobang.UnitID) int { return cmp.Compare(b.order[x], b.order[y]) })
	return slices.Compact(all)
}

// effective is the attributions of an article for a bureau: as decided, else its
// own, else those of the story's first publication where its own name no unit.
func (b *basis) effective(a *Article, bureau gaobang.UnitID) []gaobang.Attribution {
	own, settled := b.own(a, bureau)
	if settled || a.Origin == a.ID || !onlyBureau(own, bureau) {
		return own
	}
	origin, known := b.articles[a.Origin]
	if !known {
		return own
	}
	first, _ := b.own(origin, bureau)
	if onlyBureau(first, bureau) {
		return own
	}
	taken := slices.Clone(first)
	for i := range taken {
		taken[i].Basis = gaobang.ByFamilyOrigin
	}
	return taken
}

// own is what was decided for the article, or what the analyzer found.
func (b *basis) own(a *Article, bureau gaobang.UnitID) (all []gaobang.Attribution, decided bool) {
	for _, t := range a.Attributions {
		if t.Bureau == bureau {
			all = append(all, t)
		}
	}
	d, decided := b.decisions[subject{a.ID, bureau, gaobang.DecideUnits}]
	if !decided {
		return all, false
	}
	ruled := make([]gaobang.Attribution, 0, len(d.Parts))
	for _, p := range d.Parts {
		ruled = append(ruled, gaobang.Attribution{
			Article: a.ID, Bureau: bureau, Unit: p.Unit, Person: p.Person, Share: p.Share,
			Confidence: 100, Basis: gaobang.ByDecision, Evidence: evidenceFor(all, p.Unit),
		})
	}
	return ruled, true
}

// evidenceFor keeps the words that the analyzer found for a unit under a
// decision that names it too.
func evidenceFor(all []gaobang.Attribution, unit gaobang.UnitID) []gaobang.Evidence {
	for _, t := range all {
		if t.Unit == unit {
			return t.Evidence
		}
	}
	return nil
}

func onlyBureau(all []gaobang.Attribution, bureau gaobang.UnitID) bool {
	return !slices.ContainsFunc(all, func(t gaobang.Attribution) bool { return t.Unit != bureau })
}

// below keeps what belongs to the owner or to a unit under it.
func (b *basis) below(all []gaobang.Attribution) []gaobang.Attribution {
	var kept []gaobang.Attribution
	for _, t := range all {
		if _, ok := b.Registry.ChildToward(b.Book.Owner, t.Unit); ok || t.Unit == b.Book.Owner {
			kept = append(kept, t)
		}
	}
	return kept
}

func anyChild(b *basis, byBureau map[gaobang.UnitID][]gaobang.Attribution) bool {
	for _, all := range byBureau {
		if slices.ContainsFunc(all, func(t gaobang.Attribution) bool { return t.Unit != b.Book.Owner }) {
			return true
		}
	}
	return false
}

// standing says whether a bureau's parts count as they are.
func (b *basis) standing(a *Article, bureau gaobang.UnitID, mine []gaobang.Attribution) (reason gaobang.CreditReason, negative bool) {
	if slices.ContainsFunc(mine, func(t gaobang.Attribution) bool { return t.Confidence < b.Book.Threshold }) {
		return gaobang.AwaitsReview, false
	}
	if d, decided := b.decisions[subject{a.ID, bureau, gaobang.DecideSentiment}]; decided {
		return gaobang.Earned, d.Sentiment == gaobang.Negative
	}
	if b.unjudged(a, bureau) || slices.ContainsFunc(a.Sentiments, func(s gaobang.Sentiment) bool { return s.Bureau == bureau && s.Label == gaobang.Negative }) {
		return gaobang.AwaitsSentiment, false
	}
	return gaobang.Earned, false
}

// unjudged reports a bureau that only a person found in an article: the analyzer
// has said nothing of the attitude toward it.
func (b *basis) unjudged(a *Article, bureau gaobang.UnitID) bool {
	return !slices.ContainsFunc(a.Attributions, func(t gaobang.Attribution) bool { return t.Bureau == bureau }) &&
		!slices.ContainsFunc(a.Sentiments, func(s gaobang.Sentiment) bool { return s.Bureau == bureau })
}

// against is the words that speak ill of a bureau.
func against(a *Article, bureau gaobang.UnitID) []gaobang.Evidence {
	for _, s := range a.Sentiments {
		if s.Bureau == bureau && s.Label == gaobang.Negative {
			return s.Evidence
		}
	}
	return nil
}

// share gives a bureau's attributions their parts of the whole article, of which
// the bureau holds one of so many equal parts.
func share(mine []gaobang.Attribution, bureaus int) []part {
	all := make([]part, 0, len(mine))
	shares := make([]gaobang.Share, 0, len(mine))
	for _, t := range mine {
		all = append(all, part{unit: t.Unit, person: t.Person, basis: t.Basis, evidence: t.Evidence})
		shares = append(shares, t.Share)
	}
	whole, err := gaobang.Rescale(shares)
	if err != nil { // shares of nothing, or too fine to write: then equal ones
		whole = gaobang.EqualShares(len(mine))
	}
	for i := range all {
		if all[i].share, err = whole[i].Of(gaobang.EqualShares(bureaus)[0]); err != nil {
			all[i].share = gaobang.EqualShares(bureaus * len(mine))[0]
		}
	}
	return all
}
