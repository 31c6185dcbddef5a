package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
)

// enteredPiece is a piece that a person entered with its link.
func enteredPiece(edit func(*storage.ArticleRecord)) *storage.ArticleRecord {
	r := &storage.ArticleRecord{Article: gaobang.Article{CanonicalURL: "http://a.example/1.html", Capture: gaobang.Capture{ID: 7, Kind: gaobang.CapturedEntry}}}
	r.Entries = []gaobang.Entry{{Capture: 7}}
	edit(r)
	return r
}

func TestLinkState(t *testing.T) {
	at := time.Date(2026, 11, 24, 8, 30, 0, 0, gaobang.Shanghai)
	cases := []struct {
		rule string
		edit func(*storage.ArticleRecord)
		want string // "" is no line
	}{
		{"还没有人去看", func(*storage.ArticleRecord) {}, "还没有打开过"},
		{"第一次没有找到", func(r *storage.ArticleRecord) { r.Check.MissingSince, r.Check.Error = at, "网站答复 404" }, "打不开（网站答复 404，2026-11-24 08:30，次日再看一次）；没有看到过网页"},
		{"第二天还是没有", func(r *storage.ArticleRecord) {
			r.Check.GoneSince = at
			r.Versions = []gaobang.Version{{Changes: []gaobang.Change{gaobang.Gone}, Saw: "网站答复 410"}}
		}, "打不开（网站答复 410，2026-11-24 08:30 起）；没有看到过网页"},
		{"网站拦截程序", func(r *storage.ArticleRecord) { r.Check.CheckedAt, r.Check.Error = at, "网站拦截程序" }, "没有打开（2026-11-24 08:30 网站拦截程序）"},
		{"附了网页的凭网页", func(r *storage.ArticleRecord) { r.Check.MissingSince, r.Entries[0].Saved = at, true }, "凭补录时所附的网页计分"},
		{"看到过网页的不说", func(r *storage.ArticleRecord) {
			r.Check.GoneSince = at
			r.Versions = []gaobang.Version{{Changes: []gaobang.Change{gaobang.Opened}}, {Changes: []gaobang.Change{gaobang.Gone}}}
		}, ""},
		{"没有链接的不说", func(r *storage.ArticleRecord) { r.CanonicalURL = gaobang.EntryScheme + "paper/2026-11-20/0" }, ""},
		{"采到的不说", func(r *storage.ArticleRecord) { r.Capture.Kind = gaobang.CapturedPage }, ""},
	}
	for _, c := range cases {
		if got := linkState(enteredPiece(c.edit)); (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %s, want %s", c.rule, got, c.want)
		}
	}
}

// TestOtherwise: where a sheet says otherwise than the page, the page holds and both
// are told.
func TestOtherwise(t *testing.T) {
	day := func(d int) gaobang.Moment {
		return gaobang.NewMoment(time.Date(2026, 11, d, 8, 0, 0, 0, gaobang.Shanghai), gaobang.PrecisionMinute)
	}
	page := gaobang.Article{Title: "乙镇走访老人", PublishedAt: day(20), ContentSource: "甲城报"}
	page.CanonicalURL = "http://a.example/1.html"
	further := []gaobang.Publication{{Address: "http://a.example/4.html", PublishedAt: day(22)}}
	const again = "2026-11-20 首发的 http://a.example/1.html 的又刊，算作一篇"
	for _, c := range []struct {
		rule string
		said gaobang.Article
		want string
	}{
		{"一样", page, ""},
		{"标题的标点不算", gaobang.Article{Title: "乙镇：走访老人", PublishedAt: day(20)}, ""},
		{"没有写的不算", gaobang.Article{}, ""},
		{"又刊的网址，日期也是那天", gaobang.Article{URL: "http://a.example/4.html", PublishedAt: day(22)}, "这个网址是 " + again},
		{"又刊的网址，日期另写", gaobang.Article{URL: "http://a.example/4.html", PublishedAt: day(23)}, "这个网址是 " + again + "\n日期表里是 2026-11-23，网页是 2026-11-22，以网页为准"},
		{"没有网址，是又刊那天的", gaobang.Article{PublishedAt: day(22)}, "2026-11-22 刊发的是 " + again},
		{"首发的网址写了又刊的日期", gaobang.Article{URL: "http://a.example/1.html", PublishedAt: day(22)}, "日期表里是 2026-11-22，网页是 2026-11-20，以网页为准"},
		{"都不同", gaobang.Article{Title: "乙镇走访", PublishedAt: day(21), ContentSource: "丁报"}, "标题表里是 乙镇走访，网页是 乙镇走访老人，以网页为准\n日期表里是 2026-11-21，网页是 2026-11-20，以网页为准\n来源表里是 丁报，网页是 甲城报，以网页为准"},
	} {
		if got := strings.Join(otherwise(&c.said, &page, further), "\n"); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.rule, got, c.want)
		}
	}
}

// TestCapturesInAFewLines: of many visits the first, the last and those that found
// other content; each with --all.
func TestCapturesInAFewLines(t *testing.T) {
	record := func(visits int, changedAt int) storage.ArticleRecord {
		r := storage.ArticleRecord{Article: gaobang.Article{CanonicalURL: "http://a.example/1.html"}}
		for i := range visits {
			sum := "aa"
			if changedAt > 0 && i >= changedAt {
				sum = "bb"
			}
			r.Captures = append(r.Captures, gaobang.Capture{URL: r.CanonicalURL, At: time.Date(2026, 11, 1+i, 8, 0, 0, 0, gaobang.Shanghai), Kind: gaobang.CapturedSame, SHA256: sum, File: fmt.Sprint(i)})
		}
		return r
	}
	for _, c := range []struct {
		rule   string
		record storage.ArticleRecord
		all    bool
		lines  int
		want   string
	}{
		{"几次逐次列出", record(fewCaptures, 0), false, fewCaptures, ""},
		{"多了只列首末次", record(20, 0), false, 3, "共 20 次，内容都相同；逐次列出加 --all"},
		{"内容变了的那次也列", record(20, 9), false, 4, "共 20 次，内容变过 1 次；逐次列出加 --all"},
		{"--all 逐次列出", record(20, 9), true, 20, ""},
	} {
		a := shownArticle{ArticleRecord: c.record, all: c.all}
		a.captures()
		if got := a.String(); strings.Count(got, "\n") != c.lines || !strings.Contains(got, c.want) {
			t.Errorf("%s:\n%s", c.rule, got)
		}
	}
}
