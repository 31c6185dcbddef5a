package scoring

import (
	"strings"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
)

// office is two bureaus in a prefecture, one with two towns.
func office(t *testing.T) *gaobang.Registry {
	t.Helper()
	reg, err := gaobang.NewRegistry([]gaobang.Unit{
		{ID: "city", Kind: gaobang.Bureau}, {ID: "dan", Parent: "city", Kind: gaobang.Bureau}, {ID: "ju", Parent: "city", Kind: gaobang.Bureau},
		{ID: "yun", Parent: "dan", Kind: gaobang.Town}, {ID: "qu", Parent: "dan", Kind: gaobang.Town},
	}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return reg
}

func yes() *bool { b := true; return &b }

func book(owner gaobang.UnitID, policy gaobang.SameStory) gaobang.RuleBook {
	level := func(id string, l gaobang.Level, points gaobang.Points) gaobang.Clause {
		return gaobang.Clause{ID: id, Kind: gaobang.BaseClause, Match: gaobang.Match{Levels: []gaobang.Level{l}}, Amount: points * gaobang.OnePoint}
	}
	return gaobang.RuleBook{ID: "r", Owner: owner, SameStory: policy, Threshold: 70, Clauses: []gaobang.Clause{
		level("国", gaobang.LevelNational, 20), level("省", gaobang.LevelProvincial, 10), level("市", gaobang.LevelPrefecture, 5),
		{ID: "头版", Kind: gaobang.MultiplyClause, Match: gaobang.Match{FrontPage: yes()}, Amount: 1500},
		{ID: "图片", Kind: gaobang.MultiplyClause, Match: gaobang.Match{Forms: []gaobang.Form{gaobang.Photo}}, Amount: 333},
		{ID: "长稿", Kind: gaobang.AddClause, Match: gaobang.Match{MinChars: 1000}, Amount: gaobang.OnePoint},
	}}
}

// piece is an article n of a level on a day of November, of units that share it
// equally.
func piece(n int, l gaobang.Level, on int, units ...gaobang.UnitID) Article {
	a := Article{
		ID: gaobang.ArticleID(n), Outlet: gaobang.Outlet{ID: "o", Level: l}, Origin: gaobang.ArticleID(n),
		PublishedAt: gaobang.NewMoment(time.Date(2026, 11, on, 8, 0, 0, 0, gaobang.Shanghai), gaobang.PrecisionMinute),
		FirstSeen:   gaobang.Date{Year: 2026, Month: 11, Day: on},
	}
	for i, u := range units {
		bureau := gaobang.UnitID("dan")
		if u == "ju" || u == "city" {
			bureau = u
		}
		basis := gaobang.ByNamedUnit
		if u == bureau {
			basis = gaobang.ByNamedBureau
		}
		a.Attributions = append(a.Attributions, gaobang.Attribution{
			Article: a.ID, Bureau: bureau, Unit: u, Share: gaobang.EqualShares(len(units))[i], Confidence: 90, Basis: basis,
		})
	}
	return a
}

// story makes the articles one family with the first as its origin.
func story(articles ...Article) []Article {
	for i := range articles {
		articles[i].Family, articles[i].Origin = gaobang.FamilyID(articles[0].ID), articles[0].ID
	}
	return articles
}

func with(a Article, change func(*Article)) []Article { change(&a); return []Article{a} }

func decided(kind gaobang.DecisionKind, label gaobang.SentimentLabel, units ...gaobang.UnitID) gaobang.Decision {
	d := gaobang.Decision{Article: 1, Bureau: "dan", Kind: kind, Sentiment: label}
	for i, u := range units {
		d.Parts = append(d.Parts, gaobang.DecidedPart{Unit: u, Share: gaobang.EqualShares(len(units))[i]})
	}
	return d
}

func TestLedger(t *testing.T) {
	national, provincial, prefecture := gaobang.LevelNational, gaobang.LevelProvincial, gaobang.LevelPrefecture
	negative := func(a *Article) {
		a.Sentiments = []gaobang.Sentiment{{Bureau: "dan", Label: gaobang.Negative}}
	}
	deduct := gaobang.Clause{ID: "扣", Kind: gaobang.DeductClause, Amount: 3 * gaobang.OnePoint}
	paid := func(id string, points gaobang.Points, scopes ...gaobang.Scope) gaobang.Clause {
		return gaobang.Clause{ID: id, Kind: gaobang.BaseClause, Match: gaobang.Match{Scopes: scopes}, Amount: points * gaobang.OnePoint}
	}
	alone, among := paid("单独", 50, gaobang.Sole), paid("综合", 30, gaobang.Several, gaobang.Passing)
	scopes := func(of ...gaobang.Scope) func(*Article) {
		return func(a *Article) {
			for i, s := range of {
				a.Attributions[i].Scope = s
			}
		}
	}
	scoped := func(a Article, of ...gaobang.Scope) Article { return with(a, scopes(of...))[0] }
	cases := []struct {
		rule      string
		owner     gaobang.UnitID
		policy    gaobang.SameStory
		extra     []gaobang.Clause
		articles  []Article
		decisions []gaobang.Decision
		want      string // article unit clause points reason; one a line
	}{
		{rule: "按级别取基本分", articles: []Article{piece(1, provincial, 1, "yun")}, want: "1 yun 省 10"},
		{rule: "多条符合取最高的基本分", extra: []gaobang.Clause{{ID: "任何", Kind: gaobang.BaseClause, Amount: 50 * gaobang.OnePoint}}, articles: []Article{piece(1, provincial, 1, "yun")}, want: "1 yun 任何 50"},
		{rule: "倍数另记一行", articles: with(piece(1, provincial, 1, "yun"), func(a *Article) { a.Placement.FrontPage = true }), want: "1 yun 头版 5|1 yun 省 10"},
		{rule: "倍数连乘，千分位四舍五入", articles: with(piece(1, prefecture, 1, "yun"), func(a *Article) { a.Placement.FrontPage, a.Form = true, gaobang.Photo }), want: "1 yun 图片 -5.002|1 yun 头版 2.5|1 yun 市 5"},
		{rule: "加分", articles: with(piece(1, prefecture, 1, "yun"), func(a *Article) { a.Chars = 1000 }), want: "1 yun 市 5|1 yun 长稿 1"},
		{rule: "两个单位各半", articles: []Article{piece(1, prefecture, 1, "yun", "qu")}, want: "1 qu 市 2.5|1 yun 市 2.5"},
		{rule: "两局合作，上级办法各半", owner: "city", articles: []Article{piece(1, national, 1, "yun", "qu", "ju")}, want: "1 ju 国 10|1 qu 国 5|1 yun 国 5"},
		{rule: "只写到局的归局自己", articles: []Article{piece(1, prefecture, 1, "dan")}, want: "1 dan 市 5"},
		{rule: "别局的稿件不进本局台账", articles: []Article{piece(1, prefecture, 1, "ju")}, want: ""},
		{rule: "同稿最高一次：后来级别高的补差", articles: story(piece(1, prefecture, 1, "yun"), piece(2, national, 5, "yun")), want: "1 yun 市 5|2 yun 国 15 same_story_topup"},
		{rule: "同稿最高一次：后来级别低的不累计", articles: story(piece(1, provincial, 1, "yun"), piece(2, prefecture, 5, "yun")), want: "1 yun 省 10|2 yun  0 same_story"},
		{rule: "同稿同刻，级别高的在先", articles: story(piece(1, prefecture, 1, "yun"), piece(2, national, 1, "yun")), want: "1 yun  0 same_story|2 yun 国 20"},
		{rule: "每次采用都计分", policy: gaobang.EveryAdoption, articles: story(piece(1, prefecture, 1, "yun"), piece(2, national, 5, "yun")), want: "1 yun 市 5|2 yun 国 20"},
		{rule: "转载只写到局，随首发归单位", articles: story(piece(1, prefecture, 1, "yun"), piece(2, national, 5, "dan")), want: "1 yun 市 5|2 yun 国 15 same_story_topup"},
		{rule: "把握不足的等人认定", articles: with(piece(1, prefecture, 1, "yun"), func(a *Article) { a.Attributions[0].Confidence = 69 }), want: "1 yun  0 awaits_review"},
		{rule: "认定改归别的单位", articles: []Article{piece(1, prefecture, 1, "yun")}, decisions: []gaobang.Decision{decided(gaobang.DecideUnits, "", "qu")}, want: "1 qu 市 5"},
		{rule: "后一次认定算数", articles: []Article{piece(1, prefecture, 1, "dan")}, decisions: []gaobang.Decision{decided(gaobang.DecideUnits, "", "qu"), decided(gaobang.DecideUnits, "", "yun")}, want: "1 yun 市 5"},
		{rule: "认定不是本局的稿件", articles: []Article{piece(1, prefecture, 1, "yun")}, decisions: []gaobang.Decision{decided(gaobang.DecideUnits, "")}, want: ""},
		{rule: "看来是负面的等人认定", articles: with(piece(1, prefecture, 1, "yun"), negative), want: "1 yun  0 awaits_sentiment"},
		{rule: "程序没有认出的局，认定了单位还要认定倾向", articles: []Article{piece(1, prefecture, 1, "ju")}, decisions: []gaobang.Decision{decided(gaobang.DecideUnits, "", "yun")}, want: "1 yun  0 awaits_sentiment"},
		{rule: "程序没有认出的局，倾向也认定了就计分", articles: []Article{piece(1, prefecture, 1, "ju")}, decisions: []gaobang.Decision{decided(gaobang.DecideUnits, "", "yun"), decided(gaobang.DecideSentiment, gaobang.Neutral)}, want: "1 yun 市 5"},
		{rule: "认定不是负面的照常计分", articles: with(piece(1, prefecture, 1, "yun"), negative), decisions: []gaobang.Decision{decided(gaobang.DecideSentiment, gaobang.Neutral)}, want: "1 yun 市 5"},
		{rule: "认定负面的扣分", extra: []gaobang.Clause{deduct}, articles: []Article{piece(1, prefecture, 1, "yun")}, decisions: []gaobang.Decision{decided(gaobang.DecideSentiment, gaobang.Negative)}, want: "1 yun 扣 -3"},
		{rule: "认定负面而没有扣分条款的不计分", articles: []Article{piece(1, prefecture, 1, "yun")}, decisions: []gaobang.Decision{decided(gaobang.DecideSentiment, gaobang.Negative)}, want: "1 yun  0 not_counted"},
		{rule: "没有发表时间的不计分", articles: with(piece(1, prefecture, 1, "yun"), func(a *Article) { a.PublishedAt = gaobang.Moment{} }), want: "1 yun  0 no_date"},
		{rule: "没有对应条款的不计分", articles: []Article{piece(1, gaobang.LevelOwn, 1, "yun")}, want: "1 yun  0 no_clause"},
		{rule: "单独用稿与综合用稿分值不同：单独", extra: []gaobang.Clause{alone, among}, articles: with(piece(1, prefecture, 1, "yun"), scopes(gaobang.Sole)), want: "1 yun 单独 50"},
		{rule: "单独用稿与综合用稿分值不同：综合", extra: []gaobang.Clause{alone, among}, articles: with(piece(1, prefecture, 1, "yun"), scopes(gaobang.Several)), want: "1 yun 综合 30"},
		{rule: "提及的按综合计，条款这样写", extra: []gaobang.Clause{alone, among}, articles: with(piece(1, prefecture, 1, "yun"), scopes(gaobang.Passing)), want: "1 yun 综合 30"},
		{rule: "同一篇里两局方式不同，各按各的分值", owner: "city", extra: []gaobang.Clause{alone, among}, articles: with(piece(1, prefecture, 1, "yun", "ju"), scopes(gaobang.Several, gaobang.Sole)), want: "1 ju 单独 25|1 yun 综合 15"},
		{
			rule: "同稿最高一次，分单独综合的办法各局算各局的：先按综合计、后来单独用稿的补差", owner: "city", extra: []gaobang.Clause{alone, among},
			articles: story(scoped(piece(1, prefecture, 1, "yun", "ju"), gaobang.Sole, gaobang.Several), scoped(piece(2, prefecture, 5, "ju"), gaobang.Sole)),
			want:     "1 ju 综合 15|1 yun 单独 25|2 ju 单独 20 same_story_topup",
		},
		{
			rule: "同稿最高一次，分单独综合的办法各局算各局的：别局先得的不从本局扣", owner: "city", extra: []gaobang.Clause{alone, among},
			articles: story(scoped(piece(1, prefecture, 1, "ju"), gaobang.Several), scoped(piece(2, prefecture, 5, "yun"), gaobang.Sole)),
			want:     "1 ju 综合 30|2 yun 单独 50",
		},
		{
			rule: "同稿最高一次，分单独综合的办法各局算各局的：本局已按单独计的不累计", owner: "city", extra: []gaobang.Clause{alone, among},
			articles: story(scoped(piece(1, prefecture, 1, "yun"), gaobang.Sole), scoped(piece(2, prefecture, 5, "qu", "ju"), gaobang.Several, gaobang.Several)),
			want:     "1 yun 单独 50|2 ju 综合 15|2 qu  0 same_story",
		},
		{
			rule: "同稿最高一次，不分单独综合的办法全稿一笔：别局先得的不再计", owner: "city",
			articles: story(piece(1, provincial, 1, "yun"), piece(2, provincial, 5, "ju"), piece(3, national, 9, "ju")),
			want:     "1 yun 省 10|2 ju  0 same_story|3 ju 国 10 same_story_topup",
		},
		{
			rule: "同稿最高一次，只有扣分条款分方式的，全稿一笔", owner: "city", extra: []gaobang.Clause{{ID: "扣", Kind: gaobang.DeductClause, Match: gaobang.Match{Scopes: []gaobang.Scope{gaobang.Sole}}, Amount: gaobang.OnePoint}},
			articles: story(piece(1, provincial, 1, "yun"), piece(2, provincial, 5, "ju")),
			want:     "1 yun 省 10|2 ju  0 same_story",
		},
		{rule: "一局几个单位，方式取最宽的", extra: []gaobang.Clause{alone, among}, articles: with(piece(1, prefecture, 1, "yun", "qu"), scopes(gaobang.Passing, gaobang.Sole)), want: "1 qu 单独 25|1 yun 单独 25"},
		{rule: "程序没有认出的局，由人认定的，按单独计", extra: []gaobang.Clause{alone, among}, articles: []Article{piece(1, prefecture, 1, "ju")}, decisions: []gaobang.Decision{decided(gaobang.DecideUnits, "", "yun"), decided(gaobang.DecideSentiment, gaobang.Neutral)}, want: "1 yun 单独 50"},
		{rule: "扣住的不算同稿的最高分", articles: story(with(piece(1, national, 1, "yun"), func(a *Article) { a.Attributions[0].Confidence = 1 })[0], piece(2, prefecture, 2, "yun")), want: "1 yun  0 awaits_review|2 yun 市 5"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			if c.owner == "" {
				c.owner = "dan"
			}
			if c.policy == "" {
				c.policy = gaobang.HighestOnce
			}
			b := book(c.owner, c.policy)
			b.Clauses = append(b.Clauses, c.extra...)
			if got := lines(Ledger(Input{Registry: office(t), Book: b, Articles: c.articles, Decisions: c.decisions})); got != c.want {
				t.Errorf("ledger = %s\nwant     %s", got, c.want)
			}
		})
	}
}

