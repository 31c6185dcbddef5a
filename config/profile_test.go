package config

import (
	"strings"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
)

func TestAddProfile(t *testing.T) {
	list := gaobang.ListProfile{Item: `ul.new > li`, Link: "a", Date: "span.time"}
	from := gaobang.Date{Year: 2026, Month: time.November, Day: 24}
	const sources = "sources:\n  # 栏目\n  - {id: s, outlet: o, name: 栏目, kind: list, url: \"http://a.example/\", schedule: \"0 7 * * *\"}\n"
	cases := []struct{ name, book, wrong string }{
		{"没有站点规则的名册", sources, ""},
		{"已有旧规则：旧的留着，新的从那天起代替它", sources + "profiles: # 站点\n  - host: a.example\n    links_to: [mp.weixin.qq.com]\n    list: {item: \"ul.old li\", link: a}\n", ""},
		{"末尾没有换行", strings.TrimSuffix(sources, "\n"), ""},
		{"写成一行的 profiles", sources + "profiles: [{host: b.example}]\n", "不能自动加"},
		{"同一天已有规则", sources + "profiles:\n  - host: a.example\n    from: 2026-11-24\n", "已有一份从 2026-11-24 起"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			out, err := AddProfile(File{"sources.yaml", []byte(c.book)}, from, gaobang.Profile{Host: "a.example", List: list})
			if c.wrong != "" {
				if err == nil || !strings.Contains(err.Error(), c.wrong) {
					t.Fatalf("%v, want %q", err, c.wrong)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			for line := range strings.SplitSeq(c.book, "\n") {
				if !strings.Contains(string(out), line) {
					t.Errorf("the line %q is gone", line)
				}
			}
			profiles, err := ParseProfiles(File{"sources.yaml", out})
			if err != nil {
				t.Fatal(err)
			}
			if p := gaobang.ProfileOn(profiles, "http://a.example/", from); p == nil || p.List != list || len(p.LinksTo) != strings.Count(c.book, "links_to") {
				t.Errorf("on the first day %+v", p)
			}
			if p := gaobang.ProfileOn(profiles, "http://a.example/", from.AddDays(-1)); p != nil && p.List == list {
				t.Error("the new profile counts before its first day")
			}
		})
	}
}

func TestListProfilesInBooks(t *testing.T) {
	cases := []struct {
		name, list, wrong string
		want              gaobang.ListProfile
	}{
		{"一行和链接", `{item: "ul li", link: a}`, "", gaobang.ListProfile{Item: "ul li", Link: "a"}},
		{"只运行脚本，列表自动认", `{render: true}`, "", gaobang.ListProfile{Render: true}},
		{"运行脚本后按选择器读", `{item: li, link: a, render: true}`, "", gaobang.ListProfile{Item: "li", Link: "a", Render: true}},
		{"运行脚本，翻页自己写", `{render: true, next_page: "?p={n}", next_from: 2}`, "", gaobang.ListProfile{Render: true, NextPage: "?p={n}", NextFrom: 2}},
		{"什么也没写", `{}`, "要写明一行", gaobang.ListProfile{}},
		{"没有链接", `{item: li}`, "要写明一行", gaobang.ListProfile{}},
		{"有日期没有行", `{date: span, render: true}`, "要写明一行", gaobang.ListProfile{}},
		{"坏选择器只报一处", `{item: "ul[", link: a}`, "选择器", gaobang.ListProfile{}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			profiles, err := ParseProfiles(File{"sources.yaml", []byte("sources: []\nprofiles:\n  - {host: a.example, list: " + c.list + "}\n")})
			if c.wrong != "" {
				if err == nil || !strings.Contains(err.Error(), c.wrong) || strings.Contains(err.Error(), "共") {
					t.Errorf("%v, want one problem %q", err, c.wrong)
				}
				return
			}
			if err != nil || profiles[0].List != c.want {
				t.Errorf("%+v, %v", profiles, err)
			}
		})
	}
}

