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

// issuePage is one page of a paper.
type issuePage struct {
	address string
	front   bool // the page the issue was opened at
	place   gaobang.Placement
}

// A page is node_1.htm, node_A01.html, nbs.D110000xx_01.htm or v01.shtml, a piece
// content_1_2.htm, nw.D110000xx_20261120_1-01.htm or 4107.shtml.
var (
	nodeFile    = regexp.MustCompile(`(?i)^(?:node_\w{1,20}|nbs\.[\w.-]{1,40}|v\d{2,3})\.s?html?$`)
	contentFile = regexp.MustCompile(`(?i)^(?:content_\w{1,60}|nw\.[\w.-]{1,60}|\d{3,20})\.s?html?$`)
)

// ofIssue reports that a piece lies in the folder of a page's day: beside it, or
// in the like folder of another tree, as layout/202611/20 and con/202611/20.
func ofIssue(piece, page *url.URL) bool {
	a, b := path.Dir(piece.Path), path.Dir(page.Path)
	return a == b || piece.Host == page.Host && dayFolder(a) != "" && dayFolder(a) == dayFolder(b)
}

var dayPath = regexp.MustCompile(`/((?:19|20)\d\d[-/]?\d\d[-/]?\d\d)$`)

func dayFolder(dir string) string {
	if m := dayPath.FindStringSubmatch(dir); m != nil {
		return m[1]
	}
	return ""
}

// issuePages reads the page links of an issue in their order: those that name
// their page first, then the rest (下一版 stands above the list and points into
// it). The page at hand is among them or comes first.
func issuePages(front *document) []issuePage {
	var named, unnamed []issuePage
	front.Find(clickable).Each(func(_ int, a *goquery.Selection) {
		u := front.resolve(linkAddress(a.Nodes[0]) + attr(a.Nodes[0], "value"))
		if u == nil || !nodeFile.MatchString(path.Base(u.Path)) || path.Dir(u.Path) != path.Dir(front.url.Path) {
			return
		}
		p := issuePage{address: u.String(), front: front.isSelf(u.String()), place: placed(front, u, text(a.Nodes[0]))}
		if p.place.Page != "" {
			named = append(named, p)
		} else {
			unnamed = append(unnamed, p)
		}
	})
	pages := distinct(append(named, unnamed...))
	for _, p := range pages {
		if p.front {
			return pages
		}
	}
	self := issuePage{address: front.url.String(), front: true, place: placed(front, front.url, front.Find("title").First().Text())}
	return append([]issuePage{self}, pages...)
}

var (
	pageLabel  = regexp.MustCompile(`(?:第?\s*([A-Za-z]?\d{1,3})|(?:^|第)\s*([一二三四五六七八九十]{1,3}))\s*版\s*[:：·、—-]?\s*(.{0,40})`)
	shortLabel = regexp.MustCompile(`^\s*([A-Za-z]?\d{1,3})()\s*(?:[:：]\s*(.{1,40}))?$`)
	// nodePage is a page's number in its address, where the front page has one of two
	// digits or with a letter; node_1.htm counts otherwise.
	nodePage = regexp.MustCompile(`(?i)^node_([A-Z]\d{1,2}|\d\d)\.s?html?$`)
	turning  = regexp.MustCompile(`^[上下前后首末]`)
)

// placed is what a link to a page says of it, else what the page's address says.
func placed(front *document, u *url.URL, label string) gaobang.Placement {
	place := pagePlacement(label)
	m := nodePage.FindStringSubmatch(path.Base(u.Path))
	if place.Page != "" || m == nil || !nodePage.MatchString(path.Base(front.url.Path)) {
		return place
	}
	place.Page = strings.ToUpper(m[1])
	place.FrontPage = isFrontPage(place.Page)
	if name := squeeze(label); utf8.RuneCountInString(name) <= maxPageName && !turning.MatchString(name) {
		place.PageName = name
	}
	return place
}

// maxPageName is how many letters the name of a page has at most.
const maxPageName = 10

// pagePlacement reads 第03版:要闻, A01版：头版, 第一版, 一版, 01：要闻 or A01.
func pagePlacement(label string) gaobang.Placement {
	label = squeeze(label)
	m := pageLabel.FindStringSubmatch(label)
	if m == nil {
		if m = shortLabel.FindStringSubmatch(label); m == nil {
			return gaobang.Placement{}
		}
	}
	page := strings.ToUpper(m[1] + m[2])
	return gaobang.Placement{Page: page, PageName: joined(strings.TrimSpace(m[3])), FrontPage: isFrontPage(page)}
}

// joined writes a name of two letters without the space that fills a line: 综 合.
func joined(name string) string {
	if m := spaced.FindStringSubmatch(name); m != nil {
		return m[1] + m[2]
	}
	return name
}

var spaced = regexp.MustCompile(`^(\p{Han})[\s　]+(\p{Han})$`)

// isFrontPage: 01, 1, A01, 一. The first page of another section (B01) is not.
func isFrontPage(page string) bool {
	digits := strings.TrimLeft(strings.TrimPrefix(page, "A"), "0")
	return digits == "1" || page == "一"
}

func distinct(pages []issuePage) []issuePage {
	seen, out := map[string]bool{}, make([]issuePage, 0, min(len(pages), maxIssuePages))
	for _, p := range pages {
		if key := canonical(p.address); !seen[key] && len(out) < maxIssuePages {
			seen[key] = true
			out = append(out, p)
		}
	}
	return out
}

// articleLink is a piece as a page of the paper lists it.
type articleLink struct {
	url   *url.URL
	title string
}

// articleLinks are the pieces of a page in their order: the list beside the
// picture of the page, and the areas of the picture for what the list lacks.
func articleLinks(doc *document) []articleLink {
	var out []articleLink
	for _, selector := range []string{"a[href]", "area[href]"} {
		doc.Find(selector).EachWithBreak(func(_ int, a *goquery.Selection) bool {
			href, _ := a.Attr("href")
			u := doc.resolve(href)
			if u != nil && contentFile.MatchString(path.Base(u.Path)) && ofIssue(u, doc.url) {
				out = append(out, articleLink{u, paperTitle(a.Nodes[0])})
			}
			return len(out) < maxLinks
		})
	}
	return out
}

// Some editions write their titles by document.write(view("…")).
var writtenTitle = regexp.MustCompile(`view\(\s*["'](.{1,200}?)["']\s*\)`)

func paperTitle(a *html.Node) string {
	if t := text(a); t != "" {
		return t
	}
	for n := range a.Descendants() {
		if n.Type == html.TextNode {
			if m := writtenTitle.FindStringSubmatch(n.Data); m != nil {
				return squeeze(html.UnescapeString(m[1]))
			}
		}
	}
	return squeeze(attr(a, "title"))
}
