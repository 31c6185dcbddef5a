package mailbox

import (
	"strings"
	"unicode/utf8"
)

// Part is what a label on the page of a message is about.
type Part int

// The parts of a message's page.
const (
	NoPart Part = iota
	AskedPart
	TitlePart
	AskedOn
	NumberPart
	Petitioner
	KindPart
	StatePart
	Addressee // the office it was put to
	AcceptedOn
	ReplyPart
	Replier
	RepliedOn
	PersonalPart // telephone, address: nobody's business
	OtherPart    // ends the part before it, says nothing
)

// label is a label at the beginning of a text.
type label struct {
	Part Part
	Word string // as known: 来信时间
	Weak bool   // a word of other pages too: 标题, 内容
	End  int    // bytes of the text that it takes
}

// Labels are put together of what is spoken of and of what about it: 来信 and 时间.
// Sites make up their own, so both sides are lists.
var (
	letterWords = strings.Fields("来信 写信 信件 发信 寄信 留言 诉求 咨询 投诉 举报 提问 求助 建议 反映 信访 工单 办件 帖子 发帖 提交 民声 问政 来电 事项 问题 网友 群众 市民")
	replyWords  = strings.Fields("回复 答复 办理 处理 处置 办结 反馈 办复 回信 解答 官方回复 官方答复 单位回复 单位答复 部门回复 部门答复 最终回复")
	officeWords = strings.Fields("承办 受理 责任 经办 交办")
)

var letterEnds = map[Part]string{
	AskedPart:    "内容 正文 详情 描述 原文",
	TitlePart:    "标题 主题 题目",
	AskedOn:      "时间 日期",
	NumberPart:   "编号 编码 号码 单号 序号 查询码 查询编号",
	Petitioner:   "人 者 人姓名 者姓名 姓名 人名称 网友 用户 昵称",
	KindPart:     "类型 类别 分类 性质 目的",
	StatePart:    "状态 进度",
	Addressee:    "对象 部门",
	PersonalPart: "人电话 人手机 人地址 人联系方式 人邮箱 地址 电话",
	OtherPart:    "来源 渠道 附件 地区 区域 领域",
}

var replyEnds = map[Part]string{
	ReplyPart: "内容 意见 结果 情况 正文 详情",
	Replier:   "单位 部门 机构 机关 科室 人 者",
	RepliedOn: "时间 日期",
	StatePart: "状态 进度",
	OtherPart: "时限 期限 满意度 人电话 电话",
}

// otherLabels are not put together so.
var otherLabels = map[Part]string{
	AskedPart:    "网友留言 群众留言 市民留言 网民留言 群众来信 市民来信 网友来信 反映问题 咨询问题 问题反映 诉求",
	TitlePart:    "留言标题",
	AskedOn:      "登记时间 登记日期",
	NumberPart:   "工单号 受理编号 受理号 登记编号 查询号",
	StatePart:    "当前状态 受理状态 是否回复 是否答复 办事状态 处理进程",
	Addressee:    "收信人 收信单位 受信人 接收单位 接收部门 主送单位 写给 发给",
	AcceptedOn:   "受理时间 受理日期 转办时间 交办时间 收信时间 收件时间",
	ReplyPart:    "官方回复 官方答复 官方回应 单位回复 单位答复 部门回复 部门答复 部门回应 最终回复 回复信息 答复信息 回复如下 答复如下 受理意见 受理结果",
	Replier:      "承办人 受理人",
	PersonalPart: "联系电话 联系方式 联系地址 通讯地址 家庭住址 家庭地址 电子邮箱 电子邮件 手机 手机号 手机号码 电话 电话号码 身份证 身份证号 身份证号码 证件号码 性别 年龄 职业 工作单位 邮编 邮政编码 住址 事发地址 E-mail Email",
	OtherPart:    "是否公开 公开方式 满意度 满意度评价 群众评价 网友评价 评价内容 评价时间 用户评价 办理评价 浏览次数 浏览量 查看次数 点击数 点击量 点击次数 访问量 阅读 信息来源 文章来源 发布时间 发布日期 发布单位 发布机构 公开时间 所属领域 所属区域 所属地区 附件 截止时间",
}

// weakLabels are on other pages too.
var weakLabels = map[Part]string{
	AskedPart:  "内容 来信 留言 问题 提问 咨询 信件 主要内容",
	TitlePart:  "标题 主题",
	AskedOn:    "时间 日期",
	NumberPart: "编号",
	Petitioner: "姓名 昵称 网友 网名 用户名 署名 市民",
	KindPart:   "类型 类别",
	StatePart:  "状态",
	Addressee:  "对象",
	ReplyPart:  "回复 答复 回信 反馈",
	OtherPart:  "来源 领域",
}

type knownLabel struct {
	part Part
	weak bool
}

// longestLabel is the letters of the longest label.
const longestLabel = 8

var knownLabels, labelLetters = makeKnownLabels()

func makeKnownLabels() (known map[string]knownLabel, first map[rune]bool) {
	known, first = map[string]knownLabel{}, map[rune]bool{}
	add := func(words map[Part]string, heads []string, weak bool) {
		for part, ends := range words {
			for end := range strings.FieldsSeq(ends) {
				for _, head := range heads {
					known[head+end] = knownLabel{part, weak}
				}
			}
		}
	}
	add(weakLabels, []string{""}, true)
	add(letterEnds, letterWords, false)
	add(replyEnds, replyWords, false)
	add(map[Part]string{Replier: "单位 部门 机构 机关 科室", ReplyPart: "意见 结果 情况", OtherPart: "时限 期限"}, officeWords, false)
	add(otherLabels, []string{""}, false)
	for word := range known {
		r, _ := utf8.DecodeRuneInString(word)
		first[r] = true
	}
	return known, first
}

// knownLabelAt is the label that a text begins with, the longest one; spaces
// between its letters count as none. What follows the label is the caller's to
// look at.
func knownLabelAt(s string) (label, bool) {
	r, _ := utf8.DecodeRuneInString(s)
	if !labelLetters[r] {
		return label{}, false
	}
	var found label
	word := make([]byte, 0, 3*longestLabel)
	letters := 0
	for i, r := range s {
		if r == ' ' || r == '\u3000' || r == '\u00a0' {
			continue
		}
		if letters++; letters > longestLabel {
			break
		}
		word = utf8.AppendRune(word, r)
		if k, ok := knownLabels[string(word)]; ok {
			found = label{k.part, string(word), k.weak, i + utf8.RuneLen(r)}
		}
	}
	return found, found.End > 0
}
