package jobs

import (
	"context"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer"
)

// compared is what a page says now, with what of it is different.
func (v *revisiting) compared(ctx context.Context, a *gaobang.Article) (gaobang.Version, error) {
	version := gaobang.VersionOf(a)
	if v.unopened() {
		version.Changes = []gaobang.Change{gaobang.Opened}
		return version, nil
	}
	before, err := v.before(ctx)
	if err != nil {
		return version, err
	}
	old := gaobang.VersionOf(&before)
	version.Changes = version.ChangesSince(&old)
	return version, nil
}

// before is the piece as it last stood, read from the archive by today's program:
// a program that reads better now would see changes that are none. What the
// archive does not give back is taken as it was stored.
func (v *revisiting) before(ctx context.Context) (gaobang.Article, error) {
	last, at := v.lastText(), v.article.Capture
	if last.Capture != at.ID {
		var err error
		if at, err = v.options.Store.Capture(ctx, last.Capture); err != nil && gaobang.CodeOf(err) != gaobang.NotFound {
			return gaobang.Article{}, err
		}
	}
	stored := v.article.Article
	stored.Title, stored.Body, stored.Byline, stored.PublishedAt, stored.ContentSource = last.Title, last.Body, last.Byline, last.PublishedAt, last.ContentSource
	link := gaobang.Link{Placement: v.article.Placement}
	kept, failed := v.evidence().Read(ctx, at)
	if failed != nil {
		return stored, ctx.Err()
	}
	page, failed := openKept(v.office, kept, wanted{address: v.article.URL, link: link})
	if failed != nil {
		return stored, nil //nolint:nilerr // what the archive does not give back is taken as stored
	}
	failed, err := page.follow(ctx, link, v.evidence().opener(v.office, at.At))
	if failed != nil || err != nil {
		return stored, err
	}
	return v.analysed(page).Article, nil
}

// lastText is the piece's text at the last visit that found another.
func (v *revisiting) lastText() gaobang.Version {
	last := gaobang.VersionOf(&v.article.Article)
	for _, version := range v.article.Versions {
		if version.Body != "" {
			last = version
		}
	}
	return last
}

// analysed is what a page says today.
func (v *revisiting) analysed(page opened) analyzer.Analysis {
	v.office.dress(&page.Article, v.article.CanonicalURL, page.capture, v.source)
	return v.office.analyzer.Analyze(page.Article)
}

// replied is the message with the reply that a page shows, where it waited for one.
func (v *revisiting) replied(found *gaobang.Message, proof gaobang.Capture) *gaobang.Message {
	if !v.check.Waits || v.article.Message == nil || found == nil || !found.Answered {
		return nil
	}
	v.check.Waits = false
	v.options.Logger.Info("网民留言有了答复", "article", v.article.ID, "by", found.AnsweredBy)
	return new(v.article.Message.WithReply(*found, proof.ID))
}
