package storage

import (
	"context"
	"database/sql"

	"github.com/gaobang/gaobang"
)

// LedgerRows is what Ledger gives without the evidence: a year of a million
// credits to rank by. The evidence of what is shown comes by CreditsOf.
func (s *Store) LedgerRows(ctx context.Context, book gaobang.RuleBookID, from, to gaobang.Date) ([]gaobang.Credit, error) {
	first, last := dayRange(from, to)
	in := s.read.NewSelect().TableExpr("ledger AS c").Where("c.rule_book = ?", book).Where("c.day BETWEEN ? AND ?", first, last)
	n, err := in.Count(ctx)
	if err != nil {
		return nil, s.explain("读取台账", err)
	}
	rows, err := in.ColumnExpr("c.version, c.article, c.unit, c.person, c.clause, c.share, c.points, c.day, c.level, c.reason, c.basis").
		OrderExpr(ledgerOrder).Rows(ctx)
	if err != nil {
		return nil, s.explain("读取台账", err)
	}
	defer rows.Close() //nolint:errcheck // its error is rows.Err's
	credits, err := scanCredits(rows, book, make([]gaobang.Credit, 0, n))
	return credits, s.explain("读取台账", err)
}

// scanCredits reads into plain strings and numbers, which database/sql fills
// without reflection, and keeps one copy of each word.
func scanCredits(rows *sql.Rows, book gaobang.RuleBookID, credits []gaobang.Credit) ([]gaobang.Credit, error) {
	var version, article, points, day, level int64
	var unit, person, clause, share, reason, basis string
	words, shares := interned{}, map[string]gaobang.Share{}
	for rows.Next() {
		err := rows.Scan(&version, &article, &unit, &person, &clause, &share, &points, &day, &level, &reason, &basis)
		if err != nil {
			return nil, err
		}
		part, known := shares[share]
		if !known {
			if part, err = gaobang.ParseShare(share); err != nil {
				return nil, err
			}
			shares[share] = part
		}
		credits = append(credits, gaobang.Credit{
			RuleBook: book, Version: int(version), Article: gaobang.ArticleID(article), Unit: gaobang.UnitID(words.one(unit)),
			Person: gaobang.PersonID(words.one(person)), Clause: words.one(clause), Share: part, Points: gaobang.Points(points),
			Day: dayOf(int(day)), Level: gaobang.Level(level), //nolint:gosec // stored from one
			Reason: gaobang.CreditReason(words.one(reason)), Basis: gaobang.Basis(words.one(basis)),
		})
	}
	return credits, rows.Err()
}

// interned keeps one copy of each word: a year repeats a few hundred of them.
type interned map[string]string

func (in interned) one(s string) string {
	if word, ok := in[s]; ok {
		return word
	}
	in[s] = s
	return s
}
