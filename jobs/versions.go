package jobs

import (
	"context"
	"net/http"
	"slices"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
)

// later is a later visit to a piece, as it is read again: one that found it
// different, or one that did not and may by today's program.
type later struct {
	gaobang.Version

	capture gaobang.Capture
	text    bool // the piece was there
}

// versions are what later visits to a piece found different, read again from the
// archive by today's program: else what the program reads otherwise now would look
// like something that an editor did. That a piece was gone and came back was seen
// then, and stays.
func (r *reprocessing) versions(ctx context.Context, old storage.ArticleRecord, first gaobang.Article) ([]gaobang.Version, error) {
	var out []gaobang.Version
	last, unopened := gaobang.VersionOf(&first), old.Entered()
	for _, l := range laterVisits(old) {
		if !l.text {
			out = append(out, l.Version)
			if l.Body != "" {
				last = l.Version
			}
			continue
		}
		again, failed, err := r.versionAgain(ctx, old, l)
		if err != nil {
			return nil, err
		}
		if failed != nil {
			unread := Unread{old.Title, old.URL, l.capture.File, failed}
			if l.Capture != 0 || unread.Lost() {
				r.unread(unread)
			}
			if l.Capture == 0 {
				continue // it was no version, and is none
			}
			again = l.Version
		}
		if again.Changes = again.ChangesSince(&last); unopened {
			again.Changes, unopened = []gaobang.Change{gaobang.Opened}, false
		}
		if slices.Contains(l.Changes, gaobang.Back) {
			again.Changes = append([]gaobang.Change{gaobang.Back}, again.Changes...)
		}
		if len(again.Changes) > 0 {
			out, last = append(out, again), again
		}
	}
	return out, nil
}

// versionAgain is the piece as a later visit found it.
func (r *reprocessing) versionAgain(ctx context.Context, old storage.ArticleRecord, l later) (v gaobang.Version, failed, err error) {
	address := old.URL
	if l.capture.URL != old.CanonicalURL {
		address = l.capture.URL // it had moved
	}
	page, failed, err := r.read(ctx, address, linkOf(&old.Article), l.capture)
	if failed != nil || err != nil {
		return v, failed, err
	}
	a := old.Article
	r.take(&a, page.Article)
	a.Capture = l.capture
	a = r.office.analyzer.Analyze(a).Article
	return gaobang.VersionOf(&a), nil, nil
}

// linkOf is what a list said of a stored piece.
func linkOf(a *gaobang.Article) gaobang.Link {
	return gaobang.Link{Placement: a.Placement, PublishedAt: a.PublishedAt}
}

// laterVisits are the visits to a piece behind the first, in the order of time, as
// far as they say something of it: its versions, and what else was kept at its
// address.
func laterVisits(old storage.ArticleRecord) []later {
	captures := map[gaobang.CaptureID]gaobang.Capture{}
	for _, c := range old.Captures {
		captures[c.ID] = c
	}
	var all []later
	versions := map[gaobang.CaptureID]bool{}
	for _, v := range old.Versions {
		c, kept := captures[v.Capture]
		all = append(all, later{v, c, kept && !slices.Contains(v.Changes, gaobang.Gone)})
		versions[v.Capture] = true
	}
	for _, c := range old.Captures {
		if c.URL == old.CanonicalURL && c.At.After(old.Capture.At) && !versions[c.ID] && (c.Status == http.StatusOK || c.Status == http.StatusNotModified) {
			all = append(all, later{gaobang.Version{SeenAt: c.At}, c, true})
		}
	}
	slices.SortStableFunc(all, func(a, b later) int { return a.SeenAt.Compare(b.SeenAt) })
	return all
}

// sameVersions reports that versions say the same.
func sameVersions(a, b []gaobang.Version) bool {
	return slices.EqualFunc(a, b, func(a, b gaobang.Version) bool {
		return slices.Equal(a.Changes, b.Changes) && a.Capture == b.Capture && a.Saw == b.Saw && a.Title == b.Title && a.Body == b.Body &&
			sameByline(a.Byline, b.Byline) && a.ContentSource == b.ContentSource && a.PublishedAt.String() == b.PublishedAt.String()
	})
}
