package registry

import (
	"strings"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
)

// officeForms are the forms in which the text names a bureau's department or
// affiliate where the bureau, or its city, is understood: 社救科 of
// 丹阳市民政局社救科, 市救助管理站 and 丹阳救助管理站 of 丹阳市救助管理站.
func officeForms(u gaobang.Unit, name string, bureau gaobang.Unit) []string {
	if u.Kind != gaobang.Department && u.Kind != gaobang.Affiliate {
		return nil
	}
	if rest, ok := strings.CutPrefix(name, bureau.Name); ok {
		return atLeast(shortestOffice, rest)
	}
	area := areaOf(bureau)
	rest, ok := strings.CutPrefix(name, area)
	if area == "" || !ok {
		return nil
	}
	kind, _ := utf8.DecodeLastRuneInString(area)
	return atLeast(shortestOffice+1, string(kind)+rest, bareName(lastArea(area))+rest)
}

// inCity are the forms in which an affiliate is named with its city and the name that
// the book has without it: 丹阳市福利院 of 丹阳市社会福利院.
func inCity(u, bureau gaobang.Unit) []string {
	area := areaOf(bureau)
	own := lastArea(area)
	bare := bareName(own)
	if u.Kind != gaobang.Affiliate || bare == "" {
		return nil
	}
	var forms []string
	for _, name := range []string{u.Name, u.Short} {
		if name != "" && !strings.Contains(name, bare) {
			forms = append(forms, area+name, own+name, bare+name)
		}
	}
	return forms
}

// shortestOffice is how many letters the name of an office has at least: 社救科.
const shortestOffice = 3

func atLeast(letters int, names ...string) []string {
	var kept []string
	for _, name := range names {
		if utf8.RuneCountInString(name) >= letters {
			kept = append(kept, name)
		}
	}
	return kept
}
