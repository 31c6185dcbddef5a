package main

import (
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

// TestWithdraw takes rulings back one after the other: what was ruled before holds
// again, in the end what the program finds; lists, ledger and alerts follow.
func TestWithdraw(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database string) {
		d := newDesk(t, database)
		id := d.put(t, gaobang.Article{
			Outlet: "danyang-daily", URL: "http://epaper.example/1.html", PublishedAt: moment(t, "2026-11-20T08:00"),
			Title: "助餐点开进家门口", Body: "本报讯 近日，云阳街道民政办在社区新开一处老年助餐点。",
		}).String()
		d.run(t, statusDone, "article", "decide", id, "--units", "que", "--why", "误认")
		d.run(t, statusDone, "article", "decide", id, "--not-ours", "--why", "又误认")
		cases := []struct {
			rule string
			want []string
			list string // the unit that lists it now
		}{
			{"撤回最后一次，前一次重新有效", []string{"已撤回：", "不是丹阳的稿件", "现在按前一次认定：", "归曲阿街道（误认）", "得分：曲阿街道 2 分"}, "曲阿街道"},
			{"再撤回，按程序的判断", []string{"归曲阿街道（误认）", "现在按程序的判断", "得分：云阳街道 2 分"}, "云阳街道"},
		}
		for _, c := range cases {
			got := d.run(t, statusDone, "article", "decide", id, "--withdraw", "归属", "--why", "认错了", "--by", "林测试")
			for _, want := range c.want {
				if !strings.Contains(got, want) {
					t.Errorf("%s: no %q in\n%s", c.rule, want, got)
				}
			}
			if list := d.run(t, statusDone, "article", "list", "--unit", c.list); !strings.Contains(list, id) {
				t.Errorf("%s: %s does not list it:\n%s", c.rule, c.list, list)
			}
		}
		if got := d.run(t, statusFailed, "article", "decide", id, "--withdraw", "归属", "--why", "再撤"); !strings.Contains(got, "没有这样的认定可撤回") {
			t.Errorf("nothing is left: %s", got)
		}
		show := d.run(t, statusDone, "article", "show", id)
		if strings.Contains(show, "\n认定：") || strings.Count(show, "\n撤回的认定：") != 2 || !strings.Contains(show, "林测试 撤回：认错了）") {
			t.Errorf("what was taken back is not told:\n%s", show)
		}
		d.run(t, statusDone, "article", "decide", id, "--units", "situ", "--why", "重新认定")
		if got := d.run(t, statusDone, "rank", "--of", "danyang"); !strings.Contains(got, "1  司徒镇         2") {
			t.Errorf("a ruling after withdrawals counts for nothing:\n%s", got)
		}
	})
}

// TestWithdrawnStoryAndAlert: families come apart again, and an alert opens again.
func TestWithdrawnStoryAndAlert(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database string) {
		d := newDesk(t, database)
		piece := func(n, title, body string) string {
			return d.put(t, gaobang.Article{Outlet: "danyang-daily", URL: "http://epaper.example/" + n + ".html", PublishedAt: moment(t, "2026-11-20T08:00"), Title: title, Body: body}).String()
		}
		a := piece("1", "助餐点开进家门口", "本报讯 近日，云阳街道民政办在社区新开一处老年助餐点。")
		b := piece("2", "民政局被通报", "丹阳市民政局因违规发放补贴被省民政厅通报批评，责令限期整改。")
		d.run(t, statusDone, "article", "decide", a, "--same-as", b, "--why", "误认")
		if got := d.run(t, statusDone, "article", "show", a); !strings.Contains(got, b) {
			t.Fatalf("not one story:\n%s", got)
		}
		d.run(t, statusDone, "article", "decide", a, "--withdraw", "同稿", "--why", "不是同稿")
		if got := d.run(t, statusDone, "article", "show", a); strings.Contains(got, "\n同稿：") {
			t.Errorf("still one story:\n%s", got)
		}
		alerts := func() string { return d.run(t, statusDone, "alert", "list") }
		if !strings.Contains(alerts(), b) {
			t.Fatalf("no alert:\n%s", alerts())
		}
		d.run(t, statusDone, "article", "decide", b, "--sentiment", "neutral", "--why", "误认")
		if strings.Contains(alerts(), b) {
			t.Fatal("an alert stays open beside a ruling")
		}
		d.run(t, statusDone, "article", "decide", b, "--withdraw", "倾向", "--why", "认错了")
		if !strings.Contains(alerts(), b) {
			t.Errorf("an alert does not open again:\n%s", alerts())
		}
	})
}

func TestWithdrawWrongUse(t *testing.T) {
	for rule, c := range map[string]struct {
		args []string
		want string
	}{
		"没有这件事":  {[]string{"--withdraw", "署名", "--why", "x"}, "--withdraw 应是归属、倾向、答复或同稿"},
		"没有理由":   {[]string{"--withdraw", "归属"}, "请用 --why 写明理由"},
		"又撤回又认定": {[]string{"--withdraw", "归属", "--units", "que", "--why", "x"}, "先撤回，再另行认定"},
	} {
		status, _, errs := runCommand(t, "", append([]string{"article", "decide", "0123456789abcdef"}, c.args...)...)
		if status != statusUsage || !strings.Contains(errs, c.want) {
			t.Errorf("%s: %d %s", rule, status, errs)
		}
	}
}
