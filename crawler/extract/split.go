package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
)

// Most lines are text, so each pattern is tried only on lines that hold what it
// cannot do without.
var (
	// The count of comments or readers alone: (75), 已有 0 人评论.
	countLine = regexp.MustCompile(`^[(（\[]?\d+[)）\]]?$|^已有\s*\d+\s*[人条]`)
	// The name of a series above the text: 【新春走基层】.
	columnTag = regexp.MustCompile(`^【[^】]{2,14}】$`)
	// A line drawn of signs, or the word that says it is over.
	drawnLine = regexp.MustCompile(`^(?:[-—_=*~·]{8,}|[-—\s]*(?:THE )?END[-—\s]*)$`)
	// The site's reserve: 未经授权，不得转载.
	reserved = regexp.MustCompile(`(?:未经.{0,6}(?:授权|许可|同意|允许)|独家稿件).{0,12}(?:转载|摘编|使用)`)
	dateline = regexp.MustCompile(`^.{0,60}(?:[^资通简快]讯|电)[\s（(]`)
)

const (
	// longAbout is the letters over which a line that begins like one about the
	// piece is text after all.
	longAbout = 60
	// A line that begins like an end is one where less than this share of the text
	// before it follows.
	endShare = 0.3
	// The same of a line behind which pages list other pieces.
	listShare = 3
)

// split takes the body's lines apart: paragraphs of the piece, and lines about it.
// rest is the body without what stands behind its end.
func (d *document) split(body span, title string) (rest span, paragraphs, about []string) {
	d.paragraphs = nil
	body.from = d.behindTitle(body, title)
	letters, named, closing := 0, false, false
	for i := body.from; i < body.to; i++ {
		l := d.lines[i]
		kind := d.kind(i, body, letters, title)
		if kind == noText && named && endCues.first(clean(l.text)) && d.lettersIn(span{i, body.to}) < listShare*float64(letters) {
			kind = endOfBody
		}
		if kind == text && closing {
			kind = endOfBody // the makers are named, what follows is the site's
		}
		switch kind {
		case endOfBody:
			return span{body.from, i}, paragraphs, about
		case aboutPiece:
			about = append(about, l.text)
			named = named || letters >= minBody && editorCues.first(clean(l.text))
			closing = closing || named && d.lettersIn(span{i, body.to}) < endShare*float64(letters)
		case noText:
		case text:
			t := l.text
			if i == body.to-1 {
				t = withoutTail(l)
			}
			paragraphs = append(paragraphs, t)
			d.paragraphs = append(d.paragraphs, i)
			letters += l.chars
		}
	}
	return body, paragraphs, about
}

// behindTitle is where the body begins if its first lines repeat the title.
func (d *document) behindTitle(body span, title string) int {
	const firstLines = 6
	for i := min(body.to-1, body.from+firstLines) - 1; i >= body.from; i-- {
		if l := d.lines[i]; l.chars >= 4 && repeatsTitle(l.text, title) && d.lettersIn(span{body.from, i}) == 0 {
			return i + 1
		}
	}
	return body.from
}

// withoutTail drops a link at the end of the last line that leads back: 返回首页>>.
func withoutTail(l line) string {
	for _, at := range slices.Backward(l.cuts) {
		if tail := l.text[at:]; tail != "" {
			if endCues.first(tail) && gaobang.Chars(tail) <= 12 {
				return strings.TrimSpace(l.text[:at])
			}
			break
		}
	}
	return l.text
}

// lineKind is what a line of the body's block is.
type lineKind int

const (
	text lineKind = iota
	aboutPiece
	noText
	endOfBody
)

// kind is what the i-th line is, with so many letters of text before it.
func (d *document) kind(i int, body span, letters int, title string) lineKind {
	l := d.lines[i]
	plain := clean(l.text)
	if letters < minBody {
		if kind := headKind(l, plain, letters, title); kind != text {
			return kind
		}
	} else if l.chars <= longAbout && (commentCues.first(plain) || letters >= longAbout && isPostmark(l.text)) {
		return endOfBody
	}
	switch {
	case l.chars <= longAbout && (endCues.first(plain) || listCues.first(plain)), isDrawn(l.text):
		share := endShare
		if listCues.first(plain) {
			share = listShare
		}
		if letters >= minBody && d.lettersIn(span{i + 1, body.to}) < share*float64(letters) {
			return endOfBody
		}
		return noText
	case isAbout(l.text) && l.chars <= longAbout && !isDateline(l.text):
		return aboutPiece
	case l.chars <= 2*longAbout && (noiseCues.first(plain) || pageFootCues.first(plain)):
		if labelled.MatchString(plain) {
			return aboutPiece
		}
		return noText
	case l.chars <= longAbout && isReserved(l.text):
		return noText
	case strings.Trim(l.text, pageSigns) == "", isCount(l.text):
		return noText
	case l.links*10 > l.chars*7 && l.chars < 40:
		return noText // a line of links within the text
	}
	return text
}

