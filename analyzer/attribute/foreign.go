package attribute

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/gazetteer"
)

// isForeign reports whether what stands right before a name makes it another
// unit's: 岳西县云阳街道, 安徽丹阳.
func (r *reading) isForeign(field gaobang.Field, i int, id gaobang.UnitID) bool {
	hits, u := r.found.hits[field], r.at.unit(id)
	before := strings.TrimSuffix(strings.TrimRight(r.article.Text(field)[:hits[i].From], " \u3000“‘「《\""), "的")
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
	if i < 0 {
		before := r.article.Text(field)[:end]
		city := cityAtEnd(before)
		for letters := 2; city == "" && letters <= longestBare; letters++ {
			if name := lastLetters(before, letters); len(gazetteer.Named(name)) > 0 && !slices.Contains(everydayCities, name) {
				city = name
			}
		}
		ours := func(o gaobang.Division) bool { return o.Contains(d) || prefectureOf(d).Contains(o) }
		return city != "" && !slices.ContainsFunc(gazetteer.Named(city), ours)
	}
	return r.areas[i].division != "" && !prefectureOf(d).Contains(r.areas[i].division) && !r.areas[i].division.Contains(d)
}

// isCityNamed reports whether the piece names the city of a unit or its bureau: the
// unit's own name says nothing of its city.
func (r *reading) isCityNamed(id gaobang.UnitID) bool {
	bureau := r.at.bureauOf(id)
	d := r.at.unit(bureau).Division
	bare := strings.TrimRight(gazetteer.NameOf(d), "市县区")
	return slices.ContainsFunc(r.areas, func(a area) bool { return a.division == d && strings.Contains(textOf(r.article, a.Span), bare) }) ||
		r.isNamed(func(n naming) bool { return n.unit == bureau })
}

// dropNamesakes drops the towns of a piece from elsewhere that never names their
// city, and the names of a unit that the article bears for a place elsewhere: where
// 江阴市新桥镇 stands, 新桥镇 in the title is that one too. A name with our city
// before it is ours all the same.
func (r *reading) dropNamesakes() {
	r.namings = slices.DeleteFunc(r.namings, func(n naming) bool {
		if r.at.unit(n.unit).Kind != gaobang.Town || !r.isAway(n.unit) || r.isCityNamed(n.unit) {
			return false
		}
		r.dismiss(claim{unit: n.unit, basis: gaobang.ByNamedUnit, doubt: gaobang.DoubtElsewhere, evidence: []gaobang.Evidence{n.Evidence}})
		return true
	})
	for _, e := range r.elsewhere {
		ours := r.isNamed(func(n naming) bool {
			return n.unit == e.unit && len(n.Text) > len(e.Text) && strings.HasSuffix(n.Text, e.Text)
		})
		if !ours {
			named := r.isCityNamed(e.unit)
			r.namings = slices.DeleteFunc(r.namings, func(n naming) bool {
				return n.unit == e.unit && (n.Text == e.Text || !named && r.at.unit(n.unit).Kind == gaobang.Town)
			})
		}
	}
}

// anotherBureau is a bureau by its form.
var anotherBureau = regexp.MustCompile(`\p{Han}{2}[市县区州旗]民政局`)

// isAnotherBureaus reports a piece that names bureaus of places in no book and none
// of ours: its places are theirs. Where somebody is brought home, it is the other end.
func (r *reading) isAnotherBureaus() bool {
	if r.isNamed(func(n naming) bool { return !n.area }) || containsAny(r.article.Title+r.article.Body, homecomings...) {
		return false
	}
	for _, text := range []string{r.article.Title, head(r.article.Body, maxText)} {
		for _, m := range anotherBureau.FindAllString(text, maxHits) {
			if name := strings.TrimSuffix(m, "市民政局"); name == m || mayEndInName(name) && !endsWord(name) {
				return true
			}
		}
	}
	return false
}

// endsInArea reports whether the text ends in the name of a city or county, and
// not in 我市 or 该县.
func endsInArea(before string) bool {
	last, size := utf8.DecodeLastRuneInString(before)
	if !strings.ContainsRune("市县区州旗", last) {
		return false
	}
	name := before[:len(before)-size]
	return !endsWord(name) && !endsInAny(name, "我全本该各两超")
}
