package scoring

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

// TestSuppose: what waits, as if it were ruled.
func TestSuppose(t *testing.T) {
	deduct := gaobang.Clause{ID: "扣", Kind: gaobang.DeductClause, Amount: 3 * gaobang.OnePoint}
	unsure := func(a *Article) { a.Attributions[0].Confidence = 60 }
	ill := func(a *Article) { a.Sentiments = []gaobang.Sentiment{{Bureau: "dan", Label: gaobang.Negative}} }
	for _, c := range []struct {
		rule              string
		articles          []Article
		decisions         []gaobang.Decision
		counted, negative string
	}{
		{
			rule: "把握不足的，照程序的判断计分；不像负面的不当负面", articles: with(piece(1, gaobang.LevelPrefecture, 1, "yun"), unsure),
			counted: "1 yun 市 5", negative: "1 yun  0 awaits_review",
		},
		{
			rule: "看来负面的，计分或扣分", articles: with(piece(1, gaobang.LevelPrefecture, 1, "yun"), ill),
			counted: "1 yun 市 5", negative: "1 yun 扣 -3",
		},
		{
			rule: "把握不足而又看来负面的，两样都要认定", articles: with(with(piece(1, gaobang.LevelPrefecture, 1, "yun"), ill)[0], unsure),
			counted: "1 yun 市 5", negative: "1 yun 扣 -3",
		},
		{
			rule: "倾向已认定负面、归属待认定的，认定了归属就扣分", articles: with(piece(1, gaobang.LevelPrefecture, 1, "yun"), unsure),
			decisions: []gaobang.Decision{decided(gaobang.DecideSentiment, gaobang.Negative)}, counted: "1 yun 扣 -3", negative: "1 yun  0 awaits_review",
		},
		{
			rule: "两个单位分数不变", articles: with(piece(1, gaobang.LevelPrefecture, 1, "yun", "qu"), unsure),
			counted: "1 qu 市 2.5|1 yun 市 2.5", negative: "1 qu  0 awaits_review|1 yun  0 awaits_review",
		},
		{
			rule: "待核的首发计了分，转载只补差", articles: story(with(piece(1, gaobang.LevelPrefecture, 1, "yun"), unsure)[0], piece(2, gaobang.LevelProvincial, 2, "yun")),
			counted: "1 yun 市 5|2 yun 省 5 same_story_topup", negative: "1 yun  0 awaits_review|2 yun 省 10",
		},
		{
			rule: "程序没有认出的局，认定了单位还要认定倾向", articles: []Article{piece(1, gaobang.LevelPrefecture, 1, "ju")},
			decisions: []gaobang.Decision{decided(gaobang.DecideUnits, "", "yun")}, counted: "1 yun 市 5", negative: "1 yun  0 awaits_sentiment",
		},
	} {
		t.Run(c.rule, func(t *testing.T) {
			b := book("dan", gaobang.HighestOnce)
			b.Clauses = append(b.Clauses, deduct)
			in := Input{Registry: office(t), Book: b, Articles: c.articles, Decisions: c.decisions}
			waiting := slices.DeleteFunc(Ledger(in), func(c gaobang.Credit) bool { return !c.Reason.Awaits() })
			if len(waiting) == 0 {
				t.Fatal("nothing waits")
			}
			counted, negative := Suppose(in, waiting)
			if got := lines(counted); got != c.counted {
				t.Errorf("counted  %s\nwant     %s", got, c.counted)
			}
			if got := lines(negative); got != c.negative {
				t.Errorf("negative %s\nwant     %s", got, c.negative)
			}
		})
	}
}

func lines(credits []gaobang.Credit) string {
	all := make([]string, len(credits))
	for i, c := range credits {
		all[i] = strings.TrimSpace(fmt.Sprintf("%d %s %s %s %s", c.Article, c.Unit, c.Clause, c.Points, c.Reason))
	}
	return strings.Join(all, "|")
}
