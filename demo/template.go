package demo

import (
	"html"
	"strings"
)

// fill puts values, given as name and value, for {name} in a template.
func fill(template string, values ...string) string {
	pairs := make([]string, 0, len(values))
	for i := 0; i+1 < len(values); i += 2 {
		pairs = append(pairs, "{"+values[i]+"}", values[i+1])
	}
	return strings.NewReplacer(pairs...).Replace(template)
}

// frame is what stands around the middle of every page.
const frame = `<!DOCTYPE html>
<html><head>{head}<title>{title}</title></head>
<body><div class="top"><h2 class="logo">{site}</h2><form action="/search"><input name="q"><button>搜索</button></form></div>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/about.html">关于我们</a></li></ul></div>
<div class="crumb"><span>当前位置</span></div>
<div class="main">{body}</div>
<div class="footer"><p>版权所有 {site}</p><p><img src="/beian.png" alt="备案"></p></div></body></html>
`

// The ways in which a page names its charset, or does not.
const (
	utf8Meta   = `<meta charset="utf-8">`
	gb2312Meta = `<meta http-equiv="Content-Type" content="text/html; charset=gb2312">`
	noMeta     = ""
)

// article is how a site makes the pages of its pieces.
type article struct{ head, body string }

// The ways in which sites make the pages of their pieces.
var (
	plainArticle = article{utf8Meta, `<div class="article"><h1>{title}</h1>
<div class="info">发布时间：{when}{about}</div>
<div class="content">{prose}</div>{editor}</div>`}

	tableArticle = article{gb2312Meta, `<table width="960"><tr><td><h1 id="title">{title}</h1><div class="time">{when}{about} 【字体：<a href=#>大</a> <a href=#>小</a>】</div><div id="zoom">{prose}</div>{editor}</td></tr></table>`}

	mainArticle = article{gb2312Meta, `<div class=main><h2 class=title>{title}</h2><p class=source>{when}{about}</p><div class=text>{prose}</div>{editor}</div>`}

	trsArticle = article{
		utf8Meta + `<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{when}"><meta name="SiteIDCode" content="{code}">`,
		`<div class="xl"><h1>{title}</h1><div class="xx"><span>日期：{when}</span><span>{about}</span></div><div class="TRS_Editor">{prose}</div></div>`,
	}

	jcmsArticle = article{
		utf8Meta + `<meta name="ColumnName" content="基层动态">`,
		`<div class="sp_title"><h1>{title}</h1></div><div class="sp_time">发布日期：{when}{about}</div><div id="zoom">{prose}</div>{editor}`,
	}

	zhenjiangArticle = article{
		utf8Meta + `<meta name='ArticleTitle' content='{title}'><meta name='PubDate' content='{when}'>`,
		`<div class="article"><h1 class="title">{title}</h1><div class="date">发布时间：{when}{about}</div><div class="article-content">{prose}</div>{editor}</div>`,
	}

	// governmentArticle has the metas of 国办发〔2017〕47号, one of them in single quotes.
	governmentArticle = article{
		utf8Meta + `
<meta name="SiteName" content="{site}"><meta name="SiteIDCode" content="{code}">
<meta name="ColumnName" content="政务要闻">
<meta name="ArticleTitle" content="{title}">
<meta name='PubDate' content='{when}'>
<meta name="ContentSource" content="{source}">`,
		`<div class="con"><h1>{title}</h1><div class="con-info">发布时间：{when}{about} 浏览次数：<i></i></div><div class="con-text">{prose}</div></div>`,
	}

	// regeneratedArticle gives in PubDate when the page was made last.
	regeneratedArticle = article{
		utf8Meta + `<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{now}"><meta name="SiteIDCode" content="{code}">`,
		`<div class="con"><h1>{title}</h1><div class="con-info">发布日期：{when}{about}</div><div class="con-text">{prose}</div></div>`,
	}

	appArticle = article{utf8Meta, `<article><h1>{title}</h1><p class="meta">{when}{about}</p>{prose}{editor}</article>`}
)

// article adds the pages of a site's pieces.
func (s *site) article(a article) {
	for _, p := range s.pubs {
		s.html(p.path, s.filled(a.head, p), p.title+"_"+s.name, s.filled(a.body, p))
	}
}

// filled puts a piece into a template.
func (s *site) filled(template string, p *publication) string {
	about, editor := "", ""
	if p.source != "" {
		about = "　来源：" + p.source
	}
	if p.editor != "" {
		editor = `<p class="editor">责任编辑：` + p.editor + "</p>"
	}
	return fill(template, "title", html.EscapeString(p.title), "when", p.when(), "about", about, "source", p.source, "editor", editor,
		"prose", p.prose(), "site", s.name, "code", s.code, "now", s.at.Format(minuteLayout), "page", p.page, "day", p.at.Format(dayLayout))
}

const (
	dayLayout    = "2006-01-02"
	minuteLayout = "2006-01-02 15:04"
)

func (p *publication) prose() string {
	lines := make([]string, len(p.paragraphs))
	for i, l := range p.paragraphs {
		lines[i] = html.EscapeString(l)
	}
	return "<p>　　" + strings.Join(lines, "</p>\n<p>　　") + "</p>"
}

// when is the piece's time as a page shows it.
func (p *publication) when() string {
	if !p.clock {
		return p.at.Format(dayLayout)
	}
	return p.at.Format(minuteLayout)
}

// short is the title as a list cuts it.
func (p *publication) short() string {
	const most = 10
	if r := []rune(p.title); len(r) > most {
		return string(r[:most]) + "…"
	}
	return p.title
}
