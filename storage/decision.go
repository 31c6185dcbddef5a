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

// decisionRow is read from the rulings that stand, and written where all are kept.
type decisionRow struct {
	bun.BaseModel `bun:"table:standing_decisions,alias:d"`

	ID        int64 `bun:",pk,autoincrement"`
	Article   gaobang.ArticleID
	Bureau    gaobang.UnitID
	Kind      gaobang.DecisionKind
	Parts     []gaobang.DecidedPart `bun:"parts,type:jsonb"`
	Sentiment gaobang.SentimentLabel
	Other     gaobang.ArticleID
	DecidedBy string
	Why       string
	DecidedAt int64
}

func (r decisionRow) decision() gaobang.Decision {
	return gaobang.Decision{ID: r.ID, Article: r.Article, Bureau: r.Bureau, Kind: r.Kind, Parts: r.Parts, Sentiment: r.Sentiment,
		Other: r.Other, By: r.DecidedBy, Why: r.Why, At: timeOf(r.DecidedAt)}
}

// AddDecision adds what a person ruled and returns it with its ID and, where it
// had none, its time. Parts must sum to one; none at all mean "not ours".
func (s *Store) AddDecision(ctx context.Context, d gaobang.Decision) (gaobang.Decision, error) {
	if err := checkParts(d); err != nil {
		return d, err
	}
	if d.Kind.OnStory() || d.Other != 0 {
		return d, gaobang.Errorf(gaobang.Internal, "a ruling on a story goes through DecideStory")
	}
	if d.At.IsZero() {
		d.At = s.now()
	}
	row := decisionRowOf(d)
	var made gaobang.Decision
	err := s.write(ctx, "保存认定", func(ctx context.Context, tx bun.Tx) error {
		if err := insertDecision(ctx, tx, &row); err != nil {
			return err
		}
		made = row.decision()
		if err := s.closeAlerts(ctx, tx, &made); err != nil {
			return err
		}
		return planChecks(ctx, tx, made.Article)
	})
	return made, err
}

func decisionRowOf(d gaobang.Decision) decisionRow {
	return decisionRow{Article: d.Article, Bureau: d.Bureau, Kind: d.Kind, Parts: d.Parts, Sentiment: d.Sentiment, Other: d.Other,
		DecidedBy: legible(d.By), Why: legible(d.Why), DecidedAt: micros(d.At)}
}

// DecideStory adds what a person ruled on two articles, that they carry one story
// or do not, and makes their families anew, in one transaction.
func (s *Store) DecideStory(ctx context.Context, d gaobang.Decision, origin Origin) (gaobang.Decision, error) {
	if !d.Kind.OnStory() || d.Article == d.Other {
		return d, gaobang.Errorf(gaobang.Invalid, "认定是否同稿要写明两篇不同的稿件：%s 和 %s", d.Article, d.Other)
	}
	if d.At.IsZero() {
		d.At = s.now()
	}
	row := decisionRowOf(d)
	err := s.write(ctx, "保存认定", func(ctx context.Context, tx bun.Tx) error {
		// One family is joined at a time.
		if _, err := tick(ctx, tx, "families", 1); err != nil {
			return err
		}
		if err := insertDecision(ctx, tx, &row); err != nil {
			return err
		}
		both := []gaobang.ArticleID{row.Article, row.Other}
		if err := planChecks(ctx, tx, both...); err != nil {
			return err
		}
		return regroupAround(ctx, tx, both, origin)
	})
	return row.decision(), err
}

// insertDecision keeps a ruling and on what it was made; it holds for the article that
// stands for that.
func insertDecision(ctx context.Context, tx bun.Tx, row *decisionRow) error {
	on, other := row.Article, row.Other
	for _, id := range []*gaobang.ArticleID{&row.Article, &row.Other} {
		if *id == 0 {
			continue
		}
		var there articleRow
		err := tx.NewSelect().Model(&there).Column("id", "copy_of").Where("a.id = ?", *id).Scan(ctx)
		if errors.Is(err, sql.ErrNoRows) {
			return gaobang.Errorf(gaobang.NotFound, "没有稿件 %s", *id)
		}
		if err != nil {
			return err
		}
		*id = cmp.Or(there.CopyOf, there.ID)
	}
	if row.Kind.OnStory() && row.Article == row.Other {
		return gaobang.Errorf(gaobang.Invalid, "稿件 %s 和 %s 是同一媒体发表的同一篇，不另认定是否同稿", on, other)
	}
	if _, err := tx.NewInsert().Model(row).ModelTableExpr("decisions").Exec(ctx); err != nil {
		return err
	}
	_, err := tx.NewUpdate().Table("decisions").Set("ruled_on = ?", on).Set("ruled_other = ?", other).Where("id = ?", row.ID).Exec(ctx)
	return err
}

func checkParts(d gaobang.Decision) error {
	if d.Kind != gaobang.DecideUnits || len(d.Parts) == 0 {
		return nil
	}
	shares := mapped(d.Parts, func(p gaobang.DecidedPart) gaobang.Share { return p.Share })
	if err := gaobang.SumToOne(shares); err != nil {
		return gaobang.Errorf(gaobang.Invalid, "认定的份额之和不是 1：%w", err)
	}
	return nil
}

// Decisions is all that people ruled and did not take back, in the order in which
// they did.
func (s *Store) Decisions(ctx context.Context) ([]gaobang.Decision, error) {
	decisions, err := decisionsWhere(ctx, s.read, "TRUE")
	return decisions, s.explain("读取认定", err)
}

// betweenTwo leaves out a ruling on the stories of two articles that turned out to be
// one piece: it rules on nothing while they are.
const betweenTwo = "d.article <> d.other"

func decisionsWhere(ctx context.Context, db bun.IDB, where string, args ...any) ([]gaobang.Decision, error) {
	var rows []decisionRow
	err := db.NewSelect().Model(&rows).Where(where, args...).Where(betweenTwo).Order("d.id").Scan(ctx)
	return mapped(rows, decisionRow.decision), err
}

// LastRuling is when people last ruled on one of the articles, or took a ruling on
// one back; the zero time where they never did.
func (s *Store) LastRuling(ctx context.Context, ids []gaobang.ArticleID) (time.Time, error) {
	var last int64
	err := eachBatch(ids, func(batch []gaobang.ArticleID) error {
		var at int64
		err := s.read.NewRaw(`SELECT coalesce(max(CASE WHEN w.withdrawn_at > d.decided_at THEN w.withdrawn_at ELSE d.decided_at END), 0)
			FROM decisions AS d LEFT JOIN withdrawals AS w ON w.decision = d.id WHERE d.article IN (?) OR d.other IN (?)`, bun.List(batch), bun.List(batch)).Scan(ctx, &at)
		last = max(last, at)
		return err
	})
	return timeOf(last), s.explain("读取认定", err)
}
