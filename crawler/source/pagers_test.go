package source

import (
	"strings"
	"testing"
)

// TestPagersAsTemplatesMakeThem walks lists of three pages by pagers as they are
// found; {n} is the page at hand. A page that says 500 must not be asked.
func TestPagersAsTemplatesMakeThem(t *testing.T) {
	slider := `<div class=num><a href="a/1001.html">1</a><a href="a/1002.html">2</a><a href="a/1003.html">3</a></div>`
	cases := []struct {
		rule      string
		url       string   // of the first page
		pagers    []string // of the three pages
		addresses []string // of the second and third
	}{
		{"轮播图的数字不是页码", "list.shtml", []string{slider + `<a href="list_3.shtml">尾页</a>`, slider + `<a href="list_3.shtml">尾页</a>`, slider}, []string{"list_2.shtml", "list_3.shtml"}},
		{"onclick 写 location.href=", "list.shtml", []string{`<a onclick="location.href='list_2.shtml'">下一页</a>`, `<a onclick="window.location.href = 'list_3.shtml';return false" href="#">下一页</a>`, ""}, []string{"list_2.shtml", "list_3.shtml"}},
		{"onclick 的参数在后：queryArticleByCondition(this,'…')", "list.shtml", []string{`<a class=pagingNormal onclick="queryArticleByCondition(this,'/xw/list_2.jhtml')">下一页</a>`, `<a onclick="queryArticleByCondition(this,'/xw/list_3.jhtml')">下一页</a>`, ""}, []string{"list_2.jhtml", "list_3.jhtml"}},
		{"onclick 跳到参数：?page=", "list.shtml", []string{`<a href="javascript:;" onclick="window.open('?page=2','_self')">下一页</a>`, `<a href="javascript:location.href='?page=3'">下一页</a>`, ""}, []string{"list.shtml?page=2", "list.shtml?page=3"}},
		{"createPageHTML 用变量，名字照调用的", "index.html", []string{
			`<script>var countPage = 3;var currentPage = 0;createPageHTML(countPage, currentPage, "list", "htm");</script>`, `<script>var countPage = 3;var currentPage = 1;createPageHTML(countPage, currentPage, "list", "htm");</script>`, `<script>var countPage = 3;var currentPage = 2;createPageHTML(countPage, currentPage, "list", "htm");</script>`},
			[]string{"list_1.htm", "list_2.htm"}},
		{"createPageHTML 的数字带引号", "index.html", []string{`<script>createPageHTML("3","0","index","html")</script>`, `<script>createPageHTML("3","1","index","html")</script>`, `<script>createPageHTML("3","2","index","html")</script>`}, []string{"index_1.html", "index_2.html"}},
		{"TRS 老脚本自己拼 .htm", "index.htm", []string{`<script>var currentPage = 0;var countPage = 3;document.write("<a href=\"index_" + nextPage + ".htm\">下一页</a>");</script>`,
			`<script>var currentPage = 1;var countPage = 3;</script>`, `<script>var currentPage = 2;var countPage = 3;</script>`}, []string{"index_1.htm", "index_2.htm"}},
		{"TRS 老脚本，目录地址而文件是 .shtml", "", []string{`<script>var currentPage = 0;var countPage = 3;document.write("<a href=index_" + nextPage + ".shtml>");</script>`,
			`<script>var currentPage = 1;var countPage = 3;</script>`, `<script>var currentPage = 2;var countPage = 3;</script>`}, []string{"index_1.shtml", "index_2.shtml"}},
		{"参数名大写：?Page=", "list.asp?cid=3", []string{`<a href="list.asp?cid=3&Page=3">尾页</a>`, `<a href="list.asp?cid=3&Page=3">尾页</a>`, `<a href="list.asp?cid=3&Page=3">尾页</a>`}, []string{"list.asp?Page=2&cid=3", "list.asp?Page=3&cid=3"}},
		{"下一页是 >", "list.shtml", []string{`<div class=pages><a href="list.shtml">&lt;</a><a href="list_2.shtml">&gt;</a></div>`, `<div class=pages><a href="list.shtml">&lt;</a><a href="list_3.shtml">&gt;</a></div>`, `<div class=pages><a href="list_2.shtml">&lt;</a></div>`}, []string{"list_2.shtml", "list_3.shtml"}},
		{"下一页带箭头：下一页>>", "list.shtml", []string{`<a href="list_2.shtml">下一页&gt;&gt;</a>`, `<a href="list_3.shtml">后页→</a>`, ""}, []string{"list_2.shtml", "list_3.shtml"}},
		{"rel=next", "list.shtml", []string{`<a rel="next" href="list_2.shtml"><i></i></a>`, `<link rel=next href="list_3.shtml">`, ""}, []string{"list_2.shtml", "list_3.shtml"}},
		{"class=next 的图标", "list.shtml", []string{`<a class="next" href="list_2.shtml"><i></i></a>`, `<li class="page-next"><a href="list_3.shtml"><i></i></a></li>`, ""}, []string{"list_2.shtml", "list_3.shtml"}},
		{"页码数字：第一页在地址里没有数字", "list.html", []string{`<a class=cur>1</a><a href="list2.html">2</a><a href="list3.html">3</a>`, `<a href="list.html">1</a><a href="list2.html">2</a><a href="list3.html">3</a>`, ""}, []string{"list2.html", "list3.html"}},
		{"页码按起始条数：?start=20", "list.php?c=1", []string{`<a href="?c=1&start=20">2</a><a href="?c=1&start=40">3</a>`, `<a href="?c=1&start=40">3</a>`, ""}, []string{"list.php?c=1&start=20", "list.php?c=1&start=40"}},
		{"目录页码：page/2/", "", []string{`<a href="page/3/">尾页</a><a href="page/2/">2</a>`, `<a href="/xw/page/3/">3</a>`, ""}, []string{"page/2/", "page/3/"}},
		{"尾页 list3.html", "list.html", []string{`<a href="list3.html">尾页</a>`, `<a href="list3.html">尾页</a>`, `<a href="list3.html">尾页</a>`}, []string{"list2.html", "list3.html"}},
		{"末页上的下一页指向自己或 #", "list.shtml", []string{`<a href="list_2.shtml">下一页</a>`, `<a href="list_3.shtml">下一页</a>`, `<a href="#">下一页</a><a href="list_3.shtml">下页</a>`}, []string{"list_2.shtml", "list_3.shtml"}},
		{"第一页带 index_0", "index_0.html", []string{`<a href="index_2.html">尾页</a>`, `<a href="index_2.html">尾页</a>`, `<a href="index_2.html">尾页</a>`}, []string{"index_1.html", "index_2.html"}},
		{"Pager 写成多行", "index.html", []string{"<script>Pager({\n size:3,\n current:0,\n prefix:'index',\n suffix:'html'\n});</script>", "<script>Pager({size:3,current:1,prefix:'index',suffix:'html'});</script>", "<script>Pager({size:3,current:2,prefix:'index',suffix:'html'});</script>"}, []string{"index_1.html", "index_2.html"}},
		{"文章里的下一篇不是下一页", "list.shtml", []string{`<a href="a/9999.html">下一篇</a><a href="list_2.shtml">下一页</a>`, `<a href="list_3.shtml">下一页</a>`, ""}, []string{"list_2.shtml", "list_3.shtml"}},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			const dir = "http://mz.example/xw/"
			pages := site{dir + "a/1001.html": "500", dir + "a/1002.html": "500"}
			for i, pager := range c.pagers {
				at := c.url
				if i > 0 {
					at = c.addresses[i-1]
				}
				pages[dir+at] = "<html><body>" + row(i+5) + pager + "</body></html>"
			}
			got, err := walk(pages, column(dir+c.url), nil, Span{})
			if err != nil || len(got) != len(c.pagers) {
				t.Errorf("%d pieces, %v: %s", len(got), err, strings.Join(brief(got), "|"))
			}
		})
	}
}
