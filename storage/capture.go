package storage

import (
	"context"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"github.com/gaobang/gaobang"
)

// captureRow is a capture; article 0 is about nobody. UsedAt is when it was
// captured or last referred to by a revisit, so that one row says when it may go.
type captureRow struct {
	bun.BaseModel `bun:"table:captures,alias:c"`

	ID           gaobang.CaptureID `bun:",pk"`
	URL          string
	CapturedAt   int64
	UsedAt       int64
	Kind         gaobang.CaptureKind
	Status       int
	SHA256       string `bun:"sha256"`
	RefersTo     gaobang.CaptureID
	File         string
	RecordOffset int64
	RecordLength int64
	Article      gaobang.ArticleID
}

func captureRowOf(c gaobang.Capture, article gaobang.ArticleID) captureRow {
	url := legible(c.URL)
	return captureRow{
		ID: c.ID, URL: url[:min(len(url), maxURL)], CapturedAt: micros(c.At), UsedAt: micros(c.At), Kind: c.Kind, Status: c.Status,
		SHA256: c.SHA256, RefersTo: c.RefersTo, File: c.File, RecordOffset: c.Offset, RecordLength: c.Length, Article: article,
	}
}

func (r captureRow) capture() gaobang.Capture {
	return gaobang.Capture{
		ID: r.ID, URL: r.URL, At: timeOf(r.CapturedAt), Kind: r.Kind, Status: r.Status, SHA256: r.SHA256, RefersTo: r.RefersTo,
		File: r.File, Offset: r.RecordOffset, Length: r.RecordLength,
	}
}

// insertCaptures indexes captures as evidence of an article, 0 for none. One that
// is there already becomes the article's if it was nobody's, and so does the one
// that a revisit refers to: evidence never outlives what it stands on.
func (s *Store) insertCaptures(ctx context.Context, tx bun.Tx, article gaobang.ArticleID, captures []gaobang.Capture) error {
	rows := make([]captureRow, 0, len(captures))
	for _, c := range captures {
		if c.ID != 0 {
			rows = append(rows, captureRowOf(c, article))
		}
	}
	if len(rows) == 0 {
		return nil
	}
	for _, r := range rows {
		if _, err := s.exec(ctx, tx, insertCapture, r.ID, r.URL, r.CapturedAt, r.UsedAt, r.Kind, r.Status, r.SHA256, r.RefersTo,
			r.File, r.RecordOffset, r.RecordLength, r.Article); err != nil {
			return err
		}
	}
	if err := holdOriginals(ctx, tx, rows); err != nil || article == 0 {
		return err
	}
	return notRemoved(ctx, tx, rows)
}

// takeCaptures makes captures an article's own that an older program gave to another:
// to the one whose text it has too.
func takeCaptures(ctx context.Context, tx bun.Tx, article gaobang.ArticleID, captures []gaobang.Capture) error {
	ids := mapped(captures, func(c gaobang.Capture) gaobang.CaptureID { return c.ID })
	_, err := tx.NewUpdate().Table("captures").Set("article = ?", article).Where("id IN (?)", bun.List(ids)).
		Where("article <> ? AND id <> 0", article).Exec(ctx)
	return err
}

// KeepCaptures indexes captures of a fetch that was broken off, as evidence of an
// article, 0 for none.
func (s *Store) KeepCaptures(ctx context.Context, article gaobang.ArticleID, captures []gaobang.Capture) error {
	if !slices.ContainsFunc(captures, func(c gaobang.Capture) bool { return c.ID != 0 }) {
		return nil
	}
	return s.write(ctx, "记录存证", func(ctx context.Context, tx bun.Tx) error { return s.insertCaptures(ctx, tx, article, captures) })
}

// holdOriginals keeps what revisits refer to as long as them. It writes to the
// row, so that it and the pruning of the archive wait for one another.
func holdOriginals(ctx context.Context, tx bun.Tx, rows []captureRow) error {
	for _, r := range rows {
		if r.RefersTo == 0 {
			continue
		}
		res, err := tx.NewUpdate().Model((*captureRow)(nil)).
			Set("used_at = CASE WHEN used_at < ? THEN ? ELSE used_at END", r.UsedAt, r.UsedAt).
			Set("article = CASE WHEN article = 0 THEN ? ELSE article END", r.Article).
			Where("id = ?", r.RefersTo).Exec(ctx)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return orElse(err, gaobang.Errorf(gaobang.Conflict, "%s 引用的存证刚被清理，请重新抓取", r.URL))
		}
	}
	return nil
}

