package source

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/fetch"
)

// Bounds on a sitemap; the protocol's own are 50,000 addresses a file.
const (
	maxSitemapURLs = 50_000
	maxSitemaps    = 1000 // named by one index
)

// sitemapFile is a file of addresses, or an index of such files.
type sitemapFile struct {
	index   bool
	entries []sitemapEntry
}

// sitemapEntry is one address. Modified is when its page changed last, which may
// be long after it was published; Published is what the news extension says.
type sitemapEntry struct {
	Loc       string `xml:"loc"`
	Modified  string `xml:"lastmod"`
	Published string `xml:"news>publication_date"`
	Title     string `xml:"news>title"`
}

// sitemap reads a sitemap, or the newest files that an index names, as many as
// the source may read pages.
func (s *scan) sitemap(ctx context.Context) error {
	file, base, err := s.openSitemap(ctx, s.source.URL)
	if err != nil {
		return err
	}
	s.seen.Page = base
	if !file.index {
		_, err := s.handEntries(file, base, Page{})
		return err
	}
	parts := s.recentFiles(file)
	if len(parts) == 0 {
		return noList("站点地图 %s 没有指出一个文件：应有 sitemap 和 loc", base)
	}
	back := earliest(file.entries)
	for i := s.from.Number; i < len(parts); i++ {
		if s.files >= s.maxPages() {
			s.seen.Cut = true
			return nil
		}
		step := Page{Number: i + 1, Of: len(parts), Next: Cursor{Number: i + 1}}
		if more, err := s.sitemapPart(ctx, parts[i], step, false); err != nil || !more {
			return err
		}
	}
	_, err = s.hand(Page{Number: len(parts), Of: len(parts), Oldest: back, Next: Cursor{Number: len(parts)}}) // the files before the span are not read
	return err
}

// sitemapPart hands over a file that an index names, which may have nothing yet. Where
// it is an index again, its files stand in its place.
func (s *scan) sitemapPart(ctx context.Context, address string, step Page, inner bool) (more bool, err error) {
	s.files++
	file, base, err := s.openSitemap(ctx, address)
	switch {
	case gone(err):
		return true, nil
	case err != nil:
		return false, err
	case len(file.entries) == 0:
		return true, nil
	case !file.index:
		return s.handEntries(file, base, step)
	case inner:
		return false, gaobang.Errorf(gaobang.Unavailable, "站点地图 %s 索引套索引，套了三层，没有再读", base)
	}
	return s.innerIndex(ctx, s.recentFiles(file), step)
}

// innerIndex hands over the files of an index in an index, from where a walk that goes
// on stood in it. All of a walk's files count as its pages, but of each index at least
// one is read, or the walk would never get on.
func (s *scan) innerIndex(ctx context.Context, parts []string, step Page) (more bool, err error) {
	number, from := step.Next.Number-1, 0
	if number == s.from.Number {
		from = s.from.Part
	}
	for i := from; i < len(parts); i++ {
		if s.files >= s.maxPages() && i > from {
			s.seen.Cut = true
			return false, nil
		}
		here := step
		if i < len(parts)-1 {
			here.Next = Cursor{Number: number, Part: i + 1}
		}
		if more, err = s.sitemapPart(ctx, parts[i], here, true); err != nil || !more {
			return more, err
		}
	}
	return true, nil
}

// recentFiles are the files of an index that may hold pages of the span, the last
// changed first.
func (s *scan) recentFiles(index sitemapFile) []string {
	type part struct {
		address string
		at      gaobang.Date
	}
	var parts []part
	for _, e := range index.entries {
		if at := feedMoment(e.Modified, parsedTime(e.Modified)).Date(); at.IsZero() || s.span.Since.IsZero() || !at.Before(s.span.Since) {
			parts = append(parts, part{strings.TrimSpace(e.Loc), at})
		}
	}
	slices.SortStableFunc(parts, func(a, b part) int { return b.at.Compare(a.at) })
	out := make([]string, len(parts))
	for i, p := range parts {
		out[i] = p.address
	}
	return out
}

