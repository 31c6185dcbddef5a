package extract

import (
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html"

	"github.com/gaobang/gaobang"
)

// explained is how much of a line an explanation shows, in characters.
const explained = 48

// Explain writes, for a person, how the article of a page was chosen: the
// candidates for its title with their evidence, the times and the source that
// were seen, and of every line near the body what it was taken for.
func Explain(w io.Writer, in Input) error {
	d, err := parse(in)
	if err != nil {
		return err
	}
	a, failed := d.article()
	var b strings.Builder
	fmt.Fprintf(&b, "标题：%s\n", a.Title)
	for i, c := range d.titles[:min(len(d.titles), 6)] {
		fmt.Fprintf(&b, "  %d. %.1f 分 %s（%s）\n", i+1, c.score, clipped(c.value), c.why)
	}
	if a.Kicker != "" || a.Subtitle != "" {
		fmt.Fprintf(&b, "引题：%s　副题：%s\n", orNone(a.Kicker), orNone(a.Subtitle))
	}
	shown := d.shownTime(d.body, a.Title)
	fmt.Fprintf(&b, "时间：%s\n  页面显示 %s%s，meta %s，列表 %s，网址 %s\n", orNone(a.PublishedAt.String()), orNone(shown.String()), besides(shown),
		orNone(d.metaTime().String()), orNone(in.Link.PublishedAt.String()), orNone(timeOfURL(in.URL).String()))
	fmt.Fprintf(&b, "来源：%s\n", orNone(a.ContentSource))
	fmt.Fprintf(&b, "正文：第 %d—%d 行（共 %d 行），%d 字\n", d.body.from+1, d.body.to, len(d.lines), gaobang.Chars(a.Body))
	if images, captions := d.pictures(d.body); len(images) > 0 {
		fmt.Fprintf(&b, "图片：%d 张，有说明的 %d 张\n", len(images), len(captions))
	}
	for _, address := range d.following(d.body) {
		fmt.Fprintf(&b, "后续页：%s\n", address)
	}
	d.explainLines(&b, a)
	if failed != nil {
		fmt.Fprintf(&b, "结论：%s\n", failed)
	}
	_, err = io.WriteString(w, b.String())
	return err
}

func (d *document) explainLines(b *strings.Builder, a gaobang.Article) {
	letters := 0
	for i := max(0, d.body.from-titleZone/2); i < min(len(d.lines), d.body.to+linesBelow); i++ {
		l, mark := d.lines[i], "　　"
		if i >= d.body.from && i < d.body.to {
			switch d.kind(i, d.body, letters, a.Title) {
			case text:
				mark = "正文"
				letters += l.chars
			case aboutPiece:
				mark = "署名"
			case noText:
				mark = "略去"
			case endOfBody:
				mark = "结束"
			}
		} else if labels(l.text) {
			mark = "署名"
		}
		gain := 0.0
		if len(d.sums) > i+1 {
			gain = d.sums[i+1] - d.sums[i]
		}
		fmt.Fprintf(b, "  %4d %s %+7.1f %-24.24s %s\n", i+1, mark, gain, blockName(l.block), clipped(l.text))
	}
}

func blockName(n *html.Node) string {
	if n == nil {
		return ""
	}
	name := n.Data
	if c := attr(n, "class"); c != "" {
		name += "." + c
	}
	if id := attr(n, "id"); id != "" {
		name += "#" + id
	}
	return name
}

func besides(t shownTime) string {
	switch {
	case t.labelled:
		return "（有标签）"
	case t.beside:
		return "（在标题与正文之间）"
	}
	return ""
}

func orNone(s string) string {
	if s == "" {
		return "无"
	}
	return s
}

func clipped(s string) string {
	if r := []rune(s); len(r) > explained {
		return string(r[:explained]) + "…"
	}
	return s
}
