package config

import (
	"net/url"
	"strings"

	"github.com/andybalholm/cascadia"

	"github.com/gaobang/gaobang"
)

// What a source has where the book says nothing.
const (
	defaultMaxPages = 20
	defaultLookback = 30 // days
)

func (r *reading) source(v value) {
	s, file := gaobang.Source{MaxPages: defaultMaxPages, Lookback: defaultLookback}, ""
	written := false // its url
	v.mapping(
		required("id", id(&s.ID)), required("outlet", r.refer("outlet", id(&s.Outlet))), required("name", text(&s.Name)),
		required("kind", parsed(&s.Kind, sourceKind)), optional("url", func(v value) { written = true; sourceURL(&s.URL)(v) }), required("schedule", schedule(&s.Schedule)),
		optional("links", each(&s.Links, linkURL)), optional("links_file", r.refer("links", text(&file))),
		optional("column", text(&s.Column)), optional("max_pages", number(&s.MaxPages, 1, 1000)),
		optional("lookback", number(&s.Lookback, 1, 3660)),
		optional("daily_pages", number(&s.DailyPages, 1, 100_000)), optional("hours", parsed(&s.Hours, gaobang.ParseHours)), optional("disabled", yes(&s.Disabled)))
	if !written && s.Kind != "" && s.Kind != gaobang.LinksSource {
		v.bad("请写上 url", "缺少 url")
	}
	r.addresses(v, s, file)
	if s.Kind == gaobang.EPaperSource && s.URL != "" && !dated(s.URL) {
		v.bad("如 http://…/html/{YYYY}-{MM}/{DD}/node_1.htm", "电子报地址 %q 中没有日期占位 {YYYY}、{MM}、{DD}", s.URL)
	}
	if s.Kind != gaobang.EPaperSource && s.Kind != "" && strings.ContainsAny(s.URL, "{}") {
		v.bad("只有 kind: epaper 的地址里写日期占位", "网址 %q 中有花括号", s.URL)
	}
	r.books.Sources = append(r.books.Sources, s)
	r.sourceAt = append(r.sourceAt, v)
	r.linksIn = append(r.linksIn, file)
}

// addresses holds the kind of a source against what it gives: links, or one
// address.
func (r *reading) addresses(v value, s gaobang.Source, file string) {
	switch {
	case s.Kind == gaobang.LinksSource && s.URL != "":
		v.bad("各篇的网址写在 links 下，或写在 links_file 指的文本文件里", "kind: links 不写 url")
	case s.Kind == gaobang.LinksSource && len(s.Links) == 0 && file == "":
		v.bad("写成 links: [网址, 网址]，或 links_file: 公众号.txt（放在名册旁边，一行一个网址）", "kind: links 没有写任何网址")
	case s.Kind != gaobang.LinksSource && s.Kind != "" && (len(s.Links) > 0 || file != ""):
		v.bad("要采一批单篇，请写 kind: links", "只有 kind: links 才写 links 或 links_file")
	}
}

// refer notes what a reader read as a name that must be known elsewhere.
func (r *reading) refer(kind string, read func(value)) func(value) {
	return func(v value) {
		if s, ok := v.scalar(); ok && s != "" {
			r.references = append(r.references, reference{at: v, kind: kind, id: s})
		}
		read(v)
	}
}

func sourceKind(s string) (gaobang.SourceKind, error) {
	switch k := gaobang.SourceKind(s); k {
	case gaobang.ListSource, gaobang.EPaperSource, gaobang.FeedSource, gaobang.SitemapSource, gaobang.PageSource, gaobang.LinksSource:
		return k, nil
	}
	return "", gaobang.Errorf(gaobang.Invalid, "没有采集源种类 %q：应为 list（栏目页）、epaper（电子报）、feed（订阅源）、sitemap（站点地图）、page（单篇）或 links（一批单篇）", s)
}

func dated(address string) bool {
	return strings.Contains(address, "{YYYY}") && strings.Contains(address, "{MM}") && strings.Contains(address, "{DD}")
}

