package mailbox

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
)

// Page is a page taken apart into the labelled parts of a message.
type Page struct {
	Lines  []Line
	Fields []Field
}

// NewPage reads lines. Text without a label is the question where labels
// stand before it and no question is labelled, or before all labels where messages
// are put; it is the reply where the day of the reply or the office that replies
// stands before it.
func NewPage(lines []Line, inBox bool) Page {
	p := Page{lines, readFields(lines)}
	asked, repliedOn, replier := p.Says(AskedPart), false, false
	for i := range p.Fields {
		f := &p.Fields[i]
		switch f.Part {
		case RepliedOn:
			repliedOn = repliedOn || p.says(*f)
		case Replier:
			replier = strings.HasPrefix(f.Word, "回复") || strings.HasPrefix(f.Word, "答复")
		case NoPart:
			text := f.Text(lines)
			switch {
			case i == 0 && !inBox || gaobang.Chars(text) < shortestQuestion:
			case !p.Says(ReplyPart) && (repliedOn || asked && (replier || BeginsAsReply(text))):
				p.becomes(i, ReplyPart)
			case !asked:
				p.becomes(i, AskedPart)
				asked = true
			}
		}
	}
	return p
}

// becomes makes a text a part, with the heading of it that stands above.
func (p Page) becomes(i int, part Part) {
	f := &p.Fields[i]
	f.Part = part
	for _, above := range p.Fields[:i] {
		if above.Part == part && len(above.Pieces) == 0 && above.Word != "" {
			f.Word, f.Weak, f.Label = above.Word, above.Weak, above.Label
		}
	}
}

// shortestQuestion is the letters of an unlabelled question or reply at the least.
const shortestQuestion = 4

// BeginsAsReply reports a text that begins as offices begin their replies.
func BeginsAsReply(s string) bool {
	head := s[:min(len(s), 3*40)]
	return slices.ContainsFunc(replyBeginnings, func(w string) bool { return strings.Contains(head, w) })
}

var replyBeginnings = strings.Fields("来信收悉 留言收悉 信件收悉 来信已收悉 留言已收悉 已收悉 问题收悉 您反映的 您咨询的 您提出的 您好！您的 您好，您的 您好:您的 您好：您的 回复如下 答复如下 尊敬的网友 尊敬的市民 网友您好 网友，您好 网友：您好 市民您好 感谢您的 感谢您对")

// Of is the first field of a part that says something, one with a word of other
// pages only where there is no other.
func (p Page) Of(part Part) (found Field, ok bool) {
	for _, f := range p.Fields {
		if f.Part == part && p.says(f) && (!ok || found.Weak && !f.Weak) {
			found, ok = f, true
		}
	}
	return found, ok
}

// Says reports whether a part is there and says something.
func (p Page) Says(part Part) bool { _, ok := p.Of(part); return ok }

// Keeps reports whether a field is the message's: it says something, and neither
// what is nobody's business (telephone, address) nor what is the site's.
func (p Page) Keeps(i int) bool {
	f := p.Fields[i]
	return f.Part != NoPart && f.Part != PersonalPart && f.Part != OtherPart && p.says(f)
}

// Value is what the page says of a part, "" for nothing.
func (p Page) Value(part Part) string {
	f, _ := p.Of(part)
	return f.Text(p.Lines)
}

// Day is the day that the page says of a part.
func (p Page) Day(part Part) gaobang.Date { return dayIn(p.Value(part)) }

// longestOf the short parts, in letters.
var longestOf = map[Part]int{
	TitlePart: 100, NumberPart: 40, Petitioner: 24, KindPart: 24, StatePart: 24, Addressee: 40, Replier: 40,
	AskedOn: 40, RepliedOn: 40, AcceptedOn: 40,
}

// unfilled is what forms show where somebody is to write.
var unfilled = regexp.MustCompile(`^(?:[*＊]|请(?:输入|填写|选择|您)|必填|限\d+字|字数|验证码|提交$|查询$|搜索$)`)

func (p Page) says(f Field) bool {
	if len(f.Pieces) == 0 {
		return false
	}
	text := f.Text(p.Lines)
	if most, bounded := longestOf[f.Part]; bounded && gaobang.Chars(text) > most || unfilled.MatchString(text) {
		return false
	}
	switch f.Part {
	case AskedOn, RepliedOn, AcceptedOn:
		return !dayIn(text).IsZero() || yearlessDay.MatchString(text)
	case NumberPart:
		return strings.ContainsAny(text, "0123456789")
	}
	return true
}

var (
	yearlessDay = regexp.MustCompile(`^\d{1,2}[-/月.]\d{1,2}日?(?:\s|$)`)
	wholeDay    = regexp.MustCompile(`(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})|\b(20\d\d)(\d\d)(\d\d)\b`)
)

