package attribute

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
)

// isForeign reports whether what stands right before a name makes it another
// unit's: 岳西县云阳街道, 安徽丹阳.
func (r *reading) isForeign(field gaobang.Field, i int, id gaobang.UnitID) bool {
	hits, u := r.found.hits[field], r.at.unit(id)
	before := strings.TrimRight(r.article.Text(field)[:hits[i].From], " \u3000")
	if otherProvince(before, u.Division) {
		return true
	}
	if u.Kind == gaobang.Bureau {
		return r.standsInAnother(field, len(before), u.Division) && !startsWithAny(r.article.Text(field)[hits[i].To:], "两", "二", "三", "四", "等", "各")
	}
	if r.standsInAnother(field, len(before), r.at.unit(r.at.bureauOf(id)).Division) {
		return true
	}
	if i > 0 && hits[i-1].To == len(before) {
		if d, ok := r.divisionOf(hits[i-1]); ok {
			return !d.Contains(u.Division) && !d.Contains(r.at.unit(r.at.bureauOf(id)).Division)
		}
		if hits[i-1].Relative {
			return false
		}
	}
	return endsInArea(before)
}

// standsInAnother reports whether the name of a city that is not the division's own
// prefecture or in it ends at an offset: 南京丹阳.
func (r *reading) standsInAnother(field gaobang.Field, end int, d gaobang.Division) bool {
	i := slices.IndexFunc(r.areas, func(a area) bool { return a.Field == field && a.To == end })
	return i >= 0 && r.areas[i].division != "" && !prefectureOf(d).Contains(r.areas[i].division) && !r.areas[i].division.Contains(d)
}

// dropNamesakes drops the names of a unit that the article bears for a place
// elsewhere: where 江阴市新桥镇 stands, 新桥镇 in the title is that one too. A name
// with our city before it is ours all the same.
func (r *reading) dropNamesakes() {
	for _, c := range r.dismissed {
		if c.Doubt != gaobang.DoubtElsewhere {
			continue
		}
		name := c.Evidence[0].Text
		ours := r.isNamed(func(n naming) bool {
			return n.unit == c.Unit && len(n.Text) > len(name) && strings.HasSuffix(n.Text, name)
		})
		if !ours {
			r.namings = slices.DeleteFunc(r.namings, func(n naming) bool { return n.unit == c.Unit && n.Text == name })
		}
	}
}

// endsInArea reports whether the text ends in the name of a city or county, and
// not in 我市 or 该县.
func endsInArea(before string) bool {
	last, size := utf8.DecodeLastRuneInString(before)
	if !strings.ContainsRune("市县区州旗", last) {
		return false
	}
	name := before[:len(before)-size]
	return !endsWord(name) && !endsInAny(name, "我全本该各两")
}
