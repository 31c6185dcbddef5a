package source

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

const nav = `<div class=nav><a href="/">网站首页</a><a href="/xwzx/">新闻中心栏目</a><a href="/col/col1001/index.html">通知公告栏目列表</a></div>`

func TestRecognizedLists(t *testing.T) {
	cases := []struct {
		rule, html string
		want       []string
	}{
		{"ul 列表，日期在行内", nav + `<ul><li><a href="t20261119_11.html">丹阳市民政局走访困难老人</a><span>2026-11-19</span></li>
			<li class=even><a href="t20261118_12.html">云阳街道开展志愿服务</a><span>[2026/11/18]</span></li></ul>`,
			[]string{"xw/t20261119_11.html 丹阳市民政局走访困难老人 2026-11-19", "xw/t20261118_12.html 云阳街道开展志愿服务 2026-11-18"}},
		{"title 属性先于剪断的文字", `<ul><li><a href="202611/1001.shtml" title="丹阳市民政局组织开展冬春救助工作">丹阳市民政局组织开...</a><i>2026-11-19 08:31</i></li></ul>`,
			[]string{"xw/202611/1001.shtml 丹阳市民政局组织开展冬春救助工作 2026-11-19T08:31"}},
		{"title 属性比文字短时用文字", `<ul><li><a href="202611/1001.shtml" title="查看详情">丹阳市民政局组织开展冬春救助</a><i>2026-11-19</i></li></ul>`,
			[]string{"xw/202611/1001.shtml 丹阳市民政局组织开展冬春救助 2026-11-19"}},
		{"没有年份的日期取不在将来的最近一年", `<ul><li><a href="a/1001.html">第一篇稿件的标题</a>11-19</li><li><a href="a/1002.html">第二篇稿件的标题</a>12-30</li></ul>`,
			[]string{"xw/a/1001.html 第一篇稿件的标题 2026-11-19", "xw/a/1002.html 第二篇稿件的标题 2025-12-30"}},
		{"行内没有日期就不借邻行的", `<ul><li><a href="a/1001.html">第一篇没有日期的稿件</a></li><li><a href="a/1002.html">第二篇稿件的标题</a><span>2026-11-18</span></li>
			<li><a href="a/1003.html">第三篇稿件的标题</a><span>2026-11-17</span></li></ul>`,
			[]string{"xw/a/1001.html 第一篇没有日期的稿件", "xw/a/1002.html 第二篇稿件的标题 2026-11-18", "xw/a/1003.html 第三篇稿件的标题 2026-11-17"}},
		{"标题里的日期不是稿件的日期", `<ul><li><a href="a/1001.html">2025年1月1日起施行的办法</a><span>2026-11-18</span></li></ul>`,
			[]string{"xw/a/1001.html 2025年1月1日起施行的办法 2026-11-18"}},
		{"平铺：日期在链接之后", `<div><a href="a/1001.html">第一篇稿件的标题</a> 2026-11-19<br><a href="a/1002.html">第二篇稿件的标题</a> 2026-11-18<br></div>`,
			[]string{"xw/a/1001.html 第一篇稿件的标题 2026-11-19", "xw/a/1002.html 第二篇稿件的标题 2026-11-18"}},
		{"平铺：日期在链接之前", `<div>2026-11-19 <a href="a/1001.html">第一篇稿件的标题</a><br>2026-11-18 <a href="a/1002.html">第二篇稿件的标题</a><br></div>`,
			[]string{"xw/a/1001.html 第一篇稿件的标题 2026-11-19", "xw/a/1002.html 第二篇稿件的标题 2026-11-18"}},
		{"dl：日期在 dd", `<dl><dt><a href="a/1001.html">第一篇稿件的标题</a></dt><dd>2026-11-19</dd><dt><a href="a/1002.html">第二篇稿件的标题</a></dt><dd>2026-11-18</dd></dl>`,
			[]string{"xw/a/1001.html 第一篇稿件的标题 2026-11-19", "xw/a/1002.html 第二篇稿件的标题 2026-11-18"}},
		{"表格行", `<table><tr><td><a href="a/1001.html">第一篇稿件的标题</a></td><td>2026-11-19</td></tr><tr><td><a href="a/1002.html">第二篇稿件的标题</a></td><td>2026-11-18</td></tr></table>`,
			[]string{"xw/a/1001.html 第一篇稿件的标题 2026-11-19", "xw/a/1002.html 第二篇稿件的标题 2026-11-18"}},
		{"整行都是链接，日期不进标题", `<ul><li><a href="a/1001.html"><h3>第一篇稿件的标题</h3><p>摘要摘要摘要</p><em>2026-11-19</em></a></li></ul>`,
			[]string{"xw/a/1001.html 第一篇稿件的标题 2026-11-19"}},
		{"图片与标题同址只算一篇", `<ul><li><a href="a/1001.html"><img src=1.jpg alt="配图"></a><h3><a href="a/1001.html">第一篇稿件的标题</a></h3><em>2026-11-19</em></li></ul>`,
			[]string{"xw/a/1001.html 第一篇稿件的标题 2026-11-19"}},
		{"日期写在地址里", `<ul><li><a href="/art/2026/11/9/art_5_1001.html">第一篇稿件的标题</a></li><li><a href="/art/2026/11/8/art_5_1002.html">第二篇稿件的标题</a></li><li><a href="/2026/1107/1003.shtml">第三篇稿件的标题</a></li></ul>`,
			[]string{"art/2026/11/9/art_5_1001.html 第一篇稿件的标题 2026-11-09", "art/2026/11/8/art_5_1002.html 第二篇稿件的标题 2026-11-08", "2026/1107/1003.shtml 第三篇稿件的标题 2026-11-07"}},
		{"外站、附件、脚本链接不算", `<ul><li><a href="http://else.test/a/1001.html">别的网站的一篇稿件</a>2026-11-19</li><li><a href="a/1002.pdf">一份附件的下载地址</a>2026-11-19</li>
			<li><a href="javascript:go(1003)">脚本跳转的一篇稿件</a>2026-11-19</li><li><a href="a/1004.html">第四篇稿件的标题</a>2026-11-19</li></ul>`,
			[]string{"xw/a/1004.html 第四篇稿件的标题 2026-11-19"}},
		{"有日期的正栏先于没有日期的边栏", `<div class=hot><p><a href="h/2001.html">边栏里的热门稿件之一很长很长</a></p><p><a href="h/2002.html">边栏里的热门稿件之二很长很长</a></p><p><a href="h/2003.html">边栏里的热门稿件之三很长很长</a></p></div>
			<ul><li><a href="a/1001.html">第一篇稿件的标题</a><b>2026-11-19</b></li><li><a href="a/1002.html">第二篇稿件的标题</a><b>2026-11-18</b></li></ul>`,
			[]string{"xw/a/1001.html 第一篇稿件的标题 2026-11-19", "xw/a/1002.html 第二篇稿件的标题 2026-11-18"}},
		{"jcms 的记录藏在脚本里", nav + `<script type="text/xml"><datastore><recordset><record><![CDATA[<li><a href='/art/2026/11/19/art_7_1001.html' title='丹阳市民政局走访困难老人'>丹阳市民政局...</a><span>2026-11-19</span></li>]]></record>
			<record><![CDATA[<li><a href="/art/2026/11/18/art_7_1002.html" title="云阳街道开展志愿服务">云阳街道...</a><span>2026-11-18</span></li>]]></record></recordset></datastore></script>`,
			[]string{"art/2026/11/19/art_7_1001.html 丹阳市民政局走访困难老人 2026-11-19", "art/2026/11/18/art_7_1002.html 云阳街道开展志愿服务 2026-11-18"}},
		{"链接带片段与跟踪参数只算一篇", `<ul><li><a href="a/1001.html#top">第一篇稿件的标题</a>2026-11-19</li><li><a href="a/1001.html?spm=1.2">第一篇稿件的标题</a>2026-11-19</li></ul>`,
			[]string{"xw/a/1001.html 第一篇稿件的标题 2026-11-19"}},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			src := column("http://mz.example/xw/")
			got, err := walk(site{src.URL: c.html}, src, nil, Span{})
			if err != nil {
				t.Fatal(err)
			}
			wantLinks(t, got, c.want...)
			for _, l := range got {
				if l.Placement != (gaobang.Placement{Column: "要闻"}) {
					t.Errorf("placement = %+v", l.Placement)
				}
			}
		})
	}
}

