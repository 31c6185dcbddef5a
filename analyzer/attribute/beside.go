package attribute

import (
	"regexp"
	"strings"
)

// besides are the words before a place that make it nobody's scene: where somebody
// comes from, whose example is followed, or a place of old: 楚都丹阳.
var besides = []string{"借鉴", "来自", "学习", "参照", "仿照", "效仿", "祖籍", "籍贯", "家住", "出生于", "毕业于", "楚都", "始都", "故都", "楚国"}

// belongings follow a place that only says where somebody or something is from, or
// is somebody's given name: 丹阳姐姐.
var belongings = []string{
	"籍", "姑娘", "小伙", "媳妇", "女婿", "老乡", "老板", "商人", "青年", "女孩", "男孩", "男子", "女子", "大妈", "大爷", "游客", "农民工",
	"姐姐", "哥哥", "妹妹", "弟弟", "大姐", "大哥", "阿姨", "叔叔", "奶奶", "爷爷", "同学", "女士", "先生",
	"夫妻", "夫妇", "母子", "父子", "母女", "父女",
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

// summed ends a list that only counts places: 南京、丹阳等地.
var summed = regexp.MustCompile(`^(?:(?:、|和|及)\p{Han}{1,8}?)*等(?:地|市|县|区|[0-9一二三四五六七八九十]+个?(?:市|地|县))`)

// longestSum is how many bytes of a list are read.
const longestSum = 200

func isSummed(text string, to int) bool { return summed.MatchString(head(text[to:], longestSum)) }
