package attribute

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/gazetteer"
)

// scope says of each attribution how much of the piece is about its bureau. Of
// several bureaus the one the outlet belongs to, the one above the others and the
// one whose city opens the title have it to themselves; the others share it.
func (r *reading) scope(all []gaobang.Attribution) {
	var bureaus []gaobang.UnitID
	for _, t := range all {
		if !isInPassing(t.Doubt) && !slices.Contains(bureaus, t.Bureau) {
			bureaus = append(bureaus, t.Bureau)
		}
	}
	joined := len(bureaus) > 1 && (r.hasJoined(bureaus) || r.haveSigned(bureaus) > 1)
	for i, t := range all {
		switch {
		case isInPassing(t.Doubt) || r.isOnlySummed(t) || r.isTouchedByAnother(t) || r.hasHalfASentence(t):
			all[i].Scope = gaobang.Passing
		case len(bureaus) > 1 && (joined || r.shares(t.Bureau, bureaus)), len(bureaus) == 1 && r.isPart(t):
			all[i].Scope = gaobang.Several
		default:
			all[i].Scope = gaobang.Sole
		}
	}
}

// isTouchedByAnother reports a bureau that is named once in a piece that another
// organ's name heads: 检察院“一案一策”.
func (r *reading) isTouchedByAnother(t gaobang.Attribution) bool {
	police := []string{"派出所", "民警", "警方", "交警"}
	organs := append([]string{"检察院", "法院", "政协", "人大", "公安局", "教育局", "卫健委", "妇联", "总工会", "团市委", "残联", "消防救援"}, police...)
	switch {
	case t.Basis == gaobang.ByNamedBureau && containsAny(r.article.Title, organs...):
	case t.Basis == gaobang.ByNamedUnit && containsAny(r.article.Title, police...):
	default:
		return false
	}
	times := 0
	for _, n := range r.namings {
		if r.at.bureauOf(n.unit) == t.Bureau && !n.maker {
			if n.Field == gaobang.FieldTitle || r.isAtAnothersSide(n) {
				return false
			}
			if !n.area {
				times++
			}
		}
	}
	return times == 1
}

// isInPassing reports a doubt that says that the piece only passes a bureau.
func isInPassing(d gaobang.Doubt) bool { return d == gaobang.DoubtListed || d == gaobang.DoubtPassing }

// isOnlySummed reports a bureau of which only the area stands in a list, 丹阳、句容
// 等地, or only units in one of many places' or from which somebody comes.
func (r *reading) isOnlySummed(t gaobang.Attribution) bool {
	passing := func(n naming) bool { return n.listed }
	switch t.Basis {
	case gaobang.ByPlace:
	case gaobang.ByNamedUnit:
		passing = func(n naming) bool {
			return r.isAmongOthers(n) || strings.HasSuffix(r.article.Text(n.Field)[:n.From], "来自")
		}
	default:
		return false
	}
	return !r.isNamed(func(n naming) bool { return r.at.bureauOf(n.unit) == t.Bureau && !passing(n) })
}

// isAmongOthers reports a name in a list behind those of two other places at least:
// 江阴市婚姻登记处、睢宁县婚姻登记处、丹阳市婚姻登记处.
func (r *reading) isAmongOthers(n naming) bool {
	text := r.article.Text(n.Field)
	from, own, others := sentenceStart(text, n.From), r.at.unit(r.at.bureauOf(n.unit)).Division, 0
	for _, a := range r.areas {
		if a.Field == n.Field && a.From >= from && a.To <= n.From && !a.division.Contains(own) && !own.Contains(a.division) {
			others++
		}
	}
	return others >= longList && strings.HasSuffix(text[:n.From], "、")
}

