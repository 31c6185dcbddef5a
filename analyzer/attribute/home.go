package attribute

import (
	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/registry"
)

// homeOf is the place from which the article speaks, so that 市民政局 and 我市 mean
// its bureau and its area: that of the unit or place in the source line, else of
// the outlet, else of the site. A province or the whole country is no home:
// there the last city named decides.
func (r *reading) homeOf(outlet gaobang.Outlet) gaobang.Division {
	for _, h := range r.found.hits[gaobang.FieldSource] {
		if d, ok := r.divisionOf(h); ok && isHome(d) {
			return county(d)
		}
	}
	for _, d := range []gaobang.Division{outlet.Locality, r.article.Locality} {
		if isHome(d) {
			return county(d)
		}
	}
	return ""
}

func isHome(d gaobang.Division) bool {
	return isMunicipality(d) || d.Level() == gaobang.LevelPrefecture || d.Level() == gaobang.LevelCounty
}

// county is the division without its town.
func county(d gaobang.Division) gaobang.Division {
	if len(d) > 6 {
		return d.Parent()
	}
	return d
}

// divisionOf is the division that a hit names without doubt.
func (r *reading) divisionOf(h registry.Hit) (gaobang.Division, bool) {
	if len(h.Units) == 1 {
		d := r.at.unit(r.at.bureauOf(h.Units[0])).Division
		return d, d != ""
	}
	if h.Place != nil && len(h.Place.Divisions) == 1 {
		return h.Place.Divisions[0], h.Place.Divisions[0] != ""
	}
	return "", false
}
