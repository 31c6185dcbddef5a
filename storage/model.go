package storage

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/uptrace/bun"

	"github.com/gaobang/gaobang"
)

// ModelScope is what a learned model judges.
type ModelScope string

// The scopes.
const (
	BureauModel ModelScope = "bureau" // pieces, toward a bureau; learned from decisions
	LineModel   ModelScope = "line"   // lines by themselves; learned from a file
)

// SentimentModel is what was learned of attitudes, as people ask about it.
type SentimentModel struct {
	Version int
	Scope   ModelScope
	From    string // the decisions, or the file with its hash
	By      string
	At      time.Time
	SHA256  string // of the model's bytes
	Report  string // JSON, the caller's
	InForce bool
}

type modelRow struct {
	bun.BaseModel `bun:"table:sentiment_models,alias:sm"`

	Version     int `bun:",pk,autoincrement"`
	Scope       ModelScope
	LearnedFrom string
	LearnedBy   string
	LearnedAt   int64
	Sha256      string
	Report      string
	Model       []byte
	InForce     bool
}

func (r modelRow) model() SentimentModel {
	return SentimentModel{Version: r.Version, Scope: r.Scope, From: r.LearnedFrom, By: r.LearnedBy, At: timeOf(r.LearnedAt),
		SHA256: r.Sha256, Report: r.Report, InForce: r.InForce}
}

// AddSentimentModel keeps a model as a new version; where it is in force, the one
// before is no more. The same bytes as the latest of the scope are no new version.
func (s *Store) AddSentimentModel(ctx context.Context, m SentimentModel, data []byte) (SentimentModel, error) {
	row := modelRow{Scope: m.Scope, LearnedFrom: legible(m.From), LearnedBy: legible(m.By), LearnedAt: micros(s.now()),
		Sha256: m.SHA256, Report: legible(m.Report), Model: data, InForce: m.InForce}
	err := s.write(ctx, "保存倾向模型", func(ctx context.Context, tx bun.Tx) error {
		var last modelRow
		err := tx.NewSelect().Model(&last).ExcludeColumn("model").Where("scope = ?", m.Scope).Order("version DESC").Limit(1).Scan(ctx)
		if err == nil && last.Sha256 == row.Sha256 && last.InForce == row.InForce {
			row = last
			return nil
		}
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if m.InForce {
			if err := retireModel(ctx, tx, m.Scope); err != nil {
				return err
			}
		}
		_, err = tx.NewInsert().Model(&row).Exec(ctx)
		return err
	})
	return row.model(), err
}

func retireModel(ctx context.Context, tx bun.Tx, scope ModelScope) error {
	_, err := tx.NewUpdate().Model((*modelRow)(nil)).Set("in_force = ?", false).Where("scope = ?", scope).Where("in_force").Exec(ctx)
	return err
}

// UseSentimentModel puts a version in force, or no version of its scope.
func (s *Store) UseSentimentModel(ctx context.Context, version int, inForce bool) error {
	return s.write(ctx, "启用倾向模型", func(ctx context.Context, tx bun.Tx) error {
		row := modelRow{Version: version}
		err := tx.NewSelect().Model(&row).ExcludeColumn("model").WherePK().Scan(ctx)
		if errors.Is(err, sql.ErrNoRows) {
			return gaobang.Errorf(gaobang.NotFound, "没有第 %d 版倾向模型；gaobang learn sentiment list 列出全部", version)
		}
		if err != nil || row.InForce == inForce {
			return err
		}
		if err := retireModel(ctx, tx, row.Scope); err != nil || !inForce {
			return err
		}
		_, err = tx.NewUpdate().Model((*modelRow)(nil)).Set("in_force = ?", true).Where("version = ?", version).Exec(ctx)
		return err
	})
}

// SentimentModels are all versions, the newest first.
func (s *Store) SentimentModels(ctx context.Context) ([]SentimentModel, error) {
	var rows []modelRow
	err := s.read.NewSelect().Model(&rows).ExcludeColumn("model").Order("version DESC").Scan(ctx)
	return mapped(rows, modelRow.model), s.explain("读取倾向模型", err)
}

// ModelInForce is the version of a scope that is in force; 0 is none.
func (s *Store) ModelInForce(ctx context.Context, scope ModelScope) (int, error) {
	var row modelRow
	err := s.read.NewSelect().Model(&row).Column("version").Where("scope = ?", scope).Where("in_force").Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return row.Version, s.explain("读取倾向模型", err)
}

// ModelBytes are the bytes of a version.
func (s *Store) ModelBytes(ctx context.Context, version int) ([]byte, error) {
	row := modelRow{Version: version}
	err := s.read.NewSelect().Model(&row).Column("model").WherePK().Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, gaobang.Errorf(gaobang.NotFound, "没有第 %d 版倾向模型；gaobang learn sentiment list 列出全部", version)
	}
	return row.Model, s.explain("读取倾向模型", err)
}
