package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/andybalholm/cascadia"

	"github.com/gaobang/gaobang"
)

// title is the first candidate that holds: the profile's, the e-paper's, the
// heading that stands in <title>, the meta, <title> without the site's name.
func (d *document) title(body span) string {
	if p := d.in.Profile; p != nil && p.Article.Title != "" {
		if t := d.selectText(p.Article.Title); t != "" {
			return clipTitle(t)
		}
	}
	own := withoutSite(d.title0)
	candidates := []string{d.founder["title"], d.metas["articletitle"], d.heading(own, body), d.metas["og:title"], own, d.anyHeading(body), d.in.Link.Title}
	for i, c := range candidates {
		if i == 3 {
			c = withoutSite(c)
		}
		if c = cleanTitle(c); gaobang.Chars(c) >= 2 && !isSiteWord(c) {
			return clipTitle(c)
		}
	}
	return ""
}

// heading is the first heading, or line with a title's name, that <title> begins
// with or holds.
func (d *document) heading(own string, body span) string {
	for _, i := range d.heads {
		if i > body.from+3 && body.to > 0 {
			break
		}
		if t := d.lines[i].text; gaobang.Chars(t) >= 4 && own != "" && (sameText(t, own) || strings.HasPrefix(strip(t), strip(strings.TrimRight(own, ".…")))) {
			return t
		}
	}
	for i := max(0, body.from-linesAbove); i < min(len(d.lines), body.from+3); i++ {
		l := d.lines[i]
		if l.block == nil || l.links > 0 || gaobang.Chars(l.text) < 4 {
			continue
		}
		if names := attr(l.block, "class") + " " + attr(l.block, "id"); titleName.MatchString(names) && (own == "" || sameText(l.text, own)) {
			return l.text
		}
	}
	return ""
}

func strip(s string) string { return strings.ReplaceAll(s, " ", "") }

var titleName = regexp.MustCompile(`(?i)(title|tit\b|biaoti|headline|bt\b)`)

// anyHeading is the last heading above the body, or its first.
func (d *document) anyHeading(body span) string {
	best := ""
	for _, i := range d.heads {
		if i > body.from+3 {
			break
		}
		if l := d.lines[i]; l.links*2 < gaobang.Chars(l.text) && l.head <= 2 {
			best = l.text
		}
	}
	return best
}

func (d *document) selectText(selector string) string {
	s, err := cascadia.ParseGroup(selector)
	if err != nil {
		return ""
	}
	if n := cascadia.Query(d.root, s); n != nil {
		if n.Data == "meta" {
			return squeeze(attr(n, "content"))
		}
		return squeeze(textOf(n))
	}
	return ""
}

var siteMarks = []string{"_", "|", "｜", "--", "——", " - ", "-", "–", "—", "·", " :: ", "<<", "》"}

// withoutSite drops the name of the site and its columns from a <title>: what
// stands behind the first mark, or before the last where the front is short.
func withoutSite(t string) string {
	for _, mark := range siteMarks {
		head, rest, found := strings.Cut(t, mark)
		if !found {
			continue
		}
		head, rest = strings.TrimSpace(head), strings.TrimSpace(rest)
		switch {
		case mark == "-" || mark == "–" || mark == "—" || mark == "——" || mark == "·" || mark == "》":
			// Part of a title as often as a mark: only a site's name behind it goes.
			i := strings.LastIndex(t, mark)
			if tail := strings.TrimSpace(t[i+len(mark):]); isSiteName(tail) && gaobang.Chars(t[:i]) >= 4 {
				return withoutSite(strings.TrimSpace(t[:i]))
			}
		case gaobang.Chars(head) >= 6 || isSiteName(rest):
			return head
		case isSiteName(head) || gaobang.Chars(rest) > gaobang.Chars(head):
			return withoutSite(rest)
		default:
			return head
		}
	}
	return strings.TrimSpace(t)
}

var siteName = regexp.MustCompile(`(?i)(网|报|在线|频道|新闻|门户|政府|民政|局|厅|部|委|委员会|资讯|客户端|首页|台|社|热线|中心|动态|要闻|公司|博客|专题|财经|腾讯|新浪|搜狐|网易|凤凰|澎湃|com|cn|net|日报|晚报|电子版|数字报|平台|论坛|大学|学院|医院)$`)

func isSiteName(s string) bool {
	return s != "" && utf8.RuneCountInString(s) <= 24 && siteName.MatchString(s)
}

func isSiteWord(s string) bool {
	switch s {
	case "首页", "正文", "新闻", "内容", "详情", "新闻详情", "文章", "文章内容", "信息", "无标题文档", "404", "404 Not Found":
		return true
	}
	return false
}

func cleanTitle(s string) string {
	s = strings.TrimSpace(strings.TrimPrefix(squeeze(s), "标题："))
	return strings.TrimSpace(strings.TrimSuffix(s, "_"))
}

func clipTitle(s string) string {
	if r := []rune(s); len(r) > maxTitle {
		return string(r[:maxTitle])
	}
	return s
}

func (d *document) kicker() string   { return d.founder["introtitle"] }
func (d *document) subtitle() string { return d.founder["subtitle"] }
