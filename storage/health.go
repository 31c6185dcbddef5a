package storage

import (
	"context"
	"time"

	"github.com/uptrace/bun"

	"github.com/gaobang/gaobang"
)

// ScanHistory is the latest finished scans of a source, the newest first, without
// back-fills: days gone by say nothing of how it stands.
func (s *Store) ScanHistory(ctx context.Context, source gaobang.SourceID, limit int) ([]gaobang.Scan, error) {
	return s.scans(ctx, source, limit, func(q *bun.SelectQuery) *bun.SelectQuery { return q })
}

// ScansBefore is the latest finished scans of a source that were begun before a time,
// the newest first, without back-fills.
func (s *Store) ScansBefore(ctx context.Context, source gaobang.SourceID, at time.Time, limit int) ([]gaobang.Scan, error) {
	return s.scans(ctx, source, limit, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("r.started_at < ?", micros(at))
	})
}

func (s *Store) scans(ctx context.Context, source gaobang.SourceID, limit int, which func(*bun.SelectQuery) *bun.SelectQuery) ([]gaobang.Scan, error) {
	var rows []runRow
	err := which(s.read.NewSelect().Model(&rows)).Where("r.source = ?", source).Where("r.finished_at <> 0").Where("NOT r.backfill").
		Order("r.id DESC").Limit(int64(limit)).Scan(ctx)
	return mapped(rows, func(r runRow) gaobang.Scan {
		return gaobang.Scan{StartedAt: timeOf(r.StartedAt), Complete: r.Complete, New: r.Fresh, Err: r.Error, Facts: r.Facts}
	}), s.explain("读取采集记录", err)
}

// LastNews is the day of the last scan of a source that found something new, without
// back-fills; the zero day where none did.
func (s *Store) LastNews(ctx context.Context, source gaobang.SourceID) (gaobang.Date, error) {
	var at int64
	err := s.read.NewSelect().Model((*runRow)(nil)).ColumnExpr("coalesce(max(r.started_at), 0)").
		Where("r.source = ?", source).Where("NOT r.backfill").Where("r.fresh > 0").Scan(ctx, &at)
	if err != nil || at == 0 {
		return gaobang.Date{}, s.explain("读取采集记录", err)
	}
	return gaobang.DateOf(timeOf(at)), nil
}

// ScanDays is a source's scans, without back-fills, by day in Asia/Shanghai, from the given day on,
// the oldest first.
func (s *Store) ScanDays(ctx context.Context, source gaobang.SourceID, from gaobang.Date) ([]gaobang.ScanDay, error) {
	const day = "(r.started_at / 1000000 + 28800) / 86400"
	var rows []struct {
		Day          int64
		Scans, Fresh int
	}
	err := s.read.NewSelect().Model((*runRow)(nil)).
		ColumnExpr(day+" AS day").ColumnExpr("sum(CASE WHEN r.complete THEN 1 ELSE 0 END) AS scans").ColumnExpr("sum(r.fresh) AS fresh").
		Where("r.source = ?", source).Where("NOT r.backfill").Where("r.started_at >= ?", micros(from.Start())).
		GroupExpr(day).OrderExpr("day").Scan(ctx, &rows)
	days := make([]gaobang.ScanDay, len(rows))
	for i, r := range rows {
		days[i] = gaobang.ScanDay{Day: dayOfNumber(r.Day), Scans: r.Scans, New: r.Fresh}
	}
	return days, s.explain("读取采集记录", err)
}

// dayOfNumber is a day in Asia/Shanghai by its number since 1970.
func dayOfNumber(n int64) gaobang.Date { return gaobang.DateOf(time.Unix(n*86400-28800, 0)) }

type alertRow struct {
	bun.BaseModel `bun:"table:alerts,alias:al"`

	ID        int64 `bun:",pk,autoincrement"`
	Source    gaobang.SourceID
	Condition gaobang.Condition
	Since     int64
	Saw       string
	Remedy    string
	OpenedAt  int64
	ClosedAt  int64
}

func (r alertRow) alert() gaobang.Alert {
	return gaobang.Alert{Source: r.Source, Health: gaobang.Health{Condition: r.Condition, Since: timeOf(r.Since), Saw: r.Saw, Remedy: r.Remedy},
		OpenedAt: timeOf(r.OpenedAt), ClosedAt: timeOf(r.ClosedAt)}
}

// SetHealth puts down how a source stands. An alert opens when a condition that
// a person should look after begins, and closes when it ends: once each; the condition
// begins when its alert says so. It reports whether one opened or closed.
func (s *Store) SetHealth(ctx context.Context, source gaobang.SourceID, h gaobang.Health) (changed bool, err error) {
	err = s.write(ctx, "记录采集源状况", func(ctx context.Context, tx bun.Tx) error {
		state := stateRow{Source: source, Condition: h.Condition, Since: micros(h.Since), Saw: legible(h.Saw), Remedy: h.Remedy, Proposal: h.Proposal}
		var open []alertRow
		if err := tx.NewSelect().Model(&open).Where("source = ?", source).Where("closed_at = 0").Scan(ctx); err != nil {
			return err
		}
		lasts := len(open) > 0 && open[0].Condition == h.Condition
		if lasts {
			state.Since = open[0].Since
		}
		if _, err := overwrite(tx.NewInsert().Model(&state), "source", "condition", "since", "saw", "remedy", "proposal").Exec(ctx); err != nil {
			return err
		}
		if lasts || len(open) == 0 && !h.Condition.Alarming() {
			return nil
		}
		changed = true
		return s.turnAlert(ctx, tx, open, state)
	})
	return changed, err
}

func (s *Store) turnAlert(ctx context.Context, tx bun.Tx, open []alertRow, state stateRow) error {
	now := micros(s.now())
	for _, alert := range open {
		alert.ClosedAt = now
		if _, err := tx.NewUpdate().Model(&alert).Column("closed_at").WherePK().Exec(ctx); err != nil {
			return err
		}
	}
	if !state.Condition.Alarming() {
		return nil
	}
	_, err := tx.NewInsert().Model(&alertRow{Source: state.Source, Condition: state.Condition, Since: state.Since, Saw: state.Saw,
		Remedy: state.Remedy, OpenedAt: now}).Exec(ctx)
	return err
}

// IllSince is since when a source has not been well: the beginning of the first of the
// alerts that followed one upon another up to the open one; the zero time where none is
// open.
func (s *Store) IllSince(ctx context.Context, source gaobang.SourceID) (time.Time, error) {
	const inARow = 100
	var rows []alertRow
	if err := s.read.NewSelect().Model(&rows).Where("al.source = ?", source).Order("al.id DESC").Limit(inARow).Scan(ctx); err != nil {
		return time.Time{}, s.explain("读取告警", err)
	}
	var since, next int64 // next is when the alert behind this one opened
	for _, a := range rows {
		if a.ClosedAt != next {
			break
		}
		since, next = a.Since, a.OpenedAt
	}
	return timeOf(since), nil
}

// Alerts is every alert that was open at some time since the given one, the
// latest opened first.
func (s *Store) Alerts(ctx context.Context, since time.Time) ([]gaobang.Alert, error) {
	var rows []alertRow
	err := s.read.NewSelect().Model(&rows).Where("al.closed_at = 0 OR al.closed_at >= ?", micros(since)).Order("al.id DESC").Scan(ctx)
	return mapped(rows, alertRow.alert), s.explain("读取告警", err)
}