// TestANewProfileKeepsTheOtherPart: a new list does not undo what was written of
// the articles, and the other way round.
func TestANewProfileKeepsTheOtherPart(t *testing.T) {
	const book = "sources: []\nprofiles:\n  - host: a.example\n    http_fallback: true\n    list: {item: li, link: a, next: a.next}\n    article: {body: \"#zoom\", distrust_pub_date: true}\n"
	from := gaobang.Date{Year: 2026, Month: time.November, Day: 24}
	old, article := gaobang.ListProfile{Item: "li", Link: "a", Next: "a.next"}, gaobang.ArticleProfile{Body: "#zoom", DistrustPubDate: true}
	list, page := gaobang.ListProfile{Item: "div.card", Link: "a", Render: true}, gaobang.ArticleProfile{Title: "h1.t", Body: "div.b"}
	for name, c := range map[string]struct{ add, want gaobang.Profile }{
		"a new list":     {gaobang.Profile{List: list}, gaobang.Profile{List: list, Article: article}},
		"a new article":  {gaobang.Profile{Article: page}, gaobang.Profile{List: old, Article: page}},
		"both are given": {gaobang.Profile{List: list, Article: page}, gaobang.Profile{List: list, Article: page}},
	} {
		t.Run(name, func(t *testing.T) {
			c.add.Host = "a.example"
			out, err := AddProfile(File{"sources.yaml", []byte(book)}, from, c.add)
			if err != nil {
				t.Fatal(err)
			}
			profiles, err := ParseProfiles(File{"sources.yaml", out})
			if err != nil {
				t.Fatal(err)
			}
			got := gaobang.ProfileOn(profiles, "http://a.example/", from)
			if got.List != c.want.List || got.Article != c.want.Article || !got.HTTPFallback {
				t.Errorf("%+v %+v in\n%s", got.List, got.Article, out)
			}
		})
	}
}

// TestAProfileOfOneColumn: the columns of a site may have designs of their own.
func TestAProfileOfOneColumn(t *testing.T) {
	const book = "sources: []\nprofiles:\n  - host: a.example\n    http_fallback: true\n    list: {item: li, link: a}\n    article: {body: \"#zoom\"}\n"
	from := gaobang.Date{Year: 2026, Month: time.November, Day: 24}
	site, list := gaobang.ListProfile{Item: "li", Link: "a"}, gaobang.ListProfile{Item: "div.card", Link: "a"}
	out, err := AddProfile(File{"sources.yaml", []byte(book)}, from, gaobang.Profile{Host: "a.example", Path: "/jb/", List: list})
	if err != nil {
		t.Fatal(err)
	}
	profiles, err := ParseProfiles(File{"sources.yaml", out})
	if err != nil {
		t.Fatalf("%v in\n%s", err, out)
	}
	for address, want := range map[string]gaobang.ListProfile{"http://a.example/jb/": list, "http://a.example/jb/index_2.html": list, "http://a.example/yw/": site} {
		if got := gaobang.ProfileOn(profiles, address, from); got == nil || got.List != want || got.Article.Body != "#zoom" || !got.HTTPFallback {
			t.Errorf("%s: %+v", address, got)
		}
	}
	if got := gaobang.ProfileOn(profiles, "http://a.example/jb/", from.AddDays(-1)); got == nil || got.List != site {
		t.Errorf("the day before: %+v", got)
	}
	if got := gaobang.ProfileOn(profiles, "http://b.example/jb/", from); got != nil {
		t.Errorf("another site: %+v", got)
	}
	for address, want := range map[string]string{"http://a.example/jb/": "/jb/", "http://a.example/yw/": ""} {
		if got, err := ListPath(File{"sources.yaml", out}, address, from); err != nil || got != want {
			t.Errorf("%s is read by the profile of %q, %v", address, got, err)
		}
	}
	for _, wrong := range []string{"jb/", "/jb/?id=3"} {
		if _, err := ParseProfiles(File{"sources.yaml", []byte("sources: []\nprofiles:\n  - host: a.example\n    path: " + wrong + "\n    list: {item: li, link: a}\n")}); err == nil || !strings.Contains(err.Error(), "path") {
			t.Errorf("%s: %v", wrong, err)
		}
	}
}
