package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gaobang/gaobang"
)

// change is how a row moved against the period before; — where it did not exist, or
// where nothing was collected of it.
func change(r gaobang.Ranking, row gaobang.RankingRow) string {
	switch p := row.Previous; {
	case p == nil || unknownBefore(r):
		return "—"
	case p.Rank > row.Rank:
		return fmt.Sprintf("↑%d", p.Rank-row.Rank)
	case p.Rank < row.Rank:
		return fmt.Sprintf("↓%d", row.Rank-p.Rank)
	}
	return "="
}

// pointsChange is the points against the period before, with its sign.
func pointsChange(r gaobang.Ranking, row gaobang.RankingRow) string {
	if row.Previous == nil || unknownBefore(r) {
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
		return periods(q.Periods, q) + "中完成" + periods(q.Met, q)
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

// periods is a number of a quota's periods: 3周, 2个月.
func periods(n int, q gaobang.QuotaProgress) string {
	kind := q.Period.Kind()
	if kind == gaobang.Week || kind == gaobang.Year {
		return fmt.Sprint(n) + kind.Chinese()
	}
	return fmt.Sprint(n) + "个" + kind.Chinese()
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

// fieldWord is where words stand that a credit rests on. What a claim rests on besides
// the text stands in the sheet, and on no page; nor has all that was entered a page.
func fieldWord(a gaobang.CitedArticle, basis gaobang.Basis, f gaobang.Field) string {
	switch f {
	case gaobang.FieldTitle:
		return "标题"
	case gaobang.FieldMeta:
		switch {
		case basis == gaobang.ByClaim, a.Entered && web(a.URL) == "":
			return "申报表写"
		case a.Entered: // page and sheet may both say so
			return "页面署名或申报表写"
		}
		return "页面署名"
	case gaobang.FieldSource:
		return "来源"
	}
	return "正文"
}

// remarks are what a reader of a ranking has to know besides: what waits for a ruling,
// what is missing from its data and from those it is compared with, and how its quotas
// were counted.
func remarks(r gaobang.Ranking) []string {
	return slices.Concat(empty(r), awaiting(r), coverage(r), comparison(r), counting(r))
}

// notes are the remarks, and what was credited to no row.
func notes(r gaobang.Ranking) []string {
	all := remarks(r)
	if r.Unassigned != nil {
		all = append(all, unassigned(r))
	}
	return all
}

// empty says why nobody has a piece in a ranking: nothing was crawled, something is
// missing, or there was none.
func empty(r gaobang.Ranking) []string {
	c := r.Coverage
	switch {
	case neverCrawled(r):
		return []string{"这一期还没有采集过，下表不说明任何问题。"}
	case r.Unassigned != nil || slices.ContainsFunc(r.Rows, func(row gaobang.RankingRow) bool { return row.Articles > 0 || row.Points != 0 }):
		return nil
	case c.Sources == 0:
		return []string{"名册中没有在用的采集源，这一期也没有补录的稿件计分，下表是空的。"}
	case c.Incomplete() > 0 || !c.Until.IsZero():
		return []string{"这一期没有一篇稿件计分；但还没有采全，不能当作没有发稿。"}
	}
	return []string{"这一期没有一篇稿件计分；各采集源都采全了。"}
}

// coverage says what is missing from a ranking: the days not crawled yet, and the
// sources that were not read whole. It is empty where nothing is.
func coverage(r gaobang.Ranking) []string {
	var all []string
	c := r.Coverage
	if neverCrawled(r) {
		return nil
	}
	if !c.Until.IsZero() {
		all = append(all, fmt.Sprintf("数据截至%d年%d月%d日，之后的还没有采集。", c.Until.Year, c.Until.Month, c.Until.Day))
	}
	if c.Incomplete() > 0 {
		all = append(all, incomplete(c)+"，可能缺稿："+lacking(c)+"。")
	}
	return all
}

func neverCrawled(r gaobang.Ranking) bool {
	c := r.Coverage
	return c.Sources > 0 && c.Until.IsZero() && c.Incomplete() == c.Sources && allUncrawled(c, r.Period)
}

// incomplete is how many sources were not read whole.
func incomplete(c gaobang.Coverage) string {
	return fmt.Sprintf("%d 个采集源中 %d 个没有采全", c.Sources, c.Incomplete())
}

// lacking is the first of the sources that were not read whole. Their names may hold
// brackets: none stand around them.
func lacking(c gaobang.Coverage) string {
	var names []string
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
	return strings.Join(names, "、") + more
}

// comparison says where the period before was not read whole: what changed against
// it may be the crawling.
func comparison(r gaobang.Ranking) []string {
	c, before := r.Before, r.Period.Previous()
	switch {
	case neverCrawled(r):
		return nil
	case unknownBefore(r):
		return []string{"上一期，" + before.Chinese() + "，还没有采集过，上期没有数据，“较上期”和“得分变化”写作“—”。"}
	case c.Incomplete() == 0:
		return nil
	}
	return []string{"上一期，" + before.Chinese() + "，" + incomplete(c) + "，“较上期”和“得分变化”仅供参考：" + lacking(c) + "。"}
}

// unknownBefore reports that nothing was ever collected of the period before, and
// nothing entered: noughts that nobody saw are no ranks to compare with.
func unknownBefore(r gaobang.Ranking) bool {
	compared := false
	for _, row := range r.Rows {
		if p := row.Previous; p != nil {
			compared = true
			if p.Articles > 0 || p.Points != 0 {
				return false
			}
		}
	}
	c := r.Before
	if c.Sources == 0 { // all there is was entered
		return compared
	}
	return c.Incomplete() == c.Sources && allUncrawled(c, r.Period.Previous())
}

// counting says which periods the quotas were counted in, where they are shorter
// than the ranking's.
func counting(r gaobang.Ranking) []string {
	var all []string
	for _, row := range r.Rows {
		for _, q := range row.Quotas {
			kind := q.Period.Kind().Chinese()
			text := "按" + kind + "的任务只数在本期内结束、已经采集的各" + kind + "，还没有过完的不算。"
			if q.Periods > 1 && !slices.Contains(all, text) {
				all = append(all, text)
			}
		}
	}
	return all
}

// allUncrawled reports that no source was read for any day of a period.
func allUncrawled(c gaobang.Coverage, p gaobang.Period) bool {
	for _, g := range c.Gaps {
		if g.From.After(p.First()) || g.To.Before(p.Last()) {
			return false
		}
	}
	return true
}
