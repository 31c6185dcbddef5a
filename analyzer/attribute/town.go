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
	for _, e := range r.elsewhere {
		if compareSpans(e.Span, at) < 0 && compareSpans(e.Span, last) > 0 {
			return "", false
		}
	}
	return unit, ok
}

// institutions follow the bare name of a town that runs them.
var institutions = []string{
	"敬老院", "养老", "幸福院", "幸福小院", "民政", "福利", "社工站", "慈善", "老年", "日间照料", "区域性养老", "护理院", "五保", "低保", "困难", "老人", "公墓", "安息堂",
}

// isTownMeant reports of the bare name of a town whether it is the town there: right
// behind its city, or at home before what a town runs or at the head of the title.
// The bare name of a city always is.
func (r *reading) isTownMeant(field gaobang.Field, i int, id gaobang.UnitID) bool {
	u := r.at.unit(id)
	if u.Kind != gaobang.Town {
		return true
	}
	hits, text := r.found.hits[field], r.article.Text(field)
	h, city := hits[i], r.at.unit(r.at.bureauOf(id)).Division
	if i > 0 && hits[i-1].To == h.From {
		if d, ok := r.divisionOf(hits[i-1]); ok {
			return d == city
		}
	}
	if r.home == "" || r.home != city || !endsWord(text[:h.From]) && h.From > 0 {
		return false
	}
	return startsWithAny(text[h.To:], institutions...) || field == gaobang.FieldTitle && h.From == 0
}
