package message

import (
	"regexp"
	"slices"
	"strings"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/mailbox"
)

var (
	// pending are states in which nobody has replied.
	pending = strings.Fields("未回复 未答复 未办结 未处理 未办理 未受理 待回复 待答复 待办 待处理 待审 待受理 待分派 待转 待核 办理中 处理中 受理中 处置中 审核中 正在 转办中 流转 已受理 已转 已交办 已派 已分派 已接收 已签收 已提交 已阅 延期")
	// done are states in which somebody has.
	done = strings.Fields("已回复 已答复 已办结 已办理 已处理 已处置 已完成 已解决 已反馈 已回信 已采纳 已公开 办结 办毕 完结 回复 答复")
	// nothing stands where a reply will be.
	nothing = strings.Fields("暂无 无 暂未 尚未 还没有 没有 未回复 未答复 空")
	// passedOn is that a letter went to who has to reply, or that they are at it.
	passedOn = regexp.MustCompile(`(?:已|予以|现已)(?:经)?转|转(?:交|至|由|给|送).{1,30}(?:办理|处理|答复)|正在(?:办理|处理|核实|调查|研究)|办理中|处理中|待答复|待回复`)
)

// shortReply is the letters of a reply that may be no more than that it waits.
const shortReply = 60

// answered reports whether somebody replied: the state says so, or there are words
// of a reply or its day. Of several questions each has to be answered.
func answered(a *gaobang.Article, p mailbox.Page) bool {
	if f, ok := p.Of(mailbox.StatePart); ok {
		switch state := f.Text(p.Lines); {
		case state == "否" || holds(state, pending):
			return false
		case state == "是" || holds(state, done):
			return true
		}
	}
	questions, replies := 0, 0
	for _, f := range p.Fields {
		switch f.Part {
		case mailbox.AskedPart:
			if len(f.Pieces) > 0 {
				questions++
			}
		case mailbox.ReplyPart:
			if isReply(f.Text(p.Lines)) {
				replies++
			}
		}
	}
	switch {
	case questions > 1:
		return replies >= questions
	case p.Says(mailbox.ReplyPart):
		return replies > 0
	}
	return !p.Day(mailbox.RepliedOn).IsZero() || thanked(a.Body)
}

// isReply reports a reply, not that there is none or that somebody else will.
func isReply(s string) bool {
	if s == "" || slices.ContainsFunc(nothing, func(w string) bool { return s == w || len(w) > len("无") && strings.HasPrefix(s, w) }) {
		return false
	}
	return gaobang.Chars(s) > shortReply || !passedOn.MatchString(s)
}

func holds(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

// thanked reports a line that begins as offices begin their replies.
func thanked(body string) bool {
	body = strings.ToValidUTF8(body[:min(len(body), maxText)], "")
	for line := range strings.SplitSeq(body, "\n") {
		if mailbox.BeginsAsReply(line) {
			return true
		}
	}
	return false
}
