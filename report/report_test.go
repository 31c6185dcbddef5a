package report

import (
	"bytes"
	"encoding/csv"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

var update = flag.Bool("update", false, "write the golden files")

// sample is a ranking with a reprint, a withheld piece, a unit without any, and
// names that are no text but code.
func sample(t *testing.T) []gaobang.Ranking {
	t.Helper()
	week, err := gaobang.ParsePeriod("2026-W47")
	if err != nil {
		t.Fatal(err)
	}
	at, err := gaobang.ParseMoment("2026-11-20T08:31")
	if err != nil {
		t.Fatal(err)
	}
	evidence := []gaobang.Evidence{{Article: 1, Span: gaobang.Span{Field: gaobang.FieldBody, To: 6}, Text: "<b>乙镇"}}
	credit := func(id gaobang.ArticleID, clause string, points gaobang.Points, reason gaobang.CreditReason) gaobang.RankingCredit {
		return gaobang.RankingCredit{Article: id, Unit: "a", UnitName: "=cmd()", Clause: clause, Share: gaobang.WholeShare, Points: points, Reason: reason, Basis: gaobang.ByNamedUnit, Evidence: evidence}
	}
	ruled := credit(1, "一", 10500, "")
	ruled.Rulings = []gaobang.Ruling{{Kind: gaobang.DecideSentiment, Sentiment: gaobang.Negative, By: "<i>宣传科", Day: at.Date(), Why: "核实<b>"}}
	return []gaobang.Ranking{{
		Period: week, Of: "b", OfName: "甲局", By: gaobang.RankUnits, RuleBook: "r", Version: 2, Awaiting: 1, Title: "考核办法", AsOf: at.Date().AddDays(3),
		Rows: []gaobang.RankingRow{
			{
				Rank: 1, ID: "a", Name: "=cmd()", Group: "镇街", Points: 10500, Articles: 2, ByLevel: []gaobang.LevelCount{{Level: gaobang.LevelCounty, Articles: 2, Points: 10500}},
				Previous: &gaobang.RankingBefore{Rank: 3, Points: 2000, Articles: 1}, Quotas: []gaobang.QuotaProgress{{Quota: "周", Text: "每周1篇", Period: week, OwedArticles: 1, DoneArticles: 2}},
				Awaiting: &gaobang.Awaiting{Articles: 1, Counted: gaobang.Outcome{Rank: 1, Points: 12500}, Negative: &gaobang.Outcome{Rank: 2, Points: -2000}},
				Credits:  []gaobang.RankingCredit{ruled, credit(2, "", 0, gaobang.AwaitsReview)},
			},
			{Rank: 2, ID: "c", Name: "丙镇", Group: "镇街", ByLevel: []gaobang.LevelCount{}, Credits: []gaobang.RankingCredit{}},
		},
		Articles: map[gaobang.ArticleID]gaobang.CitedArticle{
			1: {Title: "<script>alert(1)</script>", OutletName: "甲报", Level: gaobang.LevelCounty, PublishedAt: at, URL: "javascript:alert(1)", KeptOn: at.Date(), Placement: gaobang.Placement{Page: "01", FrontPage: true}, Origin: 1},
			2: {Title: "转载", OutletName: "乙网", Level: gaobang.LevelCounty, PublishedAt: at, URL: "http://b.example/2", Origin: 1},
		},
		Clauses: map[string]string{"一": "每篇计10.5分。"},
		Coverage: gaobang.Coverage{Sources: 9, Until: gaobang.Date{Year: 2026, Month: 11, Day: 20}, Gaps: []gaobang.Gap{
			{Source: "s1", Name: "<甲报>", From: gaobang.Date{Year: 2026, Month: 11, Day: 18}, To: gaobang.Date{Year: 2026, Month: 11, Day: 19}, Why: "超时"},
		}},
	}}
}

func TestDocuments(t *testing.T) {
	rankings := sample(t)
	for name, write := range map[string]func(io.Writer) error{
		"ranking.txt":  func(w io.Writer) error { return Table(w, rankings[0]) },
		"ranking.html": func(w io.Writer) error { return HTML(w, rankings) },
		"ranking.csv":  func(w io.Writer) error { return CSV(w, rankings) },
		"ranking.json": func(w io.Writer) error { return JSON(w, rankings) },
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := write(&b); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join("testdata", name)
			if *update {
				if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(b.Bytes(), want) {
				t.Errorf("%s differs; got:\n%s", path, b.String())
			}
		})
	}
}

