package report

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"github.com/gaobang/gaobang"
)

// CSV writes one line a row of every ranking, in UTF-8 with the mark by which
// spreadsheet programs know it.
func CSV(w io.Writer, rankings []gaobang.Ranking) error {
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	head := []string{"考核期", "考核办法", "名次", "名称", "考核组", "得分", "篇数"}
	for _, l := range gaobang.Levels() {
		head = append(head, l.Chinese()+"（篇）")
	}
	if err := out.Write(append(head, "上期名次", "上期得分", "名次变化", "任务")); err != nil {
		return err
	}
	for _, r := range rankings {
		for _, row := range r.Rows {
			if err := out.Write(csvLine(r, row)); err != nil {
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
	if row.Previous != nil {
		rank, points = strconv.Itoa(row.Previous.Rank), row.Previous.Points.String()
	}
	return append(line, rank, points, change(row), safe(quotasText(r, row)))
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
