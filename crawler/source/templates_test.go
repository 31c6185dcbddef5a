package source

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// variant is a whole page of a site as templates make them: what stands around
// its list must not come in, and none of its rows may be lost or misdated.
type variant struct {
	rule string
	url  string // "" is http://mz.example/xw/
	html string
	want []string // address behind the host, and day
}

// around is what stands about the lists of many sites.
const (
	header = `<div class="top"><a href="/wza/20260101.html">无障碍浏览模式</a></div><ul class="menu"><li><a href="/col/col10001/index.html">网站首页导航</a></li><li><a href="/col/col10002/index.html">政务公开栏目</a></li><li><a href="/col/col10003/">办事服务大厅</a></li></ul>`
	footer = `<div class="footer"><a href="/about/20260101.html">网站声明与帮助</a> <a href="http://beian.example/">苏ICP备20260001号</a><p>版权所有 2026-01-01</p></div>`
)

// hot is a side column of ten pieces, with long titles and no dates.
func hot(class string) string {
	var b strings.Builder
	b.WriteString(`<div class="` + class + `"><h3>热点新闻</h3><ul>`)
	for i := range 10 {
		fmt.Fprintf(&b, `<li><a href="/rd/202611/%d.html">边栏里很长很长的一篇热门稿件的标题第%d篇</a></li>`, 900000+i, i)
	}
	return b.String() + `</ul></div>`
}

func page(main string) string { return "<html><body>" + header + main + footer + "</body></html>" }

// items are n rows by a format with {u}, {t} and {n}, of days going back from the 19th.
// blockRows is after how many rows something else stands.
const blockRows = 5

func items(n int, format string, every ...string) string { return itemsFrom(0, n, format, every...) }

func itemsFrom(from, n int, format string, every ...string) string {
	var b strings.Builder
	for i := from; i < from+n; i++ {
		b.WriteString(strings.NewReplacer("{u}", fmt.Sprintf("/xw/202611/%d.html", 1001+i), "{t}", fmt.Sprintf("甲城民政工作动态第%d篇", i+1), "{d}", fmt.Sprintf("%02d", 19-i)).Replace(format))
		if len(every) == 1 && (i+1)%blockRows == 0 && i+1 < from+n {
			b.WriteString(every[0])
		}
	}
	return b.String()
}

func rows(n int) (out []string) {
	for i := range n {
		out = append(out, fmt.Sprintf("xw/202611/%d.html 2026-11-%02d", 1001+i, 19-i))
	}
	return out
}

func undated(n int) (out []string) {
	for _, r := range rows(n) {
		out = append(out, strings.Fields(r)[0])
	}
	return out
}

