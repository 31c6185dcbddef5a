package source

import (
	"net/url"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"github.com/gaobang/gaobang"
)

// candidate is a link that may be a row of the list.
type candidate struct {
	link  *html.Node
	url   *url.URL
	key   string // of the address
	row   *html.Node
	title string
	at    gaobang.Moment
}

// group is rows of one make: the same chain of elements above them.
type group struct {
	rows  []*candidate
	dated int
	score float64
}

// recognizedRows finds the list without a profile: links that look like articles
// are grouped by the elements they hang in; the group with the longest titles and
// with dates is the list. On a home page every such group is.
func (s *scan) recognizedRows(doc *document) []found {
	groups := s.groups(doc)
	place := s.placement(doc)
	best := listOf(groups)
	if best == nil {
		return nil
	}
	var out links
	for _, g := range groups {
		if g != best && !(place.HomePage && len(g.rows) >= 3) {
			continue
		}
		for _, c := range g.rows {
			at := c.at
			if at.IsZero() {
				at = addressDate(c.url.Path, s.now)
			}
			out.add(c.url, c.title, at, place)
		}
	}
	return out.list
}

// listOf is the group that is the list, nil where none is.
func listOf(groups []*group) *group {
	var best *group
	for _, g := range groups {
		if best == nil || g.score > best.score {
			best = g
		}
	}
	if best == nil || best.dated == 0 && len(best.rows) < 3 {
		return nil
	}
	return best
}

// groups are in the order of their first rows on the page.
func (s *scan) groups(doc *document) []*group {
	all := s.candidates(doc)
	holders := countAddresses(all)
	index := map[string]*group{}
	var groups []*group
	for _, c := range all {
		c.row = rowOf(c, holders)
		sign := signature(c.row)
		g := index[sign]
		if g == nil {
			g = &group{}
			index[sign] = g
			groups = append(groups, g)
		}
		g.rows = append(g.rows, c)
	}
	isLink := make(map[*html.Node]bool, len(all))
	for _, c := range all {
		isLink[c.link] = true
	}
	for _, g := range groups {
		g.date(isLink, s)
	}
	return groups
}

func (s *scan) candidates(doc *document) []*candidate {
	var all []*candidate
	doc.Find("a[href], a[onclick]").EachWithBreak(func(_ int, sel *goquery.Selection) bool {
		a := sel.Nodes[0]
		u := doc.resolve(linkAddress(a))
		if u == nil || !sameSite(u.Hostname(), doc.url.Hostname()) || !articleLike(u) || doc.isSelf(u.String()) {
			return true
		}
		title := linkTitle(a, s)
		if utf8.RuneCountInString(title) >= 5 {
			all = append(all, &candidate{link: a, url: u, key: canonical(u.String()), title: title})
		}
		return len(all) < maxLinks
	})
	return all
}

// jump is the address that a click goes to by script: jumpToDetail('./202605/t1.html').
var jump = regexp.MustCompile(`\(\s*["']((?:https?:/|\.{0,2})/?[\w./%-]{4,300}\.s?html?(?:\?[^"']{0,200})?)["']`)

// linkAddress is where a link leads, by its address or by the script of its click.
func linkAddress(a *html.Node) string {
	href := strings.TrimSpace(attr(a, "href"))
	if href != "" && href != "#" && !strings.HasPrefix(strings.ToLower(href), "javascript:") {
		return href
	}
	if m := jump.FindStringSubmatch(attr(a, "onclick") + " " + href); m != nil {
		return m[1]
	}
	return ""
}

// sameSite compares the registered names: news.site.com.cn and www.site.com.cn.
func sameSite(a, b string) bool { return registered(a) == registered(b) }

func registered(host string) string {
	labels := strings.Split(strings.ToLower(host), ".")
	n := len(labels)
	if n <= 2 {
		return strings.Join(labels, ".")
	}
	keep := 2
	switch labels[n-2] {
	case "com", "net", "org", "gov", "edu", "ac":
		if len(labels[n-1]) == 2 {
			keep = 3
		}
	}
	return strings.Join(labels[n-keep:], ".")
}

var (
	listFile   = regexp.MustCompile(`(?i)^(index|list|default|node|home|more|column|xxgk_list)?([_-]?\d{0,4})?(\.\w+)?$`)
	longNumber = regexp.MustCompile(`\d{4,}|[0-9a-f]{16,}`)
	idQuery    = regexp.MustCompile(`(?i)(^|&)\w*id=[\w-]+`)
)

// articleLike: an address with a long number or a dated folder and a file or id,
// not that of a list.
func articleLike(u *url.URL) bool {
	file := path.Base(u.Path)
	switch ext := strings.ToLower(path.Ext(file)); ext {
	case ".pdf", ".doc", ".docx", ".xls", ".xlsx", ".zip", ".rar", ".jpg", ".jpeg", ".png", ".gif", ".mp4", ".mp3", ".apk", ".exe", ".css", ".js", ".xml":
		return false
	}
	if idQuery.MatchString(u.RawQuery) {
		return true
	}
	if strings.HasSuffix(u.Path, "/") {
		return false
	}
	return longNumber.MatchString(u.Path) && (!listFile.MatchString(file) || longNumber.MatchString(file))
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

// rowOf is the highest element that holds this address and no other.
func rowOf(c *candidate, holders map[*html.Node]string) *html.Node {
	row := c.link
	for n := c.link.Parent; n != nil && n.Type == html.ElementNode && n.Data != "body" && holders[n] == c.key; n = n.Parent {
		row = n
	}
	return row
}

// signature names the chain of elements above a row, and the row without its
// class, which alternates in striped lists.
func signature(row *html.Node) string {
	var b strings.Builder
	b.WriteString(row.Data)
	depth := 0
	for n := row.Parent; n != nil && n.Type == html.ElementNode && depth < 12; n = n.Parent {
		b.WriteString("<" + n.Data + "." + squeeze(attr(n, "class")))
		depth++
	}
	return b.String()
}

// date reads the rows' dates and scores the group. A row without an element of
// its own (links and dates side by side) has its date beside the link: before it
// where the group begins with a date, else after it, never beyond the next link.
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
		g.score += float64(min(utf8.RuneCountInString(c.title), 30))
	}
	g.score *= 1 + 3*float64(g.dated)/float64(len(g.rows))
}

func following(n *html.Node) *html.Node { return n.NextSibling }
func previous(n *html.Node) *html.Node  { return n.PrevSibling }

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
		out = append(out, n)
	}
	return out
}
