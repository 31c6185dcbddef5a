package jobs

import (
	"context"
	"errors"
	"net/url"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer"
	"github.com/gaobang/gaobang/analyzer/family"
	"github.com/gaobang/gaobang/crawler/extract"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/crawler/warc"
	"github.com/gaobang/gaobang/storage"
)

// page takes one link the whole way: fetch, keep, extract, analyse, store. What
// the site or the page does wrong is put down and returned as failed; err is ours.
func (s *scan) page(ctx context.Context, link storage.FetchState) (failed, err error) {
	article, failed, err := s.read(ctx, link)
	if err != nil || ctx.Err() != nil {
		return nil, errors.Join(err, ctx.Err())
	}
	if failed != nil {
		s.result.Failed++
		s.observe(Progress{Step: PageFailed, Err: failed})
		return siteTrouble(failed), s.options.Store.SaveFailure(ctx, link.Canonical, failed.Error(), s.again(failed, link))
	}
	return nil, s.store(ctx, link, article)
}

// read is the link's page as an article, with its further pages.
func (s *scan) read(ctx context.Context, link storage.FetchState) (a gaobang.Article, failed, err error) {
	first, failed, err := s.open(ctx, link.URL, link.Link)
	if err != nil || failed != nil {
		return a, failed, err
	}
	if failed, err := s.follow(ctx, &first, link.Link); err != nil || failed != nil {
		return a, failed, err
	}
	a = first.Article
	s.office.dress(&a, first.canonical, first.capture, s.source)
	return a, nil, nil
}

// dress gives an article what its page does not say.
func (o *office) dress(a *gaobang.Article, canonical string, c gaobang.Capture, src gaobang.Source) {
	a.ID, a.CanonicalURL, a.Capture = gaobang.NewArticleID(canonical), canonical, c
	a.Outlet, a.Source = o.outletAt(hostOf(a.URL), gaobang.DateOf(c.At), src), src.ID
	a.ContentHash = gaobang.HashContent(a.Title, a.Body)
	if a.Placement.Column == "" {
		a.Placement.Column = src.Column
	}
}

// opened is a page as read and kept.
type opened struct {
	extract.Reading

	canonical string
	capture   gaobang.Capture
}

// open fetches a page, keeps it and reads it.
func (s *scan) open(ctx context.Context, address string, link gaobang.Link) (page opened, failed, err error) {
	profile := s.office.profileOf(address, s.started)
	response, failed := s.get(ctx, address, profile != nil && profile.Article.Render)
	if failed != nil {
		return page, failed, nil
	}
	s.took = append(s.took, response.Took)
	if page.canonical, failed = fetch.Canonical(response.URL); failed != nil {
		return page, failed, nil
	}
	page.capture, err = s.options.Archive.Write(warc.Exchange{
		URL: response.URL, RequestHeader: response.RequestHeader, Proto: response.Proto,
		Status: response.Status, Header: response.Header, Payload: response.Raw, Rendered: rendered(response), At: response.FetchedAt,
	})
	if err != nil {
		return page, nil, err
	}
	html, _ := fetch.Decode(response.Body, response.ContentType)
	page.Reading, failed = extract.Read(extract.Input{
		URL: response.URL, HTML: html, Link: link, FetchedAt: response.FetchedAt,
		Profile: s.office.profileOf(response.URL, response.FetchedAt),
	})
	page.URL = response.URL
	s.saw(page.Article, failed)
	return page, failed, nil
}

// profileOf is how an address is read at a time; nil where no book says.
func (o *office) profileOf(address string, at time.Time) *gaobang.Profile {
	return gaobang.ProfileOn(o.Profiles, hostOf(address), gaobang.DateOf(at))
}

// rendered is the page as its scripts left it, which is kept beside the page as
// received; nil where none were run.
func rendered(r *fetch.Response) []byte {
	if !r.Rendered {
		return nil
	}
	return r.Body
}

// morePages is how many further pages of one piece are read.
const morePages = 30

