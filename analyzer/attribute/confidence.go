package attribute

import (
	"math"

	"github.com/gaobang/gaobang"
)

// tally is how many answers of one kind were right.
type tally struct{ right, of int }

// firstSight are the answers of each basis over the parts of the passages that
// nothing had been tuned to when they were first run: held-out, fresh, wide, later,
// spring, summer and autumn. What was mended since does not raise them. See docs/attribution.md.
var firstSight = map[gaobang.Basis]tally{
	gaobang.ByPerson:      {145, 145},
	gaobang.ByBylineUnit:  {65, 66},
	gaobang.ByNamedUnit:   {114, 119},
	gaobang.ByNamedBureau: {150, 155},
	gaobang.ByPlace:       {53, 72},
	gaobang.ByTopic:       {42, 48},
}

// sure is the confidence of a basis that nothing speaks against: of a hundred such
// answers at least so many are right.
func sure(basis gaobang.Basis) gaobang.Confidence {
	return gaobang.Confidence(100 * firstSight[basis].atLeast())
}

// atLeast is the lower end of the 95 % interval (Wilson) of the share that is right.
func (t tally) atLeast() float64 {
	if t.of == 0 {
		return 0
	}
	const z = 1.96
	n, p := float64(t.of), float64(t.right)/float64(t.of)
	return (p + z*z/(2*n) - z*math.Sqrt(p*(1-p)/n+z*z/(4*n*n))) / (1 + z*z/n)
}

// doubtful is the most that can be said where something speaks against an answer.
// Too few passages stand behind each for a figure; the usual threshold is 70, so
// every one of these waits for a person.
var doubtful = map[gaobang.Doubt]gaobang.Confidence{
	gaobang.DoubtHomonym:  50,
	gaobang.DoubtStranger: 60,
	gaobang.DoubtMismatch: 60,
	gaobang.DoubtNearby:   60,
	gaobang.DoubtPrefix:   60,
	gaobang.DoubtShared:   60,
	gaobang.DoubtListed:   65,
	gaobang.DoubtIndirect: 64,
	gaobang.DoubtPassing:  60,
	gaobang.DoubtUnlisted: 60,
	gaobang.DoubtThin:     60,
}

// UsualThreshold is the confidence under which an answer waits for a person where
// a rule book or the settings say nothing else.
const UsualThreshold gaobang.Confidence = 70

// confidenceOf is how sure an answer on a basis is.
func confidenceOf(basis gaobang.Basis, doubt gaobang.Doubt) gaobang.Confidence {
	if doubt == "" {
		return sure(basis)
	}
	return min(sure(basis), doubtful[doubt])
}
