package learn

// telling is what was answered for the samples of one story.
type telling struct{ learned, lexicon Figures }

// tellings are the stories by their number, with what the lexicon answered.
func tellings(samples []Sample, story []int) map[int]*telling {
	by := map[int]*telling{}
	for i, s := range samples {
		if by[story[i]] == nil {
			by[story[i]] = &telling{}
		}
		by[story[i]].lexicon.Count(s.Label, s.Lexicon.Label)
	}
	return by
}

// draws is how many times stories are drawn anew: enough to tell nine in ten.
const draws = 400

// sure is in what share of draws the model does better than the lexicon. A draw
// takes as many stories as there are, each with its like (bootstrap; Efron 1979).
func sure(by map[int]*telling, story []int) float64 {
	var all []*telling
	for i, s := range story {
		if s == i { // a story has the number of its first sample
			all = append(all, by[s])
		}
	}
	better, seed := 0, uint64(1)
	for range draws {
		var learned, lexicon Figures
		for range all {
			seed = next(seed)
			t := all[(seed>>33)%uint64(len(all))]
			learned.add(t.learned)
			lexicon.add(t.lexicon)
		}
		if learned.MacroF1() > lexicon.MacroF1() {
			better++
		}
	}
	return float64(better) / draws
}
