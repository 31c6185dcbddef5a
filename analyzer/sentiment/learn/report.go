package learn

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/sentiment"
)

// Parts is how many parts the samples are cut into; each is asked once of what was
// learned from the others.
const Parts = 5

// fewest samples, of all and of a label, from which a model is learned at all.
const (
	fewest      = 50
	fewestLabel = 5
)

// Report is how a model does on what it was not learned from, beside the lexicon
// on the same lines.
type Report struct {
	Samples int     `json:"samples"`
	Stories int     `json:"stories"` // after those that tell one story are put together
	Learned Figures `json:"learned"`
	Lexicon Figures `json:"lexicon"`
}

// Better reports whether the model beats the lexicon.
func (r *Report) Better() bool { return r.Learned.MacroF1() > r.Lexicon.MacroF1() }

// Figures counts answers: [what a person says][what was answered], in the order
// positive, neutral, negative.
type Figures [3][3]int

// Of is precision, recall and F1 of a label.
func (f *Figures) Of(label gaobang.SentimentLabel) (precision, recall, f1 float64) {
	l := slices.Index(labels, label)
	var said, is int
	for o := range labels {
		said += f[o][l]
		is += f[l][o]
	}
	right := float64(f[l][l])
	return right / float64(max(1, said)), right / float64(max(1, is)), 2 * right / float64(max(1, said+is))
}

// MacroF1 is the mean F1 of the labels that people gave.
func (f *Figures) MacroF1() float64 {
	sum, n := 0.0, 0
	for l, label := range labels {
		if f[l] == [3]int{} {
			continue
		}
		_, _, f1 := f.Of(label)
		sum += f1
		n++
	}
	return sum / float64(max(1, n))
}

// Count puts down an answer.
func (f *Figures) Count(is, answered gaobang.SentimentLabel) {
	f[slices.Index(labels, is)][slices.Index(labels, answered)]++
}

// Check refuses samples from which nothing can be learned.
func Check(samples []Sample) error {
	counts := map[gaobang.SentimentLabel]int{}
	for _, s := range samples {
		if !slices.Contains(labels, s.Label) {
			return gaobang.Errorf(gaobang.Invalid, "没有倾向 %q：应为 positive、neutral 或 negative", s.Label)
		}
		counts[s.Label]++
	}
	enough := 0
	for _, n := range counts {
		if n >= fewestLabel {
			enough++
		}
	}
	if len(samples) < fewest || enough < 2 {
		return gaobang.Errorf(gaobang.Invalid, "样本还太少：正面 %d、中性 %d、负面 %d；至少要 %d 条，其中两种倾向各不少于 %d 条。请先用 gaobang article decide 多认定一些",
			counts[gaobang.Positive], counts[gaobang.Neutral], counts[gaobang.Negative], fewest, fewestLabel)
	}
	return nil
}

// CrossValidate asks each part of the samples of a model learned from the others.
func CrossValidate(samples []Sample) Report {
	r := Report{Samples: len(samples)}
	lines := make([][]feature, len(samples))
	for i, s := range samples {
		lines[i] = features(s.Text, s.Lexicon)
		r.Lexicon.Count(s.Label, s.Lexicon.Label)
	}
	labelled, part := labelsOf(samples), folds(samples, Parts)
	seen := stories(samples)
	slices.Sort(seen)
	r.Stories = len(slices.Compact(seen))
	for k := range Parts {
		var known [][]feature
		var of []int
		for i := range samples {
			if part[i] != k {
				known, of = append(known, lines[i]), append(of, labelled[i])
			}
		}
		m := train(known, of)
		for i := range samples {
			if part[i] == k {
				best, _ := m.scores(m.vector(lines[i]))
				r.Learned[labelled[i]][best]++
			}
		}
	}
	return r
}

// String is the report as people read it.
func (r *Report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d 条样本（%d 个不同的事），分 %d 份轮流作答：每一份都由没见过它的模型判断。\n", r.Samples, r.Stories, Parts)
	table := func(name string, f *Figures) {
		fmt.Fprintf(&b, "%s　宏平均 F1 %.3f\n", name, f.MacroF1())
		for l, label := range labels {
			p, c, f1 := f.Of(label)
			fmt.Fprintf(&b, "  %s　准确 %.3f　召回 %.3f　F1 %.3f　判为正面 %d、中性 %d、负面 %d\n", label.Chinese(), p, c, f1, f[l][0], f[l][1], f[l][2])
		}
	}
	table("学到的模型", &r.Learned)
	table("词典", &r.Lexicon)
	return b.String()
}

// FromText is a sample of a line by itself.
func FromText(text string, label gaobang.SentimentLabel) Sample {
	return Sample{Text: text, Label: label, Lexicon: sentiment.Text(text)}
}