func TestEmptyListsAreErrors(t *testing.T) {
	src := column("http://mz.example/xw/")
	prof := &gaobang.Profile{List: gaobang.ListProfile{Item: "ul.list li"}}
	cases := []struct {
		rule, html string
		prof       *gaobang.Profile
		says       string
	}{
		{"只有导航", nav, nil, "没有认出稿件列表"},
		{"空壳页", "<html><div id=app></div></html>", nil, "没有认出稿件列表"},
		{"站点规则一行也不符合", `<ul class=news><li><a href="a/1001.html">第一篇稿件的标题</a>2026-11-19</li></ul>`, prof, "ul.list li"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			_, err := walk(site{src.URL: c.html}, src, c.prof, Span{})
			if gaobang.CodeOf(err) != gaobang.Unavailable || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), src.URL) {
				t.Errorf("error = %v", err)
			}
		})
	}
}

func TestProfileLists(t *testing.T) {
	src := column("http://mz.example/xw/")
	pages := site{
		src.URL: `<ul class=list><li><b>2026-11-19</b><a href="a?x=1">短题</a></li><li><b>坏日期</b><a href="b">又一篇</a></li></ul>
			<ul class=hot><li><a href="1001.html">不在规则内的链接标题</a>2026-11-19</li></ul><a class=onward href="more">再来</a>`,
		"http://mz.example/xw/more":        `<ul class=list><li><b>2026-11-18</b><a href="c">第三篇</a></li></ul>`,
		"http://mz.example/xw/page_2.html": `<ul class=list><li><b>2026-11-17</b><a href="d">第四篇</a></li></ul>`,
	}
	list := gaobang.ListProfile{Item: "ul.list li", Link: "a", Date: "b"}
	t.Run("只取规则内的行", func(t *testing.T) {
		got, err := walk(pages, src, &gaobang.Profile{List: list}, Span{})
		if err != nil {
			t.Fatal(err)
		}
		wantLinks(t, got, "xw/a?x=1 短题 2026-11-19", "xw/b 又一篇")
	})
	t.Run("next 选择器", func(t *testing.T) {
		list := list
		list.Next = "a.onward"
		got, err := walk(pages, src, &gaobang.Profile{List: list}, Span{})
		if err != nil || len(got) != 3 {
			t.Errorf("%v, %v", brief(got), err)
		}
	})
	t.Run("next_page 模板，404 为止", func(t *testing.T) {
		list := list
		list.NextPage, list.NextFrom = "page_{n}.html", 2
		got, err := walk(pages, src, &gaobang.Profile{List: list}, Span{})
		if err != nil {
			t.Fatal(err)
		}
		wantLinks(t, got, "xw/a?x=1 短题 2026-11-19", "xw/b 又一篇", "xw/d 第四篇 2026-11-17")
	})
}

