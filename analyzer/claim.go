package analyzer

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/attribute"
	"github.com/gaobang/gaobang/analyzer/byline"
)

// The confidence of what only a sheet says (docs/decisions/0045). It is no figure
// that was measured but the office's own word: the usual threshold lets it count, and
// an office that wants to look at each sets its threshold higher.
const claimConfidence gaobang.Confidence = 75

// claimDoubts is the most that can be said where something speaks against a claim.
// All wait by the usual threshold.
var claimDoubts = map[gaobang.Doubt]gaobang.Confidence{
	gaobang.DoubtUnopened:     68,
	gaobang.DoubtContradicted: 60,
	gaobang.DoubtUnsupported:  60,
	gaobang.DoubtOtherPiece:   55,
	gaobang.DoubtNotThere:     50,
}

// Unproven holds back all answers of a piece that was entered by hand and of which
// nobody has seen a page; "" takes nothing back.
func (out *Analysis) Unproven(d gaobang.Doubt) {
	if d == "" {
		return
	}
	out.Attributions = slices.Clone(out.Attributions)
	for i := range out.Attributions {
		doubt(&out.Attributions[i], d)
	}
}

// doubt puts down what speaks against an answer, the weightiest first.
func doubt(t *gaobang.Attribution, d gaobang.Doubt) {
	if most := claimDoubts[d]; t.Doubt == "" || most < t.Confidence {
		t.Doubt = d
	}
	t.Confidence = min(t.Confidence, claimDoubts[d])
}

// weighing is what a sheet claims of an article beside what its text or page shows.
type weighing struct {
	*Analyzer

	article *gaobang.Article
	from    int              // where the sheet's lines begin in Meta
	signed  byline.Result    // of the text or page alone
	shown   attribute.Result // the same
	rivals  bool             // sheets claim it for several units apart
}

// weigh gives what rests on a sheet's word its own basis, and puts down where text or
// page says otherwise: for each bureau all answers then wait, the sheet's and the
// page's.
func (w weighing) weigh(all attribute.Result) attribute.Result {
	out := all
	out.Attributions = nil
	var bureaus []gaobang.UnitID
	for _, t := range slices.Concat(all.Attributions, w.shown.Attributions) {
		if slices.Contains(bureaus, t.Bureau) {
			continue
		}
		bureaus = append(bureaus, t.Bureau)
		of := func(r attribute.Result) []gaobang.Attribution {
			return slices.DeleteFunc(slices.Clone(r.Attributions), func(o gaobang.Attribution) bool { return o.Bureau != t.Bureau })
		}
		out.Attributions = append(out.Attributions, w.settle(of(all), of(w.shown))...)
	}
	slices.SortStableFunc(out.Attributions, func(x, y gaobang.Attribution) int {
		return cmp.Or(w.order(x.Bureau)-w.order(y.Bureau), w.order(x.Unit)-w.order(y.Unit))
	})
	out.Candidates = slices.DeleteFunc(out.Candidates, func(c gaobang.Candidate) bool {
		return slices.ContainsFunc(out.Attributions, func(t gaobang.Attribution) bool { return t.Unit == c.Unit && t.Person == c.Person })
	})
	out.Relevant = len(out.Attributions) > 0
	return out
}

// settle is the answers for one bureau.
func (w weighing) settle(all, shown []gaobang.Attribution) []gaobang.Attribution {
	var claims []*gaobang.Attribution
	for i := range all {
		if w.isClaim(&all[i]) {
			claims = append(claims, &all[i])
		}
	}
	if len(claims) == 0 {
		if len(all) == 0 {
			return shown
		}
		return all
	}
	others := w.others(claims, shown)
	contradicted := len(others) > 0 || w.rivals
	for _, c := range claims {
		switch why := w.against(c, shown); {
		case contradicted:
			c.Basis = gaobang.ByClaim
		case why != "":
			c.Basis, contradicted = gaobang.ByClaim, contradicted || why == gaobang.DoubtContradicted
			doubt(c, why)
		default:
			w.support(c, shown)
		}
	}
	if !contradicted {
		return all
	}
	for _, o := range others {
		if !slices.ContainsFunc(all, func(t gaobang.Attribution) bool { return t.Unit == o.Unit && t.Person == o.Person }) {
			all = append(all, o)
		}
	}
	for i, share := range gaobang.EqualShares(len(all)) {
		all[i].Share = share
		all[i].Doubt = ""
		doubt(&all[i], gaobang.DoubtContradicted)
	}
	return all
}

// order is a unit's place in the registry.
func (w weighing) order(id gaobang.UnitID) int {
	return slices.IndexFunc(w.registry.Units, func(u gaobang.Unit) bool { return u.ID == id })
}

// isClaim reports an answer that rests on nothing but a sheet's lines.
func (w weighing) isClaim(t *gaobang.Attribution) bool {
	return len(t.Evidence) > 0 && !slices.ContainsFunc(t.Evidence, func(e gaobang.Evidence) bool {
		return e.Field != gaobang.FieldMeta || e.From < w.from
	})
}

