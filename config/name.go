package config

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
)

// placedName is a name of a unit or person, and where it stands.
type placedName struct {
	at     value
	name   string
	used   gaobang.Validity
	unit   gaobang.UnitID   // "" for a person's
	person gaobang.PersonID // "" for a unit's
	// bearers are the days of the unit, or of each post of the person; posts are
	// the units of the latter.
	bearers []gaobang.Validity
	posts   []gaobang.UnitID
}

func (n placedName) owner() string { return string(n.unit) + string(n.person) }

// placedPost is a post of a person, and where it stands.
type placedPost struct {
	at   value
	name string
	gaobang.Post
}

// shortestName and longestName bound what can be found in a text, in characters.
const (
	shortestName = 2
	longestName  = 64
)

// checkNames holds the names of units and people against each other: what nobody
// could find, what is never used, and what means two on one day.
func (r *reading) checkNames() {
	r.byID = make(map[gaobang.UnitID]gaobang.Unit, len(r.units))
	for _, u := range r.units {
		r.byID[u.ID] = u
	}
	byName := map[string][]placedName{}
	for _, n := range r.names {
		if n.name == "" {
			continue
		}
		r.checkName(n)
		for _, other := range byName[n.name] {
			r.checkPair(other, n)
		}
		byName[n.name] = append(byName[n.name], n)
	}
}

func (r *reading) checkName(n placedName) {
	chars := utf8.RuneCountInString(n.name)
	switch {
	case chars < shortestName || chars > longestName:
		n.at.bad("名称用 2 到 64 个字", "名称 %q 在文中找不出来", n.name)
	case n.unit != "" && gaobang.IsRelativeName(n.name):
		n.at.bad("请写带地名的全称，如 丹阳市民政局；这类称呼由程序按媒体的属地判断", "%q 指哪个单位要看谁说，不能作名称", n.name)
	case slices.Contains(r.confused, n.name):
		n.at.bad("请从 confusable 中删去，或改名称", "%q 既是 %s 的名称，又列在 confusable 中整个略过", n.name, n.owner())
	case len(n.bearers) > 0 && !slices.ContainsFunc(n.bearers, n.used.Overlaps):
		n.at.bad("请核对 from 和 to", "名称 %q 的有效期与 %s 的没有同一天", n.name, n.owner())
	}
}

// checkPair reports two that bear one name on one day. People may do so, where
// their units tell them apart.
func (r *reading) checkPair(a, b placedName) {
	day, i, j := sharedDay(a, b)
	switch {
	case !day:
	case a.owner() == b.owner():
		b.at.bad("请删去一处，或核对 from 和 to", "%s 的名称 %q 写了两次，有效期重叠", b.owner(), b.name)
	case a.unit != "" && b.unit != "" && r.areTwoLocal(a, b):
	case a.unit != "" && b.unit != "" && r.byID[a.unit].Kind == gaobang.Bureau && r.byID[b.unit].Kind == gaobang.Bureau:
		b.at.bad("请写上所在的市，如 南京市鼓楼区民政局", "两个局同名 %q：%s 和 %s", b.name, a.unit, b.unit)
	case a.unit != "" && b.unit != "":
		b.at.bad("给其中一个加有效期 from、to，或删去一处", "名称 %q 同时指 %s 和 %s，有效期重叠", b.name, a.unit, b.unit)
	case a.unit != "" || b.unit != "":
		b.at.bad("集体笔名写在单位的 aliases，个人笔名写在通讯员的 aliases", "名称 %q 同时指单位和通讯员：%s 和 %s，有效期重叠", b.name, a.owner(), b.owner())
	case a.posts[i] == b.posts[j]:
		b.at.bad("请给其中一个另取名字（如 林测试（大）），署名按它认", "%s 和 %s 同名，同一天都在 %s，程序分不清", a.person, b.person, a.posts[i])
	}
}

// localEndings end the names that are unique in a county and not beyond: every
// second county has a 城关镇民政办.
var localEndings = []string{"办", "办公室", "科", "股", "处", "所", "站", "室", "院", "馆", "中心", "大队", "镇", "乡", "街道"}

// areTwoLocal reports a name that offices of two bureaus bear: there the place
// decides, or a person. A pen name belongs to one.
func (r *reading) areTwoLocal(a, b placedName) bool {
	isLocal := slices.ContainsFunc(localEndings, func(e string) bool { return strings.HasSuffix(a.name, e) })
	above, other := r.bureauOf(a.unit), r.bureauOf(b.unit)
	return isLocal && above != a.unit && other != b.unit && above != other
}

// bureauOf is the nearest bureau at or above a unit; "" for none.
func (r *reading) bureauOf(id gaobang.UnitID) gaobang.UnitID {
	for range maxTreeDepth {
		u, ok := r.byID[id]
		if !ok || u.Kind == gaobang.Bureau {
			return u.ID
		}
		id = u.Parent
	}
	return ""
}

// maxTreeDepth is deeper than any organisation.
const maxTreeDepth = 64

// sharedDay reports whether both names are used on one day, and by which bearers.
func sharedDay(a, b placedName) (shared bool, i, j int) {
	for i, x := range a.bearers {
		for j, y := range b.bearers {
			if gaobang.ShareDay(a.used, x, b.used, y) && (a.person == "" || b.person == "" || a.posts[i] == b.posts[j] || a.person == b.person) {
				return true, i, j
			}
		}
	}
	return false, 0, 0
}

// checkTimes reports units that are there when their parent never is, and people
// in units that are gone.
func (r *reading) checkTimes() {
	for i, u := range r.units {
		if parent, ok := r.byID[u.Parent]; ok && !parent.Validity.Overlaps(u.Validity) {
			r.unitAt[i].bad("请核对两者的 from 和 to", "单位 %s 的有效期与上级 %s 的没有同一天", u.ID, u.Parent)
		}
	}
	for _, p := range r.postAt {
		u, ok := r.byID[p.Unit]
		switch end := u.Validity.To; {
		case !ok:
		case !u.Validity.Overlaps(p.Validity):
			p.at.bad("请核对 from 和 to", "%s在 %s 的任职时间不在这个单位的有效期内", p.name, p.Unit)
		case !end.IsZero() && (p.Validity.To.IsZero() || p.Validity.To.After(end)):
			p.at.bad("请给这个岗位写上 to，另写以后的岗位", "%s在 %s 任职到单位撤销（%s）以后", p.name, p.Unit, end)
		}
	}
}
