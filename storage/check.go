package storage

import (
	"context"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"github.com/gaobang/gaobang"
)

// Check is how a stored article stands with its later visits.
type Check struct {
	Article      gaobang.ArticleID
	URL          string    // canonical
	Counts       bool      // it is attributed, or somebody ruled on it
	Waits        bool      // it is a message that waits for a reply, as far as is known
	DueAt        time.Time // zero: never again
	CheckedAt    time.Time // when the site last answered for it
	Failures     int       // in a row
	Error        string
	MissingSince time.Time // the first answer in a row that it is not there
	GoneSince    time.Time // the same, where it was confirmed; zero where it is there
	ChangedAt    time.Time // when a change was last seen; zero where none was
}

type checkRow struct {
	bun.BaseModel `bun:"table:article_checks,alias:k"`

	Article      gaobang.ArticleID `bun:",pk"`
	DueAt        int64
	CheckedAt    int64
	Failures     int
	Error        string
	MissingSince int64
	GoneSince    int64
	ChangedAt    int64
}

func checkRowOf(c Check) checkRow {
	return checkRow{
		Article: c.Article, DueAt: micros(c.DueAt), CheckedAt: micros(c.CheckedAt), Failures: c.Failures, Error: legible(c.Error),
		MissingSince: micros(c.MissingSince), GoneSince: micros(c.GoneSince), ChangedAt: micros(c.ChangedAt),
	}
}

func (r checkRow) check() Check {
	return Check{
		Article: r.Article, DueAt: timeOf(r.DueAt), CheckedAt: timeOf(r.CheckedAt), Failures: r.Failures, Error: r.Error,
		MissingSince: timeOf(r.MissingSince), GoneSince: timeOf(r.GoneSince), ChangedAt: timeOf(r.ChangedAt),
	}
}

type versionRow struct {
	bun.BaseModel `bun:"table:article_versions,alias:v"`

	Article       gaobang.ArticleID `bun:",pk"`
	N             int               `bun:",pk"`
	SeenAt        int64
	Changes       []gaobang.Change `bun:"changes,type:jsonb"`
	Capture       gaobang.CaptureID
	Saw           string
	Title         string
	Body          string
	Byline        gaobang.Byline `bun:"byline,type:jsonb"`
	ContentSource string
	PublishedAt   string
}

func versionRowOf(article gaobang.ArticleID, n int, v gaobang.Version) versionRow {
	return versionRow{
		Article: article, N: n, SeenAt: micros(v.SeenAt), Changes: v.Changes, Capture: v.Capture, Saw: legible(v.Saw), Title: legible(v.Title),
		Body: legible(v.Body), Byline: legibleByline(v.Byline), ContentSource: legible(v.ContentSource), PublishedAt: v.PublishedAt.String(),
	}
}

func (r versionRow) version() (gaobang.Version, error) {
	at, err := gaobang.ParseMoment(r.PublishedAt)
	return gaobang.Version{
		SeenAt: timeOf(r.SeenAt), Changes: r.Changes, Capture: r.Capture, Saw: r.Saw, Title: r.Title, Body: r.Body, Byline: r.Byline,
		ContentSource: r.ContentSource, PublishedAt: at,
	}, err
}

// versionsOf is what later visits found different, in the order of time.
func versionsOf(ctx context.Context, tx bun.IDB, id gaobang.ArticleID) ([]gaobang.Version, error) {
	var rows []versionRow
	if err := tx.NewSelect().Model(&rows).Where("v.article = ?", id).Order("v.n").Scan(ctx); err != nil {
		return nil, err
	}
	var versions []gaobang.Version
	for _, r := range rows {
		v, err := r.version()
		if err != nil {
			return nil, err
		}
		versions = append(versions, v)
	}
	return versions, nil
}

// checkOf is the zero Check for an article without one.
func checkOf(ctx context.Context, tx bun.IDB, id gaobang.ArticleID) (Check, error) {
	var rows []checkRow
	err := tx.NewSelect().Model(&rows).Where("k.article = ?", id).Scan(ctx)
	if err != nil || len(rows) == 0 {
		return Check{}, err
	}
	return rows[0].check(), nil
}

