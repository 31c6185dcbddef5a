package attribute

import (
	"slices"
	"strings"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/registry"
)

// townOffices are the office of the town that was named last.
var townOffices = []string{"镇民政", "街道民政", "乡民政", "镇社会事务", "街道社会事务"}

// nameTownOffices settles what 镇民政办 means: the town that the text named last.
func (r *reading) nameTownOffices() {
	for _, field := range fields[:2] {
		text := r.article.Text(field)
		for _, word := range townOffices {
			for from := strings.Index(text, word); from >= 0; {
				span := gaobang.Span{Field: field, From: from, To: from + len(word)}
				if unit, ok := r.townBefore(span); ok && endsWord(text[:from]) && !startsWithAny(text[span.To:], "府") {
					r.add(naming{Evidence: gaobang.Evidence{Span: span, Text: word}, unit: unit})
				}
				next := strings.Index(text[span.To:], word)
				if next < 0 {
					break
				}
				from = span.To + next
			}
		}
	}
	slices.SortStableFunc(r.namings, func(x, y naming) int { return compareSpans(x.Span, y.Span) })
}

// townBefore is the town of the last naming of a town before a place in the
// article; none where a hit covers the place or a town elsewhere was named since.
func (r *reading) townBefore(at gaobang.Span) (unit gaobang.UnitID, ok bool) {
	if slices.ContainsFunc(r.found.hits[at.Field], func(h registry.Hit) bool { return h.From < at.To && at.From < h.To }) {
		return "", false
	}
	last := gaobang.Span{Field: gaobang.FieldTitle, From: -1}
	for _, n := range r.namings {
		if r.at.unit(n.unit).Kind == gaobang.Town && !n.maker && compareSpans(n.Span, at) < 0 && compareSpans(n.Span, last) >= 0 {
			unit, ok, last = n.unit, true, n.Span
		}
	}
	for _, c := range r.dismissed {
		if c.Doubt == gaobang.DoubtElsewhere && compareSpans(c.Evidence[0].Span, at) < 0 && compareSpans(c.Evidence[0].Span, last) > 0 {
			return "", false
		}
	}
	return unit, ok
}
