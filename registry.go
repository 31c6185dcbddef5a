package gaobang

import (
	"errors"
	"slices"
)

// UnitID names a unit in books and tables; it never changes once applied.
type UnitID string

// UnitKind is the place of a unit in the organisation.
type UnitKind string

// The kinds of unit.
const (
	Bureau     UnitKind = "bureau"     // 局: ranked within the prefecture's system
	Department UnitKind = "department" // 科室
	Affiliate  UnitKind = "affiliate"  // 下属单位
	Town       UnitKind = "town"       // 镇、街道民政办
)

// ParseUnitKind reads a kind by its code ("town") or its Chinese word (镇街).
func ParseUnitKind(s string) (UnitKind, error) {
	for _, k := range []UnitKind{Bureau, Department, Affiliate, Town} {
		if s == string(k) || s == k.Chinese() {
			return k, nil
		}
	}
	return "", Errorf(Invalid, "没有单位类型 %q：应为 bureau、department、affiliate 或 town", s)
}

// Chinese is the word shown on screens.
func (k UnitKind) Chinese() string {
	switch k {
	case Bureau:
		return "局"
	case Department:
		return "科室"
	case Affiliate:
		return "下属单位"
	case Town:
		return "镇街"
	}
	return string(k)
}

// Alias (别名) is a further name of a unit or person, for as long as it was used.
type Alias struct {
	Name     string
	Validity Validity
}

// Unit (单位) is a node of the organisation tree.
type Unit struct {
	ID       UnitID
	Parent   UnitID // "" for the top of a tree
	Name     string // the full official name: 丹阳市民政局
	Short    string // the name in a table: 云阳街道; the full name where empty
	Kind     UnitKind
	Group    string   // 考核组: units ranked and held to quotas together
	Division Division // the area it serves
	Aliases  []Alias
	Topics   []string // words that are this unit's business alone: 婚姻登记
	Validity Validity
}

// Label is the name shown in tables.
func (u Unit) Label() string {
	if u.Short != "" {
		return u.Short
	}
	return u.Name
}

// RelativeNames mean an area or its bureau by where they are said: 市民政局 in a
// paper of 镇江 is not the one of 丹阳. So no unit can be called so in a book.
func RelativeNames() []string { return slices.Clone(relativeNames) }

// IsRelativeName reports whether a name is one of them.
func IsRelativeName(name string) bool { return slices.Contains(relativeNames, name) }

var relativeNames = []string{
	"市民政局", "县民政局", "区民政局", "市民政部门", "县民政部门", "区民政部门",
	"我市民政局", "我县民政局", "我区民政局", "本市民政局", "我市民政部门", "我县民政部门", "我区民政部门",
	"民政局", "民政部门", "我局", "本局", "局机关", "局党委", "局党组", "局属",
	"市民政、", "县民政、", "区民政、", "民政干部", "民政工作者", "民政助理", "民政系统",
	"我市", "我县", "我区", "全市", "全县", "全区", "本市", "本县", "本区",
}

// PersonID names a correspondent in books and tables.
type PersonID string

// Person (通讯员) is a correspondent and where they served, when.
type Person struct {
	ID      PersonID
	Name    string
	Aliases []Alias // pen names: 溧民
	Posts   []Post
}

// Post is a span of days in which a person belonged to a unit.
type Post struct {
	Unit     UnitID
	Validity Validity
}

// UnitOn is the unit of the person on a day; ok is false on a day without post.
func (p Person) UnitOn(d Date) (unit UnitID, ok bool) {
	for _, post := range p.Posts {
		if post.Validity.Contains(d) {
			return post.Unit, true
		}
	}
	return "", false
}

// Registry (名册) is all units and people with their names in time. It is not
// changed after NewRegistry.
type Registry struct {
	Units  []Unit
	People []Person
	// Confusable are names that contain one of ours and mean another: 丹阳镇 in
	// 马鞍山, 人民政府.
	Confusable []string

	units    map[UnitID]int
	people   map[PersonID]int
	children map[UnitID][]UnitID
}

