package example

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gaobang/gaobang"
)

// Score counts how attributions stand to the keys of many examples.
type Score struct {
	Examples       int
	Relevance      Count // bureaus
	Sure           Count // the same of answers that wait for nobody; what is missing is not counted
	Unit, Person   Count // of bureaus that are concerned without doubt
	Whole, Pairs   int   // bureaus for which units and people are right altogether, of how many
	Scopes         int   // of Pairs found, with the right scope
	Found          int   // of Pairs, attributed at all
	ConfidentWrong int   // examples with a wrong answer at or over the threshold
	Queued         int   // examples with an answer under it
	Faults         []Fault
	Reliability    map[Ground]Outcome
}

// Count is hits, answers that are wrong, and wanted ones that are missing.
type Count struct{ Hit, Wrong, Missing int }

// Precision is of the answers how many are right.
func (c Count) Precision() float64 { return ratio(c.Hit, c.Hit+c.Wrong) }

// Recall is of what is wanted how much is answered.
func (c Count) Recall() float64 { return ratio(c.Hit, c.Hit+c.Missing) }

// F1 is their harmonic mean.
func (c Count) F1() float64 { return ratio(2*c.Hit, 2*c.Hit+c.Wrong+c.Missing) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

// Fault is one example that was answered wrong.
type Fault struct {
	Example   Example
	Got       []gaobang.Attribution
	Confident bool // wrong at or over the threshold
}

// Ground is what an attribution rests on and what speaks against it.
type Ground struct {
	Basis      gaobang.Basis
	Doubt      gaobang.Doubt
	Confidence gaobang.Confidence
}

// Outcome is how many attributions of one ground are right.
type Outcome struct{ Right, Wrong int }

// Add counts one example. An attribution under the threshold waits for a person.
func (s *Score) Add(e Example, got []gaobang.Attribution, threshold gaobang.Confidence) {
	s.Examples++
	if s.Reliability == nil {
		s.Reliability = map[Ground]Outcome{}
	}
	wrong, confident, queued := false, false, false
	for _, t := range got {
		queued = queued || t.Confidence < threshold
		known, right := e.rules(t)
		if !known {
			continue
		}
		o := s.Reliability[Ground{t.Basis, t.Doubt, t.Confidence}]
		if right {
			o.Right++
		} else {
			o.Wrong++
			confident = confident || t.Confidence >= threshold
		}
		s.Reliability[Ground{t.Basis, t.Doubt, t.Confidence}] = o
	}
	for _, bureau := range e.bureaus(got) {
		if !s.bureau(e, bureau, got, threshold) {
			wrong = true
		}
	}
	if confident {
		s.ConfidentWrong++
	}
	if queued {
		s.Queued++
	}
	if wrong || confident {
		s.Faults = append(s.Faults, Fault{e, got, confident})
	}
}

// rules says whether an attribution is right; known is false where the key leaves
// it open.
func (e Example) rules(t gaobang.Attribution) (known, right bool) {
	same := func(c Credit) bool { return c.Bureau == t.Bureau && c.Unit == t.Unit && c.Person == t.Person }
	if slices.ContainsFunc(e.Units, same) {
		return true, true
	}
	about, concerned := e.about(t.Bureau)
	if concerned && about.Doubtful {
		return false, false
	}
	return true, slices.ContainsFunc(e.Maybe, same)
}

func (e Example) about(bureau gaobang.UnitID) (About, bool) {
	i := slices.IndexFunc(e.About, func(a About) bool { return a.Bureau == bureau })
	if i < 0 {
		return About{}, false
	}
	return e.About[i], true
}

// bureaus are those that the key or the answer names.
func (e Example) bureaus(got []gaobang.Attribution) []gaobang.UnitID {
	var all []gaobang.UnitID
	for _, a := range e.About {
		all = append(all, a.Bureau)
	}
	for _, t := range got {
		all = append(all, t.Bureau)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// bureau counts one bureau of an example and says whether all is right there.
func (s *Score) bureau(e Example, bureau gaobang.UnitID, got []gaobang.Attribution, threshold gaobang.Confidence) bool {
	about, concerned := e.about(bureau)
	mine := slices.DeleteFunc(slices.Clone(got), func(t gaobang.Attribution) bool { return t.Bureau != bureau })
	sure := slices.ContainsFunc(mine, func(t gaobang.Attribution) bool { return t.Confidence >= threshold })
	switch {
	case concerned && about.Doubtful:
		return true
	case !concerned:
		s.Relevance.Wrong++
		if sure {
			s.Sure.Wrong++
		}
		return false
	case sure:
		s.Sure.Hit++
	}
	s.Pairs++
	if len(mine) == 0 {
		s.Relevance.Missing++
	} else {
		s.Relevance.Hit++
		s.Found++
		if mine[0].Scope == about.Scope {
			s.Scopes++
		}
	}
	of := func(credits []Credit, key func(Credit) string) []string {
		var all []string
		for _, c := range credits {
			if k := key(c); c.Bureau == bureau && k != "" && !slices.Contains(all, k) {
				all = append(all, k)
			}
		}
		return all
	}
	answers := make([]Credit, len(mine))
	for i, t := range mine {
		answers[i] = Credit{Bureau: t.Bureau, Unit: t.Unit, Person: t.Person}
	}
	unit := func(c Credit) string { return string(c.Unit) }
	person := func(c Credit) string { return string(c.Person) }
	units := compare(of(answers, unit), of(e.Units, unit), of(e.Maybe, unit), len(of(e.Units, unit)) == 0)
	people := compare(of(answers, person), of(e.Units, person), of(e.Maybe, person), false)
	s.Unit, s.Person = s.Unit.plus(units), s.Person.plus(people)
	if units.Wrong+units.Missing+people.Wrong+people.Missing > 0 {
		return false
	}
	s.Whole++
	return true
}

// compare counts answers against what is wanted and what is allowed. Where oneOf,
// one of the allowed is wanted.
func compare(got, want, allowed []string, oneOf bool) Count {
	var c Count
	one := false
	for _, g := range got {
		switch {
		case slices.Contains(want, g):
			c.Hit++
		case slices.Contains(allowed, g):
			one = true
		default:
			c.Wrong++
		}
	}
	c.Missing = len(want) - c.Hit
	if oneOf && one {
		c.Hit++
	} else if oneOf && len(allowed) > 0 {
		c.Missing++
	}
	return c
}

func (c Count) plus(o Count) Count {
	return Count{c.Hit + o.Hit, c.Wrong + o.Wrong, c.Missing + o.Missing}
}

// WrongAndConfident is of the examples how many have a wrong answer that waits for
// nobody.
func (s *Score) WrongAndConfident() float64 { return ratio(s.ConfidentWrong, s.Examples) }

// ScopesRight is of the bureaus that were found how many have the right scope.
func (s *Score) ScopesRight() float64 { return ratio(s.Scopes, s.Found) }

// String is the figures, a line each, as people read them.
func (s *Score) String() string {
	var b strings.Builder
	count := func(name string, c Count) {
		fmt.Fprintf(&b, "%s：准确率 %.4f，召回率 %.4f，F1 %.4f（对 %d，错 %d，漏 %d）\n", name, c.Precision(), c.Recall(), c.F1(), c.Hit, c.Wrong, c.Missing)
	}
	fmt.Fprintf(&b, "例子：%d 篇\n", s.Examples)
	count("是不是本局的", s.Relevance)
	fmt.Fprintf(&b, "其中不等人认定的：准确率 %.4f（对 %d，错 %d）\n", s.Sure.Precision(), s.Sure.Hit, s.Sure.Wrong)
	count("单位", s.Unit)
	count("通讯员", s.Person)
	fmt.Fprintf(&b, "一个局的单位和通讯员全对：%.4f（%d 中 %d）\n", ratio(s.Whole, s.Pairs), s.Pairs, s.Whole)
	fmt.Fprintf(&b, "用稿方式：%.4f（%d 中 %d）\n", s.ScopesRight(), s.Found, s.Scopes)
	fmt.Fprintf(&b, "判错又不等人认定：%.4f（%d 篇）\n", s.WrongAndConfident(), s.ConfidentWrong)
	fmt.Fprintf(&b, "等人认定：%.4f（%d 篇）\n", ratio(s.Queued, s.Examples), s.Queued)
	return b.String()
}