// shares reports whether a bureau has the piece together with others.
func (r *reading) shares(bureau gaobang.UnitID, bureaus []gaobang.UnitID) bool {
	own := r.at.unit(bureau).Division
	above := slices.ContainsFunc(bureaus, func(o gaobang.UnitID) bool { return o != bureau && r.at.isAbove(bureau, o) })
	below := slices.ContainsFunc(bureaus, func(o gaobang.UnitID) bool { return o != bureau && r.at.isAbove(o, bureau) })
	home := slices.ContainsFunc(bureaus, func(o gaobang.UnitID) bool { return o != bureau && r.at.unit(o).Division == r.home })
	switch {
	case own == r.home && r.home != "":
		return r.meantBeside(bureau, bureaus) >= severalBelow
	case r.hasSigned(bureau):
		return false
	case home && !below:
		return true
	case above:
		return false
	}
	return !r.opensTitle(bureau)
}

// severalBelow is how many bureaus below have their own part where the one above
// them has but a part, too.
const severalBelow = 2

// meantBeside is how many other bureaus are named for themselves.
func (r *reading) meantBeside(bureau gaobang.UnitID, bureaus []gaobang.UnitID) int {
	count := 0
	for _, o := range bureaus {
		if o != bureau && r.isMeant(o) {
			count++
		}
	}
	return count
}

// hasJoined reports that two of the bureaus are named as doing it together.
func (r *reading) hasJoined(bureaus []gaobang.UnitID) bool {
	return slices.ContainsFunc(bureaus, func(b gaobang.UnitID) bool { return r.isMeant(b) && r.isJoined(b) })
}

func (r *reading) hasSigned(bureau gaobang.UnitID) bool {
	return slices.ContainsFunc(r.signers, func(s signer) bool { return s.doubt == "" && r.at.bureauOf(s.unit) == bureau })
}

// haveSigned is how many of the bureaus have somebody who signs, where none of the
// others that sign stands below: a county and the city above it are one there.
func (r *reading) haveSigned(bureaus []gaobang.UnitID) int {
	signed := slices.DeleteFunc(slices.Clone(bureaus), func(b gaobang.UnitID) bool { return !r.hasSigned(b) })
	return len(slices.DeleteFunc(slices.Clone(signed), func(b gaobang.UnitID) bool {
		return slices.ContainsFunc(signed, func(o gaobang.UnitID) bool { return o != b && r.at.isAbove(b, o) })
	}))
}

// opensTitle reports whether the title begins with the bureau's city or its name.
func (r *reading) opensTitle(bureau gaobang.UnitID) bool {
	return r.isNamed(func(n naming) bool {
		return n.Field == gaobang.FieldTitle && r.at.bureauOf(n.unit) == bureau && utf8.RuneCountInString(r.article.Title[:n.From]) <= len("江苏")/3
	})
}

// Where a piece is long and names us once, deep in it, it has other subjects.
const (
	longPiece  = 300 // letters
	firstLines = 2
)

// isPart reports whether the only bureau has but a part of the piece: other places
// have theirs, another office did it too, or it is named once in a long story.
func (r *reading) isPart(t gaobang.Attribution) bool {
	if t.Basis == gaobang.ByPerson || t.Basis == gaobang.ByBylineUnit {
		return t.Basis == gaobang.ByBylineUnit && r.signsWithOthers()
	}
	own := r.at.unit(t.Bureau).Division
	if away := r.home != "" && !r.home.Contains(own) && !own.Contains(r.home); away && r.namesHomeOffice() {
		return true
	}
	elsewhere := func(a area) bool {
		return !a.beside && a.division != "" && a.division != r.home && !a.division.Contains(own) && !own.Contains(a.division)
	}
	if r.home == "" && !r.opensTitle(t.Bureau) && !r.isHomecoming(t) && (slices.ContainsFunc(r.areas, elsewhere) || namesCityElsewhere(r.article.Body, own)) {
		return true
	}
	mine := slices.DeleteFunc(slices.Clone(r.namings), func(n naming) bool { return n.maker || r.at.bureauOf(n.unit) != t.Bureau })
	if slices.ContainsFunc(mine, func(n naming) bool { return !n.area && r.isAtAnothersSide(n) }) || r.isRoundUp(mine) {
		return true
	}
	return r.isLedByAnother(mine) || r.isDeepInside(mine) || r.isOfficersCase(mine) || r.hasOthersPart(t, mine)
}

