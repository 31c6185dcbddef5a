package storage

import (
	"context"

	"github.com/uptrace/bun"

	"github.com/gaobang/gaobang"
)

type creditRow struct {
	bun.BaseModel `bun:"table:ledger,alias:c"`

	RuleBook gaobang.RuleBookID
	Day      int
	Article  gaobang.ArticleID
	Unit     gaobang.UnitID
	Person   gaobang.PersonID
	Clause   string
	Version  int
	Share    string
	Points   gaobang.Points
	Level    gaobang.Level
	Reason   gaobang.CreditReason
	Basis    gaobang.Basis
	Evidence []gaobang.Evidence `bun:"evidence,type:jsonb"`
}

func creditRowOf(c gaobang.Credit) creditRow {
	return creditRow{RuleBook: c.RuleBook, Day: dayNumber(c.Day), Article: c.Article, Unit: c.Unit, Person: c.Person, Clause: c.Clause,
		Version: c.Version, Share: c.Share.String(), Points: c.Points, Level: c.Level, Reason: c.Reason, Basis: c.Basis,
		Evidence: legibleEvidence(c.Evidence)}
}

func (r creditRow) credit() (gaobang.Credit, error) {
	share, err := gaobang.ParseShare(r.Share)
	return gaobang.Credit{RuleBook: r.RuleBook, Version: r.Version, Article: r.Article, Unit: r.Unit, Person: r.Person, Clause: r.Clause,
		Share: share, Points: r.Points, Day: dayOf(r.Day), Level: r.Level, Reason: r.Reason, Basis: r.Basis, Evidence: r.Evidence}, err
}

const ledgerOrder = "c.day, c.article, c.unit, c.person, c.clause"

// ReplaceLedger makes the credits the whole ledger of a rule book. A worker and a
// command may do so at once.
func (s *Store) ReplaceLedger(ctx context.Context, book gaobang.RuleBookID, credits []gaobang.Credit) error {
	return s.write(ctx, "写入台账", func(ctx context.Context, tx bun.Tx) error {
		for _, c := range credits {
			if c.RuleBook != book {
				return gaobang.Errorf(gaobang.Internal, "台账 %s 中混入了 %s 的条目", book, c.RuleBook)
			}
		}
		if _, err := tick(ctx, tx, "ledger", 1); err != nil { // one process after the other
			return err
		}
		if _, err := tx.NewDelete().Model((*creditRow)(nil)).Where("rule_book = ?", book).Exec(ctx); err != nil {
			return err
		}
		return insertAll(ctx, tx, mapped(credits, creditRowOf))
	})
}

// Ledger is the credits of a rule book from one day to another, both included,
// ordered by day, article, unit, person and clause. An open end is the zero
// Date.
func (s *Store) Ledger(ctx context.Context, book gaobang.RuleBookID, from, to gaobang.Date) ([]gaobang.Credit, error) {
	first, last := dayRange(from, to)
	var rows []creditRow
	err := s.read.NewSelect().Model(&rows).Where("c.rule_book = ?", book).Where("c.day BETWEEN ? AND ?", first, last).
		OrderExpr(ledgerOrder).Scan(ctx)
	if err != nil {
		return nil, s.explain("读取台账", err)
	}
	credits, err := creditsOf(rows)
	return credits, s.explain("读取台账", err)
}

// ledgerBooks walks the ledger's key from one rule book to the next, because
// every question to the ledger must name its rule book to use the key.
const ledgerBooks = `WITH RECURSIVE walk (book) AS (
	SELECT min(rule_book) FROM ledger
	UNION ALL SELECT (SELECT min(rule_book) FROM ledger WHERE rule_book > walk.book) FROM walk WHERE walk.book IS NOT NULL
) SELECT book FROM walk WHERE book IS NOT NULL`

// CreditsOf is every credit of one article, by rule book, unit, person and clause.
func (s *Store) CreditsOf(ctx context.Context, id gaobang.ArticleID) ([]gaobang.Credit, error) {
	var rows []creditRow
	err := s.read.NewSelect().Model(&rows).Where("c.rule_book IN (?)", s.read.NewRaw(ledgerBooks)).
		Where("c.day = (SELECT day FROM articles WHERE id = ?)", id).Where("c.article = ?", id).
		OrderExpr("c.rule_book, c.unit, c.person, c.clause").Scan(ctx)
	if err != nil {
		return nil, s.explain("读取台账", err)
	}
	credits, err := creditsOf(rows)
	return credits, s.explain("读取台账", err)
}

func creditsOf(rows []creditRow) ([]gaobang.Credit, error) {
	credits := make([]gaobang.Credit, 0, len(rows))
	for _, r := range rows {
		credit, err := r.credit()
		if err != nil {
			return nil, err
		}
		credits = append(credits, credit)
	}
	return credits, nil
}
