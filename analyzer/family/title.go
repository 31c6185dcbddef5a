package family

import (
	"regexp"
	"slices"
	"strings"
)

// formOf is a title without its figures, and its figures: 九月低保公示 and
// 十月低保公示 are one form.
func formOf(title []rune) (form, figures uint64) {
	rest := make([]rune, 0, len(title))
	for i := 0; i < len(title); {
		n := max(figureAt(title[i:]), numeralAt(title[i]))
		if n == 0 {
			rest = append(rest, title[i])
			i++
			continue
		}
		rest, figures = append(rest, '#'), mix(figures^valueOf(title[i:i+n]))
		i += n
	}
	return hashRun(rest), figures
}

// numeralAt is 1 where a letter is a numeral: in a title one is a number.
func numeralAt(r rune) int {
	if strings.ContainsRune(numerals, r) {
		return 1
	}
	return 0
}

// filledAgain reports titles that differ in their figures alone: the month, the
// number of the issue. Whatever their texts share, they are two of a series.
func filledAgain(a, b Text) bool { return a.form == b.form && a.figures != b.figures }

// call is a sentence that says nothing of the matter: how to see or get it.
var call = regexp.MustCompile(`[^。！？；\n]*((点击|长按|扫码|扫描|识别)[^。！？；\n]{0,15}(查看|下载|观看|收看|阅读|二维码|视频|链接|附件|关注)|(更多|欢迎|敬请|请)[^。！？；，\n]{0,6}关注|(阅读|查看)原文|(详见|下载)附件|附件下载|请[看见](视频|附件|图片))[^。！？；\n]*[。！？；\n]?`)

// saying is the letters of a body, those of a short one without such sentences: of
// a page that only shows a video or an attachment they are all there is, the same
// under every title.
func saying(letters []rune, body string) []rune {
	if len(letters) >= shortText {
		return letters
	}
	rest := lettersOf(call.ReplaceAllString(body, ""))
	if slices.Equal(rest, letters) {
		return letters
	}
	return rest
}
