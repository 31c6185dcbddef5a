package demo

import (
	"fmt"
	"html"
	"strings"
)

const perPage = 5

// pagesOf cuts a site's pieces into list pages.
func (s *site) pagesOf() [][]*publication {
	var all [][]*publication
	for rest := s.pubs; len(rest) > 0; {
		n := min(perPage, len(rest))
		all = append(all, rest[:n])
		rest = rest[n:]
	}
	return all
}

// listRows are list rows made by a format of address, title and day.
func listRows(pubs []*publication, format string) string {
	var b strings.Builder
	for _, p := range pubs {
		fmt.Fprintf(&b, format, p.path, html.EscapeString(p.title), p.at.Format("2006-01-02"))
	}
	return b.String()
}

func (p *publication) prose() string {
	return "<p>　　" + strings.Join(escaped(p.paragraphs), "</p>\n<p>　　") + "</p>"
}

func escaped(lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = html.EscapeString(l)
	}
	return out
}

// when is the piece's time as a page shows it.
func (p *publication) when() string {
	if !p.clock {
		return p.at.Format("2006-01-02")
	}
	return p.at.Format("2006-01-02 15:04")
}

// aboutLine is 来源 and 责任编辑 where the piece has them.
func (p *publication) aboutLine() string {
	s := ""
	if p.source != "" {
		s += "　来源：" + p.source
	}
	return s
}

func (p *publication) editorLine() string {
	if p.editor == "" {
		return ""
	}
	return "<p class=\"editor\">责任编辑：" + p.editor + "</p>"
}

const frame = `<!DOCTYPE html>
<html><head>%s<title>%s</title></head>
<body><div class="nav"><a href="/">首页</a> <a href="/about.html">关于我们</a></div>
%s
<div class="footer">版权所有 %s</div></body></html>
`

// plainSite is a site in UTF-8 with a list at a path and numbered further pages.
func plainSite(list, column string) func(*World, *site) {
	return func(_ *World, s *site) {
		folder := list[:strings.LastIndex(list, "/")+1]
		for i, p := range s.pubs {
			p.path = fmt.Sprintf("%s%s/%d.html", folder, p.at.Format("2006/0102"), 1000+i)
			body := fmt.Sprintf("<div class=\"article\"><h1>%s</h1>\n<div class=\"info\">发布时间：%s%s</div>\n<div class=\"content\">%s</div>%s</div>",
				html.EscapeString(p.title), p.when(), p.aboutLine(), p.prose(), p.editorLine())
			s.html(p.path, fmt.Sprintf(frame, `<meta charset="utf-8">`, html.EscapeString(p.title)+" - "+s.name, body, s.name))
		}
		pages := s.pagesOf()
		name := func(n int) string {
			if n == 1 {
				return list
			}
			return fmt.Sprintf("%slist_%d.html", folder, n)
		}
		for i, pubs := range pages {
			next := ""
			if i+1 < len(pages) {
				next = fmt.Sprintf(`<div class="pager"><a href="%s">下一页</a></div>`, name(i+2))
			}
			rows := listRows(pubs, "<li><a href=\"%[1]s\" title=\"%[2]s\">%[2]s</a><span>%[3]s</span></li>\n")
			s.html(name(i+1), fmt.Sprintf(frame, `<meta charset="utf-8">`, column+" - "+s.name, "<ul class=\"list\">\n"+rows+"</ul>"+next, s.name))
		}
	}
}

// portal is GBK that only a meta declares, with cut titles and a 下一页 link.
func portal(_ *World, s *site) {
	const meta = `<meta http-equiv="Content-Type" content="text/html; charset=gb2312">`
	for i, p := range s.pubs {
		p.path = fmt.Sprintf("/system/%s/%09d.shtml", p.at.Format("2006/01/02"), 30000+i)
		body := fmt.Sprintf("<table width=\"960\"><tr><td><h1 id=\"title\">%s</h1><div class=\"time\">%s%s 【字体：<a href=#>大</a> <a href=#>小</a>】</div><div id=\"zoom\">%s</div>%s</td></tr></table>",
			html.EscapeString(p.title), p.when(), p.aboutLine(), p.prose(), p.editorLine())
		s.html(p.path, fmt.Sprintf(frame, meta, html.EscapeString(p.title)+"_"+s.name, body, s.name))
	}
	for i, pubs := range s.pagesOf() {
		var rows strings.Builder
		for _, p := range pubs {
			short := []rune(p.title)
			if len(short) > 10 {
				short = append(short[:10], '…')
			}
			fmt.Fprintf(&rows, "<li><a href='%s' title='%s'>%s</a> <i>%s</i></li>\n", p.path, html.EscapeString(p.title), html.EscapeString(string(short)), p.at.Format("2006-01-02"))
		}
		next := ""
		if (i+1)*perPage < len(s.pubs) {
			next = fmt.Sprintf("<a class=next href=\"/ms/index_%d.htm\">下一页</a>", i+2)
		}
		path := "/ms/index.htm"
		if i > 0 {
			path = fmt.Sprintf("/ms/index_%d.htm", i+1)
		}
		s.html(path, fmt.Sprintf(frame, meta, "民生_"+s.name, "<ul class=newslist>"+rows.String()+"</ul>"+next, s.name))
	}
}

// mislabelledSite declares gb2312 and is UTF-8.
func mislabelledSite(_ *World, s *site) {
	const meta = `<meta http-equiv="Content-Type" content="text/html; charset=gb2312" />`
	for i, p := range s.pubs {
		p.path = fmt.Sprintf("/news/%s/t%s_%d.html", p.at.Format("200601"), p.at.Format("20060102"), 500+i)
		body := fmt.Sprintf("<div class=main><h2 class=title>%s</h2><p class=source>%s%s</p><div class=text>%s</div>%s</div>",
			html.EscapeString(p.title), p.when(), p.aboutLine(), p.prose(), p.editorLine())
		s.html(p.path, fmt.Sprintf(frame, meta, html.EscapeString(p.title), body, s.name))
	}
	rows := listRows(s.pubs, "<li><a href=\"%[1]s\">%[2]s</a><span>%[3]s</span></li>\n")
	s.html("/news/index.html", fmt.Sprintf(frame, meta, "要闻-"+s.name, "<ul>"+rows+"</ul>", s.name))
}
