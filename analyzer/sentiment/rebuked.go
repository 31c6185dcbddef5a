package sentiment

import (
	"strings"
	"unicode/utf8"
)

// Letters that a rebuke reaches over.
const (
	criticReach   = 14 // between 被 and what is done: 被市纪委监委第三纪检监察室通报
	officialReach = 24 // between the bureau's name and what became of its official
	dealsReach    = 8  // behind the bureau's name, where it turns out to be the one who acts
)

// rebuked are rebukes that no single word holds: 被…通报 with the critic between, and
// 通报甲市民政局 with the bureau right behind.
func (l *lexicon) rebuked(p passage) []word {
	var all []word
	for _, by := range l.cues.Suffers.list {
		for from := 0; ; {
			i := strings.Index(p.text[from:], by)
			if i < 0 {
				break
			}
			from += i + len(by)
			if to := l.criticised(p.text[from:]); to > 0 && !inTitle(p.text, from) {
				all = append(all, l.rebuke(p, from-len(by), from+to))
			}
		}
	}
	for _, n := range p.named {
		for _, done := range l.cues.Rebukes.list {
			if at, ok := strings.CutSuffix(strings.TrimSuffix(p.text[:n[0]], "了"), done); ok && !inTitle(p.text, n[0]) && l.isObject(p, len(at), n[1]) {
				all = append(all, l.rebuke(p, len(at), n[0]))
				break
			}
		}
	}
	return all
}

// inTitle reports whether the byte stands in 《》.
func inTitle(text string, at int) bool {
	return strings.LastIndex(text[:at], "《") > strings.LastIndex(text[:at], "》")
}

func (l *lexicon) rebuke(p passage, from, to int) word {
	return word{entry{p.text[from:to], l.byRole(rebuke)}, from, to}
}

// byRole is the first group of a role.
func (l *lexicon) byRole(r role) *group {
	for i := range l.groups {
		if l.groups[i].Toward == r {
			return &l.groups[i]
		}
	}
	return &group{Toward: r}
}

// criticised is where a rebuke ends that a critic does, at the start of a text;
// 0 is none. 被…通报表扬 is praise.
func (l *lexicon) criticised(text string) int {
	_, near := around(firstChars(text, criticReach), 0, 0, clauseMarks, clauseWindow)
	for _, done := range l.cues.Rebukes.list {
		i := strings.Index(near, done)
		if i <= 0 || !l.cues.Critics.in(near[:i]) || l.isPraised(text[i+len(done):]) {
			continue
		}
		return i + len(done)
	}
	return 0
}

// isPraised reports whether a text goes on with praise.
func (l *lexicon) isPraised(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	for _, e := range l.byFirst[r] {
		if e.group.Toward == praise && strings.HasPrefix(text, e.word) {
			return true
		}
	}
	return false
}

// isObject reports whether the rebuke at from is done to the bureau whose name ends
// at to: not asked for, not denied, and the bureau does nothing itself behind.
func (l *lexicon) isObject(p passage, from, to int) bool {
	before, _ := clause(p.text, from, from)
	_, after := clause(p.text, to, to)
	if l.cues.Invites.ends(before) || l.cues.Negates.ends(before) || l.cues.Denies.in(lastChars(before, nearBefore)) {
		return false
	}
	if l.cues.Handles.in(firstChars(after, dealsReach)) || l.isRefuted(p, word{from: from, to: to}) {
		return false
	}
	for _, w := range l.find(after) {
		if w.group.Toward == praise {
			return false
		}
	}
	return true
}

// isOfficials reports whether a punishment is that of the bureau's own official: his
// office stands between its name and the word, and he is not the one who helps.
func (l *lexicon) isOfficials(p passage, w word, after string) bool {
	last := -1
	for _, n := range p.named {
		if n[1] <= w.from {
			last = n[1]
		}
	}
	if last < 0 || l.cues.Kin.starts(after) {
		return false
	}
	between := p.text[last:w.from]
	return utf8.RuneCountInString(between) <= officialReach && !strings.ContainsAny(between, sentenceMarks) &&
		l.cues.Officials.in(between) && !l.cues.Handles.in(between) && !l.isOther(between)
}