func TestPaging(t *testing.T) {
	row := func(n int) string {
		return fmt.Sprintf(`<ul><li><a href="a/%d.html">第 %d 篇稿件的标题</a>2026-11-%02d</li></ul>`, 1000+n, n, 19-n)
	}
	cases := []struct {
		rule  string
		pages site
		want  int
	}{
		{"createPageHTML，第二页是 index_1", site{"index.html": row(1) + `<script>createPageHTML(3, 0, "index", "html");</script>`,
			"index_1.html": row(2) + `<script>createPageHTML(3,1,'index','html');</script>`, "index_2.html": row(3) + `<script>createPageHTML(3,2,'index','html');</script>`,
			"index_3.html": "500"}, 3},
		{"createPageHTML 前面还有盒子名", site{"index.html": row(1) + `<script>createPageHTML('page_div', 2, 0, 'index', 'shtml', 30);</script>`, "index_1.shtml": row(2)}, 2},
		{"下一页链接", site{"index.html": row(1) + `<a href="list_2.shtml">下一页 &gt;</a>`, "list_2.shtml": row(2) + `<a href="list_2.shtml">下一页</a>`}, 2},
		{"页码链接", site{"index.html": row(1) + `<a href="?page=2">2</a><a href="?page=3">3</a>`, "?page=2": row(2) + `<a href="?page=2">2</a><a href="?page=3">3</a>`, "?page=3": row(3)}, 3},
		{"尾页链接，第二页是 index_1", site{"index.html": row(1) + `<a href="index_2.html">尾页</a>`, "index_1.html": row(2) + `<a href="index_2.html">尾页</a>`, "index_2.html": row(3) + `<a href="index_2.html">尾页</a>`}, 3},
		{"尾页链接，第二页是 index_2", site{"index.html": row(1) + `<a href="index_2.html">末页</a>`, "index_2.html": row(2)}, 2},
		{"越界的页重复第一页，到此为止", site{"index.html": row(1) + `<a href="index_9.html">尾页</a>`, "index_1.html": row(1), "index_2.html": row(1)}, 1},
		{"互相链接的两页不转圈", site{"index.html": row(1) + `<a href="b.html">下一页</a>`, "b.html": row(2) + `<a href="index.html">下一页</a>`}, 2},
		{"没有下一页", site{"index.html": row(1)}, 1},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			pages := site{}
			for name, body := range c.pages {
				at := "http://mz.example/xw/" + name
				if strings.HasPrefix(name, "?") {
					at = "http://mz.example/xw/index.html" + name
				}
				pages[at] = body
			}
			got, err := walk(pages, column("http://mz.example/xw/index.html"), nil, Span{})
			if err != nil || len(got) != c.want {
				t.Errorf("%d links, %v: %v", len(got), err, brief(got))
			}
		})
	}
	t.Run("网站链接的下一页是空的就是错误", func(t *testing.T) {
		pages := site{"http://mz.example/xw/": row(1) + `<a href="b.html">下一页</a>`, "http://mz.example/xw/b.html": "<html>维护中</html>"}
		if got, err := walk(pages, column("http://mz.example/xw/"), nil, Span{}); err == nil || len(got) != 1 {
			t.Errorf("%v, %v", brief(got), err)
		}
	})
	t.Run("下一页出错，先前的已交出", func(t *testing.T) {
		pages := site{"http://mz.example/xw/": row(1) + `<a href="b.html">下一页</a>`, "http://mz.example/xw/b.html": "500"}
		if got, err := walk(pages, column("http://mz.example/xw/"), nil, Span{}); err == nil || len(got) != 1 {
			t.Errorf("%v, %v", brief(got), err)
		}
	})
}