// TestDeductionOpensToTheWordsAgainst: beside the words that name the unit stand
// those that speak ill of its bureau, and nobody else's.
func TestDeductionOpensToTheWordsAgainst(t *testing.T) {
	words := func(text string) []gaobang.Evidence { return []gaobang.Evidence{{Article: 1, Text: text}} }
	a := piece(1, gaobang.LevelPrefecture, 1, "yun")
	a.Attributions[0].Evidence = words("云阳街道")
	a.Sentiments = []gaobang.Sentiment{
		{Bureau: "ju", Label: gaobang.Negative, Evidence: words("别局的不是")}, {Bureau: "dan", Label: gaobang.Negative, Evidence: words("无人管")},
	}
	b := book("dan", gaobang.HighestOnce)
	b.Clauses = append(b.Clauses, gaobang.Clause{ID: "扣", Kind: gaobang.DeductClause, Amount: 3 * gaobang.OnePoint})
	for _, c := range []struct {
		rule      string
		decisions []gaobang.Decision
		want      string
	}{
		{"等人认定倾向的", nil, "云阳街道 无人管"},
		{"认定负面的", []gaobang.Decision{decided(gaobang.DecideSentiment, gaobang.Negative)}, "云阳街道 无人管"},
		{"认定不是负面的，只看归属", []gaobang.Decision{decided(gaobang.DecideSentiment, gaobang.Neutral)}, "云阳街道"},
	} {
		credits := Ledger(Input{Registry: office(t), Book: b, Articles: []Article{a}, Decisions: c.decisions})
		var got []string
		for _, e := range credits[0].Evidence {
			got = append(got, e.Text)
		}
		if len(credits) != 1 || strings.Join(got, " ") != c.want {
			t.Errorf("%s: %d credits, %q", c.rule, len(credits), got)
		}
	}
}

