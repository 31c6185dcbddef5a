package attribute

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/registry"
)

// nameBureausAndTowns settles the names that say whose they are: those of bureaus
// and towns, relative ones, and places.
func (r *reading) nameBureausAndTowns() {
	for _, field := range fields {
		for i, h := range r.found.hits[field] {
			switch {
			case len(h.Units) > 0:
				r.name(field, i, slices.DeleteFunc(slices.Clone(h.Units), r.isGeneric(h)))
			case h.Relative && r.isPlacesOffice(field, i):
			case h.Relative:
				if n, ok := r.relative(field, h); ok {
					r.add(n)
				}
			case h.Place != nil:
				r.namePlace(field, i)
			}
		}
	}
}

// isPlacesOffice reports a relative name right behind the place whose office it is:
// 民政部门 in 丹阳民政部门, which the place's naming covers.
func (r *reading) isPlacesOffice(field gaobang.Field, i int) bool {
	hits := r.found.hits[field]
	return i > 0 && hits[i-1].To == hits[i].From && hits[i-1].Place != nil && len(hits[i-1].Place.Units) > 0 && kindOfName(hits[i].Name) == 0
}

// nameDepartments settles the names that every bureau has: 社会救助科 is ours only
// where our bureau is named, 市社会福利院 where the article speaks from our city.
func (r *reading) nameDepartments() {
	for _, field := range fields {
		for i, h := range r.found.hits[field] {
			if generic := r.isGeneric(h); slices.ContainsFunc(h.Units, generic) {
				units := slices.DeleteFunc(slices.Clone(h.Units), func(id gaobang.UnitID) bool { return !generic(id) || !r.isAtHand(field, i, id) })
				r.name(field, i, units)
				if len(units) == 0 {
					r.nameUnlisted(field, h)
				}
			}
		}
	}
	slices.SortStableFunc(r.namings, func(x, y naming) int { return compareSpans(x.Span, y.Span) })
}

// isGeneric reports of a unit whether the hit is a name that other bureaus'
// units bear too: it does not tell the area.
func (r *reading) isGeneric(h registry.Hit) func(gaobang.UnitID) bool {
	return func(id gaobang.UnitID) bool {
		u := r.at.unit(id)
		if u.Kind != gaobang.Department && u.Kind != gaobang.Affiliate {
			return false
		}
		b := r.at.unit(r.at.bureauOf(id))
		city, _, _ := strings.Cut(b.Name, "民政")
		bare := strings.TrimRight(city, "市县区")
		return bare == "" || !strings.Contains(h.Name, bare)
	}
}

// isAtHand reports whether a generic name may mean this unit where it stands.
func (r *reading) isAtHand(field gaobang.Field, i int, id gaobang.UnitID) bool {
	before := r.article.Text(field)[:r.found.hits[field][i].From]
	if owner, ok := r.adjacentBureau(field, before); ok {
		return owner == r.at.bureauOf(id)
	}
	if endsInAny(before, organLetters) || endsWithAny(before, otherRelief...) {
		return false
	}
	bureau := r.at.bureauOf(id)
	h := r.found.hits[field][i]
	if r.isOnlyAsideOf(field, h, id) {
		r.dismiss(claim{unit: id, basis: gaobang.ByNamedUnit, doubt: gaobang.DoubtPassing, evidence: []gaobang.Evidence{evidence(field, h)}})
		return false
	}
	if (r.isOtherMatter() || r.ofAnimals()) && !startsWithAny(h.Name, "市", "县", "区") {
		return false
	}
	makes := within(gaobang.Span{Field: field, From: h.From, To: h.To}, r.making)
	if isEverybodys(h.Name) {
		return makes && r.own && r.home == r.at.unit(bureau).Division
	}
	if isPseudonym(h.Name) {
		return true // add drops it where nobody signs
	}
	if (r.at.unit(id).Kind == gaobang.Affiliate || makes) && r.home != "" && r.home == r.at.unit(bureau).Division {
		return true
	}
	if r.mayBeAnothers(field, h) {
		return false
	}
	return r.isNearbyCitys(gaobang.Span{Field: field, From: h.From, To: h.To}, h.Name, id) ||
		slices.ContainsFunc(r.namings, func(n naming) bool { return !n.area && r.at.bureauOf(n.unit) == bureau })
}

