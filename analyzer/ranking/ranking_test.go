package ranking

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
)

func registry(tb testing.TB) *gaobang.Registry {
	tb.Helper()
	reg, err := gaobang.NewRegistry([]gaobang.Unit{
		{ID: "b", Name: "甲局", Kind: gaobang.Bureau},
		{ID: "a1", Parent: "b", Name: "一", Group: "镇街", Kind: gaobang.Town}, {ID: "a2", Parent: "b", Name: "二", Group: "镇街", Kind: gaobang.Town},
		{ID: "a3", Parent: "b", Name: "三", Kind: gaobang.Department}, {ID: "a4", Parent: "b", Name: "四", Kind: gaobang.Department},
		{ID: "old", Parent: "b", Name: "旧", Kind: gaobang.Town, Validity: gaobang.Validity{To: gaobang.Date{Year: 2020, Month: time.December, Day: 31}}},
	}, []gaobang.Person{{ID: "p", Name: "林测试", Posts: []gaobang.Post{{Unit: "a1"}}}}, nil)
	if err != nil {
		tb.Fatal(err)
	}
	return reg
}

// credit is points of an article for a unit on a day of November 2026.
func credit(article, day int, unit gaobang.UnitID, points int) gaobang.Credit {
	return gaobang.Credit{
		Article: gaobang.ArticleID(article), Unit: unit, Clause: "一", Share: gaobang.WholeShare, Points: gaobang.Points(points) * gaobang.OnePoint,
		Day: gaobang.Date{Year: 2026, Month: time.November, Day: day}, Level: gaobang.LevelCounty, Basis: gaobang.ByNamedUnit,
	}
}

func compute(tb testing.TB, by gaobang.RankBy, credits ...gaobang.Credit) gaobang.Ranking {
	tb.Helper()
	return Compute(input(tb, by, credits...))
}

func input(tb testing.TB, by gaobang.RankBy, credits ...gaobang.Credit) Input {
	tb.Helper()
	week, err := gaobang.ParsePeriod("2026-W47") // 16 to 22 November
	if err != nil {
		tb.Fatal(err)
	}
	return Input{
		Period: week, Of: "b", By: by, Registry: registry(tb), Credits: credits,
		Book: gaobang.RuleBook{ID: "r", Owner: "b", Clauses: []gaobang.Clause{{ID: "一", Text: "每篇计分。"}}, Quotas: []gaobang.Quota{
			{ID: "周", Groups: []string{"镇街"}, Per: gaobang.Week, MinLevel: gaobang.LevelCounty, Articles: 2},
			{ID: "月", Units: []gaobang.UnitID{"a3"}, Per: gaobang.Month, Points: 10 * gaobang.OnePoint},
		}},
		Article: func(id gaobang.ArticleID) gaobang.CitedArticle {
			return gaobang.CitedArticle{Title: fmt.Sprint("稿", int(id)), OutletName: "甲报"}
		},
		Outlet: func(gaobang.ArticleID) gaobang.OutletID { return "paper" },
	}
}

