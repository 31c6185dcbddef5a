package source

import (
	"bytes"
	"context"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/fetch"
)

// feed reads RSS, Atom or JSON Feed; it has one page.
func (s *scan) feed(ctx context.Context) error {
	resp, err := s.get.Get(ctx, s.source.URL)
	if err != nil {
		return err
	}
	items, err := s.readFeed(resp)
	if err != nil {
		return err
	}
	s.seen.Page = resp.URL
	s.look(items)
	_, err = s.hand(s.pageOf(items))
	return err
}

func (s *scan) readFeed(resp *fetch.Response) ([]found, error) {
	doc, err := baseOf(resp.URL)
	if err != nil {
		return nil, err
	}
	text, _ := fetch.Decode(resp.Body, resp.ContentType)
	if ownEntity.Match(text[:min(len(text), 64<<10)]) {
		return nil, gaobang.Errorf(gaobang.Unavailable, "订阅源 %s 读不懂：它自己定义了实体（<!ENTITY），可能有恶意，不读；请与网站核对", resp.URL)
	}
	parsed, err := gofeed.NewParser().Parse(bytes.NewReader(undeclared(text)))
	if err != nil {
		return nil, gaobang.Errorf(gaobang.Unavailable, "订阅源 %s 读不懂，应是 RSS 或 Atom：%w", resp.URL, err)
	}
	var out links
	for _, item := range parsed.Items {
		if u := doc.resolve(itemAddress(item)); u != nil {
			at := feedMoment(firstOf(item.Published, item.Updated), item.PublishedParsed)
			out.add(u, squeeze(markup.ReplaceAllString(item.Title, "")), at, gaobang.Placement{Column: s.source.Column})
		}
	}
	if len(out.list) == 0 {
		return nil, noList("订阅源 %s 中没有一条带链接的稿件：应有 item 或 entry，请核对网址", resp.URL)
	}
	return out.list, nil
}

// ownEntity is a definition by which a file may grow or bring in another.
var ownEntity = regexp.MustCompile(`<!ENTITY\s`)

// baseOf is a document that only makes addresses absolute.
func baseOf(address string) (*document, error) {
	base, err := url.Parse(address)
	if err != nil {
		return nil, gaobang.Errorf(gaobang.Invalid, "网址 %q 有误：%w", address, err)
	}
	return &document{url: base, base: base}, nil
}

// feedBegin is where a feed or a sitemap begins.
var feedBegin = regexp.MustCompile(`<(?:\?xml|rss|feed|rdf:RDF|(?:\w+:)?urlset|(?:\w+:)?sitemapindex)\b`)

// undeclared takes the encoding out of the XML declaration: the text is UTF-8
// already, and the parser would decode it a second time.
func undeclared(text []byte) []byte {
	text = bytes.TrimLeft(text, " \t\r\n\ufeff")
	if at := feedBegin.FindIndex(text[:min(len(text), 4<<10)]); at != nil {
		text = text[at[0]:] // a server's warnings stand before it
	}
	if !bytes.HasPrefix(text, []byte("<?xml")) {
		return text
	}
	if _, rest, ok := bytes.Cut(text, []byte("?>")); ok {
		return rest
	}
	return text
}

func itemAddress(item *gofeed.Item) string {
	if item.Link == "" && strings.HasPrefix(item.GUID, "http") {
		return item.GUID
	}
	return item.Link
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

var (
	namedZone  = regexp.MustCompile(`(?i)(?:[+-]\d{2}:?\d{2}|\d\s*Z|\b(?:GMT|UTC|UT))\s*(?:\([^)]*\))?$`)
	chinaZone  = regexp.MustCompile(`(?i)\b(?:CST|BJT)\b|北京时间`)
	hasClock   = regexp.MustCompile(`\d:\d{2}`)
	hasSeconds = regexp.MustCompile(`\d:\d{2}:\d{2}`)
)

// feedMoment takes a date without a zone, or with China's ambiguous CST, as
// Shanghai's wall clock; the parser would call it UTC or America's.
func feedMoment(written string, parsed *time.Time) gaobang.Moment {
	written = strings.TrimSpace(written)
	precision := gaobang.PrecisionDay
	switch {
	case hasSeconds.MatchString(written):
		precision = gaobang.PrecisionSecond
	case hasClock.MatchString(written):
		precision = gaobang.PrecisionMinute
	}
	if parsed == nil || chinaZone.MatchString(written) {
		return writtenMoment(written, precision)
	}
	t := *parsed
	if !namedZone.MatchString(written) && isUTC(t) {
		t = time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, gaobang.Shanghai)
	}
	return gaobang.NewMoment(t, precision)
}

func isUTC(t time.Time) bool {
	_, offset := t.Zone()
	return offset == 0
}

// writtenMoment reads the layouts that Chinese systems write and the parser does
// not know, all in Shanghai's time.
func writtenMoment(written string, precision gaobang.Precision) gaobang.Moment {
	plain := squeeze(chinaZone.ReplaceAllString(written, ""))
	for _, layout := range []string{"Mon, 2 Jan 2006 15:04:05", "Mon, 2 Jan 2006 15:04", "Mon Jan 2 15:04:05 2006", "2 Jan 2006 15:04:05"} {
		if t, err := time.ParseInLocation(layout, plain, gaobang.Shanghai); err == nil {
			return gaobang.NewMoment(t, precision)
		}
	}
	if m := partialFull.FindStringSubmatch(plain); m != nil {
		return moment(m[1], m[2], m[3], m[4:])
	}
	return gaobang.Moment{}
}
