package jobs

import (
	"cmp"
	"context"
	"errors"
	"reflect"
	"slices"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer"
	"github.com/gaobang/gaobang/analyzer/segment"
	"github.com/gaobang/gaobang/crawler/entry"
	"github.com/gaobang/gaobang/storage"
)

// Reprocess says what is done again over what was crawled, without fetching.
type Reprocess struct {
	Store     *storage.Store
	Segmenter *segment.Segmenter
	Archive   string // folder
	Now       func() time.Time
	// Extract reads the pages again from the archive; without it the stored text is
	// analysed again.
	Extract bool
	Since   gaobang.Date // of publication, or first seen; the zero date is all
	// Observe hears after each page how many of how many are done; it may be nil.
	Observe func(done, all int)
	// Unread hears of each page that could not be read again; it may be nil.
	Unread func(Unread)
}

// Reprocessed is what came of it. What could not be read again stays as it was.
type Reprocessed struct {
	Articles  int // stored ones looked at
	Changed   int // of them whose attribution, attitude, text or later versions changed
	Reindexed int // of the others those that are found by other words now
	Gained    int // pages that were about nobody, and now are
	Lost      int // pages that the archive does not give back
	NoArticle int // stored ones in whose page this program reads no article
}

// Unread is a page that could not be read again.
type Unread struct {
	Title string
	URL   string
	File  string // of the archive
	Err   error
}

// Lost reports a page that the archive does not give back; one that it does is no
// article by this program.
func (u Unread) Lost() bool {
	_, is := errors.AsType[lostError](u.Err)
	return is
}

// lostError is that the archive does not give back what was kept.
type lostError struct{ error }

func (e lostError) Unwrap() error { return e.error }

// Run does it: a change of the books or of the program reaches what was stored
// before. Decisions stand above it. It may be interrupted and run again.
func (p Reprocess) Run(ctx context.Context) (Reprocessed, error) {
	offices := offices{store: p.Store, segmenter: p.Segmenter}
	office, err := offices.current(ctx)
	if err != nil {
		return Reprocessed{}, err
	}
	run := reprocessing{Reprocess: p, office: office}
	if err := run.stored(ctx); err != nil {
		return run.result, err
	}
	for _, step := range []func(context.Context) error{run.copies, run.duplicates, run.passed} {
		if err := step(ctx); err != nil {
			return run.result, err
		}
	}
	joined, err := joining{p.Store, office}.all(ctx)
	if err != nil {
		return run.result, err
	}
	run.regroup = run.regroup || joined
	remake := p.Store.UpgradeFamilies
	if run.regroup {
		remake = p.Store.RegroupFamilies
	}
	if err := remake(ctx, families(office.Books)); err != nil {
		return run.result, err
	}
	return run.result, Recompute(ctx, p.Store)
}

type reprocessing struct {
	Reprocess

	office  *office
	result  Reprocessed
	regroup bool
	done    int
}

// stored goes through the stored articles.
func (r *reprocessing) stored(ctx context.Context) error {
	list, err := r.Store.Articles(ctx, storage.Filter{From: r.Since})
	if err != nil {
		return err
	}
	for _, item := range list {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := r.article(ctx, item.ID); err != nil {
			return err
		}
		r.step(len(list))
	}
	return nil
}

// copies goes through what does not stand, for another may stand by what is read or
// found now.
func (r *reprocessing) copies(ctx context.Context) error {
	ids, err := r.Store.Copies(ctx)
	if err != nil {
		return err
	}
	r.done = 0
	for _, id := range ids {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := r.article(ctx, id); err != nil {
			return err
		}
		r.step(len(ids))
	}
	return nil
}

func (r *reprocessing) step(all int) {
	r.done++
	if r.Observe != nil {
		r.Observe(r.done, all)
	}
}

func (r *reprocessing) article(ctx context.Context, id gaobang.ArticleID) error {
	old, err := r.Store.Article(ctx, id)
	if err != nil {
		return err
	}
	r.result.Articles++
	a, versions := old.Article, old.Versions
	reread := r.Extract
	if r.Extract {
		again, failed, err := r.read(ctx, a.URL, linkOf(&a), a.Capture)
		if err != nil {
			return err
		}
		if reread = failed == nil; reread {
			if again.Article, err = r.byRows(ctx, &old, again.Article); err != nil {
				return err
			}
			r.take(&a, again.Article)
		} else {
			r.unread(Unread{a.Title, a.URL, a.Capture.File, failed})
		}
	}
	found, err := r.analysed(ctx, old, &a, reread)
	if err != nil {
		return err
	}
	if reread && len(old.Captures) > 1 {
		if versions, err = r.versions(ctx, old, found.Article); err != nil {
			return err
		}
	}
	an := analysisOf(found, "")
	repliedLater(&an, versions)
	return r.revise(ctx, old, an, versions)
}

