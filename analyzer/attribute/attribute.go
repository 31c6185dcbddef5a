package attribute

import (
	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/byline"
	"github.com/gaobang/gaobang/analyzer/registry"
)

// Attributor attributes articles to the units of one registry. It never changes
// after New, so many goroutines may share it.
type Attributor struct {
	reg     *gaobang.Registry
	names   *registry.Names
	order   map[gaobang.UnitID]int              // in the registry
	persons map[gaobang.PersonID]int            // in the registry
	bureaus map[gaobang.Division]gaobang.UnitID // the first bureau of a division
	below   map[gaobang.UnitID][]gaobang.UnitID // a bureau's units that have topics
	towns   map[string]bool                     // names of towns in the book, on whatever day, without 镇
	// namesakes are the people by name, whenever they served.
	namesakes map[string][]gaobang.PersonID
}

// Result is what an article says about whom.
type Result struct {
	Mentions     []gaobang.Mention     // in the order of reading
	Attributions []gaobang.Attribution // by bureau, unit and person, in the order of the registry
	Candidates   []gaobang.Candidate   // weighed and not taken
	Relevant     bool                  // somebody is meant
}

// New prepares the registry's units to be looked up.
func New(reg *gaobang.Registry, names *registry.Names) *Attributor {
	at := &Attributor{
		reg: reg, names: names,
		order:   make(map[gaobang.UnitID]int, len(reg.Units)),
		persons: make(map[gaobang.PersonID]int, len(reg.People)),
		bureaus: map[gaobang.Division]gaobang.UnitID{},
		below:   map[gaobang.UnitID][]gaobang.UnitID{},

		namesakes: map[string][]gaobang.PersonID{}, towns: map[string]bool{},
	}
	for i, u := range reg.Units {
		at.order[u.ID] = i
		if _, taken := at.bureaus[u.Division]; u.Kind == gaobang.Bureau && !taken {
			at.bureaus[u.Division] = u.ID
		}
		if u.Kind == gaobang.Town {
			for _, word := range registry.PlaceWords(u) {
				at.towns[word] = true
			}
		}
		if b, ok := reg.BureauOf(u.ID); ok && len(u.Topics) > 0 && b.ID != u.ID {
			at.below[b.ID] = append(at.below[b.ID], u.ID)
		}
	}
	for i, p := range reg.People {
		at.persons[p.ID] = i
		at.namesakes[p.Name] = append(at.namesakes[p.Name], p.ID)
	}
	return at
}

// Attribute finds the names and judges them: Find and Judge in one.
func (at *Attributor) Attribute(a *gaobang.Article, bl byline.Result, outlet gaobang.Outlet) Result {
	return at.Judge(a, at.Find(a), bl, outlet)
}

// Judge says whose the article is. The outlet is the one from which it speaks:
// for a reprint from a known outlet, that one.
func (at *Attributor) Judge(a *gaobang.Article, found Found, bl byline.Result, outlet gaobang.Outlet) Result {
	if at.Nobody(a, found, outlet) {
		return Result{}
	}
	r := at.read(a, found, bl, outlet)
	result := Result{Mentions: r.mentions(), Attributions: r.attributions(), Candidates: r.dismissed}
	result.Relevant = len(result.Attributions) > 0
	if !result.Relevant {
		result.Mentions = nil
	}
	return result
}

// unit is a unit that is known to exist.
func (at *Attributor) unit(id gaobang.UnitID) gaobang.Unit {
	u, _ := at.reg.Unit(id)
	return u
}

// bureauOf is the bureau at or above the unit; "" for none.
func (at *Attributor) bureauOf(id gaobang.UnitID) gaobang.UnitID {
	b, _ := at.reg.BureauOf(id)
	return b.ID
}

// related reports whether one of the units is the other or stands above it.
func (at *Attributor) related(a, b gaobang.UnitID) bool { return at.isAbove(a, b) || at.isAbove(b, a) }

// isAbove reports whether upper is unit or stands above it.
func (at *Attributor) isAbove(upper, unit gaobang.UnitID) bool {
	if upper == unit {
		return true
	}
	_, ok := at.reg.ChildToward(upper, unit)
	return ok
}
