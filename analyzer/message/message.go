// Package message knows what people ask an office in public (网民留言: 12345,
// 市长信箱, 领导留言板, 问政) from pieces about the office. Its steps:
//
//  1. the labelled lines of the page (留言时间：, 回复单位：, 回复内容：) and the kind in
//     brackets before its title;
//  2. a page that shows both a question and where it was put, or its reply, is a
//     message; a story about such a hotline has no such lines;
//  3. what kind, when, whether replied to and by whom, as the page says.
package message

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gaobang/gaobang"
)

// label is what a labelled line is about.
type label int

const (
	asked label = iota // the question
	kind
	askedOn
	state
	reply // what was replied
	replier
	repliedOn
)

// labelled are the words before a colon on such pages.
var labelled = map[label][]string{
	asked:     {"留言内容", "来信内容", "咨询内容", "诉求内容", "问题内容", "信件内容", "写信内容", "投诉内容", "网友留言", "群众留言", "来信人", "写信人", "留言人", "诉求人", "留言标题", "信件标题", "来信标题", "信件编号", "留言编号", "工单编号"},
	kind:      {"留言类型", "留言类别", "信件类型", "信件类别", "来信类型", "来信类别", "诉求类型", "诉求类别", "咨询类型", "问题类型"},
	askedOn:   {"留言时间", "留言日期", "来信时间", "来信日期", "咨询时间", "写信时间", "写信日期", "提交时间", "提问时间", "诉求时间", "投诉时间"},
	state:     {"办理状态", "处理状态", "回复状态", "答复状态", "信件状态", "当前状态"},
	reply:     {"回复内容", "答复内容", "办理结果", "处理结果", "办理情况", "官方回复", "回复意见", "答复意见", "单位回复", "部门回复"},
	replier:   {"回复单位", "答复单位", "办理单位", "承办单位", "处理单位", "回复部门", "答复部门", "办理部门", "受理单位", "回复人"},
	repliedOn: {"回复时间", "回复日期", "答复时间", "答复日期", "办结时间", "办理时间", "处理时间"},
}

// boxes are where messages are put.
var boxes = strings.Fields("12345 市长信箱 局长信箱 县长信箱 区长信箱 书记信箱 领导信箱 镇长信箱 公众信箱 领导留言板 网民留言 网友留言 公众留言 网络问政 问政 咨询投诉 互动交流 政民互动 来信选登 信件选登 我要写信 阳光信访")

// thanks are how offices begin their replies.
var thanks = strings.Fields("来信收悉 留言收悉 来信已收悉 留言已收悉 问题已收悉 反映的问题收悉 您反映的 您咨询的 您好！您的 回复如下 答复如下 尊敬的网友 网友您好 网友：您好 网友，您好 感谢您的来信 感谢您的留言")

// pending are states in which nobody has replied.
var pending = strings.Fields("未回复 未答复 待回复 待答复 待办理 办理中 处理中 受理中 已受理 已转办 已转交 待受理")

// titled is the kind in brackets before a title.
var titled = regexp.MustCompile(`^\s*[【\[［（(〔]\s*(咨询|投诉|举报|建议|求助|求决|反映|感谢)[^】\]］）)〕]{0,4}[】\]］）)〕]`)

// maxText of a body is read.
const maxText = 20_000

// Recognize is the message that an article is.
func Recognize(a *gaobang.Article) (gaobang.Message, bool) {
	r := read(a)
	inTitle := titled.FindStringSubmatch(a.Title)
	_, question := r[asked]
	_, dated := r[askedOn]
	box := slices.ContainsFunc(boxes, func(b string) bool {
		return strings.Contains(a.Placement.Column, b) || strings.Contains(a.Placement.PageName, b)
	}) || strings.Contains(a.URL, "liuyan.people.com.cn")
	replied := r.replied(a)
	if seen := count(inTitle != nil, question || dated, box, replied || r.has(reply) || r.has(replier) || r.has(state)); seen < 2 {
		return gaobang.Message{}, false
	}
	m := gaobang.Message{Kind: kindOf(a, r, inTitle), Asked: r.day(askedOn), Answered: replied}
	if m.Asked.IsZero() {
		m.Asked = a.PublishedAt.Date()
	}
	if replied {
		m.AnsweredBy, m.AnsweredOn = r[replier].value, r.day(repliedOn)
	}
	for _, l := range []label{asked, askedOn, state, reply, replier, repliedOn} {
		if f, ok := r[l]; ok {
			m.Evidence = append(m.Evidence, gaobang.Evidence{Article: a.ID, Span: f.span, Text: a.Text(f.span.Field)[f.span.From:f.span.To]})
		}
	}
	return m, true
}

