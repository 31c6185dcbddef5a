package jobs

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/extract"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/storage"
)

const (
	// A page that is not there may be there again tomorrow: a site that moves
	// answers 404 for an hour. It is gone where it still is so.
	confirmAfter = 20 * time.Hour
	confirmIn    = 24 * time.Hour
	// A site that fails instead of answering is asked again for so long.
	confirmWithin = 60 * 24 * time.Hour
	// Visits of one piece that failed, before it waits for its next day.
	checkTries = 5
)

// revisiting is one later visit to a stored piece.
type revisiting struct {
	*scan

	check    storage.Check
	article  storage.ArticleRecord
	captures []gaobang.Capture
}

// published is from when the days of visits count.
func (v *revisiting) published() time.Time {
	if at := v.article.PublishedAt; !at.IsZero() {
		return at.Time
	}
	return v.article.FirstSeen.Start()
}

// next is the next day of a visit after one.
func (v *revisiting) next(last time.Time) time.Time {
	if !v.check.Counts {
		return time.Time{}
	}
	if v.unopened() && v.check.CheckedAt.IsZero() {
		return v.article.Capture.At // however long ago it was published
	}
	next := gaobang.NextCheck(v.published(), last, v.options.Rechecks)
	if m := v.article.Message; m != nil && v.check.Waits && v.check.GoneSince.IsZero() {
		if look := v.options.Reply.NextVisit(*m, last); next.IsZero() || !look.IsZero() && look.Before(next) {
			next = look
		}
	}
	return next
}

// unopened reports a piece that was entered by hand and whose page nobody has seen
// yet.
func (v *revisiting) unopened() bool {
	return v.article.Entered() && !slices.ContainsFunc(v.article.Versions, func(old gaobang.Version) bool { return slices.Contains(old.Changes, gaobang.Opened) })
}

// isTime reports that the piece is to be visited now, not only planned.
func (v *revisiting) isTime() bool {
	if v.check.Failures > 0 || !v.check.MissingSince.IsZero() {
		return true
	}
	last := v.lastSeen()
	if v.byHand && v.check.Waits && last.Before(v.started) {
		return true // a person asks
	}
	next := v.next(last)
	return !next.IsZero() && !next.After(v.options.Now())
}

func (v *revisiting) lastSeen() time.Time {
	last := v.article.Capture.At
	if v.check.CheckedAt.After(last) {
		last = v.check.CheckedAt
	}
	return last
}

func (v *revisiting) planned() storage.Check {
	c := v.check
	c.DueAt = v.next(v.lastSeen())
	return c
}

// run visits the piece and puts down what was found.
func (v *revisiting) run(ctx context.Context) (failed, err error) {
	page, failed, err := v.read(ctx)
	if err == nil && ctx.Err() == nil {
		if failed, err = v.putDown(ctx, page, failed); err == nil {
			return failed, nil
		}
	}
	return nil, v.brokenOff(ctx, err, v.article.ID, v.captures)
}

// putDown puts down what a visit found.
func (v *revisiting) putDown(ctx context.Context, page opened, failed error) (_, err error) {
	saw := ""
	if failed == nil || errors.Is(failed, extract.ErrNotArticle) {
		if saw, err = v.elsewhere(ctx, page, failed); err != nil {
			return nil, err
		}
	}
	f, answered := errors.AsType[*fetch.Error](failed)
	switch {
	case answered && f.Gone():
		saw = fmt.Sprintf("网站答复 %d", f.Status)
	case errors.Is(failed, extract.ErrMissing):
		saw = "页面说文章不存在或已删除"
	}
	switch {
	case saw != "":
		return nil, v.missing(ctx, saw)
	case failed != nil:
		return failed, v.failed(ctx, failed)
	}
	return nil, v.there(ctx, page)
}

