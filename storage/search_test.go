package storage_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
)

func TestSearchFindsWholeChineseWords(t *testing.T) {
	texts := []struct{ path, day, terms string }{
		{"1", "2026-11-18", "丹阳 民政局 养老 会议 5A GDP"},
		{"2", "2026-11-20", "人民政府 会议 养老服务"},
		{"3", "2026-11-19", "民政 养老 会议 𠮷林 3.5%"},
		{"4", "", "'引号' \"双引号\" 养老*"},
	}
	tests := []struct {
		name, query, want string
	}{
		{"两字词，新的在前", "会议", "2 3 1"},
		{"人民政府里没有民政", "民政", "3"},
		{"词要全中", "养老 会议", "3 1"},
		{"不找半个词", "养老服", ""},
		{"大小写不分", "gdp", "1"},
		{"数字字母词", "5a", "1"},
		{"扩展区汉字", "𠮷林", "3"},
		{"带标点的词按其中的字找", "3.5%", "3"},
		{"引号和星号不是语法", `"养老*" OR`, ""},
		{"单引号不是语法", "'引号'", "4"},
		{"只有标点找不到", "，。*", ""},
		{"没有词找不到", "，。", ""},
		{"没有的词", "殡葬", ""},
	}
	both(t, func(t *testing.T, store *storage.Store) {
		for _, x := range texts {
			an := piece(t, daily, x.path, x.day, "题"+x.path, "文")
			an.Article.Capture.At = date(t, "2026-01-01").Start()
			an.Terms = strings.Fields(x.terms)
			save(t, store, an)
		}
		for _, tt := range tests {
			var want []gaobang.ArticleID
			for path := range strings.FieldsSeq(tt.want) {
				want = append(want, gaobang.NewArticleID(path))
			}
			var got []gaobang.ArticleID
			for _, a := range must(store.Articles(t.Context(), storage.Filter{Terms: strings.Fields(tt.query)}))(t) {
				got = append(got, a.ID)
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s: %v, want %v", tt.name, got, want)
			}
		}
		if got := must(store.Articles(t.Context(), storage.Filter{Terms: []string{"会议"}, Limit: 2}))(t); len(got) != 2 {
			t.Errorf("a limit of two gives %d", len(got))
		}
	})
}

func TestFilterOfArticles(t *testing.T) {
	both(t, func(t *testing.T, store *storage.Store) {
		save(t, store, fullPiece(t))
		save(t, store, piece(t, portal, "http://portal.example/1", "2026-11-21", "二", "文"))
		save(t, store, piece(t, portal, "http://portal.example/2", "2026-11-22T08:00", "三", "文"))
		tests := []struct {
			name   string
			filter storage.Filter
			want   string
		}{
			{"全部，新的在前", storage.Filter{}, "三 二 养老服务'进'社区"},
			{"一家媒体", storage.Filter{Outlet: portal}, "三 二"},
			{"从一天起", storage.Filter{From: date(t, "2026-11-21")}, "三 二"},
			{"到一天止", storage.Filter{To: date(t, "2026-11-21")}, "二 养老服务'进'社区"},
			{"一位通讯员的", storage.Filter{Person: "p-lin"}, "养老服务'进'社区"},
			{"别人的", storage.Filter{Person: "nobody"}, ""},
			{"把握低于一个数", storage.Filter{Below: 61}, "养老服务'进'社区"},
			{"把握都够", storage.Filter{Below: 60}, ""},
			{"几个单位之一", storage.Filter{Units: []gaobang.UnitID{"elderly", "nobody"}}, "养老服务'进'社区"},
			{"只要一篇", storage.Filter{Limit: 1}, "三"},
			{"条件要全合", storage.Filter{Outlet: portal, Units: []gaobang.UnitID{"elderly"}}, ""},
		}
		for _, tt := range tests {
			var titles []string
			for _, a := range must(store.Articles(t.Context(), tt.filter))(t) {
				titles = append(titles, a.Title)
				if a.Body != "" || a.Outlet == daily && len(a.Attributions) != 2 {
					t.Errorf("%s: listed with text or without attributions: %+v", tt.name, a)
				}
			}
			if got := strings.Join(titles, " "); got != tt.want {
				t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
			}
		}
	})
}

