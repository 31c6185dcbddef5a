package scoring

import (
	"slices"

	"github.com/gaobang/gaobang"
)

// Suppose is the ledger as it would be if people ruled on credits that wait: counted
// with every one of them ruled as the analyzer has it and not negative, negative with
// those that seem negative ruled so and the rest left waiting. What is ruled already
// stands. The input need hold no more than the stories of those credits.
func Suppose(in Input, waiting []gaobang.Credit) (counted, negative []gaobang.Credit) {
	ruled, ill := map[subject]bool{}, map[subject]bool{}
	for _, d := range in.Decisions {
		ruled[subject{d.Article, d.Bureau, d.Kind}] = true
	}
	for _, a := range in.Articles {
		for _, s := range a.Sentiments {
			ill[subject{a.ID, s.Bureau, gaobang.DecideSentiment}] = s.Label == gaobang.Negative
		}
	}
	asFound, asIll := slices.Clone(in.Decisions), slices.Clone(in.Decisions)
	for _, d := range supposed(in.Registry, waiting) {
		attitude := gaobang.Decision{Article: d.Article, Bureau: d.Bureau, Kind: gaobang.DecideSentiment, Sentiment: gaobang.Neutral}
		of := subject{d.Article, d.Bureau, gaobang.DecideSentiment}
		asFound = append(asFound, d)
		if !ruled[of] {
			asFound = append(asFound, attitude)
		}
		if !ruled[of] && ill[of] {
			attitude.Sentiment = gaobang.Negative
			asIll = append(asIll, d, attitude)
		}
	}
	in.Decisions = asFound
	counted = Ledger(in)
	in.Decisions = asIll
	return counted, Ledger(in)
}

// supposed are rulings that give the pieces that wait to those whom the credits name.
func supposed(r *gaobang.Registry, waiting []gaobang.Credit) []gaobang.Decision {
	var all []gaobang.Decision
	at := map[subject]int{}
	for _, c := range waiting {
		bureau, _ := r.BureauOf(c.Unit)
		of := subject{c.Article, bureau.ID, gaobang.DecideUnits}
		i, known := at[of]
		if !known {
			i, at[of] = len(all), len(all)
			all = append(all, gaobang.Decision{Article: c.Article, Bureau: bureau.ID, Kind: gaobang.DecideUnits})
		}
		all[i].Parts = append(all[i].Parts, gaobang.DecidedPart{Unit: c.Unit, Person: c.Person, Share: c.Share})
	}
	return all
}
