package attribute

import (
	"regexp"
	"slices"
	"strings"

	"github.com/gaobang/gaobang/analyzer/gazetteer"
)

// besides are the words before a place that make it nobody's scene: where somebody
// comes from, whose example is followed, or a place of old: 楚都丹阳.
var besides = []string{"借鉴", "来自", "学习", "参照", "仿照", "效仿", "祖籍", "籍贯", "家住", "出生于", "出生在", "生于", "老家在", "娘家在", "毕业于", "楚都", "始都", "故都", "楚国"}

// belongings follow a place that only says where somebody or something is from, or
// is somebody's given name: 丹阳姐姐.
var belongings = []string{
	"籍", "姑娘", "小伙", "媳妇", "女婿", "老乡", "老板", "商人", "青年", "女孩", "男孩", "男子", "女子", "大妈", "大爷", "游客", "农民工",
	"姐姐", "哥哥", "妹妹", "弟弟", "大姐", "大哥", "阿姨", "叔叔", "奶奶", "爷爷", "同学", "女士", "先生",
	"夫妻", "夫妇", "母子", "父子", "母女", "父女",
	"好人", "榜样", "工匠", "走出", "考出", "出生", "长大", "求学",
	"话", "方言", "眼镜", "黄酒", "封缸酒", "同乡", "商会", "段",
}

// isBesides reports whether the place at a span is not where the story plays.
func isBesides(text string, from, to int) bool {
	before := strings.TrimSuffix(strings.TrimSuffix(text[:from], "江苏"), "江苏省")
	for _, word := range besides {
		if strings.HasSuffix(before, word) {
			return true
		}
	}
	return startsWithAny(text[to:], belongings...)
}

// oldDays are eras before ours: what a piece tells of them is nobody's work now.
var oldDays = regexp.MustCompile(`光绪|同治|咸丰|道光|嘉庆|乾隆|雍正|康熙|顺治|崇祯|万历|嘉靖|洪武|永乐|[唐宋明清]朝|民国|(?:[唐宋元明清]|\p{Han}[宗祖])\p{Han}{2}年间|旧志`)

// today are words of our own time: days told of as news, and what old days did not
// have.
var today = regexp.MustCompile(`近日|日前|昨[日天]|今[天年日]|如今|眼下|目前|现在|本报讯|[0-9０-９]{1,2}月[0-9０-９]{1,2}日|(?:19[5-9]|20[0-9])[0-9]年|幸福院|幸福小院|助餐|养老服务|日间照料|护理院|护理员|社工|志愿者|社区|低保|特困|残疾人|民政[局办]|街道`)

// isOfOldDays reports a piece whose title or opening is set in an era before ours,
// and neither has a word of our time: an old house may have a new use.
func (r *reading) isOfOldDays() bool {
	opening := r.article.Title + "\n" + head(r.article.Body, longestOpening)
	return oldDays.MatchString(opening) && !today.MatchString(opening)
}

// isInRow reports a place in a row with another: 句容、溧阳.
func (r *reading) isInRow(n naming) bool {
	text := r.article.Text(n.Field)
	if after, ok := strings.CutPrefix(text[n.To:], "、"); ok && beginsWithPlace(after) {
		return true
	}
	before, ok := strings.CutSuffix(text[:n.From], "、")
	return ok && (cityAtEnd(before) != "" || slices.ContainsFunc(r.areas, func(a area) bool { return a.Field == n.Field && a.To == len(before) }))
}

// beginsWithPlace reports a text that begins with the name of a city or county,
// bare or in full.
func beginsWithPlace(text string) bool {
	letters := 0
	for i := range text {
		if letters++; letters > 2 && len(gazetteer.Named(text[:i])) > 0 {
			return true
		}
		if letters > longestBare+1 {
			break
		}
	}
	return false
}

// summed ends a list that only counts places: 南京、丹阳等地.
var summed = regexp.MustCompile(`^(?:(?:、|和|及)\p{Han}{1,8}?)*等(?:地|市|县|区|[0-9０-９一二三四五六七八九十]+个?(?:市|地|县))`)

// longestSum is how many bytes of a list are read.
const longestSum = 200

func isSummed(text string, to int) bool { return summed.MatchString(head(text[to:], longestSum)) }
