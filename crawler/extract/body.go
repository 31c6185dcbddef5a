package extract

import (
	"regexp"
	"slices"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/gaobang/gaobang"
)

// findBody is the lines that hold the body: the profile's block, the lines
// between an e-paper's marks, or the block whose lines gain most.
func (d *document) findBody() span {
	if p := d.in.Profile; p != nil && p.Article.Body != "" {
		if s, ok := d.selected(p.Article.Body); ok {
			return s
		}
	}
	d.weigh()
	if len(d.marks) > 0 {
		best := slices.MaxFunc(d.marks, func(a, b [2]int) int { return int(d.gain(span{a[0], a[1]}) - d.gain(span{b[0], b[1]})) })
		if s := (span{best[0], best[1]}); d.gain(s) > 0 {
			return s
		}
	}
	return d.behindInfo(d.trimmed(d.richest()))
}

// selected is the lines of the first block that a selector finds.
func (d *document) selected(selector string) (span, bool) {
	s, err := cascadia.ParseGroup(selector)
	if err != nil {
		return span{}, false
	}
	for _, n := range cascadia.QueryAll(d.root, s) {
		for ; n != nil; n = n.Parent {
			if lines, ok := d.nodes[n]; ok {
				return lines, true
			}
			if isBlock(n) {
				break
			}
		}
	}
	return span{}, false
}

// The weights of lines. A letter of a sentence is 1; what is no text counts
// against the block that holds it.
const (
	markWeight    = 6.0  // of a sentence's mark
	plainLetters  = 30   // over which a line without marks is text
	tinyLine      = -2.0 // a menu's word, a calendar's day
	linkLine      = -0.6 // a letter of a line of links
	maxLinkLine   = 30   // letters of it that count
	footLine      = -20.0
	commentFactor = -0.3
)

// weigh gives every line its gain, and sums them up.
func (d *document) weigh() {
	d.sums = make([]float64, len(d.lines)+1)
	d.headline = d.titleLine()
	comments := map[*html.Node]bool{}
	for i, l := range d.lines {
		g := gainOf(l)
		if g > 0 && d.inComments(l.block, comments) {
			g *= commentFactor
		}
		d.sums[i+1] = d.sums[i] + g
	}
}

func (d *document) gain(s span) float64 { return d.sums[s.to] - d.sums[s.from] }

func gainOf(l line) float64 {
	n := l.chars
	switch {
	case l.links*2 >= n:
		return linkLine*float64(min(n, maxLinkLine)) - 1
	case pageFootCues.first(l.text) || strings.Contains(l.text, "ICP备") || strings.Contains(l.text, "All Rights Reserved"):
		return footLine
	}
	if marks := countMarks(l.text); marks > 0 || n >= plainLetters {
		return float64(n-l.links) + markWeight*float64(min(marks, n/8+1))
	}
	if n <= 4 {
		return tinyLine
	}
	return 0
}

// countMarks counts the marks of sentences.
func countMarks(s string) int {
	n := 0
	for _, r := range s {
		switch r {
		case '，', '。', '；', '！', '？', '”', '、':
			n++
		}
	}
	return n + strings.Count(s, ", ") + strings.Count(s, ". ")
}

var (
	goodName    = regexp.MustCompile(`(?i)(^|[^a-z])(article|content|zoom|trs_editor|trs_view|text|txt|detail|post|body|main|entry|con|news|artibody|endtext|js_content|show|info)`)
	badName     = regexp.MustCompile(`(?i)(footer|^foot|nav\b|navi|menu|sidebar|aside|relat|recommend|copyright|rank|breadcrumb|crumb|banner|advert|toolbar|login|search|tuijian)`)
	commentName = regexp.MustCompile(`(?i)(comment|pinglun|reply|replies|liuyan|guestbook|feedback|gentie|huifu|\bcmt)`)
)

// inComments reports a line within a block whose name says that readers wrote it.
func (d *document) inComments(n *html.Node, known map[*html.Node]bool) bool {
	if n == nil {
		return false
	}
	if is, ok := known[n]; ok {
		return is
	}
	is := d.commented(n) || d.inComments(parentBlock(n), known)
	known[n] = is
	return is
}

// commented reports a block named for comments. Some sites name the whole page
// so: a block with the title in it, or with most of a page whose title is not
// known, is none.
func (d *document) commented(n *html.Node) bool {
	if n.DataAtom == atom.Body || n.DataAtom == atom.Html || !commentName.MatchString(nameOf(n)) {
		return false
	}
	s := d.nodes[n]
	if d.headline >= 0 {
		return d.headline < s.from || d.headline >= s.to
	}
	return (s.to-s.from)*2 < len(d.lines)
}

