package source

import (
	"context"
	"strings"
	"testing"
)

// TestPagersWithoutLinks are pagers of libraries and of hand-made functions: where the
// script's expression is plain it is followed.
func TestPagersWithoutLinks(t *testing.T) {
	const goPage = `<a href="javascript:goPage(2)">下一页</a><script>function goPage(n){ %s }</script>`
	made := func(body string) string { return strings.Replace(goPage, "%s", body, 1) }
	cases := []struct{ rule, list, pager, second string }{
		{"laypage 的 jump 跳到 ?page=", "list.jsp", `<div id=p></div><script>layui.use('laypage', function(){ layui.laypage.render({elem:'p', count: 40, limit: 20, curr: 1, jump: function(obj, first){ if(!first){ location.href = 'list.jsp?page=' + obj.curr; } } }); });</script>`, "list.jsp?page=2"},
		{"laypage 老写法，地址在后面还有参数", "list.do?id=7", `<script>laypage({cont:'p', pages: 2, curr: 1, jump: function(e, first){ if(!first){ location.href = "list.do?currentPage=" + e.curr + '&id=' + '7'; } } })</script>`, "list.do?currentPage=2&id=7"},
		{"laypage 从 0 数页", "list.do", `<script>laypage.render({elem:'p', count:21, limit:20, jump:function(obj,first){ if(!first) window.location.href="list.do?pageNo="+(obj.curr-1) }})</script>`, "list.do?pageNo=1"},
		{"jqPaginator", "list.html", `<ul id=p></ul><script>$('#p').jqPaginator({totalPages: 2, visiblePages: 5, currentPage: 1, onPageChange: function (num, type) { if(type=='change'){ location.href="list.html?cur="+num; } } });</script>`, ""},
		{"jqPaginator，参数名说得出是页", "list.html", `<ul id=p></ul><script>$('#p').jqPaginator({totalCounts: 30, pageSize: 20, currentPage: 1, onPageChange: function (num, type) { if(type=='change'){ location.href="list.html?pageIndex="+num; } } });</script>`, "list.html?pageIndex=2"},
		{"kkpager 用 getLink", "list.html", `<script>kkpager.generPageHtml({pno : 1, total : 2, totalRecords : 30, hrefFormer : 'list', hrefLatter : '.html', getLink : function(n){ return this.hrefFormer + this.hrefLatter + "?pno="+n; } });</script>`, "list.html?pno=2"},
		{"静态文件名", "index.html", `<script>$('.M-box').pagination({pageCount: 2, current: 1, callback: function(api){ location.href = 'index_' + api.getCurrent() + '.html'; }});</script>`, "index_2.html"},
		{"自写的函数：地址由参数拼成", "list.asp", made(`window.location.href = "list.asp?cid=3&p=" + n;`), "list.asp?cid=3&p=2"},
		{"自写的函数：用到别的变量", "list.asp", `<script>var baseUrl = "/xw/list";</script>` + made(`location.href = baseUrl + "_" + n + ".shtml";`), "list_2.shtml"},
		{"GET 表单", "list.do", `<form action="list.do" method="get"><input type=hidden name=channel value=7><input name="pageNo" value="1"><input type=submit name=go value=跳转></form>`, "list.do?channel=7&pageNo=2"},
		{"从 0 数页的表单", "list.do", `<form action="list.do"><input type=hidden name="pageIndex" value="0"></form>`, "list.do?pageIndex=1"},
		{"POST 表单，服务器也认 GET", "list.do", `<form action="list.do" method="post"><input type=hidden name="cpage" value="1"></form>`, "list.do?cpage=2"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			const dir = "http://mz.example/xw/"
			pages := site{dir + c.list: `<ul>` + items(3, `<li><a href="{u}">{t}</a><span>2026-11-{d}</span></li>`) + `</ul>` + c.pager}
			want := 3
			if c.second != "" {
				pages[dir+c.second] = `<ul>` + itemsFrom(3, 2, `<li><a href="{u}">{t}</a><span>2026-11-{d}</span></li>`) + `</ul>` + c.pager
				want = 5
			}
			got, err := walk(pages, column(dir+c.list), nil, Span{})
			if err != nil || len(got) != want {
				t.Errorf("%d pieces, %v", len(got), err)
			}
		})
	}
}

// TestOnlyTheFirstPageIsTold: pages that no address leads to are never left out
// without a word; a list of one page has none.
func TestOnlyTheFirstPageIsTold(t *testing.T) {
	const script, form = "由脚本翻页，没有网址可跟", "分页要提交表单（POST）"
	cases := []struct {
		rule, pager string
		since       string
		want        string
	}{
		{"laypage 只换一块内容", `<script>laypage.render({elem:'p', count: 400, limit: 20, curr: 1, jump: function(obj, first){ if(!first){ load(obj.curr); } } });</script>`, "", script},
		{"laypage 只有一页", `<script>laypage.render({elem:'p', count: 12, limit: 20, curr: 1, jump: function(obj, first){ if(!first){ load(obj.curr); } } });</script>`, "", ""},
		{"el-pagination", `<el-pagination :total="total" @current-change="load"></el-pagination>`, "", script},
		{"按钮", `<button class="btn-next">下一页</button>`, "", script},
		{"函数里是 ajax", `<a href="javascript:load(2)">下一页</a><script>function load(n){ $.post("/api/list", {page: n}, show); }</script>`, "", script},
		{"加载更多", `<div class="loadmore" onclick="more()">点击加载更多</div>`, "", script},
		{"最后一页的下一页点不动", `<a class="next disabled" href="javascript:;">下一页</a>`, "", ""},
		{"共1页", `<a href="javascript:;">下一页</a> 共1页`, "", ""},
		{"表单，服务器不认 GET", `<form action="list.do" method="post"><input type=hidden name="cpage" value="1"></form>`, "", form + "，按 GET 取不到"},
		{"ASP.NET 的表单", `<form method="post"><input type=hidden name="__VIEWSTATE" value="x"><input name="page" value="1"></form>`, "", form},
		{"要的日子第一页都有", `<button class="btn-next">下一页</button>`, "2026-11-18", ""},
		{"没有分页", ``, "", ""},
		{"行在脚本的 JSON 里，分页在页面上", `SCRIPT<el-pagination :total="total"></el-pagination>`, "", script},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			src, span := column("http://mz.example/xw/list.do"), Span{}
			if c.since != "" {
				span.Since = date(c.since)
			}
			list := `<ul>` + items(3, `<li><a href="{u}">{t}</a><span>2026-11-{d}</span></li>`) + `</ul>`
			pager, inScript := strings.CutPrefix(c.pager, "SCRIPT")
			if inScript {
				list = `<script>var rows = [` + strings.TrimSuffix(items(3, `{"title":"{t}","url":"{u}","date":"2026-11-{d}"},`), ",") + `];</script>`
			}
			pages := site{src.URL: list + pager}
			seen, err := Find(context.Background(), pages, src, nil, span, Cursor{}, today, func(Page) (bool, error) { return true, nil })
			if err != nil || seen.Unseen != c.want {
				t.Errorf("%q, %v; want %q", seen.Unseen, err, c.want)
			}
			if trial, err := Try(t.Context(), pages, src.URL, nil, today); c.want != "" && (err != nil || trial.NextBy == "") {
				t.Errorf("a trial says %q, %v", trial.NextBy, err)
			}
		})
	}
}
