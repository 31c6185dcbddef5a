package family

import (
	"testing"

	"github.com/gaobang/gaobang"
)

func TestOrigin(t *testing.T) {
	at := func(s string) gaobang.Moment { return moment(t, s) }
	day := at("2026-11-20")
	cases := []struct {
		rule    string
		members []OriginFacts
		want    gaobang.ArticleID
	}{
		{"最早的一天", []OriginFacts{{Article: 1, PublishedAt: at("2026-11-20")}, {Article: 2, PublishedAt: at("2026-11-19")}}, 2},
		{"同一天看钟点", []OriginFacts{{Article: 1, PublishedAt: at("2026-11-20T09:00"), Level: gaobang.LevelCounty}, {Article: 2, PublishedAt: at("2026-11-20T08:00"), Level: gaobang.LevelNational}}, 2},
		{"同一分钟不看秒：一家没有秒就分不出先后", []OriginFacts{{Article: 1, PublishedAt: at("2026-11-20T08:00:05"), Level: gaobang.LevelNational}, {Article: 2, PublishedAt: at("2026-11-20T08:00"), Level: gaobang.LevelCounty}}, 2},
		{"没有钟点时级别低的在先", []OriginFacts{{Article: 1, PublishedAt: at("2026-11-20T07:00"), Level: gaobang.LevelNational}, {Article: 2, PublishedAt: day, Level: gaobang.LevelCounty}}, 2},
		{"三家里一家没有钟点，有钟点而晚的仍排除", []OriginFacts{{Article: 1, PublishedAt: at("2026-11-20T09:00"), Level: gaobang.LevelCounty}, {Article: 2, PublishedAt: day, Level: gaobang.LevelProvincial}, {Article: 3, PublishedAt: at("2026-11-20T08:00"), Level: gaobang.LevelNational}}, 2},
		{"写明来源是别家的不是首发，哪怕日期更早", []OriginFacts{{Article: 1, Outlet: "a", Cites: "b", PublishedAt: at("2026-11-19")}, {Article: 2, Outlet: "b", PublishedAt: day}}, 2},
		{"来源写的是自己，不算转载", []OriginFacts{{Article: 1, Outlet: "a", Cites: "a", PublishedAt: at("2026-11-19")}, {Article: 2, Outlet: "b", PublishedAt: day}}, 1},
		{"转载又被转载，来源追到底", []OriginFacts{{Article: 1, Outlet: "a", Cites: "b", PublishedAt: day}, {Article: 2, Outlet: "b", Cites: "c", PublishedAt: day}, {Article: 3, Outlet: "c", PublishedAt: day}}, 3},
		{"来源成环时按日期", []OriginFacts{{Article: 1, Outlet: "a", Cites: "b", PublishedAt: day}, {Article: 2, Outlet: "b", Cites: "a", PublishedAt: at("2026-11-19")}}, 2},
		{"同一天，被别家写作来源的在先", []OriginFacts{{Article: 1, Outlet: "a", Level: gaobang.LevelCounty, PublishedAt: day}, {Article: 2, Outlet: "b", Level: gaobang.LevelProvincial, PublishedAt: day}, {Article: 3, Outlet: "c", Cites: "b", PublishedAt: at("2026-11-21")}}, 2},
		{"被写作来源也不能早过日期更早的", []OriginFacts{{Article: 1, Outlet: "a", PublishedAt: at("2026-11-18")}, {Article: 2, Outlet: "b", PublishedAt: day}, {Article: 3, Outlet: "c", Cites: "b", PublishedAt: day}}, 1},
		{"同一天，来源写着外面一家的靠后", []OriginFacts{{Article: 1, Outlet: "a", Cites: "x", Level: gaobang.LevelCounty, PublishedAt: day}, {Article: 2, Outlet: "b", Level: gaobang.LevelPrefecture, PublishedAt: day}}, 2},
		{"同一天，删节的靠后，哪怕级别低", []OriginFacts{{Article: 1, Chars: 300, Level: gaobang.LevelCounty, PublishedAt: day}, {Article: 2, Chars: 900, Level: gaobang.LevelProvincial, PublishedAt: day}}, 2},
		{"长短相差不大的不算删节", []OriginFacts{{Article: 1, Chars: 800, Level: gaobang.LevelCounty, PublishedAt: day}, {Article: 2, Chars: 900, Level: gaobang.LevelProvincial, PublishedAt: day}}, 1},
		{"更长但日期更晚的是扩写，不是首发", []OriginFacts{{Article: 1, Chars: 300, PublishedAt: at("2026-11-19")}, {Article: 2, Chars: 900, PublishedAt: day}}, 1},
		{"同一天，署名的在先", []OriginFacts{{Article: 1, Chars: 800, Level: gaobang.LevelCounty, PublishedAt: day}, {Article: 2, Chars: 800, Signed: true, Level: gaobang.LevelPrefecture, PublishedAt: day}}, 2},
		{"没有日期的不是首发", []OriginFacts{{Article: 1}, {Article: 2, PublishedAt: day}}, 2},
		{"都没有日期，写明来源的不是首发", []OriginFacts{{Article: 1, Outlet: "a", Cites: "b"}, {Article: 2, Outlet: "b"}}, 2},
		{"都一样时按编号", []OriginFacts{{Article: 5}, {Article: 3}}, 3},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			for range c.members { // whatever the order
				if got := Origin(c.members); got != c.want {
					t.Errorf("Origin = %v, want %v", got, c.want)
				}
				c.members = append(c.members[1:], c.members[0])
			}
		})
	}
}
