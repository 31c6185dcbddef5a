package learn

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"math"
	"slices"
	"sync"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/sentiment"
)

// format is raised when a model of before cannot be read as it was meant. 1 held
// letters of the pieces in plain; 2 took what stands before the first mark for the
// head, and none of a line without marks.
const format = 3

// unit is what a stored weight counts in: finer tells no line apart.
const unit = 1e-3

// Model is what was learned. It is safe for many goroutines.
type Model struct {
	keys    []string  // of features
	weights [][]int16 // by feature: one a label, in units
	rest    []int16   // thresholds
	index   map[string]int
}

// Train learns from samples, until it is told to stop.
func Train(ctx context.Context, samples []Sample) (*Model, error) {
	lines, story, err := prepare(ctx, samples)
	if err != nil {
		return nil, err
	}
	return train(ctx, lines, labelsOf(samples), story)
}

// prepare gives the features of samples and the stories that they tell.
func prepare(ctx context.Context, samples []Sample) (lines [][]feature, story []int, err error) {
	lines = make([][]feature, len(samples))
	for i, s := range samples {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		lines[i] = features(s.Text, s.Lexicon)
	}
	story, err = stories(ctx, samples)
	return lines, story, err
}

func labelsOf(samples []Sample) []int {
	all := make([]int, len(samples))
	for i, s := range samples {
		all[i] = slices.Index(labels, s.Label)
	}
	return all
}

func train(ctx context.Context, lines [][]feature, labelled, story []int) (*Model, error) {
	m := &Model{keys: told(lines, story), index: map[string]int{}}
	for i, key := range m.keys {
		m.index[key] = i
	}
	vectors := make([]vector, len(lines))
	for i, line := range lines {
		vectors[i] = m.vector(line)
	}
	found := make([][]float64, len(labels))
	var each sync.WaitGroup
	for l := range labels {
		each.Go(func() { found[l] = machine(ctx, vectors, labelled, l, len(m.keys)) })
	}
	each.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m.keep(found)
	return m, nil
}

