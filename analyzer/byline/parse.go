package byline

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// name is a name in a line, with its bytes.
type name struct {
	role     Role
	text     string // without padding
	from, to int
}

// Bounds on what a line can hold.
const (
	maxNames     = 40
	maxNameChars = 12 // of a person's name, foreign ones included
	maxRun       = 40 // letters of names written together
)

// scanner reads one line.
type scanner struct {
	line  string
	names []name
}

// scan finds the names of a line by the role words in it.
func scan(line string) []name {
	s := &scanner{line: line}
	for i := 0; i < len(line) && len(s.names) < maxNames; {
		if role, end, ok := roleAt(line, i); ok {
			i = s.read(role, end)
			continue
		}
		r, size := utf8.DecodeRuneInString(line[i:])
		i += size
		if r == '（' || r == '(' {
			s.unnamedRole(i)
		}
	}
	if len(s.names) == 0 {
		s.bracketed()
	}
	return s.names
}

// roleAt is the role that begins at i, and where its word and signs end.
func roleAt(line string, i int) (role Role, end int, ok bool) {
	for _, w := range roleWords {
		if !strings.HasPrefix(line[i:], w.word) {
			continue
		}
		end = i + len(w.word)
		rest := strings.TrimLeft(line[end:], " \u3000\u00a0")
		sign, size := utf8.DecodeRuneInString(rest)
		signed := strings.ContainsRune("/:：／|｜丨", sign)
		if signed {
			end = len(line) - len(rest) + size
		}
		if signed || !w.signs {
			return w.role, end, true
		}
	}
	return "", 0, false
}

// read reads the names of a role from i on and gives where they end.
func (s *scanner) read(role Role, i int) int {
	if strings.HasPrefix(s.line[i:], "们") || strings.HasPrefix(s.line[i:], "，") {
		return i // 告诉记者，…: the story goes on
	}
	made := len(s.names)
	for first := true; len(s.names) < maxNames; first = false {
		adjacent := first && i > 0 && i < len(s.line) && !isBetween(lastRune(s.line[:i]))
		i = skip(s.line, i, isBetween)
		adjacent = adjacent && !isBetween(lastRune(s.line[:i])) && !(role != Reporter && isSign(lastRune(s.line[:i])))
		if i >= len(s.line) {
			return i
		}
		if end := s.pictures(made, i); end > i {
			return end
		}
		if _, _, ok := roleAt(s.line, i); ok {
			return i
		}
		if n := prefixOf(s.line[i:], ours); n > 0 {
			i += n
			continue
		}
		end, more := s.token(role, i, adjacent)
		if end == i {
			return i
		}
		if i = end; !more {
			return i
		}
	}
	return i
}

// pictures gives the names since made the part of photographers where a word
// behind them says so, and where that word ends.
func (s *scanner) pictures(made, i int) (end int) {
	names := s.names[made:]
	for _, t := range taken {
		end := i + len(t.word)
		if len(names) == 0 || !strings.HasPrefix(s.line[i:], t.word) || end < len(s.line) && isNameLetter(firstRune(s.line[end:])) {
			continue
		}
		for _, n := range slices.Clone(names) {
			if n.role != Reporter && n.role != Correspondent && n.role != Author {
				continue
			}
			n.role = Photographer
			if t.also {
				s.names = append(s.names, n)
			} else {
				s.names[made+slices.IndexFunc(names, func(m name) bool { return m.from == n.from })].role = Photographer
			}
		}
		return end
	}
	return i
}

// isSign reports a sign between a role and its names. A name behind it need not
// begin with a surname: 作者：云上测试. 记者： may also begin a question.
func isSign(r rune) bool { return r == ':' || r == '：' }

func isBetween(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune("、，,/／&＆|｜丨;；+", r)
}

func skip(line string, i int, while func(rune) bool) int {
	for i < len(line) {
		r, size := utf8.DecodeRuneInString(line[i:])
		if !while(r) {
			return i
		}
		i += size
	}
	return i
}

