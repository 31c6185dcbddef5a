package family

import "slices"

// The thresholds, from edited reprints and from stories of one bureau that are
// not one (see the test of recall).
const (
	tinyText    = 40 // characters: only the same text is the same story
	shortText   = 120
	nearShort   = 0.80 // of all shingles of both, for short texts: templates share a lot
	nearContent = 0.65 // of the shorter text's shingles
)

// Near reports whether two articles carry one story, and the per cent of the
// shorter one's runs that stand in the longer. It is symmetric.
func Near(a, b Sketch) (similarity int, near bool) {
	if len(a.Shingles) == 0 || len(b.Shingles) == 0 {
		return 0, false
	}
	if a.Chars == b.Chars && slices.Equal(a.Shingles, b.Shingles) {
		return 100, true
	}
	shared := jaccard(a.Shingles, b.Shingles)
	short, long := float64(min(a.Chars, b.Chars)), float64(max(a.Chars, b.Chars))
	// From the share of the union to the share of the shorter text.
	contained := min(1, shared*(short+long)/((1+shared)*short))
	similarity = min(99, int(100*contained+0.5))
	switch {
	case short < tinyText:
		return similarity, false
	case short < shortText:
		return similarity, shared >= nearShort
	}
	return similarity, contained >= nearContent
}

// jaccard estimates the share of common shingles among all of both: of the
// smallest of the union, how many both have.
func jaccard(a, b []uint32) float64 {
	size := min(sketchSize, max(len(a), len(b)))
	if len(a) < sketchSize && len(b) < sketchSize {
		size = len(a) + len(b) // both are whole: count all
	}
	seen, both := 0, 0
	for i, j := 0, 0; seen < size && (i < len(a) || j < len(b)); seen++ {
		switch {
		case j == len(b) || i < len(a) && a[i] < b[j]:
			i++
		case i == len(a) || b[j] < a[i]:
			j++
		default:
			i, j, both = i+1, j+1, both+1
		}
	}
	return float64(both) / float64(seen)
}
