package storage

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/uptrace/bun"

	"github.com/gaobang/gaobang"
)

type articleRow struct {
	bun.BaseModel `bun:"table:articles,alias:a"`

	ID            gaobang.ArticleID `bun:",pk"`
	CanonicalURL  string
	Outlet        gaobang.OutletID
	Source        gaobang.SourceID
	URL           string
	Kicker        string
	Title         string
	Subtitle      string
	PublishedAt   string
	Day           int // of publication; first seen where the page gives none
	ContentSource string
	Byline        gaobang.Byline `bun:"byline,type:jsonb"`
	Form          gaobang.Form
	Placement     gaobang.Placement `bun:"placement,type:jsonb"`
	Locality      gaobang.Division
	ContentHash   string
	Chars         int
	FirstSeen     int64
	Capture       gaobang.CaptureID
	CopyOf        gaobang.ArticleID
}

type textRow struct {
	bun.BaseModel `bun:"table:article_texts,alias:x"`

	Article     gaobang.ArticleID `bun:",pk"`
	Body        string
	Meta        string
	BylineSpans []gaobang.Span `bun:"byline_spans,type:jsonb"`
	TermsHash   string
}

func articleRowOf(a *gaobang.Article, now time.Time) articleRow {
	seen := a.Capture.At
	if seen.IsZero() {
		seen = now
	}
	day := a.PublishedAt.Date()
	if day.IsZero() {
		day = gaobang.DateOf(seen)
	}
	return articleRow{
		ID: a.ID, CanonicalURL: a.CanonicalURL, Outlet: a.Outlet, Source: a.Source, URL: legible(a.URL), Kicker: legible(a.Kicker),
		Title: a.Title, Subtitle: legible(a.Subtitle), PublishedAt: a.PublishedAt.String(), Day: dayNumber(day),
		ContentSource: legible(a.ContentSource), Byline: legibleByline(a.Byline), Form: a.Form, Placement: legiblePlacement(a.Placement),
		Locality: a.Locality, ContentHash: a.ContentHash, Chars: gaobang.Chars(a.Body),
		FirstSeen: micros(seen), Capture: a.Capture.ID,
	}
}

func legibleByline(b gaobang.Byline) gaobang.Byline {
	for _, names := range []*[]string{&b.Reporters, &b.Correspondents, &b.Interns, &b.Photographers, &b.Authors, &b.Editors, &b.Units} {
		if *names != nil {
			*names = mapped(*names, legible)
		}
	}
	return b
}

// article is the row without the text, and of its capture the ID alone.
func (r articleRow) article() (gaobang.Article, error) {
	at, err := gaobang.ParseMoment(r.PublishedAt)
	return gaobang.Article{
		ID: r.ID, Outlet: r.Outlet, Source: r.Source, URL: r.URL, CanonicalURL: r.CanonicalURL, Kicker: r.Kicker, Title: r.Title,
		Subtitle: r.Subtitle, PublishedAt: at, ContentSource: r.ContentSource, Byline: r.Byline, Form: r.Form,
		Placement: r.Placement, Locality: r.Locality, ContentHash: bareHash(r.ContentHash), Capture: gaobang.Capture{ID: r.Capture},
	}, err
}

// ArticleRecord is an article with everything that is stored about it.
type ArticleRecord struct {
	gaobang.Article

	CopyOf       gaobang.ArticleID     // what stands for its text; 0 for that itself
	Copies       []gaobang.Publication // further addresses of what stands, in the order of time
	FirstSeen    gaobang.Date
	Chars        int // of the body, spaces not counted
	Mentions     []gaobang.Mention
	Attributions []gaobang.Attribution
	Candidates   []gaobang.Candidate // weighed and not taken
	Sentiments   []gaobang.Sentiment
	Message      *gaobang.Message // where it is one
	Decisions    []gaobang.Decision
	Withdrawn    []gaobang.Withdrawal // rulings that were taken back
	Family       gaobang.Family       // no ID and no members where the story stands alone
	Check        Check                // of later visits
	Versions     []gaobang.Version    // what those found different
	Captures     []gaobang.Capture    // all that was kept of it, in the order of time: further pages and later visits too
	Entries      []gaobang.Entry      // what people entered of it by hand, in the order of time
	Kin          []gaobang.Kin        // with articles of other families
	TermsHash    string               // of the words it is found by: HashTerms
}

// Article is everything about one article, whether it stands for its text or is a copy.
func (s *Store) Article(ctx context.Context, id gaobang.ArticleID) (ArticleRecord, error) {
	return s.record(ctx, "稿件 "+id.String(), "a.id = ?", id)
}

// StandingAt is the article that stands for what is published at a canonical address:
// of a copy, and of a link that led to another address, what stands for it.
func (s *Store) StandingAt(ctx context.Context, canonical string) (ArticleRecord, error) {
	return s.record(ctx, "网址 "+canonical+" 的稿件", standsFor+`coalesce((SELECT id FROM articles WHERE canonical_url = ?0),
		(SELECT article FROM fetch_states WHERE canonical = ?0 AND article <> 0)))`, legible(canonical))
}

// standsFor is the article that stands for the one whose ID follows.
const standsFor = "a.id = (SELECT CASE WHEN there.copy_of = 0 THEN there.id ELSE there.copy_of END FROM articles AS there WHERE there.id = "

