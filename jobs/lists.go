package jobs

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/crawler/source"
)

const (
	// A column page is kept once a week: what a redesign is held against.
	listKept = 7 * 24 * time.Hour
	// One whose design changed is kept at once, so often a day at most.
	designsADay = 3
	// So many kept ones are looked through for one whose list could be read.
	listsLookedAt = 5
)

// keepList keeps the first page of a column in the archive, with the parts that its
// script asked for, now and then and when its design is another: what the site showed
// before and after a redesign. It counts for nobody and ages out.
func (s *scan) keepList(ctx context.Context, page *fetch.Response, parts []*fetch.Response, shape string) (err error) {
	if page == nil || s.source.Kind != gaobang.ListSource {
		return nil
	}
	canonical, failed := fetch.Canonical(page.URL)
	if failed != nil {
		return nil // it is in no index
	}
	captures, err := s.options.Store.Captures(ctx, canonical)
	if err != nil {
		return err
	}
	known := gaobang.Capture{}
	if n := len(captures); n > 0 {
		known = captures[n-1]
		if s.started.Sub(known.At) < listKept && !s.anotherDesign(ctx, captures, shape) {
			return nil
		}
		if known, err = s.evidence().lastPage(ctx, canonical); err != nil {
			return err
		}
	}
	c, err := s.keep(ctx, page, canonical, "", known)
	if err != nil {
		return err
	}
	kept := []gaobang.Capture{c}
	defer func() { err = errors.Join(err, s.indexKept(ctx, 0, kept)) }()
	for _, part := range parts {
		if canonical, failed = fetch.Canonical(part.RequestURL); failed != nil {
			continue // it is in no index
		}
		if known, err = s.evidence().lastPage(ctx, canonical); err != nil {
			return err
		}
		if c, err = s.keep(ctx, part, canonical, "", known); err != nil {
			return err
		}
		kept = append(kept, c)
	}
	return nil
}

// anotherDesign reports that a column has another design than when it was last
// kept, and was not kept too often today.
func (s *scan) anotherDesign(ctx context.Context, captures []gaobang.Capture, shape string) bool {
	if n := len(captures); n >= designsADay && s.started.Sub(captures[n-designsADay].At) < 24*time.Hour || source.SameShape(shape, s.lastShape(ctx)) {
		return false
	}
	kept, err := s.evidence().Read(ctx, captures[len(captures)-1])
	if err != nil {
		return true
	}
	body, err := kept.Body()
	if err != nil {
		return true
	}
	html, _ := fetch.Decode(body, kept.Record.Header.Get("Content-Type"))
	return !source.SameShape(source.Shape(html), shape)
}

// lastShape is the structure of the column at the scan before.
func (s *scan) lastShape(ctx context.Context) string {
	scans, err := s.options.Store.ScanHistory(ctx, s.source.ID, listsLookedAt)
	if err != nil {
		return ""
	}
	for _, past := range scans {
		if past.Facts.Shape != "" {
			return past.Facts.Shape
		}
	}
	return ""
}

// holdAgainst holds a proposed list against the column as it was last kept while its
// list could be read: rows on both must say the same.
func (s *scan) holdAgainst(ctx context.Context, p *gaobang.Proposal, seen source.Seen) error {
	canonical, failed := fetch.Canonical(seen.Page)
	if failed != nil {
		return nil //nolint:nilerr // it is in no index
	}
	captures, err := s.options.Store.Captures(ctx, canonical)
	if err != nil {
		return err
	}
	for i := range min(len(captures), listsLookedAt) {
		c := captures[len(captures)-1-i]
		if rows := s.keptRows(ctx, c); len(rows) > 0 {
			p.KeptOn, p.Kept = gaobang.DateOf(c.At), len(rows)
			p.Shared, p.Alike = compareRows(rows, seen.Sample)
			return nil
		}
	}
	return ctx.Err()
}

// keptRows are the rows of a column as it was kept, by the rules of that day; none
// where it cannot be read.
func (s *scan) keptRows(ctx context.Context, c gaobang.Capture) []gaobang.Link {
	kept, err := s.evidence().Read(ctx, c)
	if err != nil {
		return nil
	}
	page := &fetch.Response{URL: kept.Record.URL, Status: http.StatusOK, ContentType: kept.Record.Header.Get("Content-Type"), Rendered: c.Kind == gaobang.CapturedRendered}
	if page.Body, err = kept.Body(); err != nil {
		return nil
	}
	return source.Rows(ctx, page, keptPages{s, c.At}, s.source, s.office.profileOf(s.source.URL, c.At), c.At)
}

// keptPages gets pages as they were kept about a time: the parts of a column that its
// script asked for.
type keptPages struct {
	*scan

	at time.Time
}

func (k keptPages) Get(ctx context.Context, address string) (*fetch.Response, error) {
	kept, err := k.evidence().Near(ctx, address, k.at)
	if err != nil {
		return nil, err
	}
	body, err := kept.Body()
	if err != nil {
		return nil, err
	}
	return &fetch.Response{URL: kept.Record.URL, RequestURL: address, Status: http.StatusOK, ContentType: kept.Record.Header.Get("Content-Type"), Body: body}, nil
}

// compareRows is how many rows stand on both pages, by address or title, and how
// many of those have one title and one day.
func compareRows(before, now []gaobang.Link) (shared, alike int) {
	known := map[string]gaobang.Link{}
	for _, l := range before {
		known["title "+letters(l.Title)] = l
		if canonical, err := fetch.Canonical(l.URL); err == nil {
			known[canonical] = l
		}
	}
	for _, l := range now {
		canonical, err := fetch.Canonical(l.URL)
		was, there := known[canonical]
		if err != nil || !there {
			was, there = known["title "+letters(l.Title)]
		}
		if !there {
			continue
		}
		if shared++; letters(was.Title) == letters(l.Title) && was.PublishedAt.Date() == l.PublishedAt.Date() {
			alike++
		}
	}
	return shared, alike
}

func letters(s string) string { return strings.Join(strings.Fields(s), "") }
