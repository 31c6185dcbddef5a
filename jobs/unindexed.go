package jobs

import (
	"context"
	"errors"
	"sync"

	"github.com/gaobang/gaobang"
)

// unindexed is what was kept while the store took nothing: pages that lie in the
// archive and in no index. A scan ends with the store's first failure, so there are
// few. They go into the index when the store is well again; what is left when the
// process ends is left to the next one (warc.Writer.Doubt).
type unindexed struct {
	mu   sync.Mutex
	kept map[gaobang.ArticleID][]gaobang.Capture
}

func (u *unindexed) add(article gaobang.ArticleID, captures []gaobang.Capture) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.kept == nil {
		u.kept = map[gaobang.ArticleID][]gaobang.Capture{}
	}
	for _, c := range captures {
		if c.ID != 0 {
			u.kept[article] = append(u.kept[article], c)
		}
	}
}

// take gives all and forgets it.
func (u *unindexed) take() map[gaobang.ArticleID][]gaobang.Capture {
	u.mu.Lock()
	defer u.mu.Unlock()
	kept := u.kept
	u.kept = nil
	return kept
}

// indexKept puts captures into the index, or remembers them where the store fails. What
// rests on a page that was cleared away meanwhile is in the index never, and is kept
// anew by the next visit.
func (r *Runner) indexKept(ctx context.Context, article gaobang.ArticleID, captures []gaobang.Capture) error {
	err := r.options.Store.KeepCaptures(context.WithoutCancel(ctx), article, captures)
	if err != nil && gaobang.CodeOf(err) != gaobang.Conflict {
		r.unindexed.add(article, captures)
	}
	return err
}

// catchUp puts what could not be indexed into the index.
func (r *Runner) catchUp(ctx context.Context) error {
	var faults []error
	for article, captures := range r.unindexed.take() {
		err := r.indexKept(ctx, article, captures)
		if gaobang.CodeOf(err) == gaobang.Conflict {
			r.options.Logger.Warn("没有收入索引的存证", "article", article, "err", err)
			continue
		}
		faults = append(faults, err)
	}
	return errors.Join(faults...)
}

// leaveUnindexed leaves what cannot be indexed to the next process.
func (r *Runner) leaveUnindexed(ctx context.Context) error {
	if r.catchUp(ctx) == nil {
		return nil
	}
	var faults []error
	for _, captures := range r.unindexed.take() {
		for _, c := range captures {
			faults = append(faults, r.options.Archive.Doubt(c.File))
		}
	}
	return errors.Join(faults...)
}