// The last ruling for a bureau stands in place of what the program found for it.
func TestArticlesOfUnitsFollowRulings(t *testing.T) {
	both(t, func(t *testing.T, store *storage.Store) {
		id := save(t, store, fullPiece(t)).Article
		found := must(store.Articles(t.Context(), storage.Filter{}))(t)[0].Attributions[0]
		ruling := func(bureau gaobang.UnitID, units ...gaobang.UnitID) gaobang.Decision {
			d := gaobang.Decision{Article: id, Bureau: bureau, Kind: gaobang.DecideUnits, By: "测试", Why: "核对"}
			for i, u := range units {
				d.Parts = append(d.Parts, gaobang.DecidedPart{Unit: u, Share: gaobang.EqualShares(len(units))[i]})
			}
			return d
		}
		sentiment := gaobang.Decision{Article: id, Bureau: found.Bureau, Kind: gaobang.DecideSentiment, Sentiment: gaobang.Neutral, By: "测试", Why: "核对"}
		for _, tt := range []struct {
			rule   string
			ruled  gaobang.Decision
			of     gaobang.UnitID
			listed bool
		}{
			{"只认定了倾向，归属照旧", sentiment, found.Unit, true},
			{"为别的局认定，这个局的照旧", ruling("another", "another"), found.Unit, true},
			{"为别的局认定的，也列在那里", sentiment, "another", true},
			{"改归别家，列在别家", ruling(found.Bureau, "town", "street"), "street", true},
			{"改归别家，不再列在原来那家", sentiment, found.Unit, false},
			{"再改，以最后一次为准", ruling(found.Bureau, "village"), "town", false},
			{"再改，列在最后那家", sentiment, "village", true},
			{"不是本局的，哪家也不列", ruling(found.Bureau), "village", false},
		} {
			must(store.AddDecision(t.Context(), tt.ruled))(t)
			list := must(store.Articles(t.Context(), storage.Filter{Units: []gaobang.UnitID{tt.of}}))(t)
			if (len(list) == 1) != tt.listed {
				t.Errorf("%s: %d listed", tt.rule, len(list))
			}
		}
		all := must(store.Articles(t.Context(), storage.Filter{}))(t)[0]
		if len(all.Rulings) != 2 || !all.Rulings[1].NotOurs() {
			t.Errorf("the rulings that stand are %+v", all.Rulings)
		}
		for _, a := range all.Attributions {
			if a.Bureau == found.Bureau {
				t.Errorf("listed beside a ruling: %+v", a)
			}
		}
	})
}

func TestCitedArticleNamesItsOutletAndOrigin(t *testing.T) {
	both(t, func(t *testing.T, store *storage.Store) {
		var ids []gaobang.ArticleID
		for _, an := range stories(t)[:2] {
			ids = append(ids, must(store.SaveArticle(t.Context(), an, sharing, earliest))(t).Article)
		}
		full := fullPiece(t)
		alone := save(t, store, full).Article
		cited := must(store.CitedArticles(t.Context(), append(ids, alone, 42)))(t)
		if len(cited) != 3 || cited[ids[0]].Origin != ids[1] || cited[ids[1]].Origin != ids[1] || cited[alone].Origin != alone {
			t.Errorf("cited %+v", cited)
		}
		c := cited[alone]
		if c.Outlet != daily || c.OutletName != "丹阳日报" || c.Level != gaobang.LevelCounty || c.Placement != full.Article.Placement || c.PublishedAt != full.Article.PublishedAt {
			t.Errorf("cited as %+v", c)
		}
		texts := must(store.EvidenceArticles(t.Context(), append(full.Attributions[0].Evidence, gaobang.Evidence{Article: 42})))(t)
		if a := texts[alone]; len(texts) != 1 || a.Body != full.Article.Body || a.Meta != full.Article.Meta {
			t.Errorf("texts of evidence %+v", texts)
		}
	})
}
