package registry

import (
	"cmp"
	"slices"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/gazetteer"
)

// Names are all names of one registry, ready to be found. They never change, so
// many goroutines may share them; a changed registry needs new Names.
type Names struct {
	automaton *automaton
	entries   []entry
}

// entry is one name with all it may mean; what every hit reads stands first.
type entry struct {
	always     *meaning // where it means the same on every day
	relative   bool
	confusable bool
	name       string // in half width and lower case, without padding
	*bounds
	units  []bearer[gaobang.UnitID]
	people []bearer[gaobang.PersonID]
	places []placeBearer
}

// meaning is what a name means on one day.
type meaning struct {
	units  []gaobang.UnitID
	people []gaobang.PersonID
	place  *Place
}

func (m *meaning) empty() bool { return len(m.units) == 0 && len(m.people) == 0 && m.place == nil }

// bearer is who bears a name, and when.
type bearer[ID cmp.Ordered] struct {
	id   ID
	days days
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
	for _, name := range gaobang.RelativeNames() {
		if e := b.entry(name); e != nil {
			e.relative = true
		}
	}
	b.addGazetteer()
	for i := range b.entries {
		if e := &b.entries[i]; e.isTimeless() {
			e.always = e.on(gaobang.Date{Year: 2000, Month: 1, Day: 1})
		}
	}
	return &Names{automaton: newAutomaton(b.folded), entries: b.entries}
}

// Person reports whether somebody bears the whole name on that day.
func (n *Names) Person(name string, on gaobang.Date) bool {
	var room [8]match
	for _, m := range n.automaton.find(name, room[:0]) {
		if m.from == 0 && m.to == len(name) && len(n.entries[m.entry].meaning(on).people) > 0 {
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
	bounds  map[boundsKey]*bounds
}

func newBuilder(reg *gaobang.Registry) *builder {
	names := 3 * len(reg.Units)
	for i := range reg.Units {
		names += len(reg.Units[i].Aliases)
	}
	for i := range reg.People {
		names += 1 + len(reg.People[i].Aliases)
	}
	return &builder{reg: reg, bounds: map[boundsKey]*bounds{}, index: make(map[string]int, names), entries: make([]entry, 0, names), folded: make([][]rune, 0, names)}
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
		b.entries = append(b.entries, entry{name: plainName(name), bounds: b.boundsOf(folded)})
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
	b.addOfficeForms(u)
	for _, p := range placesOf(u) {
		if e := b.entry(p.name); e != nil {
			e.places = append(e.places, p.placeBearer)
		}
	}
}

func (b *builder) addOfficeForms(u gaobang.Unit) {
	bureau, ok := b.reg.BureauOf(u.Parent)
	if !ok {
		return
	}
	for _, form := range inCity(u, bureau) {
		b.addUnitName(u, form, gaobang.Validity{})
	}
	for _, name := range append([]gaobang.Alias{{Name: u.Name}}, u.Aliases...) {
		for _, form := range officeForms(u, name.Name, bureau) {
			b.addUnitName(u, form, name.Validity)
		}
	}
}

func (b *builder) addUnitName(u gaobang.Unit, name string, v gaobang.Validity) {
	if e := b.entry(name); e != nil {
		e.units = append(e.units, bearer[gaobang.UnitID]{u.ID, daysOf(v, u.Validity)})
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
		e.people = append(e.people, bearer[gaobang.PersonID]{id, daysOf(used, post)})
	}
}

// addGazetteer adds the areas that no unit of the registry is named after: so
// 常州市民政局 is known as one elsewhere, and where.
func (b *builder) addGazetteer() {
	for _, g := range gazetteer.All() {
		b.addArea(g.Name, g, false)
		if g.Bare != "" && g.Bare != g.Name && len(gazetteer.Named(g.Bare)) > 0 {
			b.addArea(g.Bare, g, true)
		}
	}
}

func (b *builder) addArea(name string, g gazetteer.Entry, bare bool) {
	if e := b.entry(name); e != nil {
		e.places = append(e.places, placeBearer{full: g.Name, bare: bare, division: g.Division})
	}
}

// isTimeless reports whether the name means the same on every day.
func (e *entry) isTimeless() bool {
	return !slices.ContainsFunc(e.units, func(b bearer[gaobang.UnitID]) bool { return b.days != days{} }) &&
		!slices.ContainsFunc(e.people, func(b bearer[gaobang.PersonID]) bool { return b.days != days{} }) &&
		!slices.ContainsFunc(e.places, func(b placeBearer) bool { return b.days != days{} })
}

// meaning is what the name means on that day. It is shared: nobody changes it.
func (e *entry) meaning(on gaobang.Date) *meaning {
	if e.always != nil {
		return e.always
	}
	return e.on(on)
}

func (e *entry) on(day gaobang.Date) *meaning {
	return &meaning{units: bearersOn(e.units, day), people: bearersOn(e.people, day), place: e.placeOn(day)}
}

// bearersOn are those who bear the name that day, each once, in the order of the
// registry.
func bearersOn[ID cmp.Ordered](bearers []bearer[ID], on gaobang.Date) []ID {
	var ids []ID
	for _, b := range bearers {
		if b.days.contain(on) && !slices.Contains(ids, b.id) {
			ids = append(ids, b.id)
		}
	}
	return ids
}
