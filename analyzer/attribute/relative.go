package attribute

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/registry"
)

// nobodysOffices are the words before 民政部门 that make it nobody's in particular.
var nobodysOffices = []string{
	"两地", "三地", "多地", "等地", "各市、", "各县、", "各区、", "各市县、", "县（市）、", "县(市)、",
	"全国", "各级", "各地", "全省", "省", "国家", "上级", "有关", "相关", "各", "中央", "基层", "部分",
	"一家", "某", "某家", "多家", "几家", "两家", "三家", "哪家", "任何一家", "任意", "每家", "外地", "异地", "外省",
	"所在地", "户籍地", "居住地", "流出地", "流入地", "老家", "原籍", "对方", "男方", "女方", "别的", "其他", "其它", "一些", "不少",
}

// everyCounty is the same in the words of notices: 各设区市民政局, 各县（市、区）民政局.
var everyCounty = regexp.MustCompile(`各?(?:设区|[市县区]?[（(][市县、区]+[）)])$`)

// ownWords are how an office's own outlet names the office.
var ownWords = []string{"我局", "本局", "局机关", "局党委", "局党组", "局属"}

// fieldPeople are people and offices of the field wherever they serve: at home ours,
// and in doubt.
var fieldPeople = []string{"民政干部", "民政工作者", "民政助理", "民政系统"}

// relative settles what 市民政局 or 我市 means where it stands: the bureau of the
// place the article speaks from, else of the last city named. Where the words
// before it may be the name of another city, home or not, it stands in doubt.
func (r *reading) relative(field gaobang.Field, h registry.Hit) (n naming, ok bool) {
	text := r.article.Text(field)
	if slices.Contains(ownWords, h.Name) {
		n = naming{Evidence: evidence(field, h), unit: r.at.bureauAt(r.home)}
		return n, r.own && n.unit != "" && endsWord(text[:h.From])
	}
	n = relativeNaming(text, field, h)
	r.nameTogether(field, text[:h.From])
	elsewhere, unclear := standsElsewhere(text[:h.From], h.Name)
	if isInOthersList(text[:h.From], h.Name) || r.isNobodys(field, h) {
		r.others = append(r.others, n.Span)
		return n, false
	}
	if elsewhere || unclear && r.home == "" || n.area && r.isAnotherCitys(text[:h.From], h.Name) {
		return n, false
	}
	kind := kindOfName(h.Name)
	signs := []string{"：", ":"}
	if kind == 0 {
		signs = append(signs, "，")
	}
	if place, ok := r.placeOfLine(field, h.From, signs...); ok && !n.area && (kind == 0 || kind == kindOf(place)) {
		n.unit = r.at.bureauAt(place)
		return n, n.unit != ""
	}
	if r.home != "" && !strings.HasSuffix(text[:h.From], "该") {
		r.settleAtHome(&n, h.Name, unclear)
		return n, n.unit != ""
	}
	last, found := r.lastArea(n.Span, kind)
	if !found && field == gaobang.FieldTitle && len(r.areas) > 0 {
		last, found = r.areas[0], kind == 0 || r.areas[0].kind == kind
	}
	if !found || !strings.Contains(h.Name, "民政") || slices.Contains(fieldPeople, h.Name) {
		return n, false
	}
	n.unit = r.at.bureauAt(last.division)
	return n, n.unit != ""
}

// relativeNaming is a relative name as it stands, with the field's word behind an
// area: 我市民政.
func relativeNaming(text string, field gaobang.Field, h registry.Hit) naming {
	n := naming{Evidence: evidence(field, h), area: !strings.Contains(h.Name, "民政")}
	n.Text = strings.TrimSuffix(n.Text, "、")
	n.To = n.From + len(n.Text)
	if n.area && officeAfter(text[h.To:], gaobang.Bureau) != "" {
		n.area = false
		n.To += len("民政")
		n.Text = text[n.From:n.To]
	}
	return n
}