// read opens the piece as it is now, with its further pages.
func (v *revisiting) read(ctx context.Context) (page opened, failed, err error) {
	defer func() { v.piece = 0 }()
	link := gaobang.Link{Placement: v.article.Placement}
	page, failed, err = opener(v.open).through(ctx, wanted{address: v.article.URL, link: link}, v.options.Fetcher.Options().MaxRedirects)
	if failed == nil && err == nil {
		failed, err = page.follow(ctx, link, v.open)
	}
	return page, failed, err
}

// open fetches a page if it changed since it was last kept, and keeps what the
// site answers.
func (v *revisiting) open(ctx context.Context, w wanted) (page opened, failed, err error) {
	asked, failed := fetch.Canonical(w.address)
	if failed != nil {
		return page, failed, nil
	}
	known, kept, err := v.known(ctx, asked)
	if err != nil {
		return page, nil, err
	}
	if err := v.spend(ctx); err != nil {
		return page, nil, err
	}
	response, failed := v.ask(ctx, w.address, kept)
	if gone, ok := errors.AsType[*fetch.Error](failed); ok && gone.Answer != nil {
		page.capture, err = v.hold(ctx, gone.Answer, gaobang.Capture{})
		return page, failed, err
	}
	if failed != nil {
		failed, err = blame(failed)
		return page, failed, err
	}
	if page.capture, err = v.hold(ctx, response, known); err != nil {
		return page, nil, err
	}
	page.canonical = page.capture.URL
	html, _ := fetch.Decode(response.Body, response.ContentType)
	if page.capture.Kind == gaobang.CapturedNotModified {
		if html, failed = kept.html(); failed != nil {
			return page, failed, nil
		}
	}
	failed = page.read(v.office, html, w, response.URL)
	page.door = doorOf(response.URL, html, failed)
	return page, failed, nil
}

// known is the capture that holds the payload last kept at an address, if that can
// still be read; where it cannot, the page is kept whole again.
func (v *revisiting) known(ctx context.Context, canonical string) (gaobang.Capture, Page, error) {
	known, err := v.evidence().lastPage(ctx, canonical)
	if err != nil || known.Kind != gaobang.CapturedPage {
		return gaobang.Capture{}, Page{}, err
	}
	kept, err := v.evidence().Read(ctx, known)
	if err != nil {
		v.options.Logger.Warn("旧存证读不出，整页重新保存", "url", canonical, "error", err)
		return gaobang.Capture{}, Page{}, ctx.Err()
	}
	return known, kept, nil
}

// ask asks the site for a page, by what the kept one was known by.
func (v *revisiting) ask(ctx context.Context, address string, kept Page) (*fetch.Response, error) {
	w := articleWay(v.office.profileOf(address, v.started))
	if w.scripted {
		return v.get(ctx, address, w)
	}
	validators := fetch.Validators{URL: kept.Record.URL, ETag: kept.Record.Header.Get("ETag"), LastModified: kept.Record.Header.Get("Last-Modified")}
	response, failed := v.options.Fetcher.GetIf(ctx, address, validators)
	if plain := w.fallback(address, failed); plain != "" {
		return v.options.Fetcher.GetIf(ctx, plain, validators)
	}
	return response, failed
}

// hold keeps an answer as evidence of the piece.
func (v *revisiting) hold(ctx context.Context, response *fetch.Response, known gaobang.Capture) (gaobang.Capture, error) {
	canonical, err := fetch.Canonical(response.URL)
	if err != nil {
		canonical = response.URL
	}
	via := ""
	if canonical != v.article.CanonicalURL {
		via = v.article.URL
	}
	if known.URL != canonical { // a redirect led to another page
		if known, err = v.evidence().lastPage(ctx, canonical); err != nil {
			return known, err
		}
	}
	c, err := v.keep(ctx, response, canonical, via, known)
	if err == nil {
		v.captures = append(v.captures, c)
	}
	return c, err
}

