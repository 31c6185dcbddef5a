package extract

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"github.com/gaobang/gaobang"
)

// candidate is a value that may be a field's, and what speaks for it.
type candidate struct {
	value string
	line  int // of the page, -1 for a meta
	score float64
	why   string
}

// title is the profile's, the e-paper's, else the candidate with the most
// evidence: metas, <title>, headings and lines near the body that agree.
func (d *document) title(body span) string {
	if p := d.in.Profile; p != nil && p.Article.Title != "" {
		if t := d.selectText(p.Article.Title); t != "" {
			return clipTitle(t)
		}
	}
	if t := cleanTitle(d.founder["title"]); t != "" {
		return clipTitle(t)
	}
	d.titles = d.titleCandidates(body)
	if len(d.titles) == 0 {
		return ""
	}
	return clipTitle(d.titles[0].value)
}

// The evidence for a title.
const (
	metaTitle     = 6.0 // ArticleTitle of 国办发〔2017〕47号
	openGraph     = 3.0
	pageTitle     = 3.0
	agrees        = 4.0 // a line that <title> or a meta begins with
	headingTitle  = 2.0 // h1, h2
	smallHeading  = 1.0
	namedTitle    = 1.5 // class or id says title
	aboveInfo     = 2.0 // directly above the line of time and source
	nearBody      = 1.0
	farAbove      = -2.0
	genericTitle  = -8.0 // the name of a site or a column
	linkTitle     = 1.0
	titleZone     = 30 // lines above the body in which a title may stand
	titleAfter    = 3  // lines of the body in which one may
	shortestTitle = 4
	longestTitle  = 80
)

