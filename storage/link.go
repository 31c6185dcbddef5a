package storage

import (
	"context"
	"time"

	"github.com/uptrace/bun"

	"github.com/gaobang/gaobang"
)

// MaxAttempts is how often a link is fetched before its failure is final: with the
// waits between, about three days, which a week-end of a site outlasts.
const MaxAttempts = 8

// maxURL is the longest address taken, in bytes: PostgreSQL's index refuses
// keys over 2,704, and no article stands at an address so long.
const maxURL = 2000

// FetchStatus is what became of a link.
type FetchStatus string

// The statuses. Found and failed ones are pending until their attempts are used
// up; the others are final.
const (
	LinkFound      FetchStatus = "found"
	LinkFailed     FetchStatus = "failed"
	LinkStored     FetchStatus = "stored"
	LinkIrrelevant FetchStatus = "irrelevant" // about nobody we follow
	LinkDuplicate  FetchStatus = "duplicate"  // the outlet has the same text at another address
)

// FoundLink is a link with its canonical address.
type FoundLink struct {
	Canonical string
	gaobang.Link
}

// FetchState is a link found at a source and what became of it.
type FetchState struct {
	FoundLink
	Source      gaobang.SourceID
	FoundAt     time.Time
	Status      FetchStatus
	Attempts    int       // that failed
	NextTry     time.Time // of a failed one; zero where the failure is final
	Error       string
	ContentHash string // of what was read, where it was not stored
	Fingerprint uint64
	Capture     gaobang.CaptureID // of a page about nobody; the capture ages out, its name stays
	Article     gaobang.ArticleID // as it was stored, whether it stands or is a copy
}

type linkRow struct {
	bun.BaseModel `bun:"table:fetch_states,alias:l"`

	Canonical   string `bun:",pk"`
	Seq         int64
	Source      gaobang.SourceID
	URL         string
	Title       string
	PublishedAt string
	Placement   gaobang.Placement `bun:"placement,type:jsonb"`
	FoundAt     int64
	Status      FetchStatus
	Attempts    int
	NextTry     int64
	Error       string
	Missed      bool
	ContentHash string
	Fingerprint int64
	Capture     gaobang.CaptureID
	Article     gaobang.ArticleID

	ShownBy        gaobang.SourceID
	ShownPlacement gaobang.Placement `bun:"shown_placement,type:jsonb"`
}

func linkRowOf(source gaobang.SourceID, l FoundLink, at time.Time) linkRow {
	return linkRow{Canonical: l.Canonical, Source: source, URL: legible(l.URL), Title: legible(l.Title), PublishedAt: l.PublishedAt.String(),
		Placement: legiblePlacement(l.Placement), FoundAt: micros(at), Status: LinkFound}
}

func legiblePlacement(p gaobang.Placement) gaobang.Placement {
	p.Page, p.PageName, p.Column = legible(p.Page), legible(p.PageName), legible(p.Column)
	return p
}

func (r linkRow) state() (FetchState, error) {
	at, err := gaobang.ParseMoment(r.PublishedAt)
	link := gaobang.Link{URL: r.URL, Title: r.Title, PublishedAt: at, Placement: r.Placement}
	return FetchState{
		FoundLink: FoundLink{r.Canonical, link}, Source: r.Source, FoundAt: timeOf(r.FoundAt), Status: r.Status,
		Attempts: r.Attempts, NextTry: timeOf(r.NextTry), Error: r.Error, ContentHash: r.ContentHash,
		Fingerprint: uint64(r.Fingerprint), Capture: r.Capture, Article: r.Article, //nolint:gosec // bits, not a number
	}, err
}

func states(rows []linkRow) ([]FetchState, error) {
	out := make([]FetchState, 0, len(rows))
	for _, r := range rows {
		state, err := r.state()
		if err != nil {
			return nil, err
		}
		out = append(out, state)
	}
	return out, nil
}

