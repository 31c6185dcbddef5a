package attribute

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
)

// fieldWord is a word of the field. It alone names nobody; with a place it says
// that a piece about the place is about this field.
type fieldWord struct {
	word   string
	weight int          // enough says it alone
	until  gaobang.Date // the last day on which it was this field's; zero for today
}

// enough is the weight from which a piece is one of the field.
const enough = 2

// reform is the last day before 优抚 and 救灾 went to the offices of 退役军人 and
// 应急: the counties followed the plan of 2018 by the end of March 2019.
var reform = gaobang.Date{Year: 2019, Month: 3, Day: 31}

// civilAffairs are the words of the field, from the 三定 lists of departments.
var civilAffairs = slices.Concat(
	weighed(enough, gaobang.Date{}, "民政", "低保", "最低生活保障", "特困", "五保", "社会救助", "临时救助", "流浪乞讨", "救助管理", "救助站", "经济状况核对",
		"敬老院", "福利院", "幸福院", "幸福小院", "助餐", "尊老金", "高龄津贴", "孤寡老人", "独居老人", "空巢老人", "百岁老人", "失能老人", "护理院", "日间照料",
		"养老院", "养老服务", "养老机构", "养老中心", "养老床位", "养老护理", "养老驿站", "养老综合体", "养老补贴", "养老顾问", "养老设施", "养老公寓",
		"居家养老", "社区养老", "机构养老", "互助养老", "农村养老", "智慧养老", "集中养老", "普惠养老", "敬老养老", "共享养老", "嵌入式养老",
		"孤儿", "困境儿童", "留守儿童", "未成年人保护", "儿童福利", "婚姻登记", "结婚登记", "离婚登记", "颁证", "婚俗", "婚事新办",
		"殡葬", "公墓", "安息堂", "骨灰堂", "骨灰安放", "殡仪", "火化", "散埋乱葬", "文明祭扫", "生态安葬", "社会组织", "慈善超市", "福彩", "福利彩票", "地名普查", "地名标志", "行政区划",
		"社区治理", "村居换届", "社工站", "儿童主任", "儿童督导员", "助浴", "殡葬用品", "低收入人口", "低收入家庭", "残疾人两项补贴"),
	weighed(1, gaobang.Date{}, "养老", "困难群众", "困难家庭", "困难儿童", "高龄", "老人", "慈善", "地名", "社会工作", "社工", "志愿服务", "志愿者", "困难残疾人", "救助", "祭扫", "骨灰", "救助金", "慰问金"),
	weighed(enough, reform, "优抚", "双拥", "退役士兵安置", "老复员军人", "烈士陵园", "救灾"),
)

func weighed(weight int, until gaobang.Date, words ...string) []fieldWord {
	all := make([]fieldWord, len(words))
	for i, w := range words {
		all[i] = fieldWord{w, weight, until}
	}
	return all
}

// isCivilAffairs reports whether the texts of a day are about this field. Each word
// counts once, however often it stands there.
func isCivilAffairs(on gaobang.Date, texts ...string) bool { return says(enough, on, texts...) }

// says reports whether the words of the field in the texts weigh so much.
func says(least int, on gaobang.Date, texts ...string) bool {
	weight, _ := weigh(least, on, texts...)
	return weight >= least
}

// weigh adds up the words of the field in the texts until they weigh so much, and
// tells whether one of them says it alone, as what is done. A word in a list of other things counts
// nothing: 学校、敬老院等避灾点.
func weigh(least int, on gaobang.Date, texts ...string) (weight int, alone bool) {
	counted := map[string]bool{}
	for _, text := range texts {
		behind := 0 // the last word that counted
		for at, r := range text {
			for _, w := range civilAffairsBy[r] {
				if at < behind || !strings.HasPrefix(text[at:], w.word) || counted[w.word] || !w.until.IsZero() && on.After(w.until) || !w.standsAt(text, at) || isListedAmongOthers(text, at, w.word) {
					continue
				}
				counted[w.word] = true
				if isRecipient(text, at, w.word) {
					behind = at + len(w.word)
					weight++
				} else {
					alone = alone || w.weight >= enough
					weight += w.weight
				}
				if weight >= least {
					return weight, alone
				}
			}
		}
	}
	return weight, alone
}

// recipients are those for whom the field is there: they tell of whom a piece speaks
// and not who does it.
var recipients = []string{"孤寡老人", "独居老人", "空巢老人", "百岁老人", "失能老人", "孤儿", "困境儿童", "留守儿童"}

// isRecipient reports a word that only says of whom the piece speaks: 低保户.
func isRecipient(text string, at int, word string) bool {
	return slices.Contains(recipients, word) ||
		slices.Contains([]string{"低保", "五保", "特困"}, word) && startsWithAny(text[at+len(word):], "户", "家庭", "对象", "人员", "老人", "供养人员", "边缘")
}

