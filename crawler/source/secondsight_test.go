package source

import (
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

// secondSights are invented after the first ones were read, to see what was learned.
func secondSights(t *testing.T) []sight {
	jsonp := ""
	for i, s := range stories {
		jsonp += map[bool]string{true: ","}[i > 0] + fill(s.id, s.title, s.day, `{"id":{id},"name":"{t}","detailUrl":"/wz/{id}.html","showTime":"{y}-{m}-{d} 08:31"}`)
	}
	list := at("http://mz.example/dt/")
	feed := gaobang.Source{Name: "甲订阅", Kind: gaobang.FeedSource, URL: "http://mz.example/atom.xml"}
	return []sight{
		{"整行一个链接，标题和时间各一个 span", at("http://mz.example/mzj/gzdt/list.shtml"), site{"http://mz.example/mzj/gzdt/list.shtml": dressed(`<ul class="page-content">` + told(0, 6, `<li><a href="/mzj/gzdt/{y}{m}/0a1b2c3d4e5f60718293a4b5c6d{id}0.shtml" title="{t}" target="_blank"><span class="title">{c}</span><span class="time">{y}-{m}-{d}</span></a></li>`) + `</ul>`)}, wanted("mzj/gzdt/{y}{m}/0a1b2c3d4e5f60718293a4b5c6d{id}0.shtml")},
		{"dl：dt 里日在前、年月在后", list, site{list.URL: dressed(`<div class="zx">` + told(0, 6, `<dl><dt><span>{d}</span>{y}.{m}</dt><dd><a href="{id}.html">{t}</a><p>记者12月1日从甲城市民政局获悉，……</p></dd></dl>`) + `</div>`)}, wanted("dt/{id}.html")},
		{"声明 utf-8 而字节是 GBK", list, site{list.URL: gbk(t, strings.Replace(dressed(`<ul>`+told(0, 6, `<li><a href="/dt/{y}/{m}{d}/{id}.html">{t}</a><em>[{y}-{m}-{d}]</em></li>`)+`</ul>`), "<head>", "<head><meta charset=utf-8>", 1))}, wanted("dt/{y}/{m}{d}/{id}.html")},
		{"表格：日期在第一列，标题在第三列", at("http://mz.example/zfxxgk/list.aspx?cid=12"), site{"http://mz.example/zfxxgk/list.aspx?cid=12": dressed(`<table><tbody><tr><th>日期</th><th>类别</th><th>标题</th></tr>` + told(0, 6, `<tr><td>{y}/{m}/{d}</td><td><a href="list.aspx?cid=15">部门文件</a></td><td><a href="view.aspx?id={id}&amp;cid=12">{t}</a></td></tr>`) + `</tbody></table>`)}, wanted("zfxxgk/view.aspx?id={id}&cid=12")},
		{"标题不在链接里，链接只写查看详情", list, site{list.URL: dressed(`<div class="cards">` + told(0, 6, `<div class="card"><h3>{t}</h3><p>摘要文字若干。</p><span class="time">{y}-{m}-{d}</span><a class="btn" href="/dt/{id}.html">查看详情</a></div>`) + `</div>`)}, wanted("dt/{id}.html")},
		{"轮播图和列表是同样的几篇", list, site{list.URL: dressed(`<div class="swiper"><ul>` + told(0, 3, `<li><a href="/dt/{id}.html"><img src="/u/{id}.jpg"><p>{t}</p></a></li>`) + `</ul></div><div class="rows"><ul>` + told(0, 6, `<li><a href="/dt/{id}.html">{t}</a><span>{m}-{d}</span></li>`) + `</ul></div>`)}, wanted("dt/{id}.html")},
		{"带星期的日期", list, site{list.URL: dressed(`<ul>` + told(0, 6, `<li><a href="/dt/{id}.html">{t}</a><span>{y}年{m}月{d}日 星期四 08:31</span></li>`) + `</ul>`)}, wanted("dt/{id}.html")},
		{"日/月/年；分不清日和月的不猜", list, site{list.URL: dressed(`<ul>` + told(0, 6, `<li><a href="/dt/{id}.html">{t}</a><span>{d}/{m}/{y}</span></li>`) + `</ul>`)}, dayless(wanted("dt/{id}.html"), 4)},
		{"base 指向别的目录，地址省协议", list, site{list.URL: strings.Replace(dressed(`<ul>`+told(0, 3, `<li><A HREF="nr/{id}.html">{t}</A><span>{y}-{m}-{d}</span></li>`)+told(3, 6, `<li><A HREF="//mz.example/zt/nr/{id}.html">{t}</A><span>{y}-{m}-{d}</span></li>`)+`</ul>`), "<head>", `<head><base href="/zt/" target="_blank">`, 1)}, wanted("zt/nr/{id}.html")},
		{"JSONP", at("http://mz.example/api/list?callback=cb"), site{"http://mz.example/api/list?callback=cb": `/**/cb({"success":true,"data":{"records":[` + jsonp + `]}});`}, wanted("wz/{id}.html")},
		{"列表在 iframe 里", list, site{list.URL: dressed(`<div class="main"><iframe src="/inc/list_12.html" width=700 frameborder=0></iframe></div>`), "http://mz.example/inc/list_12.html": `<table>` + told(0, 6, `<tr><td><a href="/dt/{id}.html" target=_parent>{t}</a></td><td>{y}-{m}-{d}</td></tr>`) + `</table>`}, wanted("dt/{id}.html")},
		{"站点地图是一行一个网址的文本", gaobang.Source{Name: "甲地图", Kind: gaobang.SitemapSource, URL: "http://mz.example/sitemap.txt"}, site{"http://mz.example/sitemap.txt": "\ufeffhttp://mz.example/\r\nhttp://mz.example/dt/index.html\r\n" + told(0, 6, "http://mz.example/dt/{y}{m}/t{y}{m}{d}_{id}.html\r\n")}, wantedAddresses("dt/{y}{m}/t{y}{m}{d}_{id}.html")},
		{"Atom：只有 updated，link 有几种，标题是 HTML", feed, site{feed.URL: `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://mz.example/"><title>甲城</title>` + told(0, 6, `<entry><title type="html">&lt;b&gt;{t}&lt;/b&gt;</title><link rel="enclosure" href="/u/{id}.mp3"/><link rel="alternate" href="/dt/{id}.html"/><id>tag:{id}</id><updated>{y}-{m}-{d}T08:31:00+08:00</updated></entry>`) + `</feed>`}, wanted("dt/{id}.html")},
		{"RSS 前面有空行和警告", feed, site{feed.URL: "\r\nWarning: Cannot modify header information\r\n<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\"><channel>" + told(0, 6, `<item><title>{t}</title><link> http://mz.example/dt/{id}.html </link><pubDate>{y}-{m}-{d}</pubDate></item>`) + `</channel></rss>`}, wanted("dt/{id}.html")},
		{
			"电子报：版面用 onclick 打开", gaobang.Source{Name: "甲报", Kind: gaobang.EPaperSource, URL: "http://p.example/html/{YYYY}-{MM}/{DD}/node_1.htm"}, site{
				"http://p.example/html/2026-11/19/node_1.htm": `<table><tr><td onclick="window.location='node_1.htm'">第1版：要闻</td><td onclick="window.location='node_2.htm'">第2版：民生</td></tr></table><a href=content_4107.htm>甲城市民政局开展冬春救助走访</a>`,
				"http://p.example/html/2026-11/19/node_2.htm": `<a href=content_4106.htm>乙镇养老服务中心正式揭牌运行</a>`,
			}, []string{"html/2026-11/19/content_4107.htm 甲城市民政局开展冬春救助走访 2026-11-19", "html/2026-11/19/content_4106.htm 乙镇养老服务中心正式揭牌运行 2026-11-19"},
		},
	}
}

// dayless takes the day from all after the n-th.
func dayless(rows []string, n int) []string {
	for i := range rows[n:] {
		rows[n+i] = rows[n+i][:strings.LastIndex(rows[n+i], " ")+1]
	}
	return rows
}

// wantedAddresses are stories of which nothing else is said.
func wantedAddresses(format string) (out []string) {
	for _, s := range stories {
		out = append(out, fill(s.id, s.title, s.day, format+"  {y}-{m}-{d}"))
	}
	return out
}

func TestSecondSights(t *testing.T) { seeSights(t, secondSights(t)) }
