package demo

import (
	"crypto/md5" //nolint:gosec // names of pages
	"fmt"
	"html"
	"slices"
	"strings"
	"time"
)

// dataproxy is where a 大汉 site keeps its further records.
const dataproxy = "/module/web/jpage/dataproxy.jsp"

// jcmsSite is 大汉 jcms: its column hides the first group of its list in records
// within a script, and gives the others by dataproxy.jsp.
func jcmsSite(_ *World, s *site) {
	for i, p := range s.pubs {
		p.path = fmt.Sprintf("/art/%d/%d/%d/art_100_%d.html", p.at.Year(), p.at.Month(), p.at.Day(), 9000+i)
		body := fmt.Sprintf("<div class=\"sp_title\"><h1>%s</h1></div><div class=\"sp_time\">发布日期：%s%s</div><div id=\"zoom\">%s</div>%s",
			html.EscapeString(p.title), p.when(), p.aboutLine(), p.prose(), p.editorLine())
		s.html(p.path, fmt.Sprintf(frame, `<meta charset="utf-8"><meta name="ColumnName" content="基层动态">`, html.EscapeString(p.title), body, s.name))
	}
	s.records = func(from, to int) string {
		from, to = max(from, 1), min(to, len(s.pubs))
		records := ""
		if from <= to {
			records = listRows(s.pubs[from-1:to], "<record><![CDATA[<li><a href='%[1]s' title='%[2]s' target=\"_blank\">%[2]s</a><span>%[3]s</span></li>]]></record>\n")
		}
		return fmt.Sprintf("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<datastore><totalrecord>%d</totalrecord><recordset>\n%s</recordset></datastore>", len(s.pubs), records)
	}
	_, first, _ := strings.Cut(s.records(1, perPage), "<recordset>")
	script := "<script type=\"text/xml\"><datastore>\n<nextgroup><![CDATA[<a href=\"" + dataproxy + "?page=1&appid=1&webid=9&path=/&columnid=100&unitid=77&webname=%25E8%258B%258F&permissiontype=0\"></a>]]></nextgroup>\n<recordset>" + first + "</script>" +
		fmt.Sprintf("<script>$('#77').jpage({totalRecord:%d,perPage:%d});</script>", len(s.pubs), perPage)
	s.html("/col/col100/index.html", fmt.Sprintf(frame, `<meta charset="utf-8">`, "基层动态", "<div id=\"77\">"+script+"</div>", s.name))
}

// zhenjiangSite is the template of 镇江's sites: list.shtml and list_2.shtml with a
// pager that counts from 1, pieces named by 32 hexadecimal digits.
func zhenjiangSite(_ *World, s *site) {
	for i, p := range s.pubs {
		p.path = fmt.Sprintf("/mzj/gzdt/%s/%x.shtml", p.at.Format("200601"), md5.Sum(fmt.Appendf(nil, "%s %d", s.host, i))) //nolint:gosec // a name, no secret
		metas := fmt.Sprintf("<meta charset=\"utf-8\"><meta name='ArticleTitle' content='%s'><meta name='PubDate' content='%s'>", html.EscapeString(p.title), p.when())
		body := fmt.Sprintf("<div class=\"article\"><h1 class=\"title\">%s</h1><div class=\"date\">发布时间：%s%s</div><div class=\"article-content\">%s</div>%s</div>",
			html.EscapeString(p.title), p.when(), p.aboutLine(), p.prose(), p.editorLine())
		s.html(p.path, fmt.Sprintf(frame, metas, html.EscapeString(p.title)+"_"+s.name, body, s.name))
	}
	pages := s.pagesOf()
	for i, pubs := range pages {
		name := "list.shtml"
		if i > 0 {
			name = fmt.Sprintf("list_%d.shtml", i+1)
		}
		rows := listRows(pubs, "<li><a href=\"%[1]s\" title=\"%[2]s\" target=\"_blank\">%[2]s</a><span class=\"time\">%[3]s</span></li>\n")
		pager := fmt.Sprintf("<div id=\"page_div\"></div><script>createPageHTML('page_div',%d,%d,'list','shtml',%d);</script>", len(pages), i+1, len(s.pubs))
		s.html("/mzj/gzdt/"+name, fmt.Sprintf(frame, `<meta charset="utf-8">`, "工作动态_"+s.name, "<div class=\"list\"><ul>"+rows+"</ul></div>"+pager, s.name))
	}
}