// toBePlanned is the DueAt of a piece whose visits nobody has planned yet.
const toBePlanned = 1

// insertCheck has the visits of a new article planned, where it has a page.
func insertCheck(ctx context.Context, tx bun.Tx, row articleRow) error {
	check := checkRow{Article: row.ID, DueAt: toBePlanned}
	if strings.HasPrefix(row.CanonicalURL, gaobang.EntryScheme) {
		check.DueAt = 0
	}
	_, err := tx.NewInsert().Model(&check).On("CONFLICT (article) DO NOTHING").Exec(ctx)
	return err
}

// hasPage is that an article stands and has an address to be visited.
const hasPage = "EXISTS (SELECT 1 FROM articles AS e WHERE e.id = k.article AND e.copy_of = 0 AND e.canonical_url NOT LIKE '" + gaobang.EntryScheme + "%')"

// waits is that an article's message waits for a reply.
const waits = "EXISTS (SELECT 1 FROM article_alerts AS w WHERE w.article = k.article AND w.kind = 'message' AND w.closed_at = 0)"

// planChecks has the visits of articles planned again that had none to come, for by
// now they may count, and of those that wait for a reply.
func planChecks(ctx context.Context, tx bun.Tx, ids ...gaobang.ArticleID) error {
	_, err := tx.NewUpdate().Model((*checkRow)(nil)).Set("due_at = ?", toBePlanned).Where("k.article IN (?)", bun.List(ids)).
		Where("k.due_at = 0 OR k.failures = 0 AND k.missing_since = 0 AND " + waits).Where(hasPage).Exec(ctx)
	return err
}

// ReplanChecks has all visits planned again, for other days were agreed; but for
// those that wait for an answer.
func (s *Store) ReplanChecks(ctx context.Context) error {
	return s.write(ctx, "重排复查", func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewUpdate().Model((*checkRow)(nil)).Set("due_at = ?", toBePlanned).Where("failures = 0").Where("missing_since = 0").Where(hasPage).Exec(ctx)
		return err
	})
}

// DueChecks is the articles of a source that are to be visited by now, or whose
// visits are to be planned, those due longest first.
func (s *Store) DueChecks(ctx context.Context, source gaobang.SourceID, now time.Time, limit int) ([]Check, error) {
	return s.dueChecks(ctx, s.read.NewSelect().Where("a.source = ?", source).Limit(int64(limit)), now)
}

// DueEntries is those of a host that people entered by hand, which have no source.
func (s *Store) DueEntries(ctx context.Context, host string, now time.Time, limit int) ([]Check, error) {
	there := func(q *bun.SelectQuery) *bun.SelectQuery {
		for _, scheme := range []string{"http://", "https://"} {
			for _, end := range []string{"/", ":"} {
				q = q.WhereOr("substr(a.canonical_url, 1, ?) = ?", len([]rune(scheme+host+end)), scheme+host+end)
			}
		}
		return q
	}
	return s.dueChecks(ctx, s.read.NewSelect().Where("a.source = ''").WhereGroup(" AND ", there).Limit(int64(limit)), now)
}

// EntriesToCheck is the addresses of the pieces that people entered by hand and that
// are due by now.
func (s *Store) EntriesToCheck(ctx context.Context, now time.Time) ([]string, error) {
	var addresses []string
	err := s.read.NewRaw("SELECT a.canonical_url FROM article_checks AS k JOIN articles AS a ON a.id = k.article WHERE a.source = '' AND k.due_at > 0 AND k.due_at <= ? ORDER BY a.canonical_url", micros(now)).Scan(ctx, &addresses)
	return addresses, s.explain("读取待复查的稿件", err)
}

