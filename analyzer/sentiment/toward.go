package sentiment

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
)

// maxEvidence is how many words are shown; more tell a reader nothing.
const maxEvidence = 40

// What one word counts toward a bureau.
const (
	blameScore  = -2
	praiseScore = 1
)

// Toward is the attitude of an article toward a bureau; mentions are the places
// that name the bureau or one of its units.
func Toward(a *gaobang.Article, bureau gaobang.UnitID, mentions []gaobang.Mention) gaobang.Sentiment {
	return shipped().toward(a, bureau, mentions)
}

func (l *lexicon) toward(a *gaobang.Article, bureau gaobang.UnitID, mentions []gaobang.Mention) gaobang.Sentiment {
	s := gaobang.Sentiment{Bureau: bureau, Label: gaobang.Neutral, Evidence: []gaobang.Evidence{}}
	blamed := false
	for _, p := range l.passages(a, mentions) {
		for _, w := range l.said(p) {
			score := l.score(p, w)
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

// said are the words of a passage and the rebukes that are more than a word, in the
// order of reading.
func (l *lexicon) said(p passage) []word {
	all := l.find(p.text)
	if len(p.named) == 0 {
		return all
	}
	for _, r := range l.rebuked(p) {
		if !slices.ContainsFunc(all, func(w word) bool { return w.group.Toward == rebuke && w.from < r.to && r.from < w.to }) {
			all = append(all, r)
		}
	}
	slices.SortStableFunc(all, func(a, b word) int { return cmp.Compare(a.from, b.from) })
	return all
}

// score is what a word says of the bureau: nothing, praise or blame.
func (l *lexicon) score(p passage, w word) int {
	role := w.group.Toward
	if role == nothing || l.isName(p.text, w) || w.group.Named && len(p.named) == 0 {
		return 0
	}
	before, after := clause(p.text, w.from, w.to)
	if role == praise {
		if len(p.named) == 0 || l.isFailed(before) || l.cues.Denies.in(lastChars(before, nearBefore)) || l.isGiven(p, w, before) {
			return 0
		}
		return praiseScore
	}
	if role == official && !l.isOfficials(p, w, after) || role == accident && !l.isOwnHouse(p, w, after) {
		return 0
	}
	switch {
	case len(p.named) == 0 && role != fault && p.Field != gaobang.FieldTitle,
		l.cues.Negates.ends(before), l.cues.Denies.in(lastChars(before, nearBefore)),
		role != rebuke && (l.cues.Mends.in(after) || l.cues.Mended.in(p.text[w.to:])),
		role != rebuke && l.cues.Declines.in(firstChars(after, declineReach)),
		l.isRefuted(p, w), l.isPast(p, w), l.isHandled(p, w, before, after), l.isOthers(p, w, before, after):
		return 0
	}
	return blameScore
}

// isFailed reports whether praise is only wished for.
func (l *lexicon) isFailed(before string) bool {
	return l.cues.Negates.ends(before) || l.cues.Fails.in(lastChars(before, nearInText))
}

// isRefuted reports whether the sentence says that what it tells is not true.
// What stands in a clause behind is told again.
func (l *lexicon) isRefuted(p passage, w word) bool {
	if l.cues.Claims.in(p.text[:w.from]) && l.cues.Refutes.in(p.next) {
		return true
	}
	at := l.cues.Refutes.last(p.text)
	return at >= 0 && (at > w.from || strings.ContainsAny(p.text[at:w.from], "“「：:") || !strings.ContainsAny(p.text[at:w.from], "，,；;"))
}

// isPast reports whether a word tells of former times, with the present set
// against it.
func (l *lexicon) isPast(p passage, w word) bool {
	return l.cues.Past.in(p.text[:w.from]) && (l.cues.Turns.in(p.text[w.to:]) || l.cues.Now.in(p.text[w.to:]))
}

// isHandled reports whether the bureau deals with the wrong: a handler stands
// behind its name. Before a name it is what others do to the bureau.
func (l *lexicon) isHandled(p passage, w word, before, after string) bool {
	if w.group.Toward == rebuke {
		return false
	}
	last, named := p.lastBefore(w)
	for _, n := range p.named {
		if n[0] >= w.to && (l.cues.Handles.in(p.text[n[1]:]) || l.cues.Acted.ends(p.text[:n[0]])) {
			return true
		}
	}
	if !named {
		return l.cues.Handles.in(before)
	}
	if w.group.Toward == fault && l.cues.Addressed.ends(p.text[:last[0]]) {
		return false // who came to the bureau did what stands between
	}
	between := p.text[last[1]:w.from]
	return l.cues.Handles.in(between) || strings.HasPrefix(between, "起诉") ||
		l.cues.Takes.starts(between) && l.cues.Handles.in(after)
}

// lastBefore is the last place before a word that names the bureau.
func (p passage) lastBefore(w word) (at [2]int, ok bool) {
	for _, n := range p.named {
		if n[1] <= w.from {
			at, ok = n, true
		}
	}
	return at, ok
}

// isGiven reports whether the bureau praises somebody else: what it does to whom
// stands right behind its name, and nobody turns to it in the word's clause.
func (l *lexicon) isGiven(p passage, w word, before string) bool {
	last, named := p.lastBefore(w)
	if !named || !l.cues.Gives.starts(p.text[last[1]:w.from]) {
		return false
	}
	between := p.text[last[1]:w.from]
	if strings.HasSuffix(between, before) && before != between {
		return !l.cues.Gets.in(before) // a later clause: the bureau goes on unless somebody else is named
	}
	return !strings.ContainsAny(between, "受获赢") && !strings.Contains(between, "得到")
}

// isOwnHouse reports whether an accident happened in a house of the bureau's own.
func (l *lexicon) isOwnHouse(p passage, w word, after string) bool {
	last, named := p.lastBefore(w)
	if !named || l.cues.Drills.in(after) {
		return false
	}
	between := p.text[last[1]:w.from]
	own := l.cues.Belongs.starts(between) || l.cues.Houses.ends(p.text[last[0]:last[1]])
	return own && utf8.RuneCountInString(between) <= officialReach && !strings.ContainsAny(between, clauseMarks) &&
		!l.cues.Handles.in(between) && !l.cues.Spots.in(between)
}

// somebody is a person of whom only the surname is told: 冒领低保金的高某.
var somebody = regexp.MustCompile(`的\p{Han}某`)

// isOthers reports whether the word blames somebody else than the bureau: whoever
// stands nearest before it, or right behind its 的.
func (l *lexicon) isOthers(p passage, w word, before, after string) bool {
	if names, ok := strings.CutPrefix(after, "的"); ok && !p.isNamedIn(w.to, w.to+len(after)) && l.cues.Others.in(names) {
		return true
	}
	if somebody.MatchString(after) && !p.isNamedIn(w.to, w.to+len(after)) {
		return true
	}
	if last, named := p.lastBefore(w); named {
		between := p.text[last[1]:w.from]
		switch {
		case w.group.Toward == fault && l.cues.Gives.starts(between):
			return false // 对家属的质疑不予回应: they are whom it is done to
		case w.group.Toward == wrong && l.cues.Addressed.ends(p.text[:last[0]]) && l.cues.Rebukes.starts(between):
			return true // 向甲市民政局投诉: it is told of others
		}
		return l.isOther(between)
	}
	if l.isOther(before) {
		return true
	}
	// The bureau is named only later: others' wrongs told first, unless people
	// complain of how they were treated.
	behind := slices.ContainsFunc(p.named, func(n [2]int) bool { return n[0] >= w.to })
	return behind && w.group.Toward == wrong && !strings.ContainsAny(p.text[:w.from], "诉怨疑") && !strings.HasPrefix(after, "的")
}

// isOther reports whether a text names somebody else who is not the bureau's own.
func (l *lexicon) isOther(text string) bool {
	for _, o := range l.cues.Others.list {
		if i := strings.LastIndex(text, o); i >= 0 && !l.cues.Belongs.in(text[:i]) {
			return true
		}
	}
	return false
}

func (p passage) isNamedIn(from, to int) bool {
	return slices.ContainsFunc(p.named, func(n [2]int) bool { return n[0] >= from && n[1] <= to })
}
