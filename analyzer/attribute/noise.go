package attribute

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
)

// pageLines begin lines of a page that do not belong to the piece.
var pageLines = []string{
	"上一篇", "下一篇", "上一条", "下一条", "上篇", "下篇", "标签", "关键词", "关键字", "热词", "网友评论", "评论区", "部门导航", "网站导航", "栏目导航",
	"友情链接", "相关链接", "快速链接", "免责声明", "分享到", "扫一扫", "当前位置", "您的位置", "您所在的位置",
	"热门", "推荐", "更多", "延伸", "导读", "返回", "附件下载", "上一页", "下一页",
}

// furtherReading are lines after which the page lists other pieces.
var furtherReading = []string{
	"推荐阅读", "相关阅读", "相关新闻", "相关报道", "相关稿件", "相关文章", "相关推荐", "延伸阅读", "热门推荐", "热门文章", "热点新闻", "猜你喜欢",
	"更多新闻", "更多精彩", "精彩推荐", "往期回顾", "往期推荐", "最新文章", "图片推荐", "本网推荐",
}

// noiseSpans are the parts of the body that are the page's and not the piece's,
// and private notices: of lost papers, in which an office is only named as who
// issued them, and of deaths, in which the house of the funeral is.
func noiseSpans(a *gaobang.Article) []gaobang.Span {
	if utf8.RuneCountInString(a.Body) <= longestNotice && isDeathNotice(a.Title+"\n"+a.Body) {
		return []gaobang.Span{{Field: gaobang.FieldBody, From: 0, To: len(a.Body)}}
	}
	var all []gaobang.Span
	for _, line := range lines(a, gaobang.FieldBody) {
		text := strings.TrimLeft(textOf(a, line), " \u3000·>》【[")
		switch {
		case isFurtherReading(text):
			return append(all, gaobang.Span{Field: line.Field, From: line.From, To: len(a.Body)})
		case isPageLine(text), isTrail(text), isMenu(text), strings.HasPrefix(text, "#"), isLostNotice(text), isDeathNotice(text):
			all = append(all, line)
		}
	}
	return all
}

// isPageLine reports a word of the page that a sign or the line's end follows:
// 标签：民政, and not 标签化的说法.
func isPageLine(text string) bool {
	for _, word := range pageLines {
		if rest, ok := strings.CutPrefix(text, word); ok {
			r, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, " \u3000"))
			return rest == "" || strings.ContainsRune(":：]】>》|｜ \u3000", r)
		}
	}
	return false
}

// isLostNotice reports a line of notices of lost papers: it opens with the loss or ends
// in what is void. A home that takes somebody in without papers tells a story.
func isLostNotice(text string) bool {
	return strings.Contains(text, "遗失") && containsAny(text, "作废", "声明") &&
		(strings.HasPrefix(text, "遗失") || endsWithAny(strings.TrimRight(text, "。.！!；; \u3000"), "作废", "声明", "无效"))
}

// isDeathNotice reports a notice of whom somebody mourns, and where and when one
// may take leave. A story about somebody's funeral is none, nor what an office tells
// of its burials: 市民政局定于…举行集体告别仪式.
func isDeathNotice(text string) bool {
	if !containsAny(text, deathWords...) {
		return false // as most lines do: the patterns are dear
	}
	if kinDied.MatchString(text) {
		return true
	}
	return died.MatchString(text) && (deathTitle.MatchString(text) || leave.MatchString(text))
}

// A notice of a death by its words: its title, a death of kin with which it opens,
// and a day of leave that is set by nobody or by the rite itself: 兹定于…举行告别仪式,
// 告别仪式定于…举行. One who stands before 定于 is at work.
var (
	deathWords = []string{"逝世", "辞世", "病故", "去世", "仙逝", "病逝"}

	died       = regexp.MustCompile(`(?:` + strings.Join(deathWords, "|") + `)(?:于|\P{Han}|$)`)
	kinDied    = regexp.MustCompile(`^(?:[先家慈][父母]|先[夫妻祖])[^。！？般的]{0,60}(?:` + strings.Join(deathWords, "|") + `)`)
	deathTitle = regexp.MustCompile(`^讣[告闻](?:\P{Han}|$)`)
	leave      = regexp.MustCompile(`(?:^|\P{Han})[兹现谨]?定于[^。！？；\n]{0,60}(?:告别|追悼|吊唁|出殡)|(?:告别|追悼)(?:仪式|会)[兹现谨]?定于|[敬泣]告[^。！？；\n]{0,60}(?:告别|追悼|吊唁|出殡)|(?:告别|追悼|吊唁|出殡)[^。！？\n]{0,60}[敬泣]告`)
)

// longestNotice is how many letters a private notice has.
const longestNotice = 300

func containsAny(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

// isMenu reports a row of offices with nothing but spaces between: links of a page.
func isMenu(text string) bool {
	offices := 0
	for word := range strings.FieldsSeq(text) {
		if !endsInAny(word, "局委办会院厅部") {
			return false
		}
		offices++
	}
	return offices >= 3
}

// isTrail reports the way to the page, or a row of its links: 首页 > 部门动态 > 市民政局.
func isTrail(text string) bool {
	return strings.Count(text, ">")+strings.Count(text, "»")+strings.Count(text, "›") >= 2 ||
		strings.HasPrefix(text, "首页") && strings.ContainsAny(text, ">»›")
}

func isFurtherReading(text string) bool {
	text = strings.TrimRight(text, "：:】]>》 \u3000")
	return slices.Contains(furtherReading, text)
}
