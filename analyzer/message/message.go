// Package message knows what people ask an office in public (网民留言: 12345,
// 市长信箱, 领导留言板, 问政) from pieces about the office. Its steps:
//
//  1. the labelled parts of the text (留言时间：, 回复单位：, 回复内容：) and the kind in
//     brackets before its title;
//  2. a text with enough of them is a message (mailbox.Page); so is one that
//     stands where messages are put and is answered as offices answer. A story
//     about such a hotline has no such parts;
//  3. what kind, when, whether replied to and by whom, as the page says.
package message

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/mailbox"
)

// titled is the kind in brackets before a title.
var titled = regexp.MustCompile(`^\s*[【\[［（(〔]\s*(咨询|投诉|举报|建议|求助|求决|反映|感谢)[^】\]］）)〕]{0,4}[】\]］）)〕]`)

// maxText of a body is read.
const maxText = 20_000

// Recognize is the message that an article is.
func Recognize(a *gaobang.Article) (gaobang.Message, bool) {
	p := read(a)
	inTitle := titled.FindStringSubmatch(a.Title)
	box := inBox(a)
	switch {
	case p.IsMessage(box || inTitle != nil):
	case box && !mailbox.IsStory(p.Lines) && (inTitle != nil || thanked(a.Body)):
	default:
		return gaobang.Message{}, false
	}
	kind, told := kindOf(a, p, inTitle)
	m := gaobang.Message{Kind: kind, Asked: askedOn(a, p), Answered: answered(a, p)}
	if m.Answered {
		m.AnsweredBy, m.AnsweredOn = answeredBy(p), p.Day(mailbox.RepliedOn)
	}
	for _, part := range evident {
		if f, ok := p.Of(part); ok && f.Word != "" {
			m.Evidence = append(m.Evidence, evidence(a, p, f.Label))
		}
	}
	for _, at := range told {
		m.Evidence = append(m.Evidence, evidence(a, p, at))
	}
	return m, true
}

// evident are the parts whose labels are shown for a message being one.
var evident = []mailbox.Part{mailbox.AskedPart, mailbox.AskedOn, mailbox.StatePart, mailbox.ReplyPart, mailbox.Replier, mailbox.RepliedOn}

// Petitioner is who asks, as the text names them; "" where it is no message or
// does not. It is to keep the name out of what is searched.
func Petitioner(a *gaobang.Article) string { return read(a).Value(mailbox.Petitioner) }

// quoted is the letters of a question that stand for it.
const quoted = 60

// Question is the first sentence of what is asked, the title where the text does
// not show it.
func Question(a *gaobang.Article) gaobang.Evidence {
	p := read(a)
	f, ok := p.Of(mailbox.AskedPart)
	if !ok {
		return gaobang.Evidence{Article: a.ID, Span: gaobang.Span{Field: gaobang.FieldTitle, To: len(a.Title)}, Text: a.Title}
	}
	at := f.Pieces[0]
	text := p.Lines[at.Line].Text[at.From:at.To]
	if end := strings.IndexAny(text, "。？！"); end > 0 {
		text = text[:end]
	}
	if r := []rune(text); len(r) > quoted {
		text = string(r[:quoted])
	}
	at.To = at.From + len(text)
	return evidence(a, p, at)
}

func evidence(a *gaobang.Article, p mailbox.Page, at mailbox.Piece) gaobang.Evidence {
	from := at.From
	for _, l := range p.Lines[:at.Line] {
		from += len(l.Text) + len("\n")
	}
	to := from + at.To - at.From
	return gaobang.Evidence{Article: a.ID, Span: gaobang.Span{Field: gaobang.FieldBody, From: from, To: to}, Text: a.Body[from:to]}
}

// read takes a body apart.
func read(a *gaobang.Article) mailbox.Page {
	text := a.Body
	if len(text) > maxText {
		end := maxText
		for !utf8.RuneStart(text[end]) {
			end--
		}
		text = text[:end]
	}
	var lines []mailbox.Line
	for l := range strings.SplitSeq(text, "\n") {
		lines = append(lines, mailbox.Line{Text: l})
	}
	return mailbox.NewPage(lines, inBox(a))
}

func inBox(a *gaobang.Article) bool {
	return mailbox.InBox(a.Placement.Column) || mailbox.InBox(a.Placement.PageName) || strings.Contains(a.URL, "liuyan.people.com.cn")
}

// askedOn is the day of the letter, or as near to it as the text says.
func askedOn(a *gaobang.Article, p mailbox.Page) gaobang.Date {
	for _, part := range []mailbox.Part{mailbox.AskedOn, mailbox.AcceptedOn} {
		if d := p.Day(part); !d.IsZero() {
			return d
		}
	}
	return a.PublishedAt.Date()
}

func answeredBy(p mailbox.Page) string {
	by := ""
	for _, f := range p.Fields {
		if f.Part != mailbox.Replier || len(f.Pieces) == 0 {
			continue
		}
		name := f.Text(p.Lines)
		replies := f.Word == "" || strings.HasPrefix(f.Word, "回复") || strings.HasPrefix(f.Word, "答复")
		switch {
		case (strings.HasSuffix(f.Word, "人") || strings.HasSuffix(f.Word, "者")) && !mailbox.IsOffice(name): // an officer's name
		case replies:
			return name
		case by == "":
			by = name
		}
	}
	return by
}
