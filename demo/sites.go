package demo

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/gaobang/gaobang"
)

// kind is one outlet's site and how it is made.
type kind struct {
	outlet, name, host string // name as its pages show it
	twin               string // another host of the same pages
	code               string // SiteIDCode
	style              style
	lately             style  // from the last morning on
	gbk                bool   // bytes are GBK
	header             string // what the header says of a page, "text/html" where it says no charset
	robots             string // in place of the usual robots.txt
	secure             bool   // http leads to https
	expired            bool   // its certificate ran out before the last morning
	slow               bool   // its pieces of the world's own day are long in coming
	etag               bool   // it knows what the reader has already
	status             int    // of every answer, where the site gives no page
	refusal            string // what comes with it
	noise              int    // pieces about nobody; 6 where 0
	fresh              int    // pieces about nobody of the world's own day
	paper              *paper
	undated            bool // its rows of the last morning name no day
	gaps               bool // every third row of its list names no day
	daily              bool // a piece a day, until it falls silent
}

// kinds are the sites of the world. Those up to dy-mz tell the story that is ranked,
// the others show one more shape each.
func kinds() []kind {
	return append(storySites(), append(listSites(), append(otherSites(), illSites()...)...)...)
}

const nextLink = `<div class="pager"><a href="{next}">下一页</a></div>`

// plain is a site in UTF-8 with numbered further pages.
func plain(folder, first, name string) style {
	return column{
		name: name, folder: folder, first: first, further: "list_{n}.html", from: 2, next: nextLink, article: plainArticle,
	}.style(folder + "{yyyy}/{mm}{dd}/{n}.html")
}

// The columns that are cut alike wherever they stand.
var (
	trs = column{
		name: "工作动态", folder: "/gzdt/", first: "index.html", further: "index_{n}.html", from: 1, row: strings.Replace(plainRow, "{url}", "{file}", 1),
		pager: `<div class="page"><script>createPageHTML({pages}, {page0}, "index", "html");</script></div>`, article: trsArticle,
	}
	zhenjiang = column{
		name: "工作动态", folder: "/mzj/gzdt/", first: "list.shtml", further: "list_{n}.shtml", from: 2,
		list:  `<div class="list"><ul>{rows}</ul></div>`,
		row:   `<li><a href="{url}" title="{title}" target="_blank">{title}</a><span class="time">{date}</span></li>` + "\n",
		pager: `<div id="page_div"></div><script>createPageHTML('page_div',{pages},{page},'list','shtml',{count});</script>`, article: zhenjiangArticle,
	}
	founder = paper{
		nodes: "/html/2006-01/02/", node: "node_{n}.htm", pages: []string{"要闻", "民生", "乡村", "副刊"},
		label: "<a id=pageLink href={file}>第{page}版：{name}</a>\n", head: gb2312Meta, body: founderArticle,
	}
)

