package source

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/gaobang/gaobang"
)

// group is rows of one make: the same chain of elements above them.
type group struct {
	rows  []*candidate
	dated int
}

// findRows gives every link the element that is its row: as many elements above it
// as hold its address and no other, and no more than in most links that hang alike.
// The last block of a list may hold one row, and is no row itself.
func findRows(all []*candidate) {
	holders := countAddresses(all)
	counts := map[string]map[int]int{}
	levels := make([]int, len(all))
	for i, c := range all {
		levels[i] = level(c, holders)
		sign := tags(c.link)
		if counts[sign] == nil {
			counts[sign] = map[int]int{}
		}
		counts[sign][levels[i]]++
	}
	for i, c := range all {
		c.row = c.link
		for range min(levels[i], mostFrequent(counts[tags(c.link)])) {
			c.row = c.row.Parent
		}
	}
}

// countAddresses tells for every element how many addresses lie below it: 1, or
// 2 for more.
func countAddresses(all []*candidate) map[*html.Node]string {
	holders := map[*html.Node]string{}
	for _, c := range all {
		for n := c.link; n != nil; n = n.Parent {
			if key, ok := holders[n]; !ok {
				holders[n] = c.key
			} else if key != c.key {
				holders[n] = ""
			}
		}
	}
	return holders
}

// level is how many elements above a link hold its address and no other.
func level(c *candidate, holders map[*html.Node]string) (n int) {
	for e := c.link.Parent; e != nil && e.Type == html.ElementNode && e.Data != "body" && holders[e] == c.key; e = e.Parent {
		n++
	}
	return n
}

// mostFrequent is the number that was counted most often, of several the least.
func mostFrequent(counts map[int]int) int {
	best := -1
	for n, times := range counts {
		if best < 0 || times > counts[best] || times == counts[best] && n < best {
			best = n
		}
	}
	return best
}

// tags names the chain of elements above a link without their classes.
func tags(link *html.Node) string {
	var b strings.Builder
	for n, depth := link, 0; n != nil && n.Type == html.ElementNode && depth < 12; n, depth = n.Parent, depth+1 {
		b.WriteString("<" + n.Data)
	}
	return b.String()
}

// signature names the chain of elements above a row, and the row without its
// class, which alternates in striped lists.
func signature(row *html.Node) string {
	var b strings.Builder
	b.WriteString(row.Data)
	if row.Parent != nil && row.Parent.Data == "body" { // a part of the page: a header, a footer, rarely a row
		b.WriteString("." + squeeze(attr(row, "class")) + "#" + strings.Trim(attr(row, "id"), "0123456789"))
	}
	depth := 0
	for n := row.Parent; n != nil && n.Type == html.ElementNode && depth < 12; n = n.Parent {
		b.WriteString("<" + n.Data + "." + squeeze(attr(n, "class")))
		depth++
	}
	return b.String()
}

// date reads the rows' dates. A row without an element of its own (links and dates
// side by side) has its date beside the link: before it where the group begins with
// a date, else after it, never beyond the next link.
func (g *group) date(isLink map[*html.Node]bool, s *scan) {
	before := false
	for i, c := range g.rows {
		c.at = rowDate([]*html.Node{c.row}, c.link, s.now)
		if c.at.IsZero() {
			if i == 0 {
				before = !rowDate(beside(c.row, isLink, previous), c.link, s.now).IsZero() &&
					rowDate(beside(g.rows[len(g.rows)-1].row, isLink, following), c.link, s.now).IsZero()
			}
			step := following
			if before {
				step = previous
			}
			c.at = rowDate(beside(c.row, isLink, step), c.link, s.now)
		}
		if !c.at.IsZero() {
			g.dated++
		}
	}
	if g.dated == 0 {
		g.dateByHeadings(isLink, s)
	}
}

