package attribute

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
)

// publishing are the words that begin a line about those who edited, checked or
// put up a piece and did not make it.
var publishing = []string{
	"责编", "责任编辑", "编辑", "编审", "审核", "审稿", "初审", "复审", "二审", "三审", "终审", "主审", "校对", "校审", "签发",
	"主编", "总编", "值班", "监制", "统筹", "主办", "承办", "协办", "版权", "技术支持", "地址", "网站", "备案", "维护",
}

// makerSpans are where the makers of the piece are named, and where only editors
// and publishers are.
func (r *reading) makerSpans(signatures []signature) (making, editing []gaobang.Span) {
	for _, line := range lines(r.article, gaobang.FieldMeta) {
		if isPublishing(textOf(r.article, line)) {
			editing = append(editing, line)
			continue
		}
		making = append(making, line)
	}
	for _, line := range lines(r.article, gaobang.FieldBody) {
		for _, b := range brackets(textOf(r.article, line)) {
			span := gaobang.Span{Field: line.Field, From: line.From + b[0], To: line.From + b[1]}
			switch {
			case isPublishing(textOf(r.article, span)):
				editing = append(editing, span)
			case holdsMaker(span, signatures) || r.saysMaker(span) || span.To == line.To && r.isTail(span):
				making = append(making, span)
			}
		}
		switch {
		case utf8.RuneCountInString(textOf(r.article, line)) <= shortLine && isPublishing(textOf(r.article, line)):
			editing = append(editing, line)
		case isSignatureLine(r.article, line, signatures):
			making = append(making, line)
		case r.isClosing(line):
			making, r.closing = append(making, line), append(r.closing, line)
		}
	}
	if span, ok := r.openingSignature(); ok {
		making, r.closing = append(making, span), append(r.closing, span)
	}
	for _, s := range signatures {
		if s.role.edits {
			editing = append(editing, s.Span)
		} else {
			making = append(making, s.Span)
		}
	}
	return making, editing
}

// shortLine is as long as a line of names is; a longer one is text.
const shortLine = 40

// isSignatureLine reports whether a line of the body is nothing but a signature:
// short, with a maker in it and no sentence.
func isSignatureLine(a *gaobang.Article, line gaobang.Span, signatures []signature) bool {
	text := textOf(a, line)
	return holdsMaker(line, signatures) && utf8.RuneCountInString(text) <= shortLine && !strings.ContainsAny(text, "。，！？；")
}

func holdsMaker(span gaobang.Span, signatures []signature) bool {
	for _, s := range signatures {
		if !s.role.edits && within(s.Span, []gaobang.Span{span}) {
			return true
		}
	}
	return false
}

// dispatchLead is what a body begins with before the bracket of its makers: 本报讯（.
var dispatchLead = regexp.MustCompile(`^\p{Han}{0,8}[讯电][ \x{3000}]*[（(]$`)

// openingSignature is a name of a unit or person with which the body begins, or its
// second line behind one that is apart, in a bracket or before 报道, or a paragraph behind the head of a dispatch: （镇民宣）昨天,
// 石样 摄影报道, 本报讯（丹婚）昨天.
func (r *reading) openingSignature() (gaobang.Span, bool) {
	body, isFirst := r.article.Body, true
	for _, h := range r.found.hits[gaobang.FieldBody] {
		if len(h.Units) == 0 && len(h.People) == 0 {
			continue
		}
		before, after := body[:h.From], strings.TrimLeft(body[h.To:], " \u3000")
		lead := strings.TrimLeft(before[lineStart(before):], " \u3000")
		opens := isFirst && strings.Count(strings.TrimSpace(before), "\n") < firstLines
		bracketed := (opens && (lead == "（" || lead == "(") || dispatchLead.MatchString(lead)) && startsWithAny(after, "）", ")")
		reported := opens && lead == "" && startsWithAny(after, "报道", "摄影报道", "供稿", "摄")
		if bracketed || reported {
			return gaobang.Span{Field: gaobang.FieldBody, From: h.From, To: h.To}, true
		}
		isFirst = false
	}
	return gaobang.Span{}, false
}

// isColophon reports nothing but dates and lines about who edited and put up the
// piece.
func isColophon(text string) bool {
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSpace(line)
		if line != "" && !dateLine.MatchString(line) && !(isPublishing(line) && utf8.RuneCountInString(line) <= shortLine) {
			return false
		}
	}
	return true
}

// isClosing reports a last line that is only names of units and people, and the
// like before lines with the date or the editors alone: 丹阳市民政局 林测试, 社会救助科供稿.
func (r *reading) isClosing(line gaobang.Span) bool {
	if !isColophon(r.article.Body[line.To:]) || utf8.RuneCountInString(textOf(r.article, line)) > shortLine {
		return false
	}
	left := []byte(textOf(r.article, line))
	for _, h := range r.found.hits[line.Field] {
		if h.From >= line.From && h.To <= line.To && (len(h.Units) > 0 || len(h.People) > 0 || h.Relative) {
			for i := h.From - line.From; i < h.To-line.From; i++ {
				left[i] = ' '
			}
		}
	}
	rest := strings.TrimSpace(string(left))
	for _, word := range []string{"供稿", "报送", "提供", "宣"} {
		rest = strings.TrimSpace(strings.TrimSuffix(rest, word))
	}
	return rest == "" && strings.TrimSpace(string(left)) != strings.TrimSpace(textOf(r.article, line))
}

// dateLine is a date that closes a notice, in figures of either kind.
var dateLine = regexp.MustCompile(`^[0-9一二三四五六七八九十〇○OＯ零０-９]{2,4}年[0-9一二三四五六七八九十０-９]{1,3}月[0-9一二三四五六七八九十０-９]{1,3}日$`)

// saysMaker reports a short bracket with the word of a role in it.
func (r *reading) saysMaker(bracket gaobang.Span) bool {
	text := textOf(r.article, bracket)
	return utf8.RuneCountInString(text) <= shortLine && (strings.Contains(text, "记者") || strings.Contains(text, "通讯员"))
}

// isTail reports whether a bracket ends the body and is short: (县民政局).
func (r *reading) isTail(bracket gaobang.Span) bool {
	return isColophon(r.article.Body[bracket.To:]) && utf8.RuneCountInString(textOf(r.article, bracket)) <= shortLine
}

func isPublishing(s string) bool {
	return startsWithAny(strings.TrimLeft(s, " \u3000(（[【"), publishing...)
}

func textOf(a *gaobang.Article, s gaobang.Span) string { return a.Text(s.Field)[s.From:s.To] }

// lines are the lines of a field without what surrounds them.
func lines(a *gaobang.Article, field gaobang.Field) []gaobang.Span {
	var all []gaobang.Span
	from := 0
	for line := range strings.SplitSeq(a.Text(field), "\n") {
		trimmed := strings.TrimRight(line, " \u3000\r\t")
		if trimmed != "" {
			all = append(all, gaobang.Span{Field: field, From: from, To: from + len(trimmed)})
		}
		from += len(line) + 1
	}
	return all
}

// brackets are the round brackets of a line with what is in them, of either
// width, without nesting.
func brackets(line string) [][2]int {
	var all [][2]int
	open := -1
	for at, letter := range line {
		switch letter {
		case '(', '（', '【':
			open = at
		case ')', '）', '】':
			if open >= 0 {
				all = append(all, [2]int{open, at + utf8.RuneLen(letter)})
				open = -1
			}
		}
	}
	return all
}