// pageSigns are what a line of page numbers is made of.
const pageSigns = "0123456789 \t\n\f\r<>《》«»‹›上下一页首尾末第共/|.…"

func isDrawn(s string) bool {
	return (strings.Contains(s, "END") || strings.ContainsAny(firstLetter(s), "-—_=*~·")) && drawnLine.MatchString(s)
}

func isReserved(s string) bool {
	return (strings.Contains(s, "未经") || strings.Contains(s, "独家稿件")) && reserved.MatchString(s)
}

func isCount(s string) bool {
	return (strings.HasPrefix(s, "已有") || strings.ContainsAny(firstLetter(s), "(（[0123456789")) && countLine.MatchString(s)
}

// headKind is what a line is before the text has begun: its title again, the
// name of a series, its makers alone, its time.
func headKind(l line, plain string, letters int, title string) lineKind {
	switch {
	case l.chars <= longAbout/2 && isMakers(plain):
		return aboutPiece
	case letters > 0:
		return text
	case columnTag.MatchString(l.text), repeatsTitle(l.text, title):
		return noText
	case l.chars <= 2*longAbout && infoLine(l.text):
		return aboutPiece
	}
	return text
}

// isPostmark reports the line that ends a post: 发表于 2026-11-20 12:40 阅读(37).
func isPostmark(s string) bool {
	if !hasDigits(s) {
		return false
	}
	at := timeLabel.FindStringIndex(s)
	return at != nil && ParseTime(s[at[1]:]).Precision >= gaobang.PrecisionMinute
}

func (d *document) lettersIn(s span) float64 {
	n := 0
	for _, l := range d.lines[min(s.from, s.to):s.to] {
		if l.links*2 < l.chars && countMarks(l.text) > 0 {
			n += l.chars - l.links
		}
	}
	return float64(n)
}

// isAbout reports a line about the piece: a label with a sign behind it, or a
// label and names in a line too short for a sentence. 统筹城乡救助 is a heading.
func isAbout(s string) bool {
	word, rest := aboutCues.cue(clean(s))
	if word == "" {
		return false
	}
	if strings.HasSuffix(word, "/") || strings.HasSuffix(word, "：") || strings.HasSuffix(word, ":") {
		return countMarks(rest) <= 1 || gaobang.Chars(rest) <= longAbout/3
	}
	parted := rest == "" || strings.Contains(s, word+" ") || strings.HasPrefix(word, "责")
	rest = strings.TrimLeft(rest, " \u3000")
	if strings.HasSuffix(word, "记者") && strings.ContainsAny(rest, "，。！？") {
		return false // a question of an interview
	}
	sign, _ := utf8.DecodeRuneInString(rest)
	return strings.ContainsRune(":：/／|｜丨】", sign) && rest != "" || parted && gaobang.Chars(s) <= 20 && !strings.ContainsAny(s, "，。！？")
}

// isMakers reports a line of makers alone: 丹阳日报记者 林测试.
func isMakers(s string) bool {
	i := strings.Index(s, "记者")
	if i < 0 {
		i = strings.Index(s, "通讯员")
	}
	return i >= 0 && i <= 3*12 && !strings.ContainsAny(s, "，。！？：:；“") && !strings.ContainsAny(s, "（(")
}

// isDateline reports a line that begins the story: 本报讯（记者 …）, or a bracket of
// makers with text behind it.
func isDateline(s string) bool {
	if i := strings.IndexAny(s, "）)】]"); strings.ContainsAny(firstLetter(s), "（(【[") && i >= 0 && utf8.RuneCountInString(s[i:]) > 12 {
		return true
	}
	return dateline.MatchString(s)
}

func firstLetter(s string) string {
	_, size := utf8.DecodeRuneInString(s)
	return s[:size]
}

// repeatsTitle reports a line that is the title but for marks and spaces, is cut
// short of it, or holds it beside a site's name or a date. A line with marks of its
// own is a sentence: leads tell the title again, 近日，<title>。
func repeatsTitle(line, title string) bool {
	a, b := letters(line), letters(title)
	switch {
	case a == "":
		return false
	case len(b) > 24 && strings.Contains(a, b):
		return a == b || countMarks(line) <= countMarks(title)
	}
	return a == b || len(a) > 24 && strings.Contains(b, a)
}

// dropMarks leaves the letters of a title.
func dropMarks(r rune) rune {
	switch r {
	case ' ', '\u3000', '“', '”', '"', '\'', '‘', '’', '《', '》', ':', '：', ',', '，', '.', '。', '!', '！', '?', '？', '-', '—', '_', '|', '｜', '·', '•', '…':
		return -1
	}
	return r
}
