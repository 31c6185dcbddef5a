package ranking

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

// TestAwaiting: what waits in a row, and where it would stand after a ruling.
func TestAwaiting(t *testing.T) {
	held := func(article, day int, unit gaobang.UnitID, why gaobang.CreditReason) gaobang.Credit {
		c := credit(article, day, unit, 0)
		c.Clause, c.Reason = "", why
		return c
	}
	review, ill := gaobang.AwaitsReview, gaobang.AwaitsSentiment
	cases := []struct {
		rule              string
		credits           []gaobang.Credit
		counted, negative []gaobang.Credit
		stories           []gaobang.ArticleID
		want              string // pieces|id pieces points rank, and where ruled negative
	}{
		{rule: "都认定了", credits: []gaobang.Credit{credit(1, 16, "a1", 2)}, want: "0"},
		{
			rule: "归属待认定的，照程序的判断计分后名次上升", credits: []gaobang.Credit{credit(1, 16, "a1", 5), held(2, 17, "a2", review)}, stories: []gaobang.ArticleID{2},
			counted: []gaobang.Credit{credit(2, 17, "a2", 9)}, negative: []gaobang.Credit{held(2, 17, "a2", review)}, want: "1|a2 1 9 1",
		},
		{
			rule: "看来负面的，认定负面后名次下降", credits: []gaobang.Credit{credit(1, 16, "a1", 5), held(2, 17, "a1", ill)}, stories: []gaobang.ArticleID{2},
			counted: []gaobang.Credit{credit(2, 17, "a1", 9)}, negative: []gaobang.Credit{credit(2, 17, "a1", -8)}, want: "1|a1 1 14 1 -3 4",
		},
		{
			rule: "同稿只计一次：待核的一篇计了分，后来的转载只补差", credits: []gaobang.Credit{held(1, 16, "a1", review), credit(2, 17, "a1", 9)}, stories: []gaobang.ArticleID{1, 2},
			counted: []gaobang.Credit{credit(1, 16, "a1", 5), credit(2, 17, "a1", 4)}, negative: []gaobang.Credit{held(1, 16, "a1", review), credit(2, 17, "a1", 9)}, want: "1|a1 1 9 1",
		},
		{
			rule: "别的考核期的不算", credits: []gaobang.Credit{held(1, 9, "a1", review)}, want: "0",
		},
		{
			rule: "两个单位合写的一篇，合计算一篇", credits: []gaobang.Credit{held(1, 16, "a1", review), held(1, 16, "a2", review)}, stories: []gaobang.ArticleID{1},
			counted: []gaobang.Credit{credit(1, 16, "a1", 2), credit(1, 16, "a2", 3)}, negative: []gaobang.Credit{held(1, 16, "a1", review), held(1, 16, "a2", review)}, want: "1|a1 1 2 2|a2 1 3 1",
		},
		{
			rule: "只写到本级的没有名次", credits: []gaobang.Credit{held(1, 16, "b", review)}, stories: []gaobang.ArticleID{1},
			counted: []gaobang.Credit{credit(1, 16, "b", 2)}, negative: []gaobang.Credit{held(1, 16, "b", review)}, want: "1| 1 2 0",
		},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			in := input(t, gaobang.RankUnits, c.credits...)
			in.Supposed = Supposed{Stories: map[gaobang.ArticleID]bool{}, Counted: c.counted, Negative: c.negative}
			for _, id := range c.stories {
				in.Supposed.Stories[id] = true
			}
			r := Compute(in)
			lines := []string{fmt.Sprint(r.Awaiting)}
			rows := r.Rows
			if r.Unassigned != nil {
				rows = append(rows, *r.Unassigned)
			}
			for _, row := range rows {
				if a := row.Awaiting; a != nil {
					line := fmt.Sprintf("%s %d %s %d", row.ID, a.Articles, a.Counted.Points, a.Counted.Rank)
					if a.Negative != nil {
						line += fmt.Sprintf(" %s %d", a.Negative.Points, a.Negative.Rank)
					}
					lines = append(lines, line)
				}
			}
			if got := strings.Join(lines, "|"); got != c.want {
				t.Errorf("awaiting %s\nwant     %s", got, c.want)
			}
		})
	}
}
