package registry

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// standsAlone reports whether a name is not cut out of a longer word.
func standsAlone(text string, c candidate) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:c.From])
	after, _ := utf8.DecodeRuneInString(text[c.To:])
	first, _ := utf8.DecodeRuneInString(c.Text)
	last, _ := utf8.DecodeLastRuneInString(c.Text)
	if isLatin(first) && isLatin(before) || isLatin(last) && isLatin(after) {
		return false
	}
	rest := text[c.To:]
	if c.Place != nil && c.Place.Bare && len(c.Units) == 0 && goesOn(rest, longerPlaces) {
		return false
	}
	return !goesOn(rest, longerWords[last]) && !startsInside(c.Name, before)
}

func isLatin(r rune) bool {
	return r < 0x250 && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

func goesOn(rest string, words []string) bool {
	for _, w := range words {
		if strings.HasPrefix(rest, w) {
			return true
		}
	}
	return false
}

// longerPlaces make another place of a bare name: 丹阳镇, 丹阳路.
var longerPlaces = []string{"镇", "乡", "村", "路", "街", "大道", "桥", "湖", "河", "山", "巷", "子"}

// longerWords make another word of a name's last letter: 民政办 is not in
// 民政办理, 救助科 not in 救助科学, 丹阳民政 not in 丹阳民政府.
var longerWords = map[rune][]string{
	'办': {"理", "法", "学", "好", "成", "事", "证", "案", "结"},
	'科': {"学", "技", "研", "目"},
	'处': {"理", "罚", "置", "于", "在"},
	'所': {"有", "以", "谓", "需"},
	'局': {"势"},
	'政': {"府", "治", "策", "权", "协", "党", "务"},
	'院': {"士"},
	'股': {"东", "份", "票"},
	'社': {"会"},
	'会': {"议"},
}

// startsInside reports whether the name begins in the middle of a word: 民政 in
// 人民政策, 市局 in 城市局部.
func startsInside(name string, before rune) bool {
	if strings.HasPrefix(name, "民政") {
		return strings.ContainsRune("人国农居富惠选渔牧移公利", before)
	}
	return false
}
