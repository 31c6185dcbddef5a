package source

import (
	"slices"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

func TestListsInJSON(t *testing.T) {
	row := `{"title":"{t}","url":"/xw/202611/{id}.html","publishTime":"{y}-{m}-{d} 08:31:00"}`
	list := func(format string) string { return "[" + strings.TrimSuffix(told(0, 6, format+","), ",") + "]" }
	cases := []struct {
		rule, json string
		want       []string
	}{
		{"最外层就是数组", list(row), wanted("xw/202611/{id}.html")},
		{"套在几层里，旁边有短的一列", `{"data":{"ads":[{"title":"一条长长的广告标题","url":"/ad/20260001.html"}],"page":{"list":` + list(row) + `}}}`, wanted("xw/202611/{id}.html")},
		{"标题里有标签，图片地址不是稿件地址", list(`{"picUrl":"/u/2026{id}.jpg","newsTitle":"<em>{t}</em>","shareUrl":"http://mz.example/xw/202611/{id}.html","pubDate":"{y}/{m}/{d}"}`), wanted("xw/202611/{id}.html")},
		{"时间是毫秒数", `[{"title":"甲城市民政局开展冬春救助走访","link":"/xw/202611/4107.html","createTime":1795046400000}]`, []string{"xw/202611/4107.html 甲城市民政局开展冬春救助走访 2026-11-19"}},
		{"没有网址的记录不算", list(`{"title":"{t}","id":{id}}`), nil},
		{"坏的 JSON", strings.TrimSuffix(list(row), "]"), nil},
		{"层数太多", strings.Repeat("[", 5000) + list(row) + strings.Repeat("]", 5000), nil},
		{"脚本写进网址也走不出去", list(`{"title":"{t}","url":"javascript:alert(1)//a.html"}`), nil},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			got, err := walk(site{"http://mz.example/api": c.json}, column("http://mz.example/api"), nil, Span{})
			have := foundAt(got)
			if !slices.Equal(have, c.want) || c.want == nil && !IsNoList(err) {
				t.Errorf("found\n%s\nwant\n%s\n%v", strings.Join(have, "\n"), strings.Join(c.want, "\n"), err)
			}
		})
	}
	t.Run("按网址里的页数翻下去", func(t *testing.T) {
		pages := site{
			"http://mz.example/api?page=1&size=3": `{"rows":[` + strings.TrimSuffix(told(0, 3, row+","), ",") + `]}`,
			"http://mz.example/api?page=2&size=3": `{"rows":[` + strings.TrimSuffix(told(3, 6, row+","), ",") + `]}`,
			"http://mz.example/api?page=3&size=3": `{"rows":[]}`,
		}
		got, err := walk(pages, column("http://mz.example/api?page=1&size=3"), nil, Span{})
		if have := foundAt(got); err != nil || !slices.Equal(have, wanted("xw/202611/{id}.html")) {
			t.Errorf("%s, %v", strings.Join(have, "\n"), err)
		}
	})
}

func foundAt(links []gaobang.Link) (out []string) {
	for _, l := range links {
		_, rest, _ := strings.Cut(l.URL, "://")
		_, path, _ := strings.Cut(rest, "/")
		out = append(out, path+" "+l.Title+" "+l.PublishedAt.Date().String())
	}
	return out
}
