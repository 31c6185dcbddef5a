package source

import (
	"regexp"
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

func (s *scan) profileRows(doc *document) []found {
	p := s.listProfile()
	place := s.placement(doc)
	var out links
	doc.Find(p.Item).Each(func(_ int, row *goquery.Selection) {
		a := rowLink(row, p.Link)
		if a == nil {
			return
		}
		u := doc.resolve(linkAddress(a))
		if u == nil {
			return
		}
		dates := row.Nodes
		if p.Date != "" {
			dates = row.Find(p.Date).Nodes
		}
		at := rowDate(dates, a, s.now)
		if at.IsZero() {
			at = addressDate(u.Path, s.now)
		}
		out.add(u, linkTitle(a, s), at, place)
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

// tipTitle is the title in a title attribute, which some templates write as a card:
// 标题：…, 作者：…, 更新时间：… on lines of their own.
func tipTitle(tip string) string {
	if m := tipCard.FindStringSubmatch(tip); m != nil {
		tip = m[1]
	}
	return squeeze(tip)
}

var tipCard = regexp.MustCompile(`^\s*(?:文章|新闻|信息)?标\s?题\s?[:：]([^\r\n]+)`)

func visibleTitle(a *html.Node, s *scan) string {
	for _, h := range goquery.NewDocumentFromNode(a).Find("h1,h2,h3,h4,h5,h6,.title,.tit").Nodes {
		if t := text(h); t != "" && dateText(t, s.now).IsZero() && strings.Trim(t, "0123456789-/.年月日 ") != "" {
			return t
		}
	}
	var parts []string
	walkText(a, func(t *html.Node) {
		if part := squeeze(t.Data); part != "" && dateText(part, s.now).IsZero() {
			parts = append(parts, part)
		}
	})
	if len(parts) == 0 {
		return imageTitle(a)
	}
	return strings.Join(parts, " ")
}

func imageTitle(a *html.Node) string {
	img := goquery.NewDocumentFromNode(a).Find("img[alt]").First()
	alt, _ := img.Attr("alt")
	return squeeze(alt)
}