func nameOf(n *html.Node) string { return attr(n, "class") + " " + attr(n, "id") }

// richest is the block with the highest gain: text, less what is no text. Of a
// block and the one around it that gains hardly more, the inner one.
func (d *document) richest() span {
	head := d.headline
	var best span
	bestScore := 0.0
	for _, n := range d.order {
		s := d.nodes[n]
		score := d.gain(s)
		if score <= bestScore {
			continue
		}
		if score *= d.likely(n, s, head); score > bestScore {
			best, bestScore = s, score
		}
	}
	return best
}

// likely weighs a block by its names and by where the title stands.
func (d *document) likely(n *html.Node, s span, head int) float64 {
	factor := 1.0
	names := nameOf(n)
	if n.DataAtom == atom.Article || goodName.MatchString(names) {
		factor *= 1.1
	}
	if badName.MatchString(names) {
		factor *= 0.5
	}
	switch {
	case head < 0:
	case s.to <= head:
		factor *= 0.3
	case s.from > head && s.from <= head+titleNear:
		factor *= 1.3
	}
	return factor
}

// titleNear is how many lines below its title a body begins at the most.
const titleNear = 15

// titleLine is the last line that is the page's title, -1 for none.
func (d *document) titleLine() int {
	own := withoutSite(d.title0)
	if gaobang.Chars(own) < 6 {
		return -1
	}
	at := -1
	for i, l := range d.lines {
		if l.chars >= 5 && l.chars < maxTitle && repeatsTitle(l.text, own) && (at < 0 || l.head > 0) {
			at = i
		}
	}
	return at
}

// trimmed cuts off what stands before and behind the text of a block: the run of
// lines that gains most, and short lines of the same container beside it.
func (d *document) trimmed(s span) span {
	if s.to-s.from < 2 {
		return s
	}
	run, from, sum, bestSum := s, s.from, 0.0, 0.0
	for i := s.from; i < s.to; i++ {
		if sum <= 0 {
			from, sum = i, 0
		}
		if sum += d.sums[i+1] - d.sums[i]; sum > bestSum {
			run, bestSum = span{from, i + 1}, sum
		}
	}
	for run.from > s.from && d.belongs(run.from-1, run.from) {
		run.from--
	}
	for run.to < s.to && d.belongs(run.to, run.to-1) {
		run.to++
	}
	return run
}

// isList reports that the body is a list of other pieces: headings that lead to
// them, a few words of theirs behind each. A page with a title of its own is a
// round-up.
func (d *document) isList(title string) bool {
	const (
		fewHeadings = 5
		fewLetters  = 200 // behind a heading
		ownTitle    = 8   // letters; the names of columns are shorter
	)
	if gaobang.Chars(title) >= ownTitle && d.agreesWith(title, d.title0) {
		return false
	}
	headings, letters, within := 0, 0, false
	for _, l := range d.lines[d.body.from:d.body.to] {
		if leads := l.links*10 > l.chars*8 && l.chars >= 6; leads {
			if !within {
				headings++
			}
			within = true
			continue
		}
		within = false
		letters += l.chars
	}
	return headings >= fewHeadings && letters <= headings*fewLetters
}

// behindInfo is the body behind the line of time and source, where a long title
// above that line was taken for text.
func (d *document) behindInfo(s span) span {
	const firstLines = 4
	above := 0
	for i := s.from; i < min(s.to-1, s.from+firstLines) && above <= longestTitle; i++ {
		if infoLine(d.lines[i].text) && d.lines[i].chars <= 2*longAbout && d.gain(span{i + 1, s.to}) > d.gain(span{s.from, i + 1}) {
			return span{i + 1, s.to}
		}
		above += d.lines[i].chars
	}
	return s
}

// belongs reports that a line without gain stands with its neighbour.
func (d *document) belongs(i, neighbour int) bool {
	l := d.lines[i]
	return l.links*2 < l.chars && !pageFootCues.first(l.text) && !endCues.first(l.text) && !commentCues.first(l.text) &&
		d.container(l.block) == d.container(d.lines[neighbour].block)
}

// container is the block that holds a paragraph and its siblings. A block of one
// line is a paragraph, whatever its element.
func (d *document) container(n *html.Node) *html.Node {
	for n != nil && (isParagraph(n) || d.nodes[n].to-d.nodes[n].from == 1) {
		n = parentBlock(n)
	}
	return n
}

func isParagraph(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.Ul, atom.Ol, atom.Li, atom.Blockquote, atom.Dd, atom.Dt, atom.Center, atom.Pre:
		return true
	}
	return false
}

func parentBlock(n *html.Node) *html.Node {
	if n == nil {
		return nil
	}
	for n = n.Parent; n != nil && !isBlock(n); n = n.Parent {
	}
	return n
}
