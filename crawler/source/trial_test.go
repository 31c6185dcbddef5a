package source

import (
	"slices"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

func TestTrySaysWhatWouldBeFoundAndByWhat(t *testing.T) {
	const feed = `<?xml version="1.0"?><rss version="2.0"><channel><item><title>甲城的一条消息</title><link>http://www.jia.example/a/20261120.html</link><pubDate>2026-11-20 08:31</pubDate></item></channel></rss>`
	pages := site{
		"http://www.jia.example/yw/":             columnPage(20261101, 12, "1"),
		"http://www.jia.example/yw/index_1.html": columnPage(20261001, 12, "1"),
		"http://www.jia.example/rss.xml":         feed,
		"http://mz.jia.example/col/col1/": `<html><body><script type="text/xml"><datastore><recordset><record><![CDATA[<li><a href="/art/2026/11/20/art_1_20261.html" title="甲城的记录一条">甲城的…</a><span>2026-11-20</span></li>]]></record>` +
			`<record><![CDATA[<li><a href="/art/2026/11/19/art_1_20262.html">甲城的记录又一条</a><span>2026-11-19</span></li>]]></record></recordset></datastore></script></body></html>`,
		"http://epaper.jia.example/html/2026-11/20/node_1.htm": `<html><body><a href=content_1_1.htm>头版的一篇稿件</a></body></html>`,
		"http://www.jia.example/empty/":                        `<html><body><p>栏目建设中</p></body></html>`,
	}
	cases := []struct {
		name, address, rule string
		kind                gaobang.SourceKind
		links               int
		next, url, item     string
	}{
		{"a column page", "http://www.jia.example/yw/", "自动认出", gaobang.ListSource, 12, "http://www.jia.example/yw/index_1.html", "", "li.row"},
		{"a feed", "http://www.jia.example/rss.xml", "RSS", gaobang.FeedSource, 1, "", "", ""},
		{"records within a script", "http://mz.jia.example/col/col1/", "大汉", gaobang.ListSource, 2, "", "", ""},
		{"an e-paper's page becomes its template", "http://epaper.jia.example/html/2026-11/20/node_1.htm", "先读各版", gaobang.EPaperSource, 1, "", "http://epaper.jia.example/html/{YYYY}-{MM}/{DD}/node_1.htm", ""},
		{"a paper's template is filled with today", "http://epaper.jia.example/html/{YYYY}-{MM}/{DD}/node_1.htm", "先读各版", gaobang.EPaperSource, 1, "", "", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := Try(t.Context(), pages, c.address, nil, today)
			if err != nil {
				t.Fatal(err)
			}
			if c.url == "" {
				c.url = c.address
			}
			if got.Kind != c.kind || !strings.Contains(got.Rule, c.rule) || len(got.Links) != c.links || got.Next != c.next || got.URL != c.url || got.Profile.Item != c.item {
				t.Errorf("%+v", got)
			}
			for _, l := range got.Links {
				if l.PublishedAt.IsZero() || l.Title == "" {
					t.Errorf("link %+v", l)
				}
			}
		})
	}
	dated := func(host string) string { return "http://" + host + "/html/{YYYY}-{MM}/{DD}/node_1.htm" }
	yesterday := site{issueAddress(dated("e.jia.example"), gaobang.DateOf(today).AddDays(-1)): `<html><body><a href=content_1_1.htm>头版的一篇稿件</a></body></html>`}
	if got, err := Try(t.Context(), yesterday, dated("e.jia.example"), nil, today); err != nil || len(got.Links) != 1 || got.URL != dated("e.jia.example") {
		t.Errorf("a paper whose issue of today is not out: %+v, %v", got, err)
	}
	if _, err := Try(t.Context(), site{}, dated("e.jia.example"), nil, today); err == nil {
		t.Error("a paper without an issue")
	}
	weixin := site{"http://mp.weixin.qq.com/s/AbCdEfGh": `<html><body><h1>公众号的一篇</h1></body></html>`}
	if _, err := Try(t.Context(), weixin, "http://mp.weixin.qq.com/s/AbCdEfGh", nil, today); err == nil || !strings.Contains(err.Error(), "kind: page") {
		t.Errorf("a single piece: %v", err)
	}
	if _, err := Try(t.Context(), pages, "http://www.jia.example/empty/", nil, today); !IsNoList(err) {
		t.Errorf("a page without a list: %v", err)
	}
	if _, err := Try(t.Context(), pages, "http://www.jia.example/none/", nil, today); err == nil {
		t.Error("a page that is not there")
	}
}

// TestProposeFindsTheSameRows holds a proposal to what was recognised, on lists
// of different makes.
func TestProposeFindsTheSameRows(t *testing.T) {
	row := func(i int, format string) string {
		n := string(rune('a' + i))
		return strings.NewReplacer("{n}", n, "{u}", "/a/2026112"+n+"0000"+n+".html").Replace(format)
	}
	cases := []struct{ name, format, around, item, date string }{
		{"rows with a class", `<li class="item"><a href="{u}">甲城的一篇稿件{n}</a><span class="time">2026-11-20</span></li>`, `<ul>%</ul>`, "li.item", "span.time"},
		{"rows by the list around them", `<li><a href="{u}">甲城的一篇稿件{n}</a><i>2026-11-20</i></li>`, `<ul class="news">%</ul>`, "ul.news li", "i"},
		{"rows of a table", `<tr><td><a href="{u}">甲城的一篇稿件{n}</a></td><td class="d">2026-11-20</td></tr>`, `<table id="list">%</table>`, "#list tr", "td.d"},
		{"cards", `<div class="card"><div class="tit"><a href="{u}">甲城的一篇稿件{n}</a></div><p class="when">2026-11-20</p></div>`, `<div>%</div>`, "div.card", "p.when"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var rows strings.Builder
			for i := range 6 {
				rows.WriteString(row(i, c.format))
			}
			page := `<html><body><ul class="menu"><li class="menu-item"><a href="/c/20260000/">栏目的名字一个</a></li></ul>` + strings.Replace(c.around, "%", rows.String(), 1) + `</body></html>`
			src := gaobang.Source{Kind: gaobang.ListSource, Name: "栏目", URL: "http://www.jia.example/yw/"}
			old := &gaobang.Profile{List: gaobang.ListProfile{Item: "ul.gone li", Link: "a"}}
			seen, err := Find(t.Context(), site{src.URL: page}, src, old, Span{}, Cursor{}, today, nil)
			if !IsNoList(err) {
				t.Fatalf("the old profile: %v", err)
			}
			if seen.Proposed.Item != c.item || seen.Proposed.Date != c.date || len(seen.Sample) != 6 {
				t.Fatalf("proposed %+v, %d links", seen.Proposed, len(seen.Sample))
			}
			links, err := walk(site{src.URL: page}, src, &gaobang.Profile{List: seen.Proposed}, Span{})
			if err != nil || !slices.Equal(brief(links), brief(seen.Sample)) {
				t.Errorf("the new profile finds %v, %v", brief(links), err)
			}
		})
	}
}
