package entry

import (
	"bytes"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/gaobang/gaobang"
)

// maxUnzipped is the bytes of a workbook unpacked: some five hundred pieces with
// their whole texts are a tenth of it. Excelize takes what it unpacks some ten times.
const maxUnzipped = 32 << 20

// readXLSX reads a workbook. Cells are taken as stored: a date is a number.
func readXLSX(data []byte, sheet string) (g *grid, err error) {
	defer func() { // a broken workbook is no reason to end the program
		if v := recover(); v != nil {
			g, err = nil, faultf(0, "", "工作簿损坏，读不出来（%v）：请在 Excel 或 WPS 中另存为新的 .xlsx", v)
		}
	}()
	if err := weigh(data); err != nil {
		return nil, err
	}
	book, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true, UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxUnzipped})
	if err != nil {
		return nil, faultf(0, "", "工作簿打不开，%s：请在 Excel 或 WPS 中另存为新的 .xlsx", gaobang.Worded(err))
	}
	defer book.Close() //nolint:errcheck // read only
	names := book.GetSheetList()
	if sheet != "" {
		names = nil
		for _, name := range book.GetSheetList() {
			if name == sheet {
				names = []string{name}
			}
		}
		if names == nil {
			return nil, faultf(0, "", "工作簿里没有工作表 %q，只有：%s", sheet, strings.Join(book.GetSheetList(), "、"))
		}
	}
	var first error
	for _, name := range names {
		if visible, err := book.GetSheetVisible(name); err == nil && !visible && sheet == "" {
			continue
		}
		g, err := readGrid(book, name)
		if err == nil {
			if _, _, err = g.header(); err == nil {
				return g, g.complete(book)
			}
		}
		if first == nil {
			first = err
		}
	}
	if first == nil {
		first = faultf(0, "", "工作簿里没有看得见的工作表")
	}
	return nil, first
}

// readGrid goes through the rows one by one, and no further than the bounds.
func readGrid(book *excelize.File, name string) (*grid, error) {
	g := &grid{name: name}
	rows, err := book.Rows(name)
	if err != nil {
		return g, faultf(0, "", "工作表 %s 读不出来（%v）：请在 Excel 或 WPS 中另存为新的 .xlsx", name, err)
	}
	defer rows.Close() //nolint:errcheck // read only
	empty := 0
	for number := 1; rows.Next(); number++ {
		cells, err := rows.Columns()
		if err != nil {
			return g, faultf(number, "", "读不出来（%v）：请在 Excel 或 WPS 中另存为新的 .xlsx", err)
		}
		for len(cells) > 0 && strings.TrimSpace(cells[len(cells)-1]) == "" {
			cells = cells[:len(cells)-1]
		}
		switch {
		case len(cells) == 0:
			if empty++; empty > maxBlank {
				return g, nil
			}
			continue
		case len(cells) > maxColumns:
			return g, faultf(number, "", "有 %d 列，最多 %d 列", len(cells), maxColumns)
		case len(g.rows) > maxRows+headerRows:
			return g, tooLong()
		}
		g.rows = append(g.rows, gridRow{number, cells})
	}
	return g, nil
}

// complete adds what stands beside the values: merged cells, links, formulas.
func (g *grid) complete(book *excelize.File) error {
	merged, err := book.GetMergeCells(g.name, true)
	if err != nil {
		return faultf(0, "", "合并的单元格读不出来（%v）：请取消合并", err)
	}
	for _, m := range merged {
		column, row, err := excelize.CellNameToCoordinates(m.GetStartAxis())
		lastColumn, lastRow, err2 := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err != nil || err2 != nil {
			continue
		}
		g.merges = append(g.merges, merge{row, column - 1, lastRow, lastColumn - 1})
	}
	headers, at, err := g.header()
	if err != nil {
		return err
	}
	for i := range g.rows {
		r := &g.rows[i]
		if i > at {
			g.spread(r)
		}
		for c, value := range r.cells {
			axis, err := excelize.CoordinatesToCellName(c+1, r.number)
			if err != nil {
				continue
			}
			if formula, err := book.GetCellFormula(g.name, axis); err == nil && formula != "" && i > at && c < len(headers) && columnOf(headers[c]) != Remark {
				g.faults = append(g.faults, faultf(r.number, columnOf(headers[c]), "%s 是公式（=%s）：请改成文字（复制后“选择性粘贴”为值）", axis, clip(formula)))
				continue
			}
			if c < len(headers) && columnOf(headers[c]) == Link && i > at && !strings.Contains(value, "://") {
				if ok, target, err := book.GetCellHyperLink(g.name, axis); err == nil && ok && strings.Contains(target, "://") {
					r.cells[c] = target
				}
			}
		}
	}
	g.dates(book, headers, at)
	return nil
}

// spread gives the rows of a cell that spans them what it says: a day over the
// pieces of that day.
func (g *grid) spread(r *gridRow) {
	for _, m := range g.merges {
		if r.number <= m.row || r.number > m.lastRow || m.column >= maxColumns {
			continue
		}
		for len(r.cells) <= m.column {
			r.cells = append(r.cells, "")
		}
		r.cells[m.column] = g.at(m.row, m.column)
	}
}

// dates writes the numbers that days are stored as.
func (g *grid) dates(book *excelize.File, headers []string, at int) {
	from1904 := false
	if p, err := book.GetWorkbookProps(); err == nil && p.Date1904 != nil {
		from1904 = *p.Date1904
	}
	for _, r := range g.rows[at+1:] {
		for c := range min(len(r.cells), len(headers)) {
			if columnOf(headers[c]) == Date {
				r.cells[c] = unserial(r.cells[c], from1904)
			}
		}
	}
}
