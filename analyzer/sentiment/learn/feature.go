package learn

import (
	"slices"
	"strings"
	"unicode"

	"github.com/gaobang/gaobang/analyzer/sentiment"
)

// Features are named: "字", "字词" runs of one to three letters anywhere, "^字词" in the head,
// "#组" words of a lexicon group, "^#组" in the head, "=…" the lexicon's verdict.
const (
	headMark  = "^"
	groupMark = "#"
	labelMark = "="
	scoreName = "=score"
)

// What the lexicon's features count beside all letters of the line together, which
// count one. Chosen by cross-validation, where 0.3 to 0.5 did equally well.
const (
	groupValue = 0.4 // of a group's first word
	moreWords  = 0.2
	fullGroup  = 0.8
	labelValue = 0.15
	fullScore  = 50 // tenths of a word
)

// maxLetters of a line are looked at.
const maxLetters = 2000

// feature is a name with what it counts.
type feature struct {
	name  string
	value float64
}

// features are what a line is known by, ordered by name.
func features(text string, lexicon sentiment.Verdict) []feature {
	text = cut(text, maxLetters)
	head := headOf(text)
	letters := map[string]bool{}
	runs(text, "", letters)
	runs(head, headMark, letters)
	all := make([]feature, 0, len(letters)+32)
	for name := range letters {
		all = append(all, feature{name, 0})
	}
	groups := map[string]float64{}
	for _, w := range sentiment.Words(text) {
		addWord(groups, groupMark+w.Why)
		if w.To <= len(head) {
			addWord(groups, headMark+groupMark+w.Why)
		}
	}
	for name, v := range groups {
		all = append(all, feature{name, v})
	}
	all = append(all, feature{labelMark + string(lexicon.Label), labelValue},
		feature{scoreName, labelValue * float64(max(-fullScore, min(fullScore, int(lexicon.Score)))) / fullScore})
	slices.SortFunc(all, func(a, b feature) int { return strings.Compare(a.name, b.name) })
	return all
}

func addWord(groups map[string]float64, name string) {
	if v := groups[name]; v > 0 {
		groups[name] = min(fullGroup, v+moreWords)
		return
	}
	groups[name] = groupValue
}

// isLetters reports a run of letters, which shares its weight with the others of
// its line.
func isLetters(name string) bool {
	return !strings.HasPrefix(strings.TrimPrefix(name, headMark), groupMark) && !strings.HasPrefix(name, labelMark)
}

// headOf is what stands before the first mark or white space; nothing where that
// is all.
func headOf(text string) string {
	i := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if i < 0 {
		return ""
	}
	return text[:i]
}

// runs puts down the letters that stand together, by one, two and three.
func runs(text, mark string, into map[string]bool) {
	var begins []int // of the letters before, at most two
	for i, r := range text {
		if !unicode.IsLetter(r) {
			begins = begins[:0]
			continue
		}
		end := i + len(string(r))
		into[mark+text[i:end]] = true
		for _, from := range begins {
			into[mark+text[from:end]] = true
		}
		begins = append(begins, i)
		begins = begins[max(0, len(begins)-2):]
	}
}

func cut(text string, letters int) string {
	for i := range text {
		if letters == 0 {
			return text[:i]
		}
		letters--
	}
	return text
}
