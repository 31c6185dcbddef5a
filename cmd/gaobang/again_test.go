package main

import (
	"testing"
	"time"

	"github.com/gaobang/gaobang"
)

// TestScannedAgain: a site that forbids is not said to be crawled again at a time.
func TestScannedAgain(t *testing.T) {
	next := gaobang.Date{Year: 2026, Month: 11, Day: 24}.Start().Add(5 * time.Hour)
	for _, c := range []struct {
		rule  string
		next  time.Time
		fault string
		want  string
	}{
		{"有时间的", next, "timeout", "serve 运行时到 2026-11-24 05:00 自动再采；也可用 gaobang crawl s 再试"},
		{"马上就采的", time.Time{}, "timeout", "serve 运行时一启动就自动再采；也可用 gaobang crawl s 再试"},
		{"robots.txt 不许的，只说再去看它放不放行", next, "robots", "serve 运行时到 2026-11-24 05:00 再读它的 robots.txt，放行了就采"},
	} {
		if got := scannedAgain(c.next, c.fault, "s"); got != c.want {
			t.Errorf("%s：%q，应为 %q", c.rule, got, c.want)
		}
	}
}