// isNearbyCitys reports 市救助管理站 in an outlet of the prefecture, where the
// sentence names a city of county rank before it: then nobody can tell whose it is.
func (r *reading) isNearbyCitys(at gaobang.Span, name string, id gaobang.UnitID) bool {
	if r.at.unit(id).Kind != gaobang.Affiliate || !strings.HasPrefix(name, "市") {
		return false
	}
	city, near := r.cityNearby(at, '市')
	return near && city == r.at.unit(r.at.bureauOf(id)).Division
}

// isPseudonym reports a short name by which an office signs: 丹民, 丹民宣. In running
// text the same letters are other words: 云民 in 云民族村.
func isPseudonym(name string) bool {
	return utf8.RuneCountInString(name) <= longestPseudonym && !strings.Contains(name, "民政") && !endsInAny(name, officeLetters)
}

const (
	longestPseudonym = 3
	// officeLetters end the short names of offices, which do stand in running text.
	officeLetters = "局科股处室站院馆所心队办中委厅部会校园陵镇乡道区市县"
)

// isEverybodys reports a name that every office has: it is ours only right behind
// our bureau.
func isEverybodys(name string) bool {
	return name == "办公室" || name == "人事科" || name == "财务科"
}

// organLetters end the names of organs; a generic name right behind one is a
// department of that organ: 教育局办公室.
const organLetters = "局委府院会厅部处校道镇乡县区省司团社队厂村站所心馆"

// adjacentBureau is the bureau whose name ends where before ends.
func (r *reading) adjacentBureau(field gaobang.Field, before string) (gaobang.UnitID, bool) {
	end := len(strings.TrimSuffix(strings.TrimRight(before, " \u3000"), "的"))
	for _, n := range r.namings {
		if n.Field == field && n.To == end && !n.area {
			return r.at.bureauOf(n.unit), true
		}
	}
	return r.bureauMeant(field, before)
}

// name adds the naming of one of several units that bear the name.
func (r *reading) name(field gaobang.Field, i int, units []gaobang.UnitID) {
	h := r.found.hits[field][i]
	units = r.nearest(slices.DeleteFunc(units, func(id gaobang.UnitID) bool { return r.isDismissed(field, i, id) }))
	for _, id := range units {
		n := naming{Evidence: evidence(field, h), unit: id, area: isAreaName(h.Name), doubt: shared(units)}
		if n.doubt == "" {
			n.doubt = r.doubtOfGeneric(n, id, h)
		}
		if n.area {
			r.makeOffice(&n)
		}
		r.add(n)
	}
}

// makeOffice makes the office of an area that the field's word follows at once, and
// reports whether it does: 丹阳市皇塘镇 in 丹阳市皇塘镇民政办.
func (r *reading) makeOffice(n *naming) bool {
	text := r.article.Text(n.Field)
	word := officeAfter(text[n.To:], r.at.unit(n.unit).Kind)
	if word == "" {
		return false
	}
	n.To += len(word)
	n.Text, n.area = text[n.From:n.To], false
	return true
}

// isDismissed reports whether a name there is not the unit's but that of a place
// elsewhere, and puts that down.
func (r *reading) isDismissed(field gaobang.Field, i int, id gaobang.UnitID) bool {
	if !r.isForeign(field, i, id) {
		return false
	}
	words := evidence(field, r.found.hits[field][i])
	r.elsewhere = append(r.elsewhere, naming{Evidence: words, unit: id})
	r.dismiss(claim{unit: id, basis: gaobang.ByNamedUnit, doubt: gaobang.DoubtElsewhere, evidence: []gaobang.Evidence{words}})
	return true
}

// shared is the doubt about units that bear one name.
func shared(units []gaobang.UnitID) gaobang.Doubt {
	if len(units) > 1 {
		return gaobang.DoubtShared
	}
	return ""
}

// isAreaName reports whether a name is only that of a town, without its office.
func isAreaName(name string) bool {
	return !strings.Contains(name, "民政") && startsWithAny(lastLetters(name, 2), "街道") || endsInAny(name, "镇乡")
}

func lastLetters(s string, n int) string {
	at := len(s)
	for ; n > 0 && at > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	return s[at:]
}