func (d *document) titleCandidates(body span) []candidate {
	own := withoutSite(d.title0)
	var all []candidate
	add := func(value string, line int, score float64, why string) {
		if value = cleanTitle(value); gaobang.Chars(value) < 2 {
			return
		}
		if isSiteWord(value) || strings.ContainsAny(value, "<>") || isSiteName(value) && gaobang.Chars(value) < 10 || value == strings.TrimSpace(d.metas["sitename"]) || value == strings.TrimSpace(d.metas["columnname"]) {
			score += genericTitle
			why += "，像栏目或网站名"
		}
		for i := range all {
			if sameLetters(all[i].value, value) { // they speak for each other
				all[i].score += score
				all[i].why += "；" + why
				return
			}
		}
		all = append(all, candidate{value, line, score, why})
	}
	add(d.metas["articletitle"], -1, metaTitle, "meta ArticleTitle")
	add(withoutSite(d.metas["og:title"]), -1, openGraph, "og:title")
	add(own, -1, pageTitle, "<title>")
	add(d.in.Link.Title, -1, linkTitle, "列表中的标题")
	for i := max(0, body.from-titleZone); i < min(len(d.lines), body.from+titleAfter); i++ {
		if c, ok := d.titleLineAt(i, body, own); ok {
			add(c.value, c.line, c.score, c.why)
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	return all
}

// mayBeTitle leaves out lines that are no title whatever speaks for them.
func (d *document) mayBeTitle(i int, body span, own string) bool {
	l := d.lines[i]
	switch {
	case l.chars < shortestTitle || l.chars > longestTitle || strings.Contains(l.text, "\t"):
		return false
	case l.head == 0 && l.links*2 > l.chars && (own != "" || body.from-i > 2):
		return false
	case l.head == 0 && i >= body.from && !sameLetters(l.text, own) && !sameLetters(l.text, d.title0):
		return false
	}
	plain := clean(l.text)
	noise, _ := noiseCues.cue(plain)
	return len(noise) <= len("收藏") && !isAbout(l.text) && !commentCues.first(plain) && ParseTime(l.text).IsZero()
}

// titleLineAt weighs a line as a title.
func (d *document) titleLineAt(i int, body span, own string) (candidate, bool) {
	if !d.mayBeTitle(i, body, own) {
		return candidate{}, false
	}
	l := d.lines[i]
	if i > 0 && sameHeading(d.lines[i-1], l) {
		return candidate{}, false // the second line of a heading
	}
	c := candidate{value: d.heading(i, own), line: i, why: "正文上方的一行"}
	sum := func(score float64, why string) { c.score += score; c.why += "，" + why }
	switch {
	case d.agreesWith(l.text, d.title0) || d.agreesWith(l.text, own):
		sum(pageTitle+agrees, "与 <title> 一致")
	case d.agreesWith(l.text, d.metas["articletitle"]) || d.agreesWith(l.text, d.metas["og:title"]):
		sum(agrees, "与 meta 一致")
	}
	switch l.head {
	case 1, 2:
		sum(headingTitle, "大标题")
	case 3, 4, 5:
		sum(smallHeading, "小标题")
	}
	if l.block != nil && titleName.MatchString(nameOf(l.block)) {
		sum(namedTitle, "标签名为标题")
	}
	if i+1 < len(d.lines) && (infoLine(d.lines[i+1].text) || i+2 < len(d.lines) && infoLine(d.lines[i+2].text)) {
		sum(aboveInfo, "在时间来源行上方")
	}
	switch gap := body.from - i; {
	case gap >= 1 && gap <= 2 && l.chars >= 8 && countMarks(l.text) <= 1:
		sum(3*nearBody-float64(gap)/4, "就在正文上方")
	case gap <= 6:
		sum(nearBody, "紧靠正文")
	case gap > titleZone/2:
		sum(farAbove, "离正文远")
	}
	return c, c.score > nearBody
}

// heading is the i-th line, with the lines behind it in one heading where <title>
// does not say that the first is all.
func (d *document) heading(i int, own string) string {
	l := d.lines[i]
	value := l.withoutBadge()
	if l.head == 0 || sameLetters(value, own) {
		return value
	}
	for _, more := range d.lines[i+1 : min(len(d.lines), i+3)] {
		if !sameHeading(l, more) || gaobang.Chars(value)+more.chars > longestTitle {
			break
		}
		value += " " + more.text
	}
	return value
}

// sameHeading reports two lines of one heading.
func sameHeading(a, b line) bool {
	h := headingOf(a.block)
	return h != nil && h == headingOf(b.block)
}

func headingOf(n *html.Node) *html.Node {
	for n != nil && headingLevel(n) == 0 {
		n = parentBlock(n)
	}
	return n
}

// badges are words that sites set before a title in an element of their own.
var badges = []string{"原创", "转载", "置顶", "独家", "推荐", "视频", "图文", "快讯", "头条", "热"}

func (l line) withoutBadge() string {
	for _, at := range l.cuts {
		if at > 0 && at < len(l.text) {
			if slices.Contains(badges, strings.TrimSpace(l.text[:at])) {
				return strings.TrimSpace(l.text[at:])
			}
			break
		}
	}
	return l.text
}

// infoLine reports a line of time and source.
func infoLine(s string) bool {
	return len(s) < 300 && !ParseTime(s).IsZero() && mostlyTime(s)
}

// agreesWith reports that a line is a reference title, or its beginning where the
// reference goes on with the site's name, or goes on where the reference was cut.
func (d *document) agreesWith(line, reference string) bool {
	reference = cleanTitle(reference)
	if reference == "" {
		return false
	}
	if sameLetters(line, reference) {
		return true
	}
	a, b := letters(line), letters(strings.TrimRight(reference, ".…"))
	switch {
	case utf8.RuneCountInString(a) >= 6 && strings.HasPrefix(b, a):
		rest := strings.TrimLeft(reference, " ")
		return siteTail(rest, line)
	case utf8.RuneCountInString(b) >= 8 && strings.HasPrefix(a, b) && (strings.HasSuffix(reference, "…") || strings.HasSuffix(reference, "...")):
		return true
	}
	return false
}

// siteTail reports that a reference which begins with the line goes on behind a
// mark or with a site's name, not with the second half of a title.
func siteTail(reference, line string) bool {
	rest := reference
	if strings.HasPrefix(rest, line) {
		rest = rest[len(line):]
	} else {
		return true
	}
	bare := strings.TrimLeft(rest, " _-|｜—–:：<>《》·")
	return isSiteName(bare) && !strings.ContainsAny(bare, "_|") || strings.HasPrefix(strings.TrimSpace(rest), "_") ||
		bare != rest && strings.ContainsAny(rest, "_-|")
}

func letters(s string) string { return strings.Map(dropMarks, s) }

func sameLetters(a, b string) bool {
	a, b = letters(a), letters(b)
	return a != "" && a == b
}

var titleName = regexp.MustCompile(`(?i)(title|tit\d?\b|biaoti|headline|\bbt\b)`)

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

var siteMarks = []string{"_", "|", "｜", "--", "——", " - ", "-", "–", "—", "·", " :: ", "<", ">", "》", " "}

// withoutSite drops the name of the site and its columns from a <title>: what
// stands behind the first mark, or before the last where the front is short.
func withoutSite(t string) string {
	t = strings.TrimSpace(t)
	for _, mark := range siteMarks {
		head, rest, found := strings.Cut(t, mark)
		if !found {
			continue
		}
		head, rest = strings.TrimSpace(head), strings.TrimSpace(rest)
		switch {
		case mark == "-" || mark == "–" || mark == "—" || mark == "——" || mark == "·" || mark == "》" || mark == " ":
			// Part of a title as often as a mark: only a site's name behind it goes.
			i := strings.LastIndex(t, mark)
			if tail := strings.TrimSpace(t[i+len(mark):]); isSiteName(tail) && gaobang.Chars(t[:i]) >= 4 && (mark != " " || strongSite.MatchString(tail)) {
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
	return t
}

var strongSite = regexp.MustCompile(`(?i)^.{1,10}(网|在线|热线|官网|网站|日报|晚报|电子版|数字报|客户端)$`)

// siteEnds are how the names of sites and their columns end.
var siteEnds = strings.Fields("网 报 在线 频道 新闻 门户 政府 民政 局 厅 部 委 委员会 资讯 客户端 首页 台 社 热线 中心 动态 要闻 公司 博客 专题 财经 腾讯 新浪 搜狐 网易 凤凰 澎湃 com cn net 日报 晚报 电子版 数字报 平台 论坛 大学 学院 医院 官网 网站 paper")

func isSiteName(s string) bool {
	if utf8.RuneCountInString(s) > 24 {
		return false
	}
	s = strings.ToLower(s)
	return slices.ContainsFunc(siteEnds, func(end string) bool { return strings.HasSuffix(s, end) })
}

func isSiteWord(s string) bool {
	switch s {
	case "首页", "正文", "新闻", "内容", "详情", "新闻详情", "文章", "文章内容", "信息", "无标题文档", "404", "404 Not Found", "新闻动态", "工作动态", "通知公告",
		"文章详情", "内容详情", "信息详情", "新闻中心", "图片新闻", "要闻", "详细信息", "公示公告", "政务公开", "部门动态", "基层动态":
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
