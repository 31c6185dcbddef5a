package sentiment

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
)

// maxSentence is what a hostile page can make of one sentence, in bytes; a longer
// one is cut.
const maxSentence = 3000

// passage is a sentence that may speak of the bureau.
type passage struct {
	gaobang.Span

	text  string
	next  string   // the sentence behind it
	named [][2]int // the mentions in it; none in a title or a neighbour that names nobody
}

// passages are the title, the sentences that hold a mention, and those right
// beside them, in the order of reading, each once.
func (l *lexicon) passages(a *gaobang.Article, mentions []gaobang.Mention) []passage {
	all := []passage{{Span: gaobang.Span{Field: gaobang.FieldTitle, To: len(a.Title)}, text: a.Title}}
	sentences := sentencesOf(a.Body)
	in := make([]bool, len(sentences))
	for _, m := range mentions {
		switch {
		case l.isNoActor(a.Text(m.Field), m):
		case m.Field == gaobang.FieldTitle && m.To <= len(a.Title):
			all[0].named = append(all[0].named, [2]int{m.From, m.To})
		case m.Field == gaobang.FieldBody:
			if i := slices.IndexFunc(sentences, func(s passage) bool { return s.From <= m.From && m.To <= s.To }); i >= 0 {
				sentences[i].named = append(sentences[i].named, [2]int{m.From - sentences[i].From, m.To - sentences[i].From})
				for j := max(0, i-1); j <= min(i+1, len(sentences)-1); j++ {
					in[j] = true
				}
			}
		}
	}
	for i, s := range sentences {
		if i+1 < len(sentences) {
			s.next = sentences[i+1].text
		}
		slices.SortFunc(s.named, func(x, y [2]int) int { return cmp.Compare(x[0], y[0]) })
		if in[i] {
			all = append(all, s)
		}
	}
	return all
}

// isNoActor reports whether a mention is a mere spot, or a name that somebody
// misuses.
func (l *lexicon) isNoActor(text string, m gaobang.Mention) bool {
	if m.To > len(text) {
		return false
	}
	behind := text[m.To:]
	// 名义上 is what the bureau says of itself.
	return l.cues.Spots.starts(behind) && !strings.HasPrefix(behind, "名义上") || l.cues.Poses.ends(text[:m.From])
}

// sentencesOf are the sentences of a body with their places in it.
func sentencesOf(body string) []passage {
	var all []passage
	from := 0
	add := func(to int) {
		if text := body[from:to]; strings.TrimSpace(text) != "" {
			all = append(all, passage{Span: gaobang.Span{Field: gaobang.FieldBody, From: from, To: to}, text: text})
		}
	}
	for i, r := range body {
		if strings.ContainsRune(sentenceMarks, r) || i-from > maxSentence && r != utf8.RuneError {
			to := i + utf8.RuneLen(r)
			add(to)
			from = to
		}
	}
	add(len(body))
	return all
}
