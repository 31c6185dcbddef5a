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
		{"已有旧规则：旧的留着，新的从那天起代替它", sources + "profiles: # 站点\n  - host: a.example\n    list: {item: \"ul.old li\", link: a}\n", ""},
		{"末尾没有换行", strings.TrimSuffix(sources, "\n"), ""},
		{"写成一行的 profiles", sources + "profiles: [{host: b.example}]\n", "不能自动加"},
		{"同一天已有规则", sources + "profiles:\n  - host: a.example\n    from: 2026-11-24\n", "从同一天起"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			out, err := AddProfile(File{"sources.yaml", []byte(c.book)}, "a.example", from, list)
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
			if p := gaobang.ProfileOn(profiles, "a.example", from); p == nil || p.List != list {
				t.Errorf("on the first day %+v", p)
			}
			if p := gaobang.ProfileOn(profiles, "a.example", from.AddDays(-1)); p != nil && p.List == list {
				t.Error("the new profile counts before its first day")
			}
		})
	}
}
