package attribute

import "github.com/gaobang/gaobang"

// The confidences: of a hundred such answers about so many are right. The usual
// threshold is 70, so everything from doubtful down waits for a person.
const (
	personSigns    gaobang.Confidence = 97
	unitSigns      gaobang.Confidence = 96
	unitNamed      gaobang.Confidence = 88
	bureauNamed    gaobang.Confidence = 80
	passingMention gaobang.Confidence = 65 // one of several offices in a list, once
	placeNamed     gaobang.Confidence = 60
	doubtfulSigner gaobang.Confidence = 60 // the name alone, or against the unit it stands with
	doubtfulName   gaobang.Confidence = 60 // 市民政局 where the text itself speaks of another city
	topicNamed     gaobang.Confidence = 55
	homonyms       gaobang.Confidence = 50 // several registered people of one name
)
