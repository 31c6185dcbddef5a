package source

import (
	"net"
	"net/url"
	"path"
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
	order int // on the page
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
		if g == best || place.HomePage && len(g.rows) >= 3 && g.own() > 0 || !place.HomePage && best.kin(g) {
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
// stands in a list with dates.
func (s *scan) listOf(doc *document) ([]*group, *group) {
	groups := s.groups(doc, articleLike)
	best := bestOf(groups, doc.url)
	if best != nil && best.own() > 0 && best.dated >= minDatedRows {
		return groups, best
	}
	loose := s.groups(doc, fileLike)
	if other := bestOf(loose, doc.url); other != nil && other.dated >= minDatedRows && (best == nil || best.own() == 0 || other.own() > 0) {
		return loose, other
	}
	return groups, best
}

// minDatedRows tell a list by their dates alone, whatever their addresses.
const minDatedRows = 3

// groups are in the order of their first rows on the page.
func (s *scan) groups(doc *document, like func(*url.URL) bool) []*group {
	all := s.candidates(doc, like)
	isLink := make(map[*html.Node]bool, len(all))
	for _, c := range all {
		isLink[c.link] = true
	}
	findRows(all)
	index := map[string]*group{}
	var groups []*group
	for _, c := range all {
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
		g.unite(s)
	}
	return groups
}

// candidates are the links that are like an article's, without those that several
// rows share: the names of columns and tags. How other sites make their addresses is
// not known.
func (s *scan) candidates(doc *document, like func(*url.URL) bool) []*candidate {
	var all []*candidate
	times := map[string]int{}
	doc.Find(clicks).EachWithBreak(func(_ int, sel *goquery.Selection) bool {
		a := sel.Nodes[0]
		u := doc.resolve(linkAddress(a))
		if u == nil || doc.isSelf(u.String()) {
			return true
		}
		like := like
		if !sameSite(u.Hostname(), doc.url.Hostname()) {
			like = fileLike
		}
		if !like(u) {
			return true
		}
		title := linkTitle(a, s)
		if utf8.RuneCountInString(title) >= 5 {
			c := &candidate{link: a, url: u, key: canonical(u.String()), title: title, order: len(all), elsewhere: s.elsewhere(u, doc)}
			times[c.key]++
			all = append(all, c)
		}
		return len(all) < maxLinks
	})
	return slices.DeleteFunc(all, func(c *candidate) bool {
		return times[c.key] >= 3 && utf8.RuneCountInString(c.title) <= maxLabel
	})
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
	if m := jump.FindStringSubmatch(attr(a, "onclick") + " " + href); m != nil {
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

var (
	listFile   = regexp.MustCompile(`(?i)^(index|list|default|node|home|more|column|xxgk_list)?([_-]?\d{0,4})?(\.\w+)?$`)
	longNumber = regexp.MustCompile(`\d{4,}|[0-9a-f]{16,}`)
	idQuery    = regexp.MustCompile(`(?i)(^|&)\w*id=[\w-]+`)
	// labelFolder is where sites keep the pages of a column, a tag or an author.
	labelFolder = regexp.MustCompile(`(?i)/(?:channels?|columns?|col|tags?|cat|category|lists?|lm|topics?|authors?|search)/[^/]*$`)
	attachment  = regexp.MustCompile(`(?i)\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|jpe?g|png|gif|bmp|webp|mp[34]|apk|exe|css|js|xml)$`)
)

// articleLike: an address with a long number or a dated folder and a file or id,
// not that of a list.
func articleLike(u *url.URL) bool {
	file := path.Base(u.Path)
	switch {
	case attachment.MatchString(file) || labelFolder.MatchString(strings.TrimSuffix(u.Path, "/")):
		return false
	case idQuery.MatchString(u.RawQuery):
		return true
	case strings.HasSuffix(u.Path, "/"):
		return false
	}
	return longNumber.MatchString(u.Path) && (!listFile.MatchString(file) || longNumber.MatchString(file))
}

// fileLike: an address below the front page that is not that of a list.
func fileLike(u *url.URL) bool {
	file := path.Base(u.Path)
	return u.Path != "" && u.Path != "/" && !attachment.MatchString(file) && !labelFolder.MatchString(strings.TrimSuffix(u.Path, "/")) &&
		(!listFile.MatchString(file) || longNumber.MatchString(file) || numberedFile.MatchString(file) && !strings.HasPrefix(strings.ToLower(file), "index"))
}
