package source

import (
	"slices"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

// sight is a source as one content system writes it, and what has to be found.
type sight struct {
	rule  string
	src   gaobang.Source
	pages site
	want  []string // address behind the host, title, day
}

// stories are what every one of them tells, the newest first.
var stories = []struct{ id, title, day string }{
	{"4107", "甲城市民政局开展冬春救助走访", "2026-11-19"},
	{"4106", "乙镇养老服务中心正式揭牌运行", "2026-11-19"},
	{"4098", "全市社会组织年检工作启动", "2026-11-18"},
	{"4090", "丙街道“邻里食堂”开张迎客", "2026-11-17"},
	{"4071", "关于做好婚姻登记服务工作的通知", "2026-11-12"},
	{"4055", "殡葬服务收费标准公示", "2026-11-03"},
}

// told writes the stories from one to another by a format: {id}, {t} title, {c} cut
// title, {y} {m} {d} with zero, {D} without.
func told(from, to int, format string) string {
	var b strings.Builder
	for _, s := range stories[from:to] {
		b.WriteString(fill(s.id, s.title, s.day, format))
	}
	return b.String()
}

func fill(id, title, day, format string) string {
	return strings.NewReplacer("{id}", id, "{t}", title, "{c}", string([]rune(title)[:8])+"...", "{y}", day[:4], "{m}", day[5:7], "{d}", day[8:], "{D}", strings.TrimLeft(day[8:], "0")).Replace(format)
}

// wanted are the stories by the format of their addresses.
func wanted(format string) (out []string) {
	for _, s := range stories {
		out = append(out, fill(s.id, s.title, s.day, format+" {t} {y}-{m}-{d}"))
	}
	return out
}

// dressed puts a list into a page with a head, menus and a foot of its own.
func dressed(list string) string {
	return `<!DOCTYPE html><html><head><title>工作动态_甲城民政</title></head><body><div id="head"><h1>甲城市民政局</h1><ul class="m"><li><a href="/">首页</a></li><li><a href="/jggk/">机构概况介绍</a></li><li><a href="/zwgk/">政务公开平台</a></li><li><a href="/hdjl/index.html">互动交流专栏</a></li></ul></div>` +
		`<div class="weizhi">您的位置：<a href="/">首页</a> &gt; <a href="/xwzx/">新闻中心栏目</a></div>` + list +
		`<div class="bottom"><a href="http://www.yi.example/">甲省民政厅网站</a><a href="/wzdt.html">网站地图链接</a><p>甲公网安备 32118102000001号 技术支持：丙科技 2025-01-01</p></div></body></html>`
}

func at(url string) gaobang.Source { return column(url) }

// firstSights are invented after the manner of content systems in use.
func firstSights(t *testing.T) []sight {
	ago := []string{"14小时前", "昨天 10:05", "2天前", "3天前", "11-12", "11-03"}
	feedItems := ""
	var months, h5, imgs, english, json, embedded strings.Builder
	for i, s := range stories {
		months.WriteString(fill(s.id, s.title, s.day, `<div class="card"><div class="date"><span>{d}</span><em>Nov</em></div><a class="tt" href="/dongtai/{id}.html">{t}</a></div>`))
		h5.WriteString(fill(s.id, s.title, s.day, `<div class="feed-item"><a href="/h5/detail?articleId=a8fK{id}"><p class="title">{t}</p></a><span class="from">甲城融媒</span><span class="tm">`+ago[i]+`</span></div>`))
		imgs.WriteString(fill(s.id, s.title, s.day, `<div class="pic"><a href="/zt/{id}.htm"><img src="/u/{id}.jpg" alt="{t}"></a><span>{y}-{m}-{d}</span></div>`))
		english.WriteString(fill(s.id, s.title, s.day, `<div class="news-item"><span class="d">Nov {D}, {y}</span><a href="news_{id}.html">{t}</a></div>`))
		json.WriteString(map[bool]string{true: ","}[i > 0] + fill(s.id, s.title, s.day, `{"manuscriptId":"{id}","title":"{t}","url":"//mz.example/mz/c100/c{id}/content.shtml","publishedTime":1700000000000,"publishedTimeStr":"{y}-{m}-{d} 08:31:00","channelName":"工作动态","content":"摘要"}`))
		embedded.WriteString(map[bool]string{true: ","}[i > 0] + fill(s.id, s.title, s.day, `{"itemId":"9{id}","title":"{t}","url":"https:\/\/mz.example\/lgpage\/detail\/index.html?id=9{id}","publishTime":"{y}-{m}-{d} 08:31:00"}`))
		feedItems += fill(s.id, s.title, s.day, `<item><title><![CDATA[{t}]]></title><link></link><guid isPermaLink="true">http://mz.example/a/{id}.html</guid><pubDate>{y}年{m}月{d}日 08:31</pubDate></item>`)
	}
	return []sight{
		{"帝国：表格，GBK 不写编码，行首是分类链接", at("http://mz.example/news/dongtai/"), site{"http://mz.example/news/dongtai/": gbk(t, dressed(`<table width=98%>`+told(0, 6, `<tr><td height=25>·[<a href="/news/jiceng/">基层动态</a>] <a href="/news/dongtai/{y}-{m}-{d}/{id}.html" target=_blank>{t}</a></td><td width=80>({m}-{d})</td></tr>`)+`</table>`))}, wanted("news/dongtai/{y}-{m}-{d}/{id}.html")},
		{
			"织梦：日期在一串小字里，下一页", at("http://mz.example/a/list_3_1.html"), site{
				"http://mz.example/a/list_3_1.html": dressed(`<div class="listbox"><ul class="e2">` + told(0, 4, `<li> [<b><a href='/a/mz/'>民政</a></b>] <a href="/plus/view.php?aid={id}" class="title">{t}</a><span class="info"><small>日期：</small>{y}-{m}-{d} 08:31:00 <small>点击：</small>123 <small>好评：</small>0</span><p class="intro">近日，有关负责人介绍了情况...</p></li>`) + `</ul></div><div class="dede_pages"><ul class="pagelist"><li>首页</li><li class="thisclass">1</li><li><a href='list_3_2.html'>2</a></li><li><a href='list_3_2.html'>下一页</a></li><li><a href='list_3_2.html'>末页</a></li><li><span class="pageinfo">共 <strong>2</strong>页<strong>6</strong>条</span></li></ul></div>`),
				"http://mz.example/a/list_3_2.html": dressed(`<div class="listbox"><ul class="e2">` + told(4, 6, `<li> [<b><a href='/a/mz/'>民政</a></b>] <a href="/plus/view.php?aid={id}" class="title">{t}</a><span class="info"><small>日期：</small>{y}-{m}-{d} 08:31:00 <small>点击：</small>123 <small>好评：</small>0</span><p class="intro">近日，有关负责人介绍了情况...</p></li>`) + `</ul></div>`),
			}, wanted("plus/view.php?aid={id}"),
		},
		{
			"PHPCMS：全是 index.php 的参数", at("http://mz.example/index.php?m=content&c=index&a=lists&catid=6"), site{
				"http://mz.example/index.php?m=content&c=index&a=lists&catid=6":        dressed(`<ul class="nav-site"><li><a href="http://mz.example/index.php?m=content&c=index&a=lists&catid=7">社会救助专栏</a></li><li><a href="http://mz.example/index.php?m=content&c=index&a=lists&catid=8">养老服务专栏</a></li><li><a href="http://mz.example/index.php?m=content&c=index&a=lists&catid=9">殡葬管理专栏</a></li></ul><ul class="list lh24 f14">` + told(0, 3, `<li><span class="rt">{y}-{m}-{d} 08:31:15</span>·<a href="http://mz.example/index.php?m=content&c=index&a=show&catid=6&id={id}" target="_blank">{t}</a></li>`) + `<li class="bk20 hr"></li>` + told(3, 5, `<li><span class="rt">{y}-{m}-{d} 08:31:15</span>·<a href="http://mz.example/index.php?m=content&c=index&a=show&catid=6&id={id}" target="_blank">{t}</a></li>`) + `</ul><div id="pages"><a class="a1">6条</a> <a href="index.php?m=content&c=index&a=lists&catid=6&page=0" class="a1">上一页</a> <span>1</span> <a href="index.php?m=content&c=index&a=lists&catid=6&page=2">2</a> <a href="index.php?m=content&c=index&a=lists&catid=6&page=2" class="a1">下一页</a></div>`),
				"http://mz.example/index.php?m=content&c=index&a=lists&catid=6&page=2": dressed(`<ul class="list lh24 f14">` + told(5, 6, `<li><span class="rt">{y}-{m}-{d} 08:31:15</span>·<a href="http://mz.example/index.php?m=content&c=index&a=show&catid=6&id={id}" target="_blank">{t}</a></li>`) + `</ul>`),
			}, wanted("index.php?m=content&c=index&a=show&catid=6&id={id}"),
		},
		{
			"WordPress：时间在 datetime，作者链接，Older posts", at("http://mz.example/category/news/"), site{
				"http://mz.example/category/news/":        dressed(`<main>` + told(0, 4, `<article class="post type-post"><h2 class="entry-title"><a href="http://mz.example/{y}/{m}/story-{id}/" rel="bookmark">{t}</a></h2><div class="entry-meta"><time class="entry-date published" datetime="{y}-{m}-{d}T08:31:00+08:00">November {D}, {y}</time> by <a href="/author/bianji/">编辑部门小组</a></div><p>摘要文字，摘要文字。</p><a class="more-link" href="http://mz.example/{y}/{m}/story-{id}/">Continue reading</a></article>`) + `<nav><div class="nav-previous"><a href="http://mz.example/category/news/page/2/">Older posts</a></div></nav></main>`),
				"http://mz.example/category/news/page/2/": dressed(`<main>` + told(4, 6, `<article class="post type-post"><h2 class="entry-title"><a href="http://mz.example/{y}/{m}/story-{id}/" rel="bookmark">{t}</a></h2><div class="entry-meta"><time class="entry-date published" datetime="{y}-{m}-{d}T08:31:00+08:00">November {D}, {y}</time> by <a href="/author/bianji/">编辑部门小组</a></div><p>摘要文字，摘要文字。</p><a class="more-link" href="http://mz.example/{y}/{m}/story-{id}/">Continue reading</a></article>`) + `</main>`),
			}, wanted("{y}/{m}/story-{id}/"),
		},
		{"英文月份的日期", at("http://mz.example/news/"), site{"http://mz.example/news/": dressed(`<div class="wrap">` + english.String() + `</div>`)}, wanted("news/news_{id}.html")},
		{
			"博达：title 属性，页数倒着数", at("http://mz.example/mtjj.htm"), site{
				"http://mz.example/mtjj.htm":   dressed(`<div class="list_con"><ul>` + told(0, 5, `<li id="line_u9_{D}"><a href="info/1032/{id}.htm" title="{t}"><span class="bt">{c}</span></a><span class="sj">{y}/{m}/{d}</span></li>`) + `</ul></div><div class="pb_sys_common"><span class="p_t">共6条</span><span class="p_pages"><span class="p_first_d p_fun_d">首页</span><span class="p_prev_d p_fun_d">上页</span><span class="p_no_d">1</span><span class="p_no"><a href="mtjj/1.htm">2</a></span><span class="p_next p_fun"><a href="mtjj/1.htm">下页</a></span><span class="p_last p_fun"><a href="mtjj/1.htm">尾页</a></span></span></div>`),
				"http://mz.example/mtjj/1.htm": dressed(`<div class="list_con"><ul>` + told(5, 6, `<li id="line_u9_{D}"><a href="../info/1032/{id}.htm" title="{t}"><span class="bt">{c}</span></a><span class="sj">{y}/{m}/{d}</span></li>`) + `</ul></div>`),
			}, wanted("info/1032/{id}.htm"),
		},
		{"拓尔思：整块都是链接，大日小年月", at("http://mz.example/xwzx/gzdt/index.html"), site{"http://mz.example/xwzx/gzdt/index.html": dressed(`<ul class="cards">` + told(0, 6, `<li><a href="./{y}{m}/t{y}{m}{d}_{id}.html"><div class="date"><h4>{d}</h4><p>{y}年{m}月</p></div><div class="txt"><h3>{t}</h3><p>为做好相关工作，11月1日召开会议。</p></div></a></li>`) + `</ul>`)}, wanted("xwzx/gzdt/{y}{m}/t{y}{m}{d}_{id}.html")},
		{"卡片：大日小英文月，没有年", at("http://mz.example/dongtai/"), site{"http://mz.example/dongtai/": dressed(`<div class="cards">` + months.String() + `</div>`)}, wanted("dongtai/{id}.html")},
		{"开普云：post_ 文件，栏目同样写法", at("http://mz.example/mz/gzdt/"), site{"http://mz.example/mz/gzdt/": dressed(`<div class="nleft"><a href="/mz/tzgg/index.html">通知公告栏目</a><a href="/mz/zcjd/index.html">政策解读栏目</a></div><ul class="tlist02">` + told(0, 6, `<li><i></i><a href="http://mz.example/mz/gzdt/content/post_{id}.html" target="_blank" title="{t}">{c}</a><span class="time">{y}-{m}-{d}</span></li>`) + `</ul>`)}, wanted("mz/gzdt/content/post_{id}.html")},
		{"大汉：记录是表格行，声明 gb2312 而字节是 UTF-8", at("http://mz.example/col/col2121/index.html"), site{"http://mz.example/col/col2121/index.html": strings.Replace(dressed(`<div id="123"><script type="text/xml"><datastore><nextgroup></nextgroup><recordset>`+told(0, 6, `<record><![CDATA[<tr><td width='12'>·</td><td><a style='color:#333' href='/art/{y}/{m}/{D}/art_2121_{id}.html' class='bt_link' title='{t}' target='_blank'>{c}</a></td><td class='bt_time'>[{y}-{m}-{d}]</td></tr>]]></record>`)+`</recordset></datastore></script></div>`), "<head>", `<head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">`, 1)}, wanted("art/{y}/{m}/{D}/art_2121_{id}.html")},
		{
			"Discuz 门户：dl 一篇，分类链接和日期在后", at("http://mz.example/portal.php?mod=list&catid=1"), site{
				"http://mz.example/portal.php?mod=list&catid=1":        dressed(`<div class="bm_c xld">` + told(0, 4, `<dl class="bbda cl"><dt class="xs2"><a href="article-{id}-1.html" target="_blank" class="xi2">{t}</a></dt><dd class="xs2 cl">摘要文字，今年10月8日以来……</dd><dd><span class="xg1"> 分类: <label><a href="portal.php?mod=list&catid=2" class="xi2">本地民生新闻</a></label></span>&nbsp;&nbsp;<span class="xg1"> {y}-{m}-{d} 08:31</span></dd></dl>`) + `</div><div class="pgs cl"><div class="pg"><strong>1</strong><a href="portal.php?mod=list&catid=1&page=2">2</a><a href="portal.php?mod=list&catid=1&page=2" class="nxt">下一页</a></div></div>`),
				"http://mz.example/portal.php?mod=list&catid=1&page=2": dressed(`<div class="bm_c xld">` + told(4, 6, `<dl class="bbda cl"><dt class="xs2"><a href="article-{id}-1.html" target="_blank" class="xi2">{t}</a></dt><dd class="xs2 cl">摘要文字，今年10月8日以来……</dd><dd><span class="xg1"> 分类: <label><a href="portal.php?mod=list&catid=2" class="xi2">本地民生新闻</a></label></span>&nbsp;&nbsp;<span class="xg1"> {y}-{m}-{d} 08:31</span></dd></dl>`) + `</div>`),
			}, wanted("article-{id}-1.html"),
		},
		{"融媒 H5：几小时前", at("http://mz.example/h5/list?columnId=12"), site{"http://mz.example/h5/list?columnId=12": dressed(`<div class="feed">` + h5.String() + `</div>`)}, wanted("h5/detail?articleId=a8fK{id}")},
		{"列表在页面里的一段 JSON", at("http://mz.example/lgpage/list/index.html"), site{"http://mz.example/lgpage/list/index.html": dressed(`<div id="root"></div><script>window.__data = {"code":200,"list":[` + embedded.String() + `],"pageCount":1};</script>`)}, wanted("lgpage/detail/index.html?id=9{id}")},
		{"县融媒：content/年-月/日，属性缺引号，没有日期", at("http://mz.example/node_1.html"), site{"http://mz.example/node_1.html": dressed(`<ul class=dotlist>` + told(0, 6, `<li><A href=content/{y}-{m}/{d}/content_{id}.html target=_blank>{t}</A>`) + `</ul>`)}, wanted("content/{y}-{m}/{d}/content_{id}.html")},
		{"表格一行两篇，日期在 font 里", at("http://mz.example/xw.asp"), site{"http://mz.example/xw.asp": dressed(`<table border=0><tr>` + told(0, 2, `<td width=50%><img src=d.gif><a href=show.asp?id={id} title="标题：{t}">{t}</a> <font color=#999>{y}-{m}-{d}</font></td>`) + `</tr><tr>` + told(2, 4, `<td width=50%><img src=d.gif><a href=show.asp?id={id} title="标题：{t}">{t}</a> <font color=#999>{y}-{m}-{d}</font></td>`) + `</tr><tr>` + told(4, 6, `<td width=50%><img src=d.gif><a href=show.asp?id={id} title="标题：{t}">{t}</a> <font color=#999>{y}-{m}-{d}</font></td>`) + `</tr></table>`)}, wanted("show.asp?id={id}")},
		{"每两行后有一行“更多”", at("http://mz.example/gzdt/"), site{"http://mz.example/gzdt/": dressed(`<ul class="nl">` + told(0, 2, `<li><a href="/gzdt/{y}{m}/{id}.shtml">{t}</a><i>{m}/{d}</i></li>`) + `<li class="more"><a href="/gzdt/list_2026.shtml">更多工作动态&gt;&gt;</a></li>` + told(2, 4, `<li><a href="/gzdt/{y}{m}/{id}.shtml">{t}</a><i>{m}/{d}</i></li>`) + `<li class="more"><a href="/gzdt/list_2026.shtml">更多工作动态&gt;&gt;</a></li>` + told(4, 6, `<li><a href="/gzdt/{y}{m}/{id}.shtml">{t}</a><i>{m}/{d}</i></li>`) + `</ul>`)}, wanted("gzdt/{y}{m}/{id}.shtml")},
		{"标题只在图片的 alt 里", at("http://mz.example/zt/"), site{"http://mz.example/zt/": dressed(`<div class="pics">` + imgs.String() + `</div>`)}, wanted("zt/{id}.htm")},
		{"行首 [分类] 不在链接里，来源在后", at("http://mz.example/xw/list.shtml"), site{"http://mz.example/xw/list.shtml": dressed(`<div class="news_list">` + told(0, 6, `<p><span class="lx">[工作动态]</span><a href="/xw/{y}{m}/0f3c9a7be1d24c5f8a9b00000000{id}.shtml">{t}</a><span class="ly">来源：甲城发布</span><span>{y}.{m}.{d}</span></p>`) + `</div>`)}, wanted("xw/{y}{m}/0f3c9a7be1d24c5f8a9b00000000{id}.shtml")},
		{"人民网式：日期只在地址里，五行一段", at("http://mz.example/GB/360300/index.html"), site{"http://mz.example/GB/360300/index.html": gbk(t, dressed(`<div class="p2j_list"><ul class="list_16 mt10">`+told(0, 5, `<li><a href='/n2/{y}/{m}{d}/c360300-4000{id}.html' target=_blank>{t}</a></li>`)+`</ul><ul class="list_16 mt10">`+told(5, 6, `<li><a href='/n2/{y}/{m}{d}/c360300-4000{id}.html' target=_blank>{t}</a></li>`)+`</ul></div>`))}, wanted("n2/{y}/{m}{d}/c360300-4000{id}.html")},
		{"公开目录：onclick 打开，日期八位数", at("http://mz.example/gk/ml.jsp"), site{"http://mz.example/gk/ml.jsp": dressed(`<table class="gk"><thead><tr><th>序号</th><th>名称</th><th>文号</th><th>生成日期</th></tr></thead>` + told(0, 6, `<tr><td>1</td><td><a href="javascript:;" onclick="openDetail('../gk/xx/{id}.html')">{t}</a></td><td>甲民〔{y}〕3号</td><td>{y}{m}{d}</td></tr>`) + `</table>`)}, wanted("gk/xx/{id}.html")},
		{
			"电子报：版面在下拉框里，稿件只在图片热区", gaobang.Source{Name: "甲报", Kind: gaobang.EPaperSource, URL: "http://p.example/html/{YYYY}-{MM}/{DD}/node_2.htm"}, site{
				"http://p.example/html/2026-11/19/node_2.htm": `<select onchange=go(this)><option value=node_2.htm selected>A01版：要闻</option><option value=node_3.htm>A02版：民生</option></select><map name=PagePicMap><area shape=polygon coords="1,2" href=content_4107.htm title="甲城市民政局开展冬春救助走访"><area coords="1,2" href=content_4106.htm title="乙镇养老服务中心正式揭牌运行"></map>`,
				"http://p.example/html/2026-11/19/node_3.htm": `<map name=PagePicMap><area coords="1,2" href=content_4098.htm title="全市社会组织年检工作启动"></map>`,
			}, []string{"html/2026-11/19/content_4107.htm 甲城市民政局开展冬春救助走访 2026-11-19", "html/2026-11/19/content_4106.htm 乙镇养老服务中心正式揭牌运行 2026-11-19", "html/2026-11/19/content_4098.htm 全市社会组织年检工作启动 2026-11-19"},
		},
		{
			"电子报：v01.shtml 的版面，只有编号的稿件", gaobang.Source{Name: "甲报", Kind: gaobang.EPaperSource, URL: "http://p.example/shtml/jcrb/{YYYY}{MM}{DD}/v01.shtml"}, site{
				"http://p.example/shtml/jcrb/20261119/v01.shtml": `<div class="vlist"><a href="v01.shtml">第01版：要闻</a><a href="v02.shtml">第02版：民生</a></div><ul><li><a href="4107.shtml">甲城市民政局开展冬春救助走访</a></li><li><a href="4106.shtml">乙镇养老服务中心正式揭牌运行</a></li></ul>`,
				"http://p.example/shtml/jcrb/20261119/v02.shtml": `<div class="vlist"><a href="v01.shtml">第01版：要闻</a><a href="v02.shtml">第02版：民生</a></div><ul><li><a href="4098.shtml">全市社会组织年检工作启动</a></li></ul>`,
			}, []string{"shtml/jcrb/20261119/4107.shtml 甲城市民政局开展冬春救助走访 2026-11-19", "shtml/jcrb/20261119/4106.shtml 乙镇养老服务中心正式揭牌运行 2026-11-19", "shtml/jcrb/20261119/4098.shtml 全市社会组织年检工作启动 2026-11-19"},
		},
		{"RSS：声明 gb2312 而字节是 GBK，link 是空的，日期是中文", gaobang.Source{Name: "甲订阅", Kind: gaobang.FeedSource, URL: "http://mz.example/rss.xml"}, site{"http://mz.example/rss.xml": gbk(t, `<?xml version='1.0' encoding='gb2312'?><rss version="2.0"><channel><title>甲城</title><link>http://mz.example/</link>`+feedItems+`</channel></rss>`)}, wanted("a/{id}.html")},
		{"站点地图：带前缀的元素，图片的 loc 不算", gaobang.Source{Name: "甲地图", Kind: gaobang.SitemapSource, URL: "http://mz.example/sitemap.xml"}, site{"http://mz.example/sitemap.xml": `<?xml version="1.0"?><sm:urlset xmlns:sm="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><sm:url><sm:loc>http://mz.example/xwzx/</sm:loc></sm:url>` + told(0, 6, `<sm:url><sm:loc>http://mz.example/a/{id}.html</sm:loc><image:image><image:loc>http://mz.example/u/9{id}.jpg</image:loc></image:image><news:news><news:publication_date>{y}-{m}-{d}</news:publication_date><news:title>{t}</news:title></news:news></sm:url>`) + `</sm:urlset>`}, wanted("a/{id}.html")},
		{"开普云的 JSON 列表，地址省了协议", at("http://mz.example/searchList/a1b2c3?_isAgg=true&_isJson=true&page=1"), site{"http://mz.example/searchList/a1b2c3?_isAgg=true&_isJson=true&page=1": `{"code":"200","msg":"ok","data":{"page":1,"rows":18,"total":6,"results":[` + json.String() + `]}}`}, wanted("mz/c100/c{id}/content.shtml")},
	}
}

func TestFirstSights(t *testing.T) { seeSights(t, firstSights(t)) }

func seeSights(t *testing.T, sights []sight) {
	for _, c := range sights {
		t.Run(c.rule, func(t *testing.T) {
			span := Span{}
			if c.src.Kind == gaobang.EPaperSource {
				span.Since, span.Until = date("2026-11-19"), date("2026-11-19")
			}
			got, err := walk(c.pages, c.src, nil, span)
			have := foundAt(got)
			if err != nil || !slices.Equal(have, c.want) {
				t.Errorf("found\n%s\nwant\n%s\n%v", strings.Join(have, "\n"), strings.Join(c.want, "\n"), err)
			}
		})
	}
}
