package learn

import (
	"context"
	"slices"
	"unicode"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/sentiment"
)

// Sample is a line with what a person judged of it.
type Sample struct {
	Text  string // the head of a piece, a line break, what follows
	Label gaobang.SentimentLabel
	// Lexicon is what the lexicon says of it without the person.
	Lexicon sentiment.Verdict
}

const (
	// sameStory is the share of letter pairs that two tellings of one story have in
	// common; edited reprints of a headline have a third to a half.
	sameStory = 0.3
	// commonPair is in how many samples a pair stands before it tells stories apart
	// no more; it bounds the comparisons.
	commonPair = 400
)

// folds puts samples into parts of about the same size, those of one story into
// one part: in the order of the samples, and in another order with each round.
func folds(story []int, round int) []int {
	var order []int
	sizes := map[int]int{}
	for _, s := range story {
		if sizes[s] == 0 {
			order = append(order, s)
		}
		sizes[s]++
	}
	if round > 0 {
		shuffle(order, uint64(round))
	}
	part, full := map[int]int{}, make([]int, Parts)
	for _, s := range order {
		part[s] = slices.Index(full, slices.Min(full))
		full[part[s]] += sizes[s]
	}
	all := make([]int, len(story))
	for i, s := range story {
		all[i] = part[s]
	}
	return all
}

// stories gives each sample the number of the first one that tells its story.
func stories(ctx context.Context, samples []Sample) ([]int, error) {
	first := make([]int, len(samples))
	root := func(i int) int {
		for first[i] != i {
			i = first[i]
		}
		return i
	}
	with := map[[2]rune][]int{}
	sizes := make([]int, len(samples))
	for i, s := range samples {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		first[i] = i
		own := pairsOf(firstLetters(s.Text, maxLetters))
		sizes[i] = len(own)
		shared := map[int]int{}
		for _, p := range own {
			if len(with[p]) < commonPair {
				for _, j := range with[p] {
					shared[j]++
				}
			}
			with[p] = append(with[p], i)
		}
		for j, n := range shared {
			if float64(n) >= sameStory*float64(sizes[i]+sizes[j]-n) {
				a, b := root(i), root(j)
				first[max(a, b)] = min(a, b)
			}
		}
	}
	for i := range first {
		first[i] = root(i)
	}
	return first, nil
}

// pairsOf are the pairs of letters of a text, each once.
func pairsOf(text string) [][2]rune {
	var letters []rune
	for _, r := range text {
		if unicode.IsLetter(r) {
			letters = append(letters, r)
		}
	}
	var all [][2]rune
	for i := 1; i < len(letters); i++ {
		all = append(all, [2]rune{letters[i-1], letters[i]})
	}
	slices.SortFunc(all, func(a, b [2]rune) int { return slices.Compare(a[:], b[:]) })
	return slices.Compact(all)
}