func storySites() []kind {
	portal := column{
		name: "民生", folder: "/ms/", first: "index.htm", further: "index_{n}.htm", from: 2, head: gb2312Meta,
		list: "<ul class=newslist>{rows}</ul>", row: "<li><a href='{url}' title='{title}'>{short}</a> <i>{date}</i></li>\n",
		next: `<a class=next href="{next}">下一页</a>`, article: tableArticle,
	}
	mislabelled := column{
		name: "要闻", folder: "/news/", first: "index.html", further: "index_{n}.html", from: 2, head: gb2312Meta,
		list: "<ul>{rows}</ul>", row: `<li><a href="{url}">{title}</a><span>{date}</span></li>` + "\n", next: nextLink, article: mainArticle,
	}
	government := column{
		name: "政务要闻", folder: "/zwyw/", first: "index.html", further: "index_{n}.html", from: 2,
		row: `<li><a href="{url}" title="{title}">{title}</a><span class="time">{date}</span></li>` + "\n", next: nextLink, article: governmentArticle,
	}
	records := jcms{
		at: "/col/col100/index.html", path: "/module/web/jpage/dataproxy.jsp",
		rows:  column{row: `<li><a href='{url}' title='{title}' target="_blank">{title}</a><span>{date}</span></li>`},
		group: `<nextgroup><![CDATA[<a href="{proxy}?page=1&appid=1&webid=9&path=/&columnid=100&unitid=77&webname=%25E8%258B%258F&permissiontype=0"></a>]]></nextgroup>`,
		call:  `<script>$('#77').jpage({totalRecord:{count},perPage:{rows}});</script>`,
	}
	return []kind{
		{outlet: "huaxia", name: "华夏民生报", host: "www.huaxia.example", style: plain("/minsheng/", "", "民生")},
		{outlet: "charity", name: "中国慈善观察网", host: "www.charity.example", style: plain("/yaowen/", "index.html", "要闻")},
		{outlet: "js-daily", name: "江南晨报", host: "www.jiangnan.example", style: plain("/difang/", "index.html", "地方")},
		{outlet: "js-mz", name: "苏省民政网", host: "mz.su.example", style: records.style("/art/{yyyy}/{m}/{d}/art_100_{n}.html")},
		{outlet: "newview", name: "新视线", host: "www.newview.example", style: plain("/news/", "", "转载")},
		{outlet: "zj-daily", name: "京口日报", host: "www.jingkou.example", style: mislabelled.style("/news/{yyyy}{mm}/t{yyyy}{mm}{dd}_{n}.html")},
		{outlet: "zj-net", name: "京江网", host: "www.jingjiang.example", style: portal.style("/system/{yyyy}/{mm}/{dd}/0000{n}.shtml"), gbk: true},
		{outlet: "zj-mzj", name: "镇江民政网", host: "mzj.zhenjiang.example", style: trs.style("/gzdt/{yyyy}{mm}/t{yyyy}{mm}{dd}_{n}.html"), code: "3211000012", etag: true},
		{outlet: "slowcity", name: "慢城网", host: "www.slowcity.example", style: plain("/xc/", "", "乡村"), slow: true, fresh: 2},
		{outlet: "dy-daily", name: "丹阳晨讯", host: "epaper.danyang.example", style: founder.style("/html/{yyyy}-{mm}/{dd}/content_{n}.htm"), paper: &founder, gbk: true},
		{outlet: "dy-rss", name: "丹阳融媒", host: "rm.danyang.example", style: rss.style("/a/{n}.html")},
		{outlet: "dy-gov", name: "丹阳政务网", host: "www.danyang.example", style: government.style("/zwyw/{yyyy}{mm}/{n}.html"), code: "3211810001"},
		{outlet: "wandong", name: "皖东网", host: "www.wandong.example", style: mapped("/xz/{yyyy}/{mm}{dd}/{n}.html")},
		{
			outlet: "jiangdong", name: "江东在线", host: "www.jiangdong.example", status: 521,
			refusal: `<script>document.cookie=('_')+('_')+('j')+('s')+('l')</script>`,
		},
		{outlet: "oldnews", name: "旧闻网", host: "www.oldnews.example", status: http.StatusGone, refusal: "gone"},
		{outlet: "dy-mz", name: "丹阳民政网", host: "mz.danyang.example", style: zhenjiang.style("/mzj/gzdt/{yyyy}{mm}/{hex}.shtml")},
	}
}

// many is how many pieces make three list pages, so that a wrong step from the
// second to the third shows.
const many = 10

// few is for papers, whose every day is asked for.
const few = 3

// none is for sites that show only what is named by its address.
const none = -1

