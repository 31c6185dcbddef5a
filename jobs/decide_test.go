package jobs

import (
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// tree is two bureaus under a third, each with a town.
const tree = `outlets:
  - {id: paper, name: 甲城报, kind: paper, level: county, locality: "321181", hosts: [a.example]}
---
units:
  - {id: city, name: 丁江市民政局, kind: bureau, division: "321100"}
  - {id: bureau, parent: city, name: 甲城市民政局, kind: bureau, division: "321181"}
  - {id: town, parent: bureau, name: 乙镇民政办, kind: town}
  - {id: other, parent: city, name: 戊城市民政局, kind: bureau, division: "321183"}
  - {id: village, parent: other, name: 己镇民政办, kind: town}
people:
  - {id: p, name: 林测试, posts: [{unit: town}]}
`

// TestDecideChecksByTheBooks: whoever rules, and through whatever screen, nothing
// enters the store that the registry does not bear.
func TestDecideChecksByTheBooks(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		applyBooks(t, store, tree)
		out, err := store.SaveArticle(t.Context(), storage.Analysis{Article: gaobang.Article{
			Outlet: "paper", URL: "http://a.example/1", CanonicalURL: "http://a.example/1", Title: "走访", Body: "走访。", Form: gaobang.News,
		}}, related, func(m []storage.OriginFacts) gaobang.ArticleID { return m[0].Article })
		if err != nil {
			t.Fatal(err)
		}
		to := func(unit gaobang.UnitID, person gaobang.PersonID) []gaobang.DecidedPart {
			return []gaobang.DecidedPart{{Unit: unit, Person: person, Share: gaobang.WholeShare}}
		}
		cases := []struct {
			rule, want string
			d          gaobang.Decision
		}{
			{"没有理由", "认定人和理由", gaobang.Decision{Bureau: "bureau", Kind: gaobang.DecideUnits, By: "宣传科", Why: " "}},
			{"没有认定人", "认定人和理由", gaobang.Decision{Bureau: "bureau", Kind: gaobang.DecideUnits, Why: "核过"}},
			{"同稿的认定也要理由", "认定人和理由", gaobang.Decision{Kind: gaobang.DecideApart, Other: 2, By: "宣传科"}},
			{"为不是局的认定", "没有局 town", gaobang.Decision{Bureau: "town", Kind: gaobang.DecideUnits, Parts: to("town", ""), By: "宣传科", Why: "核过"}},
			{"倾向也要为局认定", "没有局 town", gaobang.Decision{Bureau: "town", Kind: gaobang.DecideSentiment, Sentiment: gaobang.Neutral, By: "宣传科", Why: "核过"}},
			{"平级局的单位", "己镇民政办（village）属于戊城市民政局，不属于甲城市民政局：请改为戊城市民政局（other）认定", gaobang.Decision{Bureau: "bureau", Kind: gaobang.DecideUnits, Parts: to("village", ""), By: "宣传科", Why: "核过"}},
			{"下级局的单位", "请改为甲城市民政局（bureau）认定", gaobang.Decision{Bureau: "city", Kind: gaobang.DecideUnits, Parts: to("town", ""), By: "宣传科", Why: "核过"}},
			{"上级局", "请改为丁江市民政局（city）认定", gaobang.Decision{Bureau: "bureau", Kind: gaobang.DecideUnits, Parts: to("city", ""), By: "宣传科", Why: "核过"}},
			{"名册里没有的单位", "没有单位 gone", gaobang.Decision{Bureau: "bureau", Kind: gaobang.DecideUnits, Parts: to("gone", ""), By: "宣传科", Why: "核过"}},
			{"名册里没有的人", "没有通讯员 q", gaobang.Decision{Bureau: "bureau", Kind: gaobang.DecideUnits, Parts: to("town", "q"), By: "宣传科", Why: "核过"}},
			{"本局的单位和人", "", gaobang.Decision{Bureau: "bureau", Kind: gaobang.DecideUnits, Parts: to("town", "p"), By: "宣传科", Why: "核过"}},
			{"局本身", "", gaobang.Decision{Bureau: "bureau", Kind: gaobang.DecideUnits, Parts: to("bureau", ""), By: "宣传科", Why: "核过"}},
		}
		allowed := 0
		for _, c := range cases {
			c.d.Article = out.Article
			_, err := Decide(t.Context(), store, booksIn(t, store), c.d)
			if c.want == "" {
				allowed++
			}
			if (err == nil) != (c.want == "") || err != nil && (gaobang.CodeOf(err) != gaobang.Invalid || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("%s: %v, want %q", c.rule, err, c.want)
			}
		}
		if made, err := store.Decisions(t.Context()); err != nil || len(made) != allowed {
			t.Errorf("%d rulings stored, want %d, %v", len(made), allowed, err)
		}
	})
}
