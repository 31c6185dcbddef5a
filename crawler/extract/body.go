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

// findBody is the lines that hold the body.
func (d *document) findBody() span {
	if p := d.in.Profile; p != nil && p.Article.Body != "" {
		if s, ok := d.selected(p.Article.Body); ok {
			return s
		}
	}
	if len(d.marks) > 0 {
		best := slices.MaxFunc(d.marks, func(a, b [2]int) int { return d.weight(span{a[0], a[1]}) - d.weight(span{b[0], b[1]}) })
		if s := (span{best[0], best[1]}); d.weight(s) > 0 {
			return s
		}
	}
	return d.heaviest()
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

var (
	goodName = regexp.MustCompile(`(?i)(^|[^a-z])(article|content|zoom|trs_editor|trs_view|text|txt|detail|post|body|main|entry|con|news|artibody|endtext|js_content|show|info)`)
	badName  = regexp.MustCompile(`(?i)(comment|footer|foot|nav|menu|sidebar|side|aside|relat|recommend|copyright|rank|hot|share|breadcrumb|crumb|header|banner|advert|toolbar|login|search|bottom|right|tuijian|pinglun|links)`)
)

// textWeight is what a line says for being body text: its letters outside links,
// more for full sentences.
func textWeight(l line) float64 {
	n := gaobang.Chars(l.text)
	if l.links*2 > n {
		return 0
	}
	marks := strings.Count(l.text, "，") + strings.Count(l.text, "。") + strings.Count(l.text, "、") + strings.Count(l.text, "；") + strings.Count(l.text, "”") + strings.Count(l.text, ", ")
	if marks == 0 && n < 25 {
		return float64(n) * 0.2
	}
	return float64(n-l.links) + 8*float64(marks)
}

func (d *document) weight(s span) int {
	sum := 0.0
	for _, l := range d.lines[s.from:s.to] {
		sum += textWeight(l)
	}
	return int(sum)
}

// heaviest is the block whose own paragraphs weigh most. A paragraph counts for
// its block in part and for the block around it in full, because paragraphs are
// siblings.
func (d *document) heaviest() span {
	scores := map[*html.Node]float64{}
	var order []*html.Node
	add := func(n *html.Node, w float64) {
		if n == nil || n.Type != html.ElementNode || n.DataAtom == atom.Html {
			return
		}
		if _, known := scores[n]; !known {
			order = append(order, n)
		}
		scores[n] += w
	}
	for _, l := range d.lines {
		w := textWeight(l)
		if w == 0 || l.block == nil {
			continue
		}
		at := l.block
		if isParagraph(at) {
			add(at, w*0.6)
			at = parentBlock(at)
		}
		for _, share := range []float64{1, 0.85, 0.6, 0.4} {
			add(at, w*share)
			at = parentBlock(at)
		}
	}
	var best *html.Node
	bestScore := 0.0
	for _, n := range order {
		if s := scores[n] * d.likely(n); s > bestScore {
			best, bestScore = n, s
		}
	}
	if best == nil {
		return span{}
	}
	return d.nodes[best]
}

func isParagraph(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.Li, atom.Blockquote, atom.Dd, atom.Dt, atom.Center, atom.Pre:
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

// likely weighs a block by its names, the share of links in it and, of what lies
// around it, names that bodies do not have.
func (d *document) likely(n *html.Node) float64 {
	factor := 1.0
	names := attr(n, "class") + " " + attr(n, "id")
	if n.DataAtom == atom.Article {
		factor *= 1.2
	}
	if goodName.MatchString(names) {
		factor *= 1.15
	}
	if badName.MatchString(names) {
		factor *= 0.35
	}
	s := d.nodes[n]
	letters, links := 1, 0
	for _, l := range d.lines[s.from:s.to] {
		letters += gaobang.Chars(l.text)
		links += l.links
	}
	return factor * (1 - float64(links)/float64(letters))
}
