package attribute

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/registry"
)

// townOffice is the office of a town by its form, behind the town's name.
var townOffice = regexp.MustCompile(`(?:[镇鎮乡鄉]|街道)(?:人民政府|政府|办事处|辦事處)?民政(?:[办辦]公室|[办辦所]|和社会救助|助理)`)

// nameUnlistedTowns gives the offices of towns that the units book lacks to the bureau
// of the place they stand in, in doubt: the book wants them, not the bureau.
func (r *reading) nameUnlistedTowns() {
	for _, field := range fields {
		text := head(r.article.Text(field), maxText)
		for _, m := range townOffice.FindAllStringIndex(text, maxHits) {
			span := gaobang.Span{Field: field, From: townStart(text[:m[0]]), To: m[1]}
			if span.From < 0 || r.at.towns[text[span.From:m[0]]] || slices.ContainsFunc(r.found.hits[field], func(h registry.Hit) bool { return h.From < span.To && span.From < h.To && len(h.Units) > 0 }) {
				continue
			}
			if bureau := r.bureauOfTown(span); bureau != "" {
				r.add(naming{Evidence: gaobang.Evidence{Span: span, Text: text[span.From:span.To]}, unit: bureau, doubt: gaobang.DoubtUnlisted})
			}
		}
	}
	slices.SortStableFunc(r.namings, func(x, y naming) int { return compareSpans(x.Span, y.Span) })
}

// noTown are the last two letters before 镇民政办 that name none: they say which
// towns are meant, or how many.
var noTown = regexp.MustCompile(`(?:[籍住在属出入居原外异本各当两]地|[有相]关|所[属辖在]|其[他它余中]|另外|辖[区内]|[下上]属|下辖|附近|周边|邻近|试点|示范|重点|中心|建制|部分|多数|全部|所有|一些|不少|许多|[老娘婆自]家|原籍|[新增]设|[一二两三四五六七八九十百0-9０-９几数多各]{2}|.[个各些们家处批座类级位该本我几每此某全向到从对把让请给往是的了着或及和与由])$`)

// townStart is where the name of a town begins at the end of before: two letters, and
// none that stands before any town; -1 where there is no name. No list has the towns of
// other counties, so what cannot be a name is told by its words.
func townStart(before string) int {
	if noTown.MatchString(tail(before, longestTownName)) {
		return -1
	}
	from := len(before)
	for range 2 {
		r, size := utf8.DecodeLastRuneInString(before[:from])
		if !unicode.Is(unicode.Han, r) || strings.ContainsRune("市县区州各乡镇该本我及与由在", r) {
			return -1
		}
		from -= size
	}
	return from
}

// longestTownName is how many bytes before 镇 are read for its name.
const longestTownName = 12

// bureauOfTown is the bureau of the county in which a town stands: that named right
// before it, else that at home; "" where the town is elsewhere.
func (r *reading) bureauOfTown(at gaobang.Span) gaobang.UnitID {
	before := strings.TrimRight(r.article.Text(at.Field)[:at.From], " \u3000的")
	if i := slices.IndexFunc(r.areas, func(a area) bool { return a.Field == at.Field && a.To == len(before) }); i >= 0 {
		return r.at.bureauAt(r.areas[i].division)
	}
	if r.home.Level() != gaobang.LevelCounty || endsInArea(before) || r.standsInAnother(at.Field, len(before), r.home) || r.strangers() {
		return ""
	}
	return r.at.bureauAt(r.home)
}
