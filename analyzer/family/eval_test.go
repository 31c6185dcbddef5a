package family

import (
	"fmt"
	"maps"
	"math/bits"
	"slices"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

// tally counts by row and column.
type tally map[string]map[int][2]int // right and all

func (t tally) add(kind string, strength int, right bool) {
	if t[kind] == nil {
		t[kind] = map[int][2]int{}
	}
	n := t[kind][strength]
	n[1]++
	if right {
		n[0]++
	}
	t[kind][strength] = n
}

func (t tally) total() (right, all int) {
	for _, row := range t {
		for _, n := range row {
			right, all = right+n[0], all+n[1]
		}
	}
	return right, all
}

func (t tally) String() string {
	var b strings.Builder
	for _, kind := range slices.Sorted(maps.Keys(t)) {
		fmt.Fprintf(&b, "\n  %s", kind)
		for _, strength := range slices.Sorted(maps.Keys(t[kind])) {
			fmt.Fprintf(&b, "\t%d/%d", t[kind][strength][0], t[kind][strength][1])
		}
	}
	return b.String()
}

// The goals, on each half.
const (
	goalRecall    = 0.97
	goalPrecision = 0.995
	leastOfEach   = 200 // reprints, and strangers
)

// TestReprintsAndStrangers measures recall by kind of edit and strength, and how
// many strangers are taken for reprints, and fails under the goals. Of the half
// held out it says the totals.
func TestReprintsAndStrangers(t *testing.T) {
	for _, heldOut := range []bool{false, true} {
		h := readHalf(t, heldOut)
		m := measure(h)
		right, all := m.found.total()
		kept, others := m.apart.total()
		taken := others - kept
		recall, precision := share(right, all), share(right, right+taken)
		t.Logf("held out %v: recall %.4f of %d, the sieve lets through %.4f, SimHash of 3 bits alone %.4f; precision %.4f beside %d strangers, %d taken",
			heldOut, recall, all, share(m.sieved.total()), share(m.bits.total()), precision, others, taken)
		if !heldOut {
			t.Logf("found by kind of edit and strength%s\nstrangers kept apart%s\nmissed or taken: %s", m.found, m.apart, m.wrong)
		}
		if recall < goalRecall || precision < goalPrecision || all < leastOfEach || others < leastOfEach {
			t.Errorf("held out %v: recall %.4f of %d, precision %.4f beside %d; want %v of at least %d, %v", heldOut, recall, all, precision, others, goalRecall, leastOfEach, goalPrecision)
		}
	}
}

// measured is what was found of the reprints, by what, and which strangers were
// kept apart.
type measured struct {
	found, sieved, bits, apart tally
	wrong                      []string
}

func measure(h half) measured {
	m := measured{tally{}, tally{}, tally{}, tally{}, nil}
	for _, r := range h.reprints() {
		a, b := r.origin.text(), r.edited.text()
		m.found.add(r.kind, r.strength, told(a, b))
		m.sieved.add(r.kind, r.strength, shareKey(a, b))
		m.bits.add(r.kind, r.strength, bits.OnesCount64(r.origin.trace()^r.edited.trace()) <= 3)
		if !told(a, b) {
			m.wrong = append(m.wrong, fmt.Sprintf("%s %s %d %v", r.of, r.kind, r.strength, Near(a, b)))
		}
	}
	for _, s := range h.strangers() {
		a, b := s.a.text(), s.b.text()
		m.apart.add(s.kind, 1, !told(a, b))
		if told(a, b) {
			m.wrong = append(m.wrong, fmt.Sprintf("%s: %s / %s %v", s.kind, s.a.title, s.b.title, Near(a, b)))
		}
	}
	return m
}

func share(part, all int) float64 { return float64(part) / float64(all) }

func (p piece) text() Text { return Read(p.title, p.body(), gaobang.Moment{}) }

func (p piece) trace() uint64 { return Trace(p.title, p.body()) }

// told reports whether two texts are told to be one story, by the sieve and by
// what they have in common.
func told(a, b Text) bool {
	kind := Near(a, b).Kind
	return shareKey(a, b) && kind != "" && kind != gaobang.Overlap
}

func shareKey(a, b Text) bool {
	return slices.ContainsFunc(a.Keys(), func(k uint64) bool { return slices.Contains(b.Keys(), k) })
}
