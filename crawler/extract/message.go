package extract

import (
	"regexp"
	"strings"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/mailbox"
)

// letter is the part of a page that shows what somebody asks an office
// (网民留言), and the reply.
type letter struct {
	mailbox.Page

	span

	box string // where messages are put, as the page says; "" where it does not
}

const (
	maxLetter    = 400 // lines
	aboveLabels  = 12  // lines above the first sure label in which others stand: 标题：
	aroundLabels = 5   // blocks around the labels that are tried
)

// message reads the page as a message. Most pages have no labels of messages, and
// are left after one look at how each line begins.
func (d *document) message() (letter, bool) {
	first, last := d.labelledLines()
	if first < 0 {
		return letter{}, false
	}
	box := d.box(first)
	if d.quotesOnly(first, box) {
		return letter{}, false
	}
	var best letter
	found := false
	for _, s := range d.blocksAround(first, last) {
		l, ok := d.letterIn(s, first, last, box)
		switch {
		case ok && !found:
			best, found = l, true
		case found && !(ok && l.Says(mailbox.ReplyPart)):
			return best, true
		case found:
			return l, true
		}
		if found && !best.wantsReply() {
			return best, true
		}
	}
	return best, found
}

const (
	fewLetters  = 60  // of text above the first label, over which a story quotes a letter
	manyLetters = 240 // the same where messages are put
)

// quotesOnly reports that the labels stand in a story, or below one: in what its
// readers say.
func (d *document) quotesOnly(first int, box string) bool {
	top := d.titleAbove(first)
	if top < 0 {
		return false
	}
	var above []mailbox.Line
	for i := top + 1; i < first; i++ {
		above = append(above, d.lines[i].asMessage())
	}
	letters := d.lettersIn(span{top + 1, first})
	return mailbox.IsStory(above) || letters > manyLetters || letters > fewLetters && box == ""
}

// titleAbove is the line of the page's title above a line: the one that <title>
// names, else the largest heading; -1 for none.
func (d *document) titleAbove(at int) int {
	own, found := withoutSite(d.title0), -1
	for i := range at {
		l := &d.lines[i]
		if l.chars >= shortestTitle && sameLetters(l.text, own) {
			return i
		}
		if l.head > 0 && (found < 0 || l.head < d.lines[found].head) {
			found = i
		}
	}
	return found
}

// wantsReply reports that the block ends with who replied and when: what was
// replied stands in the block around it.
func (l letter) wantsReply() bool {
	return !l.Says(mailbox.ReplyPart) && (l.Says(mailbox.RepliedOn) || l.Says(mailbox.Replier))
}

// labelledLines are the first and the last line with a sure label; -1 for none.
func (d *document) labelledLines() (first, last int) {
	within := span{0, len(d.lines)}
	if p := d.in.Profile; p != nil && p.Article.Body != "" {
		if s, ok := d.selected(p.Article.Body); ok {
			within = s
		}
	}
	first = -1
	for i := within.from; i < within.to; i++ {
		l := &d.lines[i]
		switch {
		case l.links*2 >= l.chars || !l.mayBeLabelled() || !l.asMessage().HasLabel(false):
		case pageFootCues.first(l.text) && (first < 0 || i != last+1 || l.chars > longAbout/2):
		case first < 0:
			first, last = i, i
		case i-first < maxLetter:
			last = i
		}
	}
	return first, last
}

// mayBeLabelled leaves out the lines of text, which are most of a page: a label has
// a colon behind it, or its line is short.
func (l line) mayBeLabelled() bool {
	head := l.text[:min(len(l.text), 3*longAbout)]
	return l.chars >= 2 && (l.chars <= longAbout || strings.Contains(head, "：") || strings.Contains(head, ":"))
}

func (l line) asMessage() mailbox.Line {
	return mailbox.Line{Text: l.text, Cuts: l.cuts}
}

// blocksAround are the blocks that hold the labelled lines, the inner ones first.
func (d *document) blocksAround(first, last int) []span {
	var all []span
	for _, n := range d.order {
		if s := d.nodes[n]; s.from <= first && s.to > last && (len(all) == 0 || s != all[len(all)-1]) {
			if all = append(all, s); len(all) == aroundLabels {
				break
			}
		}
	}
	return all
}

