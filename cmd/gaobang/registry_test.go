package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

// TestListsOfTheBooks: what is there today, on a day, below a unit, or ever.
func TestListsOfTheBooks(t *testing.T) {
	d := newDesk(t, "sqlite:"+filepath.Join(t.TempDir(), "gaobang.db"))
	cases := []struct {
		rule       string
		args       []string
		has, hasNo string
	}{
		{"单位按上下级缩进", []string{"unit", "list"}, "\n    yunyang      云阳街道民政办", "dy-veterans"},
		{"那天还在的单位", []string{"unit", "list", "--on", "2018-01-01"}, "到 2019-03-31", ""},
		{"停用的也列出", []string{"unit", "list", "--all"}, "dy-veterans", ""},
		{"一个局的", []string{"unit", "list", "--of", "句容"}, "jurong", "yunyang"},
		{"通讯员今天的单位", []string{"person", "list"}, "p-lin   林测试  丹测  曲阿街道（2026-11-10 起）", "到 2026-11-09"},
		{"通讯员那天的单位", []string{"person", "list", "--on", "2026-11-01"}, "云阳街道（到 2026-11-09）", "曲阿街道（"},
		{"一个单位的通讯员", []string{"person", "list", "--of", "曲阿街道民政办"}, "陈样本", "高示例"},
		{"媒体和它的网站", []string{"outlet", "list"}, "danyang-gov          丹阳市人民政府网    县级    政务网站  中国丹阳", ""},
	}
	for _, c := range cases {
		got := d.run(t, statusDone, c.args...)
		if !strings.Contains(got, c.has) || c.hasNo != "" && strings.Contains(got, c.hasNo) {
			t.Errorf("%s: want %q, not %q in\n%s", c.rule, c.has, c.hasNo, got)
		}
	}
	if got := d.run(t, statusUsage, "unit", "list", "--on", "昨天"); !strings.Contains(got, "用法不对") {
		t.Error(got)
	}
}

// TestNamesEverywhere: whatever takes a code takes a name, and says what is near a
// wrong one.
func TestNamesEverywhere(t *testing.T) {
	d := newDesk(t, "sqlite:"+filepath.Join(t.TempDir(), "gaobang.db"))
	d.put(t, gaobang.Article{
		Outlet: "danyang-daily", URL: "http://epaper.example/1.html", PublishedAt: moment(t, "2026-11-20T08:00"),
		Title: "养老助餐点开进家门口", Body: "本报讯（通讯员 陈样本）近日，曲阿街道民政办在社区新开一处老年助餐点。",
	})
	const found = "养老助餐点开进家门口"
	cases := []struct {
		rule   string
		args   []string
		status int
		want   string
	}{
		{"单位按名称", []string{"article", "list", "--unit", "曲阿街道"}, statusDone, found},
		{"媒体按名称", []string{"article", "list", "--outlet", "丹阳日报"}, statusDone, found},
		{"通讯员按姓名", []string{"article", "list", "--person", "陈样本"}, statusDone, found},
		{"检索词", []string{"article", "list", "--word", "养老", "--word", "社区"}, statusDone, found},
		{"镇街不带镇字也是检索词", []string{"article", "list", "--word", "曲阿"}, statusDone, found},
		{"把握低于一个数的", []string{"article", "list", "--below", "100"}, statusDone, found},
		{"排名按名称", []string{"rank", "--of", "丹阳市民政局"}, statusDone, "丹阳市民政局2026年第47周"},
		{"等认定的按名称", []string{"article", "review", "--of", "丹阳"}, statusDone, "等人认定"},
		{"人名不能检索", []string{"article", "list", "--word", "刘姥姥"}, statusFailed, "人名和单字不进检索"},
		{"单位写错", []string{"article", "list", "--unit", "曲阿街"}, statusFailed, "相近的有：曲阿街道"},
		{"媒体写错", []string{"article", "list", "--outlet", "丹阳晚报"}, statusFailed, "相近的有：丹阳日报"},
		{"通讯员同名", []string{"article", "list", "--person", "高示例"}, statusFailed, "p-gao1（司徒镇）、p-gao2（句容）"},
		{"排名写错", []string{"rank", "--of", "丹阳市民政"}, statusFailed, "相近的有：丹阳市民政局"},
		{"review 要写局", []string{"article", "review", "--of", "曲阿街道"}, statusFailed, "曲阿街道 不是局"},
	}
	for _, c := range cases {
		if got := d.run(t, c.status, c.args...); !strings.Contains(got, c.want) {
			t.Errorf("%s: no %q in\n%s", c.rule, c.want, got)
		}
	}
}