// isOfficersCase reports a piece that names an office only as somebody's post.
func (r *reading) isOfficersCase(mine []naming) bool {
	posts := 0
	for _, n := range mine {
		if n.area {
			continue
		}
		if posts++; !post.MatchString(head(r.article.Text(n.Field)[n.To:], longestPassing)) {
			return false
		}
	}
	return posts > 0 && containsAny(r.article.Title+r.article.Body, courts...)
}

// isDeepInside reports a long story in whose first lines and title nobody of ours is
// named, and then in one line only.
func (r *reading) isDeepInside(all []naming) bool {
	mine := all
	if named := slices.DeleteFunc(slices.Clone(all), func(n naming) bool { return n.area }); len(named) > 0 {
		mine = named
	}
	if len(mine) == 0 || r.opensThere(all) {
		return false
	}
	first, last := mine[0], mine[len(mine)-1]
	if r.areaLines(all, first.From) > 1 {
		return false
	}
	return utf8.RuneCountInString(r.article.Body) > longPiece && first.Field == gaobang.FieldBody && last.Field == gaobang.FieldBody &&
		!strings.Contains(r.article.Body[first.From:last.To], "\n") && strings.Count(r.article.Body[:first.From], "\n") >= firstLines
}

// opensThere reports a story of this field by its title whose first lines name the
// city.
func (r *reading) opensThere(mine []naming) bool {
	return says(1, r.found.on, r.article.Title) && slices.ContainsFunc(mine, func(n naming) bool {
		return n.area && !n.beside && !n.listed && n.Field == gaobang.FieldBody && strings.Count(r.article.Body[:n.From], "\n") < firstLines
	})
}

// ledByAnother is an organ that does something together with others, in the opening
// of a piece: 市城管局联合公安、民政等部门.
var ledByAnother = regexp.MustCompile(`[市县区]\p{Han}{2,10}?[局委院会联](?:牵头|联合|会同|携手|联手|组织)`)

// courts tell of cases in which an office has its say.
var courts = []string{"法院", "检察院", "检察官", "法官"}

// isLedByAnother reports a piece whose first line tells of another organ that leads,
// or whose lines before tell of a court, before any of ours is named.
func (r *reading) isLedByAnother(mine []naming) bool {
	named := slices.DeleteFunc(slices.Clone(mine), func(n naming) bool { return n.area })
	if len(named) > 0 && named[0].Field == gaobang.FieldBody {
		before := r.article.Body[:named[0].From]
		if line := strings.LastIndexByte(before, '\n'); line > 0 && containsAny(before[:line], courts...) {
			return true
		}
	}
	lead, _, _ := strings.Cut(r.article.Body, "\n")
	for _, m := range ledByAnother.FindAllStringIndex(head(lead, maxText), 1) {
		opens := func(n naming) bool {
			return n.Field == gaobang.FieldTitle && !n.area || n.Field == gaobang.FieldBody && n.From < m[1] && !n.area
		}
		return !saysCivilAffairs(lead[m[0]:m[1]]) && !slices.ContainsFunc(mine, opens)
	}
	return false
}

// isHomecoming reports a piece on somebody whom a unit of ours brings home: the
// other places are where they come from.
func (r *reading) isHomecoming(t gaobang.Attribution) bool {
	return t.Basis == gaobang.ByNamedUnit && containsAny(r.article.Title+r.article.Body, homecomings...) && !r.namesHomeOffice()
}

// homecomings tell of somebody who is brought home.
var homecomings = []string{"走失", "寻亲", "返乡", "护送", "回家"}

// signsWithOthers reports an organisation of another field in the byline; a medium
// is none.
func (r *reading) signsWithOthers() bool {
	return slices.ContainsFunc(r.organisations, func(o gaobang.Span) bool {
		name := textOf(r.article, o)
		return !saysCivilAffairs(name) && !endsInAny(name, "报台网社刊") && !strings.Contains(name, "融媒") &&
			!r.isNamed(func(n naming) bool { return n.maker && n.Field == o.Field && n.From < o.To && o.From < n.To })
	})
}

