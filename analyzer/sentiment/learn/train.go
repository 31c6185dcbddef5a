package learn

import (
	"context"
	"math"

	"github.com/gaobang/gaobang"
)

// labels is the order of the labels in a model.
var labels = []gaobang.SentimentLabel{gaobang.Positive, gaobang.Neutral, gaobang.Negative}

const (
	fewestStories = 3   // that a feature must stand in
	cost          = 0.1 // of a sample on the wrong side, before its label's weight
	maxRounds     = 60
	closeEnough   = 0.01
	steps         = 1024 // of one, to which a pull is rounded: logarithms differ in their last bits
)

// vector is a line as numbers of features with their values.
type vector struct {
	at    []int
	value []float64
	of    []int // in the line's features
}

// machine separates one label from the others: L2-regularised squared hinge loss
// by dual coordinate descent (Hsieh et al. 2008, algorithm 1), on features that
// count by how far they tell the label apart (Wang and Manning 2012). A label that
// is rare weighs more than all others together. Every product is rounded by itself:
// a fused multiply-add would give other bytes on other processors. Told to stop, it gives
// what it has come to, which is nothing to keep.
func machine(ctx context.Context, lines []vector, labelled []int, label, size int) []float64 {
	of := 0
	for _, l := range labelled {
		if l == label {
			of++
		}
	}
	weights, dual := make([]float64, size+1), make([]float64, len(lines)) // the last weight is the threshold
	if of == 0 || of == len(lines) {
		return weights
	}
	pull := pulls(lines, labelled, label, size)
	rarity := float64(len(lines)-of) / float64(of)
	ours := cost * float64(rarity*math.Sqrt(math.Sqrt(rarity)))
	diagonal, norm := make([]float64, len(lines)), make([]float64, len(lines))
	for i, x := range lines {
		diagonal[i] = 0.5 / cost
		if labelled[i] == label {
			diagonal[i] = 0.5 / ours
		}
		norm[i] = 1 + diagonal[i] + x.length(pull)
	}
	order, seed := make([]int, len(lines)), uint64(1)
	for i := range order {
		order[i] = i
	}
	for range maxRounds {
		if ctx.Err() != nil {
			break
		}
		seed = shuffle(order, seed)
		worst := 0.0
		for _, i := range order {
			sign := -1.0
			if labelled[i] == label {
				sign = 1
			}
			slope := sign*lines[i].score(weights) - 1 + float64(dual[i]*diagonal[i])
			if dual[i] == 0 && slope > 0 {
				continue
			}
			worst = max(worst, math.Abs(slope))
			to := max(dual[i]-slope/norm[i], 0)
			lines[i].add(weights, pull, (to-dual[i])*sign)
			dual[i] = to
		}
		if worst < closeEnough {
			break
		}
	}
	return weights
}

// pulls are what each feature counts for a label, squared: half of it the same for
// all, half by the log of how much more often it stands in the label's lines.
func pulls(lines []vector, labelled []int, label, size int) []float64 {
	ours, others := make([]int, size), make([]int, size)
	all := [2]int{1, 1}
	for i, x := range lines {
		in, n := others, 1
		if labelled[i] == label {
			in, n = ours, 0
		}
		all[n]++
		for _, at := range x.at {
			in[at]++
		}
	}
	pull := make([]float64, size)
	for at := range pull {
		odds := float64((ours[at]+1)*all[1]) / float64((others[at]+1)*all[0])
		p := 0.5 + 0.5*math.Round(math.Abs(math.Log(odds))*steps)/steps
		pull[at] = p * p
	}
	return pull
}

// length is the square of a vector's, each feature with its pull.
func (x vector) length(pull []float64) float64 {
	sum := 0.0
	for i, at := range x.at {
		sum += float64(float64(x.value[i]*x.value[i]) * pull[at])
	}
	return sum
}

func (x vector) score(weights []float64) float64 {
	sum := weights[len(weights)-1]
	for i, at := range x.at {
		sum += float64(weights[at] * x.value[i])
	}
	return sum
}

func (x vector) add(weights, pull []float64, step float64) {
	for i, at := range x.at {
		weights[at] += float64(float64(step*x.value[i]) * pull[at])
	}
	weights[len(weights)-1] += step
}

// next is the state of a generator of our own, the same in every run (Knuth's MMIX
// constants).
func next(seed uint64) uint64 { return seed*6364136223846793005 + 1442695040888963407 }

// shuffle orders anew.
func shuffle(order []int, seed uint64) uint64 {
	for i := len(order) - 1; i > 0; i-- {
		seed = next(seed)
		j := int((seed >> 33) % uint64(i+1)) //nolint:gosec // at most i
		order[i], order[j] = order[j], order[i]
	}
	return seed
}
