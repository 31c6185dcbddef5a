// Package source finds the addresses of an outlet's pieces. What it does depends
// on the kind of source:
//
//   - list: read the column page by the site's profile, or recognise its list
//     without one; walk on to its next pages;
//   - epaper: for each day, newest first, read the issue's pages from its first
//     page, and the articles of every page in their order;
//   - feed: read RSS or Atom, with dates that name no zone taken as Shanghai's;
//   - sitemap: read it, or the newest files that an index names;
//   - page: one piece by its address; links: many.
//
// What it finds is handed over page by page, so that a scan stops where the
// caller knows the ground. A list that shows nothing is an error: a silent
// source is the one failure nobody notices.
package source

import (
	"context"
	"errors"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/fetch"
)

// Getter fetches one page; *fetch.Fetcher does.
type Getter interface {
	Get(ctx context.Context, url string) (*fetch.Response, error)
}

// Span is the days asked for, both included. A zero end is open: no lower bound
// for a list or feed, the source's lookback for an e-paper; today as the upper.
type Span struct {
	Since gaobang.Date
	Until gaobang.Date
}

// Bounds on what one site can make us hold.
const (
	maxLinks        = 2000 // of one page
	defaultMaxPages = 20
	defaultLookback = 30
)

// Find walks a source, from its newest page or from where an earlier walk stood,
// and hands over page by page in the order of the source, links without doubles,
// until page wants no more, the span is passed or the source ends. prof may be nil.
// What it saw it says also where it fails. Links with a date outside the span are
// left out, links without a date are not. now fills in the years that pages leave
// out.
func Find(ctx context.Context, get Getter, src gaobang.Source, prof *gaobang.Profile, span Span, from Cursor, now time.Time,
	page func(Page) (more bool, err error),
) (Seen, error) {
	s := scan{get: get, source: src, profile: prof, span: span, from: from, now: now, page: page, handed: map[string]bool{}}
	var err error
	switch src.Kind {
	case gaobang.ListSource:
		err = s.list(ctx)
	case gaobang.EPaperSource:
		err = s.issues(ctx)
	case gaobang.FeedSource:
		err = s.feed(ctx)
	case gaobang.SitemapSource:
		err = s.sitemap(ctx)
	case gaobang.PageSource:
		s.seen.Rows = 1
		_, err = s.hand(Page{Links: []gaobang.Link{{URL: src.URL, Placement: gaobang.Placement{Column: src.Column}}}})
	case gaobang.LinksSource:
		_, err = s.hand(Page{Links: s.named()})
	default:
		err = gaobang.Errorf(gaobang.Invalid, "没有采集源种类 %q：应为 list、epaper、feed、sitemap、page 或 links", src.Kind)
	}
	if err == nil || errors.Is(err, errCallback) {
		return s.seen, errors.Unwrap(err)
	}
	return s.seen, err
}

// named are the pieces that the office wrote down.
func (s *scan) named() []gaobang.Link {
	out := make([]gaobang.Link, len(s.source.Links))
	for i, l := range s.source.Links {
		l.Placement.Column = s.source.Column
		out[i] = l
	}
	return out
}

// scan is one walk over one source.
type scan struct {
	get     Getter
	source  gaobang.Source
	profile *gaobang.Profile
	span    Span
	from    Cursor
	now     time.Time
	page    func(Page) (bool, error)
	handed  map[string]bool // canonical addresses of links handed over
	seen    Seen
	files   int // that the index of a sitemap names and that were read
}

// errCallback marks the caller's own error, which goes back as it came.
var errCallback = errors.New("source: the caller's error")

type callbackError struct{ err error }

func (e callbackError) Error() string        { return e.err.Error() }
func (e callbackError) Unwrap() error        { return e.err }
func (e callbackError) Is(target error) bool { return target == errCallback }

// hand gives a page, with its links within the span, to the caller.
func (s *scan) hand(p Page) (more bool, err error) {
	kept := make([]gaobang.Link, 0, len(p.Links))
	for _, l := range p.Links {
		if s.within(l.PublishedAt.Date()) {
			kept = append(kept, l)
		}
	}
	p.Links = kept
	if more, err = s.page(p); err != nil {
		return false, callbackError{err}
	}
	return more, nil
}

func (s *scan) within(d gaobang.Date) bool {
	return d.IsZero() || gaobang.Validity{From: s.span.Since, To: s.span.Until}.Contains(d)
}

// fresh leaves out links that an earlier page of this walk had, and counts those that
// lead to other sites.
func (s *scan) fresh(links []found) []gaobang.Link {
	out := make([]gaobang.Link, 0, len(links))
	for _, l := range links {
		switch {
		case s.handed[l.canonical]:
			continue
		case l.elsewhere:
			s.seen.Elsewhere = s.seen.Elsewhere.with(l.URL)
		default:
			out = append(out, l.Link)
		}
		s.handed[l.canonical] = true
	}
	return out
}
