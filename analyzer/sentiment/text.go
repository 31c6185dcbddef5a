package sentiment

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
)

// Found is a word that speaks for an answer, as bytes [From, To) of the line.
type Found struct {
	From   int    `json:"from"`
	To     int    `json:"to"`
	Text   string `json:"text"`
	Why    string `json:"why"`    // its group in the lexicon, or what else it is
	Weight Weight `json:"weight"` // as it counts here
}

// Weight counts in tenths of a plain word; it is written as words.
type Weight int

// MarshalJSON writes -15 as -1.5.
func (w Weight) MarshalJSON() ([]byte, error) { return fmt.Appendf(nil, "%g", float64(w)/10), nil }

// Verdict is the attitude of a line by itself.
type Verdict struct {
	Label    gaobang.SentimentLabel `json:"label"`
	Score    Weight                 `json:"score"`
	Evidence []Found                `json:"evidence"`
}

// What makes a line negative or positive: a plain word of praise, a little less of
// harm, since a line that tells of harm is not written to praise.
const (
	enoughHarm = -8
	enoughGood = 10
)

// What is counted of the bad where somebody fights it, and of all where the line
// asks, sells or entertains: one part in so many.
const (
	foughtPart = 4
	dampedPart = 2
)

// maxLine of a line is read, in bytes: no story is longer, and a hostile cell of a
// sheet may have megabytes.
const maxLine = 20_000

// Text is the attitude of a line as a whole, whoever it is about.
func Text(text string) Verdict { return shipped().text(readable(text)) }

// readable is as much of a line as is read.
func readable(line string) string {
	if len(line) <= maxLine {
		return line
	}
	end := maxLine
	for end > 0 && !utf8.RuneStart(line[end]) {
		end--
	}
	return line[:end]
}

func (l *lexicon) text(text string) Verdict {
	v := Verdict{Label: gaobang.Neutral, Evidence: []Found{}}
	words := l.find(text)
	has := func(is func(*group) bool) bool {
		return slices.ContainsFunc(words, func(w word) bool { return is(w.group) })
	}
	fought, damped := has(func(g *group) bool { return g.Handles }), has(func(g *group) bool { return g.Damps })
	seen := map[string]bool{}
	for _, w := range words {
		weight := l.weigh(text, w)
		if weight < 0 && fought {
			weight /= foughtPart
		}
		if weight == 0 || seen[w.word] {
			continue
		}
		seen[w.word] = true // told twice is no worse: the lead repeats the title
		v.Score += Weight(weight)
		if len(v.Evidence) < maxEvidence {
			v.Evidence = append(v.Evidence, Found{w.from, w.to, w.word, w.group.Name, Weight(weight)})
		}
	}
	if damped {
		v.Score /= dampedPart
	}
	switch {
	case v.Score <= enoughHarm:
		v.Label = gaobang.Negative
	case v.Score >= enoughGood:
		v.Label = gaobang.Positive
	}
	return v
}

// Words are the words of the lexicon that stand in a line, with their groups and
// what they weigh there, those without weight too.
func Words(text string) []Found {
	l := shipped()
	text = readable(text)
	words := l.find(text)
	all := make([]Found, len(words))
	for i, w := range words {
		all[i] = Found{w.from, w.to, w.word, w.group.Name, Weight(l.weigh(text, w))}
	}
	return all
}

// Grievances are the words of a letter to an office that tell what it, or somebody
// it watches over, did wrong: not what is denied, feared or only asked about.
func Grievances(letter string) []Found {
	l := shipped()
	var all []Found
	for _, w := range l.find(letter) {
		role := w.group.Toward
		if role != fault && role != wrong || l.isName(letter, w) {
			continue
		}
		sentence, at := sentenceAround(letter, w.from)
		before, after := clause(sentence, w.from-at, w.to-at)
		if l.cues.Negates.ends(before) || l.cues.Denies.in(lastChars(before, nearBefore)) || l.cues.Mends.in(after) || l.cues.Refutes.in(sentence) {
			continue
		}
		all = append(all, Found{w.from, w.to, w.word, w.group.Name, Weight(w.group.Text)})
	}
	return all
}

// weigh is what a word adds to its text.
func (l *lexicon) weigh(text string, w word) int {
	weight := w.group.Text
	sentence, at := sentenceAround(text, w.from)
	before, after := clause(sentence, w.from-at, w.to-at)
	switch {
	case weight == 0 || l.isName(text, w):
		return 0
	case weight > 0 && l.isFailed(before):
		return 0
	case weight < 0 && (l.cues.Negates.ends(before) || l.cues.Denies.in(lastChars(before, nearInText)) || l.cues.Refutes.in(sentence)):
		return 0
	case weight < 0 && l.cues.Declines.in(firstChars(after, declineReach)):
		return -weight / 2
	}
	switch {
	case l.cues.Intensifies.ends(before):
		weight += weight / 2
	case l.cues.Weakens.ends(before):
		weight /= 2
	}
	if l.cues.Turns.in(sentence[w.to-at:]) {
		weight /= 2
	}
	return weight
}

// isName reports whether a word stands in quotation marks that hold the name of
// an undertaking.
func (l *lexicon) isName(text string, w word) bool {
	from := max(0, w.from-clauseWindow)
	open := from + strings.LastIndexAny(text[from:w.from], "“「")
	if open < from || strings.ContainsAny(text[open:w.from], "”」") {
		return false
	}
	_, after, closed := strings.Cut(text[w.to:min(len(text), w.to+clauseWindow)], "”")
	return closed && l.cues.Names.starts(after)
}
