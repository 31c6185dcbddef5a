package storage

import (
	"context"
	"database/sql"
	"errors"

	"github.com/uptrace/bun"
)

type metaRow struct {
	bun.BaseModel `bun:"table:meta,alias:m"`

	Key   string `bun:",pk"`
	Value string
}

// Meta is a value the program keeps for itself; "" where it was never set.
func (s *Store) Meta(ctx context.Context, key string) (string, error) {
	row := metaRow{Key: key}
	err := s.read.NewSelect().Model(&row).WherePK().Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return row.Value, s.explain("读取标记 "+key, err)
}

// SetMeta keeps a value under a key.
func (s *Store) SetMeta(ctx context.Context, key, value string) error {
	row := metaRow{Key: key, Value: legible(value)}
	_, err := overwrite(s.db.NewInsert().Model(&row), "key", "value").Exec(ctx)
	return s.explain("保存标记 "+key, err)
}
