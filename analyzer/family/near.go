package family

import "github.com/gaobang/gaobang"

// The thresholds, from the reprints and strangers of testdata.
const (
	shortText    = 120  // letters: under it templates share a lot
	nearShort    = 0.75 // of a short text's runs stand in the other
	nearContent  = 0.50 // of the shorter text's runs stand in the longer
	most         = 0.70 // of the longer text's runs stand in the shorter: two strangers cannot both have that
	nearlyAll    = 0.85 // of them: what looks like a round-up is none
	overlapping  = 0.25 // of the shorter text's runs: some of the text is one
	differing    = 1    // place with other values, of
	differShare  = 0.3  // all places that both have: a template filled in again
	seasonDays   = 60   // between two publications, after which only
	nearSeasoned = 0.90 // of both texts' runs make them one story: a yearly piece is written from last year's
	tinyDays     = 3    // between two publications of one very short text
)

// Likeness is how two texts stand to each other.
type Likeness struct {
	Kind       gaobang.KinKind // "" where they are strangers
	Outer      bool            // the first text is the longer
	Similarity int             // per cent of the shorter one's runs that stand in the longer
}

// Near tells whether two texts carry one story. But for Outer it is symmetric.
func Near(a, b Text) Likeness {
	like := Likeness{Outer: len(a.runs) > len(b.runs)}
	shorter, longer := a, b
	if like.Outer {
		shorter, longer = b, a
	}
	if filledAgain(a, b) {
		return like
	}
	if shorter.letters < tinyText {
		if a.whole != 0 && a.whole == b.whole && within(a, b, tinyDays) {
			like.Kind, like.Similarity = gaobang.SameText, 100
		}
		return like
	}
	both := shared(a.runs, b.runs)
	ofShorter, ofLonger := float64(both)/float64(len(shorter.runs)), float64(both)/float64(len(longer.runs))
	like.Similarity = int(100*ofShorter + 0.5)
	if a.whole != b.whole {
		like.Similarity = min(like.Similarity, 99)
	}
	like.Kind = kindOf(shorter, longer, ofShorter, ofLonger)
	return like
}

func kindOf(shorter, longer Text, ofShorter, ofLonger float64) gaobang.KinKind {
	if shorter.whole == longer.whole {
		return gaobang.SameText
	}
	agree, differ := disagreement(shorter.particulars, longer.particulars)
	switch {
	case ofShorter < overlapping,
		differ >= differing && float64(differ) >= differShare*float64(agree+differ),
		!within(shorter, longer, seasonDays) && ofLonger < nearSeasoned:
		return ""
	case ofShorter < nearContent, shorter.letters < shortText && ofShorter < nearShort:
		return gaobang.Overlap
	case longer.roundUp && !shorter.roundUp && ofLonger < nearlyAll:
		return gaobang.Carried
	case ofLonger < most:
		return gaobang.Within
	}
	return gaobang.SameText
}

// within reports whether two texts may have been published so many days apart.
func within(a, b Text, days int) bool {
	if a.day.IsZero() || b.day.IsZero() {
		return true
	}
	first, last := a.day, b.day
	if last.Compare(first) < 0 {
		first, last = last, first
	}
	return last.Compare(first.AddDays(days)) <= 0
}

// shared counts what two rising lists have in common.
func shared(a, b []uint64) int {
	both := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			i, j, both = i+1, j+1, both+1
		}
	}
	return both
}
