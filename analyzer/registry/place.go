package registry

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
)

// Place is the area that a hit names.
type Place struct {
	Name string // in full: 丹阳市 for 丹阳 too
	Bare bool   // named without its 市, 县, 镇
	// Divisions are the areas of that name, those of the registry first. None
	// for a place that is known by its form alone.
	Divisions []gaobang.Division
	// Units are the bureaus and towns of the registry that are named after it.
	// None for a foreign place.
	Units []gaobang.UnitID
}

// Foreign reports whether nobody in the registry is named after the place.
func (p *Place) Foreign() bool { return len(p.Units) == 0 }

// placeBearer is a unit that is named after a place.
type placeBearer struct {
	full     string
	bare     bool
	unit     gaobang.UnitID
	division gaobang.Division
	days     days
}

type namedPlace struct {
	name string
	placeBearer
}

// areaWords end the names of areas, the longer first.
var areaWords = []string{"自治区", "自治州", "自治县", "街道", "省", "市", "州", "盟", "地区", "区", "县", "旗", "镇", "乡"}

// officeWord begins the part of a unit's name that is not its area.
const officeWord = "民政"

// areaOf is the area in a unit's name: 丹阳市 of 丹阳市民政局, 云阳街道 of
// 云阳街道民政办; "" for a department, which is named after no area.
func areaOf(u gaobang.Unit) string {
	if u.Kind != gaobang.Bureau && u.Kind != gaobang.Town {
		return ""
	}
	for _, name := range []string{u.Name, u.Short} {
		if i := strings.Index(name, officeWord); i > 0 {
			name = name[:i]
		}
		if bareName(name) != "" {
			return name
		}
	}
	return ""
}

// bareName is an area's name without its 市 or 街道; "" where less than two
// letters or no name of an area would be left.
func bareName(area string) string {
	for _, word := range areaWords {
		if bare, ok := strings.CutSuffix(area, word); ok {
			if utf8.RuneCountInString(bare) >= 2 {
				return bare
			}
			return ""
		}
	}
	return ""
}

// placesOf are the places that a unit is named after. Of 镇江市丹徒区民政局 it is
// 镇江市丹徒区 and 丹徒区. The bare name of a town is many things besides: 司徒 is
// also a surname, 延陵 and 云阳 are also other places; who reads it has to judge. A former office's name (新桥镇民政办 of 丹北镇)
// brings its place with it, for as long as it is used.
func placesOf(u gaobang.Unit) []namedPlace {
	area := areaOf(u)
	if area == "" {
		return nil
	}
	places := placesNamed(u, area, u.Validity)
	for _, a := range u.Aliases {
		former, _, isOffice := strings.Cut(a.Name, officeWord)
		if isOffice && lastArea(former) != lastArea(area) && bareName(former) != "" {
			places = append(places, placesNamed(u, former, a.Validity, u.Validity)...)
		}
	}
	return places
}

// PlaceWords are the names of the places that a unit is named after, in full and as
// people say them: 丹北镇, 丹北. No dictionary has those of towns.
func PlaceWords(u gaobang.Unit) []string {
	var words []string
	for _, p := range placesOf(u) {
		if p.name != "" && !slices.Contains(words, p.name) {
			words = append(words, p.name)
		}
	}
	return words
}

func placesNamed(u gaobang.Unit, area string, used ...gaobang.Validity) []namedPlace {
	own := lastArea(area)
	made := func(name string, bare bool) namedPlace {
		return namedPlace{name, placeBearer{full: own, bare: bare, unit: u.ID, division: u.Division, days: daysOf(used...)}}
	}
	places := []namedPlace{made(own, false)}
	if own != area {
		places = append(places, made(area, false))
	}
	return append(places, made(bareName(own), true))
}

// lastArea is 丹徒区 of 镇江市丹徒区.
func lastArea(area string) string {
	bare := bareName(area)
	for _, word := range []string{"省", "市", "州", "县", "区"} {
		if i := strings.LastIndex(bare, word); i > 0 {
			if own := area[i+len(word):]; bareName(own) != "" {
				return own
			}
		}
	}
	return area
}

// unitForms are the names of a unit that no book needs to list: the full name,
// the short one where it names no area, 丹阳民政局 for 丹阳市民政局.
func unitForms(u gaobang.Unit) []string {
	forms := []string{u.Name}
	area := areaOf(u)
	if area == "" {
		if u.Short != "" && u.Short != u.Name {
			forms = append(forms, u.Short)
		}
		return forms
	}
	own := lastArea(area)
	if u.Short != "" && u.Short != own && u.Short != area && u.Short != bareName(own) {
		forms = append(forms, u.Short)
	}
	office, ok := strings.CutPrefix(u.Name, area)
	if !ok || office == "" {
		return forms
	}
	if own != area {
		forms = append(forms, own+office)
	}
	return append(forms, bareName(own)+office)
}

// placeOn is the place that the name is on that day; nil for none. Areas of the
// gazetteer are meant only where nobody in the registry is named after the place.
func (e *entry) placeOn(on gaobang.Date) *Place {
	var p *Place
	for _, b := range e.places {
		if !b.days.contain(on) || b.unit == "" && p != nil && !p.Foreign() {
			continue
		}
		if p == nil {
			p = &Place{Name: b.full, Bare: b.bare}
		}
		if b.unit != "" && !slices.Contains(p.Units, b.unit) {
			p.Units = append(p.Units, b.unit)
		}
		if !slices.Contains(p.Divisions, b.division) {
			p.Divisions = append(p.Divisions, b.division)
		}
	}
	return p
}