// namesCityElsewhere reports a city of prefecture rank in a text that is not above
// the division. Bare names are enough here, where the worst is a wrong scope.
func namesCityElsewhere(text string, own gaobang.Division) bool {
	for _, names := range cities {
		for _, name := range names {
			above := func(d gaobang.Division) bool { return d.Contains(own) }
			if strings.Contains(text, name) && !slices.Contains(everydayCities, name) && !slices.ContainsFunc(gazetteer.Named(name), above) {
				return true
			}
		}
	}
	return false
}

// everydayCities are cities whose bare names are also everyday words, and those
// that only stand in the line of a dispatch.
var everydayCities = []string{"安康", "中山", "朝阳", "大同", "长治", "南平", "保定", "平安", "中卫", "固原", "黄山", "通化", "吉林", "北京", "南京"}

// namesHomeOffice reports a relative name, which is the outlet's own bureau's.
func (r *reading) namesHomeOffice() bool {
	for _, field := range fields[:2] {
		for _, h := range r.found.hits[field] {
			if _, headed := r.placeOfLine(field, h.From, "：", ":"); h.Relative && strings.Contains(h.Name, "民政") && !headed {
				return true
			}
		}
	}
	return false
}

// withoutLead is a line without the head of a dispatch: 本报讯（记者 …）.
func withoutLead(line string) string {
	if i := strings.IndexAny(line, "）)"); i >= 0 && startsWithAny(line, "本报讯", "本网讯", "讯") {
		return strings.TrimLeft(line[i+len("）"):], " \u3000")
	}
	return line
}

// joinedAfter is another organ behind an office, and what they do together.
var joinedAfter = regexp.MustCompile(`^(?:(?:、|和|与|及)\p{Han}{2,10}?)+?(?:联合|共同|携手|联手|联动|合作|协作|结对)`)

// joinedBefore is another organ before an office that does something with it.
var joinedBefore = regexp.MustCompile(`\p{Han}{2,6}[局委办会院厅部联社团](?:、|和|与|及)$`)

// visitors are people of another organ who come to an office: 市人民医院的护士来到.
var visitors = regexp.MustCompile(`[市县区]\p{Han}{2,10}?(?:局|院|会|联|校|学|行|公司|大队|中队)的?(?:\p{Han}{2,6}们?)?(?:来到|走进|走访|看望|慰问)$`)

// namesOurs reports a naming between two places of a text.
func (r *reading) namesOurs(field gaobang.Field, from, to int) bool {
	return r.isNamed(func(n naming) bool { return n.Field == field && !n.area && n.From < to && from < n.To })
}

// isAtAnothersSide reports an office that is joined to one of another field:
// 市中医院与访仙镇民政办, 市民政局、市文联共同主办.
func (r *reading) isAtAnothersSide(n naming) bool {
	before, after := r.article.Text(n.Field)[:n.From], r.article.Text(n.Field)[n.To:]
	if m := joinedAfter.FindString(head(after, longestSum)); m != "" && !r.namesOurs(n.Field, n.To, n.To+len(m)) {
		return true
	}
	if m := joinedBefore.FindString(tail(before, longestSum)); m != "" && startsWithAny(after, "联合", "共同", "携手", "联手", "主办", "承办", "举办") && !r.namesOurs(n.Field, n.From-len(m), n.From) {
		return true
	}
	if m := visitors.FindString(tail(before, longestSum)); m != "" && !saysCivilAffairs(m) && !r.namesOurs(n.Field, n.From-len(m), n.From) {
		return true
	}
	for _, word := range []string{"与", "和", "联合", "会同", "携手"} {
		if head, ok := strings.CutSuffix(before, word); ok {
			return endsInAny(head, "院校社司团") && !strings.HasSuffix(head, "福利院")
		}
	}
	return false
}