func TestCompute(t *testing.T) {
	cases := []struct {
		rule    string
		by      gaobang.RankBy
		credits []gaobang.Credit
		want    string // rank id points articles previous-rank, quotas
	}{
		{"同分同名次，后一名空出；没有稿件的也列出；撤销的单位不列", gaobang.RankUnits,
			[]gaobang.Credit{credit(1, 16, "a1", 2), credit(2, 17, "a2", 5), credit(3, 18, "a3", 2)},
			"1 a2 5 1 1 1/2|2 a1 2 1 1 1/2|2 a3 2 1 1 2/10|4 a4 0 0 1"},
		{"负分排在零分之后", gaobang.RankUnits, []gaobang.Credit{credit(1, 16, "a1", -3)},
			"1 a2 0 0 1 0/2|1 a3 0 0 1 0/10|1 a4 0 0 1|4 a1 -3 0 1 0/2"},
		{"与上期比", gaobang.RankUnits, []gaobang.Credit{credit(1, 9, "a4", 9), credit(2, 22, "a1", 1)},
			"1 a1 1 1 2 1/2|2 a2 0 0 2 0/2|2 a3 0 0 2 0/10|2 a4 0 0 1"},
		{"一篇多条款只算一篇", gaobang.RankUnits, []gaobang.Credit{credit(1, 16, "a1", 2), credit(1, 16, "a1", 2)},
			"1 a1 4 1 1 1/2|2 a2 0 0 1 0/2|2 a3 0 0 1 0/10|2 a4 0 0 1"},
		{"月任务按月累计到本周末", gaobang.RankUnits, []gaobang.Credit{credit(1, 2, "a3", 4), credit(2, 16, "a3", 3), credit(3, 23, "a3", 9)},
			"1 a3 3 1 1 7/10|2 a1 0 0 1 0/2|2 a2 0 0 1 0/2|2 a4 0 0 1"},
		{"按媒体", gaobang.RankOutlets, []gaobang.Credit{credit(1, 16, "a1", 2)}, "1 paper 2 1 0"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			var lines []string
			for _, row := range compute(t, c.by, c.credits...).Rows {
				before := 0
				if row.Previous != nil {
					before = row.Previous.Rank
				}
				line := fmt.Sprintf("%d %s %s %d %d", row.Rank, row.ID, row.Points, row.Articles, before)
				for _, q := range row.Quotas {
					if q.OwedArticles > 0 {
						line += fmt.Sprintf(" %d/%d", q.DoneArticles, q.OwedArticles)
					} else {
						line += fmt.Sprintf(" %s/%s", q.DonePoints, q.OwedPoints)
					}
				}
				lines = append(lines, line)
			}
			if got := strings.Join(lines, "|"); got != c.want {
				t.Errorf("ranking = %s\nwant      %s", got, c.want)
			}
		})
	}
}

func TestPeopleAndUnassigned(t *testing.T) {
	signed := credit(1, 16, "a1", 2)
	signed.Person = "p"
	if r := compute(t, gaobang.RankPeople, signed, credit(2, 17, "a2", 5)); len(r.Rows) != 1 || r.Rows[0].Name != "林测试" || r.Rows[0].Points != 2*gaobang.OnePoint {
		t.Errorf("people = %+v", r.Rows)
	}
	r := compute(t, gaobang.RankUnits, credit(1, 16, "b", 5))
	if r.Unassigned == nil || r.Unassigned.Points != 5*gaobang.OnePoint || r.Rows[0].Points != 0 {
		t.Errorf("what names only the bureau = %+v", r.Unassigned)
	}
	if r.Articles[1].Title != "稿1" || r.Clauses["一"] != "每篇计分。" {
		t.Errorf("cited %v, clauses %v", r.Articles, r.Clauses)
	}
}

// TestCreditsNameTheirRulings: also of the first publication where a reprint
// follows it.
func TestCreditsNameTheirRulings(t *testing.T) {
	reprint, own := credit(2, 16, "a1", 2), credit(1, 16, "a2", 2)
	reprint.Basis, own.Basis = gaobang.ByFamilyOrigin, gaobang.ByDecision
	in := input(t, gaobang.RankUnits, reprint, own, credit(3, 17, "a3", 1))
	in.Decisions = []gaobang.Decision{{Article: 1, Bureau: "b", Kind: gaobang.DecideUnits, By: "测试", Why: "核对"}}
	in.Article = func(gaobang.ArticleID) gaobang.CitedArticle { return gaobang.CitedArticle{Origin: 1} }
	for _, row := range Compute(in).Rows {
		for _, c := range row.Credits {
			if (len(c.Rulings) == 1 && c.Rulings[0].Why == "核对") != (c.Article != 3) {
				t.Errorf("%v rests on %v", c.Article, c.Rulings)
			}
		}
	}
}

func TestTheSameLedgerIsTheSameBytes(t *testing.T) {
	credits := []gaobang.Credit{credit(1, 16, "a1", 2), credit(2, 17, "a2", 5), credit(3, 18, "b", 2)}
	first, err := json.Marshal(compute(t, gaobang.RankUnits, credits...))
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		again, err := json.Marshal(compute(t, gaobang.RankUnits, credits...))
		if err != nil || string(again) != string(first) {
			t.Fatalf("differs: %v\n%s\n%s", err, first, again)
		}
	}
}

