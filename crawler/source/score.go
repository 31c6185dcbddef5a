package source

import (
	"math"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/gaobang/gaobang"
)

// bestOf is the group that is the list of a page, nil where none is: a navigation,
// a column of hot news or two links without dates are no list.
func bestOf(groups []*group, page *url.URL) *group {
	var best *group
	top := 0.0
	for _, g := range groups {
		if g.own() == 0 && (g.dated < minDatedRows || 2*g.dated < len(g.rows) || g.aside()) {
			continue // a box of links to friends
		}
		if score := g.score(page); best == nil || score > top {
			best, top = g, score
		}
	}
	if best == nil || best.doubtful() {
		return nil
	}
	return best
}

// doubtful reports too few rows to be a list without a date for each, and without any
// date a list at the side or a menu.
func (g *group) doubtful() bool {
	if len(g.rows) < minDatedRows {
		return g.dated < len(g.rows) || g.aside()
	}
	return g.dated == 0 && (g.aside() || g.isMenu())
}

// score weighs a group as the list of its page: long titles, many rows, and above
// all dates; addresses below that of the page, or at least of its site; no place at the
// side.
func (g *group) score(page *url.URL) float64 {
	letters, below := 0, 0
	dir := path.Dir(page.Path + "x")
	for _, c := range g.rows {
		letters += min(utf8.RuneCountInString(c.title), 30)
		if dir != "/" && !c.elsewhere && strings.HasPrefix(c.url.Path, dir+"/") {
			below++
		}
	}
	n := float64(len(g.rows))
	// Rows count less than evenly: ten hot stories are no better list than three pieces.
	score := float64(letters) / n * math.Pow(n, 0.7)
	score *= 1 + 7*float64(g.dated)/n
	score *= 1 + float64(below)/n
	score *= 0.3 + 0.7*float64(g.own())/n
	if g.aside() {
		score *= 0.3
	}
	return score
}

// own is how many rows lead to pieces of the site itself.
func (g *group) own() (n int) {
	for _, c := range g.rows {
		if !c.elsewhere {
			n++
		}
	}
	return n
}

// ofHome reports a list among those of a home page, which has more than one.
func (g *group) ofHome() bool {
	if len(g.rows) < minDatedRows || g.own() == 0 {
		return false
	}
	return 2*g.dated >= len(g.rows) || !slices.ContainsFunc(g.rows, func(c *candidate) bool { return !c.piece })
}

// asideWord is a word in the class or id of what stands around the list of a page.
var asideWord = regexp.MustCompile(`(?i)(?:^|[^a-z])(?:side(?:bar)?|aside|hot(?:news|list)?|rank(?:ing)?|recommend|relat(?:ed|ion)|nav|menu|foot(?:er)?|head(?:er)?|links?|friend|copyright|crumbs?|tuijian|remen|paihang)(?:$|[^a-z])`)

// aside reports rows that stand beside the list of a page, by what the elements
// around them are called.
func (g *group) aside() bool {
	for n, depth := g.rows[0].row, 0; n != nil && n.Type == html.ElementNode && n.Data != "body" && depth < 8; n, depth = n.Parent, depth+1 {
		switch n.Data {
		case "aside", "nav", "footer":
			return true
		}
		if asideWord.MatchString(attr(n, "class")) || asideWord.MatchString(attr(n, "id")) {
			return true
		}
	}
	return false
}

// maxKinDepth is how far above the list an element may be that holds more of it.
const maxKinDepth = 4

// kin reports rows that belong to the list though they are made otherwise: a
// headline above it, or the other column of a list in two. Their addresses are made
// alike, and in the order of the page their days go on.
func (g *group) kin(other *group) bool {
	if other.dated < len(other.rows) || other.aside() || addressMake(other.rows[0].url) != addressMake(g.rows[0].url) ||
		len(other.rows) > 1 && tags(other.rows[0].link) != tags(g.rows[0].link) {
		return false
	}
	around := commonAncestor(g.rows[0].row, other.rows[0].row)
	near := false
	for n, depth := g.rows[0].row, 0; n != nil && depth <= maxKinDepth; n, depth = n.Parent, depth+1 {
		near = near || n == around
	}
	if !near || around.Data == "body" || around.Data == "html" {
		return false
	}
	before, after := other, g
	if g.rows[0].order < other.rows[0].order {
		before, after = g, other
	}
	first, _ := before.days()
	_, last := after.days()
	return !last.After(first)
}

// days are the earliest and the latest day of the rows.
func (g *group) days() (first, last gaobang.Date) {
	for _, c := range g.rows {
		d := c.at.Date()
		switch {
		case d.IsZero():
			continue
		case first.IsZero() || d.Before(first):
			first = d
		}
		if d.After(last) {
			last = d
		}
	}
	return first, last
}