// leaveBoxes takes out the rows that hang in a box of their own, as tables without
// classes look alike: no row of the box has a date, where those of the list have, and
// none has an address like theirs.
func (g *group) leaveBoxes() {
	if g.dated < minDatedRows || g.dated == len(g.rows) {
		return
	}
	dated, like := map[*html.Node]bool{}, map[string]bool{}
	for _, c := range g.rows {
		if !c.at.IsZero() {
			dated[c.row.Parent], like[addressMake(c.url)] = true, true
		}
	}
	g.rows = slices.DeleteFunc(g.rows, func(c *candidate) bool {
		return !c.elsewhere && !dated[c.row.Parent] && !like[addressMake(c.url)]
	})
}

// maxHeadingNodes is how far before the first row its day may stand.
const maxHeadingNodes = 500

// dateByHeadings dates rows that stand under their days, two at least, with nothing
// else between.
func (g *group) dateByHeadings(isLink map[*html.Node]bool, s *scan) {
	own := make(map[*html.Node]*candidate, len(g.rows))
	for _, c := range g.rows {
		own[c.link] = c
	}
	if len(g.rows) < 2 {
		return
	}
	var day gaobang.Moment
	days, dated := map[gaobang.Date]bool{}, map[*candidate]gaobang.Moment{}
	nodes := 0
	for n := range commonAncestor(g.rows[0].row, g.rows[len(g.rows)-1].row).Descendants() {
		if nodes++; nodes > maxHeadingNodes && len(dated) == 0 {
			return // what stands before is no heading
		}
		switch c := own[n]; {
		case c != nil:
			dated[c] = day
		case isLink[n]:
			return
		case n.Type == html.TextNode && n.Parent.Data != "script":
			if at := dateText(n.Data, s.now); !at.IsZero() {
				day = at
				days[at.Date()] = true
			}
		}
	}
	if len(days) < 2 {
		return
	}
	for c, at := range dated {
		if c.at = at; !at.IsZero() {
			g.dated++
		}
	}
}

// commonAncestor is the lowest element above both nodes.
func commonAncestor(a, b *html.Node) *html.Node {
	above := map[*html.Node]bool{}
	for n := a.Parent; n != nil; n = n.Parent {
		above[n] = true
	}
	for n := b.Parent; n != nil; n = n.Parent {
		if above[n] {
			return n
		}
	}
	return a
}

// unite takes several links of one row for one: what names the unit or the column
// of a piece beside its title. Such links stand in like places within every row,
// and the row has one date. The title is the longest of them.
func (g *group) unite(s *scan) {
	var parents []*html.Node
	in := map[*html.Node][]*candidate{}
	for _, c := range g.rows {
		p := c.row.Parent
		if in[p] == nil {
			parents = append(parents, p)
		}
		in[p] = append(in[p], c)
	}
	each := len(in[parents[0]])
	if each < 2 || len(parents) < 2 || g.dated != len(parents) {
		return
	}
	letters := make([]int, each)
	for _, p := range parents {
		if len(in[p]) != each {
			return
		}
		for i, c := range in[p] {
			letters[i] += utf8.RuneCountInString(c.title)
		}
	}
	longest := slices.Index(letters, slices.Max(letters))
	g.rows, g.dated = g.rows[:0], 0
	for _, p := range parents {
		c := in[p][longest]
		c.row = p
		if c.at = rowDate([]*html.Node{p}, c.link, s.now); !c.at.IsZero() {
			g.dated++
		}
		g.rows = append(g.rows, c)
	}
}

func following(n *html.Node) *html.Node { return n.NextSibling }
func previous(n *html.Node) *html.Node  { return n.PrevSibling }

// maxBeside bounds the text of an element beside a link that may hold its date.
const maxBeside = 200

// beside are the siblings on one side of a row up to the next that holds a link.
func beside(row *html.Node, isLink map[*html.Node]bool, step func(*html.Node) *html.Node) []*html.Node {
	var out []*html.Node
	for n := step(row); n != nil && len(out) < 8; n = step(n) {
		if isLink[n] {
			return out
		}
		for d := range n.Descendants() {
			if isLink[d] {
				return out
			}
		}
		if n.Type == html.ElementNode && len(text(n)) > maxBeside {
			return out
		}
		out = append(out, n)
	}
	return out
}