// listSites are column pages, one for each way in which sites number their pages, and
// each with another way to write the date.
func listSites() []kind {
	query := column{
		name: "社会", folder: "/", first: "list.php", further: "list.php?page={n}", from: 1, date: "01-02",
		list: `<div class="news">{rows}</div>`, row: `<div class="item"><a href="{url}">{title}</a><em>{date}</em></div>` + "\n",
		pager: `<div class="pages">共{pages}页 <a href="{last}">尾页</a></div>`, article: plainArticle,
	}
	pageNo := column{
		name: "民生", folder: "/news/", first: "list.jsp", further: "list.jsp?pageNo={n}", from: 2, date: "2006年1月2日",
		list: "<table>{rows}</table>", row: `<tr><td>·<a href="{url}">{title}</a></td><td>{date}</td></tr>` + "\n",
		pager: `<div class="pages"><a href="{last}">尾页</a></div>`, article: tableArticle,
	}
	pager := column{
		name: "县区", folder: "/xq/", first: "index.html", further: "index_{n}.html", from: 1, date: "[2006/01/02]",
		pager: "<script>Pager({size:{pages},current:{page0},prefix:'index',suffix:'html'});</script>", article: plainArticle,
	}
	last := column{
		name: "民生", folder: "/ms/", first: "index.shtml", further: "column-index-{n}.shtml", from: 2, date: "2006.01.02",
		pager: `<div><a href="index.shtml">首页</a> <a href="{last}">末页</a></div>`, article: mainArticle,
	}
	clicked := column{
		name: "乡村", folder: "/xc/", first: "", further: "list_{n}.html", from: 2, dates: sinceDay,
		row:  `<li><a href="javascript:void(0)" onclick="jumpToDetail('{file}')">{title}</a><span>{date}</span></li>` + "\n",
		next: `<span class="btn" onclick="goPage('{next}')">下一页</span>`, article: plainArticle,
	}
	prefixed := zhenjiang
	prefixed.folder, prefixed.first, prefixed.further = "/yzmz/gzdt/", "xxgk_list.shtml", "xxgk_list_{n}.shtml"
	prefixed.pager = strings.Replace(zhenjiang.pager, "'list'", "'xxgk_list'", 1)
	first := column{
		name: "动态", folder: "/dt/", first: "index_1.html", further: "index_{n}.html", from: 2,
		list: `<dl>{rows}</dl>`, row: `<dt>{date}</dt><dd><a href="{url}">{title}</a></dd>` + "\n",
		pager: `<div class="pages"><a href="index_1.html">1</a> <a href="index_2.html">2</a> <a href="index_3.html">3</a></div>`, article: trsArticle,
	}
	counted := column{
		name: "动态", folder: "/gzdt/", first: "index.htm", further: "index_{n}.htm", from: 1, row: trs.row,
		pager: "<script>var currentPage = {page0};var countPage = {pages};document.write(\"<a href=\\\"index_\" + nextPage + \".htm\\\">下一页</a>\");</script>", article: trsArticle,
	}
	posted := column{
		name: "动态", folder: "/dt/", first: "list.do",
		pager: `<form method="post" action="list.do"><input type="hidden" name="cpage" value="2"><a href="javascript:document.forms[1].submit()">下一页</a></form>`, article: governmentArticle,
	}
	return []kind{
		{outlet: "qingxi", name: "清溪新闻网", host: "www.qingxi.example", style: query.style("/show/{n}.html"), noise: many},
		{outlet: "hupan", name: "湖畔新闻网", host: "www.hupan.example", style: pageNo.style("/news/show.jsp?id={n}"), noise: many},
		{outlet: "jiangkou", name: "江口网", host: "www.jiangkou.example", style: pager.style("/xq/{yyyy}{mm}/{n}.html"), noise: many},
		{outlet: "suzhong", name: "苏中民生网", host: "www.suzhong.example", style: last.style("/ms/{yyyy}/{mm}/{dd}/{n}.shtml"), noise: many},
		{outlet: "qiuling", name: "丘陵在线", host: "www.qiuling.example", style: clicked.style("/xc/{yyyy}{mm}/t{yyyy}{mm}{dd}_{n}.html"), noise: many},
		{outlet: "yz-mz", name: "扬中民政网", host: "mz.yangzhong.example", style: prefixed.style("/yzmz/gzdt/{yyyy}{mm}/{hex}.shtml"), noise: many},
		{outlet: "jr-mz", name: "句容民政网", host: "mz.jurong.example", style: first.style("/dt/{yyyy}{mm}/{n}.html"), code: "3211830010", noise: many},
		{outlet: "dt-mz", name: "丹徒民政网", host: "mz.dantu.example", style: counted.style("/gzdt/{yyyy}{mm}/t{yyyy}{mm}{dd}_{n}.htm"), code: "3211120010", noise: many},
		{outlet: "zhouwan", name: "洲湾政务网", host: "www.zhouwan.example", style: posted.style("/dt/{yyyy}{mm}/{n}.html"), code: "3211120001", noise: perPage},
	}
}

