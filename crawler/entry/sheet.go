package entry

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gaobang/gaobang"
)

// Bounds on a sheet. A month's pieces of a bureau are some hundreds.
const (
	MaxFile    = 16 << 20 // bytes of a sheet
	maxRows    = 2000
	maxColumns = 200
	maxBlank   = 30_000 // rows without a word, as programs format them
	headerRows = 20     // among which the header is looked for
)

// Sheet is a sheet as it was filled in.
type Sheet struct {
	File    string // name
	SHA256  string // of the file, hex
	Name    string // of the sheet within a workbook
	Year    int    // that its title or its names give; 0 where they do not
	Unknown []string
	Skipped []string // rows that are no pieces: headings, sums
	Rows    []Row
}

// Row is one piece.
type Row struct {
	Number int // as the sheet counts
	Cells  []Cell
}

// Cell is a cell under the header of its column; empty cells are left out.
type Cell struct {
	Header string `json:"header"`
	Value  string `json:"value"`
}

// Fault is a cell, a row or a sheet that cannot be read.
type Fault struct {
	Row    int    // 0: of the sheet
	Column Column // "": of the row
	Text   string
}

func (f Fault) Error() string {
	switch {
	case f.Row == 0:
		return f.Text
	case f.Column == "":
		return fmt.Sprintf("第 %d 行：%s", f.Row, f.Text)
	}
	return fmt.Sprintf("第 %d 行“%s”：%s", f.Row, f.Column, f.Text)
}

// As lets gaobang.CodeOf see that the input is wrong.
func (f Fault) As(target any) bool {
	t, ok := target.(**gaobang.Error)
	if ok {
		*t = gaobang.Errorf(gaobang.Invalid, "%s", f.Error())
	}
	return ok
}

func faultf(row int, column Column, format string, args ...any) Fault {
	return Fault{row, column, fmt.Sprintf(format, args...)}
}

// Read reads the sheet of a file: of a workbook the one named, or the first with a
// header.
func Read(file string, data []byte, sheet string) (Sheet, []error) {
	sum := sha256.Sum256(data)
	s := Sheet{File: filepath.Base(file), SHA256: hex.EncodeToString(sum[:])}
	if len(data) > MaxFile {
		return s, []error{faultf(0, "", "文件超过 %d MiB：请分成几个文件，长篇正文另存为文本文件，文件名写在“正文文件”一列", MaxFile>>20)}
	}
	g, err := gridOf(data, file, sheet)
	if err != nil {
		return s, []error{err}
	}
	return s.fill(g)
}

func gridOf(data []byte, file, sheet string) (*grid, error) {
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		return nil, faultf(0, "", "文件是空的")
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return readXLSX(data, sheet)
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		return nil, faultf(0, "", "是旧式 .xls 或加了密码的工作簿：请在 Excel 或 WPS 中另存为 .xlsx（不加密码）")
	case strings.EqualFold(filepath.Ext(file), ".xlsx"), bytes.IndexByte(data[:min(len(data), 512)], 0) >= 0 && !isUTF16(data):
		return nil, faultf(0, "", "不是 XLSX 工作簿，也不是 CSV 文本：请在 Excel 或 WPS 中另存为 .xlsx")
	case sheet != "":
		return nil, faultf(0, "", "CSV 文件没有工作表 %q", sheet)
	}
	return readCSV(data)
}

// grid is a sheet's cells as text.
type grid struct {
	name   string
	rows   []gridRow
	merges []merge
	faults []error
}

type gridRow struct {
	number int
	cells  []string
}

// merge is a range of cells that are one; all ends belong to it and count from 0.
type merge struct{ row, column, lastRow, lastColumn int } // row: as the sheet counts

// fill reads the rows below the header.
func (s Sheet) fill(g *grid) (Sheet, []error) {
	s.Name = g.name
	headers, at, err := g.header()
	if err != nil {
		return s, append(g.faults, err)
	}
	titles := []string{s.Name, s.File}
	for _, r := range g.rows[:at] {
		titles = append(titles, r.cells...)
	}
	s.Year = yearOf(titles...)
	faults := g.faults
	byColumn := map[Column]string{}
	for _, h := range headers {
		c := columnOf(h)
		switch other, twice := byColumn[c]; {
		case h == "" || c == Remark:
		case c == "":
			s.Unknown = append(s.Unknown, h)
		case twice:
			faults = append(faults, faultf(0, "", "表头里“%s”和“%s”是同一列（%s）：请删去或改名其中一列", other, h, c))
		default:
			byColumn[c] = h
		}
	}
	for _, r := range g.rows[at+1:] {
		row := Row{Number: r.number}
		for i, value := range r.cells {
			if value = strings.TrimSpace(value); value != "" && i < len(headers) {
				row.Cells = append(row.Cells, Cell{headers[i], value})
			}
		}
		switch why := g.noPiece(r, len(headers)); {
		case len(row.Cells) == 0:
		case why != "":
			s.Skipped = append(s.Skipped, fmt.Sprintf("第 %d 行（%s）", r.number, why))
		default:
			s.Rows = append(s.Rows, row)
		}
	}
	if len(s.Rows) == 0 && len(faults) == 0 {
		faults = append(faults, faultf(0, "", "表头下面一行稿件也没有"))
	}
	return s, faults
}