func TestListsAsTemplatesMakeThem(t *testing.T) {
	row := `<li><a href="{u}">{t}</a><span>2026-11-{d}</span></li>`
	cell := `<td><a href="{u}">{t}</a></td>`
	cases := []variant{
		{"五行一段的列表，最后一段只有一行", "", page(`<div class=list><ul>` + items(11, row, "</ul><ul>") + `</ul></div>`), rows(11)},
		{"只有三行的栏目，旁边十条热点新闻", "", page(hot("side") + `<div class=main><ul>` + items(3, row) + `</ul></div>`), rows(3)},
		{"只有一行的栏目，旁边十条热点新闻", "", page(hot("side") + `<div class=main><ul>` + items(1, row) + `</ul></div>`), rows(1)},
		{"两栏排版，两栏的样式名不同", "", page(`<div class="con"><div class="fl"><ul>` + items(5, row) + `</ul></div><div class="fr"><ul>` + itemsFrom(5, 6, row) + `</ul></div></div>`), rows(11)},
		{"表格一行两篇", "", page(`<table>` + "<tr>" + items(10, `<td><a href="{u}">{t}</a></td><td>2026-11-{d}</td>`) + "</tr></table>"), rows(10)},
		{"表格：标题一行，日期在下一行", "", page(`<table>` + items(6, `<tr><td><a href="{u}">{t}</a></td></tr><tr><td>2026-11-{d}</td></tr>`) + "</table>"), rows(6)},
		{"表格套表格，每篇一张表", "", page(`<table><tr><td width=200>` + hot("left") + `</td><td><table><tr><td>` + items(6, `<table width="100%"><tr><td width=10>·</td><td><a href="{u}" target=_blank>{t}</a></td><td>(11-{d})</td></tr></table>`) + `</td></tr></table></td></tr></table>`), rows(6)},
		{"每行后有标签链接", "", page(`<ul class=list>` + items(6, `<li><a href="{u}">{t}</a><a href="/tag/20261001.html">基层民政标签</a><span>2026-11-{d}</span></li>`) + `</ul>`), rows(6)},
		{"每行前有栏目链接", "", page(`<ul class=list>` + items(6, `<li>[<a href="/channel/10023.html">基层工作动态</a>]<a href="{u}">{t}</a><span>2026-11-{d}</span></li>`) + `</ul>`), rows(6)},
		{"头条大块之后是列表", "", page(`<div class=con><div class="headline"><h2><a href="/xw/202611/1000.html">甲城民政头条的标题</a></h2><p>摘要文字。</p><span>2026-11-20</span></div><ul class=list>` + items(6, row) + `</ul></div>`), append([]string{"xw/202611/1000.html 2026-11-20"}, rows(6)...)},
		{"摘要里有别的日期", "", page(`<div class=con>` + items(6, `<div class=item><h3><a href="{u}">{t}</a></h3><p>2025年3月1日，市民政局组织走访。</p><div>发布时间：2026-11-{d} 来源：甲城民政</div></div>`) + `</div>`), rows(6)},
		{"摘要里有别的日期，日期在一行的末尾", "", page(`<div class=con>` + items(6, `<div class=item><h3><a href="{u}">{t}</a></h3><p>2025年3月1日，市民政局组织走访。</p><div>来源：甲城民政 2026-11-{d}</div></div>`) + `</div>`), rows(6)},
		{"一天一个小标题，行内没有日期", "", page(`<div class=con><h4>2026-11-19</h4><ul><li><a href="/xw/202611/1001.html">甲城民政工作动态第一篇</a></li></ul><h4>2026-11-18</h4><ul><li><a href="/xw/202611/1002.html">甲城民政工作动态第二篇</a></li><li><a href="/xw/202611/1003.html">甲城民政工作动态第三篇</a></li></ul></div>`),
			[]string{"xw/202611/1001.html 2026-11-19", "xw/202611/1002.html 2026-11-18", "xw/202611/1003.html 2026-11-18"}},
		{"onclick 写 location.href", "", page(`<ul>` + items(5, `<li><a href="#" onclick="location.href='{u}'">{t}</a><span>2026-11-{d}</span></li>`) + `</ul>`), rows(5)},
		{"整行 onclick", "", page(`<ul>` + items(5, `<li onclick="window.open('{u}')">{t}<span>2026-11-{d}</span></li>`) + `</ul>`), rows(5)},
		{"地址没有长编号", "", page(`<ul>` + strings.ReplaceAll(items(5, `<li><a href="{u}">{t}</a><span>2026-11-{d}</span></li>`), "/xw/202611/10", "/xw/3") + `</ul>`),
			[]string{"xw/301.html 2026-11-19", "xw/302.html 2026-11-18", "xw/303.html 2026-11-17", "xw/304.html 2026-11-16", "xw/305.html 2026-11-15"}},
		{"地址以斜杠结尾", "", page(`<ul>` + strings.ReplaceAll(items(5, row), ".html", "/") + `</ul>`),
			[]string{"xw/202611/1001/ 2026-11-19", "xw/202611/1002/ 2026-11-18", "xw/202611/1003/ 2026-11-17", "xw/202611/1004/ 2026-11-16", "xw/202611/1005/ 2026-11-15"}},
		{"有日期的边栏不并进正栏", "", page(`<div class=side><ul>` + strings.ReplaceAll(items(6, row), "/xw/", "/tz/") + `</ul></div><div class=main><ul>` + items(12, row) + `</ul></div>`), rows(12)},
		{"隔行换样式，五行一空", "", page(`<ul>` + items(11, `<li class="a{d}"><a href="{u}">{t}</a><span>2026-11-{d}</span></li>`, `<li class=line></li>`) + `</ul>`), rows(11)},
		{"dl：日期在前面的 dt", "", page(`<dl>` + items(6, `<dt>2026-11-{d}</dt><dd><a href="{u}">{t}</a></dd>`) + `</dl>`), rows(6)},
		{"div 一行三格", "", page(`<div class=tb>` + items(6, `<div class=tr><div class=td>1</div><div class=td><a href="{u}">{t}</a></div><div class=td>2026-11-{d}</div></div>`) + `</div>`), rows(6)},
		{"信息公开表格：文号和发文日期在后", "", page(`<table><tr><th>标题</th><th>文号</th><th>日期</th></tr>` + items(6, `<tr><td>1</td><td><a href="{u}" title="{t}">{t}</a></td><td>甲民〔2026〕7号</td><td>2026-11-{d}</td></tr>`) + `</table>`), rows(6)},
		{"置顶和图标在链接里", "", page(`<ul>` + items(5, `<li><a href="{u}"><i class=ico></i>{t}<img src=new.gif></a><em>[11-{d}]</em></li>`) + `</ul>`), rows(5)},
		{"图片新闻大图在列表上面", "", page(`<div class=focus><a href="/xw/202611/1001.html"><img src=1.jpg alt="甲城民政工作动态第1篇"></a></div><ul>` + items(6, row) + `</ul>`), rows(6)},
		{"地址带参数的动态页", "http://mz.example/list.asp?cid=3", page(`<ul>` + strings.ReplaceAll(strings.ReplaceAll(items(5, row), "/xw/202611/", "show.asp?id="), ".html", "") + `</ul>`),
			[]string{"show.asp?id=1001 2026-11-19", "show.asp?id=1002 2026-11-18", "show.asp?id=1003 2026-11-17", "show.asp?id=1004 2026-11-16", "show.asp?id=1005 2026-11-15"}},
		{"栏目页没有正文列表，只有边栏和页脚", "", "EMPTY" + page(hot("side")+`<div class=main><p>栏目建设中</p></div>`), nil},
		{"页脚里带年月的一个链接不是列表", "", "EMPTY" + page(`<div class=main><p>暂无内容</p></div>`), nil},
		{"最新公开边栏在前，日期更新，地址同一做法", "", page(`<div class=wrap><div class="sidebar"><ul>` + strings.ReplaceAll(strings.ReplaceAll(items(5, row), "/10", "/77"), "-1", "-2") + `</ul></div><div class=main><ul>` + items(8, row) + `</ul></div></div>`), rows(8)},
		{"六列导航下拉与面包屑", "", page(`<div class="dqwz">当前位置：<a href="/2026001/">网站首页面</a>&gt;<a href="/xw/">工作动态栏目</a></div><div class="list_right"><ul class="list">` + items(15, row) + `</ul></div>`), rows(15)},
		{"标题两行：h3 与 a，摘要另有详情链接", "", page(`<div class=news>` + items(5, `<div class="box clearfix"><div class="pic"><a href="{u}"><img src=p.jpg></a></div><div class="txt"><h3><a href="{u}">{t}</a></h3><p>摘要若干文字，2025年9月10日印发。<a href="{u}">[查看详情]</a></p><span class="time">2026-11-{d}</span></div></div>`) + `</div>`), rows(5)},
		{"年月日分三块", "", page(`<ul>` + items(5, `<li><div class=d><b>{d}</b><span>2026-11</span></div><div class=c><a href="{u}">{t}</a><p>摘要若干文字</p></div></li>`) + `</ul>`), rows(5)},
		{"ol 与序号", "", page(`<ol>` + items(5, `<li><em>1</em><a href="{u}">{t}</a><cite>2026年11月{d}日</cite></li>`) + `</ol>`), rows(5)},
		{"p 一行一篇", "", page(`<div class=txtlist>` + items(5, `<p>·<a href="{u}">{t}</a>（2026-11-{d}）</p>`) + `</div>`), rows(5)},
		{"全在一格里，br 分行，日期在括号里", "", page(`<td class=c>` + items(5, `<img src=dot.gif> <a class=l href="{u}">{t}</a> [2026/11/{d}]<br>`) + `</td>`), rows(5)},
		{"font 和 a 交错", "", page(`<table>` + items(5, `<tr><td><font color=red>·</font><a href="{u}"><font>{t}</font></a></td><td align=right><font color=gray>2026.11.{d}</font></td></tr><tr><td colspan=2 background=line.gif></td></tr>`) + `</table>`), rows(5)},
		{"日期在链接里前面", "", page(`<ul>` + items(5, `<li><a href="{u}"><span>2026-11-{d}</span>{t}</a></li>`) + `</ul>`), rows(5)},
		{"年份分组，行内只有月日", "", page(`<h3>2026年</h3><ul>` + items(5, `<li><span>11-{d}</span><a href="{u}">{t}</a></li>`) + `</ul>`), rows(5)},
		{"电话和数字链接在中间", "", page(`<ul>` + items(5, row) + `</ul><div class=tel><a href="/12345/">12345政务服务热线</a></div>`), rows(5)},
		{"信息公开目录：索引号在链接前", "", page(`<table>` + items(5, `<tr><td>014159/2026-00{d}</td><td><a href="{u}">{t}</a></td><td>甲城市民政局</td><td>2026-11-{d}</td></tr>`) + `</table>`), rows(5)},
		{"阅读数和评论数", "", page(`<ul>` + items(5, `<li><a href="{u}">{t}</a><span>阅读 1205</span><span>11-{d} 09:30</span></li>`) + `</ul>`), rows(5)},
		{"一行两个日期：发布在先，截止在后", "", page(`<ul>` + items(5, `<li><a href="{u}">{t}</a><span>2026-11-{d}</span><span>2026-12-31</span></li>`) + `</ul>`), rows(5)},
		{"两列表格，每行两篇，日期同格", "", page(`<table>` + items(8, `<td><a href="{u}">{t}</a> <span>[11-{d}]</span></td>`) + `</table>`), rows(8)},
		{"整站首行有大标题链接和副标题链接同址", "", page(`<div class=con>` + items(5, `<div class=i><a href="{u}" class=t>{t}</a><a href="{u}" class=s>摘要摘要摘要摘要摘要</a><i>2026-11-{d}</i></div>`) + `</div>`), rows(5)},
		{"链接带别的端口和绝对地址", "", page(`<ul>` + strings.ReplaceAll(items(5, row), `href="/`, `href="http://mz.example/`) + `</ul>`), rows(5)},
		{"选项卡：同一列表的两个栏目，一个隐藏", "", page(`<div class=tab><div class=t1><ul>` + items(8, row) + `</ul></div><div class=t2 style="display:none"><ul>` + strings.ReplaceAll(items(4, row), "/xw/", "/tz/") + `</ul></div></div>`), rows(8)},
		{"视频条目：时长不是日期", "", page(`<ul>` + items(5, `<li><a href="{u}"><img src=1.jpg><i>03:25</i><p>{t}</p></a><span>11-{d}</span></li>`) + `</ul>`), rows(5)},
		{"没有日期的旧站列表", "", page(`<table>` + items(12, `<tr><td>·<a href="{u}">{t}</a></td></tr>`) + `</table>`), undated(12)},
		{"行里有附件链接", "", page(`<ul>` + items(5, `<li><a href="{u}">{t}</a><a href="/files/2026110{d}.pdf">下载附件原文</a><span>2026-11-{d}</span></li>`) + `</ul>`), rows(5)},
		{"没有日期的表格，一行两篇", "", page(`<table><tr>` + items(2, cell) + `</tr><tr>` + itemsFrom(2, 2, cell) + `</tr><tr>` + itemsFrom(4, 2, cell) + `</tr></table>`), undated(6)},
		{"行首是单位链接，各行不同", "", page(`<ul>` + items(5, `<li><a href="/dw/2026{d}.html">甲城某街道</a><a href="{u}">{t}</a><span>2026-11-{d}</span></li>`) + `</ul>`), rows(5)},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			src := column("http://mz.example/xw/")
			if c.url != "" {
				src.URL = c.url
			}
			html, empty := strings.CutPrefix(c.html, "EMPTY")
			got, err := walk(site{src.URL: html}, src, nil, Span{})
			if empty && IsNoList(err) {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			var have []string
			for _, l := range got {
				have = append(have, strings.TrimSpace(strings.TrimPrefix(l.URL, "http://mz.example/")+" "+l.PublishedAt.Date().String()))
			}
			if !slices.Equal(have, c.want) {
				t.Errorf("found\n%s\nwant\n%s", strings.Join(have, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}
