package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/jobs"
	"github.com/gaobang/gaobang/storage"
)

// doctorOnTheDemo asks after the sources of the media world as a person does.
func doctorOnTheDemo(t *testing.T, settings string) {
	cases := []struct {
		name   string
		args   []string
		status int
		want   []string
		not    string
	}{
		{"the sick ones, with what was seen and what to do", nil, statusDone,
			[]string{
				"共 44 个采集源：正常 35，久无新稿 1，缓慢 1，不通 1，被拦截 2，改版 1，列表空了 1，日期失常 1，证书过期 1。",
				"被拦截　江东在线", "521 并带脚本）\n", "办法：不破解；请联系网站放行",
				"站点规则读不到列表了，页面上另有", "列表行 div.card，日期 time.card-time", "页面结构没有变，但列表中一条稿件也没有",
				"列表 5 条都没有日期", "有效期 2025-11-24 至 2026-11-24）\n", "2026-11-21 以来采了 2 天都没有新稿", "robots.txt 不允许抓取",
				"没有采到：抓取 http://mp.weixun.example/s/9999 失败",
			}, "丹阳晨讯电子版"},
		{"one that was asked for, though it is fine", []string{"dy-daily-epaper"}, statusDone, []string{"共 1 个采集源：正常 1", "丹阳晨讯电子版"}, "江东"},
		{"what a period lacks", []string{"--period", "2026-W47"}, statusDone, []string{"44 个采集源中 3 个没有采全", "（oldnews-list）　11月16日—22日"}, "dy-daily-epaper"},
		{"what a period lacks of one source", []string{"--period", "2026-W47", "oldnews-list"}, statusDone, []string{"共 1 个采集源", "1 个采集源中 1 个没有采全", "（oldnews-list）　11月16日—22日"}, "江东"},
		{"a period that lacks nothing of one source", []string{"--period", "2026-W47", "dy-daily-epaper"}, statusDone, []string{"1 个采集源都采全了"}, "oldnews"},
		{"the same for programs", []string{"--period", "2026-W47", "oldnews-list", "--format", "json"}, statusDone, []string{`"gaps":[{"from":"2026-11-16","to":"2026-11-22","why":"`}, "dy-daily"},
		{"a source that is not there", []string{"nobody"}, statusFailed, []string{"没有在用的采集源"}, ""},
		{"a period that is none", []string{"--period", "W47"}, statusUsage, nil, ""},
		{"a format that is none", []string{"--format", "xml"}, statusUsage, nil, ""},
	}
	for _, c := range cases {
		status, out, errs := runCommand(t, "", append([]string{"-c", settings, "source", "doctor"}, c.args...)...)
		if status != c.status {
			t.Errorf("%s: status %d: %s%s", c.name, status, out, errs)
		}
		for _, want := range c.want {
			if !strings.Contains(out+errs, want) {
				t.Errorf("%s: %q is not in\n%s%s", c.name, want, out, errs)
			}
		}
		if c.not != "" && strings.Contains(out, c.not) {
			t.Errorf("%s: %q is in\n%s", c.name, c.not, out)
		}
	}
	_, out, _ := runCommand(t, "", "-c", settings, "source", "doctor", "--format", "json")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	for _, line := range lines {
		if !json.Valid([]byte(line)) {
			t.Errorf("no JSON: %s", line)
		}
	}
	if len(lines) != 44 {
		t.Errorf("%d lines", len(lines))
	}
}

// TestDoctorPrints holds what a person reads of one source.
func TestDoctorPrints(t *testing.T) {
	at := time.Date(2026, 11, 24, 7, 0, 0, 0, gaobang.Shanghai)
	src := gaobang.Source{ID: "yw", Name: "要闻", URL: "http://www.yunyang.example/yw/"}
	for _, c := range []struct {
		rule  string
		state storage.SourceState
		want  []string
		not   string
	}{
		{"第一次采集中断，不算正常", storage.SourceState{LastStarted: at, Incomplete: true, Health: gaobang.Health{Saw: "还没有采完过"}}, []string{"共 1 个采集源：还没有按计划采完过 1。", "所见：还没有采完过"}, "正常"},
		{"只补采过", storage.SourceState{Covered: []gaobang.Days{{First: gaobang.DateOf(at), Last: gaobang.DateOf(at)}}}, []string{"还没有按计划采完过 1", "只补采过"}, "正常"},
		{"不正常：从何时起、看到什么、怎么办", storage.SourceState{LastCompleted: at, Health: gaobang.Health{Condition: gaobang.Emptied, Since: at, Saw: "列表首页只认出 1 条", Remedy: "请打开该栏目核对"}},
			[]string{"列表空了　要闻（yw）　自 2026-11-24 07:00", "上次采完：2026-11-24 07:00", "所见：列表首页只认出 1 条", "办法：请打开该栏目核对"}, "--accept"},
	} {
		var b strings.Builder
		printFindings(&b, []jobs.Finding{{Source: src, State: c.state}}, false)
		for _, want := range c.want {
			if !strings.Contains(b.String(), want) {
				t.Errorf("%s: %q is not in\n%s", c.rule, want, b.String())
			}
		}
		if strings.Contains(b.String(), c.not) {
			t.Errorf("%s: %q is in\n%s", c.rule, c.not, b.String())
		}
	}
}
