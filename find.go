package gaobang

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// FindUnit is the unit of a bureau, or of any where within is "", that a person
// names by its ID, name, short name or an alias of the day; it must have been there
// on the day, the zero day being any.
func (r *Registry) FindUnit(name string, within UnitID, on Date) (Unit, error) {
	var found []Unit
	var names []string
	for _, u := range r.Units {
		if within != "" && within != u.ID && !r.isBelow(within, u.ID) {
			continue
		}
		if string(u.ID) == name {
			found = []Unit{u}
			break
		}
		names = append(names, u.Name, u.Short)
		if u.Short == name || u.Bears(name, on) {
			found = append(found, u)
		}
	}
	if there := slices.DeleteFunc(slices.Clone(found), func(u Unit) bool { return !on.IsZero() && !u.Validity.Contains(on) }); len(there) > 0 {
		found = there // of two by one name the one that was there
	}
	if len(found) == 0 && within != "" { // one of another bureau is told as that
		if u, err := r.FindUnit(name, "", on); err == nil && r.CheckBureau(within, u.ID) != nil {
			return Unit{}, r.CheckBureau(within, u.ID)
		}
	}
	switch {
	case len(found) == 0 && within != "":
		bureau, _ := r.Unit(within)
		return Unit{}, Errorf(NotFound, "%s 没有单位 %q：请写 units 名册里的编号或名称%s", bureau.Label(), name, near(name, names))
	case len(found) == 0:
		return Unit{}, Errorf(NotFound, "名册中没有单位 %s%s；gaobang unit list 列出全部", name, near(name, names))
	case len(found) > 1:
		return Unit{}, Errorf(Invalid, "名称 %q 可指 %s：请写编号", name, listed(found, func(u Unit) string { return fmt.Sprintf("%s（%s）", u.ID, u.Name) }))
	case !on.IsZero() && !found[0].Validity.Contains(on):
		return Unit{}, Errorf(Invalid, "%s（%s）在 %s 不存在：请核对名册里它的有效期", found[0].Label(), found[0].ID, on)
	}
	return found[0], nil
}

func (r *Registry) isBelow(upper, unit UnitID) bool {
	_, ok := r.ChildToward(upper, unit)
	return ok
}

// FindPerson is the person whom somebody names by ID, name or a pen name of the day.
func (r *Registry) FindPerson(name string, on Date) (Person, error) {
	if p, ok := r.Person(PersonID(name)); ok {
		return p, nil
	}
	var found []Person
	for _, p := range r.People {
		if p.Bears(name, on) {
			found = append(found, p)
		}
	}
	switch len(found) {
	case 0:
		return Person{}, Errorf(NotFound, "名册中没有通讯员 %s：请先在 units 名册的 people 里登记；gaobang person list 列出全部", name)
	case 1:
		return found[0], nil
	}
	return Person{}, Errorf(Invalid, "有几位通讯员叫 %s：%s；请写编号", name, listed(found, func(p Person) string {
		var units []string
		for _, post := range p.Posts {
			if u, ok := r.Unit(post.Unit); ok && !slices.Contains(units, u.Label()) {
				units = append(units, u.Label())
			}
		}
		return fmt.Sprintf("%s（%s）", p.ID, strings.Join(units, "、"))
	}))
}

// Bears reports whether a unit has a name or alias on a day, the zero day being any.
func (u Unit) Bears(name string, on Date) bool { return u.Name == name || bears(u.Aliases, name, on) }

// Bears reports whether a person has a name or pen name on a day, the zero day being
// any.
func (p Person) Bears(name string, on Date) bool { return p.Name == name || bears(p.Aliases, name, on) }

func bears(aliases []Alias, name string, on Date) bool {
	return slices.ContainsFunc(aliases, func(a Alias) bool {
		return a.Name == name && (on.IsZero() || a.Validity.Contains(on))
	})
}

// FindOutlet is the outlet that a person names by ID, name or alias, with or without
// 《》; it must have been there on the day, the zero day being any.
func FindOutlet(outlets []Outlet, name string, on Date) (Outlet, error) {
	name = strings.Trim(strings.TrimSpace(name), "《》")
	var names []string
	var gone *Outlet
	for i, o := range outlets {
		if string(o.ID) == name || o.Name == name || slices.Contains(o.Aliases, name) {
			if on.IsZero() || o.Validity.Contains(on) {
				return o, nil
			}
			gone = &outlets[i]
		}
		names = append(append(names, o.Name), o.Aliases...)
	}
	if gone != nil {
		return Outlet{}, Errorf(Invalid, "媒体 %s（%s）在 %s 不存在：请核对 outlets 名册里它的有效期", gone.Name, gone.ID, on)
	}
	return Outlet{}, Errorf(NotFound, "名册中没有媒体 %s%s；gaobang outlet list 列出全部", name, near(name, names))
}

const mostListed = 8

func listed[T any](all []T, told func(T) string) string {
	var names []string
	for _, v := range all[:min(len(all), mostListed)] {
		names = append(names, told(v))
	}
	if len(all) > mostListed {
		names = append(names, "…")
	}
	return strings.Join(names, "、")
}

// near asks whether one of the names that are most like a wrong one was meant.
func near(name string, names []string) string {
	const most, alike = 3, 0.4 // 民政 alone, in names of five letters and six, is 0.36
	type candidate struct {
		name string
		like float64
	}
	var all []candidate
	for _, n := range names {
		like := likeness(name, n)
		if like > alike && !slices.ContainsFunc(all, func(c candidate) bool { return c.name == n }) {
			all = append(all, candidate{n, like})
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(b.like, a.like) })
	if len(all) == 0 {
		return ""
	}
	var told []string
	for _, c := range all[:min(len(all), most)] {
		told = append(told, c.name)
	}
	return "（相近的有：" + strings.Join(told, "、") + "）"
}

// likeness is the share of the letters of two names that both have, in any order
// (Dice); a short name for a long one, 丹阳报 for 丹阳日报, has nearly all.
func likeness(a, b string) float64 {
	letters := utf8.RuneCountInString(a) + utf8.RuneCountInString(b)
	if letters == 0 {
		return 0
	}
	left, both := []rune(b), 0
	for _, r := range a {
		if i := slices.Index(left, r); i >= 0 {
			left = slices.Delete(left, i, i+1)
			both++
		}
	}
	return 2 * float64(both) / float64(letters)
}