// civilAffairsBy are the words of the field by their first letter.
var civilAffairsBy = func() map[rune][]fieldWord {
	by := map[rune][]fieldWord{}
	for _, w := range civilAffairs {
		first, _ := utf8.DecodeRuneInString(w.word)
		by[first] = append(by[first], w)
	}
	return by
}()

// standsAt reports whether the word is one where it stands.
func (w fieldWord) standsAt(text string, at int) bool {
	if w.word == "民政" {
		return isCivilAffairsAt(text, at)
	}
	return isWordAt(text, at, w.word)
}

// cutWords are what makes other words of words of the field, and other offices'
// business: 低保温, 当地名优, 办公墓地, 老人民币; 养老金, 动物救助站, 医疗救助.
var cutWords = map[string]struct{ before, after []string }{
	"低保":  {nil, []string{"温", "密", "质", "湿", "真"}},
	"地名":  {letters("当本产各外属原两在"), letters("优胜人家牌企校医师酒菜吃称")},
	"公墓":  {[]string{"办"}, nil},
	"老人":  {nil, []string{"民"}},
	"养老":  {nil, []string{"金", "保险", "理财", "基金", "储蓄", "目标", "信托", "账户", "待遇", "投资"}},
	"救助":  {otherRelief, nil},
	"救助站": {otherRelief, nil},
	"高龄":  {nil, []string{"产妇", "孕妇", "驾驶"}},
}

// otherRelief is who is saved and helped by other offices.
var otherRelief = []string{"动物", "流浪猫", "流浪狗", "流浪犬", "宠物", "野生鸟", "水上", "海上", "道路", "医疗", "法律", "司法", "检察", "消防"}

func letters(s string) []string { return strings.Split(s, "") }

// indexWord is where a word of the field first stands as one; -1 for nowhere.
func indexWord(text, word string) int {
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return -1
		}
		at := from + i
		if isWordAt(text, at, word) {
			return at
		}
		from = at + len(word)
	}
}

// isWordAt reports whether a word of the field is one where it stands.
func isWordAt(text string, at int, word string) bool {
	cut := cutWords[word]
	return !endsWithAny(text[:at], cut.before...) && !startsWithAny(text[at+len(word):], cut.after...)
}

// otherOrgans are offices of other fields. Where one stands in the title or opens
// the piece and none of ours is named, the piece is theirs.
var otherOrgans = []string{
	"妇联", "总工会", "团市委", "团县委", "团区委", "共青团", "残联", "红十字", "退役军人", "人社局", "教育局", "卫健委", "卫计委", "卫生局", "应急管理局", "公安局", "城管局",
	"司法局", "检察院", "法院", "税务局", "医保", "住建局", "交通局", "农业农村局", "文化馆", "台办", "侨联", "科协", "气象", "林业", "商务局",
	"派出所", "民警", "交警", "警方", "消防救援", "消防大队", "消防员", "疾控", "人社所", "社保中心", "医疗保障", "供电公司", "供电所", "住房和城乡建设", "市场监管局", "水利局",
}

// otherMatters are what notices, advertisements and columns of other kinds are
// about: whatever they name is not at work there.
var otherMatters = []string{
	"招租", "公开出租", "拍卖", "计划停电", "停电通知", "停电公告", "停电预告", "停电检修", "停水通知", "停水公告", "停气通知", "停气公告",
	"公交公司", "交通管制", "道路施工", "封闭施工",
	"征婚", "觅有缘人", "婚介所", "元起", "首付", "开盘", "特惠", "钜惠", "认购", "出租：", "转让：", "价格面议",
	"该剧", "连播", "小小说", "长篇小说", "寻人启事",
}

// strayMatters are such words that also stand in a piece of ours: 敬老院放电视剧.
var strayMatters = []string{"公交线路", "抢购", "团购", "旅行社", "始发", "热销", "电视剧", "影片", "考生"}

// tellsOtherMatter reports whether the title or the opening is about one of them.
func (r *reading) tellsOtherMatter() bool {
	return r.isPaid() || r.isMatter(r.article.Title) || r.isMatter(head(r.article.Body, longestOpening))
}

// isMatter reports a text about one of them; a stray word is not enough where the
// piece has an institution or business of the field.
func (r *reading) isMatter(text string) bool {
	if containsAny(text, otherMatters...) {
		return true
	}
	if !containsAny(text, strayMatters...) {
		return false
	}
	_, alone := weigh(int(^uint(0)>>1), r.found.on, r.article.Title, r.article.Body)
	return !alone
}

