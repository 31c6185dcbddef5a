package attribute

import (
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
		return false
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