// sinceDay is 今天, 昨天, 5天前, and a date after a week.
func sinceDay(p *publication, now time.Time) string {
	switch days := int(gaobang.DateOf(now).Start().Sub(gaobang.DateOf(p.at).Start()).Hours() / 24); {
	case days == 0:
		return "今天"
	case days == 1:
		return "昨天"
	case days < 7:
		return fmt.Sprintf("%d天前", days)
	}
	return p.at.Format(dayLayout)
}

// otherSites are the editions of 大汉, e-papers, feeds and single pieces, and what
// fetching has to see through.
func otherSites() []kind {
	table := jcms{
		at: "/col/col200/index.html", path: "/module/jslib/jquery/jpage/dataproxy.jsp",
		rows: column{
			dates: someDay,
			row:   `<tr><li style=<br/><td>·<a href="http://mz.yandu.example{url}" title="{title}">{short}</a></td><td>{date}</td></tr>`,
		},
		group: `<nextgroup><![CDATA[<a href="{proxy}?appid=1&webid=12&path=/&columnid=200&unitid=88&webname=y&permissiontype=0"></a>]]></nextgroup>`,
		call:  `<script>$('#88').jpage({totalRecord:{count},perPage:{rows}});</script>`,
	}
	called := jcms{
		at: "/col/col400/index.html", path: "/module/jpage/dataproxy.jsp",
		rows: column{row: `<div class="row"><b>{date}</b><a href='{url}' title='{title}'>{short}</a></div>`},
		call: `<script>$('#99').jpage({proxyUrl:'{proxy}',totalRecord:{count},perPage:{rows},ajaxParam:{col:1,webid:3,path:'/',columnid:400,unitid:'99',webname:'%25E6%25B5%2599',permissiontype:0}});</script>`,
	}
	layout := paper{
		nodes: "/pc/layout/200601/02/", node: "node_{n}.html", pages: []string{"要闻", "时评", "", "民生"},
		label: `<a href="{file}">第{page}版：{name}</a>` + "\n", head: utf8Meta, body: `{pages}<div class="article"><h1>{title}</h1><p class="date">{when}</p><div id="ozoom">{prose}</div></div>`,
	}
	evening := founder
	evening.label, evening.index, evening.none = "<A HREF={file} ID=pageLink>第{page}版:{name}</A>\n", "/paperindex.htm", "<html><body>今日休刊</body></html>"
	evening.head, evening.pages = utf8Meta, []string{"头版", "城事", "文化"}

	secure := plain("/xw/", "", "新闻")
	mobile := column{name: "手机版", folder: "/m/", first: "index.html", further: "index_{n}.html", from: 2, row: strings.Replace(plainRow, "{url}", "http://m.zhangxun.example{url}", 1), next: nextLink}
	desktop := column{name: "要闻", folder: "/yw/", first: "index.html", further: "index_{n}.html", from: 2, next: nextLink, article: plainArticle}
	lying := column{name: "要闻", folder: "/yw/", first: "index.html", further: "index_{n}.html", from: 2, head: noMeta, next: nextLink, article: article{noMeta, mainArticle.body}}
	regenerated := column{name: "动态", folder: "/dt/", first: "index.html", further: "index_{n}.html", from: 2, next: nextLink, article: regeneratedArticle}
	return []kind{
		{outlet: "yandu", name: "盐渎民政网", host: "mz.yandu.example", style: table.style("/art/{yyyy}/{m}/{d}/art_200_{n}.html"), noise: many, gaps: true},
		{outlet: "zhebei", name: "浙北民政网", host: "mz.zhebei.example", style: called.style("/art/{yyyy}/{m}/{d}/art_400_{n}.html"), noise: many},
		{outlet: "lunan", name: "鲁南民政网", host: "mz.lunan.example", style: jpaas("/col/col300/index.html", "/api-gateway/jpaas-publish-server/front/page/build/unit", "/art/{yyyy}/{m}/{d}/art_300_{n}.html"), noise: many},
		{outlet: "jianghai", name: "江海日报", host: "epaper.jianghai.example", style: layout.style("/pc/con/{yyyy}{mm}/{dd}/content_{n}.html"), paper: &layout, noise: few},
		{outlet: "juqu", name: "句曲晚报", host: "epaper.juqu.example", style: evening.style("/html/{yyyy}-{mm}/{dd}/content_{n}.htm"), paper: &evening, noise: few},
		{outlet: "danbei", name: "丹北新声", host: "www.danbei.example", style: atom.style("/p/{n}.html")},
		{outlet: "weixun", name: "丹阳民政微讯", host: "mp.weixun.example", style: style{"/s/{n}", func(s *site) { s.article(appArticle) }}, noise: none},
		{outlet: "yunshang", name: "云上丹阳", host: "app.yunshang.example", style: style{"/share/{n}", func(s *site) { s.article(appArticle) }}, noise: none},
		{outlet: "jinsha", name: "金沙网", host: "www.jinsha.example", style: secure, secure: true},
		{outlet: "zhangxun", name: "丹阳掌讯", host: "www.zhangxun.example", twin: "m.zhangxun.example", style: style{"/c/{yyyy}{mm}/100{n}.html", func(s *site) {
			s.article(plainArticle)
			s.column(desktop)
			s.column(mobile)
		}}},
		{outlet: "huilan", name: "回澜网", host: "www.huilan.example", style: lying.style("/yw/{yyyy}{mm}/{n}.html"), gbk: true, header: "text/html; charset=utf-8"},
		{outlet: "wudi", name: "吴地政务网", host: "www.wudi.example", style: regenerated.style("/dt/{yyyy}{mm}/{n}.html"), code: "3205000001"},
	}
}

