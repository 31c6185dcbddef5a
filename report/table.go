package report

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/gaobang/gaobang"
)

// Table writes a ranking for a terminal; Han letters take two columns.
func Table(w io.Writer, r gaobang.Ranking) error {
	rows := [][]string{{"名次", what(r.By), "得分", "篇数", "国家", "省级", "地市", "县级", "本单位", "较上期", "得分变化", "任务"}}
	for _, row := range r.Rows {
		line := []string{strconv.Itoa(row.Rank), row.Name, row.Points.String(), strconv.Itoa(row.Articles)}
		for _, l := range gaobang.Levels() {
			line = append(line, blank(articlesAt(row, l)))
		}
		rows = append(rows, append(line, change(r, row), pointsChange(r, row), quotasText(r, row)))
	}
	const after = 4 // the pieces that count
	if r.Awaiting > 0 {
		rows[0] = slices.Insert(rows[0], after, "待核")
		for i, row := range r.Rows {
			rows[i+1] = slices.Insert(rows[i+1], after, waits(row))
		}
	}
	if anyIll(r) {
		rows[0] = slices.Insert(rows[0], after, "负面")
		for i, row := range r.Rows {
			rows[i+1] = slices.Insert(rows[i+1], after, blank(row.Negative))
		}
	}
	if _, err := fmt.Fprintf(w, "%s\n%s\n", heading(r), r.Title); err != nil {
		return err
	}
	for _, why := range empty(r) { // above: nobody reads on below a table of noughts
		if neverCrawled(r) {
			why += fmt.Sprintf("补采：gaobang crawl --since %s --until %s", r.Period.First(), r.Period.Last())
		}
		if _, err := fmt.Fprintln(w, "注意："+why); err != nil {
			return err
		}
	}
	if err := Columns(w, rows, func(i int) bool { return i != 1 && i != len(rows[0])-1 }); err != nil {
		return err
	}
	for _, note := range notes(r)[len(empty(r)):] {
		if _, err := fmt.Fprintln(w, "注："+note); err != nil {
			return err
		}
	}
	return nil
}

// anyIll reports that a row lost points by a piece: a column says how many did.
func anyIll(r gaobang.Ranking) bool {
	return slices.ContainsFunc(r.Rows, func(row gaobang.RankingRow) bool { return row.Negative > 0 })
}

// blank is a number; empty for none, as notices print it.
func blank(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// Words is for columns that hold words only.
func Words(int) bool { return false }

// narrow counts every East Asian letter as two columns and every other as one,
// whatever the machine's locale says.
func narrow() *runewidth.Condition { return &runewidth.Condition{} }

// Columns writes rows in columns of equal width, the first row their heads; words
// stand left, and right says which columns hold numbers and stand right.
func Columns(w io.Writer, rows [][]string, right func(column int) bool) error {
	c := narrow()
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], c.StringWidth(cell))
		}
	}
	for _, row := range rows {
		var b strings.Builder
		for i, cell := range row {
			pad := strings.Repeat(" ", widths[i]-c.StringWidth(cell))
			if right(i) {
				b.WriteString(pad + cell)
			} else {
				b.WriteString(cell + pad)
			}
			b.WriteString("  ")
		}
		if _, err := fmt.Fprintln(w, strings.TrimRight(b.String(), " ")); err != nil {
			return err
		}
	}
	return nil
}