// notRemoved refuses captures that lay in a file which was cleared away meanwhile.
func notRemoved(ctx context.Context, tx bun.Tx, rows []captureRow) error {
	files := mapped(rows, func(r captureRow) string { return r.File })
	gone, err := tx.NewSelect().Table("removed_files").Where("file IN (?)", bun.List(files)).Exists(ctx)
	if err == nil && gone {
		// Those that still count were moved, and know their new place.
		n, err := tx.NewSelect().Model((*captureRow)(nil)).Where("c.file IN (?)", bun.List(files)).
			Where("c.file IN (SELECT file FROM removed_files)").Count(ctx)
		if err != nil || n > 0 {
			return orElse(err, gaobang.Errorf(gaobang.Conflict, "%s 的存证刚被清理", rows[0].URL))
		}
	}
	return err
}

func orElse(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

func capturesWhere(ctx context.Context, db bun.IDB, where string, args ...any) ([]gaobang.Capture, error) {
	var rows []captureRow
	err := db.NewSelect().Model(&rows).Where(where, args...).Order("c.captured_at", "c.id").Scan(ctx)
	return mapped(rows, captureRow.capture), err
}

func capturesByID(ctx context.Context, db bun.IDB, ids []gaobang.CaptureID) (map[gaobang.CaptureID]gaobang.Capture, error) {
	found, err := capturesWhere(ctx, db, "c.id IN (?)", bun.List(ids))
	byID := make(map[gaobang.CaptureID]gaobang.Capture, len(found))
	for _, c := range found {
		byID[c.ID] = c
	}
	return byID, err
}

// Captures is everything kept of a canonical address, in the order of time.
func (s *Store) Captures(ctx context.Context, url string) ([]gaobang.Capture, error) {
	all, err := capturesWhere(ctx, s.read, "c.url = ?", legible(url))
	return all, s.explain("读取存证", err)
}

// Capture is one capture by its ID.
func (s *Store) Capture(ctx context.Context, id gaobang.CaptureID) (gaobang.Capture, error) {
	found, err := capturesByID(ctx, s.read, []gaobang.CaptureID{id})
	if c, ok := found[id]; ok || err != nil {
		return c, s.explain("读取存证", err)
	}
	return gaobang.Capture{}, gaobang.Errorf(gaobang.NotFound, "存证 %016x 已不在：可能已按保留期限清理", int64(id))
}

// pageStatuses are the answers that stand for a page: 304 for the one that it
// refers to.
const pageStatuses = "c.status IN (200, 203, 304)"

// CaptureNear is what was kept of the page at a canonical address nearest to a
// time, of two equally near the earlier; what a person entered of it where no page
// was kept.
func (s *Store) CaptureNear(ctx context.Context, url string, at time.Time) (gaobang.Capture, error) {
	for _, kind := range []string{pageStatuses, "c.kind = 'entry'"} {
		near, err := s.captureNear(ctx, url, kind, at)
		if err != nil {
			return gaobang.Capture{}, s.explain("读取存证", err)
		}
		switch {
		case len(near) == 2 && near[1].CapturedAt-micros(at) < micros(at)-near[0].CapturedAt:
			return near[1].capture(), nil
		case len(near) > 0:
			return near[0].capture(), nil
		}
	}
	return gaobang.Capture{}, gaobang.Errorf(gaobang.NotFound, "没有 %s 的存证：没有采过，或已按保留期限清理", url)
}

// captureNear is the nearest before a time and the nearest after it.
func (s *Store) captureNear(ctx context.Context, url, kind string, at time.Time) ([]captureRow, error) {
	var near []captureRow
	for _, side := range []struct{ where, order string }{{"c.captured_at <= ?", "c.captured_at DESC"}, {"c.captured_at > ?", "c.captured_at"}} {
		var rows []captureRow
		err := s.read.NewSelect().Model(&rows).Where("c.url = ?", legible(url)).Where(kind).
			Where(side.where, micros(at)).OrderExpr(side.order + ", c.id").Limit(1).Scan(ctx)
		if err != nil {
			return nil, err
		}
		near = append(near, rows...)
	}
	return near, nil
}
