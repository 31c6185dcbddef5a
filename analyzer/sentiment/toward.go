package sentiment

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
)

// Bounds on what a hostile page can cost.
const (
	maxSentence = 3000 // bytes; a longer one is cut
	maxEvidence = 40   // words shown; more tell a reader nothing
)

// passage is a sentence that may speak of the bureau.
type passage struct {
	gaobang.Span
	text  string
	named [][2]int // the mentions in it; none in a title or a neighbour that names nobody
}

// Toward is the attitude of an article toward a bureau; mentions are the places
// that name the bureau or one of its units.
func Toward(a *gaobang.Article, bureau gaobang.UnitID, mentions []gaobang.Mention) gaobang.Sentiment {
	s := gaobang.Sentiment{Bureau: bureau, Label: gaobang.Neutral, Evidence: []gaobang.Evidence{}}
	blamed := false
	for _, p := range passages(a, mentions) {
		for _, w := range towardWords.find(p.text) {
			score := p.score(w)
			if score == 0 {
				continue
			}
			s.Score += score
			blamed = blamed || score < 0
			if len(s.Evidence) == maxEvidence {
				continue
			}
			s.Evidence = append(s.Evidence, gaobang.Evidence{
				Article: a.ID, Span: gaobang.Span{Field: p.Field, From: p.From + w.from, To: p.From + w.to}, Text: w.word,
			})
		}
	}
	switch {
	case blamed:
		s.Label = gaobang.Negative
	case s.Score > 0:
		s.Label = gaobang.Positive
	}
	return s
}

// score is what a word says of the bureau: nothing, praise or blame.
func (p passage) score(w word) int {
	before, after := clause(p.text, w)
	if len(p.named) == 0 && w.kind != fault && p.Field != gaobang.FieldTitle {
		return 0
	}
	denied := containsAny(lastChars(before, nearBefore), deniers)
	if w.kind == praise {
		if denied || len(p.named) == 0 || strings.HasSuffix(before, "不") || strings.HasSuffix(before, "未") {
			return 0
		}
		return 1
	}
	if denied || containsAny(after, menders) || p.isHandled(w, before) || p.isOthers(w, before, after) {
		return 0
	}
	return -2
}

// isHandled reports whether the bureau deals with the wrong: a handler stands
// behind its name. Before a name it is what others do to the bureau.
func (p passage) isHandled(w word, before string) bool {
	if w.kind == rebuke {
		return false
	}
	lastNamed := -1
	for _, n := range p.named {
		if n[1] <= w.from {
			lastNamed = n[1]
		}
		if n[0] >= w.to && containsAny(p.text[n[1]:], handlers) {
			return true
		}
	}
	if lastNamed >= 0 {
		return containsAny(p.text[lastNamed:w.from], handlers)
	}
	return containsAny(before, handlers)
}

// isOthers reports whether the word blames somebody else than the bureau: whoever
// stands nearest before it, or right behind its 的.
func (p passage) isOthers(w word, before, after string) bool {
	last := 0
	behind := false
	for _, n := range p.named {
		if n[1] <= w.from {
			last = n[1]
		}
		behind = behind || n[0] >= w.to
	}
	if names, ok := strings.CutPrefix(after, "的"); ok && !p.isNamedIn(w.to, w.to+len(after)) && containsAny(names, others) {
		return true
	}
	if last > 0 {
		return isOther(p.text[last:w.from])
	}
	if isOther(before) {
		return true
	}
	// The bureau is named only later: others' wrongs told first, unless people
	// complain of how they were treated.
	return behind && w.kind == wrong && !strings.ContainsAny(p.text[:w.from], "诉怨疑") && !strings.HasPrefix(after, "的")
}

// isOther reports whether a text names somebody else who is not the bureau's own.
func isOther(text string) bool {
	for _, o := range others {
		if i := strings.LastIndex(text, o); i >= 0 && !containsAny(text[:i], belong) {
			return true
		}
	}
	return false
}

func (p passage) isNamedIn(from, to int) bool {
	return slices.ContainsFunc(p.named, func(n [2]int) bool { return n[0] >= from && n[1] <= to })
}

// passages are the title, the sentences that hold a mention, and those right
// beside them, in the order of reading, each once.
func passages(a *gaobang.Article, mentions []gaobang.Mention) []passage {
	all := []passage{{Span: gaobang.Span{Field: gaobang.FieldTitle, To: len(a.Title)}, text: a.Title}}
	sentences := sentencesOf(a.Body)
	in := make([]bool, len(sentences))
	for _, m := range mentions {
		switch {
		case m.To <= len(a.Text(m.Field)) && isSpot(a.Text(m.Field)[m.To:]):
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
		slices.SortFunc(s.named, func(x, y [2]int) int { return cmp.Compare(x[0], y[0]) })
		if in[i] {
			all = append(all, s)
		}
	}
	return all
}

// isSpot reports whether what stands behind a name makes it a mere spot: what
// happens at the bureau's door is not the bureau's doing.
func isSpot(after string) bool {
	return slices.ContainsFunc([]string{"门口", "门前", "门外", "附近", "旁边", "对面"}, func(w string) bool { return strings.HasPrefix(after, w) })
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
		if strings.ContainsRune("。！？!?\n", r) || i-from > maxSentence && r != utf8.RuneError {
			to := i + utf8.RuneLen(r)
			add(to)
			from = to
		}
	}
	add(len(body))
	return all
}
