package attribute

import "github.com/gaobang/gaobang"

// sure is the confidence of a basis that nothing speaks against: of a hundred such
// answers at least so many are right. The figures are the lower ends of the 95 %
// intervals (Wilson) over half of the passages as it was before anything was tuned
// to it; what was mended since does not raise them. See docs/attribution.md.
var sure = map[gaobang.Basis]gaobang.Confidence{
	gaobang.ByPerson:      92, // 45 of 45
	gaobang.ByBylineUnit:  74, // 17 of 18
	gaobang.ByNamedUnit:   82, // 35 of 37
	gaobang.ByNamedBureau: 91, // 43 of 43
	gaobang.ByPlace:       64, // 14 of 16
	gaobang.ByTopic:       62, // 10 of 11
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
	gaobang.DoubtSilent:   40,
}

// UsualThreshold is the confidence under which an answer waits for a person where
// a rule book or the settings say nothing else.
const UsualThreshold gaobang.Confidence = 70

// confidenceOf is how sure an answer on a basis is.
func confidenceOf(basis gaobang.Basis, doubt gaobang.Doubt) gaobang.Confidence {
	if doubt == "" {
		return sure[basis]
	}
	return min(sure[basis], doubtful[doubt])
}
