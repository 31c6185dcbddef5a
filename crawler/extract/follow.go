package extract

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// anchor is a link whose words say that it leads to another page of the piece.
type anchor struct {
	line   int
	source string
}

// Bounds on pages of one piece.
const (
	maxAnchors = 200
	maxPages   = 30
	pagesBelow = 15 // lines below the body in which the page's numbers may stand
	maxWords   = 40 // bytes of a link's words
)

var (
	pageWord = regexp.MustCompile(`^[\s\[【(（<《›»]*(?:第\s*\d{1,2}\s*页|\d{1,2}|下一页|下页|后一页|余下全文|next)[\s\]】)）>》›»]*$`)
	// createPageHTML(5, 0, "t20261120_1", "shtml"): five pages, this is the first.
	pageScript = regexp.MustCompile(`createPageHTML\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*["']([\w-]{1,80})["']\s*,\s*["'](\w{1,8})["']`)
	// What an address has more than that of the first page: _2, -p2, /2.
	pageSuffix = regexp.MustCompile(`^(.*?)(?:[_-]p?|/|-?p)(\d{1,2})$`)
	// The same in the page's own address, where /9 is the piece's number.
	ownSuffix = regexp.MustCompile(`^(.*?)(?:[_-]p?|-?p)(\d{1,2})$`)
)

// anchor puts a link down whose words are a number or 下一页.
func (d *document) anchor(n *html.Node) {
	first := n.FirstChild
	if first == nil || first.Type != html.TextNode || len(first.Data) > maxWords || len(d.anchors) >= maxAnchors || !isPageWord(first.Data) {
		return
	}
	source := strings.TrimSpace(attr(n, "href"))
	if source != "" && source[0] != '#' && !strings.HasPrefix(strings.ToLower(source), "javascript:") {
		d.anchors = append(d.anchors, anchor{len(d.lines), source})
	}
}

func isPageWord(s string) bool {
	return (strings.ContainsAny(s, "0123456789") || strings.Contains(s, "页") || strings.Contains(s, "全文") || strings.Contains(s, "next")) && pageWord.MatchString(s)
}

// pageSeries reads the pages that a script of TRS numbers.
func (d *document) pageSeries(script string) {
	m := pageScript.FindStringSubmatch(script)
	if m == nil || d.series != nil || !strings.HasPrefix(path.Base(d.in.URL), m[3]) {
		return
	}
	count, _ := strconv.Atoi(m[1])   // digits only
	current, _ := strconv.Atoi(m[2]) // digits only
	for i := current + 1; i < min(count, maxPages); i++ {
		d.series = append(d.series, m[3]+"_"+strconv.Itoa(i)+"."+m[4])
	}
}

// following are the addresses of the piece's pages behind this one, in order:
// those that a script numbers, and links in or below the body whose addresses
// have the shape of the page's own.
func (d *document) following(body span) []string {
	base, err := url.Parse(d.in.URL)
	if err != nil || base.Host == "" {
		return nil
	}
	byNumber := map[int]string{}
	add := func(source string) {
		u, err := base.Parse(source)
		if err != nil || u.Host != base.Host {
			return
		}
		u.Fragment = ""
		number := pageBehind(base, u)
		if _, known := byNumber[number]; !known && number > 0 {
			byNumber[number] = u.String()
		}
	}
	for _, source := range d.series {
		add(source)
	}
	for _, a := range d.anchors {
		if a.line >= body.from && a.line <= body.to+pagesBelow {
			add(a.source)
		}
	}
	var numbers []int
	for n := range byNumber {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	var all []string
	for _, n := range numbers[:min(len(numbers), maxPages)] {
		all = append(all, byNumber[n])
	}
	return all
}

// pageBehind is the number of the page at u if it is one of the piece at base and
// stands behind it; 0 if not. The first page has no number in its address, or the
// piece's own: 9.html, 9_2.html.
func pageBehind(base, u *url.URL) int {
	whole, first := stemOf(base), firstPage(base)
	stem, number := pageOf(u, pageSuffix)
	switch own, at := pageOf(base, ownSuffix); {
	case number == 0:
		return 0
	case stem == whole, stem == first:
		return number
	case at >= 2 && stem == own && number > at:
		return number
	}
	return 0
}

// stemOf is an address without ending: what the addresses of its pages begin with.
func stemOf(u *url.URL) string {
	return strings.TrimSuffix(strings.TrimSuffix(u.Path, path.Ext(u.Path)), "/") + "?" + u.RawQuery
}

// firstPage is the stem of a piece's address if that says to be the first page:
// n1-p1.html.
func firstPage(u *url.URL) string {
	if stem, number := pageOf(u, ownSuffix); number == 1 {
		return stem
	}
	return stemOf(u)
}

// pageOf takes an address apart into what the pages of a piece share and the
// page's number, 0 for none.
func pageOf(u *url.URL, suffix *regexp.Regexp) (stem string, number int) {
	for _, key := range []string{"page", "p", "pageNo", "pageNum", "pageIndex"} {
		query := u.Query()
		if n, err := strconv.Atoi(query.Get(key)); err == nil && n > 0 && n < 100 {
			query.Del(key)
			return strings.TrimSuffix(u.Path, path.Ext(u.Path)) + "?" + query.Encode(), n
		}
	}
	m := suffix.FindStringSubmatch(strings.TrimSuffix(u.Path, path.Ext(u.Path)))
	if m == nil {
		return stemOf(u), 0
	}
	number, _ = strconv.Atoi(m[2]) // digits only
	return m[1] + "?" + u.RawQuery, number
}
