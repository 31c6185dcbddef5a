package learn

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/sentiment"
)

// format is raised when a model of before cannot be read as it was meant.
const format = 1

// unit is what a stored weight counts in: finer tells no line apart.
const unit = 1e-3

// Model is what was learned. It is safe for many goroutines.
type Model struct {
	names   []string
	weights [][]int16 // by feature: one a label, in units
	rest    []int16   // thresholds
	index   map[string]int
}

// Train learns from samples.
func Train(samples []Sample) *Model {
	lines := make([][]feature, len(samples))
	for i, s := range samples {
		lines[i] = features(s.Text, s.Lexicon)
	}
	return train(lines, labelsOf(samples))
}

func labelsOf(samples []Sample) []int {
	all := make([]int, len(samples))
	for i, s := range samples {
		all[i] = slices.Index(labels, s.Label)
	}
	return all
}

func train(lines [][]feature, labelled []int) *Model {
	count := map[string]int{}
	for _, line := range lines {
		for _, f := range line {
			count[f.name]++
		}
	}
	m := &Model{index: map[string]int{}}
	for name, n := range count {
		if n >= rareFeature {
			m.names = append(m.names, name)
		}
	}
	slices.Sort(m.names)
	for i, name := range m.names {
		m.index[name] = i
	}
	vectors := make([]vector, len(lines))
	for i, line := range lines {
		vectors[i] = m.vector(line)
	}
	found := make([][]float64, len(labels))
	var each sync.WaitGroup
	for l := range labels {
		each.Go(func() { found[l] = machine(vectors, labelled, l, len(m.names)) })
	}
	each.Wait()
	m.keep(found)
	return m
}

// keep takes the weights that still count after rounding.
func (m *Model) keep(found [][]float64) {
	names := m.names
	m.names, m.weights, m.index = nil, nil, map[string]int{}
	for i, name := range names {
		row := make([]int16, len(labels))
		for l := range labels {
			row[l] = rounded(found[l][i])
		}
		if row[0]|row[1]|row[2] == 0 {
			continue
		}
		m.index[name] = len(m.names)
		m.names, m.weights = append(m.names, name), append(m.weights, row)
	}
	for l := range labels {
		m.rest = append(m.rest, rounded(found[l][len(names)]))
	}
}

func rounded(w float64) int16 {
	return int16(max(-math.MaxInt16, min(math.MaxInt16, math.Round(w/unit))))
}

// vector is a line's features that the model knows; its letters share a length
// of one.
func (m *Model) vector(line []feature) vector {
	var x vector
	letters := 0
	for _, f := range line {
		if at, known := m.index[f.name]; known {
			x.at, x.value = append(x.at, at), append(x.value, f.value)
			if f.value == 0 && isLetters(f.name) {
				letters++
			}
		}
	}
	share := 1 / math.Sqrt(float64(max(1, letters)))
	for i, at := range x.at {
		if x.value[i] == 0 && isLetters(m.names[at]) {
			x.value[i] = share
		}
	}
	return x
}

// Judge is the model's answer for a line of which the lexicon says so much.
func (m *Model) Judge(text string, lexicon sentiment.Verdict) sentiment.Verdict {
	x := m.vector(features(text, lexicon))
	best, scores := m.scores(x)
	v := sentiment.Verdict{Label: labels[best], Score: sentiment.Weight(math.Round(10 * (scores[0] - scores[2])))}
	v.Evidence = m.explain(text, x, best)
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

// explain gives the letters and words that spoke most for a label against the
// others, the strongest first, where they first stand in the line.
func (m *Model) explain(text string, x vector, label int) []sentiment.Found {
	type reason struct {
		name   string
		weight float64
	}
	var all []reason
	for i, at := range x.at {
		w := m.weights[at]
		others := (float64(w[0]) + float64(w[1]) + float64(w[2]) - float64(w[label])) / 2
		if speaks := x.value[i] * (float64(w[label]) - others) * unit; speaks > 0 {
			all = append(all, reason{m.names[at], speaks})
		}
	}
	slices.SortStableFunc(all, func(a, b reason) int {
		switch {
		case a.weight > b.weight:
			return -1
		case a.weight < b.weight:
			return 1
		}
		return strings.Compare(a.name, b.name)
	})
	words := sentiment.Words(text)
	found := []sentiment.Found{}
	for _, r := range all {
		if len(found) == shownEvidence {
			break
		}
		f, stands := place(text, words, r.name)
		if !stands || slices.ContainsFunc(found, func(o sentiment.Found) bool { return o.From < f.To && f.From < o.To }) {
			continue
		}
		f.Weight = sentiment.Weight(math.Round(10 * r.weight))
		found = append(found, f)
	}
	return found
}

// place is where a feature first stands in a text.
func place(text string, words []sentiment.Found, name string) (sentiment.Found, bool) {
	name = strings.TrimPrefix(name, headMark)
	if group, ok := strings.CutPrefix(name, groupMark); ok {
		i := slices.IndexFunc(words, func(w sentiment.Found) bool { return w.Why == group })
		if i < 0 {
			return sentiment.Found{}, false
		}
		return words[i], true
	}
	at := strings.Index(text, name)
	return sentiment.Found{From: at, To: at + len(name), Text: name, Why: "学到的字词"}, at >= 0 && !strings.HasPrefix(name, labelMark)
}

type stored struct {
	Format int `json:"format"`
	// Lexicon is the hash of the lexicon that the model was learned with: with
	// another its groups would mean something else.
	Lexicon string    `json:"lexicon"`
	Labels  []string  `json:"labels"`
	Rest    []int16   `json:"rest"`
	Names   []string  `json:"names"`
	Weights [][]int16 `json:"weights"`
}

// Bytes is the model as it is stored.
func (m *Model) Bytes() []byte {
	s := stored{Format: format, Lexicon: sentiment.LexiconHash(), Rest: m.rest, Names: m.names, Weights: m.weights}
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

// Read reads what Bytes gave.
func Read(data []byte) (*Model, error) {
	var s stored
	if err := json.Unmarshal(data, &s); err != nil {
		return nil, gaobang.Errorf(gaobang.Invalid, "倾向模型读不出来，请重新运行 gaobang learn sentiment：%w", err)
	}
	if s.Format != format || s.Lexicon != sentiment.LexiconHash() {
		return nil, gaobang.Errorf(gaobang.Invalid, "倾向模型是用另一版词典学的，不能再用；请重新运行 gaobang learn sentiment")
	}
	if len(s.Names) != len(s.Weights) || len(s.Rest) != len(labels) || slices.ContainsFunc(s.Weights, func(w []int16) bool { return len(w) != len(labels) }) {
		return nil, gaobang.Errorf(gaobang.Invalid, "倾向模型不完整，请重新运行 gaobang learn sentiment")
	}
	m := &Model{names: s.Names, weights: s.Weights, rest: s.Rest, index: make(map[string]int, len(s.Names))}
	for i, name := range s.Names {
		m.index[name] = i
	}
	return m, nil
}
