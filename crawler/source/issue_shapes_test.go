package source

import (
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

// TestIssuesAsPapersMakeThem: the oddities of real editions. Each has a front page
// with two pieces and a second page with one.
func TestIssuesAsPapersMakeThem(t *testing.T) {
	cases := []struct {
		rule, template, second string
		front, inner           string // front and second page
		want                   []string
	}{
		{"属性没有引号，标签大写", "http://p.example/html/{YYYY}-{MM}/{DD}/node_1.htm", "node_2.htm",
			`<A id=pageLink HREF=node_1.htm>第01版:要闻</A><A id=pageLink HREF=node_2.htm>第02版:民生</A><A HREF=content_1_1.htm>头版的一篇</A><A HREF=content_1_2.htm?div=-1>头版又一篇</A>`,
			`<A HREF=content_1_3.htm>二版的一篇</A>`, []string{"01 要闻 头版的一篇", "01 要闻 头版又一篇", "02 民生 二版的一篇"}},
		{"版面只有 A01 三个字符", "http://p.example/nf/html/{YYYY}{MM}/{DD}/node_A01.html", "node_A02.html",
			`<a href="node_A01.html">A01</a><a href="node_A02.html">A02</a><a href="content_1.html">头版的一篇</a><a href="content_2.html">头版又一篇</a>`,
			`<a href="content_3.html">二版的一篇</a>`, []string{"A01  头版的一篇", "A01  头版又一篇", "A02  二版的一篇"}},
		{"版面链接不写版次，文件名里有", "http://p.example/pc/layout/{YYYY}{MM}/{DD}/node_01.html", "node_02.html",
			`<a href="node_01.html">要闻</a><a href="node_02.html">民生</a><a href="../../../content/202611/20/content_1.html">头版的一篇</a><a href="../../../content/202611/20/content_2.html">头版又一篇</a>`,
			`<a href="../../../content/202611/20/content_3.html">二版的一篇</a>`, []string{"01 要闻 头版的一篇", "01 要闻 头版又一篇", "02 民生 二版的一篇"}},
		{"年月日三层目录", "http://p.example/epaper/{YYYY}/{MM}/{DD}/node_1.htm", "node_2.htm",
			`<a href="node_1.htm">第1版：头版</a><a href="node_2.htm">第2版：综合</a><a href="content_1.htm">头版的一篇</a><a href="content_2.htm">头版又一篇</a>`,
			`<a href="content_3.htm">二版的一篇</a>`, []string{"1 头版 头版的一篇", "1 头版 头版又一篇", "2 综合 二版的一篇"}},
		{"一版、二版不写第", "http://p.example/html/{YYYY}-{MM}/{DD}/node_1.htm", "node_2.htm",
			`<a href="node_1.htm">一版：要闻</a><a href="node_2.htm">二版：综合</a><a href="content_1.htm">头版的一篇</a><a href="content_2.htm">头版又一篇</a>`,
			`<a href="content_3.htm">二版的一篇</a>`, []string{"一 要闻 头版的一篇", "一 要闻 头版又一篇", "二 综合 二版的一篇"}},
		{"版名在 PDF 图标之外", "http://p.example/html/{YYYY}-{MM}/{DD}/node_2.htm", "node_3.htm",
			`<table><tr><td><a id=pageLink href=./node_2.htm>A1版：头版</a></td><td><a href=../../../images/2026-11/20/A1/x.pdf><img src=pdf.gif></a></td></tr><tr><td><a id=pageLink href=./node_3.htm>A2版：要闻</a></td></tr></table><a href=content_1.htm>头版的一篇</a><a href=content_2.htm>头版又一篇</a>`,
			`<a href=content_3.htm>二版的一篇</a>`, []string{"A1 头版 头版的一篇", "A1 头版 头版又一篇", "A2 要闻 二版的一篇"}},
		{"标题在 div 和 br 里", "http://p.example/html/{YYYY}-{MM}/{DD}/node_1.htm", "node_2.htm",
			`<a href=node_1.htm>第01版：要闻</a><a href=node_2.htm>第02版：民生</a><a href=content_1.htm><div>头版的<br>一篇</div></a><a href=content_2.htm title="头版又一篇"><img src=x.jpg></a>`,
			`<a href=content_3.htm>二版的一篇</a>`, []string{"01 要闻 头版的 一篇", "01 要闻 头版又一篇", "02 民生 二版的一篇"}},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			front := issueAddress(c.template, date("2026-11-20"))
			pages := site{front: c.front, front[:strings.LastIndex(front, "/")+1] + c.second: c.inner}
			got, err := walk(pages, gaobang.Source{Name: "甲报", Kind: gaobang.EPaperSource, URL: c.template}, nil, Span{Since: date("2026-11-18")})
			if err != nil {
				t.Fatal(err)
			}
			var have []string
			for i, l := range got {
				have = append(have, l.Placement.Page+" "+l.Placement.PageName+" "+l.Title)
				if l.Placement.FrontPage != (i < 2) || l.PublishedAt.String() != "2026-11-20" {
					t.Errorf("%s: %+v on %s", l.Title, l.Placement, l.PublishedAt)
				}
			}
			if strings.Join(have, "|") != strings.Join(c.want, "|") {
				t.Errorf("found %q, want %q", have, c.want)
			}
			trial, err := Try(t.Context(), pages, front, nil, today)
			if err != nil || trial.Kind != gaobang.EPaperSource || trial.URL != c.template || len(trial.Links) != 3 {
				t.Errorf("a trial of the page of a day: %s %s, %d links, %v", trial.Kind, trial.URL, len(trial.Links), err)
			}
		})
	}
}
