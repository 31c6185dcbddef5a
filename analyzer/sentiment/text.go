package sentiment

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gaobang/gaobang"
)

// The weights of a text by itself. Harm outweighs the good done about it, since
// such texts tell what happened first; one everyday word of good work is not yet
// a positive text.
const (
	harmWeight = -2
	goodWeight = 1
	enoughGood = 2
	enoughHarm = -1
)

// Text is the attitude of a text by itself, with the words that show it.
func Text(text string) gaobang.Sentiment {
	s := gaobang.Sentiment{Label: gaobang.Neutral, Evidence: []gaobang.Evidence{}}
	end := 0
	for _, w := range inOrder(textWords.find(text), towardWords.find(text)) {
		score := weight(text, w)
		if score == 0 || w.from < end {
			continue
		}
		end = w.to
		s.Score += score
		if len(s.Evidence) < maxEvidence {
			s.Evidence = append(s.Evidence, gaobang.Evidence{Span: gaobang.Span{From: w.from, To: w.to}, Text: w.word})
		}
	}
	switch {
	case s.Score <= enoughHarm:
		s.Label = gaobang.Negative
	case s.Score >= enoughGood:
		s.Label = gaobang.Positive
	}
	return s
}

// inOrder are the words of both by place, the longer first of those that begin
// together.
func inOrder(x, y []word) []word {
	all := slices.Concat(x, y)
	slices.SortStableFunc(all, func(a, b word) int { return cmp.Or(a.from-b.from, b.to-a.to) })
	return all
}

func weight(text string, w word) int {
	before, _ := clause(text, w)
	near := lastChars(before, 4)
	switch w.kind {
	case good, praise:
		if strings.HasSuffix(near, "不") || strings.HasSuffix(near, "未") || strings.HasSuffix(near, "没") {
			return 0
		}
		return goodWeight
	default:
		if containsAny(near, []string{"没有", "杜绝", "防止", "避免", "预防", "防范", "严禁", "零"}) {
			return 0
		}
		return harmWeight
	}
}
