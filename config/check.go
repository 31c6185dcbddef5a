package config

import (
	"github.com/gaobang/gaobang"
)

// check holds the books against each other.
func (r *reading) check() {
	unique(r.outletAt, r.books.Outlets, func(o gaobang.Outlet) string { return string(o.ID) }, "媒体编号")
	unique(r.sourceAt, r.books.Sources, func(s gaobang.Source) string { return string(s.ID) }, "采集源编号")
	unique(r.unitAt, r.units, func(u gaobang.Unit) string { return string(u.ID) }, "单位编号")
	unique(r.personAt, r.people, func(p gaobang.Person) string { return string(p.ID) }, "通讯员编号")
	r.checkReferences()
	r.checkTree()
	r.checkNames()
	r.checkTimes()
	r.checkProfiles()
	r.checkOwners()
}

func unique[T any](at []value, all []T, key func(T) string, what string) {
	first := map[string]value{}
	for i, t := range all {
		k := key(t)
		if k == "" {
			continue
		}
		if other, taken := first[k]; taken {
			at[i].bad("每个编号只用一次，请改其中一个", "%s %q 重复，已用在 %s 第 %d 行", what, k, other.doc.file.Name, other.node.GetToken().Position.Line)
			continue
		}
		first[k] = at[i]
	}
}

func (r *reading) checkReferences() {
	known := map[string]map[string]bool{"outlet": {}, "unit": {}, "group": {}, "links": {}}
	for name := range r.linkFiles {
		known["links"][name] = true
	}
	for _, o := range r.books.Outlets {
		known["outlet"][string(o.ID)] = true
	}
	for _, u := range r.units {
		known["unit"][string(u.ID)] = true
		known["group"][u.Group] = true
	}
	words := map[string][2]string{
		"outlet": {"媒体", "请在 outlets 中登记，或改正编号"},
		"links":  {"文本文件", "请把它放在 sources 名册旁边，与名册一起 apply"},
		"unit":   {"单位", "请在 units 中登记，或改正编号"},
		"group":  {"考核组", "请与 units 中的 group 对上"},
	}
	for _, ref := range r.references {
		if !known[ref.kind][ref.id] {
			ref.at.bad(words[ref.kind][1], "没有%s %q", words[ref.kind][0], ref.id)
		}
	}
}

// checkTree reports units that stand above themselves.
func (r *reading) checkTree() {
	parent := map[gaobang.UnitID]gaobang.UnitID{}
	for _, u := range r.units {
		parent[u.ID] = u.Parent
	}
	for i, u := range r.units {
		at := u.Parent
		for range r.units {
			if at == "" {
				break
			}
			if at == u.ID {
				r.unitAt[i].bad("请核对 parent", "单位 %s 的上级关系成环", u.ID)
				break
			}
			at = parent[at]
		}
	}
}

// checkProfiles: of two profiles for one path of a host the later one takes over on its first
// day, so only two that begin together are a question.
func (r *reading) checkProfiles() {
	for i, p := range r.books.Profiles {
		for _, other := range r.books.Profiles[:i] {
			if p.Host != "" && p.Host == other.Host && p.Path == other.Path && p.Validity.From == other.Validity.From {
				r.profileAt[i].bad("新规则写上 from：从那天起它代替旧规则；只管一个栏目的写上 path", "站点 %s 有两份从同一天起的规则", p.Host+p.Path)
			}
		}
	}
}

// checkOwners reports two rule books of one owner on one day.
func (r *reading) checkOwners() {
	for i, b := range r.books.RuleBooks {
		for _, other := range r.books.RuleBooks[:i] {
			if b.Owner != "" && b.Owner == other.Owner && b.Validity.Overlaps(other.Validity) {
				r.ruleAt[i].bad("旧办法写上 to，新办法写上 from", "单位 %s 有两份有效期重叠的考核办法：%s 和 %s", b.Owner, other.ID, b.ID)
			}
		}
	}
}