func count(signs ...bool) int {
	n := 0
	for _, s := range signs {
		if s {
			n++
		}
	}
	return n
}

// field is a labelled value with the bytes of its label.
type field struct {
	value string
	span  gaobang.Span
}

type fields map[label]field

func (r fields) has(l label) bool { _, ok := r[l]; return ok }

// read finds the first labelled value of each sort.
func read(a *gaobang.Article) fields {
	r := fields{}
	for _, in := range []gaobang.Field{gaobang.FieldBody, gaobang.FieldMeta} {
		text := a.Text(in)
		text = text[:min(len(text), maxText)]
		for l, words := range labelled {
			for _, w := range words {
				if r.has(l) {
					break
				}
				if at, value, ok := valueOf(text, w); ok {
					r[l] = field{value, gaobang.Span{Field: in, From: at, To: at + len(w)}}
				}
			}
		}
	}
	return r
}

// valueOf is what stands behind a label and its colon, up to the end of the line
// or the next label.
func valueOf(text, word string) (at int, value string, ok bool) {
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return 0, "", false
		}
		at, from = from+i, from+i+len(word)
		rest := strings.TrimLeft(text[from:], "】]］ \u3000")
		value, ok = strings.CutPrefix(rest, "：")
		if !ok {
			value, ok = strings.CutPrefix(rest, ":")
		}
		if !ok {
			continue
		}
		if end := strings.IndexByte(value, '\n'); end >= 0 {
			value = value[:end]
		}
		return at, upToLabel(value), true
	}
}

func upToLabel(value string) string {
	for _, words := range labelled {
		for _, w := range words {
			if i := strings.Index(value, w); i > 0 {
				value = value[:i]
			}
		}
	}
	return strings.Trim(value, "【[［|｜ \u3000\t")
}

// replied reports whether somebody replied: the state says so, or there are words
// of a reply.
func (r fields) replied(a *gaobang.Article) bool {
	if s, ok := r[state]; ok {
		return !slices.ContainsFunc(pending, func(w string) bool { return strings.Contains(s.value, w) }) && s.value != ""
	}
	for _, l := range []label{reply, repliedOn} {
		if v := r[l].value; v != "" && !slices.ContainsFunc(pending, func(w string) bool { return strings.HasPrefix(v, w) }) && v != "暂无" && v != "无" {
			return true
		}
	}
	if _, body, ok := strings.Cut(a.Body[:min(len(a.Body), maxText)], "回复内容"); ok && len(strings.Trim(body, "】]］：: \n\u3000")) > 0 && !strings.Contains(body[:min(len(body), 60)], "暂无") {
		return true
	}
	return slices.ContainsFunc(thanks, func(w string) bool { return strings.Contains(a.Body, w) })
}

// kindWords are what tells the kind of a message, the surest first.
var kindWords = []struct {
	kind  gaobang.MessageKind
	words []string
}{
	{gaobang.Complaint, []string{"投诉", "举报", "反映", "不作为", "乱收费", "态度恶劣"}},
	{gaobang.Suggestion, []string{"建议", "意见", "感谢"}},
	{gaobang.HelpMessage, []string{"求助", "求决", "帮帮", "请求帮助", "恳请"}},
	{gaobang.Inquiry, []string{"咨询", "请问", "想问", "如何", "怎么", "什么"}},
}

func kindOf(a *gaobang.Article, r fields, inTitle []string) gaobang.MessageKind {
	for _, said := range []string{strings.Join(inTitle, ""), r[kind].value, a.Title} {
		for _, k := range kindWords {
			if slices.ContainsFunc(k.words, func(w string) bool { return strings.Contains(said, w) }) {
				return k.kind
			}
		}
	}
	return gaobang.Inquiry
}

var dayOf = regexp.MustCompile(`(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})`)

func (r fields) day(l label) gaobang.Date {
	m := dayOf.FindStringSubmatch(r[l].value)
	if m == nil {
		return gaobang.Date{}
	}
	year, _ := strconv.Atoi(m[1])
	month, _ := strconv.Atoi(m[2])
	day, _ := strconv.Atoi(m[3])
	d := gaobang.Date{Year: year, Month: time.Month(month), Day: day}
	if d != gaobang.DateOf(d.Start()) {
		return gaobang.Date{} // 13月, 32日
	}
	return d
}
