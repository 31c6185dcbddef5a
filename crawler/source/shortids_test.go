package source

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gaobang/gaobang/crawler/fetch"
)

// TestListsWithShortIds asks a loopback site whose pieces have the numbers that small
// sites give: the first is 0 or 1.
func TestListsWithShortIds(t *testing.T) {
	dated, undated := `<li><a href="%s">%s</a><span>2026-11-%02d</span></li>`, `<li><a href="%s">%s</a></li>`
	shapes := []struct{ rule, column, piece string }{
		{"1.html", "/xw/", "/xw/%d.html"},
		{"在根目录下", "/list.html", "/%d.html"},
		{"detail_0.html", "/news/", "/news/detail_%d.html"},
		{"detail0.html", "/news/index.html", "detail%d.html"},
		{"news-3.html", "/news.html", "/news-%d.html"},
		{"index_3.html 是稿件", "/news/index.html", "/news/show/index_%d.html"},
		{"?id=3", "/list.asp", "/show.asp?id=%d"},
		{"?newsid=3&type=1", "/list.php?type=1", "/view.php?newsid=%d&type=1"},
		{"?n=3", "/list.jsp", "/news.jsp?n=%d"},
		{"?info/3", "/", "/index.php?m=content&c=index&a=show&id=%d"},
		{"/a/7", "/a", "/a/%d"},
		{"/a/7/", "/a/", "/a/%d/"},
		{"/news/show/7", "/news/list", "/news/show/%d"},
		{"/article/7.shtml", "/article/list.shtml", "/article/%d.shtml"},
		{"/info/1003/7.htm（博达）", "/xwzx.htm", "/info/1003/%d.htm"},
		{"/content/7.jspx", "/xwzx/index.jspx", "/xwzx/%d.jspx"},
		{"/p/7", "/", "/p/%d"},
		{"别的目录：/view/7.html", "/list/3.html", "/view/%d.html"},
		{"栏目与稿件一样编号：/list/3.html", "/list/1.html", "/list/2/%d.html"},
		{"xw7.html", "/xwlist.html", "/xw%d.html"},
	}
	for _, s := range shapes {
		for _, n := range []int{1, 2, 6} {
			for _, row := range []string{dated, undated} {
				if row == undated && n < 6 {
					continue // links of a page like any other
				}
				t.Run(fmt.Sprintf("%s，%d 条，%v", s.rule, n, map[bool]string{true: "有日期", false: "没有日期"}[row == dated]), func(t *testing.T) {
					var rows strings.Builder
					var want []string
					for i := range n {
						address := fmt.Sprintf(s.piece, n-1-i)
						title := fmt.Sprintf("甲城民政工作动态第%d篇", i+1)
						if row == dated {
							fmt.Fprintf(&rows, row, address, title, 19-i)
						} else {
							fmt.Fprintf(&rows, row, address, title)
						}
						want = append(want, title)
					}
					server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
						if r.URL.RequestURI() != s.column {
							http.NotFound(w, r)
							return
						}
						w.Header().Set("Content-Type", "text/html; charset=utf-8")
						_, _ = w.Write([]byte(page(`<div class=main><ul class=list>` + rows.String() + `</ul></div>`)))
					}))
					defer server.Close()
					f := fetch.New(fetch.Options{Pace: time.Nanosecond, Pinned: map[string]string{"mz.example": server.Listener.Addr().String()}})
					defer f.Close()
					got, err := walk(f, column("http://mz.example"+s.column), nil, Span{})
					var have []string
					for _, l := range got {
						have = append(have, l.Title)
					}
					if err != nil || !slices.Equal(have, want) {
						t.Errorf("%v\nfound\n%s\n%v", s.column, strings.Join(brief(got), "\n"), err)
					}
				})
			}
		}
	}
}

// TestNumberedMenusAreNoLists: what menus and lists of short numbers have in common is
// said, not guessed.
func TestNumberedMenusAreNoLists(t *testing.T) {
	menu := func(format string, names ...string) string {
		var b strings.Builder
		for i, name := range names {
			fmt.Fprintf(&b, `<li><a href="`+format+`">%s</a></li>`, i+1, name)
		}
		return page(`<script src=a.js></script><div class=channels><ul>` + b.String() + `</ul></div>`)
	}
	names := []string{"民政局工作动态", "政策法规文件", "养老服务专栏", "社会组织管理", "婚姻登记服务", "基层政权建设"}
	const unsure = "分不清是稿件还是菜单"
	cases := []struct{ rule, html, says string }{
		{"短编号的菜单", menu("/xw/%d.html", names...), "页面上有成组的 6 个链接（如“民政局工作动态”），但旁边没有日期"},
		{"菜单的编号是栏目的", menu("/list.asp?cid=%d", names...), unsure},
		{"菜单用 id 编号", menu("/list.asp?id=%d", names...), unsure},
		{"一两个数字链接", menu("/xw/%d.html", names[:2]...), "列表可能由脚本生成"},
		{"编号目录不是子栏目", menu("/xw/%d/", names...), unsure},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			got, err := walk(site{"http://mz.example/xw/": c.html}, column("http://mz.example/xw/"), nil, Span{})
			if !IsNoList(err) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v, %v", brief(got), err)
			}
		})
	}
}
