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
	Evidence   []gaobang.Evidence `bun:"evidence,type:jsonb"`
}

func (r messageRow) message() *gaobang.Message {
	return &gaobang.Message{Kind: r.Kind, Asked: dayOf(r.Asked), Answered: r.Answered, AnsweredBy: r.AnsweredBy,
		AnsweredOn: dayOf(r.AnsweredOn), Evidence: r.Evidence}
}

func (an *Analysis) messageRows() []messageRow {
	m := an.Message
	if m == nil {
		return nil
	}
	return []messageRow{{Article: an.Article.ID, Kind: m.Kind, Asked: dayNumber(m.Asked), Answered: m.Answered,
		AnsweredBy: legible(m.AnsweredBy), AnsweredOn: dayNumber(m.AnsweredOn), Evidence: legibleEvidence(m.Evidence)}}
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