// told are the keys that stand in enough stories to say something of others, in
// order. What one story tells, its names above all, is not learned.
func told(lines [][]feature, story []int) []string {
	byStory := make([]int, len(lines))
	for i := range byStory {
		byStory[i] = i
	}
	slices.SortStableFunc(byStory, func(a, b int) int { return cmp.Compare(story[a], story[b]) })
	type tellings struct{ stories, last int }
	count := map[string]tellings{}
	for _, i := range byStory {
		for _, f := range lines[i] {
			if n, seen := count[f.key]; !seen || n.last != story[i] {
				count[f.key] = tellings{n.stories + 1, story[i]}
			}
		}
	}
	var keys []string
	for key, n := range count {
		if n.stories >= fewestStories {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

// keep takes the weights that still count after rounding.
func (m *Model) keep(found [][]float64) {
	keys := m.keys
	m.keys, m.weights, m.index = nil, nil, map[string]int{}
	for i, key := range keys {
		row := make([]int16, len(labels))
		for l := range labels {
			row[l] = rounded(found[l][i])
		}
		if row[0]|row[1]|row[2] == 0 {
			continue
		}
		m.index[key] = len(m.keys)
		m.keys, m.weights = append(m.keys, key), append(m.weights, row)
	}
	for l := range labels {
		m.rest = append(m.rest, rounded(found[l][len(keys)]))
	}
}

func rounded(w float64) int16 {
	return int16(max(-math.MaxInt16, min(math.MaxInt16, math.Round(w/unit))))
}

// vector is a line's features that the model knows, in the line's order.
func (m *Model) vector(line []feature) vector {
	var x vector
	var letters [inHead + 1]int
	for _, f := range line {
		if _, known := m.index[f.key]; known {
			letters[f.block]++
		}
	}
	share := [...]float64{
		anywhere: 1 / math.Sqrt(float64(max(1, letters[anywhere]))),
		inHead:   headLength / math.Sqrt(float64(max(1, letters[inHead]))),
	}
	for i, f := range line {
		at, known := m.index[f.key]
		if !known {
			continue
		}
		value := f.value
		if f.block != lexicon {
			value = share[f.block]
		}
		x.at, x.value, x.of = append(x.at, at), append(x.value, value), append(x.of, i)
	}
	return x
}

// Judge is the model's answer for a line of which the lexicon says so much.
func (m *Model) Judge(text string, said sentiment.Verdict) sentiment.Verdict {
	line := features(text, said)
	x := m.vector(line)
	best, scores := m.scores(x)
	v := sentiment.Verdict{Label: labels[best], Score: sentiment.Weight(math.Round(10 * (scores[0] - scores[2])))}
	v.Evidence = m.explain(line, x, best)
	return v
}

func (m *Model) scores(x vector) (best int, scores []float64) {
	scores = make([]float64, len(labels))
	for l := range labels {
		sum := float64(float64(m.rest[l]) * unit)
		for i, at := range x.at {
			sum += float64(x.value[i] * float64(float64(m.weights[at][l])*unit))
		}
		scores[l] = sum
		if sum > scores[best] {
			best = l
		}
	}
	return best, scores
}

// shownEvidence is how many features an answer is explained by.
const shownEvidence = 8

// explain gives the words of the line that spoke most for a label against the
// others, the strongest first. Only the line knows them: the model has their keys.
func (m *Model) explain(line []feature, x vector, label int) []sentiment.Found {
	type reason struct {
		sentiment.Found

		speaks float64
	}
	var all []reason
	for i, at := range x.at {
		w := m.weights[at]
		others := (float64(w[0]) + float64(w[1]) + float64(w[2]) - float64(w[label])) / 2
		speaks := x.value[i] * (float64(w[label]) - others) * unit
		if f := line[x.of[i]].Found; speaks > 0 && f.Text != "" {
			all = append(all, reason{f, speaks})
		}
	}
	slices.SortFunc(all, func(a, b reason) int {
		return cmp.Or(cmp.Compare(b.speaks, a.speaks), cmp.Compare(a.From, b.From), cmp.Compare(b.To, a.To))
	})
	found := []sentiment.Found{}
	for _, r := range all {
		if len(found) == shownEvidence {
			break
		}
		if slices.ContainsFunc(found, func(o sentiment.Found) bool { return o.From < r.To && r.From < o.To }) {
			continue
		}
		r.Weight = sentiment.Weight(math.Round(10 * r.speaks))
		found = append(found, r.Found)
	}
	return found
}

type stored struct {
	Format int `json:"format"`
	// Lexicon is the hash of the lexicon that the model was learned with: with
	// another its groups would mean something else.
	Lexicon string    `json:"lexicon"`
	Labels  []string  `json:"labels"`
	Rest    []int16   `json:"rest"`
	Keys    []string  `json:"keys"`
	Weights [][]int16 `json:"weights"`
}

// Bytes is the model as it is stored.
func (m *Model) Bytes() []byte {
	s := stored{Format: format, Lexicon: sentiment.LexiconHash(), Rest: m.rest, Keys: m.keys, Weights: m.weights}
	for _, l := range labels {
		s.Labels = append(s.Labels, string(l))
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(s); err != nil {
		panic(err) // strings and numbers
	}
	return out.Bytes()
}

// Hash names a model by its bytes.
func Hash(model []byte) string {
	sum := sha256.Sum256(model)
	return hex.EncodeToString(sum[:])
}

// Read reads what Bytes gave. What was stored before models had keys is cleared,
// and empty.
func Read(data []byte) (*Model, error) {
	const again = "请重新运行 gaobang learn sentiment"
	if len(data) == 0 {
		return nil, gaobang.Errorf(gaobang.Invalid, "这一版倾向模型里存着稿件中的原字，可能有人名，升级时已清空，不能再用；"+again)
	}
	var s stored
	if err := json.Unmarshal(data, &s); err != nil {
		return nil, gaobang.Errorf(gaobang.Invalid, "倾向模型读不出来，"+again+"：%w", err)
	}
	switch {
	case s.Format != format:
		return nil, gaobang.Errorf(gaobang.Invalid, "倾向模型是另一版程序学的（格式 %d，这里用的是 %d），不能再用；"+again, s.Format, format)
	case s.Lexicon != sentiment.LexiconHash():
		return nil, gaobang.Errorf(gaobang.Invalid, "倾向模型是用另一版词典学的，不能再用；"+again)
	case len(s.Keys) != len(s.Weights), len(s.Rest) != len(labels), slices.ContainsFunc(s.Weights, func(w []int16) bool { return len(w) != len(labels) }):
		return nil, gaobang.Errorf(gaobang.Invalid, "倾向模型不完整，"+again)
	}
	m := &Model{keys: s.Keys, weights: s.Weights, rest: s.Rest, index: make(map[string]int, len(s.Keys))}
	for i, key := range s.Keys {
		m.index[key] = i
	}
	return m, nil
}
