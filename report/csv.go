package report

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"github.com/gaobang/gaobang"
)

// CSV writes one line a row of every ranking, in UTF-8 with the mark by which
// spreadsheet programs know it. What a reader has to know besides stands in the last
// column of every line, where no sorting, filtering or cutting loses it, and nothing
// stands before or after the table; a ranking without rows is one line of notes.
func CSV(w io.Writer, rankings []gaobang.Ranking) error {
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	head := []string{"考核期", "考核办法", "名次", "名称", "考核组", "得分", "篇数"}
	for _, l := range gaobang.Levels() {
		head = append(head, l.Chinese()+"（篇）")
	}
	head = append(head, "上期名次", "上期得分", "名次变化", "任务", "待核（篇）", "待核都计分则得分", "待核都计分则名次", "看来负面的都认定负面则得分", "负面扣分（篇）", "说明")
	width := len(head)
	if err := out.Write(head); err != nil {
		return err
	}
	for _, r := range rankings {
		note := safe(strings.Join(notes(r), ""))
		for _, row := range r.Rows {
			if err := out.Write(append(csvLine(r, row), note)); err != nil {
				return err
			}
		}
		if len(r.Rows) == 0 && note != "" {
			line := make([]string, width)
			line[0], line[1], line[width-1] = r.Period.String(), safe(r.Title), note
			if err := out.Write(line); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

func csvLine(r gaobang.Ranking, row gaobang.RankingRow) []string {
	line := []string{r.Period.String(), safe(r.Title), strconv.Itoa(row.Rank), safe(row.Name), safe(row.Group), row.Points.String(), strconv.Itoa(row.Articles)}
	for _, l := range gaobang.Levels() {
		line = append(line, strconv.Itoa(articlesAt(row, l)))
	}
	rank, points := "", ""
	if row.Previous != nil && !unknownBefore(r) {
		rank, points = strconv.Itoa(row.Previous.Rank), row.Previous.Points.String()
	}
	return append(append(line, rank, points, change(r, row), safe(quotasText(r, row))), append(csvAwaiting(row), strconv.Itoa(row.Negative))...)
}

// csvAwaiting is what of a row waits for a ruling, and what it would have after one.
func csvAwaiting(row gaobang.RankingRow) []string {
	a := row.Awaiting
	if a == nil {
		return []string{"0", "", "", ""}
	}
	rank, ill := "", ""
	if a.Counted.Rank > 0 {
		rank = strconv.Itoa(a.Counted.Rank)
	}
	if a.Negative != nil {
		ill = a.Negative.Points.String()
	}
	return []string{strconv.Itoa(a.Articles), a.Counted.Points.String(), rank, ill}
}

// safe keeps a spreadsheet program from taking text for a formula.
func safe(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

func articlesAt(row gaobang.RankingRow, l gaobang.Level) int {
	for _, c := range row.ByLevel {
		if c.Level == l {
			return c.Articles
		}
	}
	return 0
}
