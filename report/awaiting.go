package report

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/gaobang/gaobang"
)

// mostAwaiting is how many rows a note names; the column has them all.
const mostAwaiting = 10

// awaiting says how many pieces wait for a ruling, whose they are, where each row would
// stand after one, and how to see them.
func awaiting(r gaobang.Ranking) []string {
	if r.Awaiting == 0 {
		return nil
	}
	var rows []string
	for _, row := range r.Rows {
		if row.Awaiting != nil {
			rows = append(rows, row.Name+awaited(*row.Awaiting))
		}
	}
	if r.Unassigned != nil && r.Unassigned.Awaiting != nil {
		rows = append(rows, "没有写到具体单位的"+awaited(*r.Unassigned.Awaiting))
	}
	if n := len(rows); n > mostAwaiting {
		rows = append(rows[:mostAwaiting], fmt.Sprintf("等 %d 个，见“待核”一栏", n))
	}
	text := fmt.Sprintf("另有 %d 篇待核（归属或倾向等人认定），暂不计分", r.Awaiting)
	if len(rows) > 0 {
		text += "：" + strings.Join(rows, "；")
	}
	return []string{text + "。逐篇查看：gaobang article review --period " + r.Period.String() + "。"}
}

// awaited is how many pieces of a row wait, and what it would have.
func awaited(a gaobang.Awaiting) string {
	text := fmt.Sprintf(" %d 篇，都照程序的判断计分则共 %s", a.Articles, outcome(a.Counted))
	if a.Negative != nil {
		text += "，看来负面的都认定负面则共 " + outcome(*a.Negative)
	}
	return text
}

func outcome(o gaobang.Outcome) string {
	text := o.Points.String() + " 分"
	if o.Rank > 0 {
		text += fmt.Sprintf("、第 %d 名", o.Rank)
	}
	return text
}

// waits is how many pieces of a row wait; empty for none.
func waits(row gaobang.RankingRow) string {
	if row.Awaiting == nil {
		return ""
	}
	return strconv.Itoa(row.Awaiting.Articles)
}
