package main

import (
	"strings"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/config"
	"github.com/gaobang/gaobang/storage"
)

func TestWhatLaterVisitsFoundIsShown(t *testing.T) {
	at := func(day int) time.Time { return time.Date(2026, 11, day, 8, 30, 0, 0, gaobang.Shanghai) }
	first := gaobang.Article{Title: "养老服务进社区", Body: "第一段。\n第二段。", Byline: gaobang.Byline{Reporters: []string{"林测试"}}}
	changed := gaobang.Version{
		SeenAt: at(27), Changes: []gaobang.Change{gaobang.ChangedTitle, gaobang.ChangedBody, gaobang.ChangedByline},
		Title: "养老服务进小区", Body: "第一段。\n第三段。", Byline: gaobang.Byline{Correspondents: []string{"高示例"}},
	}
	opened := gaobang.Version{SeenAt: at(21), Changes: []gaobang.Change{gaobang.Opened}, Title: "养老服务走进小区", Body: "第三段。"}
	gone := gaobang.Version{SeenAt: at(30), Changes: []gaobang.Change{gaobang.Gone}, Saw: "网站答复 404"}
	cases := []struct {
		rule   string
		record storage.ArticleRecord
		want   string
	}{
		{"还没有复查", storage.ArticleRecord{Check: storage.Check{DueAt: at(21)}}, "下次 2026-11-21"},
		{"没有改动", storage.ArticleRecord{Check: storage.Check{CheckedAt: at(21), DueAt: at(27)}}, "2026-11-21 08:30，没有改动|下次 2026-11-27"},
		{"日子都过了", storage.ArticleRecord{Check: storage.Check{CheckedAt: at(21)}}, "2026-11-21 08:30，没有改动|复查的日子都过了，以后的改动和下架不再知道（设置 recheck_days）"},
		{"拦截了，到下个日子再看", storage.ArticleRecord{Check: storage.Check{CheckedAt: at(21), DueAt: at(27), Error: "网站拦截程序"}}, "2026-11-21 08:30 没有看成：网站拦截程序|下次 2026-11-27"},
		{"补录的稿件看到了网页", storage.ArticleRecord{Versions: []gaobang.Version{opened}, Check: storage.Check{CheckedAt: at(21), DueAt: at(27)}},
			"2026-11-21 08:30，初次看到网页|　网页标题 养老服务走进小区|下次 2026-11-27"},
		{"没有看成", storage.ArticleRecord{Check: storage.Check{Failures: 2, Error: "网站拒绝连接"}}, "第 2 次没有看成：网站拒绝连接"},
		{"没有找到", storage.ArticleRecord{Check: storage.Check{MissingSince: at(27)}}, "2026-11-27 08:30 没有找到，次日再看"},
		{"改动和下架", storage.ArticleRecord{Versions: []gaobang.Version{changed, gone}, Check: storage.Check{CheckedAt: at(30), GoneSince: at(29)}},
			"2026-11-27 08:30，标题改动、正文改动、署名改动|　养老服务进社区 → 养老服务进小区|　删 第二段。|　增 第三段。|　记者 林测试 → 通讯员 高示例|" +
				"2026-11-30 08:30，已下架（网站答复 404）|2026-11-29 08:30 起不在网站上|复查的日子都过了，以后的改动和下架不再知道（设置 recheck_days）"},
	}
	for _, c := range cases {
		c.record.Article = first
		if got := strings.Join(checkLines(c.record), "|"); got != c.want {
			t.Errorf("%s:\n%s, want\n%s", c.rule, got, c.want)
		}
	}
}

// TestWhyNobodyLooks names the site that is switched off.
func TestWhyNobodyLooks(t *testing.T) {
	const here, there = "http://a.example/list/", "http://b.example/list/"
	waiting := storage.ArticleRecord{Article: gaobang.Article{Source: "s", CanonicalURL: "http://a.example/1.html"}, Check: storage.Check{DueAt: time.Now()}}
	byHand, over := waiting, waiting
	byHand.Source, over.Check = "", storage.Check{}
	for _, c := range []struct {
		rule    string
		record  storage.ArticleRecord
		sources []gaobang.Source
		told    bool
	}{
		{"采集源在用", waiting, []gaobang.Source{{ID: "s", URL: here}}, false},
		{"停用了", waiting, []gaobang.Source{{ID: "s", URL: here, Disabled: true}}, true},
		{"停用了，同站还有在用的", waiting, []gaobang.Source{{ID: "s", URL: here, Disabled: true}, {ID: "t", URL: here}}, false},
		{"补录的稿件，按网址所在的网站", byHand, []gaobang.Source{{ID: "s", URL: here, Disabled: true}, {ID: "t", URL: there}}, true},
		{"不在名册里了", waiting, []gaobang.Source{{ID: "t", URL: there, Disabled: true}}, false},
		{"复查的日子都过了", over, []gaobang.Source{{ID: "s", URL: here, Disabled: true}}, false},
	} {
		books := knownBooks{&config.Books{Sources: c.sources}}
		if got := books.leftAlone(c.record); (got != "") != c.told {
			t.Errorf("%s：%q", c.rule, got)
		}
	}
}
