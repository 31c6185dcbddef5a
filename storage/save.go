package storage

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/uptrace/bun"

	"github.com/gaobang/gaobang"
)

// OutcomeKind is what SaveArticle did.
type OutcomeKind string

// The outcomes.
const (
	Stored    OutcomeKind = "stored"
	Known     OutcomeKind = "known"     // this very page was stored before; nothing was changed
	Duplicate OutcomeKind = "duplicate" // the outlet has the same text at another address; stored as one of its publications
)

// Outcome is what SaveArticle did and which article stands for the page's text now.
type Outcome struct {
	Kind    OutcomeKind
	Article gaobang.ArticleID
}

// SaveArticle stores one article with everything about it, joins its family and
// marks its link final, in one transaction: after a failure nothing of it is
// there. Join says which candidates carry the same story; origin says which
// member of a family was first. Both must be pure. On PostgreSQL one family is
// joined at a time, so that articles stored at once see each other; the families
// do not depend on the order of storing, but for their IDs.
func (s *Store) SaveArticle(ctx context.Context, an Analysis, join Join, origin Origin) (Outcome, error) {
	var out Outcome
	row, text, err := articleRowsOf(&an, s.now())
	if err != nil {
		return out, err
	}
	an.Article.ID = row.ID
	err = s.write(ctx, "保存稿件 "+row.CanonicalURL+" ", func(ctx context.Context, tx bun.Tx) error {
		link := legible(cmp.Or(an.Link, row.CanonicalURL))
		if err := countUnder(ctx, tx, &row, link); err != nil {
			return err
		}
		if out, err = insertArticle(ctx, tx, row); err != nil {
			return err
		}
		switch out.Kind {
		case Stored:
			err = s.insertFirst(ctx, tx, row, text, &an, join, origin)
		case Duplicate:
			out.Article, err = s.insertCopy(ctx, tx, row, text, &an, join, origin)
		}
		if err != nil {
			return err
		}
		captures := append([]gaobang.Capture{an.Article.Capture}, an.Captures...)
		if err := s.insertCaptures(ctx, tx, row.ID, captures); err != nil {
			return err
		}
		if out.Kind == Duplicate {
			if err := takeCaptures(ctx, tx, row.ID, captures); err != nil {
				return err
			}
		}
		if err := insertEntry(ctx, tx, row.ID, an.Entry); err != nil {
			return err
		}
		return finishLink(ctx, tx, link, row.ID, out.Article == row.ID)
	})
	if err != nil {
		return Outcome{}, err
	}
	return out, nil
}

// insertFirst puts down everything about an article whose text is new in its outlet.
func (s *Store) insertFirst(ctx context.Context, tx bun.Tx, row articleRow, text textRow, an *Analysis, join Join, origin Origin) error {
	if err := s.insertDetails(ctx, tx, an, text); err != nil {
		return err
	}
	if err := s.turnAlerts(ctx, tx, an); err != nil {
		return err
	}
	if err := insertCheck(ctx, tx, row); err != nil {
		return err
	}
	return joinFamily(ctx, tx, an, join, origin)
}

// articleRowsOf fills in what follows from the article: its ID, its content
// hash, the characters of its body, the day it counts on.
func articleRowsOf(an *Analysis, now time.Time) (articleRow, textRow, error) {
	a := an.Article
	a.CanonicalURL, a.Title, a.Body, a.Meta = legible(a.CanonicalURL), legible(a.Title), legible(a.Body), legible(a.Meta)
	if a.CanonicalURL == "" || len(a.CanonicalURL) > maxURL {
		return articleRow{}, textRow{}, gaobang.Errorf(gaobang.Invalid, "稿件网址为空或太长（%d 字节）：%.80s", len(a.CanonicalURL), a.CanonicalURL)
	}
	id := gaobang.NewArticleID(a.CanonicalURL)
	if a.ID != 0 && a.ID != id {
		return articleRow{}, textRow{}, gaobang.Errorf(gaobang.Internal, "稿件编号 %s 与网址 %s 不符", a.ID, a.CanonicalURL)
	}
	if a.ContentHash == "" {
		a.ContentHash = gaobang.HashContent(a.Title, a.Body)
	}
	a.ID = id
	return articleRowOf(&a, now), textRow{Article: id, Body: a.Body, Meta: a.Meta, BylineSpans: a.BylineSpans, TermsHash: HashTerms(an.Terms)}, nil
}

func insertArticle(ctx context.Context, tx bun.Tx, row articleRow) (Outcome, error) {
	res, err := tx.NewInsert().Model(&row).On("CONFLICT DO NOTHING").Returning("NULL").Exec(ctx)
	if danglingReference(err) {
		return Outcome{}, gaobang.Errorf(gaobang.NotFound, "稿件 %s 的媒体 %q 不在媒体目录中：请先用 gaobang apply 登记", row.CanonicalURL, row.Outlet)
	}
	if err != nil {
		return Outcome{}, err
	}
	if n, err := res.RowsAffected(); err != nil || n == 1 {
		return Outcome{Stored, row.ID}, err
	}
	return standing(ctx, tx, row)
}

// standing finds the article that keeps a row from being inserted.
func standing(ctx context.Context, tx bun.Tx, row articleRow) (Outcome, error) {
	var there articleRow
	err := tx.NewSelect().Model(&there).Where("a.canonical_url = ?", row.CanonicalURL).Scan(ctx)
	if err == nil || !errors.Is(err, sql.ErrNoRows) {
		return Outcome{Known, cmp.Or(there.CopyOf, there.ID)}, err
	}
	err = tx.NewSelect().Model(&there).Where("a.outlet = ?", row.Outlet).Where("a.content_hash = ?", row.ContentHash).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return Outcome{}, gaobang.Errorf(gaobang.Conflict, "稿件 %s 的编号 %s 已被另一网址占用", row.CanonicalURL, row.ID)
	}
	return Outcome{Duplicate, there.ID}, err
}

func (s *Store) insertDetails(ctx context.Context, tx bun.Tx, an *Analysis, text textRow) error {
	if _, err := tx.NewInsert().Model(&text).Exec(ctx); err != nil {
		return err
	}
	if err := insertFindings(ctx, tx, an); err != nil {
		return err
	}
	return s.index(ctx, tx, an.Article.ID, an.Terms)
}

// insertFindings stores what the analyzer found in an article.
func insertFindings(ctx context.Context, tx bun.Tx, an *Analysis) error {
	if err := insertAll(ctx, tx, an.mentionRows()); err != nil {
		return err
	}
	if err := insertAll(ctx, tx, an.attributionRows()); err != nil {
		return err
	}
	if err := insertAll(ctx, tx, an.candidateRows()); err != nil {
		return err
	}
	if err := insertAll(ctx, tx, an.messageRows()); err != nil {
		return err
	}
	return insertAll(ctx, tx, an.sentimentRows())
}

// insertBatch keeps one statement well under a megabyte.
const insertBatch = 500

func insertAll[R any](ctx context.Context, tx bun.Tx, rows []R) error {
	for len(rows) > 0 {
		batch := rows[:min(insertBatch, len(rows))]
		if _, err := tx.NewInsert().Model(&batch).Exec(ctx); err != nil {
			return err
		}
		rows = rows[len(batch):]
	}
	return nil
}