// isAnotherCitys reports 全市 behind another city's name in a piece that names
// nothing of ours.
func (r *reading) isAnotherCitys(before, name string) bool {
	return strings.HasPrefix(name, "全") && !r.namesOwn(r.home) && namesCityElsewhere(before[sentenceStart(before, len(before)):], r.home)
}

// settleAtHome gives a relative name to the bureau of that kind from the home's
// point of view, or in doubt to that of a city named near it.
func (r *reading) settleAtHome(n *naming, name string, unclear bool) {
	kind := kindOfName(name)
	n.unit = r.at.bureauAt(r.atHome(n.Span, kind))
	switch {
	case slices.Contains(fieldPeople, name):
		n.doubt = gaobang.DoubtIndirect
	case unclear:
		n.doubt = gaobang.DoubtPrefix
	}
	if city, near := r.cityNearby(n.Span, kind); near && !n.area {
		n.unit, n.doubt = r.at.bureauAt(city), gaobang.DoubtNearby
	}
}

// nameTogether makes the places in front of 两地民政部门 their offices.
func (r *reading) nameTogether(field gaobang.Field, before string) {
	for _, word := range []string{"两地", "三地", "四地", "两市", "三市"} {
		end := len(strings.TrimSuffix(before, word))
		if end == len(before) {
			continue
		}
		for i := len(r.namings) - 1; i >= 0 && r.namings[i].Field == field; i-- {
			n := &r.namings[i]
			if gap := before[min(n.To, end):end]; gap != "" && !slices.Contains([]string{"、", "和", "与", "及"}, gap) {
				continue
			}
			if n.To <= end && r.at.unit(n.unit).Kind == gaobang.Bureau && n.area {
				n.area, n.listed, end = false, false, n.From
			}
		}
	}
}

// kindOfName is the 市, 县 or 区 of a relative name; 0 for 民政局.
func kindOfName(name string) rune {
	if i := strings.IndexAny(name, "市县区"); i >= 0 {
		r, _ := utf8.DecodeRuneInString(name[i:])
		return r
	}
	return 0
}

// standsElsewhere judges the words before a relative name: elsewhere where they
// are the name of a city or make it nobody's in particular, unclear where they
// may be the name of a place that nobody knows, or 当地.
func standsElsewhere(before, name string) (elsewhere, unclear bool) {
	if first, _ := utf8.DecodeRuneInString(name); strings.ContainsRune("我全本", first) {
		return false, false
	}
	for _, own := range []string{"我市", "我县", "我区", "全市", "全县", "全区", "本市", "本县", "本区"} {
		if strings.HasSuffix(before, own) {
			return false, false
		}
	}
	if endsWithAny(before, nobodysOffices...) || everyCounty.MatchString(tail(before, longestSum)) {
		return true, false
	}
	if endsInCity(before) || kindOfName(name) == 0 && endsInArea(before) {
		return true, false
	}
	return false, strings.HasSuffix(before, "当地") || !endsWord(before) && mayEndInName(before)
}

// othersList is a row of offices of a place that is not ours, up to the mark before
// its next: 该县工信局、.
var othersList = regexp.MustCompile(`(?:该|当地|对方)(?:市|县|区|州)?的?(?:\p{Han}{2,12}[局委办会院厅部](?:、|和|及|与))+$`)

// placeOfLine is the place that heads the line of an offset, with a sign behind it:
// 丹阳：市民政局……, 在句容，民政局…….
func (r *reading) placeOfLine(field gaobang.Field, at int, signs ...string) (gaobang.Division, bool) {
	text := r.article.Text(field)
	from := lineStart(text[:at])
	for _, a := range r.areas {
		if a.Field == field && a.division != "" && a.From >= from && a.To <= at &&
			startsWithAny(text[a.To:], signs...) && slices.Contains([]string{"", "在", "再看", "走进"}, strings.Trim(text[from:a.From], " \u3000·"+gaobang.ItemMarks)) {
			return a.division, true
		}
	}
	return "", false
}