// there puts down a piece that was found: the same, changed, replied to, or back
// again.
func (v *revisiting) there(ctx context.Context, page opened) error {
	after := v.analysed(page)
	version, err := v.compared(ctx, &after.Article)
	if err != nil {
		return err
	}
	reply := v.replied(after.Message, page.capture)
	visit := storage.Visit{Check: v.done(), Captures: v.captures, Reply: reply}
	if version.TextChanged() {
		visit.ChangedAt = version.SeenAt
	}
	if !v.check.GoneSince.IsZero() {
		version.Changes = append([]gaobang.Change{gaobang.Back}, version.Changes...)
	}
	visit.MissingSince, visit.GoneSince = time.Time{}, time.Time{}
	if v.unopened() {
		versions := append(slices.Clone(v.article.Versions), version)
		if err := v.rejudge(ctx, proved(v.article.Article, page.Article), versions, visit.Check); err != nil {
			return err
		}
	}
	if len(version.Changes) > 0 {
		v.options.Logger.Info("收录的稿件有变", "article", v.article.ID, "changes", version.Changes)
		visit.Version = &version
	}
	return v.options.Store.SaveVisit(ctx, visit)
}

// missing puts down that a piece is not there. It is gone where it was not the day
// before either.
func (v *revisiting) missing(ctx context.Context, saw string) error {
	c, now := v.done(), v.options.Now()
	if c.GoneSince.IsZero() && c.MissingSince.IsZero() {
		c.MissingSince, c.Error = now, saw
	}
	if !c.GoneSince.IsZero() {
		return v.save(ctx, c, nil)
	}
	if v.unopened() { // nobody ever saw it: that holds its points back at once
		if err := v.rejudge(ctx, v.article.Article, v.article.Versions, c); err != nil {
			return err
		}
	}
	if now.Sub(c.MissingSince) < confirmAfter {
		c.DueAt = now.Add(confirmIn)
		return v.save(ctx, c, nil)
	}
	version := gaobang.Version{SeenAt: now, Changes: []gaobang.Change{gaobang.Gone}, Saw: saw}
	if len(v.captures) > 0 {
		version.Capture = v.captures[0].ID
	}
	v.check.GoneSince = c.MissingSince // nobody waits for a reply there
	c.DueAt, c.GoneSince, c.MissingSince = v.next(now), c.MissingSince, time.Time{}
	v.options.Logger.Info("收录的稿件已下架", "article", v.article.ID, "since", c.GoneSince, "saw", saw)
	return v.save(ctx, c, &version)
}

func (v *revisiting) save(ctx context.Context, c storage.Check, version *gaobang.Version) error {
	return v.options.Store.SaveVisit(ctx, storage.Visit{Check: c, Captures: v.captures, Version: version})
}

// done is a visit that the site answered, with the day of the next.
func (v *revisiting) done() storage.Check {
	c := v.check
	c.CheckedAt, c.Failures, c.Error = v.options.Now(), 0, ""
	c.DueAt = v.next(c.CheckedAt)
	return c
}

// failed puts down a visit that says nothing of the piece: the site was down,
// warded us off, or sent a page that cannot be read. It is tried again where that
// may help, later each time, then on its next day.
func (v *revisiting) failed(ctx context.Context, failed error) error {
	c, now := v.check, v.options.Now()
	if putOff(failed) {
		c.Error, c.DueAt = gaobang.Worded(failed), now.Add(spread(asked(failed), v.article.CanonicalURL))
		return v.save(ctx, c, nil)
	}
	c.Failures, c.Error = c.Failures+1, gaobang.Worded(failed)
	c.DueAt = retryAt(now, v.article.CanonicalURL, c.Failures, asked(failed))
	if f, is := errors.AsType[*fetch.Error](failed); c.Failures >= checkTries || is && !f.Temporary() {
		c.CheckedAt, c.Failures = now, 0
		c.DueAt = v.next(now)
		if missing := c.MissingSince; !missing.IsZero() && now.Sub(missing) < confirmWithin {
			c.DueAt = now.Add(confirmIn) // whether it is gone is still to be told
		}
	}
	return v.save(ctx, c, nil)
}