// NewRegistry checks that IDs are unique, parents and posts exist, and the tree
// has no circle; every fault is reported, joined.
func NewRegistry(units []Unit, people []Person, confusable []string) (*Registry, error) {
	r := &Registry{
		Units: units, People: people, Confusable: confusable,
		units: map[UnitID]int{}, people: map[PersonID]int{}, children: map[UnitID][]UnitID{},
	}
	var faults []error
	for i, u := range units {
		if _, taken := r.units[u.ID]; taken {
			faults = append(faults, Errorf(Invalid, "单位 %s 重复", u.ID))
			continue
		}
		r.units[u.ID] = i
	}
	for _, u := range units {
		if _, ok := r.units[u.Parent]; u.Parent != "" && !ok {
			faults = append(faults, Errorf(Invalid, "单位 %s 的上级 %s 不存在", u.ID, u.Parent))
		}
		r.children[u.Parent] = append(r.children[u.Parent], u.ID)
	}
	for _, u := range units {
		if r.circular(u.ID) {
			faults = append(faults, Errorf(Invalid, "单位 %s 的上级关系成环", u.ID))
		}
	}
	for i, p := range people {
		if _, taken := r.people[p.ID]; taken {
			faults = append(faults, Errorf(Invalid, "通讯员 %s 重复", p.ID))
		}
		r.people[p.ID] = i
		for _, post := range p.Posts {
			if _, ok := r.units[post.Unit]; !ok {
				faults = append(faults, Errorf(Invalid, "通讯员 %s 的单位 %s 不存在", p.ID, post.Unit))
			}
		}
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	return r, nil
}

func (r *Registry) circular(id UnitID) bool {
	at := id
	for range r.Units {
		i, ok := r.units[at]
		if !ok {
			return false
		}
		if at = r.Units[i].Parent; at == "" {
			return false
		}
	}
	return true
}

// Unit is the unit of that ID.
func (r *Registry) Unit(id UnitID) (Unit, bool) {
	i, ok := r.units[id]
	if !ok {
		return Unit{}, false
	}
	return r.Units[i], true
}

// Person is the person of that ID.
func (r *Registry) Person(id PersonID) (Person, bool) {
	i, ok := r.people[id]
	if !ok {
		return Person{}, false
	}
	return r.People[i], true
}

// Children are the units directly under id, in the order of the book.
func (r *Registry) Children(id UnitID) []UnitID { return slices.Clone(r.children[id]) }

// ChildToward is the child of ancestor through which unit descends from it;
// ok is false where unit is not below ancestor.
func (r *Registry) ChildToward(ancestor, unit UnitID) (child UnitID, ok bool) {
	for unit != "" {
		u, known := r.Unit(unit)
		if !known {
			return "", false
		}
		if u.Parent == ancestor {
			return unit, true
		}
		unit = u.Parent
	}
	return "", false
}

// CheckBureau refuses a unit of any bureau but this one, be it above, below or
// beside: a ruling for a bureau shares the piece among that bureau's own units.
func (r *Registry) CheckBureau(bureau, unit UnitID) error {
	u, known := r.Unit(unit)
	own, ok := r.BureauOf(unit)
	switch {
	case !known:
		return Errorf(Invalid, "名册中没有单位 %s", unit)
	case !ok:
		return Errorf(Invalid, "%s（%s）不属于任何局", u.Label(), unit)
	case own.ID != bureau:
		asked, _ := r.Unit(bureau)
		return Errorf(Invalid, "%s（%s）属于%s，不属于%s：请改为%s（%s）认定", u.Label(), unit, own.Label(), asked.Label(), own.Label(), own.ID)
	}
	return nil
}

// BureauOf is the nearest bureau at or above the unit.
func (r *Registry) BureauOf(unit UnitID) (Unit, bool) {
	for unit != "" {
		u, known := r.Unit(unit)
		if !known {
			break
		}
		if u.Kind == Bureau {
			return u, true
		}
		unit = u.Parent
	}
	return Unit{}, false
}
