package storage

import (
	"context"

	"github.com/uptrace/bun"

	"github.com/gaobang/gaobang"
)

type entryRow struct {
	bun.BaseModel `bun:"table:entries,alias:e"`

	Capture   gaobang.CaptureID `bun:",pk"`
	Article   gaobang.ArticleID
	EnteredBy string
	EnteredAt int64
	File      string
	Sheet     string
	RowNumber int
	Saved     bool
}

func (r entryRow) entry() gaobang.Entry {
	return gaobang.Entry{Capture: r.Capture, By: r.EnteredBy, At: timeOf(r.EnteredAt), File: r.File, Sheet: r.Sheet, Row: r.RowNumber, Saved: r.Saved}
}

// insertEntry says who entered what stands in a capture of an article.
func insertEntry(ctx context.Context, tx bun.Tx, article gaobang.ArticleID, e *gaobang.Entry) error {
	if e == nil {
		return nil
	}
	row := entryRow{Capture: e.Capture, Article: article, EnteredBy: legible(e.By), EnteredAt: micros(e.At), File: legible(e.File), Sheet: legible(e.Sheet), RowNumber: e.Row, Saved: e.Saved}
	_, err := tx.NewInsert().Model(&row).On("CONFLICT (capture) DO NOTHING").Exec(ctx)
	return err
}

// KeepEntry puts down what a person entered of an article that is stored already;
// the article stays as it is.
func (s *Store) KeepEntry(ctx context.Context, article gaobang.ArticleID, c gaobang.Capture, e gaobang.Entry) error {
	return s.write(ctx, "保存补录 "+article.String()+" ", func(ctx context.Context, tx bun.Tx) error {
		if err := s.insertCaptures(ctx, tx, article, []gaobang.Capture{c}); err != nil {
			return err
		}
		return insertEntry(ctx, tx, article, &e)
	})
}

// entriesOf is what people entered of an article and its copies, in the order of time.
func entriesOf(ctx context.Context, tx bun.IDB, article gaobang.ArticleID) ([]gaobang.Entry, error) {
	var rows []entryRow
	err := tx.NewSelect().Model(&rows).Where("e.article = ? OR e.article IN (SELECT id FROM articles WHERE copy_of <> 0 AND copy_of = ?)", article, article).Order("e.entered_at", "e.row_number", "e.capture").Scan(ctx)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return mapped(rows, entryRow.entry), nil
}

// isEntered is a column: the article a is as a person entered it.
const isEntered = "EXISTS (SELECT 1 FROM captures AS ec WHERE ec.id = a.capture AND ec.kind = 'entry') AS entered"

// ArticleStanding is the article that stands for a piece: with the same text in its
// outlet, or stored at its canonical address. NotFound where none does.
func (s *Store) ArticleStanding(ctx context.Context, canonical string, outlet gaobang.OutletID, contentHash string) (ArticleRecord, error) {
	return s.record(ctx, "网址 "+canonical+" 的稿件",
		standsFor+`coalesce((SELECT id FROM articles WHERE outlet = ?1 AND content_hash = ?2), (SELECT id FROM articles WHERE canonical_url = ?0),
			(SELECT article FROM fetch_states WHERE canonical = ?0 AND article <> 0)))`, legible(canonical), outlet, contentHash)
}
