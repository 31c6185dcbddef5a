package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/config"
)

// enrolment is the units book while names are accepted into it for one unit.
type enrolment struct {
	books   knownBooks // before
	unit    gaobang.Unit
	from    gaobang.Date
	book    config.File
	signers []string // the IDs of the people, new and known
	said    []string
}

func (e *enrolment) say(format string, args ...any) {
	e.said = append(e.said, fmt.Sprintf(format, args...))
}

// alias accepts one more name of the unit, up to the day from which it has it.
func (e *enrolment) alias(name string) error {
	has := []gaobang.Validity{}
	for _, a := range e.unit.Aliases {
		if a.Name == name {
			has = append(has, a.Validity)
		}
	}
	if e.unit.Name == name || covers(has, e.from) {
		e.say("“%s”已是%s的名称，无需收录", name, e.unit.Label())
		return nil
	}
	content, err := config.AcceptAlias(e.book, e.unit.ID, gaobang.Alias{Name: name, Validity: until(e.from, has)})
	if err == nil {
		e.book.Data = content
	}
	return err
}

// person accepts a person as correspondent of the unit: nobody twice, one who left
// or comes later with a further post, else as a new one.
func (e *enrolment) person(name string) error {
	known, serving := e.bearers(name)
	i := slices.IndexFunc(known, func(p gaobang.Person) bool { at, serves := p.UnitOn(e.from); return serves && at == e.unit.ID })
	if i < 0 {
		i = slices.IndexFunc(known, e.isHere)
	}
	if i >= 0 {
		post, _ := known[i].UnitOn(e.from)
		e.say("%s（%s）已在册（%s），无需收录", name, known[i].ID, e.books.unit(post))
		e.signers = append(e.signers, string(known[i].ID))
		return nil
	}
	p, back := e.returning(known)
	if !back {
		p = gaobang.Person{ID: e.newID(name), Name: name}
		for _, other := range serving {
			unit, _ := other.UnitOn(e.from)
			e.say("%s也有一位%s（%s）：这次按同名的另一人收录（%s）；若是同一人调动，请改 units 名册里他的任职，再认定一次", e.books.unit(unit), name, other.ID, p.ID)
		}
	}
	has := make([]gaobang.Validity, 0, len(p.Posts))
	for _, post := range p.Posts {
		has = append(has, post.Validity)
	}
	p.Posts = []gaobang.Post{{Unit: e.unit.ID, Validity: until(e.from, has)}}
	content, err := config.AcceptPerson(e.book, p)
	if err == nil {
		e.book.Data = content
		e.signers = append(e.signers, string(p.ID))
	}
	return err
}

// bearers are the people of a name or pen name, and those of them who serve
// somewhere on the day.
func (e *enrolment) bearers(name string) (known, serving []gaobang.Person) {
	for _, p := range e.books.Registry.People {
		if !p.Bears(name, e.from) {
			continue
		}
		known = append(known, p)
		if _, serves := p.UnitOn(e.from); serves {
			serving = append(serving, p)
		}
	}
	return known, serving
}

// isHere reports somebody who may sign for the unit on the day: of it, of what is
// below it, or of its bureau.
func (e *enrolment) isHere(p gaobang.Person) bool {
	post, serves := p.UnitOn(e.from)
	own, _ := e.books.Registry.BureauOf(e.unit.ID)
	return serves && e.books.Registry.CheckBureau(own.ID, post) == nil && (e.books.isWithin(e.unit.ID, post) || e.books.isWithin(post, e.unit.ID))
}

// returning is the one who serves nowhere on the day but was at the unit or comes to
// it, else the only one who serves nowhere.
func (e *enrolment) returning(known []gaobang.Person) (gaobang.Person, bool) {
	idle := slices.DeleteFunc(slices.Clone(known), func(p gaobang.Person) bool { _, serves := p.UnitOn(e.from); return serves })
	here := slices.DeleteFunc(slices.Clone(idle), func(p gaobang.Person) bool {
		return !slices.ContainsFunc(p.Posts, func(post gaobang.Post) bool { return post.Unit == e.unit.ID })
	})
	switch {
	case len(here) == 1:
		return here[0], true
	case len(idle) == 1:
		return idle[0], true
	}
	return gaobang.Person{}, false
}

// newID is made from name and unit, and never one that somebody has.
func (e *enrolment) newID(name string) gaobang.PersonID {
	key := name + "\x00" + string(e.unit.ID)
	for {
		sum := sha256.Sum256([]byte(key))
		id := gaobang.PersonID("p-" + hex.EncodeToString(sum[:4]))
		if _, taken := e.books.Registry.Person(id); !taken {
			return id
		}
		key += "\x00"
	}
}

// covers reports whether a day is in one of the spans.
func covers(spans []gaobang.Validity, day gaobang.Date) bool {
	return slices.ContainsFunc(spans, func(v gaobang.Validity) bool { return v.Contains(day) })
}

// until is from a day on, to the eve of the first of the spans that begins later.
func until(from gaobang.Date, spans []gaobang.Validity) gaobang.Validity {
	v := gaobang.Validity{From: from}
	for _, other := range spans {
		if eve := other.From.AddDays(-1); other.From.After(from) && (v.To.IsZero() || eve.Before(v.To)) {
			v.To = eve
		}
	}
	return v
}

// refused says why the book may not become so, in the words of the ruling: whose a
// name is already, else what its check says.
func (e *enrolment) refused(err error, names []string) error {
	var faults config.Problems
	if !errors.As(err, &faults) {
		return err
	}
	for _, name := range names {
		if owner, taken := e.ownerOf(name); taken {
			return gaobang.Errorf(gaobang.Conflict, "“%s”已是%s（%s）的名称，不能再记给%s，什么都没有保存：若稿件是它的，请改用 --units %s；"+
				"若这个叫法先后归两家，请先在 units 名册里给它写上 to；若两家都这么叫，就不要收录，只认定这一篇", name, owner.Label(), owner.ID, e.unit.Label(), owner.ID)
		}
		if i := slices.IndexFunc(e.books.Registry.People, func(p gaobang.Person) bool { return p.Bears(name, gaobang.Date{}) }); i >= 0 {
			p := e.books.Registry.People[i]
			return gaobang.Errorf(gaobang.Conflict, "“%s”已是通讯员%s（%s）的名字，不能再记作%s的名称，什么都没有保存：收录人用 --accept-person，单位的叫法和集体笔名用 --accept-alias",
				name, p.Name, p.ID, e.unit.Label())
		}
	}
	return gaobang.Errorf(gaobang.Invalid, "照此收录，units 名册就通不过检查，什么都没有保存：\n%w", faults)
}

// ownerOf is the other unit that has a name already, one of the same bureau before
// others: offices of two bureaus may bear one name.
func (e *enrolment) ownerOf(name string) (owner gaobang.Unit, taken bool) {
	bureau, _ := e.books.Registry.BureauOf(e.unit.ID)
	for _, u := range e.books.Registry.Units {
		if u.ID == e.unit.ID || !u.Bears(name, gaobang.Date{}) {
			continue
		}
		if above, _ := e.books.Registry.BureauOf(u.ID); !taken || above.ID == bureau.ID {
			owner, taken = u, true
		}
	}
	return owner, taken
}
