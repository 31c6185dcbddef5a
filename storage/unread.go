package storage

import (
	"context"
	"time"

	"github.com/uptrace/bun"

	"github.com/gaobang/gaobang"
)

// FailedLinks is the links of a source that could not be read so far, in the order in
// which they were found.
func (s *Store) FailedLinks(ctx context.Context, source gaobang.SourceID) ([]FetchState, error) {
	var rows []linkRow
	err := s.read.NewSelect().Model(&rows).Where("l.source = ? AND l.status = ?", source, LinkFailed).Order("l.seq").Scan(ctx)
	if err != nil {
		return nil, s.explain("读取没有抓到的链接", err)
	}
	return states(rows)
}

// UnreadDay is the links of a source's day that were not read yet and behind which
// a piece may lie.
type UnreadDay struct {
	Source  gaobang.SourceID
	Day     gaobang.Date // as the list says, or when they were found
	Links   int
	Waiting int    // of them that are still to be tried
	Error   string // of one that failed
}

// UnreadDays is what was found and not read, by source and day.
func (s *Store) UnreadDays(ctx context.Context) ([]UnreadDay, error) {
	const foundDay = "(l.found_at / 1000000 + 28800) / 86400"
	const published, found = "substr(l.published_at, 1, 10)", "CASE WHEN l.published_at = '' THEN " + foundDay + " ELSE 0 END"
	var rows []struct {
		Source         gaobang.SourceID
		Published      string
		Found          int64
		Links, Waiting int
		Error          string
	}
	err := s.read.NewSelect().Model((*linkRow)(nil)).Column("source").ColumnExpr(published+" AS published").ColumnExpr(found+" AS found").
		ColumnExpr("count(*) AS links").ColumnExpr("sum(CASE WHEN l.status = 'found' OR l.next_try > 0 THEN 1 ELSE 0 END) AS waiting").
		ColumnExpr("max(l.error) AS error").Where("l.status = 'found' OR l.status = 'failed' AND l.missed").
		GroupExpr("l.source, "+published+", "+found).OrderExpr("l.source, published, found").Scan(ctx, &rows)
	days := make([]UnreadDay, 0, len(rows))
	for _, r := range rows {
		day, faulty := gaobang.ParseDate(r.Published)
		if faulty != nil {
			day = dayOfNumber(r.Found)
		}
		days = append(days, UnreadDay{r.Source, day, r.Links, r.Waiting, r.Error})
	}
	return days, s.explain("读取没有采到的链接", err)
}

// RetryFailed gives the failed links that a source has found since a time all
// their attempts again: what they failed of is mended.
func (s *Store) RetryFailed(ctx context.Context, source gaobang.SourceID, since time.Time) (links int, err error) {
	return s.retry(ctx, source, func(q *bun.UpdateQuery) { q.Set("attempts = 0").Where("found_at >= ?", micros(since)) })
}

// RetryMissed tries again, because a person asks for it, the failed links of a source
// behind which a piece may lie, and those named; what had failed for good has
// attempts left again.
func (s *Store) RetryMissed(ctx context.Context, source gaobang.SourceID, named ...string) (links int, err error) {
	return s.retry(ctx, source, func(q *bun.UpdateQuery) {
		q.Set("attempts = CASE WHEN next_try = 0 THEN 1 ELSE attempts END")
		if len(named) == 0 {
			q.Where("missed")
		} else {
			q.Where("missed OR canonical IN (?)", bun.List(named))
		}
	})
}

func (s *Store) retry(ctx context.Context, source gaobang.SourceID, which func(*bun.UpdateQuery)) (links int, err error) {
	err = s.write(ctx, "重试失败的链接", func(ctx context.Context, tx bun.Tx) error {
		update := tx.NewUpdate().Table("fetch_states").Set("next_try = ?", micros(s.now())).
			Where("source = ?", source).Where("status = 'failed'")
		which(update)
		res, err := update.Exec(ctx)
		if err != nil {
			return err
		}
		n, err := res.RowsAffected()
		links = int(n)
		return err
	})
	return links, err
}

// Failure is one failed attempt at a link.
type Failure struct {
	Reason  string
	Missed  bool      // a piece may lie behind the link all the same
	Unasked bool      // its site was left alone: no attempt was made
	RetryAt time.Time // zero: never
}

// SaveFailure counts one more failed attempt at a pending link, if one was made, and
// keeps the reason, with what was captured nevertheless. It is final where it is not to be
// tried again or MaxAttempts are used up. A link that is final already stays as it
// is.
func (s *Store) SaveFailure(ctx context.Context, canonical string, f Failure, captures ...gaobang.Capture) error {
	var known bool
	attempts := 1
	if f.Unasked {
		attempts = 0
	}
	err := s.write(ctx, "记录采集失败", func(ctx context.Context, tx bun.Tx) error {
		if err := s.insertCaptures(ctx, tx, 0, captures); err != nil {
			return err
		}
		res, err := tx.NewUpdate().Table("fetch_states").
			Set("status = 'failed'").Set("attempts = attempts + ?", attempts).Set("error = ?", legible(f.Reason)).Set("missed = ?", f.Missed).
			Set("next_try = CASE WHEN attempts + ? < ? THEN ? ELSE 0 END", attempts, MaxAttempts, micros(f.RetryAt)).
			Where("canonical = ?", legible(canonical)).Where("status IN ('found', 'failed')").Exec(ctx)
		if err != nil {
			return err
		}
		n, err := res.RowsAffected()
		known = n > 0
		return err
	})
	if err != nil || known {
		return err
	}
	return s.mustKnow(ctx, canonical)
}