// TestLaterReprintChangesNoEarlierCredit adds publications to a story one by one.
func TestLaterReprintChangesNoEarlierCredit(t *testing.T) {
	all := story(piece(1, gaobang.LevelPrefecture, 1, "yun"), piece(2, gaobang.LevelProvincial, 8, "yun"), piece(3, gaobang.LevelNational, 20, "yun"))
	var before []gaobang.Credit
	for n := 1; n <= len(all); n++ {
		now := Ledger(Input{Registry: office(t), Book: book("dan", gaobang.HighestOnce), Articles: all[:n]})
		if len(now) != n {
			t.Fatalf("%d credits of %d publications", len(now), n)
		}
		for i := range before {
			if now[i].Points != before[i].Points || now[i].Article != before[i].Article {
				t.Errorf("publication %d changed credit %d from %v to %v", n, i, before[i], now[i])
			}
		}
		before = now
	}
}

// TestPartsSumToTheWhole splits odd amounts among three.
func TestPartsSumToTheWhole(t *testing.T) {
	b := book("dan", gaobang.EveryAdoption)
	for amount := gaobang.Points(1); amount < 3000; amount += 7 {
		b.Clauses[2].Amount = amount
		var sum gaobang.Points
		for _, c := range Ledger(Input{Registry: office(t), Book: b, Articles: []Article{piece(1, gaobang.LevelPrefecture, 1, "yun", "qu")}}) {
			sum += c.Points
		}
		if sum != amount {
			t.Fatalf("parts of %v sum to %v", amount, sum)
		}
	}
}
