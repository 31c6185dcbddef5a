package learn

import (
	"context"
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
	Samples int       `json:"samples"`
	Stories int       `json:"stories"` // after those that tell one story are put together
	Learned Figures   `json:"learned"` // of all rounds together
	Lexicon Figures   `json:"lexicon"`
	Rounds  []float64 `json:"rounds,omitempty"` // macro-F1 of the model, by round
	// Sure is in what share of draws of such stories the model does better.
	Sure float64 `json:"sure"`
}

// How often the samples are cut anew: the fewer they are, the more one way of
// cutting is luck.
const (
	mostRounds   = 10
	roundSamples = 20_000 // in all rounds together, or one round
)

// sureEnough is how sure it must be that a model is no luck.
const sureEnough = 0.9

// Better reports whether the model beats the lexicon, and by more than luck.
func (r *Report) Better() bool {
	return r.Sure >= sureEnough && r.Learned.MacroF1() > r.Lexicon.MacroF1()
}

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

func (f *Figures) add(o Figures) {
	for is := range f {
		for said := range f[is] {
			f[is][said] += o[is][said]
		}
	}
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

// CrossValidate asks each part of the samples of a model learned from the others,
// in several rounds, until it is told to stop.
func CrossValidate(ctx context.Context, samples []Sample) (Report, error) {
	r := Report{Samples: len(samples)}
	lines, story, err := prepare(ctx, samples)
	if err != nil {
		return r, err
	}
	for _, s := range samples {
		r.Lexicon.Count(s.Label, s.Lexicon.Label)
	}
	labelled := labelsOf(samples)
	by := tellings(samples, story)
	r.Stories = len(by)
	for round := range max(1, min(mostRounds, roundSamples/max(1, len(samples)))) {
		var f Figures
		answers, err := ask(ctx, lines, labelled, folds(story, round), story)
		if err != nil {
			return r, err
		}
		for i, best := range answers {
			f[labelled[i]][best]++
			by[story[i]].learned[labelled[i]][best]++
		}
		r.Rounds = append(r.Rounds, f.MacroF1())
		r.Learned.add(f)
	}
	r.Sure = sure(by, story)
	return r, nil
}

// ask asks each part of a model learned from the others; the answers as places in
// labels.
func ask(ctx context.Context, lines [][]feature, labelled, part, story []int) ([]int, error) {
	all := make([]int, len(lines))
	for k := range Parts {
		var known [][]feature
		var of, told []int
		for i := range lines {
			if part[i] != k {
				known, of, told = append(known, lines[i]), append(of, labelled[i]), append(told, story[i])
			}
		}
		m, err := train(ctx, known, of, told)
		if err != nil {
			return nil, err
		}
		for i := range lines {
			if part[i] == k {
				all[i], _ = m.scores(m.vector(lines[i]))
			}
		}
	}
	return all, nil
}

// String is the report as people read it. It tells figures only, nothing of what
// the samples say.
func (r *Report) String() string {
	var b strings.Builder
	rounds := max(1, len(r.Rounds))
	fmt.Fprintf(&b, "%d 条样本（%d 个不同的事），分 %d 份轮流作答，换 %d 种分法：每一份都由没见过它的模型判断。\n", r.Samples, r.Stories, Parts, rounds)
	table := func(name, spread string, f *Figures, rounds int) {
		fmt.Fprintf(&b, "%s　宏平均 F1 %.3f%s\n", name, f.MacroF1(), spread)
		for l, label := range labels {
			p, c, f1 := f.Of(label)
			fmt.Fprintf(&b, "  %s　准确 %.3f　召回 %.3f　F1 %.3f　判为正面 %d、中性 %d、负面 %d\n", label.Chinese(), p, c, f1,
				mean(f[l][0], rounds), mean(f[l][1], rounds), mean(f[l][2], rounds))
		}
	}
	spread := ""
	if len(r.Rounds) > 1 {
		spread = fmt.Sprintf("（各种分法 %.3f 到 %.3f）", slices.Min(r.Rounds), slices.Max(r.Rounds))
	}
	table("学到的模型", spread, &r.Learned, rounds)
	table("词典", "", &r.Lexicon, 1)
	fmt.Fprintf(&b, "把这些事重抽 %d 次，模型有 %.0f%% 胜过词典；不到 %.0f%% 可能只是碰巧，不启用。\n", draws, 100*r.Sure, 100*sureEnough)
	return b.String()
}

func mean(sum, rounds int) int { return (sum + rounds/2) / rounds }

// FromText is a sample of a line by itself.
func FromText(text string, label gaobang.SentimentLabel) Sample {
	return Sample{Text: text, Label: label, Lexicon: sentiment.Text(text)}
}