// namePlace adds the area that a hit names, or the office where the field's word
// follows at once: 丹阳市民政部门, 云阳街道社会事务办公室.
func (r *reading) namePlace(field gaobang.Field, i int) {
	h := r.found.hits[field][i]
	units := slices.DeleteFunc(slices.Clone(h.Place.Units), func(id gaobang.UnitID) bool {
		return r.isDismissed(field, i, id) || h.Place.Bare && (r.isElsewhereAtHome(field, i, id) || !r.isTownMeant(field, i, id))
	})
	units = r.nearest(units)
	for _, id := range units {
		n := naming{Evidence: evidence(field, h), unit: id, area: true, doubt: shared(units)}
		if !r.makeOffice(&n) && r.at.unit(id).Kind == gaobang.Bureau && !h.Place.Bare && r.sharesOffice(field, i) {
			n.area = false
		}
		r.add(n)
	}
}

// sharesOffice reports whether a city is joined to another bureau's name, so that
// the office behind it is its own too: 镇江市、丹阳市民政局.
func (r *reading) sharesOffice(field gaobang.Field, i int) bool {
	hits, text := r.found.hits[field], r.article.Text(field)
	if i+1 == len(hits) || !slices.Contains([]string{"、", "和", "与", "及"}, text[hits[i].To:hits[i+1].From]) {
		return false
	}
	return slices.ContainsFunc(hits[i+1].Units, func(id gaobang.UnitID) bool { return r.at.unit(id).Kind == gaobang.Bureau })
}

// officeAfter is the word that makes a place the place's office.
func officeAfter(after string, kind gaobang.UnitKind) string {
	for _, organ := range []string{"人民政府", "政府", "办事处"} {
		if office := organ + "民政办"; kind == gaobang.Town && strings.HasPrefix(after, office) {
			return office
		}
	}
	if strings.HasPrefix(after, "民政") && saysCivilAffairs(after[:min(len(after), len("民政府"))]) {
		return "民政"
	}
	for _, word := range []string{"社会事务", "社会救助"} {
		if kind == gaobang.Town && strings.HasPrefix(after, word) {
			return word
		}
	}
	return ""
}

// isElsewhereAtHome reports whether the article speaks from another province, so
// that the bare name of a city, which others bear too, is not that of the unit
// unless its own province stands before it: 江苏丹阳.
func (r *reading) isElsewhereAtHome(field gaobang.Field, i int, id gaobang.UnitID) bool {
	d := r.at.unit(id).Division
	if r.province == "" || d == "" || r.province == d[:2] {
		return false
	}
	return provinceAtEnd(r.article.Text(field)[:r.found.hits[field][i].From]) != d[:2]
}

// nearest keeps of units that bear one name those at home, else those whose
// bureau the article has named; all where neither tells.
func (r *reading) nearest(units []gaobang.UnitID) []gaobang.UnitID {
	for _, near := range []func(gaobang.UnitID) bool{
		func(id gaobang.UnitID) bool {
			return r.home != "" && r.home.Contains(r.at.unit(r.at.bureauOf(id)).Division)
		},
		func(id gaobang.UnitID) bool {
			return slices.ContainsFunc(r.namings, func(n naming) bool { return r.at.bureauOf(n.unit) == r.at.bureauOf(id) })
		},
	} {
		if len(units) < 2 {
			break
		}
		if kept := slices.DeleteFunc(slices.Clone(units), func(id gaobang.UnitID) bool { return !near(id) }); len(kept) > 0 {
			units = kept
		}
	}
	return units
}

// add keeps a naming unless it stands where only editors and publishers do.
func (r *reading) add(n naming) {
	if within(n.Span, r.editing) || within(n.Span, r.noise) {
		return
	}
	if n.maker = n.Field == gaobang.FieldSource || within(n.Span, r.making); !n.maker && !n.area && isPseudonym(n.Text) {
		return
	}
	text := r.article.Text(n.Field)
	before, after := around(text, n.From, n.To)
	if !n.area && !n.maker && (isErrand(before, after) || isCareer(before, after) || endsWithAny(before, denied...)) {
		n.doubt = cmp.Or(n.doubt, gaobang.DoubtPassing)
	}
	if !n.area && (isLandmark(text[n.To:]) || !n.maker && isNearby(before) || (n.maker || endsInAny(text[:n.From], "原老旧")) && startsWithAny(text[n.To:], houses...)) {
		r.others = append(r.others, n.Span)
		return
	}
	if n.area && isAtInstitution(after) {
		return
	}
	n.beside = n.area && (isBesides(text, n.From, r.endOfPlaces(n.Span)) || r.isAwayAndNamedAfter(n, text[n.To:]))
	n.listed = !n.maker && (isListed(text, n.Span) || n.area && isSummed(text, n.To) || !n.area && isScored(text[n.To:]))
	r.namings = append(r.namings, n)
}
