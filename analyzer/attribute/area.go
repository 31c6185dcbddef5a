package attribute

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/gazetteer"
)

// area is a city, county or district named in the text.
type area struct {
	gaobang.Span
	kind     rune             // 市, 县 or 区
	division gaobang.Division // "" for one that only its form shows
	bare     bool
	beside   bool // the story does not play there: 借鉴丹阳, 丹阳姑娘
}

// kindOf is what a division calls itself by its code (GB/T 2260): the last two
// digits are 01–20 for a district, 21–80 for a county, 81–99 for a city of
// county rank.
func kindOf(d gaobang.Division) rune {
	switch d.Level() {
	case gaobang.LevelPrefecture:
		return '市'
	case gaobang.LevelCounty:
		switch last := string(d[4:6]); {
		case last <= "20":
			return '区'
		case last <= "80":
			return '县'
		}
		return '市'
	}
	if isMunicipality(d) {
		return '市'
	}
	return 0
}

// isMunicipality reports whether the division is one of the four cities of
// provincial rank.
func isMunicipality(d gaobang.Division) bool {
	return slices.Contains([]string{"11", "12", "31", "50"}, string(d[:min(2, len(d))])) && d.Level() == gaobang.LevelProvincial
}

// prefectureOf is the city above a county: for those of 北京 the city itself.
func prefectureOf(d gaobang.Division) gaobang.Division {
	up := d.Parent()
	if above := up.Parent(); isMunicipality(above) {
		return above
	}
	return up
}

// areasNamed are the cities, counties and districts of title and body.
func (r *reading) areasNamed() []area {
	var all []area
	for _, field := range fields[:2] {
		for _, h := range r.found.hits[field] {
			if d, ok := r.divisionOf(h); ok && kindOf(d) != 0 && !slices.ContainsFunc(h.Units, r.isGeneric(h)) {
				bare := h.Place != nil && h.Place.Bare
				all = append(all, area{Span: gaobang.Span{Field: field, From: h.From, To: h.To}, kind: kindOf(d), division: d, bare: bare})
			}
		}
		if r.home == "" {
			all = append(all, areasByForm(field, r.article.Text(field), all)...)
		}
	}
	all = slices.DeleteFunc(all, func(a area) bool { return within(a.Span, r.noise) })
	for i := range all {
		all[i].beside = isBesides(r.article.Text(all[i].Field), all[i].From, all[i].To)
	}
	slices.SortStableFunc(all, func(x, y area) int { return compareSpans(x.Span, y.Span) })
	return all
}

// areasByForm are the cities and counties that only their form shows: two letters
// that can begin a name, before 市 or 县, and bare names where a clause plays.
func areasByForm(field gaobang.Field, text string, known []area) []area {
	var all []area
	for at, letter := range text {
		if letter != '市' && letter != '县' {
			continue
		}
		from := beforeLetters(text[:at], 2)
		span := gaobang.Span{Field: field, From: from, To: at + utf8.RuneLen(letter)}
		overlaps := slices.ContainsFunc(known, func(k area) bool {
			return k.Field == field && k.From < span.To && span.From < k.To
		})
		if from >= 0 && !overlaps && isNameOfArea(text[from:at], text[span.To:]) {
			all = append(all, area{Span: span, kind: letter})
		}
	}
	for _, m := range sceneOpening.FindAllStringSubmatchIndex(head(text, maxText), maxHits) {
		span := gaobang.Span{Field: field, From: m[2], To: m[3]}
		named := gazetteer.Named(text[m[2]:m[3]])
		overlaps := slices.ContainsFunc(known, func(k area) bool { return k.Field == field && k.From < span.To && span.From < k.To })
		if len(named) == 1 && !overlaps && kindOf(named[0]) != 0 {
			all = append(all, area{Span: span, kind: kindOf(named[0]), division: named[0], bare: true})
		}
	}
	return all
}

// sceneOpening is a place without its 市 or 县 that says where a clause plays:
// 在淮安，.
var sceneOpening = regexp.MustCompile(`(?:在|走进|来到)(\p{Han}{2,4})[，,：:]`)

// beforeLetters is where the last n letters of text begin; -1 where they are not
// all Han.
func beforeLetters(text string, n int) int {
	at := len(text)
	for range n {
		r, size := utf8.DecodeLastRuneInString(text[:at])
		if !unicode.Is(unicode.Han, r) {
			return -1
		}
		at -= size
	}
	return at
}

// notBeforeArea are the last letters of words that 市 or 县 follows without being
// the end of a name: 超市, 全市, 在市 (民政局).
const notBeforeArea = "超城上门夜股楼都菜早集罢我全本该各两多地外入开闹省"

func isNameOfArea(name, after string) bool {
	if endsInCity(name) && !strings.HasPrefix(after, "场") {
		return true
	}
	if startsWithAny(after, "场", "面", "值", "价", "容", "级", "区", "长", "里", "中心") {
		return false
	}
	if strings.HasPrefix(after, "民") && !strings.HasPrefix(after, "民政") {
		return false
	}
	return mayEndInName(name) && !endsInAny(name, notBeforeArea+functionLetters) && !strings.ContainsAny(name, "的了是在和与及到从由向")
}

// mayEndInName reports whether the last two letters could be the name of a place.
func mayEndInName(text string) bool {
	second, size := utf8.DecodeLastRuneInString(text)
	first, _ := utf8.DecodeLastRuneInString(text[:len(text)-size])
	return gazetteer.MayName(first, second)
}

// functionLetters end the words that stand before a name without belonging to
// it: 近日市民政局, 记者从市民政局, 联合市民政局.
const functionLetters = "的了是在由从与和及同跟向对被给为把将让使据经按以于到至自来去前后日近昨今天月时分年" +
	"联合通组织获悉称者记下午晨晚里中间并且或但因所而则如若即便只又更当过就也都还再会讯报着示请受托协配" +
	"随周节直此进访往电打系询谢议求望持助导促准众门人找问送交任原现当员长名说道内外" +
	"取陪督励责授移馈递致接检评走看派受"

// endsWord reports whether what stands before a name is over there: nothing, a
// mark, or a word that belongs to no name.
func endsWord(before string) bool {
	r, _ := utf8.DecodeLastRuneInString(before)
	return before == "" || !unicode.Is(unicode.Han, r) || strings.ContainsRune(functionLetters, r)
}

// lastArea is the last area of one of the kinds before a place in the article;
// kind 0 is any.
func (r *reading) lastArea(before gaobang.Span, kind rune) (area, bool) {
	for _, a := range slices.Backward(r.areas) {
		if !a.beside && compareSpans(a.Span, before) < 0 && a.To <= endOf(before, a.Field) && (kind == 0 || a.kind == kind) {
			return a, true
		}
	}
	return area{}, false
}

// endOf is the offset up to which a field was read when before is reached.
func endOf(before gaobang.Span, field gaobang.Field) int {
	if field == before.Field {
		return before.From
	}
	return int(^uint(0) >> 1)
}
