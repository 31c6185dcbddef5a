package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
)

var (
	// Lines about the piece.
	aboutLine = regexp.MustCompile(`^[\[(（【〔\s]*(?:本文)?(责任编辑|责任编审|责任校对|责编|编辑|编审|审核|审稿|初审|二审|三审|复审|终审|主审|校对|监制|统筹|作者|文章作者|信息作者|记者|通讯员|撰稿|供稿|供稿单位|上报单位|来源|信息来源|文章来源|稿源|稿件来源|新闻来源|摄影|发布单位|发布机构|发布人|录入|值班编委|实习编辑|文/图|文\s*/|图\s*/)\s*[:：/／|｜丨]?`)
	// The body has ended where such a line stands.
	endLine = regexp.MustCompile(`^[\[(（【〔·•\s>》]*(相关新闻|相关链接|相关阅读|相关文章|相关报道|相关稿件|相关专题|延伸阅读|推荐阅读|热门推荐|精彩推荐|猜你喜欢|更多新闻|热点新闻|上一篇|下一篇|前一篇|后一篇|网友评论|发表评论|我要评论|我来说两句|全部评论|版权声明|免责声明|特别声明|扫一扫|打印本页|关闭窗口|分享到|附件下载|最新评论|返回顶部|扫码|长按|关注我们|点击查看更多|特此声明|返回.{0,8}首页|点击进入专题|更多精彩)`)
	// Lines that are the page's, not the piece's.
	noiseLine     = regexp.MustCompile(`^[\[(（【〔\s]*(原标题|字体|字号|【?字体|大\s*中\s*小|打印|收藏|浏览次数|浏览量|点击数|点击量|点击[:：]|阅读[:：]|阅读量|阅读次数|访问次数|访问量|分享|当前位置|您的位置|您现在的位置|首页\s*[>》]|评论\(?\d*|保护视力色|发布时间|发布日期|发表时间|更新时间|时间[:：]|日期[:：]|索引号|文号|主题分类|【?打印本稿|微信|微博|QQ空间|点击下载|本文来自|转载请注明|扫描二维码|语音播报|无障碍|A[+-]\b|T[+-]?\b)`)
	copyrightLine = regexp.MustCompile(`(?i)^(copyright|©|版权所有|主办单位|承办单位|网站标识码|苏ICP备|备案号|ICP备|.{0,12}ICP备)`)
	pageLine      = regexp.MustCompile(`^[\d\s<>《》«»上下一页首尾末第共/]+$`)
)

// longAbout is the letters over which a line that begins like one about the
// piece is text after all.
const longAbout = 60

// split takes the body's lines apart: paragraphs of the piece, and lines about it.
func (d *document) split(body span, title string) (paragraphs, about []string) {
	for i := body.from; i < body.to; i++ {
		l := d.lines[i]
		n := gaobang.Chars(l.text)
		switch {
		case endLine.MatchString(l.text) && n <= longAbout:
			if gaobang.Chars(joinLines(paragraphs)) >= minBody {
				return paragraphs, about
			}
		case copyrightLine.MatchString(l.text), noiseLine.MatchString(l.text) && n <= 2*longAbout, pageLine.MatchString(l.text):
			if isAbout(l.text) || strings.Contains(l.text, "来源") && n <= 2*longAbout {
				about = append(about, l.text)
			}
		case len(paragraphs) == 0 && (l.text == title || l.head > 0 && sameText(l.text, title)):
		case isAbout(l.text) && n <= longAbout && !isByline(l.text):
			about = append(about, l.text)
		case l.links*10 > n*7 && n < 40:
			// a line of links within the text
		default:
			paragraphs = append(paragraphs, l.text)
		}
	}
	return paragraphs, about
}

// isAbout reports a line about the piece: a label with a sign behind it, or a
// label and names in a line too short for a sentence.
func isAbout(s string) bool {
	at := aboutLine.FindStringIndex(s)
	if at == nil {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s[:at[1]], " "))
	return strings.ContainsRune(":：/／|｜丨", last) || gaobang.Chars(s) <= 20 && !strings.ContainsAny(s, "，。")
}

// isByline reports a line that begins the story: 本报讯 or a bracket of makers with
// text behind it.
func isByline(s string) bool {
	i := strings.IndexAny(s, "）)")
	return (strings.HasPrefix(s, "（") || strings.HasPrefix(s, "(")) && i >= 0 && utf8.RuneCountInString(s[i:]) > 12
}

func sameText(a, b string) bool {
	drop := func(r rune) rune {
		if strings.ContainsRune(" \u3000“”\"'‘’《》:：,，.。!！?？-—_|", r) {
			return -1
		}
		return r
	}
	a, b = strings.Map(drop, a), strings.Map(drop, b)
	return a != "" && (a == b || strings.Contains(b, a) && len(a) > 24 || strings.Contains(a, b) && len(b) > 24)
}

// around are the lines above the body from its title on, and those just below.
const (
	linesAbove = 40
	linesBelow = 12
)

// metaLines are the lines around the body that speak of the piece.
func (d *document) metaLines(body span) []string {
	var all []string
	for _, i := range d.around(body) {
		l := d.lines[i]
		if n := gaobang.Chars(l.text); n <= 2*longAbout && (isAbout(l.text) || labelled.MatchString(l.text)) && l.links*2 <= n+2 {
			all = append(all, l.text)
		}
	}
	for _, name := range []string{"author"} {
		if v := d.founder[name]; v != "" {
			all = append(all, "作者："+v)
		}
	}
	return all
}

var labelled = regexp.MustCompile(`(来源|稿源|作者|记者|通讯员|责任编辑|责编|编辑|供稿|上报单位|信息员)\s*[:：/]`)

// around is the numbers of the lines near the body, above first.
func (d *document) around(body span) []int {
	var all []int
	for i := max(0, body.from-linesAbove); i < body.from; i++ {
		all = append(all, i)
	}
	for i := body.to; i < min(len(d.lines), body.to+linesBelow); i++ {
		all = append(all, i)
	}
	return all
}
