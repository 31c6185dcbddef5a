package byline

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind is what a token of a line is.
type kind uint8

const (
	letters  kind = iota // a run of letters: names, an organisation, text
	role                 // a role word with its sign
	bothRole             // 文/图, before or behind names
	space
	comma // 、，； and what else stands between names
	slash // / and |
	colon
	open
	closing
	mark     // □, the sign before a byline
	sentence // 。！？
	other
)

// token is a run of bytes of one kind.
type token struct {
	kind     kind
	from, to int
	role     Role
	signed   bool // of a role: a colon or slash follows
}

// lexer cuts a line into tokens.
type lexer struct {
	line string
	toks []token
}

func lex(line string) []token {
	l := &lexer{line: line}
	for at := 0; at < len(line); {
		t := l.next(at)
		l.toks = append(l.toks, t)
		at = t.to
	}
	return l.toks
}

func (l *lexer) next(at int) token {
	if t, ok := l.role(at); ok {
		return t
	}
	r, size := utf8.DecodeRuneInString(l.line[at:])
	if k, ok := signs[r]; ok {
		return token{kind: k, from: at, to: at + size}
	}
	switch {
	case isPadding(r):
		return token{kind: space, from: at, to: skip(l.line, at, isPadding)}
	case isNameLetter(r):
		return token{kind: letters, from: at, to: l.runEnd(at)}
	}
	return token{kind: other, from: at, to: at + size}
}

// signs are the letters that are tokens of their own.
var signs = signKinds(map[kind]string{
	comma: "、，,；;&＆+＋", slash: "/／|｜丨", colon: ":：", open: "(（[［【〔﹙", closing: ")）]］】〕﹚",
	mark: "□■◎●○◆◇▲△★☆※◤◢▌▍", sentence: "。！？!?",
})

func signKinds(of map[kind]string) map[rune]kind {
	index := map[rune]kind{}
	for k, signs := range of {
		for _, r := range signs {
			index[r] = k
		}
	}
	return index
}