func (s *scan) openSitemap(ctx context.Context, address string) (sitemapFile, string, error) {
	resp, err := s.get.Get(ctx, address)
	if err != nil {
		return sitemapFile{}, "", err
	}
	text, _ := fetch.Decode(resp.Body, resp.ContentType)
	file, err := readSitemap(undeclared(text))
	if err != nil {
		return sitemapFile{}, "", gaobang.Errorf(gaobang.Unavailable, "站点地图 %s 读不懂，应是 urlset 或 sitemapindex：%w", resp.URL, err)
	}
	return file, resp.URL, nil
}

// readSitemap reads the entries in their order. It knows no entities but XML's
// own, so a file cannot make it read others or grow.
func readSitemap(text []byte) (sitemapFile, error) {
	if isAddressLines(text) {
		return addressLines(text), nil
	}
	in := xml.NewDecoder(bytes.NewReader(text))
	var file sitemapFile
	rooted := false
	for {
		token, err := in.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return file, err
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch {
		case !rooted:
			file.index = start.Name.Local == "sitemapindex"
			if !file.index && start.Name.Local != "urlset" {
				return file, gaobang.Errorf(gaobang.Invalid, "根元素是 %s", start.Name.Local)
			}
			rooted = true
		case start.Name.Local == "url" || start.Name.Local == "sitemap":
			var e sitemapEntry
			if err := in.DecodeElement(&e, &start); err != nil {
				return file, err
			}
			file.entries = append(file.entries, e)
			if len(file.entries) >= maxSitemapURLs || file.index && len(file.entries) >= maxSitemaps {
				return file, nil
			}
		}
	}
	if !rooted {
		return file, gaobang.Errorf(gaobang.Invalid, "没有元素")
	}
	return file, nil
}

// earliest is when the first of the entries was changed last.
func earliest(entries []sitemapEntry) (day gaobang.Date) {
	for _, e := range entries {
		day = before(day, feedMoment(e.Modified, parsedTime(e.Modified)).Date())
	}
	return day
}

// before is the earlier of two days, of which either may be unknown.
func before(a, b gaobang.Date) gaobang.Date {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// A sitemap may be text, an address a line.
func isAddressLines(text []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(text, " \t\r\n\ufeff"), []byte("http")) && !bytes.ContainsRune(text[:min(len(text), 1000)], '<')
}

func addressLines(text []byte) (file sitemapFile) {
	for line := range bytes.Lines(text) {
		if line = bytes.Trim(line, " \t\r\n\ufeff"); len(line) > 0 && len(file.entries) < maxSitemapURLs {
			file.entries = append(file.entries, sitemapEntry{Loc: string(line)})
		}
	}
	return file
}

// handEntries hands over the addresses of a file as a page, in their order. What was
// changed before the span was published before it.
func (s *scan) handEntries(file sitemapFile, base string, page Page) (more bool, err error) {
	doc, err := baseOf(base)
	if err != nil {
		return false, err
	}
	var out links
	page.Oldest = before(page.Oldest, earliest(file.entries))
	for _, e := range file.entries {
		modified := feedMoment(e.Modified, parsedTime(e.Modified)).Date()
		if !modified.IsZero() && modified.Before(s.span.Since) {
			continue
		}
		if u := doc.resolve(e.Loc); u != nil && pieceLike(u) {
			at := feedMoment(e.Published, parsedTime(e.Published))
			if at.IsZero() {
				at = addressDate(u.Path, s.now)
			}
			out.add(u, squeeze(e.Title), at, gaobang.Placement{Column: s.source.Column})
			page.Oldest = before(page.Oldest, at.Date())
		}
	}
	if len(file.entries) == 0 {
		return false, noList("站点地图 %s 中没有一个网址：应有 url 和 loc", base)
	}
	s.look(out.list)
	page.Links = s.fresh(out.list)
	return s.hand(page)
}

// parsedTime is a W3C date as written, nil where it is none.
func parsedTime(written string) *time.Time {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02 15:04:05", time.DateOnly} {
		if t, err := time.Parse(layout, strings.TrimSpace(written)); err == nil {
			return &t
		}
	}
	return nil
}