// header is the names of the columns and the row in which they stand: the one that
// names the most. A cell that spans rows or columns names all of them, and what
// stands under 媒体 as 名称 is 媒体名称.
func (g *grid) header() (names []string, at int, err error) {
	best, all := 0, []Column(nil)
	shared := g.shared()
	for i := range min(len(g.rows), headerRows) {
		var above []string
		if i > 0 {
			above = shared[i-1]
		}
		headers, found := namesOf(shared[i], above)
		// Of a header of two rows the lower one says more.
		if len(found) > best || best > 0 && len(found) == best && i == at+1 {
			best, names, at, all = len(found), headers, i, found
		}
	}
	has := func(wanted ...Column) bool {
		return slices.ContainsFunc(wanted, func(c Column) bool { return slices.Contains(all, c) })
	}
	if has(Title, Beside) && has(Outlet, Link) && has(Date, Beside) {
		return names, at, nil
	}
	return nil, 0, g.noHeader(names, at, all)
}

// noHeader says which columns were looked for and not found, and what stands in the row
// that comes nearest to a header; in the first ones where none comes near.
func (g *grid) noHeader(names []string, at int, found []Column) error {
	const wanted = "前 %d 行里要有一行写着“标题”“日期”和“媒体”（或“链接”），%s；gaobang import --template 文件 可写出一份空表"
	has := func(c ...Column) bool {
		return slices.ContainsFunc(c, func(c Column) bool { return slices.Contains(found, c) })
	}
	if len(found) > 0 {
		var lacks []string
		for _, c := range []Column{Title, Date, Outlet} {
			if !has(c, Beside) && (c != Outlet || !has(Outlet, Link)) {
				lacks = append(lacks, "“"+string(c)+"”")
			}
		}
		return faultf(0, "", "没有找到表头："+wanted, headerRows, fmt.Sprintf("最像的第 %d 行（%s）里没有%s", g.rows[at].number, quotedCells(names), strings.Join(lacks, "")))
	}
	const shown = 3
	var rows []string
	for _, r := range g.rows {
		if cells := quotedCells(r.cells); cells != "" && len(rows) < shown {
			rows = append(rows, fmt.Sprintf("第 %d 行是 %s", r.number, cells))
		}
	}
	return faultf(0, "", "没有找到表头："+wanted, headerRows, strings.Join(rows, "，"))
}

// quotedCells are the first cells of a row that hold something.
func quotedCells(cells []string) string {
	const most = 8
	var all []string
	for _, cell := range cells {
		if cell = strings.Join(strings.Fields(cell), ""); cell != "" {
			all = append(all, clip(cell))
		}
	}
	if len(all) > most {
		all = append(all[:most], "…")
	}
	return strings.Join(all, "、")
}

// namesOf is a header's names and the columns that they are known as.
func namesOf(cells, above []string) (names []string, found []Column) {
	seen := map[Column]bool{}
	for i, cell := range cells {
		name := strings.Join(strings.Fields(cell), "")
		if i < len(above) && columnOf(name) == "" {
			if both := strings.Join(strings.Fields(above[i]), "") + name; columnOf(both) != "" {
				name = both
			}
		}
		names = append(names, name)
		if c := columnOf(name); c != "" && !seen[c] {
			seen[c] = true
			found = append(found, c)
		}
	}
	return names, found
}

// shared is the rows in which the header is looked for, with merged cells filled in.
func (g *grid) shared() [][]string {
	rows := make([][]string, 0, headerRows)
	for _, r := range g.rows[:min(len(g.rows), headerRows)] {
		cells := append([]string(nil), r.cells...)
		for _, m := range g.merges {
			if r.number < m.row || r.number > m.lastRow {
				continue
			}
			value := g.at(m.row, m.column)
			for c := m.column; c <= min(m.lastColumn, maxColumns); c++ {
				for len(cells) <= c {
					cells = append(cells, "")
				}
				cells[c] = value
			}
		}
		rows = append(rows, cells)
	}
	return rows
}

func (g *grid) at(number, column int) string {
	for _, r := range g.rows {
		if r.number == number && column < len(r.cells) {
			return r.cells[column]
		}
	}
	return ""
}

// sums begin a row that adds up others or says who made the sheet.
var sums = []string{"合计", "总计", "小计", "共计", "制表", "填表", "填报", "审核人", "说明：", "备注：", "注："}

// noPiece says why a row is no piece: a heading over the whole sheet, a sum.
func (g *grid) noPiece(r gridRow, width int) string {
	first := ""
	for _, value := range r.cells {
		if first = strings.TrimSpace(value); first != "" {
			break
		}
	}
	for _, m := range g.merges {
		if m.row == r.number && m.column == 0 && m.lastRow == m.row && (m.lastColumn+1)*2 > width {
			return "整行合并：" + clip(first)
		}
	}
	for _, s := range sums {
		if strings.HasPrefix(strings.Join(strings.Fields(first), ""), s) {
			return clip(first)
		}
	}
	return ""
}

func clip(s string) string {
	const most = 20
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
