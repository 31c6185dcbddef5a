package entry

import (
	"bytes"
	"encoding/csv"
	"fmt"

	"github.com/xuri/excelize/v2"
)

// FormSheet is a sheet to fill in.
type FormSheet struct {
	Outlets []string // names to choose from
	Units   []string
	Rows    []Row // pieces that wait to be filled in
}

// notes say what belongs into a column.
var notes = map[Column]string{
	Title:         "必填；写见报的标题（用正文文件里存的网页时可不填）",
	Outlet:        "必填（链接的网站在媒体目录里时可不填）；写媒体目录里的名称或别名，见“媒体”表",
	Date:          "必填；见报、播出的日期，要写年份：2026-11-20",
	Link:          "网上有就填；报纸、广播、电视没有网址的留空",
	Page:          "如 1版、A02版：要闻、头版头条",
	Program:       "报纸栏目、电视或广播节目",
	Byline:        "报上怎样署名就怎样写，如：记者 林测试 通讯员 高示例；也可以分开写在下面几列",
	Reporter:      "几位之间用、隔开",
	Correspondent: "几位之间用、隔开",
	Author:        "几位之间用、隔开",
	Photographer:  "几位之间用、隔开",
	Unit:          "报送或申报这篇稿件的本局单位，见“单位”表；几家合写用、隔开",
	Source:        "转载的写原载媒体",
	Form:          "消息、通讯、简讯、图片、视频、调研；不填算消息",
	Body:          "尽量填全文：没有正文就认不出转载，也看不出倾向",
	Beside:        "正文另存在与本表同一目录的 .txt，或浏览器另存的网页 .html 时，写文件名",
	Remark:        "只作存证，不参与计算",
}

// Names of the template's sheets.
const (
	entrySheet  = "补录"
	noteSheet   = "填写说明"
	outletSheet = "媒体"
	unitSheet   = "单位"
)

// CSV writes the sheet as text that Excel opens: UTF-8 with a mark.
func (f FormSheet) CSV() ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	header := make([]string, len(columns))
	for i, c := range columns {
		header[i] = string(c.column)
	}
	if err := w.Write(header); err != nil {
		return nil, err
	}
	for _, r := range f.Rows {
		if err := w.Write(f.cells(r)); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

func (f FormSheet) cells(r Row) []string {
	cells := make([]string, len(columns))
	d := Document{Cells: r.Cells}
	for i, c := range columns {
		cells[i] = d.Value(c.column)
	}
	return cells
}

// XLSX writes the sheet as a workbook: what belongs where, and lists to choose from.
func (f FormSheet) XLSX() ([]byte, error) {
	book := excelize.NewFile()
	defer book.Close() //nolint:errcheck // in memory
	w := writing{book: book}
	w.do(book.SetSheetName("Sheet1", entrySheet))
	w.header()
	for i, r := range f.Rows {
		for c, value := range f.cells(r) {
			if value != "" {
				w.set(entrySheet, c, i+1, value)
			}
		}
	}
	w.note()
	w.list(outletSheet, f.Outlets, Outlet)
	w.list(unitSheet, f.Units, "") // several may be named
	book.SetActiveSheet(0)
	if w.err != nil {
		return nil, w.err
	}
	b, err := book.WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("write a workbook: %w", err)
	}
	return b.Bytes(), nil
}

// writing keeps the first error of many steps.
type writing struct {
	book *excelize.File
	err  error
}

func (w *writing) do(err error) {
	if w.err == nil {
		w.err = err
	}
}

func (w *writing) set(sheet string, column, row int, value string) {
	axis, err := excelize.CoordinatesToCellName(column+1, row+1)
	w.do(err)
	w.do(w.book.SetCellStr(sheet, axis, value))
}

func (w *writing) style(s *excelize.Style) int {
	id, err := w.book.NewStyle(s)
	w.do(err)
	return id
}

// widths in characters, for columns that hold more than a name.
var widths = map[Column]float64{Title: 40, Outlet: 16, Date: 12, Link: 40, Byline: 28, Body: 50, Unit: 18, Page: 14, Program: 14}

func (w *writing) header() {
	text := w.style(&excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}}) // 49 is text: no link or date is changed by Excel
	bold := w.style(&excelize.Style{Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Color: []string{"E8ECF0"}, Pattern: 1}})
	for i, c := range columns {
		name, err := excelize.ColumnNumberToName(i + 1)
		w.do(err)
		width := widths[c.column]
		if width == 0 {
			width = 10
		}
		w.do(w.book.SetColWidth(entrySheet, name, name, width))
		w.do(w.book.SetColStyle(entrySheet, name, text))
		w.set(entrySheet, i, 0, string(c.column))
		w.do(w.book.SetCellStyle(entrySheet, name+"1", name+"1", bold))
		if c.column == Form {
			dv := excelize.NewDataValidation(true)
			dv.Sqref = fmt.Sprintf("%s2:%s%d", name, name, maxRows)
			w.do(dv.SetDropList([]string{"消息", "通讯", "简讯", "图片", "视频", "调研"}))
			w.do(w.book.AddDataValidation(entrySheet, dv))
		}
	}
	w.do(w.book.SetPanes(entrySheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
}

func (w *writing) note() {
	_, err := w.book.NewSheet(noteSheet)
	w.do(err)
	w.do(w.book.SetColWidth(noteSheet, "B", "B", 90))
	for i, c := range columns {
		w.set(noteSheet, 0, i, string(c.column))
		w.set(noteSheet, 1, i, notes[c.column])
	}
}

// list is a sheet of names, and a column of the first sheet chooses among them.
func (w *writing) list(sheet string, names []string, column Column) {
	if len(names) == 0 {
		return
	}
	_, err := w.book.NewSheet(sheet)
	w.do(err)
	w.do(w.book.SetColWidth(sheet, "A", "A", 40))
	for i, n := range names {
		w.set(sheet, 0, i, n)
	}
	for i, c := range columns {
		if c.column != column {
			continue
		}
		name, err := excelize.ColumnNumberToName(i + 1)
		w.do(err)
		dv := excelize.NewDataValidation(true)
		dv.Sqref = fmt.Sprintf("%s2:%s%d", name, name, maxRows)
		dv.SetSqrefDropList(fmt.Sprintf("'%s'!$A$1:$A$%d", sheet, len(names)))
		dv.ShowErrorMessage = false // an alias may be written as well
		w.do(w.book.AddDataValidation(entrySheet, dv))
	}
}
