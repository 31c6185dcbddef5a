package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
)

var (
	sourceLabel = regexp.MustCompile(`(?:信息来源|文章来源|稿件来源|新闻来源|内容来源|来\s*源|來\s*源|稿\s*源|出处)\s*[:：]\s*`)
	// What follows the source on its line.
	sourceEnd = regexp.MustCompile(`\s*(?:作者|编辑|责任编辑|责编|发布时间|发布日期|发表时间|更新时间|时间|日期|浏览|点击|阅读|访问|字号|字体|打印|分享|【|\[|（|\(|记者|通讯员|评论|发布人|选稿|审核|信息来源|20\d\d[-年./]|\||｜|我要|手机看|保护视力|参与|扫一扫|大\s*中\s*小|阅\s*读|专栏|举报|原创稿|撰稿|供稿|索引号|热度|点赞|收藏|纠错|用手机|跟贴|人参与)`)
	notSource = regexp.MustCompile(`(素材|图片|资料|数据|视频|音频|资金|经费|收入)来源`)
	// The imprint of an e-paper names who makes it: 甲城日报社出版|国内统一刊号.
	imprint = regexp.MustCompile(`([\p{Han}]{2,12}?报)社?(?:主办|主管|出版).{0,40}(?:刊号|邮发代号)`)
	// Words beside a time that are no outlet.
	notOutlet = regexp.MustCompile(`^(?:来自|楼主|用户|网友|站长|管理员|匿名|游客|网络|举报|评论|跟贴|参与|阅读|浏览量?|阅读量|播放量?|点击|收藏|分享|字号|字体|打印|关闭|纠错|大|中|小|更新|发布|时间|日期|星期.|周.|上午|下午|正文|关注|订阅|作者|编辑|责任编辑|原创|转载|首页|查看.*|我要.*|发表.*|.*评论|\d.*|.{0,8}条|.{0,8}次|人民币)$`)
	outletEnd = regexp.MustCompile(`(?:网|报|社|台|频道|在线|新闻|周刊|杂志|局|厅|委|办|部|政府|中心|发布|客户端|观察|财经|之声|融媒|时报|导报|晨报|晚报|商报|都市|号|传媒|集团|学会|协会|民政|日讯|快报|热线|报道)$`)
)

// edition is what e-papers put behind their name.
var edition = regexp.MustCompile(`(?:数字报|电子版|电子报|数字版|多媒体数字版)$`)

const maxSource = 40 // characters

// contentSource is the outlet that the page names as its source: the profile's,
// the meta's, the labelled line's above the body, the name beside the time, the
// labelled line's at the body's end or below, the imprint's.
func (d *document) contentSource(body span, about []string) string {
	if p := d.in.Profile; p != nil && p.Article.ContentSource != "" {
		if s := cleanSource(d.selectText(p.Article.ContentSource)); s != "" {
			return s
		}
	}
	for _, name := range []string{"contentsource", "source", "mediaid", "og:article:source", "article:source"} {
		if s := cleanSource(d.metas[name]); s != "" && !strings.Contains(s, "://") {
			return s
		}
	}
	above, below := d.around(span{min(body.from+3, body.to), body.to})
	if s := d.sourceWithin(above); s != "" {
		return s
	}
	beside := d.besideTime(span{max(0, body.from-titleZone), min(body.from+4, body.to)})
	if beside != "" && !strings.HasSuffix(d.title0, beside) {
		return beside
	}
	for _, text := range about {
		if s := labelledSource(text); s != "" {
			return s
		}
	}
	if s := d.sourceWithin(below); s != "" {
		return s
	}
	if beside != "" { // the site itself, which names no other
		return beside
	}
	for _, l := range d.lines {
		if !strings.Contains(l.text, "号") {
			continue
		}
		if m := imprint.FindStringSubmatch(l.text); m != nil {
			return m[1]
		}
	}
	return ""
}

func (d *document) sourceWithin(lines span) string {
	for i := lines.from; i < lines.to; i++ {
		text := d.lines[i].text
		if len(text) > 4*longAbout*3 || !strings.ContainsAny(text, ":：") || !strings.ContainsAny(text, "源处") {
			continue
		}
		if s := labelledSource(text); s != "" {
			return s
		}
		// 来源： and its name stand in two blocks.
		if at := sourceLabel.FindStringIndex(text); at != nil && strings.TrimSpace(text[at[1]:]) == "" && i+1 < len(d.lines) {
			if s := cleanSource(d.lines[i+1].text); s != "" && !timeLabel.MatchString(s) {
				return s
			}
		}
	}
	return ""
}

func labelledSource(text string) string {
	for _, at := range sourceLabel.FindAllStringIndex(text, 3) {
		label := text[max(0, at[0]-len("素材")):at[1]]
		if notSource.MatchString(label) {
			continue
		}
		if s := cleanSource(text[at[1]:]); s != "" {
			return s
		}
	}
	return ""
}

