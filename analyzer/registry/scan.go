package registry

import (
	"cmp"
	"slices"

	"github.com/gaobang/gaobang"
)

// Hit is a name found in a text. Its lists are shared and not to be changed.
type Hit struct {
	From, To int    // bytes of the text
	Text     string // as it stands there
	Name     string // without padding, in half width and lower case
	Units    []gaobang.UnitID
	People   []gaobang.PersonID
	Relative bool   // 市民政局, 我市: whose it is depends on who says it
	Place    *Place // the area it names; nil for none
}

// roomForMatches is as many as a usual piece has; more cost an allocation.
const roomForMatches = 64

// Scan finds the names that stand in the text, as they were borne on that day,
// in the order of the text and without overlap.
func (n *Names) Scan(text string, on gaobang.Date) []Hit {
	var found [roomForMatches]match
	matches := n.automaton.find(text, found[:0])
	if len(matches) == 0 {
		return nil
	}
	var room [roomForMatches]candidate
	candidates := room[:0]
	for _, m := range matches {
		e := &n.entries[m.entry]
		c := candidate{m.from, m.to, e, e.meaning(on)}
		if c.confusable || c.meansSomething() && standsAlone(text, c) {
			candidates = append(candidates, c)
		}
	}
	sortCandidates(candidates)
	if foreign := foreignPlaces(text, candidates); foreign != nil {
		candidates = append(candidates, foreign...)
		sortCandidates(candidates)
	}
	candidates = dropLonger(text, candidates)
	return hits(text, choose(swallow(candidates)))
}

// candidate is a hit that others may hide.
type candidate struct {
	from, to int
	*entry
	means *meaning
}

func (c candidate) isForeign() bool {
	return len(c.means.units) == 0 && c.means.place != nil && c.means.place.Foreign()
}

func (c candidate) meansSomething() bool { return c.relative || !c.means.empty() }

// inReadingOrder is by place, at one place the longest first.
func inReadingOrder(x, y candidate) int {
	if x.from != y.from {
		return x.from - y.from
	}
	return y.to - x.to
}

// sortCandidates puts candidates in reading order; most often they are.
func sortCandidates(all []candidate) {
	if !slices.IsSortedFunc(all, inReadingOrder) {
		slices.SortStableFunc(all, inReadingOrder)
	}
}

// startingAt are the candidates that begin at a place.
func startingAt(all []candidate, from int) []candidate {
	low, _ := slices.BinarySearchFunc(all, from, func(c candidate, at int) int { return cmp.Compare(c.from, at) })
	high := low
	for high < len(all) && all[high].from == from {
		high++
	}
	return all[low:high]
}

// swallow drops what lies within a confusable name, and a confusable name that
// only seems to stand there: in 丹阳镇江两市 the cities 丹阳 and 镇江 meet and no
// 丹阳镇 is named.
func swallow(all []candidate) []candidate {
	if !slices.ContainsFunc(all, func(c candidate) bool { return c.confusable }) {
		return all
	}
	kept := make([]candidate, 0, len(all))
	from, to := 0, 0 // the confusable name that reaches farthest
	for _, c := range all {
		if c.confusable {
			if isOnlySeen(all, c) {
				continue
			}
			if c.to > to {
				from, to = c.from, c.to
			}
		} else if c.to <= to && (c.to-c.from < to-from) {
			continue
		}
		kept = append(kept, c)
	}
	return kept
}

// isOnlySeen reports a confusable name that two other names make where they meet.
func isOnlySeen(all []candidate, c candidate) bool {
	return slices.ContainsFunc(startingAt(all, c.from), func(left candidate) bool {
		return !left.confusable && left.to < c.to &&
			slices.ContainsFunc(startingAt(all, left.to), func(right candidate) bool { return !right.confusable && right.to > c.to })
	})
}

// choose keeps the leftmost of what overlaps, and of those the longest.
func choose(all []candidate) []candidate {
	kept, end := all[:0], 0
	for _, c := range all {
		if c.from >= end {
			end = c.to
			kept = append(kept, c)
		}
	}
	return kept
}

// hits are the candidates that mean somebody or some place: what a confusable
// name hides is no hit, and in 昆明市民政局 no 民政局 is left that could be ours.
func hits(text string, chosen []candidate) []Hit {
	all := make([]Hit, 0, len(chosen))
	for i, c := range chosen {
		if c.meansSomething() && !(i > 0 && c.relative && chosen[i-1].to == c.from && chosen[i-1].isForeign()) {
			all = append(all, Hit{
				From: c.from, To: c.to, Text: text[c.from:c.to], Name: c.name,
				Units: c.means.units, People: c.means.people, Relative: c.relative, Place: c.means.place,
			})
		}
	}
	if len(all) == 0 {
		return nil
	}
	return all
}
