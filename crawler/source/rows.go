package source

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"github.com/gaobang/gaobang"
)

// rows are the article links of a list page: by the site's profile where it has
// selectors for lists, else as recognised.
func (s *scan) rows(doc *document) []found {
	if s.listProfile().Item != "" {
		return s.profileRows(doc)
	}
	return s.recognizedRows(doc)
}

func (s *scan) placement(doc *document) gaobang.Placement {
	return gaobang.Placement{Column: s.source.Column, HomePage: doc.url.Path == "/" && doc.url.RawQuery == ""}
}

// maxItems bounds what a selector may choose on a page: div chooses all of it.
const maxItems = 2 * maxLinks

func (s *scan) profileRows(doc *document) []found {
	p := s.listProfile()
	place := s.placement(doc)
	var out links
	doc.Find(p.Item).EachWithBreak(func(i int, row *goquery.Selection) bool {
		more := i+1 < maxItems
		a := rowLink(row, p.Link)
		if a == nil {
			return more
		}
		u := doc.resolve(linkAddress(a))
		if u == nil {
			return more
		}
		dates := row.Nodes
		if p.Date != "" {
			dates = row.Find(p.Date).Nodes
		}
		at := rowDate(dates, a, s.now)
		if at.IsZero() {
			at = addressDate(u.Path, s.now)
		}
		out.add(u, rowTitle(a, s), at, place)
		return more
	})
	s.markElsewhere(out.list, doc)
	return out.list
}

// clicks is what leads to an article.
const clicks = "a[href], [onclick]"

// rowLink is the row's first link by the selector; a row may itself be the link.
func rowLink(row *goquery.Selection, selector string) *html.Node {
	if selector == "" {
		selector = clicks
	}
	if found := row.Find(selector); found.Length() > 0 {
		return found.Nodes[0]
	}
	if row.Is(clicks) {
		return row.Nodes[0]
	}
	return nil
}

// linkTitle prefers the title attribute, which is whole where the text is cut.
// A date that stands within the link is no part of its title.
func linkTitle(a *html.Node, s *scan) string {
	visible := visibleTitle(a, s)
	whole := tipTitle(attr(a, "title"))
	if whole == "" || utf8.RuneCountInString(whole) < 4 {
		return visible
	}
	short := strings.TrimRight(visible, "….·． ")
	if visible == "" || short != visible || utf8.RuneCountInString(whole) >= utf8.RuneCountInString(visible) {
		return whole
	}
	return visible
}

// toWhole is a link that only leads to the whole piece: its title stands beside it.
var toWhole = regexp.MustCompile(`(?i)^[\[【(（<]*(?:点击)?(?:查看|阅读|了解|浏览)?(?:详情|详细|全文|更多|原文)[\]】)）>… ]*$|^(?:read\s+)?more\b`)

// maxTitleLevels is how far above such a link its title may stand.
const maxTitleLevels = 3

// rowTitle is the title of a link, or the heading of the card whose only link it is.
func rowTitle(a *html.Node, s *scan) string {
	title := linkTitle(a, s)
	if title != "" && !toWhole.MatchString(title) {
		return title
	}
	own := linkAddress(a)
	card := a.Parent
	for range maxTitleLevels {
		if card == nil || card.Data == "body" {
			break
		}
		heading, alone := cardHeading(card, own, s)
		if !alone {
			break
		}
		if heading != "" {
			return heading
		}
		card = card.Parent
	}
	return title
}

// cardHeading is the heading below an element; alone reports that all links below it
// lead to one address.
func cardHeading(card *html.Node, address string, s *scan) (heading string, alone bool) {
	nodes := 0
	for n := range card.Descendants() {
		if nodes++; nodes > maxTitle {
			return "", false
		}
		if n.Type != html.ElementNode {
			continue
		}
		if to := linkAddress(n); to != "" && to != address {
			return "", false
		}
		if heading == "" && isHeading(n) {
			if t := shortText(n, maxTitle); dateText(t, s.now).IsZero() {
				heading = t
			}
		}
	}
	return heading, true
}

// tipTitle is the title in a title attribute, which some templates write as a card:
// 标题：…, 作者：…, 更新时间：… on lines of their own.
func tipTitle(tip string) string {
	if m := tipCard.FindStringSubmatch(tip); m != nil {
		tip = m[1]
	}
	return squeeze(tip)
}

var tipCard = regexp.MustCompile(`^\s*(?:文章|新闻|信息)?标\s?题\s?[:：]([^\r\n]+)`)

// maxTitle bounds the letters of a title, and the nodes of a link that it stands in.
const maxTitle = 1000

func visibleTitle(a *html.Node, s *scan) string {
	var parts []string
	nodes, alt := 0, ""
	for c := range a.Descendants() {
		if nodes++; nodes > maxTitle {
			break // it is no link but a part of the page that can be clicked
		}
		switch {
		case c.Type == html.ElementNode && isHeading(c):
			if t := shortText(c, maxTitle); t != "" && dateText(t, s.now).IsZero() && strings.Trim(t, "0123456789-/.年月日 ") != "" {
				return t
			}
		case c.Type == html.ElementNode && c.Data == "img" && alt == "":
			alt = squeeze(attr(c, "alt"))
		case isText(c):
			if part := squeeze(c.Data); part != "" && dateText(part, s.now).IsZero() {
				parts = append(parts, part)
			}
		}
	}
	if len(parts) == 0 {
		return alt
	}
	return strings.Join(parts, " ")
}

// isHeading reports what a template marks as the title within a link.
func isHeading(n *html.Node) bool {
	if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
		return true
	}
	class := strings.Fields(attr(n, "class"))
	return slices.Contains(class, "title") || slices.Contains(class, "tit")
}
