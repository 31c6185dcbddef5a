package extract

import (
	"regexp"
	"strings"

	"github.com/gaobang/gaobang"
)

var (
	sourceLabel = regexp.MustCompile(`(?:信息来源|文章来源|稿件来源|新闻来源|内容来源|来源|稿源|来\s源)\s*[:：]\s*`)
	// What follows the source on its line.
	sourceEnd = regexp.MustCompile(`\s*(?:作者|编辑|责任编辑|责编|发布时间|发布日期|发表时间|更新时间|时间|日期|浏览|点击|阅读|访问|字号|字体|打印|分享|【|\[|（|\(|记者|通讯员|评论|发布人|选稿|审核|信息来源|20\d\d[-年./]|\||｜|我要|手机看|保护视力|参与|扫一扫|大\s*中\s*小|阅\s*读|专栏|举报|原创稿)`)
	notSource = regexp.MustCompile(`(素材|图片|资料|文章|数据|视频|音频|资金|经费|收入|信息)来源`)
)

const maxSource = 40 // characters

// contentSource is the outlet that the page names as its source: the profile's,
// the meta, the labelled line.
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
	for _, i := range d.around(span{min(body.from+3, body.to), body.to}) {
		text := d.lines[i].text
		if gaobang.Chars(text) > 4*longAbout {
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
	for _, text := range about {
		if s := labelledSource(text); s != "" {
			return s
		}
	}
	return ""
}

func labelledSource(text string) string {
	at := sourceLabel.FindStringIndex(text)
	if at == nil {
		return ""
	}
	if at[0] > 0 && notSource.MatchString(text[:at[1]]) && !strings.Contains(text[:at[1]], "信息来源") && !strings.Contains(text[:at[1]], "文章来源") {
		return ""
	}
	return cleanSource(text[at[1]:])
}

// cleanSource drops labels before and everything after the name.
func cleanSource(s string) string {
	s = strings.TrimSpace(s)
	if at := sourceLabel.FindStringIndex(s); at != nil && at[0] == 0 {
		s = s[at[1]:]
	}
	if at := sourceEnd.FindStringIndex(s); at != nil && at[0] > 0 {
		s = s[:at[0]]
	} else if at != nil {
		return ""
	}
	s = strings.Trim(s, " \u3000\"“”'《》:：>）)]】")
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
	if p.PageName == "" {
		p.PageName = d.founder["nodename"]
	}
	return p
}

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
	case d.images > 0 && n < 90 && photoTail.MatchString(a.Body):
		return gaobang.Photo
	}
	return gaobang.News
}

// photoTail ends the words of a photo: 林测试 摄.
var photoTail = regexp.MustCompile(`摄(影报道)?\s*[)）]?\s*$`)
