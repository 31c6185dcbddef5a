package jobs

import (
	"context"
	"errors"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/crawler/source"
	"github.com/gaobang/gaobang/storage"
)

// A page that the site calls unchanged is believed for a day: some answer so
// whatever they publish.
const believed = 24 * time.Hour

// errNotModified ends a walk whose first page is still the one last read.
var errNotModified = errors.New("jobs: the first page is unchanged")

// firstPage fetches for a walk, the first page only if it changed since the last
// good scan.
type firstPage struct {
	*scan

	way        way
	known      fetch.Validators
	validators storage.Validators // of the first page as read now
	page       *fetch.Response    // the first page, where it was sent
	parts      []*fetch.Response  // of it, that its script asks for
	ours       error              // what kept a page from being asked for, and is no fault of the site
}

func (s *scan) firstPage(profile *gaobang.Profile) *firstPage {
	f := &firstPage{scan: s, way: listWay(profile)}
	f.way.scripted = f.way.scripted && s.source.Kind == gaobang.ListSource
	v := s.state.Validators
	if s.knownGround() && s.source.Kind != gaobang.EPaperSource && s.started.Sub(v.At) < believed {
		f.known = fetch.Validators{URL: v.URL, ETag: v.ETag, LastModified: v.LastModified}
	}
	return f
}

// Get fetches one page.
func (f *firstPage) Get(ctx context.Context, address string) (response *fetch.Response, err error) {
	first := address == f.source.URL && !f.way.scripted // a page of scripts stays the same while its list changes
	if first {
		response, err = f.options.Fetcher.GetIf(ctx, address, f.known)
		if plain := f.way.fallback(address, err); plain != "" {
			response, err = f.options.Fetcher.GetIf(ctx, plain, f.known)
		}
	} else {
		response, err = f.get(ctx, address, f.way)
	}
	if err != nil {
		_, f.ours = blame(err)
		return nil, err
	}
	f.took = append(f.took, response.Took)
	if response.NotModified {
		return nil, errNotModified
	}
	switch {
	case address == f.source.URL && f.page == nil:
		f.page = response
	case f.page != nil && f.at.IsZero(): // nothing of the list was handed over yet
		f.parts = append(f.parts, response)
	}
	if !first {
		return response, nil
	}
	v := response.Validators()
	f.validators = storage.Validators{URL: v.URL, ETag: v.ETag, LastModified: v.LastModified, At: f.started}
	return response, nil
}

// unchanged is what the last good scan saw: the page is still the same.
func (s *scan) unchanged(ctx context.Context) source.Seen {
	scans, err := s.options.Store.ScanHistory(ctx, s.source.ID, historyScans)
	if err != nil {
		s.options.Logger.Warn("没有读到上次采集的情况", "source", s.source.ID, "error", err)
	}
	for _, past := range scans {
		if f := past.Facts; past.Complete {
			return source.Seen{Rows: f.Listed, Dated: f.Dated, Newest: f.Newest, Shape: f.Shape, Elsewhere: source.Elsewhere{First: f.Elsewhere}}
		}
	}
	return source.Seen{}
}