// letterIn reads the message of a block: from the first label, or in a box from
// below the heading where the question stands above all labels.
func (d *document) letterIn(s span, first, last int, box string) (letter, bool) {
	from := first
	for i := max(s.from, first-aboveLabels); i < first; i++ {
		if d.lines[i].asMessage().HasLabel(true) {
			from = i
			break
		}
	}
	to := d.letterEnd(s, last)
	l := d.letterOf(span{from, to}, box)
	if box != "" && !l.Says(mailbox.AskedPart) {
		if top := d.belowHeading(s, from); top < from {
			if above := d.letterOf(span{top, to}, box); above.Says(mailbox.AskedPart) {
				l = above
			}
		}
	}
	return l, l.isOne() && l.IsMessage(box != "")
}

// isOne reports that it is no list of messages: lists show days and no text.
func (l letter) isOne() bool {
	days := 0
	for _, f := range l.Fields {
		if f.Part == mailbox.AskedOn && !f.Weak {
			days++
		}
	}
	return days <= 1 || l.Says(mailbox.AskedPart)
}

func (d *document) letterOf(s span, box string) letter {
	var lines []mailbox.Line
	for i := s.from; i < min(s.to, s.from+maxLetter); i++ {
		l := &d.lines[i]
		m := l.asMessage()
		if l.links*10 > l.chars*7 || !m.HasLabel(true) && (l.chars <= 2*longAbout && noiseCues.first(clean(l.text)) || isCount(l.text) || isDrawn(l.text)) {
			continue
		}
		lines = append(lines, m)
	}
	return letter{mailbox.NewPage(lines, box != ""), s, box}
}

// letterEnd is where a block's text ends: behind the last label, before what the
// site puts below it.
func (d *document) letterEnd(s span, last int) int {
	for i := last + 1; i < s.to; i++ {
		l := &d.lines[i]
		plain := clean(l.text)
		if l.chars <= 2*longAbout && (endCues.first(plain) || listCues.first(plain) || pageFootCues.first(plain) || commentCues.first(plain)) || l.head > 0 && !l.asMessage().HasLabel(true) {
			return i
		}
	}
	return s.to
}

// belowHeading is the line below the last heading above a line.
func (d *document) belowHeading(s span, at int) int {
	for i := at - 1; i >= max(s.from, at-titleZone); i-- {
		if d.lines[i].head > 0 {
			return i + 1
		}
	}
	return at
}

// longestBox is the letters of the name of a place where messages are put.
const longestBox = 12

// box is the place where messages are put that the page says to be in: by its
// column, its <title>, the path of columns or a heading above the message.
func (d *document) box(first int) string {
	for _, name := range []string{d.in.Link.Placement.Column, d.metas["columnname"]} {
		if isBox(name) {
			return name
		}
	}
	for i := first - 1; i >= max(0, first-linesAbove); i-- {
		l := &d.lines[i]
		if l.head > 0 && isBox(l.text) {
			return l.text
		}
		if path := strings.FieldsFunc(l.text, isPathMark); len(path) > 1 && l.chars <= 2*longAbout {
			for n := len(path) - 1; n >= 0 && !noBox.MatchString(path[n]); n-- {
				if name := strings.TrimSpace(path[n]); isBox(name) {
					return name
				}
			}
		}
	}
	for _, name := range strings.FieldsFunc(d.title0, isTitleMark) {
		if isBox(name) {
			return name
		}
	}
	return ""
}

func isBox(name string) bool { return gaobang.Chars(name) <= longestBox && mailbox.InBox(name) }

// noBox are columns beside boxes, in the same part of a site.
var noBox = regexp.MustCompile(`访谈|征集|调查|直播|发布会|须知|指南|通知|公告|动态|新闻|要闻|解读`)

func isTitleMark(r rune) bool { return strings.ContainsRune("_|｜-–—·<>《》 ", r) }

func isPathMark(r rune) bool { return strings.ContainsRune(">》»›＞/→：:", r) }