// byRows is an entered piece with what all rows that hold say of it, as far as the
// archive has them.
func (r *reprocessing) byRows(ctx context.Context, old *storage.ArticleRecord, again gaobang.Article) (gaobang.Article, error) {
	if !old.Entered() {
		return again, nil
	}
	rows, err := Evidence{r.Store, r.Archive}.rows(ctx, old.Entries)
	if err != nil {
		return again, ctx.Err()
	}
	return again.WithClaims(entry.ClaimsOf(rows)), nil
}

// analysed is what is found of a piece; of an entered one by its page, which is read
// again too.
func (r *reprocessing) analysed(ctx context.Context, old storage.ArticleRecord, a *gaobang.Article, reread bool) (analyzer.Analysis, error) {
	if !old.Entered() {
		return r.office.analyzer.Analyze(*a), nil
	}
	if v, opened := openedPage(old.Versions); opened && reread {
		i := slices.IndexFunc(old.Captures, func(c gaobang.Capture) bool { return c.ID == v.Capture })
		if i < 0 {
			*a = old.Article
		} else if page, failed, err := r.read(ctx, a.URL, linkOf(a), old.Captures[i]); err != nil {
			return analyzer.Analysis{}, err
		} else if failed != nil {
			*a = old.Article
		} else {
			*a = proved(*a, page.Article)
		}
	}
	return r.office.entered(*a, old.Entries, old.Versions, old.Check), nil
}

// revise stores what changed of an article and of what later visits found.
func (r *reprocessing) revise(ctx context.Context, old storage.ArticleRecord, an storage.Analysis, versions []gaobang.Version) error {
	changed, words := !same(old, an), old.TermsHash != storage.HashTerms(an.Terms)
	switch {
	case changed:
		regroup, err := r.Store.ReviseArticle(ctx, an)
		if err != nil {
			return err
		}
		r.regroup = r.regroup || regroup
	case words:
		if err := r.Store.ReindexArticle(ctx, old.ID, an.Terms); err != nil {
			return err
		}
	}
	if !sameVersions(old.Versions, versions) {
		if err := r.Store.ReviseVersions(ctx, old.ID, versions); err != nil {
			return err
		}
		changed = true
	}
	switch {
	case changed:
		r.result.Changed++
	case words:
		r.result.Reindexed++
	}
	return nil
}

// take puts what the page says now in the place of what was read of it.
func (r *reprocessing) take(a *gaobang.Article, again gaobang.Article) {
	again.ID, again.CanonicalURL, again.URL, again.Outlet, again.Source, again.Capture = a.ID, a.CanonicalURL, a.URL, a.Outlet, a.Source, a.Capture
	again = again.WithClaims(cmp.Or(again.Claims(), a.Claims())) // what a sheet says of a crawled piece
	again.ContentHash = contentHash(&again)
	if again.Placement.Column == "" {
		again.Placement.Column = a.Placement.Column
	}
	*a = again
}

// same reports that an analysis says what is stored, field by field: what is scored
// and shown.
func same(old storage.ArticleRecord, an storage.Analysis) bool {
	a, b := old.Article, an.Article
	return a.Kicker == b.Kicker && a.Title == b.Title && a.Subtitle == b.Subtitle && a.Body == b.Body && a.Meta == b.Meta &&
		a.ContentSource == b.ContentSource && a.PublishedAt.String() == b.PublishedAt.String() &&
		a.Form == b.Form && a.Placement == b.Placement && a.Locality == b.Locality && sameByline(a.Byline, b.Byline) &&
		equal(old.Mentions, an.Mentions) && equal(old.Attributions, an.Attributions) && equal(old.Candidates, an.Candidates) &&
		equal(old.Sentiments, an.Sentiments) && reflect.DeepEqual(old.Message, an.Message)
}

func sameByline(a, b gaobang.Byline) bool {
	return equal(a.Reporters, b.Reporters) && equal(a.Correspondents, b.Correspondents) && equal(a.Interns, b.Interns) &&
		equal(a.Photographers, b.Photographers) && equal(a.Authors, b.Authors) && equal(a.Editors, b.Editors) && equal(a.Units, b.Units)
}

func equal[T any](a, b []T) bool { return len(a) == 0 && len(b) == 0 || reflect.DeepEqual(a, b) }

// read reads a piece from the archive as it would be read today, with its further
// pages as they were kept about the same time. One that is not kept fails the
// piece: half a piece would take the place of a whole one.
func (r *reprocessing) read(ctx context.Context, address string, link gaobang.Link, c gaobang.Capture) (page opened, failed, err error) {
	evidence := Evidence{r.Store, r.Archive}
	kept, failed := evidence.Read(ctx, c)
	if failed != nil {
		return page, lostError{failed}, ctx.Err()
	}
	if page, failed = openKept(r.office, kept, wanted{address: address, link: link}); failed != nil {
		return page, failed, nil
	}
	failed, err = page.follow(ctx, link, evidence.opener(r.office, c.At))
	return page, failed, err
}

func (r *reprocessing) unread(u Unread) {
	if u.Lost() {
		r.result.Lost++
	} else {
		r.result.NoArticle++
	}
	if r.Unread != nil {
		r.Unread(u)
	}
}