// Animals are saved, housed and buried in the words of this field, which is there for
// people.
var (
	animals = []string{"宠物", "动物", "流浪猫", "流浪狗", "流浪犬", "猫狗"}
	people  = []string{"老人", "老年", "老伴", "老两口", "孩子", "儿童", "孤儿", "低保", "特困", "困难", "残疾", "新人", "家属", "逝者", "流浪人员", "流浪乞讨"}
)

// isOfAnimals reports a piece whose title or opening speaks of animals and that names
// none of those for whom the field is there.
func (r *reading) isOfAnimals() bool {
	text := r.article.Title + "\n" + r.article.Body
	return containsAny(head(text, longestOpening), animals...) && !containsAny(text, people...)
}

// paid is what a page calls what somebody paid for.
var (
	paid = regexp.MustCompile(`(?:^|[^\p{Han}])` + paidFor + `(?:$|[^\p{Han}])`)
	// paidLine is the label in brackets, as the first or last line of the body; without
	// them it stands over what the page shows besides.
	paidLine = regexp.MustCompile(`^[ \x{3000}]*[（(【\[]` + paidFor + `[）)】\]]|[（(【\[]` + paidFor + `[）)】\]]\s*$`)
)

const paidFor = `(?:推广|广告|商业广告|商业推广|赞助|赞助内容|软文|企业形象|专题推广)`

// selling are the words of those who sell; a piece with several of them is theirs.
var selling = []string{"仅剩", "仅需", "预订", "订购", "优惠", "折扣", "试住", "限时", "火爆", "名额有限", "免费送", "报名即", "到店", "品鉴"}

// mostSelling is how many of them a notice of an office may have.
const mostSelling = 2

// isPaid reports a piece that somebody paid for, by its label or by how it speaks.
func (r *reading) isPaid() bool {
	count := 0
	for _, word := range selling {
		if strings.Contains(r.article.Body, word) {
			count++
		}
	}
	return count > mostSelling || paid.MatchString(r.article.Meta) || paidLine.MatchString(r.article.Body)
}

// longestOpening is how many bytes of a body say what it is about.
const longestOpening = 400

// isOthers reports whether the title, the first paragraph or the first one that
// names us names an office of another field.
func (r *reading) isOthers() bool {
	for _, n := range r.namings {
		if n.Field == gaobang.FieldBody {
			return r.isOthersAt(n.From)
		}
	}
	return r.isOthersAt(0)
}

// isOthersAt is the same of something at an offset of the body.
func (r *reading) isOthersAt(at int) bool {
	from := lineStart(r.article.Body[:at])
	known, asked := r.othersLines[from]
	if !asked {
		known = r.isOthersLine(from)
		r.othersLines[from] = known
	}
	return known
}

// isOthersLine is the same of the line that begins at an offset; what it answers is
// kept, as a page may name us in every line.
func (r *reading) isOthersLine(from int) bool {
	lead, _, _ := strings.Cut(r.article.Body, "\n")
	line, _, _ := strings.Cut(r.article.Body[from:], "\n")
	return r.isOtherMatter() || r.ofAnimals() || r.isMatter(line) ||
		slices.ContainsFunc([]string{r.article.Title, r.article.ContentSource, lead, line, r.sourceLine()}, func(text string) bool { return containsAny(text, otherOrgans...) })
}

// sourceLine is the line of the page that says where the piece is from, or who gave
// it out.
func (r *reading) sourceLine() string {
	for _, line := range lines(r.article, gaobang.FieldMeta) {
		if text := textOf(r.article, line); containsAny(text, "来源", "发布机构", "发布单位", "发布部门") {
			return text
		}
	}
	return ""
}

// withoutSpans is a text without some of its parts.
func withoutSpans(text string, spans []gaobang.Span) string {
	var b strings.Builder
	at := 0
	for _, s := range spans {
		b.WriteString(text[at:max(at, s.From)])
		b.WriteByte('|')
		at = max(at, s.To)
	}
	return b.String() + text[at:]
}

// saysCivilAffairs reports whether 民政 stands in the text as a word.
func saysCivilAffairs(text string) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], "民政")
		if i < 0 {
			return false
		}
		if isCivilAffairsAt(text, from+i) {
			return true
		}
		from += i + len("民政")
	}
}

// isCivilAffairsAt reports whether the 民政 at an offset is a word: not in 人民政府,
// 国民政策, 市民政治.
func isCivilAffairsAt(text string, at int) bool {
	after := text[at+len("民政"):]
	return !endsInAny(text[:at], "人国农居富惠选渔牧移公") && !startsWithAny(after, "府", "治", "策", "权", "协", "党", "务", "企", "意")
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
