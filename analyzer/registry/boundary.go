package registry

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// standsAlone reports whether a name is not cut out of a longer word.
func standsAlone(text string, c candidate) bool {
	before, rest := text[:c.from], text[c.to:]
	left, _ := utf8.DecodeLastRuneInString(before)
	if c.latin {
		right, _ := utf8.DecodeRuneInString(rest)
		first, _ := utf8.DecodeRuneInString(text[c.from:])
		last, _ := utf8.DecodeLastRuneInString(text[:c.to])
		if isLatin(first) && isLatin(left) || isLatin(last) && isLatin(right) {
			return false
		}
	}
	if place := c.means.place; place != nil && place.Bare && len(c.means.units) == 0 {
		if c.placeInside != "" && strings.ContainsRune(c.placeInside, left) {
			return false
		}
		if place.Foreign() && !(goesOn(rest, afterForeign) && mayBegin(left)) || endsInSurname(before) {
			return false
		}
	}
	return !goesOn(rest, c.longer) && !startsInside(c, left, rest)
}

// bounds is what the letters of a name say of its boundaries.
type bounds struct {
	latin       bool     // it begins or ends in Latin letters or digits
	longer      []string // what makes another word of its last letter
	inside      string   // letters that make a word with its first ones
	placeInside string   // the same, of the bare name of a place
}

// boundsKey tells the bounds of names apart; few differ.
type boundsKey struct {
	latin               bool
	last                rune // where it may go on as another word
	inside, placeInside string
}

// boundsOf is found once for every name, not for every match, and shared by names
// that have the same.
func (b *builder) boundsOf(name []rune) *bounds {
	first, last := name[0], name[len(name)-1]
	key := boundsKey{latin: isLatin(first) || isLatin(last), placeInside: placeInside[first]}
	if longerWords[last] != nil {
		key.last = last
	}
	for _, inside := range insideAfter {
		if strings.HasPrefix(string(name), inside.name) {
			key.inside += inside.letters
		}
	}
	if b.bounds[key] == nil {
		b.bounds[key] = &bounds{latin: key.latin, longer: longerWords[last], inside: key.inside, placeInside: key.placeInside}
	}
	return b.bounds[key]
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

// mayBegin reports whether a bare name may begin behind a letter: 北镇民政 is not in
// 丹北镇民政办.
func mayBegin(left rune) bool {
	return !unicode.Is(unicode.Han, left) || strings.ContainsRune("省市区州在于从到由与和及向赴给去", left)
}

// dropLonger drops bare names of areas that go on as those of other places, unless
// another name begins there: 丹阳镇 is not 丹阳, 丹阳镇江两市 is. The candidates are
// in reading order.
func dropLonger(text string, all []candidate) []candidate {
	isLonger := func(c candidate) bool {
		place := c.means.place
		return place != nil && place.Bare && len(c.means.units) == 0 && longerPlaceLetters.has(firstLetter(text[c.to:])) && goesOn(text[c.to:], longerPlaces) && len(startingAt(all, c.to)) == 0
	}
	if !slices.ContainsFunc(all, isLonger) {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), isLonger)
}

// longerPlaces make another place of a bare name, or another thing: 丹阳镇, 丹阳路,
// 丹阳郡.
var longerPlaces = []string{
	"镇", "乡", "村", "路", "街", "大道", "桥", "湖", "河", "山", "巷", "子", "办事处", "苑", "里", "郡", "王", "公主", "太守", "尹", "集", "寨", "庄", "岭", "溪", "观", "宫", "门", "帮",
}

// longerPlaceLetters are the letters with which they begin.
var longerPlaceLetters = lettersOf(strings.Join(longerPlaces, ""))

func firstLetter(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// afterForeign follow the bare name of an area elsewhere where it is surely meant:
// 常州民政, 常州日报. Else 中山, 海南, 朝阳 are also other things.
var afterForeign = []string{"民政", "日报", "晚报", "新闻", "发布", "广播", "电视", "融媒", "广电", "网"}

// longerWords make another word of a name's last letter: 民政办 is not in
// 民政办理, 救助科 not in 救助科学, 丹阳民政 not in 丹阳民政府.
var longerWords = map[rune][]string{
	'办': {"理", "法", "学", "好", "成", "事", "证", "案", "结"},
	'科': {"学", "技", "研", "目"},
	'处': {"理", "罚", "置", "于", "在"},
	'所': {"有", "以", "谓", "需"},
	'局': {"势"},
	'政': {"府", "治", "策", "权", "协", "党", "务"},
	'站': {"点", "台", "位"},
	'院': {"士"},
	'股': {"东", "份", "票"},
	'社': {"会"},
	'会': {"议"},
	'区': {"域"},
}

// insideAfter are the letters that make a word with the first letters of a name:
// 民政 in 人民政策, 全市 in 健全市场, 本市 in 资本市场, 区民政 in 社区民政.
var insideAfter = []struct{ name, letters string }{
	{"民政", "人国农居富惠选渔牧移公利便亲安爱村股网"},
	{"全", "健安完齐保周"},
	{"本", "基资成根样版文日课剧"},
	{"我", "自"},
	{"区", "社小园景"},
}

// placeInside are the letters that make a word with the first letter of the bare
// name of a place, which nobody writes before the place itself: 丹阳 in 牡丹阳光, 扬中
// in 弘扬中华, 京口 in 北京口岸, 句容 in 语句容易, 镇江 in 城镇江堤.
var placeInside = map[rune]string{
	'丹': "牡仙炼灵",
	'扬': "弘发宣表颂昂张赞褒传",
	'京': "北南东燕",
	'句': "语字词诗金造例",
	'镇': "城乡",
	'润': "湿利浸滋",
}

// startsInside reports whether the name begins in the middle of a word. The names
// of offices that begin with 民政 and relative ones are asked: others are too much
// of their own.
func startsInside(c candidate, left rune, rest string) bool {
	if !c.relative && !strings.HasPrefix(c.name, "民政") {
		return false
	}
	if c.inside != "" && strings.ContainsRune(c.inside, left) {
		return true
	}
	return c.relative && strings.HasSuffix(c.name, "市") && strings.HasPrefix(rest, "场") && !goesOn(rest, []string{"场地", "场所", "场馆"})
}

// endsInSurname reports whether a text ends in a surname that stands where names
// of people do: the 丹阳 of 马丹阳 is a given name. 镇江丹阳 is none, nor 于丹阳.
func endsInSurname(before string) bool {
	surname, size := utf8.DecodeLastRuneInString(before)
	if !clearSurnames.has(surname) {
		return false
	}
	left, _ := utf8.DecodeLastRuneInString(before[:len(before)-size])
	return !unicode.Is(unicode.Han, left) || strings.ContainsRune("者员长任师生授民友士志记手将星姓名叫的是人家工席表警委导商收拜封徒与和及跟同对", left)
}

// clearSurnames are surnames that are no word before a place.
var clearSurnames = lettersOf("王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭肖董袁潘蒋蔡杜叶苏魏吕丁姚卢姜崔谭陆汪廖贾韦邹孟熊秦邱薛闫段雷侯陶黎贺毛郝龚邵钱覃戴莫卫沈褚尤戚喻柏窦章葛范鲁昌苗俞柳鲍史费岑倪汤滕殷毕邬卞齐伍余顾穆尹湛祁臧纪舒屈项祝阮蓝闵席季娄颜钟骆樊凌霍虞柯荣翁荀甄芮储靳焦宓栾甘厉戎詹束司郜冷景池乔邢冉桑桂濮扈耿匡蔚隆巫沙佘佟")
