package extract

import (
	"regexp"
	"slices"
	"strings"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/mailbox"
)

// letterArticle is the article of a message: question and reply with their labels,
// published when it was asked. Nobody is its maker, and who asked is no more than
// a surname.
func (d *document) letterArticle(l letter) (gaobang.Article, error) {
	d.body = l.span
	a := gaobang.Article{URL: d.in.URL, Placement: d.placement(), Form: gaobang.MessageForm, Locality: d.locality()}
	if !mailbox.InBox(a.Placement.Column) && l.box != "" {
		a.Placement.Column = l.box
	}
	a.Title = d.letterTitle(l)
	a.Body = joinLines(l.paragraphs())
	a.PublishedAt = d.askedAt(l)
	a.ContentSource = d.letterSource(l)
	if !a.PublishedAt.IsZero() && !d.in.FetchedAt.IsZero() && a.PublishedAt.Time.After(d.in.FetchedAt.Add(clockSkew)) {
		return a, FutureError{a.PublishedAt}
	}
	return a, nil
}

// paragraphs are the lines that are kept of a message.
func (l letter) paragraphs() []string {
	var all []string
	for i, f := range l.Fields {
		if !l.Keeps(i) {
			continue
		}
		text := f.Text(l.Lines)
		switch {
		case f.Part == mailbox.Petitioner:
			text = mailbox.HidePetitioner(text)
		case f.Word == "" && f.Part == mailbox.Replier:
			continue // its heading says it
		}
		if label := l.label(f); label != "" {
			text = label + text
		}
		all = append(all, strings.Split(text, "\n")...)
	}
	return all
}

// label is what is written before a part: its word, or on a line of its own the
// heading that names who replies.
func (l letter) label(f mailbox.Field) string {
	switch at := f.Label; {
	case f.Word != "":
		return f.Word + "："
	case at.To > at.From:
		return strings.TrimRight(l.Lines[at.Line].Text[at.From:at.To], "：: ") + "：\n"
	}
	return ""
}

// noTitle are the titles of pages on which any message is shown.
var noTitle = regexp.MustCompile(`^(?:我的|网上|在线|公众|市民|群众|网友|查看|信件|来信|留言|诉求|咨询|投诉|问题|详细|办理|回复|答复|互动|交流|内容|信息|情况|选登|公开|详情|反馈|展示|查询|结果|中心|平台|信箱|页面|的|与|和)+$`)

// titleLetters of a question stand for a title where the page has none.
const titleLetters = 30

// letterTitle is the profile's, the message's own, the page's, or the beginning of
// the question.
func (d *document) letterTitle(l letter) string {
	if own := l.Value(mailbox.TitlePart); own != "" && (d.in.Profile == nil || d.in.Profile.Article.Title == "") {
		return clipTitle(strings.ReplaceAll(own, "\n", " "))
	}
	t := d.title(l.span)
	if t != "" && !noTitle.MatchString(t) && !isSiteWord(t) && !isBox(t) && !isSiteName(t) {
		return t
	}
	question, _, _ := strings.Cut(l.Value(mailbox.AskedPart), "\n")
	if end := strings.IndexAny(question, "。？！?!"); end > 0 {
		question = question[:end]
	}
	if r := []rune(question); len(r) > titleLetters {
		question = string(r[:titleLetters]) + "…"
	}
	return question
}

// askedAt is when it was asked, or as near to it as the page says: when it was
// taken in, when the page was published. The day of the reply is the last resort.
func (d *document) askedAt(l letter) gaobang.Moment {
	for _, part := range []mailbox.Part{mailbox.AskedOn, mailbox.AcceptedOn} {
		text := l.Value(part)
		if m := ParseTime(text); !m.IsZero() {
			return m
		}
		if m := d.yearless(text); !m.IsZero() {
			return m
		}
	}
	for _, f := range l.Fields {
		if f.Part == mailbox.OtherPart && strings.HasPrefix(f.Word, "发布") {
			if m := ParseTime(f.Text(l.Lines)); !m.IsZero() {
				return m
			}
		}
	}
	if m, published := d.publishedAbove(l.from); published {
		return m
	}
	for _, m := range []gaobang.Moment{d.metaTime(), d.in.Link.PublishedAt, timeOfURL(d.in.URL)} {
		if !m.IsZero() {
			return m
		}
	}
	return ParseTime(l.Value(mailbox.RepliedOn))
}

// publishedAbove is the labelled time above the message: 发布时间：.
func (d *document) publishedAbove(from int) (gaobang.Moment, bool) {
	for i := from - 1; i >= max(0, from-aboveLabels); i-- {
		if d.lines[i].chars > 3*longAbout {
			continue
		}
		if m, published := d.labelledTime(i); published {
			return m, true
		}
	}
	return gaobang.Moment{}, false
}

// letterSource is the outlet that the page names: by the profile, a meta or a
// label. What a message came by (来源：微信) and who wrote it are none.
func (d *document) letterSource(l letter) string {
	var said []string
	if p := d.in.Profile; p != nil && p.Article.ContentSource != "" {
		said = append(said, d.selectText(p.Article.ContentSource))
	}
	said = append(said, d.metas["contentsource"])
	for _, f := range l.Fields {
		if f.Part == mailbox.OtherPart && slices.Contains([]string{"来源", "信息来源", "文章来源"}, f.Word) {
			said = append(said, f.Text(l.Lines))
		}
	}
	for _, s := range said {
		if s = cleanSource(s); outletEnd.MatchString(s) && !strings.Contains(s, "\n") {
			return s
		}
	}
	return ""
}
