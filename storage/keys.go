package storage

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/uptrace/bun"

	"github.com/gaobang/gaobang"
)

type keyRow struct {
	bun.BaseModel `bun:"table:family_keys,alias:k"`

	Key     int64
	Article gaobang.ArticleID
}

// addKeys puts an article under its keys. The table is the index of families, kept
// in the database so that every worker of a fleet sees what the others stored.
func addKeys(ctx context.Context, tx bun.Tx, article gaobang.ArticleID, keys []uint64) error {
	return insertAll(ctx, tx, keyRows(article, keys))
}

func keyRows(article gaobang.ArticleID, keys []uint64) []keyRow {
	return mapped(distinct(keys), func(k int64) keyRow { return keyRow{Key: k, Article: article} })
}

func distinct(keys []uint64) []int64 {
	return slices.Compact(slices.Sorted(slices.Values(mapped(keys, func(k uint64) int64 { return int64(k) })))) //nolint:gosec // bits
}

// usually is how many articles the keys of a text bring at most, but for forms that
// are filled in again and again.
const usually = 20 * gaobang.MaxPostings

// sift is the articles that share a key, as gaobang.Sift ranks them.
func sift(ctx context.Context, tx bun.Tx, keys []uint64) ([]gaobang.ArticleID, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	rows, err := keysWhere(ctx, tx.NewSelect().Where("k.key IN (?)", bun.List(distinct(keys))).Limit(usually+1))
	if err == nil && len(rows) > usually {
		rows, err = fewOfEach(ctx, tx, distinct(keys))
	}
	if err != nil {
		return nil, err
	}
	slices.SortFunc(rows, func(a, b keyRow) int { return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.Article, b.Article)) })
	found := make([]gaobang.Posting, 0, len(rows))
	for len(rows) > 0 {
		end := slices.IndexFunc(rows, func(r keyRow) bool { return r.Key != rows[0].Key })
		if end < 0 {
			end = len(rows)
		}
		for _, r := range rows[:min(end, gaobang.MaxPostings)] {
			found = append(found, gaobang.Posting{Article: r.Article, Holders: min(end, gaobang.MaxPostings)})
		}
		rows = rows[end:]
	}
	return gaobang.Sift(found), nil
}

// fewOfEach is MaxPostings articles of each key, however many there are.
func fewOfEach(ctx context.Context, tx bun.Tx, keys []int64) ([]keyRow, error) {
	var rows []keyRow
	for _, k := range keys {
		some, err := keysWhere(ctx, tx.NewSelect().Where("k.key = ?", k).Order("k.article").Limit(gaobang.MaxPostings))
		if err != nil {
			return nil, err
		}
		rows = append(rows, some...)
	}
	return rows, nil
}

// keysWhere reads the many rows of a form by hand: by reflection they take as long
// as all else of a join.
func keysWhere(ctx context.Context, q *bun.SelectQuery) (found []keyRow, err error) {
	rows, err := q.Model((*keyRow)(nil)).Rows(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var r keyRow
		if err := rows.Scan(&r.Key, &r.Article); err != nil {
			return nil, err
		}
		found = append(found, r)
	}
	return found, rows.Err()
}