func sourceURL(into *string) func(value) {
	return func(v value) {
		s, ok := v.scalar()
		if !ok {
			return
		}
		u, err := url.Parse(strings.NewReplacer("{", "", "}", "").Replace(s))
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || len(s) > 2000 {
			v.bad("应是以 http:// 或 https:// 开头的完整网址", "不是网址 %q", s)
			return
		}
		*into = s
	}
}

func schedule(into *string) func(value) {
	return func(v value) {
		s, ok := v.scalar()
		if !ok {
			return
		}
		if _, err := ParseSchedule(s); err != nil {
			v.bad("", "%s", err.Error())
			return
		}
		*into = s
	}
}

func (r *reading) profile(v value) {
	var p gaobang.Profile
	var valid validity
	v.mapping(append(valid.fields(), required("host", host(&p.Host)), optional("path", pathStart(&p.Path)),
		optional("http_fallback", yes(&p.HTTPFallback)), optional("links_to", each(&p.LinksTo, host)),
		optional("list", func(v value) { listProfile(v, &p.List) }),
		optional("article", func(v value) { articleProfile(v, &p.Article) }))...)
	p.Validity = valid.get(v)
	r.books.Profiles = append(r.books.Profiles, p)
	r.profileAt = append(r.profileAt, v)
}

// pathStart reads what the paths of addresses begin with.
func pathStart(into *string) func(value) {
	return func(v value) {
		s, ok := v.scalar()
		if !ok {
			return
		}
		if !strings.HasPrefix(s, "/") || strings.ContainsAny(s, "?# ") || len(s) > 500 {
			v.bad("应是网址里主机名之后的开头部分，如 /xwzx/", "path %q 有误", s)
			return
		}
		*into = s
	}
}

func listProfile(v value, p *gaobang.ListProfile) {
	v.mapping(
		optional("item", selector(&p.Item)), optional("link", selector(&p.Link)), optional("date", selector(&p.Date)),
		optional("next", selector(&p.Next)), optional("next_page", text(&p.NextPage)), optional("next_from", number(&p.NextFrom, 0, 100)),
		optional("render", yes(&p.Render)))
	if p.Item == "" && (!p.Render || p.Link+p.Date != "") || p.Item != "" && p.Link == "" {
		v.bad(`如 {item: "ul.list li", link: a}；只需运行页面脚本时写 {render: true}`, "list 要写明一行（item）和行内的链接（link）")
	}
	if p.NextPage != "" && !strings.Contains(p.NextPage, "{n}") {
		v.bad("如 index_{n}.html", "next_page %q 中没有页码占位 {n}", p.NextPage)
	}
}

func articleProfile(v value, p *gaobang.ArticleProfile) {
	v.mapping(
		optional("title", selector(&p.Title)), optional("published_at", selector(&p.PublishedAt)),
		optional("content_source", selector(&p.ContentSource)), optional("byline", selector(&p.Byline)),
		optional("body", selector(&p.Body)), optional("distrust_pub_date", yes(&p.DistrustPubDate)), optional("render", yes(&p.Render)))
}

// selector reads a CSS selector that compiles.
func selector(into *string) func(value) {
	return func(v value) {
		s, ok := v.scalar()
		if !ok {
			return
		}
		if _, err := cascadia.ParseGroup(s); err != nil {
			v.bad("应是 CSS 选择器，如 ul.list li 或 .content", "选择器 %q 有误：%s", s, gaobang.Worded(err))
		}
		*into = s
	}
}

// ParseProfiles reads the profiles of a sources book alone.
func ParseProfiles(f File) ([]gaobang.Profile, error) {
	var problems Problems
	r := &reading{}
	if doc, ok := parse(f, &problems); ok {
		r.read(doc)
		r.checkProfiles()
	}
	if len(problems) > 0 {
		return nil, problems.sorted(nil)
	}
	return r.books.Profiles, nil
}
