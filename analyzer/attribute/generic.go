package attribute

import (
	"slices"
	"strings"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/registry"
)

// doubtOfGeneric is the doubt about a name that other bureaus' units bear too:
// another place or the words before it may have it, or a piece of another office
// only passes it.
func (r *reading) doubtOfGeneric(n naming, id gaobang.UnitID, h registry.Hit) gaobang.Doubt {
	switch ownsName := startsWithAny(h.Name, "市", "县", "区"); {
	case r.isNearbyCitys(n.Span, h.Name, id):
		return gaobang.DoubtNearby
	case !r.isGeneric(h)(id) || ownsName || r.isOwned(n.Field, h):
		return ""
	case r.mayBeAnothers(n.Field, h):
		return gaobang.DoubtPrefix
	case r.strangers():
		return gaobang.DoubtNearby
	case r.isWithItsBureau(n, id):
		return ""
	case r.isFigure(h.Name, id):
		return gaobang.DoubtThin
	case n.Field == gaobang.FieldBody && (r.isOthersAt(n.From) || r.isOnceAsideOf(n, id)) && !within(n.Span, r.making):
		return gaobang.DoubtPassing
	}
	return ""
}

// isWithItsBureau reports such a name in a sentence that has named its bureau.
func (r *reading) isWithItsBureau(n naming, id gaobang.UnitID) bool {
	from := sentenceStart(r.article.Text(n.Field), n.From)
	return r.isNamed(func(o naming) bool {
		return !o.area && o.doubt == "" && o.Field == n.Field && o.From >= from && o.To <= n.From && o.unit == r.at.bureauOf(id)
	})
}

// isFigure reports such a name that stands alone in quotation marks, in a piece that
// names its bureau nowhere: it may be what something is likened to, 老家具的“福利院”, or
// the name of a play.
func (r *reading) isFigure(name string, id gaobang.UnitID) bool {
	bureau := r.at.bureauOf(id)
	if r.isNamed(func(n naming) bool { return !n.area && n.unit == bureau }) {
		return false
	}
	return slices.ContainsFunc(fields[:2], func(field gaobang.Field) bool {
		return containsAny(r.article.Text(field), "“"+name+"”", "「"+name+"」", "\""+name+"\"", "《"+name+"》")
	})
}

// isOnlyAsideOf reports such a name in a piece that has no word of the field besides.
func (r *reading) isOnlyAsideOf(field gaobang.Field, h registry.Hit, id gaobang.UnitID) bool {
	n := naming{Evidence: evidence(field, h)}
	return field == gaobang.FieldBody && !startsWithAny(h.Name, "市", "县", "区") && !within(n.Span, r.making) && r.isOnceAsideOf(n, id) &&
		!says(1, r.found.on, r.article.Title, r.article.Body[:h.From], r.article.Body[h.To:])
}

// isOnceAsideOf reports the one name of a bureau's in a piece, behind a word that
// makes it somebody's aim: 十年为福利院孩子理发.
func (r *reading) isOnceAsideOf(n naming, id gaobang.UnitID) bool {
	times := 0
	for _, field := range fields[:2] {
		for _, h := range r.found.hits[field] {
			if h.Relative || slices.ContainsFunc(h.Units, func(u gaobang.UnitID) bool { return r.at.bureauOf(u) == r.at.bureauOf(id) }) {
				times++
			}
		}
	}
	return times == 1 && endsInAny(r.article.Body[:n.From], "为给向从由被把往")
}

// nameUnlisted takes 市救助管理站 for the area at home where the books have no such
// unit of its bureau, but of another's.
func (r *reading) nameUnlisted(field gaobang.Field, h registry.Hit) {
	bureau := r.at.bureauAt(r.home)
	if bureau != "" && kindOf(r.home) == '市' && strings.HasPrefix(h.Name, "市") && endsWord(r.article.Text(field)[:h.From]) {
		r.add(naming{Evidence: evidence(field, h), unit: bureau, area: true})
	}
}

// isOwned reports a name right behind that of its bureau.
func (r *reading) isOwned(field gaobang.Field, h registry.Hit) bool {
	_, owned := r.adjacentBureau(field, r.article.Text(field)[:h.From])
	return owned
}

// mayBeAnothers reports a name behind a word that may belong to it: 救助站 in
// 流浪动物救助站, 执法大队 in 城管执法大队.
func (r *reading) mayBeAnothers(field gaobang.Field, h registry.Hit) bool {
	before := strings.TrimRight(r.article.Text(field)[:h.From], " \u3000")
	if endsWord(before) || endsInAny(before, "市县区局设属里住建捐送") {
		return false
	}
	return !slices.ContainsFunc(r.found.hits[field], func(o registry.Hit) bool {
		return o.To == len(before) && (o.Place != nil || o.Relative || len(o.Units) > 0)
	})
}

// isAmongStrangers reports a piece that names another city, county or country and
// nothing of ours, and tells of nobody who comes from there: then nobody can tell
// whose the office is.
func (r *reading) isAmongStrangers() bool {
	if r.home == "" || r.namesOwn(r.home) {
		return false
	}
	lead, _, _ := strings.Cut(r.article.Body, "\n")
	return !containsAny(r.article.Title+lead, guests...) &&
		(containsAny(r.article.Title+lead, countries...) || slices.ContainsFunc(r.areas, func(a area) bool {
			return !a.beside && a.division != "" && !a.division.Contains(r.home) && !r.home.Contains(a.division)
		}))
}

// countries are those from which papers bring stories.
var countries = strings.Fields("日本 美国 英国 法国 德国 韩国 朝鲜 俄罗斯 印度 泰国 越南 新加坡 马来西亚 印尼 菲律宾 澳大利亚 新西兰 加拿大 意大利 西班牙 巴西 墨西哥 埃及 南非 以色列 伊朗 土耳其 乌克兰 台湾 香港 澳门")
