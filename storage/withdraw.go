package storage

import (
	"context"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"github.com/gaobang/gaobang"
)

type withdrawalRow struct {
	bun.BaseModel `bun:"table:withdrawals,alias:w"`

	Decision    int64 `bun:",pk"`
	WithdrawnBy string
	Why         string
	WithdrawnAt int64
}

// Withdraw takes a ruling back, in one transaction with what follows from it: alerts
// that it closed open again, and of a ruling on a story the families are made anew.
// One that was taken back before answers Conflict.
func (s *Store) Withdraw(ctx context.Context, w gaobang.Withdrawal, origin Origin) (gaobang.Withdrawal, error) {
	if w.WithdrawnAt.IsZero() {
		w.WithdrawnAt = s.now()
	}
	row := withdrawalRow{Decision: w.ID, WithdrawnBy: legible(w.WithdrawnBy), Why: legible(w.Reason), WithdrawnAt: micros(w.WithdrawnAt)}
	err := s.write(ctx, "撤回认定", func(ctx context.Context, tx bun.Tx) error {
		// One family is joined at a time, and the ledgers see that something changed.
		if _, err := tick(ctx, tx, "families", 1); err != nil {
			return err
		}
		var stood []decisionRow
		if err := tx.NewSelect().Model(&stood).Where("d.id = ?", w.ID).Scan(ctx); err != nil {
			return err
		}
		if len(stood) == 0 {
			return gaobang.Errorf(gaobang.Conflict, "这个认定已经撤回")
		}
		if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
			return err
		}
		w.Decision = stood[0].decision()
		if w.Kind.OnStory() {
			return regroupAround(ctx, tx, []gaobang.ArticleID{w.Article, w.Other}, origin)
		}
		if err := s.unsettle(ctx, tx, &w.Decision, w.WithdrawnAt); err != nil {
			return err
		}
		return planChecks(ctx, tx, w.Article)
	})
	return w, err
}

// unsettle turns the alerts of an article to what stands without a ruling.
func (s *Store) unsettle(ctx context.Context, tx bun.Tx, d *gaobang.Decision, at time.Time) error {
	var decided []decisionRow
	if err := tx.NewSelect().Model(&decided).Where("article = ?", d.Article).Order("id").Scan(ctx); err != nil {
		return err
	}
	for _, r := range slices.Backward(decided) {
		if last := r.decision(); last.Bureau == d.Bureau && last.Kind == d.Kind {
			last.At = at
			if last.NotOurs() {
				return s.closeAlerts(ctx, tx, &last)
			}
			break
		}
	}
	var closed []articleAlertRow
	if err := tx.NewSelect().Model(&closed).Where("article = ?", d.Article).Where("bureau = ?", d.Bureau).Where("decision = ?", d.ID).Order("id").Scan(ctx); err != nil {
		return err
	}
	var again []articleAlertRow
	for _, r := range closed {
		open, err := tx.NewSelect().Model((*articleAlertRow)(nil)).Where("article = ?", r.Article).Where("bureau = ?", r.Bureau).
			Where("kind = ?", r.Kind).Where("closed_at = 0").Exists(ctx)
		if err != nil {
			return err
		}
		if !open && !settled(decided, r.Kind, r.Bureau) {
			again = append(again, articleAlertRow{Article: r.Article, Bureau: r.Bureau, Kind: r.Kind, Quote: r.Quote, OpenedAt: micros(at)})
		}
	}
	return insertAll(ctx, tx, again)
}

// withdrawnOf is the rulings on an article that were taken back, in the order in
// which they were.
func withdrawnOf(ctx context.Context, tx bun.IDB, id gaobang.ArticleID) ([]gaobang.Withdrawal, error) {
	var rows []struct {
		decisionRow `bun:",extend"`

		WithdrawnBy  string
		WithdrawnWhy string
		WithdrawnAt  int64
	}
	err := tx.NewSelect().TableExpr("decisions AS d").Join("JOIN withdrawals AS w ON w.decision = d.id").
		ColumnExpr("d.id, d.article, d.bureau, d.kind, d.parts, d.sentiment, d.other, d.decided_by, d.why, d.decided_at, w.withdrawn_by, w.why AS withdrawn_why, w.withdrawn_at").
		Where("d.article = ? OR d.other <> 0 AND d.other = ?", id, id).Where(betweenTwo).Order("w.withdrawn_at", "d.id").Scan(ctx, &rows)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	all := make([]gaobang.Withdrawal, len(rows))
	for i, r := range rows {
		all[i] = gaobang.Withdrawal{Decision: r.decision(), WithdrawnBy: r.WithdrawnBy, Reason: r.WithdrawnWhy, WithdrawnAt: timeOf(r.WithdrawnAt)}
	}
	return all, nil
}
