package entry

import (
	"regexp"
	"strings"
)

// everyTitle is what the headlines of any civil affairs office share, and what so tells
// none from another: who acts, that something was done, and for whom a word more.
var everyTitle = regexp.MustCompile(`社会事务[局办]|社会福利院|福利院|救助管理站|婚姻登记处|殡仪馆|慈善总会|民政[局办所]?|` +
	`走访|慰问|看望|开展|举办|举行|召开|组织|启动|推进|推动|部署|提高|提升|调整|加强|做好|深入|积极|扎实|全面|全力|持续|有序|联合|切实|` +
	`活动|工作|会议|仪式|标准|关于|通知|公告|公示|通告|情况|系列|专项|主题|服务|检查|调研|培训|` +
	`[我全本各]市|[我全本各]县|[我全本各]区|我局|局长|书记|一行|图片新闻|组图|简讯|视频|今日|近日`)

// placeFirst is the places that a part of a headline begins with: 丹阳市云阳街道.
var placeFirst = regexp.MustCompile(`^(?:\p{Han}{2}(?:街道|社区|[省市县镇乡村]))+`)

// Alike reports whether a page, by its title and body, may be the piece of a title
// that a person entered: titles are shortened, lose their kicker or gain the name of
// a column, and share most of their letters all the same, beside the names and words
// that all headlines of an office share.
func Alike(entered, title, body string) bool {
	whole, other := Identity(entered), Identity(title)
	if whole == "" || other == "" || whole == other || within(whole, other) || within(other, whole) || within(whole, Identity(body)) {
		return true
	}
	few, many := pairsOf(whole), pairsOf(other)
	if len(few) > len(many) {
		few, many = many, few
	}
	shared := 0
	for p := range few {
		if many[p] {
			shared++
		}
	}
	return 2*shared > len(few)
}

// IsTelling reports a title, as Identity gives it, long enough to tell its piece from
// others: 公示 and 图片新闻 stand over many, and in many texts.
func IsTelling(title string) bool { return len([]rune(title)) >= 6 }

func within(title, text string) bool {
	return IsTelling(title) && strings.Contains(text, title)
}

// pairsOf is the pairs of letters that tell a title from others.
func pairsOf(title string) map[[2]rune]bool {
	pairs := map[[2]rune]bool{}
	for part := range strings.SplitSeq(everyTitle.ReplaceAllString(title, " "), " ") {
		letters := []rune(placeFirst.ReplaceAllString(part, ""))
		for i := 1; i < len(letters); i++ {
			pairs[[2]rune{letters[i-1], letters[i]}] = true
		}
	}
	return pairs
}
