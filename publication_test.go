package gaobang

import (
	"slices"
	"testing"
)

func TestWhichPublicationStands(t *testing.T) {
	at := func(address, published string, p Placement) Publication {
		m, err := ParseMoment(published)
		if err != nil {
			t.Fatal(err)
		}
		return Publication{Article: NewArticleID(address), Address: address, PublishedAt: m, Placement: p}
	}
	plain := func(address, published string) Publication { return at(address, published, Placement{}) }
	entered := func(address, published string) Publication {
		p := plain(address, published)
		p.Entered = true
		return p
	}
	tests := []struct {
		name string
		all  []Publication // the first stands
	}{
		{"只有一处", []Publication{plain("http://a.example/1", "")}},
		{"先发的一次算", []Publication{plain("http://a.example/2", "2026-10-31T21:00"), plain("http://a.example/1", "2026-11-02T08:00")}},
		{"跨月也是先发的一次算", []Publication{plain("http://a.example/2", "2026-10-31"), plain("http://a.example/1", "2026-11-02")}},
		{"没有日期的不胜过有日期的", []Publication{plain("http://a.example/2", "2026-11-02T08:00"), plain("http://a.example/1", "")}},
		{"只有日子又无从核对的不胜过有钟点的", []Publication{plain("http://a.example/2", "2026-11-02T08:00"), plain("http://a.example/1", "2026-10-31")}},
		{"网址里有这一天的，没有钟点也算数", []Publication{plain("http://a.example/2026-10/31/c_1.htm", "2026-10-31"), plain("http://a.example/1", "2026-11-02T08:00")}},
		{"早于自己网址里日子的是抄来的日期", []Publication{plain("http://a.example/1", "2026-11-02T08:00"), plain("http://a.example/t20261104_1.html", "2026-10-31T08:00")}},
		{"晚于网址里日子一周以上的是重新生成的日期", []Publication{plain("http://a.example/1", "2026-11-02T08:00"), plain("http://a.example/t20260901_1.html", "2026-10-31T08:00")}},
		{"写好几天才发的不算存疑", []Publication{plain("http://a.example/t20261028_1.html", "2026-10-31T08:00"), plain("http://a.example/1", "2026-11-02T08:00")}},
		{"人工录入的日期不胜过网页的", []Publication{plain("http://a.example/1", "2026-11-02T08:00"), entered("entry:o/2026-10-31/1", "2026-10-31")}},
		{"网页没有日期时用人工录入的", []Publication{entered("entry:o/2026-10-31/1", "2026-10-31"), plain("http://a.example/1", "")}},
		{"都存疑时仍是早的", []Publication{plain("http://a.example/t20261104_1.html", "2026-10-30T08:00"), plain("http://a.example/t20261104_2.html", "2026-10-31T08:00")}},
		{"同一天按钟点", []Publication{plain("http://a.example/22", "2026-10-31T08:00"), plain("http://a.example/1", "2026-10-31T09:00")}},
		{"同一天没有钟点的分不出先后，按版面", []Publication{at("http://a.example/2026-10/31/c_1.htm", "2026-10-31", Placement{Page: "01", FrontPage: true}), plain("http://a.example/1", "2026-10-31T00:30")}},
		{"头版头条先于头版", []Publication{at("http://a.example/22", "2026-10-31", Placement{Page: "01", FrontPage: true, Headline: true}), at("http://a.example/1", "2026-10-31", Placement{Page: "01", FrontPage: true})}},
		{"别无不同时用短的网址，再按字母", []Publication{plain("http://a.example/2", "2026-10-31"), plain("http://a.example/3", "2026-10-31"), plain("http://a.example/11", "2026-10-31")}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			turned := slices.Clone(tt.all)
			slices.Reverse(turned)
			for _, all := range [][]Publication{tt.all, turned} {
				if got := Standing(all); got != tt.all[0].Article {
					t.Errorf("%s stands", all[slices.IndexFunc(all, func(p Publication) bool { return p.Article == got })].Address)
				}
			}
		})
	}
}

func TestDayInAddress(t *testing.T) {
	for address, want := range map[string]string{
		"http://a.example/html/2026-10/31/content_1.htm": "2026-10-31", "http://a.example/202610/t20261031_1.html": "2026-10-31",
		"http://a.example/art/2026/10/31/art_1.html": "2026-10-31", "http://a.example/20261331/1.html": "", "http://a.example/2026/2/30/1.html": "",
		"http://a.example/show/123.html": "",
	} {
		if got := DayInAddress(address).String(); got != want {
			t.Errorf("%s: %s, want %s", address, got, want)
		}
	}
}
