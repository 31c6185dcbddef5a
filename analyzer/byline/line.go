package byline

import (
	"strings"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
)

// bracketed reads a line without role words that is one bracket, or ends in one:
// （县民政局 林测试）, （林测试 摄）.
func (s *scanner) bracketed() {
	open := strings.LastIndexAny(s.line, "(（")
	if open < 0 {
		return
	}
	_, size := utf8.DecodeRuneInString(s.line[open:])
	inner := s.line[open+size:]
	end := strings.IndexAny(inner, ")）")
	if end < 0 || strings.TrimSpace(inner[end:]) != ")" && strings.TrimSpace(inner[end:]) != "）" {
		return
	}
	inner = inner[:end]
	role, reported := Author, false
	for _, c := range closers {
		if rest, ok := strings.CutSuffix(strings.TrimRight(inner, " \u3000"), c.word); ok && rest != "" {
			role, inner, reported = c.role, rest, c.word == "报道"
			break
		}
	}
	if utf8.RuneCountInString(inner) > shortBracket {
		return
	}
	tail := &scanner{line: inner}
	if i := tail.read(role, 0); strings.TrimSpace(inner[i:]) != "" {
		return // something else than names stands in it
	}
	if last := len(tail.names) - 1; last > 0 && reported && !likePerson(tail.names[last].text) {
		tail.names = tail.names[:last] // from where: （林测试 甲城报道）
	}
	for _, n := range tail.names {
		if n.role != Unit && !likePerson(n.text) {
			return
		}
	}
	for _, n := range tail.names {
		s.add(n.role, n.text, n.from+open+size, n.to+open+size)
	}
}

// unnamedRole reads names that open a bracket before its first role: (林测试 记者
// 高示例). The page does not say what their role is.
func (s *scanner) unnamedRole(from int) {
	to := from
	for ; to < len(s.line) && to-from <= 3*shortBracket; to++ {
		if _, _, ok := roleAt(s.line, to); ok || strings.ContainsAny(s.line[to:to+1], "()") {
			break
		}
	}
	if to >= len(s.line) {
		return
	}
	role, _, ok := roleAt(s.line, to)
	if !ok || role != Reporter && role != Correspondent || !isBetween(lastRune(s.line[:to])) {
		return
	}
	var found []name
	for i := skip(s.line, from, isBetween); i < to; i = skip(s.line, i, isBetween) {
		end := i + len(s.line[i:to]) - len(strings.TrimLeftFunc(s.line[i:to], func(r rune) bool { return !isBetween(r) }))
		if !likePerson(s.line[i:end]) {
			return
		}
		found = append(found, name{Author, s.line[i:end], i, end})
		i = end
	}
	s.names = append(s.names, found...)
}

// shortBracket is as long as names at the end are; a longer bracket is text.
const shortBracket = 30

// likePerson reports letters that may be a person's name or a unit's pen name:
// nothing but a surname tells them from other words in a bracket.
func likePerson(s string) bool {
	letters := []rune(s)
	return len(letters) >= 2 && len(letters) <= 4 && isHan(letters) && (isSurname(letters[0]) || startsCompound(letters))
}

// ParseLine reads one line that is a byline.
func ParseLine(line string) gaobang.Byline { return bylineOf(scan(bounded(line))) }

// maxLine is more than any byline has, in bytes.
const maxLine = 4096

func bounded(line string) string {
	if len(line) <= maxLine {
		return line
	}
	return strings.ToValidUTF8(line[:maxLine], "")
}

func bylineOf(names []name) gaobang.Byline {
	b := gaobang.Byline{
		Reporters: []string{}, Correspondents: []string{}, Interns: []string{}, Photographers: []string{},
		Authors: []string{}, Editors: []string{}, Units: []string{},
	}
	into := map[Role]*[]string{
		Reporter: &b.Reporters, Correspondent: &b.Correspondents, Intern: &b.Interns, Photographer: &b.Photographers,
		Author: &b.Authors, Editor: &b.Editors, Unit: &b.Units,
	}
	seen := map[name]bool{}
	for _, n := range names {
		key := name{role: n.role, text: n.text}
		if !seen[key] {
			seen[key] = true
			*into[n.role] = append(*into[n.role], n.text)
		}
	}
	return b
}
