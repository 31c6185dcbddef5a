package jobs

import (
	"context"
	"errors"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/extract"
	"github.com/gaobang/gaobang/crawler/fetch"
)

// wanted is a page to open, and what a list said of it.
type wanted struct {
	address string
	link    gaobang.Link
	via     string // address of the piece, for a further page of it
}

// opened is a page as read, with where it is kept.
type opened struct {
	extract.Reading

	canonical string
	capture   gaobang.Capture
	further   []gaobang.Capture // of what led to it, and of the further pages of the piece
	door      string            // where a page leads that only sends its reader on
}

// opener gets a page, from its site or from the archive. What is wrong with the
// page is failed; err is ours.
type opener func(ctx context.Context, w wanted) (page opened, failed, err error)

// captures is everything that was kept of a piece.
func (p *opened) captures() []gaobang.Capture {
	return append([]gaobang.Capture{p.capture}, p.further...)
}

// read reads the article of a page whose bytes came from an address.
func (p *opened) read(o *office, html []byte, w wanted, address string) (failed error) {
	p.Reading, failed = extract.Read(extract.Input{
		URL: address, HTML: html, Link: w.link, FetchedAt: p.capture.At,
		Profile: o.profileOf(address, p.capture.At),
	})
	p.URL = address
	return failed
}

// morePages is how many further pages of one piece are read.
const morePages = 30

// follow joins the further pages of a piece. One that is not there ends it; one
// that fails fails the piece, because half a piece is no piece.
func (p *opened) follow(ctx context.Context, link gaobang.Link, open opener) (failed, err error) {
	known := map[string]bool{p.canonical: true}
	next := p.Next
	for read := 0; len(next) > 0 && read < morePages; {
		address := next[0]
		next = next[1:]
		if canonical, err := fetch.Canonical(address); err != nil || known[canonical] {
			continue
		} else {
			known[canonical] = true
		}
		page, failed, err := open(ctx, wanted{address, link, p.URL})
		if page.capture.ID != 0 {
			p.further = append(p.further, page.capture)
		}
		if f, ok := errors.AsType[*fetch.Error](failed); ok && f.Gone() || failed != nil && page.Body == "" && errors.Is(failed, extract.ErrNotArticle) {
			return nil, err
		}
		if err != nil || failed != nil && !errors.Is(failed, extract.ErrNotArticle) {
			return failed, err
		}
		p.Append(page.Reading)
		next = append(next, page.Next...)
		read++
	}
	return nil, nil
}

// latest is later than any capture.
var latest = time.Unix(1<<33, 0)
