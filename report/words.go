package report

import (
	"fmt"
	"strings"

	"github.com/gaobang/gaobang"
)

// change is how a row moved against the period before; — where it did not exist.
func change(row gaobang.RankingRow) string {
	switch p := row.Previous; {
	case p == nil:
		return "—"
	case p.Rank > row.Rank:
		return fmt.Sprintf("↑%d", p.Rank-row.Rank)
	case p.Rank < row.Rank:
		return fmt.Sprintf("↓%d", row.Rank-p.Rank)
	}
	return "="
}

// pointsChange is the points against the period before, with its sign.
func pointsChange(row gaobang.RankingRow) string {
	if row.Previous == nil {
		return "—"
	}
	d := row.Points - row.Previous.Points
	if d > 0 {
		return "+" + d.String()
	}
	return d.String()
}

func quotaText(q gaobang.QuotaProgress) string {
	if q.OwedArticles > 0 {
		return fmt.Sprintf("%d/%d篇", q.DoneArticles, q.OwedArticles)
	}
	return q.DonePoints.String() + "/" + q.OwedPoints.String() + "分"
}

func quotaDone(q gaobang.QuotaProgress) bool {
	if q.OwedArticles > 0 {
		return q.DoneArticles >= q.OwedArticles
	}
	return q.DonePoints >= q.OwedPoints
}

func quotasText(row gaobang.RankingRow) string {
	parts := make([]string, len(row.Quotas))
	for i, q := range row.Quotas {
		parts[i] = quotaText(q)
	}
	return strings.Join(parts, "，")
}

// what names the rows of a ranking.
func what(by gaobang.RankBy) string {
	switch by {
	case gaobang.RankPeople:
		return "通讯员"
	case gaobang.RankOutlets:
		return "媒体"
	}
	return "单位"
}

// heading is a ranking's title.
func heading(r gaobang.Ranking) string {
	return r.OfName + r.Period.Chinese() + what(r.By) + "排名"
}

// placement is where a piece stood, in words.
func placement(p gaobang.Placement) string {
	var parts []string
	if p.Page != "" {
		parts = append(parts, "第"+p.Page+"版")
	}
	for _, s := range []string{p.PageName, p.Column} {
		if s != "" && (len(parts) == 0 || parts[len(parts)-1] != s) {
			parts = append(parts, s)
		}
	}
	if p.FrontPage && p.PageName != "头版" {
		parts = append(parts, "头版")
	}
	if p.Headline {
		parts = append(parts, "头条")
	}
	if p.HomePage {
		parts = append(parts, "网站首页")
	}
	return strings.Join(parts, " ")
}

func fieldWord(f gaobang.Field) string {
	switch f {
	case gaobang.FieldTitle:
		return "标题"
	case gaobang.FieldMeta:
		return "页面署名"
	case gaobang.FieldSource:
		return "来源"
	}
	return "正文"
}
