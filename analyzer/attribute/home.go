package attribute

import (
	"regexp"
	"slices"
	"strings"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/registry"
)

// homeOf is the place from which the article speaks, so that 市民政局 and 我市 mean
// its bureau and its area: that of the unit or place in the source line, else of
// the outlet, else of the site. A piece of a national agency has none, nor one that
// is told from another city: a province or the whole country is no home:
// there the last city named decides.
func (r *reading) homeOf(outlet gaobang.Outlet) gaobang.Division {
	for _, h := range r.found.hits[gaobang.FieldSource] {
		if d, ok := r.divisionOf(h); ok && isHome(d) {
			return county(d)
		}
	}
	if r.isAgencys() {
		return ""
	}
	for _, d := range []gaobang.Division{outlet.Locality, r.article.Locality} {
		if !isHome(d) {
			continue
		}
		if home := r.pageOf(county(d)); !r.isToldElsewhere(home) {
			return home
		}
		return ""
	}
	return ""
}

// isOwn reports whether the article speaks as the office at home: on an outlet of
// the office's own, on the site that bears the field's name (镇江民政网), or where the
// source line names the office.
func (r *reading) isOwn(outlet gaobang.Outlet) bool {
	return isOfficesOwn(outlet) ||
		slices.ContainsFunc(r.found.hits[gaobang.FieldSource], func(h registry.Hit) bool {
			return len(h.Units) == 1 && r.at.unit(h.Units[0]).Kind == gaobang.Bureau
		})
}

// isOfficesOwn reports an outlet that an office runs.
func isOfficesOwn(outlet gaobang.Outlet) bool {
	return outlet.Level == gaobang.LevelOwn || outlet.Kind == gaobang.Government && saysCivilAffairs(outlet.Name)
}

// pageOf narrows a home to the county to which the page or column of the piece
// belongs: 丹阳新闻 in a paper of 镇江.
func (r *reading) pageOf(home gaobang.Division) gaobang.Division {
	if home.Level() != gaobang.LevelPrefecture {
		return home
	}
	names := []string{r.article.Placement.PageName, r.article.Placement.Column}
	for _, line := range lines(r.article, gaobang.FieldMeta) {
		if m := pageLabel.FindStringSubmatch(textOf(r.article, line)); m != nil {
			names = append(names, m[1])
		}
		for _, label := range []string{"版名", "版面", "栏目"} {
			if _, rest, ok := strings.Cut(textOf(r.article, line), label+"："); ok {
				names = append(names, strings.Fields(rest+" ")...)
				break
			}
		}
	}
	for _, name := range names {
		for _, h := range r.at.names.Scan(name, r.found.on) {
			if d, ok := r.divisionOf(h); ok && h.Place != nil && home.Contains(d) {
				return county(d)
			}
		}
	}
	return home
}

// pageLabel is the number of a page with its name: 第07版：丹阳新闻.
var pageLabel = regexp.MustCompile(`(?:第|[A-Z])?[0-9A-Z０-９Ａ-Ｚ]{1,4}版[：:\s]\s*([\p{Han}·]{2,12})`)

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

// divisionOf is the division that a hit names without doubt, of a town the county
// it lies in.
func (r *reading) divisionOf(h registry.Hit) (gaobang.Division, bool) {
	if len(h.Units) == 1 {
		d := county(r.at.unit(r.at.bureauOf(h.Units[0])).Division)
		return d, d != ""
	}
	if h.Place != nil && len(h.Place.Divisions) == 1 {
		d := county(h.Place.Divisions[0])
		return d, d != ""
	}
	return "", false
}
