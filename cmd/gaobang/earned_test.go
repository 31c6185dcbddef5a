package main

import (
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/config"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// TestCreditsOpen: what article show and decide say of a credit: parts, what was
// paid before, the words against the bureau, who ruled.
func TestCreditsOpen(t *testing.T) {
	d := newDesk(t, storagetest.DSN(t, storage.SQLite))
	keep := func(outlet gaobang.OutletID, day, title, body string) string {
		return d.keep(t, gaobang.Article{
			Outlet: outlet, URL: "http://x.example/" + title, PublishedAt: moment(t, day), Title: title, Body: body,
		}).String()
	}
	ill := keep("danyang-daily", "2026-11-21T08:00", "云阳街道民政办被通报批评", "云阳街道民政办因违规发放低保金，被市纪委通报批评。")
	shared := keep("danyang-daily", "2026-11-20T08:00", "走访", "云阳街道民政办、曲阿街道民政办走访低保家庭。")
	const story = "云阳街道民政办在社区新开一处老年助餐点，老人凭卡用餐，残疾人送餐上门。"
	first := keep("danyang-daily", "2026-11-18T08:00", "助餐点", story)
	second := keep("xinhua-daily", "2026-11-19T08:00", "助餐点开门", story)
	d.run(t, statusDone, "reprocess")
	d.run(t, statusDone, "article", "decide", second, "--same-as", first, "--why", "同一篇")
	for _, c := range []struct {
		rule string
		said string
		want []string
	}{
		{"各得一半", d.run(t, statusDone, "article", "show", shared), []string{"云阳街道 1 分（占 1/2）", "曲阿街道 1 分（占 1/2）"}},
		{"补差的写明此前已计", d.run(t, statusDone, "article", "show", second), []string{"云阳街道 8 分", "（同稿补差：同一稿件此前已计 2 分：云阳街道 2 分，第五条(四)，2026-11-18 丹阳日报 " + first + "）"}},
		{"首发没有此前", d.run(t, statusDone, "article", "show", first), []string{"云阳街道 2 分，"}},
		{
			"扣分的写明负面的话和认定人", d.run(t, statusDone, "article", "decide", ill, "--sentiment", "negative", "--why", "属实", "--by", "宣传科"),
			[]string{"通报批评”；2026-11-24 宣传科认定为负面：属实"},
		},
		{
			"人的认定在上，程序的判断在下", d.run(t, statusDone, "article", "show", ill),
			[]string{"：对丹阳是负面的（属实）\n归属：云阳街道，", "\n程序判断的倾向：对丹阳：负面"},
		},
		{"同一个词只列一次", d.run(t, statusDone, "article", "show", ill), []string{"依据文中单位“云阳街道民政办”（2 处）"}},
		{
			"归属由人认定的写明认定人", d.run(t, statusDone, "article", "decide", first, "--units", "que", "--why", "核对", "--by", "宣传科"),
			[]string{"曲阿街道 2 分", "；2026-11-24 宣传科认定归属：核对"},
		},
	} {
		for _, want := range c.want {
			if !strings.Contains(c.said, want) {
				t.Errorf("%s: no %q in\n%s", c.rule, want, c.said)
			}
		}
	}
}

// TestPaidBeforeIsWhatTheBestCounts: a top-up names what was paid to its bureau alone
// where the book pays by scope, and to the whole story where it does not.
func TestPaidBeforeIsWhatTheBestCounts(t *testing.T) {
	registry, err := gaobang.NewRegistry([]gaobang.Unit{
		{ID: "jia", Name: "甲局", Kind: gaobang.Bureau}, {ID: "yi", Name: "乙局", Kind: gaobang.Bureau},
	}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	half := gaobang.EqualShares(2)[0]
	paid := []gaobang.Credit{
		{RuleBook: "r", Unit: "jia", Clause: "单独", Points: 25 * gaobang.OnePoint, Share: half},
		{RuleBook: "r", Unit: "yi", Clause: "综合", Points: 15 * gaobang.OnePoint, Share: half},
		{RuleBook: "别的办法", Unit: "yi", Clause: "综合", Points: gaobang.OnePoint, Share: gaobang.WholeShare},
	}
	for _, c := range []struct {
		rule    string
		scopes  []gaobang.Scope
		want    string
		without string
	}{
		{"分单独综合的，只说本局此前的", []gaobang.Scope{gaobang.Sole}, "此前已计 15 分：乙局 15 分（占 1/2），综合", "甲局"},
		{"不分单独综合的，全稿此前的都说", nil, "此前已计 40 分：甲局 25 分（占 1/2），单独", "乙局 1 分"},
	} {
		book := gaobang.RuleBook{ID: "r", Clauses: []gaobang.Clause{{ID: "单独", Kind: gaobang.BaseClause, Match: gaobang.Match{Scopes: c.scopes}}}}
		e := earnings{knownBooks: knownBooks{&config.Books{Registry: registry, RuleBooks: []gaobang.RuleBook{book}}}, paid: paid}
		got := e.reason(&gaobang.Credit{RuleBook: "r", Unit: "yi", Reason: gaobang.SameStoryTopUp})
		if !strings.Contains(got, c.want) || strings.Contains(got, c.without) {
			t.Errorf("%s: %s", c.rule, got)
		}
	}
}
