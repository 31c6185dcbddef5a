package storage

import (
	"context"

	"github.com/uptrace/bun"

	"github.com/gaobang/gaobang"
)

// SpendPage counts one more page that is asked of a source on a day, by whichever
// process; it refuses the one beyond the limit. A page once counted is counted,
// though the process should die before it comes.
func (s *Store) SpendPage(ctx context.Context, source gaobang.SourceID, day gaobang.Date, limit int) (allowed bool, err error) {
	err = s.write(ctx, "计数当天抓取的页数", func(ctx context.Context, tx bun.Tx) error {
		if _, err := tx.NewRaw("INSERT INTO daily_pages (source, day, pages) VALUES (?, ?, 0) ON CONFLICT (source, day) DO NOTHING", source, dayNumber(day)).Exec(ctx); err != nil {
			return err
		}
		if _, err := tx.NewRaw("DELETE FROM daily_pages WHERE source = ? AND day < ?", source, dayNumber(day)).Exec(ctx); err != nil {
			return err
		}
		allowed, err = changed(tx.NewRaw("UPDATE daily_pages SET pages = pages + 1 WHERE source = ? AND day = ? AND pages < ?", source, dayNumber(day), limit).Exec(ctx))
		return err
	})
	return allowed, err
}
