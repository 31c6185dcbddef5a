package demo

import (
	"strings"

	"github.com/gaobang/gaobang"
)

// Key is what a person worked out by hand for this world.
type Key struct {
	Articles []KeyArticle
	Families [][]string // URLs, the first publication first
	Ledger   []KeyCredit
	Rankings []KeyRow
}

// KeyArticle is one attribution that an article must have.
type KeyArticle struct {
	URL      string
	Bureau   gaobang.UnitID
	Unit     gaobang.UnitID
	Share    string
	Person   gaobang.PersonID
	Basis    gaobang.Basis
	Negative bool // it looks negative toward the bureau
}

// KeyCredit is one row that a ledger must have.
type KeyCredit struct {
	Book   gaobang.RuleBookID
	URL    string
	Unit   gaobang.UnitID
	Clause string
	Points string
	Reason gaobang.CreditReason
}

// KeyRow is one row of the week's ranking of a unit's children.
type KeyRow struct {
	Of                       gaobang.UnitID
	Rank                     string
	Unit                     gaobang.UnitID
	Points, Articles, Before string
	Quota                    string
}

// Key reads the answer key.
func (w *World) Key() Key {
	var k Key
	for _, row := range rows("key/articles.tsv") {
		for part := range strings.SplitSeq(cell(row, 2), ",") {
			k.Articles = append(k.Articles, w.keyArticle(row, part))
		}
	}
	for _, row := range rows("key/families.tsv") {
		urls := make([]string, len(row))
		for i, p := range row {
			urls[i] = w.piece(p)
		}
		k.Families = append(k.Families, urls)
	}
	for _, row := range rows("key/ledger.tsv") {
		k.Ledger = append(k.Ledger, KeyCredit{
			Book: gaobang.RuleBookID(row[0]), URL: w.piece(row[1]), Unit: gaobang.UnitID(row[2]), Clause: cell(row, 3),
			Points: cell(row, 4), Reason: gaobang.CreditReason(cell(row, 5)),
		})
	}
	for _, row := range rows("key/rankings.tsv") {
		k.Rankings = append(k.Rankings, KeyRow{
			Of: gaobang.UnitID(row[0]), Rank: row[1], Unit: gaobang.UnitID(row[2]), Points: row[3], Articles: row[4],
			Before: cell(row, 5), Quota: cell(row, 6),
		})
	}
	return k
}

// keyArticle reads a part: unit=share, or unit=share/person; a share may be 1/2.
func (w *World) keyArticle(row []string, part string) KeyArticle {
	unit, share, _ := strings.Cut(part, "=")
	a := KeyArticle{
		URL: w.piece(row[0]), Bureau: gaobang.UnitID(row[1]), Unit: gaobang.UnitID(unit), Share: share,
		Basis: gaobang.Basis(cell(row, 3)), Negative: cell(row, 4) == string(gaobang.Negative),
	}
	if i := strings.LastIndex(share, "/p-"); i >= 0 {
		a.Share, a.Person = share[:i], gaobang.PersonID(share[i+1:])
	}
	return a
}

// piece is the address of story@outlet.
func (w *World) piece(name string) string {
	story, outlet, _ := strings.Cut(name, "@")
	return w.address(story, outlet)
}
