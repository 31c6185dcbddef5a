package message

import (
	"strings"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/sentiment"
	"github.com/gaobang/gaobang/mailbox"
)

// kindWords are what tells the kind of a message, the surest first: a title or a
// class by a word, a letter only by what its writer says of it.
var kindWords = []struct {
	kind         gaobang.MessageKind
	words, wants []string
}{
	{
		gaobang.Complaint,
		[]string{"投诉", "举报", "反映", "不作为", "乱收费", "态度恶劣"},
		[]string{"我要投诉", "我想投诉", "现投诉", "特此投诉", "特投诉", "我投诉", "我要举报", "我想举报", "现举报", "特此举报", "实名举报", "我举报"},
	},
	{
		gaobang.Suggestion,
		[]string{"建议", "意见", "感谢"},
		[]string{"我建议", "特建议", "建议贵局", "建议你局", "建议民政", "提个建议", "提一个建议", "提点建议", "几点建议", "一点建议"},
	},
	{
		gaobang.HelpMessage,
		[]string{"求助", "求决", "帮帮", "请求帮助", "恳请"},
		[]string{"求助", "请帮帮", "帮帮我", "请求帮助", "恳请帮助", "恳请贵局帮", "恳请领导帮"},
	},
	{
		gaobang.Inquiry,
		[]string{"咨询", "请问", "想问", "如何", "怎么", "什么"},
		nil,
	},
}

// How many things a letter complains of to be a complaint: two where its title
// asks, since who asks how a matter stands also says that it takes long.
const (
	enoughGrievances = 1
	titleAsks        = 2
)

// kindOf is the kind that the mailbox filed the message under, or else that of its
// title; where the title only asks or says nothing, the letter decides. told are
// the places in the letter that do.
func kindOf(a *gaobang.Article, p mailbox.Page, inTitle []string) (kind gaobang.MessageKind, told []mailbox.Piece) {
	for _, filed := range []string{strings.Join(inTitle, ""), p.Value(mailbox.KindPart)} {
		if k, ok := kindIn(filed); ok {
			return k, nil
		}
	}
	kind, asks := kindIn(a.Title)
	if asks && kind != gaobang.Inquiry {
		return kind, nil
	}
	need := enoughGrievances
	if asks {
		need = titleAsks
	}
	if k, at, ok := letterKind(p, need); ok {
		return k, at
	}
	return gaobang.Inquiry, nil
}

func kindIn(said string) (gaobang.MessageKind, bool) {
	for _, k := range kindWords {
		for _, w := range k.words {
			if strings.Contains(said, w) {
				return k.kind, true
			}
		}
	}
	return "", false
}

// letterKind is what the letter says that it is, or a complaint where it tells of as
// many things that only an office does wrong.
func letterKind(p mailbox.Page, need int) (gaobang.MessageKind, []mailbox.Piece, bool) {
	letter, _ := p.Of(mailbox.AskedPart)
	for _, k := range kindWords {
		if at := wanted(p, letter, k.wants); at != nil {
			return k.kind, at, true
		}
		if k.kind != gaobang.Complaint {
			continue
		}
		if at := grievances(p, letter); len(at) >= need {
			return k.kind, at, true
		}
	}
	return "", nil, false
}

// wanted is the first place in the letter that has one of the words.
func wanted(p mailbox.Page, letter mailbox.Field, words []string) []mailbox.Piece {
	for _, in := range letter.Pieces {
		text := p.Lines[in.Line].Text[in.From:in.To]
		for _, w := range words {
			if i := strings.Index(text, w); i >= 0 {
				return []mailbox.Piece{{Line: in.Line, From: in.From + i, To: in.From + i + len(w)}}
			}
		}
	}
	return nil
}

// grievances are the places in the letter that complain of an office, each word
// once.
func grievances(p mailbox.Page, letter mailbox.Field) []mailbox.Piece {
	var all []mailbox.Piece
	seen := map[string]bool{}
	for _, in := range letter.Pieces {
		for _, f := range sentiment.Grievances(p.Lines[in.Line].Text[in.From:in.To]) {
			if !seen[f.Text] {
				seen[f.Text] = true
				all = append(all, mailbox.Piece{Line: in.Line, From: in.From + f.From, To: in.From + f.To})
			}
		}
	}
	return all
}