func TestHostileWordsStayWords(t *testing.T) {
	var page, sheet bytes.Buffer
	if err := HTML(&page, sample(t)); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"<script>", "javascript:", "<b>乙镇"} {
		if strings.Contains(page.String(), bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	if err := CSV(&sheet, sample(t)); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(sheet.String(), ",'=cmd(),") {
		t.Errorf("a formula stands in the sheet:\n%s", sheet.String())
	}
}

// TestATopUpSaysThatTheStoryWasPaid: by what did not count as much, which need not
// be a lower level: a front page or a longer text pays more too.
func TestATopUpSaysThatTheStoryWasPaid(t *testing.T) {
	rankings := sample(t)
	rankings[0].Clauses["same_story"] = "同一稿件按最高分计一次。"
	rankings[0].Rows[0].Credits[0].Reason = gaobang.SameStoryTopUp
	var page bytes.Buffer
	if err := HTML(&page, rankings); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"同稿补差", "同一稿件此前已计分，这里只计高出的部分", "同一稿件按最高分计一次。"} {
		if !strings.Contains(page.String(), want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

// TestRemarks: what a reader has to know besides the figures.
func TestRemarks(t *testing.T) {
	week, err := gaobang.ParsePeriod("2026-W47")
	if err != nil {
		t.Fatal(err)
	}
	before := week.Previous()
	lacks := func(p gaobang.Period, sources, gaps int) gaobang.Coverage {
		c := gaobang.Coverage{Sources: sources}
		for i := range gaps {
			c.Gaps = append(c.Gaps, gaobang.Gap{Source: gaobang.SourceID(rune('a' + i)), Name: string(rune('甲' + i)), From: p.First(), To: p.Last()})
		}
		return c
	}
	some := []gaobang.RankingRow{{Articles: 1}}
	quota := []gaobang.RankingRow{{Articles: 1, Quotas: []gaobang.QuotaProgress{{Period: week, Periods: 4, Met: 3}}}}
	cases := []struct {
		rule string
		r    gaobang.Ranking
		want string
	}{
		{"都采全了", gaobang.Ranking{Rows: some, Coverage: lacks(week, 3, 0), Before: lacks(before, 3, 0)}, ""},
		{"上一期没有采全", gaobang.Ranking{Rows: some, Coverage: lacks(week, 3, 0), Before: lacks(before, 3, 1)}, "上一期，2026年第46周（11月9日至11月15日），3 个采集源中 1 个没有采全，“较上期”和“得分变化”仅供参考：甲。"},
		{"上一期没有采集", gaobang.Ranking{Rows: some, Coverage: lacks(week, 2, 0), Before: lacks(before, 2, 2)}, "上一期，2026年第46周（11月9日至11月15日），还没有采集过，上期没有数据，“较上期”和“得分变化”写作“—”。"},
		{"本期没有采集，上一期不必再说", gaobang.Ranking{Coverage: lacks(week, 2, 2), Before: lacks(before, 2, 2)}, "这一期还没有采集过，下表不说明任何问题。"},
		{"采全了而没有稿件", gaobang.Ranking{Coverage: lacks(week, 3, 0)}, "这一期没有一篇稿件计分；各采集源都采全了。"},
		{"没有稿件也没有采全", gaobang.Ranking{Coverage: lacks(week, 3, 1)}, "这一期没有一篇稿件计分；但还没有采全，不能当作没有发稿。\n3 个采集源中 1 个没有采全，可能缺稿：甲。"},
		{"没有采集源", gaobang.Ranking{Coverage: lacks(week, 0, 0)}, "名册中没有在用的采集源，这一期也没有补录的稿件计分，下表是空的。"},
		{"名称带括号的采集源，外面不再套括号", gaobang.Ranking{Rows: some, Coverage: gaobang.Coverage{Sources: 2, Gaps: []gaobang.Gap{{Source: "a", Name: "甲网（已关停）"}}}}, "2 个采集源中 1 个没有采全，可能缺稿：甲网（已关停）。"},
		{"等人认定的篇数，各单位认定后的得分和名次，怎样去看", gaobang.Ranking{
			Period: week, Awaiting: 3, Coverage: lacks(week, 3, 0),
			Rows: []gaobang.RankingRow{
				{Name: "甲镇", Articles: 1, Awaiting: &gaobang.Awaiting{Articles: 2, Counted: gaobang.Outcome{Rank: 1, Points: 22000}}},
				{Name: "乙镇", Awaiting: &gaobang.Awaiting{Articles: 1, Counted: gaobang.Outcome{Rank: 2, Points: 5000}, Negative: &gaobang.Outcome{Rank: 3, Points: -10000}}},
			},
		}, "另有 3 篇待核（归属或倾向等人认定），暂不计分：甲镇 2 篇，都照程序的判断计分则共 22 分、第 1 名；乙镇 1 篇，归属都照程序的判断、看来负面的都认定不是负面则共 5 分、第 2 名，看来负面的都认定负面则共 -10 分、第 3 名。逐篇查看：gaobang article review --period 2026-W47。"},
		{"给通讯员排名时，待核的都没有署名通讯员", gaobang.Ranking{By: gaobang.RankPeople, Awaiting: 3, Rows: some, Coverage: lacks(week, 3, 0)}, "另有 3 篇待核（归属或倾向等人认定），暂不计分，都没有署名通讯员。逐篇查看：gaobang article review --period 2026-W47。"},
		{"给通讯员排名时，待核的有几篇没有署名通讯员", gaobang.Ranking{By: gaobang.RankPeople, Awaiting: 3, Coverage: lacks(week, 3, 0), Rows: []gaobang.RankingRow{{
			Name: "林测试", Articles: 1, Awaiting: &gaobang.Awaiting{Articles: 1, Counted: gaobang.Outcome{Rank: 1, Points: 2000}},
			Credits: []gaobang.RankingCredit{{Article: 7, Reason: gaobang.AwaitsReview}, {Article: 8}},
		}}}, "另有 3 篇待核（归属或倾向等人认定），暂不计分：林测试 1 篇，都照程序的判断计分则共 2 分、第 1 名；其中 2 篇没有署名通讯员。逐篇查看：gaobang article review --period 2026-W47。"},
		{"等人认定的没有一篇写到排名中的，也要说", gaobang.Ranking{Period: week, Awaiting: 1, Rows: some, Coverage: lacks(week, 3, 0)}, "另有 1 篇待核（归属或倾向等人认定），暂不计分。逐篇查看：gaobang article review --period 2026-W47。"},
		{"只写到本级的也是稿件", gaobang.Ranking{Unassigned: &gaobang.RankingRow{}, Coverage: lacks(week, 3, 0)}, ""},
		{"按周的任务怎样数", gaobang.Ranking{Rows: quota}, "按周的任务只数在本期内结束、已经采集的各周，还没有过完的不算。"},
	}
	for _, c := range cases {
		c.r.Period = week
		if got := strings.Join(remarks(c.r), "\n"); got != c.want {
			t.Errorf("%s: %q, want %q", c.rule, got, c.want)
		}
	}
	for _, c := range []struct {
		period gaobang.PeriodKind
		want   string
	}{{gaobang.Week, "4周中完成3周"}, {gaobang.Month, "4个月中完成3个月"}, {gaobang.Quarter, "4个季度中完成3个季度"}} {
		q := gaobang.QuotaProgress{Period: gaobang.PeriodOf(c.period, week.Start()), Periods: 4, Met: 3}
		if got := quotaText(gaobang.Ranking{Period: week}, q); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	var table strings.Builder
	if err := Table(&table, gaobang.Ranking{Period: week, Coverage: lacks(week, 2, 2)}); err != nil {
		t.Fatal(err)
	}
	if want := "\n注意：这一期还没有采集过，下表不说明任何问题。补采：gaobang crawl --since 2026-11-16 --until 2026-11-22\n名次  "; !strings.Contains(table.String(), want) {
		t.Errorf("why it is empty does not stand above the table:\n%s", table.String())
	}
}

// TestEveryLineOfASheetCarriesTheNotes: sorted, filtered or cut, a line says what it
// lacks; a ranking of nobody is not an empty sheet.
func TestEveryLineOfASheetCarriesTheNotes(t *testing.T) {
	rankings := sample(t)
	rankings = append(rankings, rankings[0])
	rankings[1].Rows = nil
	var b bytes.Buffer
	if err := CSV(&b, rankings); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), "\uFEFF"))).ReadAll() // of equal length, or it fails
	if err != nil || len(lines) != 1+2+1 {
		t.Fatalf("%d lines, %v", len(lines), err)
	}
	for _, l := range lines[1:] {
		if note := l[len(l)-1]; !strings.Contains(note, "另有 1 篇待核") || !strings.Contains(note, "可能缺稿") {
			t.Errorf("a line says %q", note)
		}
	}
}

