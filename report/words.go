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

// quotaText is a quota's progress: 1/3篇, in its own period where that is another
// than the ranking's, or in how many of its periods it was met.
func quotaText(r gaobang.Ranking, q gaobang.QuotaProgress) string {
	if q.Periods > 1 {
		return fmt.Sprintf("%d%s完成%d", q.Periods, q.Period.Kind().Chinese(), q.Met)
	}
	text := q.DonePoints.String() + "/" + q.OwedPoints.String() + "分"
	if q.OwedArticles > 0 {
		text = fmt.Sprintf("%d/%d篇", q.DoneArticles, q.OwedArticles)
	}
	if q.Period != r.Period {
		return q.Period.String() + " " + text
	}
	return text
}

// quotaDone reports that nothing is missing.
func quotaDone(q gaobang.QuotaProgress) bool {
	if q.Periods > 1 {
		return q.Met == q.Periods
	}
	return q.Done()
}

func quotasText(r gaobang.Ranking, row gaobang.RankingRow) string {
	parts := make([]string, len(row.Quotas))
	for i, q := range row.Quotas {
		parts[i] = quotaText(r, q)
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

// Placement is where a piece stood, in words.
func Placement(p gaobang.Placement) string {
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

// coverage says what is missing from a ranking: the days not crawled yet, and the
// sources that were not read whole. It is empty where nothing is.
func coverage(r gaobang.Ranking) []string {
	var all []string
	c := r.Coverage
	switch {
	case c.Sources > 0 && c.Until.IsZero() && c.Incomplete() == c.Sources && allUncrawled(r):
		return []string{"这一期还没有采集过，下表不说明任何问题。"}
	case !c.Until.IsZero():
		all = append(all, fmt.Sprintf("数据截至%d年%d月%d日，之后的还没有采集。", c.Until.Year, c.Until.Month, c.Until.Day))
	}
	if n := c.Incomplete(); n > 0 {
		names := make([]string, 0, n)
		for i, g := range c.Gaps {
			if i == 0 || c.Gaps[i-1].Source != g.Source {
				names = append(names, g.Name)
			}
		}
		const named = 5
		more := ""
		if len(names) > named {
			names, more = names[:named], "等"
		}
		all = append(all, fmt.Sprintf("%d 个采集源中 %d 个没有采全（%s%s），可能缺稿。", c.Sources, n, strings.Join(names, "、"), more))
	}
	return all
}

// allUncrawled reports that no source was read for any day of the period.
func allUncrawled(r gaobang.Ranking) bool {
	for _, g := range r.Coverage.Gaps {
		if g.From.After(r.Period.First()) || g.To.Before(r.Period.Last()) {
			return false
		}
	}
	return true
}
