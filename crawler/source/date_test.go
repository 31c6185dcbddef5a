package source

import (
	"fmt"
	"strings"
	"testing"
)

// TestDatesAsListsWriteThem reads the day of a row, whatever its shape.
func TestDatesAsListsWriteThem(t *testing.T) {
	for written, want := range map[string]string{
		"11-05": "2026-11-05", "[2026-11-05]": "2026-11-05", "2026/11/05": "2026-11-05", "11月5日": "2026-11-05", "2026.11.05": "2026-11-05", "（11-05）": "2026-11-05", "11/05": "2026-11-05", "[11/05]": "2026-11-05",
		"2026年11月5日": "2026-11-05", "2026年11月05日 08:30": "2026-11-05T08:30", "11-05 08:30": "2026-11-05T08:30", "2026——11——05": "2026-11-05", "2026－11－05": "2026-11-05", "２０２６-１１-０５": "2026-11-05",
		"二〇二六年十一月五日": "2026-11-05", "二O二六年十一月五日": "2026-11-05", "2026-11-05 星期四": "2026-11-05", "发布日期：2026-11-05": "2026-11-05", "日期:2026-11-05 点击:12": "2026-11-05", "2026-11-05T08:30:00+08:00": "2026-11-05T08:30:00",
		"3天前": "2026-11-17", "昨天": "2026-11-19", "今天 07:30": "2026-11-20T07:30", "昨天 08:30": "2026-11-19T08:30", "2小时前": "2026-11-20", "<b>05</b><i>11月</i>": "2026-11-05", "<b>05</b><i>2026-11</i>": "2026-11-05", "<b>05</b>/<i>2026.11</i>": "2026-11-05",
		"<b>11-05</b><i>2026</i>": "2026-11-05", "20261105": "2026-11-05", "26-11-05": "2026-11-05", "2026-11-5": "2026-11-05", "2026年11月\u00a05日": "2026-11-05", "/ 2026-11-05": "2026-11-05", "| 2026-11-05 |": "2026-11-05", "2026-11-05 08:30:00.0": "2026-11-05T08:30:00",
		"13-45": "", "2026-13-05": "", "第11-05号": "", "11.05": "2026-11-05", "<time datetime='2026-11-05'>上周四</time>": "2026-11-05",
		"<script>document.write('2026-11-05 10:00'.substring(0,10))</script>": "2026-11-05T10:00",
	} {
		t.Run(written, func(t *testing.T) {
			src := column("http://mz.example/xw/")
			got, err := walk(site{src.URL: `<ul><li><a href="a/1001.html">第一篇稿件的标题</a><span>` + written + `</span></li><li><a href="a/1002.html">第二篇稿件的标题</a><span>` + written + `</span></li><li><a href="a/1003.html">第三篇稿件的标题</a><span>` + written + `</span></li></ul>`}, src, nil, Span{})
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range got {
				if l.PublishedAt.String() != want {
					t.Errorf("%s: %s, want %s", written, l.PublishedAt, want)
				}
			}
		})
	}
}

// TestTheDateOfARow: what a row says of itself goes before the days it speaks of.
func TestTheDateOfARow(t *testing.T) {
	cases := []struct{ rule, rest, want string }{
		{"摘要里的日期不是稿件的，带标签的才是", `<p>2025年3月1日，市民政局组织走访。</p><div>发布时间：2026-11-05 来源：甲城民政</div>`, "2026-11-05"},
		{"日期与来源写在一处", `<p>2025年3月1日，市民政局组织走访。</p><div>来源：甲城民政 2026-11-05</div>`, "2026-11-05"},
		{"只有摘要说到日期，就是没有日期", `<p>2025年3月1日，市民政局组织走访。</p>`, ""},
		{"标签与日期在摘要的末尾", `<p>市民政局组织走访，送去棉被。发布日期：2026-11-05 08:30</p>`, "2026-11-05T08:30"},
		{"有年份的先于没有年份的", `<i>11-06</i><b>2026-11-05</b>`, "2026-11-05"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			src := column("http://mz.example/xw/")
			var page strings.Builder
			for i := range 3 {
				fmt.Fprintf(&page, `<div class=item><h3><a href="a/100%d.html">甲城的第%d篇稿件</a></h3>%s</div>`, i, i, c.rest)
			}
			got, err := walk(site{src.URL: page.String()}, src, nil, Span{})
			if err != nil || len(got) != 3 {
				t.Fatalf("%v, %v", brief(got), err)
			}
			for _, l := range got {
				if l.PublishedAt.String() != c.want {
					t.Errorf("%s, want %s", l.PublishedAt, c.want)
				}
			}
		})
	}
}