// sitemapSite has no list but a sitemap with the news extension, named by an index.
func sitemapSite(_ *World, s *site) {
	const head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	var entries strings.Builder
	for i, p := range s.pubs {
		p.path = fmt.Sprintf("/xz/%s/%d.html", p.at.Format("2006/0102"), 1000+i)
		body := fmt.Sprintf("<div class=\"article\"><h1>%s</h1>\n<div class=\"info\">发布时间：%s%s</div>\n<div class=\"content\">%s</div>%s</div>",
			html.EscapeString(p.title), p.when(), p.aboutLine(), p.prose(), p.editorLine())
		s.html(p.path, fmt.Sprintf(frame, `<meta charset="utf-8">`, html.EscapeString(p.title)+" - "+s.name, body, s.name))
		day := p.at.Format("2006-01-02")
		fmt.Fprintf(&entries, "<url><loc>http://%s%s</loc><lastmod>%s</lastmod><news:news><news:publication_date>%s</news:publication_date><news:title>%s</news:title></news:news></url>\n", s.host, p.path, day, day, html.EscapeString(p.title))
	}
	s.add("/sitemap.xml", "application/xml", head+"<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><sitemap><loc>http://"+s.host+"/sitemap-news.xml</loc></sitemap></sitemapindex>\n")
	s.add("/sitemap-news.xml", "application/xml", head+"<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">\n"+entries.String()+"</urlset>\n")
}

// trsSite is TRS WCM: index.html, index_1.html and a script that says how many.
func trsSite(_ *World, s *site) {
	for i, p := range s.pubs {
		p.path = fmt.Sprintf("/gzdt/%s/t%s_%d.html", p.at.Format("200601"), p.at.Format("20060102"), 7000+i)
		body := fmt.Sprintf("<div class=\"xl\"><h1>%s</h1><div class=\"xx\"><span>日期：%s</span><span>%s</span></div><div class=\"TRS_Editor\">%s</div></div>",
			html.EscapeString(p.title), p.when(), strings.TrimSpace(p.aboutLine()), p.prose())
		metas := fmt.Sprintf(`<meta charset="utf-8"><meta name="ArticleTitle" content="%s"><meta name="PubDate" content="%s"><meta name="SiteIDCode" content="3211000012">`, html.EscapeString(p.title), p.when())
		s.html(p.path, fmt.Sprintf(frame, metas, html.EscapeString(p.title)+"_"+s.name, body, s.name))
	}
	pages := s.pagesOf()
	for i, pubs := range pages {
		name := "index.html"
		if i > 0 {
			name = fmt.Sprintf("index_%d.html", i)
		}
		rows := listRows(pubs, "<li><a href=\"%[1]s\" title=\"%[2]s\">%[2]s</a><span>%[3]s</span></li>\n")
		rows = strings.ReplaceAll(rows, `href="/gzdt/`, `href="./`)
		pager := fmt.Sprintf("<div class=\"page\"><script>createPageHTML(%d, %d, \"index\", \"html\");</script></div>", len(pages), i)
		s.html("/gzdt/"+name, fmt.Sprintf(frame, `<meta charset="utf-8">`, "工作动态_"+s.name, "<ul class=\"list\">"+rows+"</ul>"+pager, s.name))
	}
}

// governmentSite has the metas of 国办发〔2017〕47号, one of them in single quotes.
func governmentSite(_ *World, s *site) {
	for i, p := range s.pubs {
		p.path = fmt.Sprintf("/zwyw/%s/%d.html", p.at.Format("200601"), 4000+i)
		metas := fmt.Sprintf("<meta charset=\"utf-8\">\n<meta name=\"SiteName\" content=\"%s\"><meta name=\"SiteIDCode\" content=\"3211810001\">\n<meta name=\"ColumnName\" content=\"政务要闻\">\n<meta name=\"ArticleTitle\" content=\"%s\">\n<meta name='PubDate' content='%s'>\n<meta name=\"ContentSource\" content=\"%s\">",
			s.name, html.EscapeString(p.title), p.when(), p.source)
		body := fmt.Sprintf("<div class=\"con\"><h1>%s</h1><div class=\"con-info\">发布时间：%s%s 浏览次数：<i></i></div><div class=\"con-text\">%s</div></div>",
			html.EscapeString(p.title), p.when(), p.aboutLine(), p.prose())
		s.html(p.path, fmt.Sprintf(frame, metas, html.EscapeString(p.title), body, s.name))
	}
	rows := listRows(s.pubs, "<li><a href=\"%[1]s\" title=\"%[2]s\">%[2]s</a><span class=\"time\">%[3]s</span></li>\n")
	s.html("/zwyw/index.html", fmt.Sprintf(frame, `<meta charset="utf-8">`, "政务要闻", "<ul class=\"list\">"+rows+"</ul>", s.name))
}

// feedSite has an RSS feed whose times name no zone.
func feedSite(_ *World, s *site) {
	var items strings.Builder
	for i, p := range s.pubs {
		p.path = fmt.Sprintf("/a/%d.html", 800+i)
		body := fmt.Sprintf("<article><h1>%s</h1><p class=\"meta\">%s%s</p>%s%s</article>", html.EscapeString(p.title), p.when(), p.aboutLine(), p.prose(), p.editorLine())
		s.html(p.path, fmt.Sprintf(frame, `<meta charset="utf-8">`, html.EscapeString(p.title)+" | "+s.name, body, s.name))
		fmt.Fprintf(&items, "<item><title>%s</title><link>http://%s%s</link><pubDate>%s</pubDate></item>\n", html.EscapeString(p.title), s.host, p.path, p.at.Format("2006-01-02 15:04:05"))
	}
	s.add("/rss.xml", "application/xml", "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\"><channel><title>"+s.name+"</title><link>http://"+s.host+"/</link>\n"+items.String()+"</channel></rss>\n")
}

// ePaper is a classic Founder edition in GBK: a folder a day, a node a page. Days
// without a piece have no issue.
func ePaper(_ *World, s *site) {
	byDay := map[time.Time][]*publication{}
	var days []time.Time
	for _, p := range s.pubs {
		if len(byDay[p.at]) == 0 {
			days = append(days, p.at)
		}
		byDay[p.at] = append(byDay[p.at], p)
	}
	for _, day := range days {
		s.issue(day, byDay[day])
	}
}

const founderMeta = `<meta http-equiv="Content-Type" content="text/html; charset=gb2312">`

func (s *site) issue(day time.Time, pubs []*publication) {
	folder := day.Format("/html/2006-01/02/")
	names := []string{"要闻", "民生", "乡村", "副刊"}
	var links strings.Builder
	for i, name := range names {
		fmt.Fprintf(&links, "<a id=pageLink href=node_%d.htm>第%02d版：%s</a>\n", i+1, i+1, name)
	}
	slices.SortStableFunc(pubs, func(a, b *publication) int { return strings.Compare(a.page, b.page) })
	for i, name := range names {
		var list strings.Builder
		for j, p := range pubs {
			if p.page == fmt.Sprintf("%02d", i+1) {
				p.path = fmt.Sprintf("%scontent_%s_%d.htm", folder, day.Format("20060102"), j+1)
				fmt.Fprintf(&list, "<li><a href=\"%s\">%s</a></li>\n", p.path[len(folder):], html.EscapeString(p.title))
				s.html(p.path, fmt.Sprintf(frame, founderMeta, s.name, p.founder(name, links.String()), s.name))
			}
		}
		body := "<div class=pages>" + links.String() + "</div><ul>" + list.String() + "</ul>"
		s.html(fmt.Sprintf("%snode_%d.htm", folder, i+1), fmt.Sprintf(frame, founderMeta, s.name, body, s.name))
	}
}

func (p *publication) founder(pageName, links string) string {
	return fmt.Sprintf("<div class=pages>%s</div><table><tr><td><founder-title>%s</founder-title></td></tr><tr><td>%s 第%s版：%s</td></tr><tr><td><founder-content><!--enpcontent-->%s<!--/enpcontent--></founder-content></td></tr></table>\n<!--enpproperty <date>%s 00:00:00.0</date><title>%s</title><nodename>%s</nodename>/enpproperty-->",
		links, html.EscapeString(p.title), p.when(), p.page, pageName, p.prose(), p.when(), html.EscapeString(p.title), pageName)
}