func isPadding(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' }

func isNameLetter(r rune) bool {
	return (r >= '一' && r <= '鿿' || unicode.IsLetter(r)) && r != '丨' || r == '·' || r == '•' || r == '・' || unicode.Is(unicode.Mn, r)
}

// role is the role word, or the word of both, that begins at a place.
func (l *lexer) role(at int) (token, bool) {
	first := firstRune(l.line[at:])
	for _, word := range both[first] {
		if strings.HasPrefix(l.line[at:], word) && (l.isApart(at) || strings.ContainsAny(word, "/／|｜丨")) {
			to, hasSign := l.sign(at + len(word))
			if hasSign || !l.goesOn(to) && !strings.HasSuffix(word, "报道") {
				return token{kind: bothRole, from: at, to: to, role: Writer, signed: hasSign}, true
			}
		}
	}
	for _, w := range roleWords[first] {
		to, ok := padded(l.line, at, w.word)
		if !ok || w.role == Reporter && strings.ContainsRune("们站节证会团部协招", firstRune(l.line[to:])) {
			continue
		}
		end, hasSign := l.sign(to)
		if w.stand == free || hasSign && l.mayBegin(at, w) || l.opensAs(at, to, w) || w.stand == apart && (l.isApart(at) || l.isOfMedium(at, to, w)) && l.namesFollow(to) {
			return token{kind: role, from: at, to: end, role: w.role, signed: hasSign}, true
		}
	}
	return token{}, false
}

// opensAs reports a word of one letter that stands apart before whole names, at the
// head of its segment or where one did: ○ 文 林测试 图 高示例.
func (l *lexer) opensAs(at, to int, w roleWord) bool {
	name := skip(l.line, to, isPadding)
	run := l.line[name:l.plainEnd(name)]
	if len(w.word) != len("文") || name == to || utf8.RuneCountInString(run) < 2 || !onlyNames([]rune(run)) || !l.isApart(at) {
		return false
	}
	isHead := true
	for _, t := range slices.Backward(l.toks) {
		switch {
		case t.kind == role && t.to-t.from == len(w.word):
			return true
		case t.kind == mark, t.kind == open:
			return isHead
		case t.kind == letters:
			isHead = false
		case t.kind != space:
			return false
		}
	}
	return isHead
}

// mayBegin reports whether a signed role may begin here: that of a unit and one of
// one letter only where nothing else runs into it (主办单位：, 正文：), others also
// behind a word of their own (微信编辑：).
func (l *lexer) mayBegin(at int, w roleWord) bool {
	return w.role != Unit && utf8.RuneCountInString(w.word) > 1 || l.isApart(at)
}

// isApart reports whether no letter stands right before but those of a word of
// belonging: 本报评论员.
func (l *lexer) isApart(at int) bool {
	return at == 0 || !isNameLetter(lastRune(l.line[:at])) || endsInOne(l.line[:at], ours)
}

// isOfMedium reports whether an editor's word ends a short run of letters in a
// line that has named a role: 甲经记者 林测试 甲经编辑 高示例.
func (l *lexer) isOfMedium(at, to int, w roleWord) bool {
	from := at
	for from > 0 && at-from < 4*len("字") && isNameLetter(lastRune(l.line[:from])) {
		from -= len(string(lastRune(l.line[:from])))
	}
	isRun := from > 0 && isPadding(lastRune(l.line[:from]))
	hasRole := slices.ContainsFunc(l.toks, func(t token) bool { return t.kind == role })
	return w.role == Editor && isRun && hasRole && isPadding(firstRune(l.line[to:]))
}

// goesOn reports whether a letter follows that is no name: 图文直播.
func (l *lexer) goesOn(at int) bool {
	r := firstRune(l.line[at:])
	return isNameLetter(r) && !l.namesFollow(at)
}

// namesFollow reports whether the next run of letters is names alone, or letters
// that stand apart.
func (l *lexer) namesFollow(at int) bool {
	from := skip(l.line, at, isPadding)
	if from >= len(l.line) {
		return false
	}
	run := l.line[from:l.plainEnd(from)]
	head := []rune(run)
	if len(head) == 1 {
		return from > at && isSurname(head[0])
	}
	for _, media := range []string{"记者", "通讯员"} {
		if strings.Contains(run, media) {
			return from > at
		}
	}
	return onlyNames(head) || from > at && isOrganisation(run) && !startsStory(run)
}

// plainEnd is where the letters from a place end.
func (l *lexer) plainEnd(from int) int { return skip(l.line, from, isNameLetter) }

// strokes stand for a sign only between a role and a name: 记者—林测试, 文_林测试.
const strokes = "-－–—_▕︱│"

// sign is where a role's colon or slash ends, if one follows. The bracket around a
// role alone is one too: 【记者】林测试.
func (l *lexer) sign(at int) (to int, ok bool) {
	next := skip(l.line, at, isPadding)
	r, size := utf8.DecodeRuneInString(l.line[next:])
	if k, known := signs[r]; known && (k == colon || k == slash) {
		return next + size, true
	}
	if strings.ContainsRune(strokes, r) && l.namesFollow(next+size) {
		return next + size, true
	}
	inBracket := len(l.toks) > 0 && l.toks[len(l.toks)-1].kind == open && signs[r] == closing
	return at, inBracket && next < len(l.line)
}

// padded is where a word ends that begins here, also with padding between each
// two of its letters: 记　者.
func padded(line string, at int, word string) (to int, ok bool) {
	if strings.HasPrefix(line[at:], word) {
		return at + len(word), true
	}
	rest := at
	for i, want := range word {
		next := rest
		if i > 0 {
			if next = skip(line, rest, isPadding); next == rest {
				return 0, false
			}
		}
		if !strings.HasPrefix(line[next:], string(want)) {
			return 0, false
		}
		rest = next + utf8.RuneLen(want)
	}
	return rest, len(word) > 3 // no word of one letter
}

// runEnd is where a run of letters ends: at a sign, or where a role or a word of
// belonging begins.
func (l *lexer) runEnd(from int) int {
	at := from
	for at < len(l.line) && at-from < maxRunBytes {
		r, size := utf8.DecodeRuneInString(l.line[at:])
		switch {
		case at > from && (l.breaks(at)):
			return at
		case isNameLetter(r):
			at += size
		case isCodeLetter(r) && l.afterEditor():
			at += size
		case r == ' ' && isLatinName(l.line[from:at], l.line[at+1:]):
			at += size
		default:
			return l.composed(from, at)
		}
	}
	return at
}

// maxRunBytes bounds what is looked at as names written together.
const maxRunBytes = 160

// breaks reports whether a role or a word of belonging begins within a run.
func (l *lexer) breaks(at int) bool {
	if r, _ := utf8.DecodeRuneInString(l.line[at:]); !breaking.has(r) {
		return false
	}
	_, isRole := l.role(at)
	return isRole || prefixOf(l.line[at:], ours) > 0 && !strings.HasPrefix(l.line[at:], "本报道")
}

// letterSet is the letters of the basic plane that are in it; all others are.
type letterSet [1 << 16 / 64]uint64

func (s *letterSet) has(r rune) bool { return r < 0 || r >= 1<<16 || s[r/64]>>(r%64)&1 > 0 }

// breaking are the letters with which a role or a word of belonging begins: few, so
// that most are passed without a look at the words.
var breaking = func() (s letterSet) {
	add := func(r rune) { s[r/64] |= 1 << (r % 64) }
	for r := range both {
		add(r)
	}
	for r := range roleWords {
		add(r)
	}
	for _, w := range ours {
		add(firstRune(w))
	}
	return s
}()

// afterEditor reports whether an editor's word was the last role: codes follow
// their names, 林测试_NF0000.
func (l *lexer) afterEditor() bool {
	for _, t := range slices.Backward(l.toks) {
		if t.kind == role {
			return t.role == Editor
		}
	}
	return false
}

// isCodeLetter is a letter of an editor's code: 林测试_NF0000, HN000.
func isCodeLetter(r rune) bool { return r >= '0' && r <= '9' || r == '_' }

// isLatinName reports whether a space stands within a name in Latin letters.
func isLatinName(before, after string) bool {
	first, last := firstRune(before), firstRune(after)
	return first >= 'A' && first <= 'Z' && last >= 'A' && last <= 'Z' && isLatinRune(lastRune(before))
}

func isLatinRune(r rune) bool { return r < 0x250 && unicode.IsLetter(r) }

// composed is the end of a name whose rare letter is described by its two halves
// in brackets, behind the surname: 袁（日希）.
func (l *lexer) composed(from, at int) int {
	if utf8.RuneCountInString(l.line[from:at]) != 1 || !isSurname(firstRune(l.line[from:])) || !strings.HasPrefix(l.line[at:], "（") {
		return at
	}
	inside := at + len("（")
	end := l.plainEnd(inside)
	if utf8.RuneCountInString(l.line[inside:end]) != 2 || !strings.HasPrefix(l.line[end:], "）") {
		return at
	}
	return end + len("）")
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
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
