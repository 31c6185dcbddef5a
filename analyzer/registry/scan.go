package registry

import (
	"slices"

	"github.com/gaobang/gaobang"
)

// Hit is a name found in a text.
type Hit struct {
	From, To int    // bytes of the text
	Text     string // as it stands there
	Name     string // without padding, in half width and lower case
	Units    []gaobang.UnitID
	People   []gaobang.PersonID
	Relative bool   // 市民政局, 我市: whose it is depends on who says it
	Place    *Place // the area it names; nil for none
}

// Scan finds the names that stand in the text, as they were borne on that day,
// in the order of the text and without overlap.
func (n *Names) Scan(text string, on gaobang.Date) []Hit {
	found := n.automaton.find(text)
	if len(found) == 0 {
		return nil
	}
	candidates := make([]candidate, 0, len(found))
	for _, m := range found {
		if c := n.candidate(text, m, on); c.confusable || c.meansSomething() && standsAlone(text, c) {
			candidates = append(candidates, c)
		}
	}
	candidates = slices.DeleteFunc(append(candidates, foreignPlaces(text, candidates)...), candidate.void)
	return choose(swallow(candidates))
}

// candidate is a hit that others may hide.
type candidate struct {
	Hit
	confusable bool
}

func (c candidate) void() bool { return c.From >= c.To }

func (c candidate) meansSomething() bool {
	return c.Relative || c.Place != nil || len(c.Units) > 0 || len(c.People) > 0
}

func (n *Names) candidate(text string, m match, on gaobang.Date) candidate {
	e := &n.entries[m.entry]
	return candidate{confusable: e.confusable, Hit: Hit{
		From: m.from, To: m.to, Text: text[m.from:m.to], Name: e.name,
		Units: bearersOn(e.units, on), People: bearersOn(e.people, on),
		Relative: e.relative, Place: e.placeOn(on),
	}}
}

// swallow drops what lies within a confusable name, and a confusable name that
// only seems to stand there: in 丹阳镇江两市 the cities 丹阳 and 镇江 meet and no
// 丹阳镇 is named.
func swallow(all []candidate) []candidate {
	if !slices.ContainsFunc(all, func(c candidate) bool { return c.confusable }) {
		return all
	}
	isReal := func(c candidate) bool {
		return !slices.ContainsFunc(all, func(left candidate) bool {
			return !left.confusable && left.From == c.From && left.To < c.To &&
				slices.ContainsFunc(all, func(right candidate) bool {
					return !right.confusable && right.From == left.To && right.To > c.To
				})
		})
	}
	var kept []candidate
	for _, c := range all {
		if c.confusable {
			if isReal(c) {
				kept = append(kept, c)
			}
			continue
		}
		if !slices.ContainsFunc(all, func(d candidate) bool {
			return d.confusable && d.From <= c.From && c.To <= d.To && d.To-d.From > c.To-c.From && isReal(d)
		}) {
			kept = append(kept, c)
		}
	}
	return kept
}

// choose keeps the leftmost of what overlaps, and of those the longest. What a
// confusable name hides is no hit.
func choose(all []candidate) []Hit {
	slices.SortStableFunc(all, func(x, y candidate) int {
		if x.From != y.From {
			return x.From - y.From
		}
		return y.To - x.To
	})
	var hits []Hit
	end := 0
	for _, c := range all {
		if c.From < end {
			continue
		}
		end = c.To
		if !c.confusable || c.meansSomething() {
			hits = append(hits, c.Hit)
		}
	}
	return hits
}
