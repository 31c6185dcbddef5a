package jobs

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/extract"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/crawler/source"
	"github.com/gaobang/gaobang/storage"
)

// saw counts what a page gave, for the health of its source. A page that fails
// again says nothing new of it.
func (s *scan) saw(a gaobang.Article, html []byte, failed error, again bool) {
	facts := &s.result.Facts
	no := errors.Is(failed, extract.ErrNotArticle)
	if no {
		s.put(a.URL, html)
	}
	if no && again {
		return
	}
	if facts.Pages++; facts.Pages == 1 {
		facts.PageShape = source.Shape(html)
	}
	if no {
		facts.NotArticles++
		return
	}
	if s.titles[a.Title] {
		s.put(a.URL, html)
	} else if s.titles == nil {
		s.titles = map[string]bool{}
	}
	s.titles[a.Title] = true
	facts.Titles = len(s.titles)
	s.chars = append(s.chars, gaobang.Chars(a.Body))
	if !a.PublishedAt.IsZero() {
		facts.Timed++
	}
}

// sawNone counts a page that could not be had. A file of another kind is none of
// the site's failures.
func (s *scan) sawNone(failed error, again bool) {
	f, ok := errors.AsType[*fetch.Error](failed)
	if !ok || again || isFile(f) {
		return
	}
	facts := &s.result.Facts
	facts.Unfetched++
	facts.PageFault, facts.PageErr = string(f.Kind), f.Error()
}

// put keeps a page that could not be read, for a proposal.
func (s *scan) put(address string, html []byte) {
	if len(s.unread) < learnPages {
		s.unread = append(s.unread, extract.Input{URL: address, HTML: html, FetchedAt: s.started})
	}
}

// learnPages are fetched again, and looked at, for a proposal.
const learnPages = 5

// proposeArticle looks for selectors under which the article pages of a new design
// are read: it fetches pieces again that were read before, learns where their known
// titles and texts stand now, and tries it on today's pages that could not be read.
func (s *scan) proposeArticle(ctx context.Context) (gaobang.Proposal, error) {
	if len(s.unread) == 0 {
		return gaobang.Proposal{}, nil
	}
	known, err := s.knownPages(ctx)
	if err != nil || len(known) == 0 {
		return gaobang.Proposal{}, err
	}
	profile, alike := extract.Learn(known)
	if alike == 0 {
		return gaobang.Proposal{}, nil
	}
	profile.Render = s.articleWay().scripted
	proposal := gaobang.Proposal{Article: profile, Known: alike}
	for _, in := range s.unread {
		in.Profile = &gaobang.Profile{Article: profile}
		if _, err := extract.Page(in); err == nil {
			proposal.Found++
		}
	}
	return proposal, nil
}

func (s *scan) articleWay() way {
	return articleWay(s.office.profileOf(s.source.URL, s.started))
}

// knownPages are the latest pieces of the source: what the archive says of them,
// and their pages as the site shows them now. One that is not to be had is left out,
// and so is what the site was promised not to be asked for.
func (s *scan) knownPages(ctx context.Context) ([]extract.Known, error) {
	links, err := s.options.Store.LastRead(ctx, s.source.ID, learnPages)
	if err != nil {
		return nil, err
	}
	var known []extract.Known
	for _, link := range links {
		was, ok, err := s.lastReadable(ctx, link)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		if !s.inHours() {
			break
		}
		if err := s.spend(ctx); errors.Is(err, errSpent) {
			break
		} else if err != nil {
			return nil, err
		}
		response, failed := s.get(ctx, link.URL, s.articleWay())
		if failed != nil {
			continue
		}
		html, _ := fetch.Decode(response.Body, response.ContentType)
		known = append(known, extract.Known{
			Input: extract.Input{URL: response.URL, HTML: html, FetchedAt: response.FetchedAt},
			Title: was.Title, Body: was.Body, PublishedAt: was.PublishedAt,
		})
	}
	return known, nil
}

// lastReadable is a piece as the latest of its kept pages shows it that can be read:
// later visits may have met the new design already.
func (s *scan) lastReadable(ctx context.Context, link storage.FetchState) (was opened, ok bool, err error) {
	all, err := s.options.Store.Captures(ctx, link.Canonical)
	if err != nil {
		return was, false, err
	}
	tried := map[string]bool{}
	for _, c := range slices.Backward(all) {
		if tried[c.SHA256] {
			continue
		}
		if tried[c.SHA256] = true; len(tried) > learnPages {
			break
		}
		kept, err := s.evidence().Read(ctx, c)
		if err != nil {
			continue
		}
		if was, failed := openKept(s.office, kept, wanted{address: link.URL, link: link.Link}); failed == nil {
			return was, true, nil
		}
	}
	return was, false, nil
}

// median is the zero value of none.
func median[T cmp.Ordered](values []T) (middle T) {
	if len(values) == 0 {
		return middle
	}
	slices.Sort(values)
	return values[len(values)/2]
}
