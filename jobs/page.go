package jobs

import (
	"context"
	"errors"
	"net/url"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/storage"
)

// page takes one link the whole way: fetch, keep, extract, analyse, store. What
// the site or the page does wrong is put down and returned as failed; err is ours.
func (s *scan) page(ctx context.Context, link storage.FetchState) (failed, err error) {
	page, failed, err := s.read(ctx, link)
	if err != nil || ctx.Err() != nil {
		return nil, s.brokenOff(ctx, err, 0, page.captures())
	}
	if failed != nil {
		s.result.Failed++
		s.observe(Progress{Step: PageFailed, Err: failed})
		err = s.options.Store.SaveFailure(ctx, link.Canonical, storage.Failure{Reason: gaobang.Worded(failed), Missed: missed(failed), Unasked: putOff(failed), RetryAt: s.again(failed, link)}, page.captures()...)
	} else {
		err = s.store(ctx, link, page)
	}
	if err != nil {
		return nil, s.brokenOff(ctx, err, 0, page.captures())
	}
	return siteTrouble(failed), nil
}

// read is the link's page as an article, with its further pages.
func (s *scan) read(ctx context.Context, link storage.FetchState) (page opened, failed, err error) {
	open := opener(func(ctx context.Context, w wanted) (opened, error, error) { return s.open(ctx, w, link) })
	defer func() { s.piece = 0 }()
	page, failed, err = open.through(ctx, wanted{address: link.URL, link: link.Link}, s.options.Fetcher.Options().MaxRedirects)
	if err != nil || failed != nil {
		return page, failed, err
	}
	if failed, err := page.follow(ctx, link.Link, open); err != nil || failed != nil {
		return page, failed, err
	}
	s.office.dress(&page.Article, page.canonical, page.capture, s.source)
	return page, nil, nil
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

// open fetches a page of a link, keeps it and reads it.
func (s *scan) open(ctx context.Context, w wanted, link storage.FetchState) (page opened, failed, err error) {
	if err := s.spend(ctx); err != nil {
		return page, nil, err
	}
	profile := s.office.profileOf(w.address, s.started)
	response, failed := s.get(ctx, w.address, articleWay(profile))
	if failed != nil {
		failed, err = blame(failed)
		if !putOff(failed) {
			s.sawNone(failed, link.Attempts > 0)
		}
		return page, failed, err
	}
	s.took = append(s.took, response.Took)
	if page.canonical, failed = fetch.Canonical(response.URL); failed != nil {
		return page, failed, nil
	}
	// A link that is new has no earlier capture, unless it leads to another page.
	known := gaobang.Capture{}
	if link.Attempts > 0 || page.canonical != link.Canonical && w.via == "" {
		if known, err = s.evidence().lastPage(ctx, page.canonical); err != nil {
			return page, nil, err
		}
	}
	if page.capture, err = s.keep(ctx, response, page.canonical, w.via, known); err != nil {
		return page, nil, err
	}
	html, _ := fetch.Decode(response.Body, response.ContentType)
	failed = page.read(s.office, html, w, response.URL)
	if page.door = doorOf(response.URL, html, failed); page.door == "" {
		s.saw(page.Article, html, failed, link.Attempts > 0)
	}
	return page, failed, nil
}

// brokenOff ends a page that was begun: what was kept of it goes into the index. A
// failure of the store comes alone, for errSpent beside it would end nothing.
func (r *Runner) brokenOff(ctx context.Context, err error, article gaobang.ArticleID, captures []gaobang.Capture) error {
	if kept := r.indexKept(ctx, article, captures); kept != nil {
		return kept
	}
	return errors.Join(err, ctx.Err())
}

// profileOf is how an address is read at a time; nil where no book says.
func (o *office) profileOf(address string, at time.Time) *gaobang.Profile {
	return gaobang.ProfileOn(o.Profiles, address, gaobang.DateOf(at))
}

// store analyses an article and keeps it, or only its trace where it is about
// nobody we follow.
func (s *scan) store(ctx context.Context, link storage.FetchState, page opened) error {
	if err := s.openedByCrawl(ctx, link, page); err != nil {
		return err
	}
	if err := s.storeRead(ctx, link, page); err != nil || !s.regroup {
		return err
	}
	s.regroup = false
	return s.options.Store.RegroupFamilies(ctx, families(s.office.Books))
}

// storeRead does it after what a person entered of the page was told of it.
func (s *scan) storeRead(ctx context.Context, link storage.FetchState, page opened) error {
	found := s.office.analyzer.Analyze(page.Article)
	if !found.Relevant {
		s.result.Irrelevant++
		s.observe(Progress{Step: PagePassed})
		return s.options.Store.SaveIrrelevant(ctx, link.Canonical, &found.Article, found.Trace, page.further...)
	}
	an := analysisOf(found, link.Canonical)
	an.Captures = page.further
	outcome, err := s.options.Store.SaveArticle(ctx, an, related, s.office.origin)
	if err != nil {
		return err
	}
	if err := s.joinEntered(ctx, &found.Article, outcome); err != nil {
		return err
	}
	if outcome.Kind != storage.Stored {
		s.result.Repeated++
		s.observe(Progress{Step: PagePassed})
		return nil
	}
	s.result.Stored++
	for _, alert := range found.Alerts {
		s.options.Logger.Warn(alert.Kind.Chinese(), "article", outcome.Article, "title", page.Title, "bureau", s.office.label(alert.Bureau), "quote", alert.Quote.Text)
	}
	s.observe(Progress{Step: PageStored, Title: page.Title})
	return nil
}

// label is a unit's name, for people.
func (o *office) label(id gaobang.UnitID) string {
	if u, ok := o.Registry.Unit(id); ok {
		return u.Label()
	}
	return string(id)
}

// joinEntered joins what people entered of a page before it was read.
func (s *scan) joinEntered(ctx context.Context, a *gaobang.Article, outcome storage.Outcome) error {
	day := a.PublishedAt.Date()
	if day.IsZero() {
		day = gaobang.DateOf(a.Capture.At)
	}
	regroup, err := joining{s.options.Store, s.office}.page(ctx, a.Title, a.Outlet, day, outcome.Article)
	s.regroup = s.regroup || regroup
	return err
}

func analysisOf(found analyzer.Analysis, link string) storage.Analysis {
	return storage.Analysis{
		Article: found.Article, Mentions: found.Mentions, Attributions: found.Attributions, Candidates: found.Candidates, Sentiments: found.Sentiments,
		Message: found.Message, Alerts: found.Alerts,
		Keys: found.Keys, Terms: found.Terms, Link: link,
	}
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// again is when a failed link is tried again; the zero time is never. One that was not
// asked for waits as long as its site.
func (s *scan) again(failed error, link storage.FetchState) time.Time {
	if putOff(failed) {
		return s.options.Now().Add(spread(asked(failed), link.Canonical))
	}
	var f *fetch.Error
	lasting := errors.As(failed, &f) && !f.Temporary()
	if tries := link.Attempts + 1; tries < storage.MaxAttempts && !lasting {
		return s.options.Now().Add(spread(max(asked(failed), backoff(firstAgain, tries)), link.Canonical))
	}
	return time.Time{}
}

// putOff reports a page that was not asked for, because its site is left alone.
func putOff(failed error) bool {
	f, ok := errors.AsType[*fetch.Error](failed)
	return ok && f.Kind == fetch.KindPutOff
}

// missed reports a failure behind which a piece may lie: not what the site says is
// not there, not an address that nobody may ask for, no file of another kind.
func missed(failed error) bool {
	f, ok := errors.AsType[*fetch.Error](failed)
	return ok && !f.Gone() && f.Kind != fetch.KindAddress && f.Kind != fetch.KindInside && !isFile(f)
}

// isFile reports an answer that is no text: a document or a film to be downloaded.
func isFile(f *fetch.Error) bool {
	return f.Kind == fetch.KindContentType || f.Kind == fetch.KindBinary
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
