package demo

import (
	"cmp"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/config"
)

// Key is what a person worked out by hand for this world.
type Key struct {
	Articles []KeyArticle
	Families [][]string // URLs, the first publication first
	Ledger   []KeyCredit
	Rankings []KeyRow
	Shapes   []KeyShape
	Pieces   []KeyPiece
}

// KeyShape is one way in which media publish, or fall ill, and where it is seen: a
// sign on a page of a source, which the doctor finds in a condition.
type KeyShape struct {
	Name      string
	Source    gaobang.SourceID
	Condition gaobang.Condition
	URL       string
	Status    int
	Sign      string
}

// KeyPiece is a piece that stands somewhere in the world.
type KeyPiece struct {
	URL       string
	Outlet    gaobang.OutletID
	Title     string
	Published gaobang.Moment
	Page      string // of a paper
	Undated   bool   // its row on the list names no day
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
	hosts := map[string]string{}
	for _, s := range w.books().Sources {
		hosts[string(s.ID)] = s.Site()
	}
	for _, row := range rows("key/shapes.tsv") {
		k.Shapes = append(k.Shapes, w.keyShape(row, hosts[row[1]]))
	}
	for i := range w.pubs {
		k.Pieces = append(k.Pieces, w.keyPiece(&w.pubs[i]))
	}
	return k
}

// keyShape reads a line of shapes.tsv. A sign that is a number is a status.
func (w *World) keyShape(row []string, host string) KeyShape {
	s := KeyShape{Name: row[0], Source: gaobang.SourceID(row[1]), Condition: cmp.Or(gaobang.Condition(row[2]), gaobang.Fine), Status: http.StatusOK, Sign: row[4]}
	if status, err := strconv.Atoi(s.Sign); err == nil {
		s.Status, s.Sign = status, ""
	}
	if s.URL = row[3]; strings.HasPrefix(s.URL, "/") {
		s.URL = "http://" + host + keyDay.ReplaceAllStringFunc(s.URL, func(day string) string {
			m := keyDay.FindStringSubmatch(day)
			return w.day(must(strconv.Atoi(m[1])), must(strconv.Atoi(m[2]))).Start().Format(m[3])
		})
	} else {
		s.URL = w.piece(s.URL)
	}
	return s
}

// keyDay is a day in an address: {-3.3|200601/02} is the Wednesday three weeks back.
var keyDay = regexp.MustCompile(`\{(-?\d)\.(\d)\|([^}]+)\}`)

func (w *World) keyPiece(p *publication) KeyPiece {
	precision := gaobang.PrecisionDay
	if p.clock {
		precision = gaobang.PrecisionMinute
	}
	return KeyPiece{
		URL: "http://" + w.host(p.outlet) + p.path, Outlet: gaobang.OutletID(p.outlet), Title: p.title,
		Published: gaobang.NewMoment(p.at, precision), Page: p.page, Undated: p.undated,
	}
}

// books are the office's books as they are read.
func (w *World) books() *config.Books {
	var files []config.File
	for name, data := range w.Books() {
		files = append(files, config.File{Name: name, Data: data})
	}
	return must(config.ParseBooks(files))
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
	return w.Address(story, outlet)
}