// besideTime is the outlet that stands beside the time without a label:
// 2026-11-20 08:31 甲城日报.
func (d *document) besideTime(lines span) string {
	for i := lines.to - 1; i >= lines.from; i-- {
		l := d.lines[i]
		if l.chars > longAbout || l.links*4 > l.chars*3 || !hasDigits(l.text) || isPosted(l.text) || sourceLabel.MatchString(l.text) {
			continue
		}
		at := timeAt(l.text)
		if at == nil {
			continue
		}
		before, after := "", ""
		for _, word := range l.words(at) {
			if strings.HasSuffix(word.text, ":") || strings.HasSuffix(word.text, "：") {
				continue // a label
			}
			word.text = strings.Trim(word.text, "·•|｜/[]【】()（）:： ")
			word.text = edition.ReplaceAllString(word.text, "")
			if n := utf8.RuneCountInString(word.text); n < 2 || n > 16 || notOutlet.MatchString(word.text) || strings.ContainsAny(word.text, ":：") || !strings.ContainsFunc(word.text, isHan) {
				continue
			}
			switch {
			case word.from >= at[1] && after == "":
				after = word.text
			case word.from < at[0]:
				before = word.text // the last one
			}
		}
		for _, s := range []string{after, before} {
			if s != "" && (outletEnd.MatchString(s) || l.cuts != nil && utf8.RuneCountInString(s) <= longestAccount) {
				return s
			}
		}
	}
	return ""
}

// timeAt is where a line of time and source has its time.
func timeAt(s string) []int {
	if infoLine(s) {
		return fullTime.FindStringIndex(s)
	}
	if m := monthDay.FindStringSubmatchIndex(s); m != nil {
		return []int{m[2], m[9]}
	}
	return nil
}

// isPosted reports the line of a blog beside whose time its writer stands.
func isPosted(s string) bool {
	return len(s) > len("posted") && strings.EqualFold(s[:len("posted")], "posted")
}

// longestAccount is the letters of a name beside the time that does not end as
// outlets do; a longer one is a title in a list.
const longestAccount = 8

type word struct {
	text string
	from int
}

// words are the words of a line between its cuts and spaces, without the run at.
func (l line) words(at []int) []word {
	var all []word
	from := 0
	stops := append(slices.Clone(l.cuts), at[0], at[1], len(l.text))
	slices.Sort(stops)
	for _, stop := range stops {
		if stop <= from {
			continue
		}
		if from >= at[1] || stop <= at[0] {
			for at := from; at < stop; {
				rest := l.text[at:stop]
				end := strings.IndexAny(rest, " \t")
				if end < 0 {
					end = len(rest)
				}
				if end > 0 {
					all = append(all, word{rest[:end], at})
				}
				at += end + 1
			}
		}
		from = stop
	}
	return all
}

// cleanSource drops labels before and everything after the name.
func cleanSource(s string) string {
	s = strings.TrimSpace(s)
	if at := sourceLabel.FindStringIndex(s); at != nil && at[0] == 0 {
		s = s[at[1]:]
	}
	s = strings.TrimLeft(s, " \u3000\"“'《:：>（([【")
	if isAbout(s) {
		return ""
	}
	if at := sourceEnd.FindStringIndex(s); at != nil {
		s = s[:at[0]]
	}
	s, _, _ = strings.Cut(strings.TrimSpace(s), "\t")
	s, _, _ = strings.Cut(s, "]")
	s = strings.Trim(s, " \u3000\"“”'《》:：>）)]】、，。,;；\ufffd")
	if gaobang.Chars(s) > maxSource || gaobang.Chars(s) < 2 {
		return ""
	}
	return s
}

// locality is the division in the site's 47号文 code.
func (d *document) locality() gaobang.Division {
	division, _ := gaobang.DivisionOfSiteIDCode(d.metas["siteidcode"])
	return division
}

// placement is where the piece stood, as the page says, else as its list said.
func (d *document) placement() gaobang.Placement {
	p := d.in.Link.Placement
	if p.Column == "" {
		p.Column = d.metas["columnname"]
	}
	name := p.PageName
	if name == "" {
		name = d.founder["nodename"]
	}
	for i := 0; name == "" && i < len(d.lines) && i < max(d.body.from, 1); i++ {
		if l := d.lines[i]; l.chars <= longAbout && strings.Contains(l.text, "版") && pageOfPaper.MatchString(l.text) {
			name = l.text
		}
	}
	if m := pageOfPaper.FindStringSubmatch(name); m != nil {
		if p.Page == "" {
			p.Page = m[1]
		}
		name = m[2]
	}
	p.PageName = name
	return p
}

// pageOfPaper is a page of a paper: 第A02版：综合新闻, 02版：民生.
var pageOfPaper = regexp.MustCompile(`(?:第\s*)?\b?([A-Z]?\d{1,3})\s*版\s*[:：]\s*([\p{Han}·/]{2,12})`)

// form is what sort of piece it is, by its title and what it is made of.
func (d *document) form(a gaobang.Article) gaobang.Form {
	n := gaobang.Chars(a.Body)
	switch t := a.Title; {
	case strings.HasPrefix(t, "图片新闻") || strings.HasPrefix(t, "组图") || strings.HasPrefix(t, "图集") || strings.HasPrefix(t, "（图）") || strings.Contains(a.Placement.Column, "图片新闻"):
		return gaobang.Photo
	case strings.HasPrefix(t, "视频") || strings.HasPrefix(t, "【视频】") || d.videos > 0 && n < 120:
		return gaobang.Video
	case strings.Contains(a.Placement.Column, "调研") || strings.Contains(t, "调研报告"):
		return gaobang.Research
	case strings.Contains(a.Placement.Column, "简讯") || strings.HasPrefix(t, "简讯"):
		return gaobang.Brief
	case len(d.images) > 0 && n < 90 && photoTail.MatchString(a.Body):
		return gaobang.Photo
	}
	return gaobang.News
}

// photoTail ends the words of a photo: 林测试 摄.
var photoTail = regexp.MustCompile(`摄(影报道)?\s*[)）]?\s*$`)
