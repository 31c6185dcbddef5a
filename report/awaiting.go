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
	return []string{text + unsigned(r) + "。逐篇查看：gaobang article review --period " + r.Period.String() + "。"}
}

// unsigned says of a ranking of people how many of what waits no row has: they were
// signed by no correspondent.
func unsigned(r gaobang.Ranking) string {
	if r.By != gaobang.RankPeople {
		return ""
	}
	signed := map[gaobang.ArticleID]bool{}
	for _, row := range r.Rows {
		for _, c := range row.Credits {
			if c.Reason.Awaits() {
				signed[c.Article] = true
			}
		}
	}
	switch n := r.Awaiting - len(signed); {
	case n <= 0:
		return ""
	case len(signed) == 0:
		return "，都没有署名通讯员"
	default:
		return fmt.Sprintf("；其中 %d 篇没有署名通讯员", n)
	}
}

// awaited is how many pieces of a row wait, and what it would have.
func awaited(a gaobang.Awaiting) string {
	if a.Negative == nil {
		return fmt.Sprintf(" %d 篇，都照程序的判断计分则共 %s", a.Articles, outcome(a.Counted))
	}
	return fmt.Sprintf(" %d 篇，归属都照程序的判断、看来负面的都认定不是负面则共 %s，看来负面的都认定负面则共 %s", a.Articles, outcome(a.Counted), outcome(*a.Negative))
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