// others are the answers of text or page that contradict all claims: who signs there,
// and, where no claimed unit is named, the unit or place that is. Words of a unit's
// business name nobody.
func (w weighing) others(claims []*gaobang.Attribution, shown []gaobang.Attribution) []gaobang.Attribution {
	named := slices.ContainsFunc(claims, func(c *gaobang.Attribution) bool { return w.named(c, shown) != nil })
	var all []gaobang.Attribution
	for _, t := range shown {
		signs := t.Basis == gaobang.ByPerson || t.Basis == gaobang.ByBylineUnit
		says := t.Basis == gaobang.ByNamedUnit || t.Basis == gaobang.ByPlace
		claimed := slices.ContainsFunc(claims, func(c *gaobang.Attribution) bool {
			return w.related(c.Unit, t.Unit) && (c.Person == "" || t.Person == "" || c.Person == t.Person)
		})
		if !claimed && t.Unit != t.Bureau && (signs || says && !named) {
			all = append(all, t)
		}
	}
	return all
}

// named is the answer of text or page that names who is claimed: the person, or the
// unit or one within it or above it.
func (w weighing) named(c *gaobang.Attribution, shown []gaobang.Attribution) *gaobang.Attribution {
	for i, t := range shown {
		if c.Person != "" && t.Person == c.Person {
			return &shown[i]
		}
	}
	for i, t := range shown {
		if t.Basis != gaobang.ByTopic && w.related(c.Unit, t.Unit) && (t.Unit != t.Bureau || c.Unit == c.Bureau) {
			return &shown[i]
		}
	}
	return nil
}

func (an *Analyzer) related(a, b gaobang.UnitID) bool {
	_, below := an.registry.ChildToward(a, b)
	_, above := an.registry.ChildToward(b, a)
	return a == b || below || above
}

// rivals reports that rows claim an article for units apart: one names a unit that is
// none of those which another names, and neither within nor above one.
func (an *Analyzer) rivals(a *gaobang.Article) bool {
	var rows [][]gaobang.UnitID
	for line := range strings.Lines(a.Claims()) {
		if names, is := strings.CutPrefix(strings.TrimSpace(line), gaobang.ClaimMark+gaobang.ClaimedUnits); is {
			rows = append(rows, an.claimed(names, a.PublishedAt.Date()))
		}
	}
	for i, row := range rows {
		for _, other := range slices.Concat(rows[:i], rows[i+1:]) {
			apart := func(id gaobang.UnitID) bool {
				return !slices.ContainsFunc(other, func(o gaobang.UnitID) bool { return an.related(id, o) })
			}
			if slices.ContainsFunc(row, apart) {
				return true
			}
		}
	}
	return false
}

// claimed is the units that a row names. One that the registry does not know is told
// from others by its name.
func (an *Analyzer) claimed(names string, on gaobang.Date) []gaobang.UnitID {
	ids := []gaobang.UnitID{}
	for name := range strings.SplitSeq(names, "、") {
		id := gaobang.UnitID(name)
		if unit, err := an.registry.FindUnit(name, "", on); err == nil {
			id = unit.ID
		}
		ids = append(ids, id)
	}
	return ids
}

// against is what text or page has against one claim.
func (w weighing) against(c *gaobang.Attribution, shown []gaobang.Attribution) gaobang.Doubt {
	if p, ok := w.registry.Person(c.Person); ok && w.signedByOthers(p.Name) {
		return gaobang.DoubtContradicted
	}
	if len(shown) == 0 && w.article.Body != "" {
		return gaobang.DoubtUnsupported
	}
	return ""
}

// signedByOthers reports correspondents or authors in text or page of which the one
// claimed is none.
func (w weighing) signedByOthers(name string) bool {
	by := w.signed.Byline
	people := slices.Concat(by.Correspondents, by.Authors, by.Interns, by.Photographers)
	return len(by.Correspondents)+len(by.Authors) > 0 && !slices.Contains(people, name)
}

// support gives a claim that nothing speaks against the words that bear it out.
func (w weighing) support(c *gaobang.Attribution, shown []gaobang.Attribution) {
	s := w.named(c, shown)
	alone := c.Doubt == gaobang.DoubtMismatch || c.Doubt == gaobang.DoubtHomonym || c.Doubt == gaobang.DoubtShared || c.Doubt == gaobang.DoubtStranger
	c.Basis = gaobang.ByClaim
	switch {
	case alone: // about the name, whoever says it
		return
	case s != nil && s.Doubt == "" && (c.Person == "" || c.Person == s.Person):
		c.Basis, c.Confidence = s.Basis, max(s.Confidence, claimConfidence)
	default:
		c.Confidence = claimConfidence
	}
	c.Doubt = ""
	if s != nil {
		c.Evidence = slices.Concat(s.Evidence, c.Evidence)
	}
	c.Confidence = cmp.Or(c.Confidence, claimConfidence)
}