// token reads one run of letters: a name, an organisation, or names written
// together. more says whether names may follow.
func (s *scanner) token(role Role, i int, adjacent bool) (end int, more bool) {
	end = s.runEnd(role, i)
	if end == i {
		return i, false
	}
	run := s.line[i:end]
	if role != Reporter && isSign(firstRune(s.line[end:])) && !strings.HasSuffix(run, "报道") {
		return i, false // 作者： 浏览次数：12
	}
	if isOrganisation(run) {
		s.add(Unit, run, i, end)
		return end, true
	}
	if joined, to := s.apart(role, i, end); joined != "" {
		s.add(role, joined, i, to)
		return to, true
	}
	return s.people(role, i, end, adjacent)
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

func prefixOf(s string, words []string) int {
	for _, w := range words {
		if strings.HasPrefix(s, w) {
			return len(w)
		}
	}
	return 0
}

// runEnd is where the letters from i end: at a space, a sign or a role.
func (s *scanner) runEnd(role Role, i int) int {
	end := i
	for end < len(s.line) {
		r, size := utf8.DecodeRuneInString(s.line[end:])
		if !isNameLetter(r) && !(role == Editor && isCodeLetter(r)) || end-i > 3*maxRun {
			break
		}
		if _, _, ok := roleAt(s.line, end); end > i && (ok || prefixOf(s.line[end:], ours) > 0) {
			break
		}
		end += size
	}
	return end
}

// isCodeLetter is a letter of an editor's code: 林测试_NF0000, HN000.
func isCodeLetter(r rune) bool { return r >= '0' && r <= '9' || r == '_' }

func isNameLetter(r rune) bool { return unicode.IsLetter(r) || r == '·' || r == '•' }

// apart joins letters that stand apart: 曾 强, 张 胜 男. Only letters alone count.
func (s *scanner) apart(role Role, i, end int) (joined string, to int) {
	if utf8.RuneCountInString(s.line[i:end]) != 1 {
		return "", 0
	}
	letters := s.line[i:end]
	to = end
	for utf8.RuneCountInString(letters) < 4 {
		next := skip(s.line, to, unicode.IsSpace)
		stop := s.runEnd(role, next)
		if next == to || utf8.RuneCountInString(s.line[next:stop]) != 1 {
			break
		}
		letters, to = letters+s.line[next:stop], stop
	}
	if utf8.RuneCountInString(letters) < 2 {
		return "", 0
	}
	return letters, to
}

// people takes the names of a run of letters. A run that follows its role word
// directly must begin as a name does or end as a byline does.
func (s *scanner) people(role Role, i, end int, adjacent bool) (to int, more bool) {
	run := s.line[i:end]
	letters := []rune(run)
	if slices.Contains(pageWords, run) {
		return i, false
	}
	if role != Editor && s.isAffiliation(i, end) {
		return end, true
	}
	if role == Editor && strings.ContainsFunc(run, isCodeLetter) {
		s.add(role, run, i, end)
		return end, true
	}
	head, stopped, sure := beforeStop(letters)
	switch {
	case len(head) < 2, adjacent && !sure && isHan(head) && !isSurname(head[0]):
		return i, false
	case len(head) <= 3, len(head) == 4 && !runTogether(head), isForeign(head) && len(head) <= maxNameChars:
		if stopped && !sure && !isSurname(head[0]) {
			return i, false
		}
		s.add(role, string(head), i, i+len(string(head)))
	default:
		parts := cut(head)
		if parts == nil {
			if !isSurname(head[0]) || !isHan(head) {
				return i, false
			}
			parts = [][]rune{head[:3]}
			stopped = true
		}
		at := i
		for _, p := range parts {
			s.add(role, string(p), at, at+len(string(p)))
			at += len(string(p))
		}
	}
	return end, !stopped
}

// isAffiliation reports letters that stand between a sign and the word 记者: they
// say where the reporter belongs. 文/甲报融媒记者 林测试.
func (s *scanner) isAffiliation(i, end int) bool {
	return strings.ContainsRune("/:：", lastRune(s.line[:i])) && (strings.HasPrefix(s.line[end:], "记者") || strings.HasPrefix(s.line[end:], "见习记者"))
}

// isForeign reports a name in other letters, or one with a point between its
// parts.
func isForeign(letters []rune) bool {
	return slices.ContainsFunc(letters, func(r rune) bool { return r == '·' || r == '•' }) ||
		!slices.ContainsFunc(letters, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// runTogether reports four letters that are two names of two.
func runTogether(l []rune) bool { return isSurname(l[0]) && isSurname(l[2]) && !startsCompound(l) }

func isHan(letters []rune) bool {
	return !slices.ContainsFunc(letters, func(r rune) bool { return !unicode.Is(unicode.Han, r) })
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

func (s *scanner) add(role Role, text string, from, to int) {
	s.names = append(s.names, name{role, text, from, to})
}