// someDay is the day of a piece, where its row names one.
func someDay(p *publication, _ time.Time) string {
	if p.undated {
		return ""
	}
	return p.at.Format("[2006-01-02]")
}

// illSites are sites of which each has something else wrong with it: most since the
// last morning.
func illSites() []kind {
	well := column{name: "要闻", folder: "/yw/", first: "index.html", further: "index_{n}.html", from: 2, next: nextLink, article: plainArticle}
	cards := well
	cards.list = `<section id="app"><header class="bar"><nav class="menu"><i class="logo"></i></nav></header><article class="feed">{rows}</article><aside class="hot"><b></b></aside></section>`
	cards.row = `<div class="card"><p class="card-title"><a href="{url}">{title}</a></p><time class="card-time">{date}</time></div>` + "\n"
	undated := well
	undated.row = `<li><a href="{url}" title="{title}">{title}</a><span><script>showDate()</script></span></li>` + "\n"
	empty := style{"", func(s *site) {
		s.article(plainArticle)
		s.html("/yw/index.html", utf8Meta, "要闻_"+s.name, fill(plainList, "rows", ""))
	}}
	const piece = "/yw/{yyyy}{mm}/{n}.html"
	return []kind{
		{outlet: "guadu", name: "瓜渡新闻网", host: "www.guadu.example", style: well.style(piece), lately: cards.style(piece), fresh: 1},
		{outlet: "jiaoyan", name: "焦岩在线", host: "www.jiaoyan.example", style: well.style(piece), lately: empty, fresh: 1},
		{outlet: "beigu", name: "北崮网", host: "www.beigu.example", style: well.style(piece), lately: undated.style(piece), undated: true, fresh: 1},
		{outlet: "xidu", name: "西渡网", host: "www.xidu.example", style: well.style(piece), secure: true, expired: true, fresh: 1},
		{outlet: "jingshui", name: "静水网", host: "www.jingshui.example", style: well.style(piece), daily: true, noise: none},
		{outlet: "bimen", name: "闭门网", host: "www.bimen.example", style: well.style(piece), robots: "User-agent: *\nDisallow: /\n"},
	}
}
