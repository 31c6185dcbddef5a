package storage

import (
	"context"

	"github.com/uptrace/bun"

	"github.com/gaobang/gaobang"
)

type messageRow struct {
	bun.BaseModel `bun:"table:messages,alias:msg"`

	Article    gaobang.ArticleID `bun:",pk"`
	Kind       gaobang.MessageKind
	Asked      int
	Answered   bool
	AnsweredBy string
	AnsweredOn int
	Proof      gaobang.CaptureID
	Evidence   []gaobang.Evidence `bun:"evidence,type:jsonb"`
}

func (r messageRow) message() *gaobang.Message {
	return &gaobang.Message{Kind: r.Kind, Asked: dayOf(r.Asked), Answered: r.Answered, AnsweredBy: r.AnsweredBy,
		AnsweredOn: dayOf(r.AnsweredOn), Proof: r.Proof, Evidence: r.Evidence}
}

func (an *Analysis) messageRows() []messageRow {
	if an.Message == nil {
		return nil
	}
	return []messageRow{messageRowOf(an.Article.ID, an.Message)}
}

func messageRowOf(article gaobang.ArticleID, m *gaobang.Message) messageRow {
	return messageRow{Article: article, Kind: m.Kind, Asked: dayNumber(m.Asked), Answered: m.Answered, AnsweredBy: legible(m.AnsweredBy),
		AnsweredOn: dayNumber(m.AnsweredOn), Proof: m.Proof, Evidence: legibleEvidence(m.Evidence)}
}

// saveReply puts down the reply to a message that waited for it, and ends its
// alerts.
func (s *Store) saveReply(ctx context.Context, tx bun.Tx, article gaobang.ArticleID, m *gaobang.Message) error {
	row := messageRowOf(article, m)
	if _, err := tx.NewUpdate().Model(&row).WherePK().Exec(ctx); err != nil {
		return err
	}
	_, err := tx.NewUpdate().Model((*articleAlertRow)(nil)).Set("closed_at = ?", micros(s.now())).
		Where("article = ?", article).Where("kind = ?", gaobang.AlertMessage).Where("closed_at = 0").Exec(ctx)
	return err
}

func messagesWhere(ctx context.Context, db bun.IDB, where string, args ...any) (map[gaobang.ArticleID]*gaobang.Message, error) {
	var rows []messageRow
	err := db.NewSelect().Model(&rows).Where(where, args...).Scan(ctx)
	all := map[gaobang.ArticleID]*gaobang.Message{}
	for _, r := range rows {
		all[r.Article] = r.message()
	}
	return all, err
}
