package source

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

func (s *scan) emptyList(doc *document) error {
	why := s.whyEmpty(doc)
	if p := s.listProfile(); p.Item != "" {
		return noList("列表页 %s 中没有一行符合站点规则 %q（行内链接 %q）：网站可能已改版，请核对站点规则%s", doc.url, p.Item, p.Link, why)
	}
	return noList("列表页 %s 中没有认出稿件列表：应有成组的同站稿件链接，旁边有日期；请核对网址是否是栏目页，或为该站写站点规则%s", doc.url, why)
}

// whyEmpty says what of a page speaks for the reason that it shows no list.
func (s *scan) whyEmpty(doc *document) string {
	if len(doc.missing) > 0 {
		return "；页面的脚本要的内容没有取到：" + strings.Join(doc.missing, "；")
	}
	if below := subColumns(doc); len(below) > 0 {
		return "；这像是汇集页，下面另有子栏目，请逐个采它们：" + strings.Join(below, "、")
	}
	all := s.candidates(doc)
	if away := s.awayGroup(all); away.Rows() > 0 {
		return "；成组的链接" + strings.TrimPrefix(away.Saw(), "另") + "：" + ElsewhereRemedy
	}
	if g := s.unsure(all); g != nil {
		return fmt.Sprintf("；页面上有成组的 %d 个链接（如“%s”），但旁边没有日期，地址里也没有长编号，分不清是稿件还是菜单：若是稿件，请为该站写站点规则", len(g.rows), g.rows[0].title)
	}
	if frame := foreignFrame(doc); frame != "" {
		return "；页面里有别的网站的框架 " + frame + "，列表可能在那里：请用 gaobang source test 试它的网址"
	}
	if !doc.rendered && doc.Find("script").Length() > 0 {
		return "；若浏览器里看得到列表，列表可能由脚本生成：可在站点规则中写 list: {render: true}，由 Chromium 运行脚本后再认（gaobang source test --render 可先试）"
	}
	return ""
}

// foreignFrame is the first frame of a page that shows another site.
func foreignFrame(doc *document) (address string) {
	doc.Find("iframe[src], frame[src]").EachWithBreak(func(_ int, f *goquery.Selection) bool {
		if u := doc.resolve(attr(f.Nodes[0], "src")); u != nil && !doc.sameHost(u.String()) {
			address = u.String()
		}
		return address == ""
	})
	return address
}

// unsure is the largest group whose addresses count on like a list's, where nothing
// else tells it from a menu; nil where there is none.
func (s *scan) unsure(all []*candidate) (best *group) {
	for _, g := range s.groups(all, func(c *candidate) bool { return !c.elsewhere }) {
		if len(g.rows) >= countedRows && g.dated == 0 && g.numbered() && !g.aside() && (best == nil || len(g.rows) > len(best.rows)) {
			best = g
		}
	}
	return best
}

// maxSubColumns are named at most.
const maxSubColumns = 8

// longWord tells the name of a column from the number of a piece.
var longWord = regexp.MustCompile(`[A-Za-z]{2}`)

// subColumns are the columns below a page that has no list of its own.
func subColumns(doc *document) []string {
	dir := path.Dir(doc.url.Path)
	if folder, is := strings.CutSuffix(doc.url.Path, "/"); is {
		dir = folder
	}
	var out []string
	doc.Find("a[href]").EachWithBreak(func(_ int, a *goquery.Selection) bool {
		u := doc.resolve(linkAddress(a.Nodes[0]))
		if u == nil || u.Host != doc.url.Host || doc.isSelf(u.String()) {
			return true
		}
		rest, below := strings.CutPrefix(u.Path, dir+"/")
		if below && dir != "" && strings.Contains(rest, "/") && !articleLike(u) && longWord.MatchString(rest) && !slices.Contains(out, u.String()) {
			out = append(out, u.String())
		}
		return len(out) < maxSubColumns
	})
	return out
}
