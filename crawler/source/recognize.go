package source

import (
	"net"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/publicsuffix"

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
	order int  // on the page
	piece bool // its address is like an article's
	// elsewhere marks a row that leads to another site: the list is known by it too,
	// but it is the other site's piece.
	elsewhere bool
}

// recognizedRows finds the list without a profile: links that look like articles
// are grouped by the elements they hang in, and one group is the list, with what
// belongs to it. On a home page every group is.
func (s *scan) recognizedRows(doc *document) []found {
	groups, best := s.listOf(doc)
	if best == nil {
		return nil
	}
	place := s.placement(doc)
	var rows []*candidate
	for _, g := range groups {
		if g == best || place.HomePage && g.ofHome() || !place.HomePage && best.kin(g) {
			rows = append(rows, g.rows...)
		}
	}
	slices.SortStableFunc(rows, func(a, b *candidate) int { return a.order - b.order })
	var out links
	for _, c := range rows {
		at := c.at
		if at.IsZero() {
			at = addressDate(c.url.Path, s.now)
		}
		out.add(c.url, c.title, at, place)
	}
	s.markElsewhere(out.list, doc)
	return out.list
}

// listOf are the groups of a page and the one that is the list, nil where none is.
// Where addresses tell no list, any address of the site may be an article's, if it
// stands in a list with dates; and where there are no dates either, if the addresses
// count on and the titles are no names of columns.
func (s *scan) listOf(doc *document) ([]*group, *group) {
	all := s.candidates(doc)
	groups := s.groups(all, func(c *candidate) bool { return c.piece })
	best := bestOf(groups, doc.url)
	if best != nil && best.own() > 0 && best.dated >= minDatedRows {
		return groups, best
	}
	loose := s.groups(all, func(*candidate) bool { return true })
	other := bestOf(loose, doc.url)
	if other != nil && other.dated >= minDatedRows && (best == nil || best.own() == 0 || other.own() > 0) {
		return loose, other
	}
	if best == nil && other != nil && (other.dated == len(other.rows) && other.numbered() || other.counted()) {
		return loose, other
	}
	return groups, best
}

// minDatedRows tell a list by their dates alone, whatever their addresses.
const minDatedRows = 3

// groups are those of the candidates that may be rows, in the order of their first
// rows on the page. No row takes a date from beyond any other candidate.
func (s *scan) groups(all []*candidate, may func(*candidate) bool) []*group {
	isLink := make(map[*html.Node]bool, len(all))
	var chosen []*candidate
	for _, c := range all {
		if isLink[c.link] = true; may(c) {
			chosen = append(chosen, c)
		}
	}
	findRows(chosen)
	index := map[string]*group{}
	var groups []*group
	told := map[*html.Node]string{} // the address of each row
	for _, c := range chosen {
		if within(c.row, func(n *html.Node) bool { return told[n] == c.key }) {
			continue // a picture beside the title
		}
		told[c.row] = c.key
		sign := signature(c.row)
		g := index[sign]
		if g == nil {
			g = &group{}
			index[sign] = g
			groups = append(groups, g)
		}
		g.rows = append(g.rows, c)
	}
	for _, g := range groups {
		g.date(isLink, s)
		g.leaveBoxes()
		g.unite(s)
	}
	return groups
}

// candidates are the links that may be an article's, without those that several rows
// share: the names of columns and tags. How other sites make their addresses is not
// known.
func (s *scan) candidates(doc *document) []*candidate {
	var all []*candidate
	times := map[string]int{}
	doc.Find(clicks).EachWithBreak(func(_ int, sel *goquery.Selection) bool {
		a := sel.Nodes[0]
		u := doc.resolve(linkAddress(a))
		if u == nil || !fileLike(u) || doc.isSelf(u.String()) {
			return true
		}
		title := rowTitle(a, s)
		if isTitle(title) || s.isShortTitle(a, title) {
			c := &candidate{link: a, url: u, key: canonical(u.String()), title: title, order: len(all), elsewhere: s.elsewhere(u, doc)}
			c.piece = !sameSite(u.Hostname(), doc.url.Hostname()) || articleLike(u)
			times[c.key]++
			all = append(all, c)
		}
		return len(all) < maxLinks
	})
	return slices.DeleteFunc(all, func(c *candidate) bool {
		n := times[c.key]
		return (n >= 3 || n == 2 && !c.piece) && utf8.RuneCountInString(c.title) <= maxLabel
	})
}

// isTitle reports a text that is long enough for a headline.
func isTitle(text string) bool { return utf8.RuneCountInString(text) >= 5 && !isMore(text) }

// more leads from a part of a list to the rest.
var more = regexp.MustCompile(`^[\[【(（]?(?:查看|点击|浏览)?(?:更多|全部).{0,8}$`)

func isMore(title string) bool {
	return more.MatchString(title) && utf8.RuneCountInString(title) <= maxLabel+2
}

// maxLabel is how many letters the name of a column or tag has at most.
const maxLabel = 8

// jump is the address that a click goes to by script: jumpToDetail('./202605/t1.html'),
// location.href='list_2.shtml', go(this,'?page=2').
var jump = regexp.MustCompile(`[(,=]\s*["']((?:https?://[\w.-]{1,100}(?::\d{1,5})?)?[\w./%-]{0,300}(?:\.(?:[sjxd]?html?|jsp|aspx?|php|do)\b(?:\?[^"'\s]{0,200})?|\?[\w%-]{1,40}=[^"'\s]{1,200}))["']`)

// linkAddress is where a link leads, by its address or by the script of its click.
func linkAddress(a *html.Node) string {
	href := strings.TrimSpace(attr(a, "href"))
	script := strings.HasPrefix(strings.ToLower(href), "javascript:")
	if href != "" && !strings.HasPrefix(href, "#") && !script {
		return href
	}
	click := attr(a, "onclick")
	if click == "" && !script {
		return ""
	}
	if m := jump.FindStringSubmatch(click + " " + href); m != nil {
		return m[1]
	}
	return ""
}

// sameSite compares the registered names: news.site.com.cn and www.site.com.cn.
func sameSite(a, b string) bool { return registered(a) == registered(b) }

func registered(host string) string {
	host = strings.ToLower(host)
	if name, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil && net.ParseIP(host) == nil {
		return name
	}
	return host
}