func (s *Store) dueChecks(ctx context.Context, q *bun.SelectQuery, now time.Time) ([]Check, error) {
	var rows []struct {
		checkRow `bun:",extend"`

		CanonicalURL string
		Counts       bool
		Waits        bool
	}
	err := q.TableExpr("article_checks AS k").Join("JOIN articles AS a ON a.id = k.article").ColumnExpr("k.*, a.canonical_url").
		ColumnExpr("EXISTS (SELECT 1 FROM attributions AS t WHERE t.article = k.article) OR EXISTS (SELECT 1 FROM standing_decisions AS d WHERE d.article = k.article) AS counts").ColumnExpr(waits+" AS waits").
		Where("k.due_at > 0 AND k.due_at <= ?", micros(now)).OrderExpr("k.due_at, k.article").Scan(ctx, &rows)
	checks := make([]Check, 0, len(rows))
	for _, r := range rows {
		c := r.check()
		c.URL, c.Counts, c.Waits = r.CanonicalURL, r.Counts, r.Waits
		checks = append(checks, c)
	}
	return checks, s.explain("读取待复查的稿件", err)
}

// SourcesToCheck is the sources that have articles due by now; "" stands for those
// that have none.
func (s *Store) SourcesToCheck(ctx context.Context, now time.Time) (map[gaobang.SourceID]bool, error) {
	var ids []gaobang.SourceID
	err := s.read.NewRaw("SELECT DISTINCT a.source FROM article_checks AS k JOIN articles AS a ON a.id = k.article WHERE k.due_at > 0 AND k.due_at <= ?", micros(now)).Scan(ctx, &ids)
	due := make(map[gaobang.SourceID]bool, len(ids))
	for _, id := range ids {
		due[id] = true
	}
	return due, s.explain("读取待复查的稿件", err)
}

// ReviseVersions puts what later visits to an article found different in the place
// of what was known of it, in one transaction.
func (s *Store) ReviseVersions(ctx context.Context, id gaobang.ArticleID, versions []gaobang.Version) error {
	return s.write(ctx, "更新复查版本 "+id.String()+" ", func(ctx context.Context, tx bun.Tx) error {
		if _, err := tx.NewDelete().Model((*versionRow)(nil)).Where("article = ?", id).Exec(ctx); err != nil {
			return err
		}
		rows, changedAt := make([]versionRow, len(versions)), int64(0)
		for i, v := range versions {
			rows[i] = versionRowOf(id, i+1, v)
			if v.TextChanged() {
				changedAt = micros(v.SeenAt)
			}
		}
		if err := insertAll(ctx, tx, rows); err != nil {
			return err
		}
		_, err := tx.NewUpdate().Model((*checkRow)(nil)).Set("changed_at = ?", changedAt).Where("article = ?", id).Exec(ctx)
		return err
	})
}

// Visit is how a later visit to a stored article went.
type Visit struct {
	Check

	Captures []gaobang.Capture
	Version  *gaobang.Version // where something was different
	Reply    *gaobang.Message // of a message that waited: with the reply that was found
}

// SaveVisit puts down a visit in one transaction.
func (s *Store) SaveVisit(ctx context.Context, v Visit) error {
	return s.write(ctx, "保存复查 "+v.Article.String()+" ", func(ctx context.Context, tx bun.Tx) error {
		if err := s.insertCaptures(ctx, tx, v.Article, v.Captures); err != nil {
			return err
		}
		row := checkRowOf(v.Check)
		if _, err := tx.NewUpdate().Model(&row).WherePK().Exec(ctx); err != nil {
			return err
		}
		if v.Reply != nil {
			if err := s.saveReply(ctx, tx, v.Article, v.Reply); err != nil {
				return err
			}
		}
		if v.Version == nil {
			return nil
		}
		n, err := tx.NewSelect().Model((*versionRow)(nil)).Where("v.article = ?", v.Article).Count(ctx)
		if err != nil {
			return err
		}
		_, err = tx.NewInsert().Model(new(versionRowOf(v.Article, int(n)+1, *v.Version))).Exec(ctx)
		return err
	})
}