// ArticleByURL is everything about the article at a canonical address.
func (s *Store) ArticleByURL(ctx context.Context, canonical string) (ArticleRecord, error) {
	return s.record(ctx, "网址 "+canonical+" 的稿件", "a.canonical_url = ?", legible(canonical))
}

func (s *Store) record(ctx context.Context, what, where string, args ...any) (ArticleRecord, error) {
	var rec ArticleRecord
	err := s.snapshot(ctx, "读取"+what, func(ctx context.Context, tx bun.Tx) error {
		var row articleRow
		err := tx.NewSelect().Model(&row).Where(where, args...).Scan(ctx)
		if errors.Is(err, sql.ErrNoRows) {
			return gaobang.Errorf(gaobang.NotFound, "没有%s", what)
		}
		if err != nil {
			return err
		}
		rec, err = recordOf(ctx, tx, row)
		return err
	})
	return rec, err
}

func recordOf(ctx context.Context, tx bun.Tx, row articleRow) (ArticleRecord, error) {
	rec := ArticleRecord{CopyOf: row.CopyOf, FirstSeen: gaobang.DateOf(timeOf(row.FirstSeen)), Chars: row.Chars}
	article, err := row.article()
	if err != nil {
		return rec, err
	}
	text := textRow{Article: row.ID}
	if err := tx.NewSelect().Model(&text).WherePK().Scan(ctx); err != nil {
		return rec, err
	}
	article.Body, article.Meta, article.BylineSpans, rec.TermsHash = text.Body, text.Meta, text.BylineSpans, text.TermsHash
	if rec.Captures, err = capturesWhere(ctx, tx, "c.article = ? AND c.article <> 0", row.ID); err != nil {
		return rec, err
	}
	for _, c := range rec.Captures {
		if c.ID == row.Capture {
			article.Capture = c
		}
	}
	rec.Article = article
	if rec.Copies, err = copiesOf(ctx, tx, row.ID); err != nil {
		return rec, err
	}
	var mentions []mentionRow
	if err := tx.NewSelect().Model(&mentions).Where("m.article = ?", row.ID).Order("m.n").Scan(ctx); err != nil {
		return rec, err
	}
	rec.Mentions = mapped(mentions, mentionRow.mention)
	found, err := findingsWhere(ctx, tx, "t.article = ?", row.ID)
	if err != nil {
		return rec, err
	}
	rec.Attributions, rec.Sentiments = found.attributions[row.ID], found.sentiments[row.ID]
	var candidates []candidateAnswerRow
	if err := tx.NewSelect().Model(&candidates).Where("k.article = ?", row.ID).Order("k.n").Scan(ctx); err != nil {
		return rec, err
	}
	if len(candidates) > 0 {
		rec.Candidates = mapped(candidates, candidateAnswerRow.candidate)
	}
	messages, err := messagesWhere(ctx, tx, "article = ?", row.ID)
	if err != nil {
		return rec, err
	}
	rec.Message = messages[row.ID]
	if rec.Decisions, err = decisionsWhere(ctx, tx, "d.article = ? OR d.other <> 0 AND d.other = ?", row.ID, row.ID); err != nil {
		return rec, err
	}
	if rec.Withdrawn, err = withdrawnOf(ctx, tx, row.ID); err != nil {
		return rec, err
	}
	if rec.Check, err = checkOf(ctx, tx, row.ID); err != nil {
		return rec, err
	}
	if rec.Versions, err = versionsOf(ctx, tx, row.ID); err != nil {
		return rec, err
	}
	if rec.Entries, err = entriesOf(ctx, tx, row.ID); err != nil {
		return rec, err
	}
	if rec.Family, err = familyOf(ctx, tx, row.ID); err != nil {
		return rec, err
	}
	rec.Kin, err = kinOf(ctx, tx, row.ID, rec.Family)
	return rec, err
}

func familyOf(ctx context.Context, tx bun.Tx, id gaobang.ArticleID) (gaobang.Family, error) {
	families, err := familiesWhere(ctx, tx, "f.family <> 0 AND f.family = (SELECT family FROM fingerprints WHERE article = ?)", id)
	if err != nil || len(families) == 0 {
		return gaobang.Family{}, err
	}
	return families[0], nil
}

// findings is what the analyzer found, by article.
type findings struct {
	attributions map[gaobang.ArticleID][]gaobang.Attribution
	sentiments   map[gaobang.ArticleID][]gaobang.Sentiment
}

// findingsWhere reads by a condition on the article of the row t.
func findingsWhere(ctx context.Context, tx bun.IDB, where string, args ...any) (findings, error) {
	found := findings{map[gaobang.ArticleID][]gaobang.Attribution{}, map[gaobang.ArticleID][]gaobang.Sentiment{}}
	var attributions []attributionRow
	if err := tx.NewSelect().Model(&attributions).Where(where, args...).Order("t.article", "t.n").Scan(ctx); err != nil {
		return found, err
	}
	for _, r := range attributions {
		attribution, err := r.attribution()
		if err != nil {
			return found, err
		}
		found.attributions[r.Article] = append(found.attributions[r.Article], attribution)
	}
	var sentiments []sentimentRow
	err := tx.NewSelect().Model(&sentiments).Where(where, args...).Order("t.article", "t.n").Scan(ctx)
	for _, r := range sentiments {
		found.sentiments[r.Article] = append(found.sentiments[r.Article], r.sentiment())
	}
	return found, err
}
