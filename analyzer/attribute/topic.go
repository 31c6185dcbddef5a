package attribute

import "strings"

// civilAffairs are words of the field. They alone name nobody; with a place they
// say that a piece about the place is about this field (三定 lists of departments,
// and the business that moved to 退役军人 and 应急 offices in 2018, for old pieces).
var civilAffairs = []string{
	"民政", "低保", "最低生活保障", "特困", "社会救助", "临时救助", "流浪乞讨", "救助管理", "困难群众", "困难家庭",
	"养老", "敬老院", "福利院", "助餐", "高龄", "尊老金", "孤儿", "困境儿童", "留守儿童", "未成年人保护", "儿童福利",
	"婚姻登记", "结婚登记", "离婚登记", "颁证", "婚俗", "殡葬", "公墓", "殡仪", "火化", "文明祭扫", "生态安葬",
	"社会组织", "慈善", "福彩", "福利彩票", "地名", "行政区划", "社会工作", "社工", "志愿服务", "残疾人两项补贴", "困难残疾人",
	"优抚", "双拥", "救灾",
}

// enoughWords is how many different words of the field make a piece one of it
// where 民政 itself is not said.
const enoughWords = 2

// isCivilAffairs reports whether the texts are about this field.
func isCivilAffairs(texts ...string) bool {
	seen := 0
	for _, word := range civilAffairs {
		for _, text := range texts {
			if !strings.Contains(text, word) || word == "民政" && !saysCivilAffairs(text) {
				continue
			}
			if seen++; word == "民政" || seen >= enoughWords {
				return true
			}
			break
		}
	}
	return false
}

// saysCivilAffairs reports whether 民政 stands in the text as a word: not in
// 人民政府, 国民政策, 市民政治.
func saysCivilAffairs(text string) bool {
	for rest := text; ; {
		i := strings.Index(rest, "民政")
		if i < 0 {
			return false
		}
		after := rest[i+len("民政"):]
		if !endsInAny(rest[:i], "人国农居富惠选渔牧移公") && !startsWithAny(after, "府", "治", "策", "权", "协", "党") {
			return true
		}
		rest = after
	}
}

func startsWithAny(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// endsInAny reports whether the last letter of s is one of letters.
func endsInAny(s, letters string) bool {
	for _, r := range letters {
		if strings.HasSuffix(s, string(r)) {
			return true
		}
	}
	return false
}
