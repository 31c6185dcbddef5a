package source

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

// TestRowsThatLeadElsewhere: they are no pieces of the source, and never left out
// without a word.
func TestRowsThatLeadElsewhere(t *testing.T) {
	const foreign = `<li><a href="https://mp.weixin.qq.com/s/Ab3dEfGh{d}">{t}</a><span>2026-11-{d}</span></li>`
	row := `<li><a href="{u}">{t}</a><span>2026-11-{d}</span></li>`
	mixed := `<ul class=list>` + items(4, row) + itemsFrom(4, 3, foreign) + itemsFrom(7, 2, strings.ReplaceAll(foreign, "https://mp.weixin.qq.com/s/", "http://app.yi.example/detail?id=")) + `</ul>`
	friends := `<div class=yqlj><a href="http://www.yi.example/">甲省民政厅网站</a><a href="http://www.bing.example/index.html">乙市民政局网站</a><a href="http://www.ding.example/col/col1/">丙市民政局网站</a></div>`
	foreignBox := `<div class=box><ul>` + items(8, strings.ReplaceAll(foreign, "mp.weixin.qq.com", "www.yi.example")) + `</ul></div>`
	cases := []struct {
		rule, html string
		prof       *gaobang.Profile
		want       []string
		saw        string
	}{
		{"混在一列里", page(mixed), nil, rows(4), "另有 5 条链到别的网站（mp.weixin.qq.com、app.yi.example），没有采"},
		{"整列都是", page(`<ul class=list>` + items(6, foreign) + `</ul>`), nil, nil, "另有 6 条链到别的网站（mp.weixin.qq.com），没有采"},
		{"友情链接不算", page(`<ul>` + items(4, row) + `</ul>` + friends), nil, rows(4), ""},
		{"旁边一块别站的要闻更长，也不算本栏目的", page(foreignBox + `<ul class=list>` + items(3, row) + `</ul>`), nil, rows(3), ""},
		{"行里另有链到来源网站的链接", page(`<ul>` + items(5, `<li><a href="{u}">{t}</a><a href="http://www.yi.example/202611/{d}.html">来源：乙报客户端</a><span>2026-11-{d}</span></li>`) + `</ul>`), nil, rows(5), ""},
		{"站点规则选的行也一样", page(mixed), &gaobang.Profile{List: gaobang.ListProfile{Item: ".list li", Link: "a"}}, rows(4), "另有 5 条"},
		{
			"站点规则 links_to 写了的网站照采", page(mixed), &gaobang.Profile{LinksTo: []string{"MP.weixin.qq.com"}},
			append(rows(4), "s/Ab3dEfGh15 2026-11-15", "s/Ab3dEfGh14 2026-11-14", "s/Ab3dEfGh13 2026-11-13"), "另有 2 条链到别的网站（app.yi.example），没有采",
		},
		{"大汉的记录", page(`<script type="text/xml"><datastore><recordset><record><![CDATA[` + items(4, row, "]]></record><record><![CDATA[") + `]]></record><record><![CDATA[` + itemsFrom(4, 1, foreign) + `]]></record></recordset></datastore></script>`), nil, rows(4), "另有 1 条"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			src := column("http://mz.example/xw/")
			var got []string
			seen, err := Find(context.Background(), site{src.URL: c.html}, src, c.prof, Span{}, Cursor{}, today, func(p Page) (bool, error) {
				for _, l := range p.Links {
					_, path, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(l.URL, "http://"), "https://"), "/")
					got = append(got, path+" "+l.PublishedAt.Date().String())
				}
				return true, nil
			})
			if err != nil || !slices.Equal(got, c.want) || seen.Rows != len(c.want) {
				t.Errorf("found %d rows\n%s\nwant\n%s\n%v", seen.Rows, strings.Join(got, "\n"), strings.Join(c.want, "\n"), err)
			}
			if saw := seen.Elsewhere.Saw(); !strings.HasPrefix(saw, c.saw) || c.saw == "" && saw != "" {
				t.Errorf("saw %q, want %q", saw, c.saw)
			}
		})
	}
}

// TestAWalkGoesOverPagesThatLeadElsewhere: such a page is no end of the list, but its
// days are the list's.
func TestAWalkGoesOverPagesThatLeadElsewhere(t *testing.T) {
	foreign := `<li><a href="https://mp.weixin.qq.com/s/Ab3dEfGh{d}">{t}</a><span>2026-11-{d}</span></li>`
	next := `<a href="index_{n}.html">下一页</a>`
	pages := site{
		"http://mz.example/xw/":             `<ul>` + items(4, foreign) + `</ul>` + strings.ReplaceAll(next, "{n}", "1"),
		"http://mz.example/xw/index_1.html": `<ul>` + itemsFrom(4, 4, `<li><a href="{u}">{t}</a><span>2026-11-{d}</span></li>`) + `</ul>` + strings.ReplaceAll(next, "{n}", "2"),
		"http://mz.example/xw/index_2.html": `<ul>` + itemsFrom(8, 4, foreign) + `</ul>` + strings.ReplaceAll(next, "{n}", "3"),
		"http://mz.example/xw/index_3.html": "500",
	}
	var got []gaobang.Link
	span := Span{Since: date("2026-11-13")}
	seen, err := Find(context.Background(), pages, column("http://mz.example/xw/"), nil, span, Cursor{}, today, func(p Page) (bool, error) {
		got = append(got, p.Links...)
		return true, nil
	})
	if err != nil || len(got) != 3 || seen.Elsewhere.Rows() != 8 || seen.Elsewhere.First != 4 {
		t.Errorf("%d pieces, elsewhere %+v, %v", len(got), seen.Elsewhere, err)
	}
}

func TestUndatedLinksElsewhereAreTheReason(t *testing.T) {
	html := page(`<script src=a.js></script><ul>` + items(6, `<li><a href="https://mp.weixin.qq.com/s/Ab3dEfGh{d}">{t}</a></li>`) + `</ul>`)
	_, err := walk(site{"http://mz.example/xw/": html}, column("http://mz.example/xw/"), nil, Span{})
	if !IsNoList(err) || !strings.Contains(err.Error(), "成组的链接有 6 条链到别的网站（mp.weixin.qq.com），没有采") || errors.Is(err, errCallback) {
		t.Error(err)
	}
}
