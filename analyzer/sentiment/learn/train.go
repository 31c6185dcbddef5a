package learn

import (
	"math"

	"github.com/gaobang/gaobang"
)

// labels is the order of the labels in a model.
var labels = []gaobang.SentimentLabel{gaobang.Positive, gaobang.Neutral, gaobang.Negative}

const (
	rareFeature = 2    // samples that a feature must stand in
	cost        = 0.15 // of a sample on the wrong side, before its label's weight
	maxRounds   = 60
	closeEnough = 0.01
)

// vector is a line as numbers of features with their values.
type vector struct {
	at    []int
	value []float64
}

// machine separates one label from the others: L2-regularised squared hinge loss
// by dual coordinate descent (Hsieh et al. 2008, algorithm 1). A label that is
// rare weighs as much as all others together. Every product is rounded by itself:
// a fused multiply-add would give other bytes on other processors.
func machine(lines []vector, labelled []int, label, size int) []float64 {
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
	ours := cost * (float64(len(lines)-of) / float64(of))
	diagonal, norm := make([]float64, len(lines)), make([]float64, len(lines))
	for i, x := range lines {
		diagonal[i] = 0.5 / cost
		if labelled[i] == label {
			diagonal[i] = 0.5 / ours
		}
		norm[i] = 1 + diagonal[i] + dot(x.value, x.value)
	}
	order, seed := make([]int, len(lines)), uint64(1)
	for i := range order {
		order[i] = i
	}
	for range maxRounds {
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
			next := max(dual[i]-slope/norm[i], 0)
			lines[i].add(weights, (next-dual[i])*sign)
			dual[i] = next
		}
		if worst < closeEnough {
			break
		}
	}
	return weights
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += float64(a[i] * b[i])
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

func (x vector) add(weights []float64, step float64) {
	for i, at := range x.at {
		weights[at] += float64(step * x.value[i])
	}
	weights[len(weights)-1] += step
}

// shuffle orders anew by a generator of its own, the same in every run (Knuth's
// MMIX constants).
func shuffle(order []int, seed uint64) uint64 {
	for i := len(order) - 1; i > 0; i-- {
		seed = seed*6364136223846793005 + 1442695040888963407
		j := int((seed >> 33) % uint64(i+1)) //nolint:gosec // at most i
		order[i], order[j] = order[j], order[i]
	}
	return seed
}
