package storage

import (
	"context"
	"time"

	"github.com/uptrace/bun"

	"github.com/gaobang/gaobang"
)

// Walk is how a back-fill of a source stands. A source has one for each last day;
// it is there until its days are covered.
type Walk struct {
	Source  gaobang.SourceID
	Since   gaobang.Date
	Until   gaobang.Date // zero: up to when it was begun
	Begun   time.Time
	Reached gaobang.Date // the day it has come back to; zero where its pages have no dates
	Done    bool         // walked to its end; what it found may still have to be fetched
	At      string       // the walker's own word of it
}

type walkRow struct {
	bun.BaseModel `bun:"table:walks,alias:w"`

	Source   gaobang.SourceID
	Until    int
	Since    int
	Begun    int64
	Reached  int
	Done     bool
	Position string
}

func (r walkRow) walk() Walk {
	return Walk{Source: r.Source, Since: dayOf(r.Since), Until: dayOf(r.Until), Begun: timeOf(r.Begun), Reached: dayOf(r.Reached), Done: r.Done, At: r.Position}
}

// Walks is the back-fills that are not done, of a source or of all for "", the
// last days first.
func (s *Store) Walks(ctx context.Context, source gaobang.SourceID) ([]Walk, error) {
	var rows []walkRow
	q := s.read.NewSelect().Model(&rows).OrderExpr("w.source, CASE w.until WHEN 0 THEN 1 ELSE 0 END DESC, w.until DESC")
	if source != "" {
		q = q.Where("w.source = ?", source)
	}
	err := q.Scan(ctx)
	return mapped(rows, walkRow.walk), s.explain("读取补采进度", err)
}

// SaveWalk puts down where a back-fill stands.
func (s *Store) SaveWalk(ctx context.Context, w Walk) error {
	return s.write(ctx, "记录补采进度", func(ctx context.Context, tx bun.Tx) error { return saveWalk(ctx, tx, w) })
}

func saveWalk(ctx context.Context, tx bun.Tx, w Walk) error {
	row := walkRow{Source: w.Source, Until: dayNumber(w.Until), Since: dayNumber(w.Since), Begun: micros(w.Begun), Reached: dayNumber(w.Reached), Done: w.Done, Position: w.At}
	if err := dropWalk(ctx, tx, w); err != nil {
		return err
	}
	_, err := tx.NewInsert().Model(&row).Exec(ctx)
	return err
}

func dropWalk(ctx context.Context, tx bun.Tx, w Walk) error {
	_, err := tx.NewDelete().Table("walks").Where("source = ?", w.Source).Where("until = ?", dayNumber(w.Until)).Exec(ctx)
	return err
}

// cover adds days on which a source was found complete.
func cover(ctx context.Context, tx bun.Tx, source gaobang.SourceID, days gaobang.Days) error {
	rows, err := coveredDays(ctx, tx, source)
	if err != nil {
		return err
	}
	if _, err := tx.NewDelete().Table("covered_days").Where("source = ?", source).Exec(ctx); err != nil {
		return err
	}
	var all []coveredRow
	for _, d := range gaobang.Cover(rows[source], days) {
		all = append(all, coveredRow{Source: source, First: dayNumber(d.First), Last: dayNumber(d.Last)})
	}
	if len(all) == 0 {
		return nil
	}
	_, err = tx.NewInsert().Model(&all).Exec(ctx)
	return err
}

type coveredRow struct {
	bun.BaseModel `bun:"table:covered_days,alias:cd"`

	Source gaobang.SourceID
	First  int
	Last   int
}

func coveredDays(ctx context.Context, db bun.IDB, of ...gaobang.SourceID) (map[gaobang.SourceID][]gaobang.Days, error) {
	var rows []coveredRow
	q := db.NewSelect().Model(&rows).Order("cd.source", "cd.first")
	if len(of) > 0 {
		q = q.Where("cd.source IN (?)", bun.List(of))
	}
	err := q.Scan(ctx)
	out := map[gaobang.SourceID][]gaobang.Days{}
	for _, r := range rows {
		out[r.Source] = append(out[r.Source], gaobang.Days{First: dayOf(r.First), Last: dayOf(r.Last)})
	}
	return out, err
}
