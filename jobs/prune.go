package jobs

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/warc"
)

// Pruned is what clearing the archive came to.
type Pruned struct {
	Files   int // cleared
	Kept    int // captures that were moved to files of their own
	Dropped int // captures about nobody
	Freed   int64
}

// Prune clears the archive of pages about nobody that are older than so many days.
// What counts stays for ever: captures of stored articles, their further pages and
// later visits, and what those refer to. Files are cleared one after the other,
// those first that need the least room; it may be interrupted at any point.
func (e Evidence) Prune(ctx context.Context, days int, now func() time.Time, log *slog.Logger) (Pruned, error) {
	var result Pruned
	if err := e.sweepUp(ctx, log); err != nil {
		return result, err
	}
	before := now().AddDate(0, 0, -days)
	files, err := e.Store.AgingFiles(ctx, before)
	if err != nil {
		return result, err
	}
	for _, file := range files {
		if err := ctx.Err(); err != nil {
			return result, err
		}
		aged, err := e.Store.AgedCaptures(ctx, file.Name, before)
		if err != nil {
			return result, err
		}
		keep := func(id gaobang.CaptureID) bool { return !aged[id] }
		done, err := warc.Compact(e.Archive, file.Name, now, keep, func(moved []gaobang.Capture) error {
			return e.Store.MoveCaptures(ctx, file.Name, moved, before)
		})
		switch {
		case passOver(err):
			log.Warn("存证文件这次没有清理", "file", file.Name, "error", err)
			continue
		case err != nil:
			return result, err
		}
		log.Info("存证文件已清理", "file", file.Name, "kept", done.Kept, "dropped", done.Dropped, "freed", done.Freed)
		result.Files, result.Kept, result.Dropped, result.Freed = result.Files+1, result.Kept+done.Kept, result.Dropped+done.Dropped, result.Freed+done.Freed
	}
	return result, nil
}

// passOver reports what is wrong with one file alone.
func passOver(err error) bool {
	code := gaobang.CodeOf(err)
	return errors.As(err, new(warc.DamagedError)) || code == gaobang.Conflict || code == gaobang.NotFound
}

// sweepUp deletes what an interrupted clearing left: old files that the index is
// out of, and new ones that it never got into.
func (e Evidence) sweepUp(ctx context.Context, log *slog.Logger) error {
	names, err := warc.Files(e.Archive)
	if err != nil {
		return err
	}
	known, err := e.Store.ArchiveFiles(ctx)
	if err != nil {
		return err
	}
	for _, name := range names {
		if known[name].Captures > 0 {
			continue
		}
		leftover := known[name].Removed
		if !leftover {
			if leftover, err = e.isCopy(ctx, name, names); err != nil {
				return err
			}
		}
		if !leftover {
			continue
		}
		if err := warc.Remove(e.Archive, name); err != nil && !passOver(err) {
			return err
		} else if err == nil {
			log.Info("清理中断留下的存证文件已删除", "file", name)
		}
	}
	return nil
}

// isCopy reports a file all of whose captures the index knows in others that are
// there.
func (e Evidence) isCopy(ctx context.Context, name string, present []string) (bool, error) {
	var ids []gaobang.CaptureID
	damages, err := warc.WalkGroups(e.Archive, name, func(g warc.Group) error {
		if g.Capture.ID != 0 {
			ids = append(ids, g.Capture.ID)
		}
		return ctx.Err()
	})
	if err != nil || len(damages) > 0 || len(ids) == 0 {
		return false, err
	}
	files, err := e.Store.KnownCaptures(ctx, ids)
	if err != nil {
		return false, err
	}
	for _, id := range ids {
		if file, known := files[id]; !known || file == name || !slices.Contains(present, file) {
			return false, nil
		}
	}
	return true, nil
}

// pruneHour is when the archive is cleared: few pages are written at night.
const pruneHour = 3

// prunedOn is where the store keeps the day on which the archive was last cleared.
const prunedOn = "archive_pruned_on"

// pruneDue reports that the archive was not cleared today and it is time.
func (r *Runner) pruneDue(ctx context.Context) (bool, error) {
	now := r.options.Now().In(gaobang.Shanghai)
	if r.options.Retention == 0 || now.Hour() < pruneHour {
		return false, nil
	}
	last, err := r.options.Store.Meta(ctx, prunedOn)
	return last != gaobang.DateOf(now).String(), err
}

// prune clears the archive, once a day.
func (r *Runner) prune(ctx context.Context) error {
	due, err := r.pruneDue(ctx)
	if err != nil || !due {
		return err
	}
	// Put down before: what fails today is told once and tried again tomorrow.
	if err := r.options.Store.SetMeta(ctx, prunedOn, gaobang.DateOf(r.options.Now()).String()); err != nil {
		return err
	}
	result, err := r.evidence().Prune(ctx, r.options.Retention, r.options.Now, r.options.Logger)
	if err == nil && result.Files > 0 {
		r.options.Logger.Info("过期的存证已清理", "files", result.Files, "kept", result.Kept, "dropped", result.Dropped, "freed", result.Freed)
	}
	return errors.Join(err, r.pruneRuns(ctx))
}

// pruneRuns clears the records of scans as old as pages about nobody. What a source is
// judged by stays: the scans of its rhythm, those of its illness and those before it.
func (r *Runner) pruneRuns(ctx context.Context) error {
	store, now := r.options.Store, r.options.Now()
	states, err := store.SourceStates(ctx)
	if err != nil {
		return err
	}
	var dropped int64
	for _, id := range slices.Sorted(maps.Keys(states)) {
		before := now.AddDate(0, 0, -max(r.options.Retention, historyDays))
		news, err := store.LastNews(ctx, id)
		if err != nil {
			return err
		}
		if rhythm := news.AddDays(-historyDays).Start(); !news.IsZero() && rhythm.Before(before) {
			before = rhythm
		}
		ill, err := store.IllSince(ctx, id)
		if err != nil {
			return err
		}
		if !ill.IsZero() && ill.Before(before) {
			before = ill
		}
		n, err := store.DropRuns(ctx, id, before, historyScans+wellScans)
		if err != nil {
			return err
		}
		dropped += n
	}
	if dropped > 0 {
		r.options.Logger.Info("过期的采集记录已清理", "dropped", dropped)
	}
	return nil
}
