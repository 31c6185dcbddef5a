package source

import (
	"net/url"
	"path"
	"regexp"
	"strings"

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

var (
	nodeFile    = regexp.MustCompile(`(?i)^node_\w{1,20}\.s?html?$`)
	contentFile = regexp.MustCompile(`(?i)^content_\w{1,60}\.s?html?$`)
)

// issuePages reads the page links of an issue in their order: those that name
// their page first, then the rest (下一版 stands above the list and points into
// it). The page at hand is among them or comes first.
func issuePages(front *document) []issuePage {
	var named, unnamed []issuePage
	front.Find("a[href]").Each(func(_ int, a *goquery.Selection) {
		href, _ := a.Attr("href")
		u := front.resolve(href)
		if u == nil || !nodeFile.MatchString(path.Base(u.Path)) || path.Dir(u.Path) != path.Dir(front.url.Path) {
			return
		}
		p := issuePage{address: u.String(), front: front.isSelf(u.String()), place: pagePlacement(text(a.Nodes[0]))}
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
	self := issuePage{address: front.url.String(), front: true, place: pagePlacement(front.Find("title").First().Text())}
	return append([]issuePage{self}, pages...)
}

var (
	pageLabel  = regexp.MustCompile(`(?:第?\s*([A-Za-z]?\d{1,3})|第\s*([一二三四五六七八九十]{1,3}))\s*版\s*[:：·、—-]?\s*(.{0,40})`)
	shortLabel = regexp.MustCompile(`^\s*([A-Za-z]?\d{1,3})()\s*[:：]\s*(.{1,40})$`)
)

// pagePlacement reads 第03版:要闻, A01版：头版, 第一版 or 01：要闻.
func pagePlacement(label string) gaobang.Placement {
	label = squeeze(label)
	m := pageLabel.FindStringSubmatch(label)
	if m == nil {
		if m = shortLabel.FindStringSubmatch(label); m == nil {
			return gaobang.Placement{}
		}
	}
	page := strings.ToUpper(m[1] + m[2])
	return gaobang.Placement{Page: page, PageName: strings.TrimSpace(m[3]), FrontPage: isFrontPage(page)}
}

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
			if u != nil && contentFile.MatchString(path.Base(u.Path)) && path.Dir(u.Path) == path.Dir(doc.url.Path) {
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
