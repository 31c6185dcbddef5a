package jobs

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/entry"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/crawler/warc"
	"github.com/gaobang/gaobang/storage"
)

// Evidence gives back what was kept: by the index in the store, from the files of
// the archive.
type Evidence struct {
	Store   *storage.Store
	Archive string // folder
}

// Page is a page as it was kept.
type Page struct {
	gaobang.Capture

	Record warc.Record // that holds the payload: of a revisit, the one it refers to
}

// Near is the page at an address as it was kept nearest to a time. Its bytes are
// held to their SHA-256.
func (e Evidence) Near(ctx context.Context, address string, at time.Time) (Page, error) {
	canonical := address
	if !strings.HasPrefix(address, gaobang.EntryScheme) {
		var err error
		if canonical, err = fetch.Canonical(address); err != nil {
			return Page{}, err
		}
	}
	c, err := e.Store.CaptureNear(ctx, canonical, at)
	if err != nil {
		return Page{}, err
	}
	return e.Read(ctx, c)
}

// Read gives back a capture. One that was moved to another file since it was
// looked up is looked up once more.
func (e Evidence) Read(ctx context.Context, c gaobang.Capture) (Page, error) {
	if c.ID == 0 {
		return Page{}, gaobang.Errorf(gaobang.NotFound, "索引里没有它的存证：请用 gaobang archive index 凭存证文件重建索引")
	}
	holder, err := e.holder(ctx, c)
	if err != nil {
		return Page{}, err
	}
	record, err := warc.Read(e.Archive, holder)
	if gaobang.CodeOf(err) == gaobang.NotFound {
		if moved, lost := e.Store.Capture(ctx, holder.ID); lost == nil && moved.File != holder.File {
			record, err = warc.Read(e.Archive, moved)
		}
	}
	return Page{c, record}, err
}

// Parts is what the scripts of a rendered page were given.
func (e Evidence) Parts(ctx context.Context, c gaobang.Capture) ([]warc.Record, error) {
	parts, err := warc.Parts(e.Archive, c)
	if gaobang.CodeOf(err) == gaobang.NotFound {
		if moved, lost := e.Store.Capture(ctx, c.ID); lost == nil && moved.File != c.File {
			parts, err = warc.Parts(e.Archive, moved)
		}
	}
	return parts, err
}

// holder is the capture that holds the payload of one.
func (e Evidence) holder(ctx context.Context, c gaobang.Capture) (gaobang.Capture, error) {
	if c.RefersTo == 0 {
		return c, nil
	}
	return e.Store.Capture(ctx, c.RefersTo)
}

// lastPage is the capture that holds the payload of what was last kept at a
// canonical address; the zero capture where nothing was.
func (e Evidence) lastPage(ctx context.Context, canonical string) (gaobang.Capture, error) {
	c, err := e.Store.CaptureNear(ctx, canonical, latest)
	if err == nil {
		c, err = e.holder(ctx, c)
	}
	if gaobang.CodeOf(err) == gaobang.NotFound {
		return gaobang.Capture{}, nil
	}
	return c, err
}

// Body is the page as the site meant it: without the packing of its way, in its own
// charset.
func (p Page) Body() ([]byte, error) { return fetch.Unpack(p.Record.Payload, p.Record.Header) }

// html is the page as UTF-8.
func (p Page) html() ([]byte, error) {
	body, err := p.Body()
	if err != nil {
		return nil, err
	}
	html, _ := fetch.Decode(body, p.Record.Header.Get("Content-Type"))
	return html, nil
}

// opener opens pages as they were kept nearest to a time.
func (e Evidence) opener(o *office, at time.Time) opener {
	return func(ctx context.Context, w wanted) (page opened, failed, err error) {
		kept, failed := e.Near(ctx, w.address, at)
		if failed != nil {
			return page, lostError{failed}, ctx.Err()
		}
		page, failed = openKept(o, kept, w)
		return page, failed, nil
	}
}

// openKept reads a kept page as it would be read today.
func openKept(o *office, kept Page, w wanted) (page opened, failed error) {
	page.canonical, page.capture = kept.URL, kept.Capture
	if kept.Kind == gaobang.CapturedEntry {
		doc, failed := entry.Decode(kept.Record.Payload)
		if failed != nil {
			return page, lostError{failed}
		}
		var faults []error
		page.Article, faults = doc.Article()
		return page, errors.Join(faults...)
	}
	html, failed := kept.html()
	if failed != nil {
		return page, lostError{failed}
	}
	return page, page.read(o, html, w, w.address)
}

func (r *Runner) evidence() Evidence {
	return Evidence{r.options.Store, r.options.Archive.Folder()}
}

// keep writes an answer to the archive: as a revisit where it brought the payload
// that is known, and that can still be read.
func (r *Runner) keep(ctx context.Context, response *fetch.Response, canonical, via string, known gaobang.Capture) (c gaobang.Capture, err error) {
	x := exchangeOf(response)
	x.Via = via
	if response.Rendered {
		x.Rendered = response.Body // as its scripts left it, beside the page as received
		for _, part := range response.Parts {
			x.Parts = append(x.Parts, exchangeOf(part))
		}
	}
	if known.Kind == gaobang.CapturedPage && !response.Rendered && (response.NotModified || known.SHA256 == warc.Digest(response.Raw)) {
		c, err = r.options.Archive.Revisit(x, known)
		if gaobang.CodeOf(err) == gaobang.NotFound { // moved to another file meanwhile
			if moved, lost := r.options.Store.Capture(ctx, known.ID); lost == nil {
				c, err = r.options.Archive.Revisit(x, moved)
			}
		}
		if c.URL = canonical; err == nil || response.NotModified { // there is nothing else to keep
			return c, err
		}
		r.options.Logger.Warn("旧存证读不出，整页重新保存", "url", response.URL, "error", err)
	}
	c, err = r.options.Archive.Write(x)
	c.URL = canonical
	return c, err
}

// exchangeOf is an answer as it is kept.
func exchangeOf(r *fetch.Response) warc.Exchange {
	return warc.Exchange{
		URL: r.URL, Method: r.Method, RequestHeader: r.RequestHeader, RequestBody: r.RequestBody, Proto: r.Proto, Status: r.Status,
		Header: r.Header, Payload: r.Raw, At: r.FetchedAt,
	}
}
