package extract

import (
	"regexp"
	"strings"
)

// around are the lines above the body from its title on, and those just below.
const (
	linesAbove = 40
	linesBelow = 12
)

// metaLines are the lines around the body that speak of the piece.
func (d *document) metaLines(body span) []string {
	var all []string
	if p := d.in.Profile; p != nil && p.Article.Byline != "" {
		if v := d.selectText(p.Article.Byline); labels(v) || strings.Contains(v, "记者") || strings.Contains(v, "通讯员") {
			all = append(all, v)
		} else if v != "" {
			all = append(all, "作者："+v)
		}
	}
	above, below := d.around(body)
	for _, zone := range []span{above, {below.from, min(len(d.lines), below.from+makersBelow)}} {
		for i := zone.from; i < zone.to; i++ {
			if i >= body.to && commentCues.first(d.lines[i].text) {
				break
			}
			if l := d.lines[i]; l.chars <= 2*longAbout && l.links*2 <= l.chars+2 && (labels(l.text) || i < body.from && l.chars <= longAbout/2 && isMakers(l.text)) {
				all = append(all, l.text)
			}
		}
	}
	if v := d.founder["author"]; v != "" {
		all = append(all, "作者："+v)
	}
	for i := max(0, body.from-titleZone); i < min(len(d.lines), body.to+3); i++ {
		if i >= body.from && i < body.to {
			continue
		}
		if v := poster(d.lines[i].text); v != "" {
			all = append(all, "作者："+v)
		} else if i < body.from && isSigned(d.lines[i]) {
			all = append(all, "（"+d.lines[i].text+"）") // names alone, as in a bracket
		}
	}
	return all
}

// Names beside a time that have no label: 2026年11月20日08:19 [ 林测试 ], 是林测试在…发表,
// 发布时间 … by 林测试.
var posters = []struct {
	word string // of a line in which it may stand
	form *regexp.Regexp
}{
	{"[", regexp.MustCompile(`20\d\d年.{0,20}\[\s*([\p{Han}]{2,4})\s*\]`)},
	{"发表", regexp.MustCompile(`(?:】是|[贴帖文]由)([^\s，。]{2,16}?)(?:在|于)(?:19|20)\d\d.{0,60}发表`)},
	{"", regexp.MustCompile(`(?i)^posted\s+(?:on|@)\s+[\d\-/:. ]{8,20}\s*([^\s，。\d（(]{2,16})`)},
	{"by", regexp.MustCompile(`(?:发布|发表)(?:时间|于).{0,30}\bby\s+([^\s，。]{2,20})`)},
}

func poster(s string) string {
	if len(s) > 3*2*longAbout || !hasDigits(s) {
		return ""
	}
	for _, p := range posters {
		if !strings.Contains(s, p.word) {
			continue
		}
		if m := p.form.FindStringSubmatch(s); m != nil && !outletEnd.MatchString(m[1]) {
			return m[1]
		}
	}
	return ""
}

// isSigned reports a line of names alone in a block that is named for authors.
func isSigned(l line) bool {
	return l.chars >= 2 && l.chars <= 24 && l.block != nil && namesAlone.MatchString(l.text) && signedName.MatchString(nameOf(l.block))
}

var (
	signedName = regexp.MustCompile(`(?i)\b(author|byline|writer|zuozhe|rich_media_meta_text)s?\b`)
	namesAlone = regexp.MustCompile(`^[\p{Han}]{2,4}(?:[ 、，][\p{Han}]{2,4}){0,5}$`)
)

// makersBelow is how many lines below the body its makers are looked for:
// advertisements and buttons for sharing stand between.
const makersBelow = 25

// labels reports a line with a label of makers or source in it.
func labels(s string) bool {
	plain := clean(s)
	return isAbout(s) || strings.ContainsAny(plain, ":：/") && labelled.MatchString(plain)
}

var labelled = regexp.MustCompile(`(来源|稿源|作者|记者|通讯员|责任编辑|责编|编辑|供稿|上报单位|信息员)\s*[:：/]`)

// around is the lines near the body: above and below.
func (d *document) around(body span) (above, below span) {
	return span{max(0, body.from-linesAbove), body.from}, span{body.to, min(len(d.lines), body.to+linesBelow)}
}
