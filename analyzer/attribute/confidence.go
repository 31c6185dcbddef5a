package attribute

import "github.com/gaobang/gaobang"

// sure is the confidence of a basis that nothing speaks against: of a hundred
// such answers so many are right. The figures are those of the reliability table
// in docs/attribution.md, cut down where few passages stand behind them.
var sure = map[gaobang.Basis]gaobang.Confidence{
	gaobang.ByPerson:      97,
	gaobang.ByBylineUnit:  96,
	gaobang.ByNamedUnit:   88,
	gaobang.ByNamedBureau: 80,
	gaobang.ByPlace:       60,
	gaobang.ByTopic:       55,
}

// doubtful is the most that can be said where something speaks against an answer.
// The usual threshold is 70, so every one of these waits for a person.
var doubtful = map[gaobang.Doubt]gaobang.Confidence{
	gaobang.DoubtHomonym:  50,
	gaobang.DoubtStranger: 60,
	gaobang.DoubtMismatch: 60,
	gaobang.DoubtNearby:   60,
	gaobang.DoubtPrefix:   60,
	gaobang.DoubtShared:   60,
	gaobang.DoubtListed:   65,
	gaobang.DoubtIndirect: 60,
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
