package main

import (
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// TestNothingToListIsSaid: no command prints heads alone, and none cuts a list short
// in silence.
func TestNothingToListIsSaid(t *testing.T) {
	d := newDesk(t, storagetest.DSN(t, storage.SQLite))
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"article", "list"}, "没有这样的稿件。\n"},
		{[]string{"article", "review"}, "没有等人认定的稿件。\n"},
		{[]string{"alert", "list"}, "没有开着的提醒。\n"},
		{[]string{"learn", "sentiment", "list"}, "还没有学过模型，倾向由词典判断；gaobang learn sentiment 从认定中学。\n"},
		{[]string{"person", "list", "--of", "erling"}, "2026-11-24 没有在用的通讯员；--all 连停用的也列出。\n"},
		{[]string{"person", "list", "--of", "erling", "--all"}, "名册里没有通讯员。\n"},
		{[]string{"archive", "check"}, "存证文件 0 个，存证 0 条；没有问题\n"},
	} {
		if got := d.run(t, statusDone, c.args...); got != c.want {
			t.Errorf("%v: %q, want %q", c.args, got, c.want)
		}
	}
	for _, body := range []string{"云阳街道民政办走访独居老人，送去棉被。", "曲阿街道民政办开设助餐点，老人凭卡用餐。"} {
		d.keep(t, gaobang.Article{Outlet: "danyang-daily", URL: "http://epaper.example/" + body[:9], PublishedAt: moment(t, "2026-11-20"), Title: body[:18], Body: body})
	}
	d.run(t, statusDone, "reprocess")
	const cut = "只列了最近的 1 篇；加 --limit 可以多列\n"
	if got := d.run(t, statusDone, "article", "list", "--limit", "1"); !strings.HasSuffix(got, cut) {
		t.Errorf("cut short in silence:\n%s", got)
	}
	for _, limit := range []string{"2", "50"} {
		if got := d.run(t, statusDone, "article", "list", "--limit", limit); strings.Contains(got, "只列了") {
			t.Errorf("all are there with --limit %s:\n%s", limit, got)
		}
	}
}