// follow joins the further pages of a piece. One that is not there ends it; one
// that fails fails the piece, because half a piece is no piece.
func (s *scan) follow(ctx context.Context, first *opened, link gaobang.Link) (failed, err error) {
	known := map[string]bool{first.canonical: true}
	next := first.Next
	for read := 0; len(next) > 0 && read < morePages; {
		address := next[0]
		next = next[1:]
		if canonical, err := fetch.Canonical(address); err != nil || known[canonical] {
			continue
		} else {
			known[canonical] = true
		}
		page, failed, err := s.open(ctx, address, link)
		if f, ok := errors.AsType[*fetch.Error](failed); ok && f.Gone() || failed != nil && page.Body == "" && errors.Is(failed, extract.ErrNotArticle) {
			return nil, err
		}
		if err != nil || failed != nil && !errors.Is(failed, extract.ErrNotArticle) {
			return failed, err
		}
		first.Append(page.Reading)
		next = append(next, page.Next...)
		read++
	}
	return nil, nil
}

// saw counts what a page gave, for the health of its source.
func (s *scan) saw(a gaobang.Article, failed error) {
	facts := &s.result.Facts
	facts.Pages++
	switch {
	case errors.Is(failed, extract.ErrNotArticle):
		facts.NotArticles++
	case !a.PublishedAt.IsZero():
		facts.Timed++
	}
}

// store analyses an article and keeps it, or only its trace where it is about
// nobody we follow.
func (s *scan) store(ctx context.Context, link storage.FetchState, a gaobang.Article) error {
	found := s.office.analyzer.Analyze(a)
	if !found.Relevant {
		s.result.Irrelevant++
		s.observe(Progress{Step: PagePassed})
		return s.options.Store.SaveIrrelevant(ctx, link.Canonical, &found.Article, found.SimHash)
	}
	outcome, err := s.options.Store.SaveArticle(ctx, analysisOf(found, link.Canonical), join(found), s.office.origin)
	if err != nil {
		return err
	}
	if outcome.Kind != storage.Stored {
		s.observe(Progress{Step: PagePassed})
		return nil
	}
	s.result.Stored++
	s.observe(Progress{Step: PageStored, Title: a.Title})
	return nil
}

func analysisOf(found analyzer.Analysis, link string) storage.Analysis {
	return storage.Analysis{
		Article: found.Article, Mentions: found.Mentions, Attributions: found.Attributions, Candidates: found.Candidates, Sentiments: found.Sentiments,
		SimHash: found.SimHash, Shingles: found.Shingles, Keys: found.Keys, Terms: found.Terms, Link: link,
	}
}

// join says which stored candidates carry the story of an article.
func join(found analyzer.Analysis) storage.Join {
	return nearTo(family.Sketch{Shingles: found.Shingles, Chars: gaobang.Chars(found.Article.Body)})
}

func nearTo(self family.Sketch) storage.Join {
	return func(candidates []storage.Sketch) []storage.Near {
		var near []storage.Near
		for _, c := range candidates {
			if similarity, same := family.Near(self, family.Sketch{Shingles: c.Shingles, Chars: c.Chars}); same {
				near = append(near, storage.Near{Article: c.Article, Similarity: similarity})
			}
		}
		return near
	}
}

// origin is which member of a family published first.
func (o *office) origin(members []storage.OriginFacts) gaobang.ArticleID {
	facts := make([]family.OriginFacts, len(members))
	for i, m := range members {
		cites, _ := o.analyzer.OutletNamed(m.ContentSource)
		facts[i] = family.OriginFacts{Article: m.Article, Outlet: m.Outlet, Level: m.Level, PublishedAt: m.PublishedAt, Cites: cites}
	}
	return family.Origin(facts)
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// again is when a failed link is tried again; the zero time is never.
func (s *scan) again(failed error, link storage.FetchState) time.Time {
	var f *fetch.Error
	lasting := errors.As(failed, &f) && !f.Temporary()
	if tries := link.Attempts + 1; tries < linkTries && !lasting {
		return s.options.Now().Add(max(asked(failed), backoff(firstAgain, tries)))
	}
	return time.Time{}
}

// siteTrouble is a failure that the site's other pages may share: nothing that
// one page alone does wrong.
func siteTrouble(failed error) error {
	var f *fetch.Error
	if errors.As(failed, &f) && !f.Gone() {
		return failed
	}
	return nil
}
