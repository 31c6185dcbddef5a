package source

import (
	"bytes"
	"context"
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/fetch"
)

// document is a fetched page, parsed.
type document struct {
	*goquery.Document
	url     *url.URL // after redirects
	base    *url.URL // what its links are relative to
	text    []byte   // UTF-8
	scripts []byte   // of the page, once asked for
	// store is of a 大汉 column; isRecords says that the page is an answer to a script, of
	// its dataproxy.jsp or in JSON, whose links are relative to the column's page.
	store     datastore
	isRecords bool
	rendered  bool     // its scripts were run
	missing   []string // what they asked for in vain
}

// found is a row of a source: its link, and the key that is known by. One that leads
// to another site is a row of the list, but none of what is found.
type found struct {
	gaobang.Link
	canonical string
	elsewhere bool
}

func (f found) dated() bool { return !f.PublishedAt.IsZero() }

func (s *scan) open(ctx context.Context, address string) (*document, error) {
	resp, err := s.get.Get(ctx, address)
	if err != nil {
		return nil, err
	}
	return parse(resp)
}

func parse(resp *fetch.Response) (*document, error) {
	text, _ := fetch.Decode(resp.Body, resp.ContentType)
	u, err := url.Parse(resp.URL)
	if err != nil {
		return nil, gaobang.Errorf(gaobang.Invalid, "网址 %q 有误：%w", resp.URL, err)
	}
	page, isRecords := unfolded(text)
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(page))
	if err != nil {
		return nil, gaobang.Errorf(gaobang.Unavailable, "页面 %s 不能解析：%w", u, err)
	}
	store, proxy := unfoldRecords(doc)
	d := &document{Document: doc, url: u, base: u, text: text, isRecords: isRecords, rendered: resp.Rendered, missing: resp.Missing}
	if href, ok := doc.Find("base[href]").First().Attr("href"); ok {
		if b := d.resolve(href); b != nil {
			d.base = b
		}
	}
	d.keepStore(store, proxy)
	return d, nil
}

// resolve makes an absolute http address of a link, or nil.
func (d *document) resolve(href string) *url.URL {
	href = strings.Map(dropControls, strings.TrimSpace(href))
	route := d.rendered && fetch.Route(href) != "" // elsewhere #/ is a button
	if href == "" || strings.HasPrefix(href, "#") && !route || len(href) > 2000 {
		return nil
	}
	u, err := d.base.Parse(href)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil
	}
	if u.User = nil; !route {
		u.Fragment, u.RawFragment = "", ""
	}
	return u
}

func dropControls(r rune) rune {
	if r < 0x20 {
		return -1
	}
	return r
}

// links collects without doubles, in order, up to maxLinks.
type links struct {
	list []found
	seen map[string]int
}

// add takes a link; of two to one address the first stays, and gains the title
// or date that only the second has (a picture and a headline, an image map and a
// list).
func (l *links) add(u *url.URL, title string, at gaobang.Moment, place gaobang.Placement) {
	canonical, err := fetch.Canonical(u.String())
	if err != nil {
		return
	}
	if l.seen == nil {
		l.seen = map[string]int{}
	}
	if i, ok := l.seen[canonical]; ok {
		if l.list[i].Title == "" {
			l.list[i].Title = title
		}
		if l.list[i].PublishedAt.IsZero() {
			l.list[i].PublishedAt = at
		}
		return
	}
	if len(l.list) >= maxLinks {
		return
	}
	l.seen[canonical] = len(l.list)
	l.list = append(l.list, found{Link: gaobang.Link{URL: u.String(), Title: title, PublishedAt: at, Placement: place}, canonical: canonical})
}

// text is the visible text below a node, white space folded.
func text(n *html.Node) string {
	var b strings.Builder
	walkText(n, func(t *html.Node) {
		b.WriteString(t.Data)
		b.WriteByte(' ')
	})
	return squeeze(b.String())
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// shortText is the visible text below a node, "" where it is longer than a limit: what
// is asked of many nodes must not read all of a page for each.
func shortText(n *html.Node, limit int) string {
	var b strings.Builder
	seen := 0
	for c := range n.Descendants() {
		if seen++; seen > maxRowNodes || b.Len() > limit {
			return ""
		}
		if isText(c) {
			b.WriteString(c.Data + " ")
		}
	}
	return squeeze(b.String())
}

// maxRowNodes bounds what is looked at of one row: a page whose links all lead to one
// address is one row.
const maxRowNodes = 5000

// walkText visits the visible text nodes below n.
func walkText(n *html.Node, visit func(*html.Node)) {
	for c := range n.Descendants() {
		if isText(c) {
			visit(c)
		}
	}
}

func isText(c *html.Node) bool {
	return c.Type == html.TextNode && (c.Parent == nil || c.Parent.Data != "script" && c.Parent.Data != "style")
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if strings.EqualFold(a.Key, name) {
			return a.Val
		}
	}
	return ""
}