// BenchmarkYear1M ranks a year of a million credits; the yardstick is a plain sum
// over the same credits by unit.
func BenchmarkYear1M(b *testing.B) {
	reg := registry(b)
	units := []gaobang.UnitID{"a1", "a2", "a3", "a4"}
	credits := make([]gaobang.Credit, 1_000_000)
	start := gaobang.Date{Year: 2026, Month: time.January, Day: 1}
	days := make([]gaobang.Date, 365)
	for i := range days {
		days[i] = start.AddDays(i)
	}
	for i := range credits {
		credits[i] = gaobang.Credit{Article: gaobang.ArticleID(i), Unit: units[i%4], Points: gaobang.OnePoint, Day: days[i*365/len(credits)], Level: gaobang.LevelCounty}
	}
	year, err := gaobang.ParsePeriod("2026")
	if err != nil {
		b.Fatal(err)
	}
	in := Input{Period: year, Of: "b", By: gaobang.RankUnits, Registry: reg, Credits: credits}
	b.Run("sums", func(b *testing.B) {
		k := newKeeper(in)
		for b.Loop() {
			k.count(year)
		}
	})
	b.Run("yardstick=plain-sum", func(b *testing.B) {
		for b.Loop() {
			sums := map[gaobang.UnitID]gaobang.Points{}
			for i := range credits {
				sums[credits[i].Unit] += credits[i].Points
			}
		}
	})
}

// TestQuotasInALongerRanking counts weekly quotas in a month's ranking: week by
// week, as far as the data go.
func TestQuotasInALongerRanking(t *testing.T) {
	november, err := gaobang.ParsePeriod("2026-11")
	if err != nil {
		t.Fatal(err)
	}
	day := func(d int) gaobang.Date { return gaobang.Date{Year: 2026, Month: time.November, Day: d} }
	cases := []struct {
		rule         string
		from, until  gaobang.Date
		periods, met int
	}{
		{"every week that ends in the month", gaobang.Date{}, gaobang.Date{}, 5, 3},             // W44 to W48
		{"weeks that are not over are not owed yet", gaobang.Date{}, day(24), 4, 2},             // to W47
		{"the week whose last day was crawled last is not over", gaobang.Date{}, day(22), 3, 1}, // to W46
		{"weeks before the first crawl are not owed", day(9), day(24), 2, 1},                    // W46, W47
		{"of one week there is its own progress", day(9), day(15), 0, 0},                        // W46
		{"before any is over the one running", gaobang.Date{Year: 2027}, day(24), 0, 0},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			r := Compute(Input{
				Period: november, Of: "b", By: gaobang.RankUnits, Registry: registry(t), Credits: []gaobang.Credit{credit(1, 4, "a1", 3), credit(2, 17, "a1", 3), credit(3, 23, "a1", 1)},
				Book:     gaobang.RuleBook{ID: "r", Owner: "b", Clauses: []gaobang.Clause{{ID: "一"}}, Quotas: []gaobang.Quota{{ID: "周", Units: []gaobang.UnitID{"a1"}, Per: gaobang.Week, Articles: 1}}},
				Article:  func(gaobang.ArticleID) gaobang.CitedArticle { return gaobang.CitedArticle{} },
				Coverage: gaobang.Coverage{Until: c.until}, DataFrom: c.from,
			})
			for _, row := range r.Rows {
				if row.ID != "a1" {
					continue
				}
				if q := row.Quotas[0]; q.Periods != c.periods || q.Met != c.met {
					t.Errorf("%d periods, %d met; want %d, %d", q.Periods, q.Met, c.periods, c.met)
				}
			}
		})
	}
}

// TestPeriodBeforeTheDataIsUnknown: what was never crawled is no zero.
func TestPeriodBeforeTheDataIsUnknown(t *testing.T) {
	week, err := gaobang.ParsePeriod("2026-W47")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		from gaobang.Date
		know bool
	}{{week.First(), false}, {week.Previous().Last(), true}, {gaobang.Date{}, true}} {
		r := Compute(Input{Period: week, Of: "b", By: gaobang.RankUnits, Registry: registry(t), DataFrom: c.from})
		if known := r.Rows[0].Previous != nil; known != c.know {
			t.Errorf("data from %s: the week before is known: %v", c.from, known)
		}
	}
}

// TestPiecesThatCostPointsAreCounted: each once, beside those that count.
func TestPiecesThatCostPointsAreCounted(t *testing.T) {
	r := compute(t, gaobang.RankUnits, credit(1, 16, "a1", 2), credit(2, 17, "a1", -3), credit(2, 17, "a1", -1), credit(3, 18, "a1", 0))
	for _, row := range r.Rows {
		if want := map[string]int{"a1": 1}[row.ID]; row.Negative != want {
			t.Errorf("%s: %d, want %d", row.ID, row.Negative, want)
		}
	}
}
