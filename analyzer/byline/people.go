package byline

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// people takes the names of a run of letters behind a role. A run that follows
// its role word directly must begin as a name does or end as a byline does.
func (r *reader) people(t token) {
	runes := []rune(r.line[t.from:t.to])
	if r.isStory(t) {
		r.stop()
		return
	}
	adjacent := r.isAdjacent()
	if names := r.knownNames(runes); names != nil {
		r.addAll(t.from, names)
		return
	}
	if next := r.next(); next != nil && next.kind == other {
		if names := beforePlace(runes, r.known); names != nil { // 林测试北京11月20日电
			r.addAll(t.from, names)
			r.stop()
			return
		}
	}
	head, stopped, sure := beforeStop(runes)
	switch {
	case len(head) < 2, adjacent && !sure && isHan(head) && !beginsAsName(head),
		stopped && !sure && (!beginsAsName(head) || r.isLoose() && !r.isFirst()):
		r.stop()
		return
	case len(head) <= 3, len(head) == 4 && !runTogether(head) && !r.isTextLike(head), isForeign(head) && len(head) <= maxNameChars:
		r.add(&r.now.names, string(head), t.from, t.from+len(string(head)))
	default:
		names := cut(head, r.known)
		if names == nil {
			r.stop()
			return
		}
		r.addAll(t.from, names)
	}
	if stopped {
		r.stop()
	}
}

// beforePlace are the names before the place of a report: 林测试北京; nil where
// none is there.
func beforePlace(runes []rune, known Known) [][]rune {
	for k := len(runes) - 2; k >= 2 && k >= len(runes)-4; k-- {
		if isPlace(string(runes[k:])) {
			if names := cut(runes[:k], known); names != nil {
				return names
			}
		}
	}
	return nil
}

// maxNameChars is more than a person's name has, foreign ones included.
const maxNameChars = 12

// isTextLike reports four letters that are no name of four: in running text, and
// without a surname of two letters.
func (r *reader) isTextLike(head []rune) bool {
	return r.isLoose() && !startsCompound(head) && !isForeign(head)
}

// knownNames cuts letters into names of which the registry knows one at least.
func (r *reader) knownNames(runes []rune) [][]rune {
	if r.known == nil || len(runes) < 2 || len(runes) > maxRunBytes/3 {
		return nil
	}
	names := cut(runes, r.known)
	if slices.ContainsFunc(names, func(n []rune) bool { return r.known(string(n)) }) {
		return names
	}
	return nil
}

// isLoose reports running text: no bracket, and no sign behind the role.
func (r *reader) isLoose() bool { return !r.seg.bracketed && !r.signedRole() && !r.seg.marked }

// signedRole reports whether the role before has a sign.
func (r *reader) signedRole() bool {
	for i := r.at; i >= 0; i-- {
		if t := r.seg.toks[i]; t.kind == role || t.kind == bothRole {
			return t.signed
		}
	}
	return false
}

func (r *reader) isFirst() bool { return r.now.empty() }

// isAdjacent reports letters right behind their role word, or behind 记者： which
// may begin a question; other signs make any letters a pen name.
func (r *reader) isAdjacent() bool {
	b := r.before()
	if b == nil || !r.isFirst() || b.kind != role {
		return false
	}
	return !b.signed || b.role == Reporter
}

// isStory reports letters that go on with the story: 记者走进社区.
func (r *reader) isStory(t token) bool {
	run := r.line[t.from:t.to]
	if !r.isLoose() {
		return r.now.role == Reporter && prefixOf(run, stops) > 0 && utf8.RuneCountInString(run) > 3
	}
	return startsStory(run) || r.now.role == Reporter && r.isAdjacent() && isOrganisation(run) && !r.isPerson(run)
}

// startsStory reports letters that are longer than the word with which a story
// goes on.
func startsStory(run string) bool {
	if utf8.RuneCountInString(run) > 3 && prefixOf(run, stops) > 0 {
		return true
	}
	if slices.Contains(verbs, run) || slices.Contains(notPeople, run) {
		return true
	}
	for _, w := range storyStarts {
		if strings.HasPrefix(run, w) && len(run) >= len(w)+2*len("字") && !onlyNames([]rune(run)) {
			return true
		}
	}
	return false
}

// beforeStop is the letters before a word that goes on with the story, or that
// surely ends the byline.
func beforeStop(letters []rune) (head []rune, stopped, sure bool) {
	for i := range letters {
		rest := string(letters[i:])
		if i >= 2 && prefixOf(rest, reports) > 0 {
			return letters[:i], true, true
		}
		n := prefixOf(rest, stops)
		if n == 0 || i == 1 || i == 0 && isSurname(letters[0]) {
			continue
		}
		// Within a short name the letter may be the name's own: 王电, 李在明.
		if len(letters) <= 3 && n <= len("字") && isSurname(letters[0]) {
			continue
		}
		return letters[:i], true, false
	}
	return letters, false, false
}