// isNobodys reports 民政局 without its place where people only go there in a piece
// of another office, and 民政部门 in one about the whole country.
func (r *reading) isNobodys(field gaobang.Field, h registry.Hit) bool {
	if kindOfName(h.Name) != 0 {
		return false
	}
	before, after := around(r.article.Text(field), h.From, h.To)
	return r.isOtherMatter() || field == gaobang.FieldBody && isErrand(before, after) && (r.isOthersAt(h.From) || r.firstOrgan() < len(r.article.Body)) || h.Name == "民政部门" && r.isCountrys() && !r.namesHome()
}

// namesHome reports whether title or body name the place at home or say 我市.
func (r *reading) namesHome() bool {
	if slices.ContainsFunc(r.areas, func(a area) bool { return !a.beside && a.division != "" && a.division == r.home }) {
		return true
	}
	return slices.ContainsFunc(fields[:2], func(f gaobang.Field) bool {
		return slices.ContainsFunc(r.found.hits[f], func(h registry.Hit) bool {
			return h.Relative && kindOfName(h.Name) != 0 || len(h.Units) > 0
		})
	})
}

// isInOthersList reports 民政局 in a row of the offices of another place.
func isInOthersList(before, name string) bool {
	return kindOfName(name) == 0 && othersList.MatchString(tail(before, longestSum))
}

// tail is the end of a text, cut between letters.
func tail(text string, most int) string {
	from := max(len(text)-most, 0)
	for from < len(text) && !utf8.RuneStart(text[from]) {
		from++
	}
	return text[from:]
}

// atHome is the division of that kind from the home's point of view: in a county
// 市民政局 is the city's above it, in a city of county rank its own.
func (r *reading) atHome(at gaobang.Span, kind rune) gaobang.Division {
	own := kindOf(r.home)
	switch {
	case kind == 0 || kind == own:
		return r.home
	case kind == '市':
		return prefectureOf(r.home)
	case own == '市' && r.home.Level() != gaobang.LevelCounty:
		if last, ok := r.lastArea(at, kind); ok && r.home.Contains(last.division) {
			return last.division
		}
	}
	return "none"
}

// cityNearby is a city of county rank that the sentence names before 市民政局 in
// an outlet of the prefecture above it: then nobody can tell which is meant.
func (r *reading) cityNearby(at gaobang.Span, kind rune) (gaobang.Division, bool) {
	if kind != '市' || r.home.Level() != gaobang.LevelPrefecture {
		return "", false
	}
	from := sentenceStart(r.article.Text(at.Field), at.From)
	if city, ok := r.titleCity(); ok && from > 0 && at.Field == gaobang.FieldBody {
		return city, true
	}
	last, ok := r.lastArea(at, kind)
	if !ok || last.Field != at.Field || last.From < from || last.division == r.home || !r.home.Contains(last.division) {
		return "", false
	}
	return last.division, true
}

// titleCity is the one city of county rank that the title of a prefecture's piece
// names, where neither the title nor the first sentence has 市民政局 and nothing in
// the piece speaks of the prefecture as a whole.
func (r *reading) titleCity() (gaobang.Division, bool) {
	text := r.article.Title + r.article.Body
	lead, _, _ := strings.Cut(r.article.Body, "。")
	if strings.Contains(text, "全市") || strings.Contains(text, "我市") || strings.Contains(r.article.Title+lead, "市民政局") {
		return "", false
	}
	var city gaobang.Division
	for _, a := range r.areas {
		switch {
		case a.division == r.home:
			return "", false
		case a.Field != gaobang.FieldTitle || a.beside || !r.home.Contains(a.division):
		case city != "" && city != a.division:
			return "", false
		default:
			city = a.division
		}
	}
	return city, city != ""
}

// sentenceStart is where the sentence of an offset begins.
func sentenceStart(text string, at int) int {
	i := strings.LastIndexAny(text[:at], "。！？；\n")
	if i < 0 {
		return 0
	}
	_, size := utf8.DecodeRuneInString(text[i:])
	return i + size
}

// bureauAt is the bureau of a division; "" for none.
func (at *Attributor) bureauAt(d gaobang.Division) gaobang.UnitID {
	if d == "" {
		return ""
	}
	return at.bureaus[d]
}
