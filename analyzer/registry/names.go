package registry

import (
	"cmp"
	"slices"

	"github.com/gaobang/gaobang"
)

// Names are all names of one registry, ready to be found. They never change, so
// many goroutines may share them; a changed registry needs new Names.
type Names struct {
	automaton *automaton
	entries   []entry
}

// entry is one name with all it may mean.
type entry struct {
	name       string // folded
	units      []bearer[gaobang.UnitID]
	people     []bearer[gaobang.PersonID]
	places     []placeBearer
	confusable bool
	relative   bool
}

// bearer is who bears a name, and when.
type bearer[ID cmp.Ordered] struct {
	id       ID
	validity [2]gaobang.Validity // the name's and the bearer's: both must hold
}

// New builds the automaton over every name of the registry.
func New(reg *gaobang.Registry) *Names {
	b := newBuilder(reg)
	for _, u := range reg.Units {
		b.addUnit(u)
	}
	for _, p := range reg.People {
		b.addPerson(p)
	}
	for _, name := range reg.Confusable {
		if e := b.entry(name); e != nil {
			e.confusable = true
		}
	}
	for _, name := range relativeNames {
		if e := b.entry(name); e != nil {
			e.relative = true
		}
	}
	return &Names{automaton: newAutomaton(b.folded), entries: b.entries}
}

// Person reports whether somebody bears the whole name on that day.
func (n *Names) Person(name string, on gaobang.Date) bool {
	for _, m := range n.automaton.find(name) {
		if m.from == 0 && m.to == len(name) && len(bearersOn(n.entries[m.entry].people, on)) > 0 {
			return true
		}
	}
	return false
}

// builder collects the names.
type builder struct {
	reg     *gaobang.Registry
	index   map[string]int
	entries []entry
	folded  [][]rune
}

func newBuilder(reg *gaobang.Registry) *builder {
	room := 3*len(reg.Units) + 3*len(reg.People)
	return &builder{reg: reg, index: make(map[string]int, room)}
}

// entry is the entry of a name, new or not; nil for what is too short or too
// long to be a name. It is valid until the next call.
func (b *builder) entry(name string) *entry {
	folded := foldName(name)
	if len(folded) < 2 || len(folded) > maxLetters {
		return nil
	}
	key := string(folded)
	i, ok := b.index[key]
	if !ok {
		i = len(b.entries)
		b.index[key] = i
		b.entries = append(b.entries, entry{name: key})
		b.folded = append(b.folded, folded)
	}
	return &b.entries[i]
}

func (b *builder) addUnit(u gaobang.Unit) {
	for _, form := range unitForms(u) {
		b.addUnitName(u, form, gaobang.Validity{})
	}
	for _, a := range u.Aliases {
		b.addUnitName(u, a.Name, a.Validity)
	}
	for _, p := range placesOf(u) {
		if e := b.entry(p.name); e != nil {
			p.validity = u.Validity
			e.places = append(e.places, p.placeBearer)
		}
	}
}

func (b *builder) addUnitName(u gaobang.Unit, name string, v gaobang.Validity) {
	if e := b.entry(name); e != nil {
		e.units = append(e.units, bearer[gaobang.UnitID]{u.ID, [2]gaobang.Validity{v, u.Validity}})
	}
}

func (b *builder) addPerson(p gaobang.Person) {
	for _, post := range p.Posts {
		b.addPersonName(p.ID, p.Name, gaobang.Validity{}, post.Validity)
		for _, a := range p.Aliases {
			b.addPersonName(p.ID, a.Name, a.Validity, post.Validity)
		}
	}
}

func (b *builder) addPersonName(id gaobang.PersonID, name string, used, post gaobang.Validity) {
	if e := b.entry(name); e != nil {
		e.people = append(e.people, bearer[gaobang.PersonID]{id, [2]gaobang.Validity{used, post}})
	}
}

// bearersOn are those who bear the name that day, each once, in the order of the
// registry.
func bearersOn[ID cmp.Ordered](bearers []bearer[ID], on gaobang.Date) []ID {
	var ids []ID
	for _, b := range bearers {
		if b.validity[0].Contains(on) && b.validity[1].Contains(on) && !slices.Contains(ids, b.id) {
			ids = append(ids, b.id)
		}
	}
	return ids
}
