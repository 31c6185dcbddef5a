package entry

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"github.com/gaobang/gaobang/crawler/fetch"
)

func isUTF16(data []byte) bool {
	return bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff})
}

// CSV reads text as Excel and WPS save it: UTF-8 with or without a mark, GBK, or
// UTF-16; commas, tabs or semicolons between the cells. It tells as what it is read.
func CSV(data []byte) (rows *csv.Reader, charset string) {
	text, charset := fetch.Decode(data, "")
	rows = csv.NewReader(bytes.NewReader(text))
	rows.Comma = separator(text)
	return rows, charset
}

// readCSV reads a sheet. Rows are counted as Excel shows them: a cell of several
// lines is in one row, and an empty line is one.
func readCSV(data []byte) (*grid, error) {
	r, _ := CSV(data)
	r.FieldsPerRecord = -1
	g := &grid{}
	row, next := 0, 1 // the row before, and the line after it
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return g, nil
		}
		if err != nil {
			return g, csvFault(err)
		}
		line, _ := r.FieldPos(0)
		row += 1 + line - next
		next = line + 1
		for _, c := range cells {
			next += strings.Count(c, "\n")
		}
		if len(cells) > maxColumns {
			return g, faultf(row, "", "有 %d 列，最多 %d 列", len(cells), maxColumns)
		}
		if blank(cells) {
			continue
		}
		if len(g.rows) > maxRows+headerRows {
			return g, tooLong()
		}
		g.check(row, cells)
		g.rows = append(g.rows, gridRow{row, cells})
	}
}

// separator is what stands in the most of the first lines, of two in as many the one
// that stands there more often: a title above the cells, or a text in one of them, has
// commas of its own.
func separator(text []byte) rune {
	const firstLines = 10
	best, bestLines, bestCount, seen := ',', 0, 0, 0
	count := map[rune][2]int{} // lines, all in all
	for line := range bytes.Lines(text) {
		for _, c := range separators {
			if n := bytes.Count(line, []byte(string(c))); n > 0 {
				count[c] = [2]int{count[c][0] + 1, count[c][1] + n}
			}
		}
		if seen++; seen == firstLines {
			break
		}
	}
	for _, c := range separators {
		if n := count[c]; n[0] > bestLines || n[0] == bestLines && n[1] > bestCount {
			best, bestLines, bestCount = c, n[0], n[1]
		}
	}
	return best
}

var separators = []rune{',', '\t', ';'}

func csvFault(err error) error {
	bad, ok := errors.AsType[*csv.ParseError](err)
	if !ok {
		return faultf(0, "", "CSV 读不下去：%v", err)
	}
	return faultf(0, "", "CSV 文本从第 %d 行起有一格的引号不成对（没有结束，或引号前后还有字）：请在 Excel 或 WPS 中打开，另存为 .xlsx", bad.StartLine)
}

func tooLong() error {
	return faultf(0, "", "超过 %d 行：请分成几个文件", maxRows)
}

func blank(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

// check refuses formulas and what came of broken ones.
func (g *grid) check(row int, cells []string) {
	for i, c := range cells {
		c = strings.TrimSpace(c)
		if strings.HasPrefix(c, "=") {
			g.faults = append(g.faults, faultf(row, "", "第 %d 列是公式（%s）：请改成文字（复制后“选择性粘贴”为值）", i+1, clip(c)))
		}
		switch c {
		case "#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!":
			g.faults = append(g.faults, faultf(row, "", "第 %d 列是出错的公式（%s）：请改成文字", i+1, c))
		}
	}
}
