package attribute

import (
	"slices"
	"strings"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/registry"
)

// topical is the one unit whose business a piece about the bureau is; words of
// several units' business tell nothing, unless the title has those of one.
func (r *reading) topical(bureau gaobang.UnitID) []claim {
	if !r.isMeantSurely(bureau) && (!r.isScene(bureau) || r.anothers() || r.isAnotherBureaus()) && !r.speaksAs(bureau) {
		return nil
	}
	for _, field := range fields[:2] {
		var claims []claim
		for _, id := range r.at.below[bureau] {
			if words := r.topicWords(field, r.at.unit(id)); len(words) > 0 {
				claims = append(claims, claim{unit: id, basis: gaobang.ByTopic, doubt: gaobang.DoubtIndirect, evidence: words})
			}
		}
		if len(claims) == 1 {
			ours := slices.DeleteFunc(claims[0].evidence, func(e gaobang.Evidence) bool {
				return r.isToldOfAnother(bureau, e.Span) || r.isInAnothersLine(bureau, e.Span)
			})
			if claims[0].evidence = ours; len(ours) == 0 {
				return nil
			}
			return claims
		}
		if len(claims) > 1 {
			return nil
		}
	}
	return nil
}

// speaksAs reports a piece on the bureau's own outlet that names nobody, takes its
// matter from nowhere and is led by no other organ: there the bureau tells of its business.
func (r *reading) speaksAs(bureau gaobang.UnitID) bool {
	return r.own && r.home != "" && r.at.bureauAt(r.home) == bureau && r.article.ContentSource == "" &&
		len(r.areas) == 0 && !r.isLedByOrgan() && r.civil()
}

// isToldOfAnother reports words that stand behind the name of a place which is not
// the bureau's: 在句容，低保户……
func (r *reading) isToldOfAnother(bureau gaobang.UnitID, at gaobang.Span) bool {
	own := r.at.unit(bureau).Division
	last, ok := r.lastArea(at, 0)
	return ok && own != "" && last.division != "" && last.Field == at.Field && !last.division.Contains(own) && !own.Contains(last.division)
}

// isInAnothersLine reports words in a line of the body that names another bureau and
// nothing of this one.
func (r *reading) isInAnothersLine(bureau gaobang.UnitID, at gaobang.Span) bool {
	if at.Field != gaobang.FieldBody {
		return false
	}
	from := lineStart(r.article.Body[:at.From])
	line, _, _ := strings.Cut(r.article.Body[from:], "\n")
	span := []gaobang.Span{{Field: at.Field, From: from, To: from + len(line)}}
	named := func(n naming) bool { return within(n.Span, span) && r.at.bureauOf(n.unit) == bureau }
	other := func(n naming) bool { return !n.area && within(n.Span, span) && r.at.bureauOf(n.unit) != bureau }
	return r.isNamed(other) && !r.isNamed(named)
}

// isOfName reports a word in the name of a unit, which tells of the unit and not of
// its business: 婚姻登记 in 婚姻登记处.
func (r *reading) isOfName(field gaobang.Field, at int) bool {
	return slices.ContainsFunc(r.found.hits[field], func(h registry.Hit) bool { return len(h.Units) > 0 && h.From <= at && at < h.To })
}

// topicWords are the words of a unit's business in a field, each once.
func (r *reading) topicWords(field gaobang.Field, u gaobang.Unit) []gaobang.Evidence {
	text := r.article.Text(field)
	var found []gaobang.Evidence
	for _, word := range u.Topics {
		i := indexWord(text, word)
		if i >= 0 && r.isOfName(field, i) {
			continue
		}
		if i >= 0 && word != "" && u.Validity.Contains(r.found.on) && len(found) < maxEvidence {
			found = append(found, gaobang.Evidence{Span: gaobang.Span{Field: field, From: i, To: i + len(word)}, Text: word})
		}
	}
	return found
}
