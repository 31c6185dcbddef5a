package family

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
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

// TestReprintsAndStrangers measures recall by kind of edit and strength, and how
// many strangers are taken for reprints. Of the half held out it says the totals.
func TestReprintsAndStrangers(t *testing.T) {
	for _, heldOut := range []bool{false, true} {
		h := readHalf(t, heldOut)
		found, sieved, simhash, apart := tally{}, tally{}, tally{}, tally{}
		for _, r := range h.reprints() {
			a, b := sketchPiece(r.origin), sketchPiece(r.edited)
			_, near := Near(a.Sketch, b.Sketch)
			shared := shareKey(a.Sketch, b.Sketch)
			found.add(r.kind, r.strength, near && shared)
			sieved.add(r.kind, r.strength, shared)
			simhash.add(r.kind, r.strength, Distance(a.simhash, b.simhash) <= 3)
		}
		for _, s := range h.strangers() {
			a, b := sketchPiece(s.a), sketchPiece(s.b)
			_, near := Near(a.Sketch, b.Sketch)
			apart.add(s.kind, 0, !near || !shareKey(a.Sketch, b.Sketch))
		}
		right, all := found.total()
		kept, others := apart.total()
		through, _ := sieved.total()
		bits, _ := simhash.total()
		t.Logf("held out %v: recall %.4f of %d, sieve %.4f, SimHash ≤ 3 alone %.4f; precision %.4f beside %d strangers, %d taken",
			heldOut, share(right, all), all, share(through, all), share(bits, all), share(right, right+others-kept), others, others-kept)
		if !heldOut {
			t.Logf("recall%s\nsieve%s\nstrangers apart%s", found, sieved, apart)
		}
	}
}

func share(part, all int) float64 { return float64(part) / float64(all) }

type sketched struct {
	Sketch

	simhash uint64
}

func sketchPiece(p piece) sketched {
	simhash, shingles := Fingerprint(p.body())
	return sketched{Sketch{Shingles: shingles, Chars: letters(p.body())}, simhash}
}