// AddLinks remembers the links that no source has found before, in their order,
// and says how many those were. Addresses over 2,000 bytes are left out.
func (s *Store) AddLinks(ctx context.Context, source gaobang.SourceID, links []FoundLink) (fresh int, err error) {
	rows := make([]linkRow, 0, len(links))
	for _, l := range links {
		if l.Canonical = legible(l.Canonical); len(l.Canonical) <= maxURL {
			rows = append(rows, linkRowOf(source, l, s.now()))
		}
	}
	if len(rows) == 0 {
		return 0, nil
	}
	err = s.write(ctx, "记录新链接", func(ctx context.Context, tx bun.Tx) error {
		last, err := tick(ctx, tx, "links", len(rows))
		if err != nil {
			return err
		}
		for i := range rows {
			rows[i].Seq = last - int64(len(rows)-1-i)
		}
		res, err := tx.NewInsert().Model(&rows).On("CONFLICT (canonical) DO NOTHING").Returning("NULL").Exec(ctx)
		if err != nil {
			return err
		}
		n, err := res.RowsAffected()
		if fresh = int(n); err != nil || fresh == len(rows) {
			return err
		}
		return showAgain(ctx, tx, source, rows)
	})
	return fresh, err
}

// FoundAt is when a source showed the first of some links; zero where it never did,
// or where others had shown all of them before.
func (s *Store) FoundAt(ctx context.Context, source gaobang.SourceID, canonical []string) (time.Time, error) {
	if len(canonical) == 0 {
		return time.Time{}, nil
	}
	var at int64
	err := s.read.NewSelect().Model((*linkRow)(nil)).ColumnExpr("coalesce(min(l.found_at), 0)").
		Where("l.canonical IN (?)", bun.List(canonical)).Where("l.source = ?", source).Scan(ctx, &at)
	return timeOf(at), s.explain("读取链接", err)
}

// PendingLinks is what a source still has to fetch now: links found, and failed
// ones whose time has come, in the order in which they were found.
func (s *Store) PendingLinks(ctx context.Context, source gaobang.SourceID, limit int) ([]FetchState, error) {
	var rows []linkRow
	err := s.read.NewSelect().Model(&rows).Where("l.source = ?", source).Where("l.status IN ('found', 'failed')").
		Where("l.status = 'found' OR l.next_try BETWEEN 1 AND ?", micros(s.now())).Order("l.seq").Limit(int64(limit)).Scan(ctx)
	if err != nil {
		return nil, s.explain("读取待采链接", err)
	}
	return states(rows)
}

// FetchStates is every link of a source, or of all for "", in the order in which
// they were found.
func (s *Store) FetchStates(ctx context.Context, source gaobang.SourceID) ([]FetchState, error) {
	var rows []linkRow
	q := s.read.NewSelect().Model(&rows).Order("l.seq")
	if source != "" {
		q = q.Where("l.source = ?", source)
	}
	if err := q.Scan(ctx); err != nil {
		return nil, s.explain("读取链接", err)
	}
	return states(rows)
}

// LastRead is the links of a source that were read as articles, those found last
// first.
func (s *Store) LastRead(ctx context.Context, source gaobang.SourceID, limit int) ([]FetchState, error) {
	var rows []linkRow
	err := s.read.NewSelect().Model(&rows).Where("l.source = ?", source).Where("l.status IN ('stored', 'irrelevant')").
		Order("l.seq DESC").Limit(int64(limit)).Scan(ctx)
	if err != nil {
		return nil, s.explain("读取链接", err)
	}
	return states(rows)
}

func (s *Store) mustKnow(ctx context.Context, canonical string) error {
	known, err := s.read.NewSelect().Model((*linkRow)(nil)).Where("canonical = ?", legible(canonical)).Exists(ctx)
	if err == nil && !known {
		return gaobang.Errorf(gaobang.NotFound, "没有记录过链接 %s", canonical)
	}
	return s.explain("读取链接", err)
}