func TestListSpan(t *testing.T) {
	row := func(day string) string {
		return fmt.Sprintf(`<li><a href="a/%s.html">稿件之 %s</a><b>2026-%s</b></li>`, "10"+day, day, day)
	}
	pages := site{
		"http://mz.example/xw/":             row("01-02") + row("11-19") + row("11-12") + `<a href="index_1.html">下一页</a>`,
		"http://mz.example/xw/index_1.html": row("11-10") + row("11-08") + `<a href="index_2.html">下一页</a>`,
		"http://mz.example/xw/index_2.html": row("11-04") + row("11-03") + `<a href="index_3.html">下一页</a>`,
		"http://mz.example/xw/index_3.html": "500",
	}
	got, err := walk(pages, column("http://mz.example/xw/"), nil, Span{Since: date("2026-11-09"), Until: date("2026-11-15")})
	if err != nil {
		t.Fatal(err)
	}
	var days []string
	for _, l := range got {
		days = append(days, l.PublishedAt.String())
	}
	if !slices.Equal(days, []string{"2026-11-12", "2026-11-10"}) {
		t.Errorf("days = %v: a pinned old row must not end the walk, days outside must not come", days)
	}
}

func TestHomePageGivesAllItsLists(t *testing.T) {
	block := func(name string, from int) string {
		s := "<div class=" + name + "><ul>"
		for i := range 3 {
			s += fmt.Sprintf(`<li><a href="/%s/%d.html">%s栏目第 %d 篇稿件</a><i>2026-11-19</i></li>`, name, from+i, name, i)
		}
		return s + "</ul></div>"
	}
	src := column("http://mz.example/")
	got, err := walk(site{src.URL: block("yw", 1000) + block("tz", 2000)}, src, nil, Span{})
	if err != nil || len(got) != 6 || !got[0].Placement.HomePage {
		t.Errorf("%v, %v", brief(got), err)
	}
}

func TestLinksOfOnePageAreBounded(t *testing.T) {
	var b strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&b, `<li><a href="a/%d.html">第 %d 篇稿件的标题</a>2026-11-19</li>`, 10000+i, i)
	}
	src := column("http://mz.example/xw/")
	got, err := walk(site{src.URL: b.String()}, src, nil, Span{})
	if err != nil || len(got) != maxLinks {
		t.Errorf("%d links, %v", len(got), err)
	}
}