// TestNothingIsComparedWithWhatNobodySaw: noughts of a period that was never collected
// are neither a rank nor points to move from.
func TestNothingIsComparedWithWhatNobodySaw(t *testing.T) {
	r := sample(t)[0]
	before := r.Period.Previous()
	r.Before = gaobang.Coverage{Sources: 1, Gaps: []gaobang.Gap{{Source: "a", From: before.First(), To: before.Last()}}}
	for _, c := range []struct {
		rule          string
		sources       int
		articles      int
		moved, points string
	}{
		{"上期没有数据", 1, 0, "—", "—"},
		{"没有采集源，上期也没有补录", 0, 0, "—", "—"},
		{"上期采集过，没有一篇", 2, 0, "↑2", "+10.5"},
		{"上期没有采集，有补录的", 1, 1, "↑2", "+10.5"},
	} {
		r.Before.Sources = c.sources
		row := r.Rows[0]
		row.Previous = &gaobang.RankingBefore{Rank: 3, Articles: c.articles}
		r.Rows[0] = row
		if moved, points := change(r, row), pointsChange(r, row); moved != c.moved || points != c.points {
			t.Errorf("%s: %s, %s", c.rule, moved, points)
		}
	}
}

// TestPiecesThatCostPointsHaveAColumn: a unit with points below nought and no piece
// that counts says by how many pieces.
func TestPiecesThatCostPointsHaveAColumn(t *testing.T) {
	r := sample(t)[0]
	r.Rows[1].Points, r.Rows[1].Negative = -10000, 1
	var table, page, sheet strings.Builder
	if err := errors.Join(Table(&table, r), HTML(&page, []gaobang.Ranking{r}), CSV(&sheet, []gaobang.Ranking{r})); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(table.String(), "\n")
	if !slices.Equal(strings.Fields(lines[2])[:6], strings.Fields("名次 单位 得分 篇数 负面 待核")) || !slices.Equal(strings.Fields(lines[4])[:5], strings.Fields("2 丙镇 -10 0 1")) {
		t.Errorf("the table says\n%s", table.String())
	}
	if !strings.Contains(page.String(), "<th>负面</th>") || !strings.Contains(page.String(), "<td>0</td><td>1</td>") {
		t.Error("the page does not say so")
	}
	if all, err := csv.NewReader(strings.NewReader(sheet.String())).ReadAll(); err != nil || all[0][len(all[0])-2] != "负面扣分（篇）" || all[2][len(all[2])-2] != "1" {
		t.Errorf("the sheet says %v, %v", all, err)
	}
}

// TestWhatASheetClaimsIsNoByline: the words of a claim stand in the sheet; only where
// a page was seen too may they stand there.
func TestWhatASheetClaimsIsNoByline(t *testing.T) {
	for _, c := range []struct {
		rule    string
		article gaobang.CitedArticle
		basis   gaobang.Basis
		want    string
	}{
		{"采到的网页", gaobang.CitedArticle{URL: "http://a.example/1"}, gaobang.ByNamedUnit, "页面署名"},
		{"补录申报", gaobang.CitedArticle{URL: "http://a.example/1", Entered: true}, gaobang.ByClaim, "申报表写"},
		{"没有网页的补录", gaobang.CitedArticle{Entered: true}, gaobang.ByNamedUnit, "申报表写"},
		{"网页佐证的申报", gaobang.CitedArticle{URL: "http://a.example/1", Entered: true}, gaobang.ByNamedUnit, "页面署名或申报表写"},
	} {
		if got := fieldWord(c.article, c.basis, gaobang.FieldMeta); got != c.want {
			t.Errorf("%s: %s, want %s", c.rule, got, c.want)
		}
	}
}