// SaveIrrelevant records that a page is about nobody we follow: its content hash
// and fingerprint stay, its captures until they are old, its text does not. A link
// that nobody found before is added, so that it is not fetched again. The captures
// are those of its further pages.
func (s *Store) SaveIrrelevant(ctx context.Context, canonical string, a *gaobang.Article, fingerprint uint64, captures ...gaobang.Capture) error {
	link := FoundLink{legible(canonical), gaobang.Link{URL: a.URL, Title: a.Title, PublishedAt: a.PublishedAt, Placement: a.Placement}}
	if len(link.Canonical) > maxURL {
		return gaobang.Errorf(gaobang.Invalid, "网址太长（%d 字节）：%.80s…", len(canonical), canonical)
	}
	row := linkRowOf(a.Source, link, s.now())
	row.Status, row.ContentHash = LinkIrrelevant, a.ContentHash
	row.Fingerprint, row.Capture = int64(fingerprint), a.Capture.ID //nolint:gosec // bits, not a number
	return s.write(ctx, "记录无关页面", func(ctx context.Context, tx bun.Tx) error {
		if err := s.insertCaptures(ctx, tx, 0, append([]gaobang.Capture{a.Capture}, captures...)); err != nil {
			return err
		}
		known, err := s.passLink(ctx, tx, &row)
		if err != nil || known {
			return err
		}
		if row.Seq, err = tick(ctx, tx, "links", 1); err != nil {
			return err
		}
		_, err = tx.NewInsert().Model(&row).On("CONFLICT (canonical) DO NOTHING").Exec(ctx)
		return err
	})
}

// passLink marks a pending link as about nobody: this is what becomes of most
// links.
func (s *Store) passLink(ctx context.Context, tx bun.Tx, row *linkRow) (known bool, err error) {
	return changed(s.exec(ctx, tx, passPending, row.Status, row.Error, row.NextTry, row.ContentHash, row.Fingerprint, row.Capture, row.Canonical))
}

// PassedLink is a page that was not stored and whose capture is still kept.
type PassedLink struct {
	FetchState

	Capture gaobang.Capture
}

// PassedLinks is the pages about nobody that were fetched since a day, the zero
// day for all, in the order in which they were found, as far as their captures
// are still kept.
func (s *Store) PassedLinks(ctx context.Context, since gaobang.Date) ([]PassedLink, error) {
	var rows []linkRow
	err := s.read.NewSelect().Model(&rows).Join("JOIN captures AS c ON c.id = l.capture").Where("l.status = 'irrelevant'").
		Where("c.captured_at >= ?", micros(since.Start())).Order("l.seq").Scan(ctx)
	if err != nil {
		return nil, s.explain("读取无关的页面", err)
	}
	passed, err := passedLinks(ctx, s.read, rows)
	return passed, s.explain("读取无关的页面", err)
}

func passedLinks(ctx context.Context, db bun.IDB, rows []linkRow) ([]PassedLink, error) {
	passed := make([]PassedLink, 0, len(rows))
	err := eachBatch(rows, func(batch []linkRow) error {
		found, err := capturesByID(ctx, db, mapped(batch, func(r linkRow) gaobang.CaptureID { return r.Capture }))
		if err != nil {
			return err
		}
		for _, r := range batch {
			state, err := r.state()
			if err != nil {
				return err
			}
			if c, kept := found[r.Capture]; kept {
				passed = append(passed, PassedLink{state, c})
			}
		}
		return nil
	})
	return passed, err
}

// finishLink marks a link as stored or duplicate. One that nobody recorded (an
// imported piece) needs no mark.
func finishLink(ctx context.Context, tx bun.Tx, canonical string, article gaobang.ArticleID, stands bool) error {
	status := LinkDuplicate
	if stands {
		status = LinkStored
	}
	_, err := tx.NewUpdate().Table("fetch_states").Set("status = ?", status).Set("article = ?", article).
		Set("error = ''").Set("next_try = 0").Where("canonical = ?", canonical).Exec(ctx)
	return err
}

// KnownLinks is how many of the canonical addresses were found before.
func (s *Store) KnownLinks(ctx context.Context, canonical []string) (int, error) {
	if len(canonical) == 0 {
		return 0, nil
	}
	n, err := s.read.NewSelect().Model((*linkRow)(nil)).Where("l.canonical IN (?)", bun.List(canonical)).Count(ctx)
	return int(n), s.explain("查对链接", err)
}