// dayIn is the first whole day in a text; the zero date where there is none.
func dayIn(s string) gaobang.Date {
	m := wholeDay.FindStringSubmatch(s)
	if m == nil {
		return gaobang.Date{}
	}
	number := func(i int) int { n, _ := strconv.Atoi(m[i] + m[i+3]); return n } // digits only
	d := gaobang.Date{Year: number(1), Month: time.Month(number(2)), Day: number(3)}
	if d != gaobang.DateOf(d.Start()) {
		return gaobang.Date{} // 13月, 32日
	}
	return d
}

// countedParts count for a page being a message.
var countedParts = []Part{AskedPart, TitlePart, AskedOn, NumberPart, Petitioner, KindPart, StatePart, Addressee, AcceptedOn, ReplyPart, Replier, RepliedOn}

// Labels counts the different parts that the page names, those by words of other
// pages too only where weak says so.
func (p Page) Labels(weak bool) int {
	n := 0
	for _, part := range countedParts {
		if slices.ContainsFunc(p.Fields, func(f Field) bool {
			return f.Part == part && f.Label.To > f.Label.From && (weak || !f.Weak) && p.says(f)
		}) {
			n++
		}
	}
	return n
}

const (
	surely  = 5  // labels that no story has
	fewest  = 3  // labels of a message, wherever it stands
	inABox  = 2  // labels of one that stands where messages do
	longest = 60 // letters of text before the first label, over which a story quotes a letter
)

// IsMessage reports whether the page shows a message. inBox says that it stands
// where messages do (市长信箱); title is the page's.
func (p Page) IsMessage(inBox bool) bool {
	asked, labelled := p.Of(AskedPart)
	asks := p.Says(AskedOn) || p.Says(Petitioner) || p.Says(TitlePart) || p.Says(NumberPart)
	strong := p.Labels(false)
	labels := strong
	if inBox && strong > 0 || strong >= inABox {
		labels = p.Labels(true)
	}
	switch {
	case strong == 0 || !labelled && !(asks && p.Says(ReplyPart)):
		return false
	case labels >= surely:
		return true
	case IsStory(p.Lines):
		return false
	case inBox:
		return labels >= inABox || asked.Word != "" && !asked.Weak
	}
	return p.lead() <= longest && (labels >= fewest || labelled && p.Says(AskedOn) && labels >= inABox)
}

// lead is the letters of the text before the first label.
func (p Page) lead() int {
	if len(p.Fields) == 0 || p.Fields[0].Part != NoPart {
		return 0
	}
	return gaobang.Chars(p.Fields[0].Text(p.Lines))
}

// storySigns are how pieces of papers name who wrote them.
var storySigns = regexp.MustCompile(`^[^，。]{0,12}[^资通简快]讯[\s（(]|[（(](?:[^）)]{0,12})(?:记者|通讯员)|(?:^|\s)(?:本报|本台|本网|见习|实习)?记者[\s：:]|本报记者|本台记者|本报讯`)

// IsStory reports a text whose makers are named as papers do.
func IsStory(lines []Line) bool {
	return slices.ContainsFunc(lines, func(l Line) bool { return storySigns.MatchString(l.Text) })
}

// boxes are where messages are put.
var boxes = strings.Fields("12345 市长信箱 局长信箱 县长信箱 区长信箱 书记信箱 主任信箱 领导信箱 镇长信箱 部门信箱 公众信箱 在线信箱 网上信箱 领导留言板 留言板 网民留言 网友留言 公众留言 群众留言 在线留言 网络问政 问政平台 网上问政 问政 咨询投诉 投诉咨询 网上咨询 在线咨询 网上投诉 互动交流 政民互动 公众互动 来信选登 信件选登 来信查看 信件查看 信件详情 来信详情 留言详情 答复选登 回复选登 我要写信 阳光信访 网上信访 网上12345 政风行风 行风热线 民声 民意 百姓呼声 诉求")

// InBox reports whether a name is that of a place where messages are put.
func InBox(name string) bool {
	return slices.ContainsFunc(boxes, func(b string) bool { return strings.Contains(name, b) })
}

// HidePetitioner leaves of a petitioner's name what pages leave that hide it: 林**.
func HidePetitioner(name string) string {
	if name == "" || strings.ContainsAny(name, "*＊×某●○") || slices.Contains(nameless, name) ||
		slices.ContainsFunc(titlesOfPeople, func(t string) bool {
			return strings.HasSuffix(name, t) && utf8.RuneCountInString(name) <= utf8.RuneCountInString(t)+1
		}) {
		return name
	}
	_, size := utf8.DecodeRuneInString(name)
	return name[:size] + "**"
}

var (
	nameless       = strings.Fields("匿名 匿名网友 网友 网民 市民 群众 热心市民 热心网友 游客 未公开 保密 不公开 隐藏")
	titlesOfPeople = strings.Fields("先生 女士 小姐 同志 同学 老师 师傅 大爷 阿姨")
)
