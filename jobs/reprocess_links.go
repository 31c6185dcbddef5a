package jobs

import (
	"context"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
)

// duplicates goes through the pages of which an older program kept no more than that
// their outlet has the text at another address.
func (r *reprocessing) duplicates(ctx context.Context) error {
	states, err := r.Store.UnstoredCopies(ctx)
	if err != nil {
		return err
	}
	return r.links(ctx, states)
}

// passed goes through the pages that were about nobody, as far as the archive
// still has them.
func (r *reprocessing) passed(ctx context.Context) error {
	states, err := r.Store.PassedLinks(ctx, r.Since)
	if err != nil {
		return err
	}
	return r.links(ctx, states)
}

// links reads pages from the archive that are not stored.
func (r *reprocessing) links(ctx context.Context, states []storage.PassedLink) error {
	sources := map[gaobang.SourceID]gaobang.Source{}
	for _, s := range r.office.Sources {
		sources[s.ID] = s
	}
	r.done = 0
	for _, state := range states {
		if err := ctx.Err(); err != nil {
			return err
		}
		src, known := sources[state.Source]
		if known {
			if err := r.passedLink(ctx, state, src); err != nil {
				return err
			}
		}
		r.step(len(states))
	}
	return nil
}

func (r *reprocessing) passedLink(ctx context.Context, state storage.PassedLink, src gaobang.Source) error {
	page, failed, err := r.read(ctx, state.URL, state.Link, state.Capture)
	if err != nil {
		return err
	}
	unread := Unread{state.Title, state.URL, state.Capture.File, failed}
	if failed != nil {
		if unread.Lost() { // what was no article then is none now
			r.unread(unread)
		}
		return nil
	}
	a := page.Article
	r.office.dress(&a, page.canonical, page.capture, src)
	found := r.office.analyzer.Analyze(a)
	if !found.Relevant {
		return nil
	}
	an := analysisOf(found, state.Canonical)
	an.Captures = page.further
	outcome, err := r.Store.SaveArticle(ctx, an, related, r.office.origin)
	if gaobang.CodeOf(err) == gaobang.Conflict { // cleared away while it was read
		unread.Err = lostError{err}
		r.unread(unread)
		return nil
	}
	if err == nil && outcome.Kind == storage.Stored {
		r.result.Gained++
	}
	return err
}
