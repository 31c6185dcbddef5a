package learn

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gaobang/gaobang/analyzer/sentiment"
)

// block is the kind of a feature; the letters of a line share the length of their
// block among them.
type block int

const (
	lexicon  block = iota // words of groups, what stands beside them, verdicts
	anywhere              // runs of letters
	inHead                // runs of letters in the head
)

// How a feature is called before it gets its key.
const (
	headMark   = "^" // it stands in the head
	groupMark  = "#" // a group of the lexicon
	besideMark = "<" // letters beside a word of a group
	labelMark  = "=" // what the lexicon says
)

// What features count. Chosen by repeated cross-validation by story
// (internal/corpuseval/README.md).
const (
	headLength  = 0.7 // of the head's letters together, where all letters of the line are one
	groupValue  = 0.4 // of a group's first word
	moreWords   = 0.2
	fullGroup   = 0.8
	besideValue = 0.1
	labelValue  = 0.15
	partValue   = 0.1 // of the lexicon's answer for the head and for the rest
	fullScore   = 50  // tenths of a word
)

const (
	// maxLetters of a line are looked at.
	maxLetters = 2000
	// runLetters is how many letters a run has at most. Names of people have three,
	// mostly: a run of two says as much of an attitude and little of a person.
	runLetters = 2
	// keyBits of a hash are kept: so few that many runs share a key, and that a name
	// cannot be looked for in a model.
	keyBits = 20
)

// learnedWhy is what is said of a word that no lexicon explains.
const learnedWhy = "学到的字词"

// feature is something that a line is known by, under the key that a model has for
// it, with the words of the line that it stands for: none where it is a verdict.
type feature struct {
	sentiment.Found

	key   string
	block block
	value float64
}

// keyOf is how a model calls a feature. What holds letters of the line is only kept
// as a hash: pieces name people, and nothing indexes their names.
func keyOf(name string) string {
	if strings.HasPrefix(strings.TrimPrefix(name, headMark), groupMark) || strings.HasPrefix(name, labelMark) {
		return name
	}
	h := fnv.New64a()
	_, _ = h.Write([]byte(name)) // never fails
	sum := h.Sum64()
	return fmt.Sprintf("%05x", (sum>>keyBits^sum)&(1<<keyBits-1))
}

// features are what a line is known by, ordered by key, each key once.
func features(text string, said sentiment.Verdict) []feature {
	text = firstLetters(text, maxLetters)
	head := headOf(text)
	all := append(runs(text, anywhere), runs(head, inHead)...)
	words := sentiment.Words(text)
	all = append(all, groups(words, len(head))...)
	all = append(all, beside(text, words)...)
	all = append(all, verdicts(text, head, said)...)
	slices.SortFunc(all, func(a, b feature) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(a.block, b.block))
	})
	return slices.CompactFunc(all, func(a, b feature) bool { return a.key == b.key })
}

// headOf is the first line; where there is but one, what stands before its first
// mark or white space. A line without any is a headline by itself.
func headOf(text string) string {
	from := strings.IndexFunc(text, isWordLetter)
	if from < 0 {
		return ""
	}
	to := strings.IndexByte(text[from:], '\n')
	if to < 0 {
		to = strings.IndexFunc(text[from:], func(r rune) bool { return !isWordLetter(r) })
	}
	if to < 0 {
		return text
	}
	return text[:from+to]
}

func isWordLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// runs are the letters that stand together, by one and two.
func runs(text string, where block) []feature {
	mark := ""
	if where == inHead {
		mark = headMark
	}
	var all []feature
	var begins []int // of the letters before
	for i, r := range text {
		if !unicode.IsLetter(r) {
			begins = begins[:0]
			continue
		}
		begins = append(begins, i)
		begins = begins[max(0, len(begins)-runLetters):]
		for _, from := range begins {
			f := at(text, from, i+runeLen(text, i), learnedWhy)
			all = append(all, feature{f, keyOf(mark + f.Text), where, 0})
		}
	}
	return all
}

func at(text string, from, to int, why string) sentiment.Found {
	return sentiment.Found{From: from, To: to, Text: text[from:to], Why: why}
}

// runeLen is how many bytes the letter at i has; a broken one has one.
func runeLen(text string, i int) int {
	_, size := utf8.DecodeRuneInString(text[i:])
	return size
}

// groups are the groups of the lexicon that have words in the line, those in its
// head apart.
func groups(words []sentiment.Found, head int) []feature {
	var all []feature
	place := map[string]int{}
	add := func(key string, w sentiment.Found) {
		i, known := place[key]
		if !known {
			place[key] = len(all)
			all = append(all, feature{w, key, lexicon, groupValue})
			return
		}
		all[i].value = min(fullGroup, all[i].value+moreWords)
	}
	for _, w := range words {
		add(groupMark+w.Why, w)
		if w.To <= head {
			add(headMark+groupMark+w.Why, w)
		}
	}
	return all
}

// beside are the letters right before and behind the words of a group, by one and
// two: what is done to whom reads alike around all words of a kind.
func beside(text string, words []sentiment.Found) []feature {
	var all []feature
	for _, w := range words {
		from, to := w.From, w.To
		for range runLetters {
			r, size := utf8.DecodeLastRuneInString(text[:from])
			if !unicode.IsLetter(r) {
				break
			}
			from -= size
			all = append(all, feature{at(text, from, w.To, w.Why), keyOf(besideMark + text[from:w.From] + groupMark + w.Why), lexicon, besideValue})
		}
		for range runLetters {
			r, size := utf8.DecodeRuneInString(text[to:])
			if !unicode.IsLetter(r) {
				break
			}
			to += size
			all = append(all, feature{at(text, w.From, to, w.Why), keyOf(besideMark + groupMark + w.Why + text[w.To:to]), lexicon, besideValue})
		}
	}
	return all
}

// verdicts are what the lexicon says of the line, and of its head and the rest
// by themselves.
func verdicts(text, head string, said sentiment.Verdict) []feature {
	first, rest := string(sentiment.Text(head).Label), string(sentiment.Text(text[len(head):]).Label)
	score := float64(max(-fullScore, min(fullScore, int(said.Score)))) / fullScore
	all := []feature{
		{key: labelMark + string(said.Label), value: labelValue},
		{key: labelMark + "score", value: labelValue * score},
	}
	for _, name := range []string{"head:" + first, "rest:" + rest, "both:" + first + "," + rest} {
		all = append(all, feature{key: labelMark + name, value: partValue})
	}
	return all
}

func firstLetters(text string, letters int) string {
	for i := range text {
		if letters == 0 {
			return text[:i]
		}
		letters--
	}
	return text
}
