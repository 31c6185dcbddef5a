package source

import (
	"net/url"
	"testing"

	"github.com/gaobang/gaobang"
)

// wantSound holds what must be true of any links, whatever the site sent.
func wantSound(t *testing.T, links []gaobang.Link) {
	t.Helper()
	seen := map[string]bool{}
	for _, l := range links {
		u, err := url.Parse(l.URL)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			t.Errorf("link %q cannot be fetched", l.URL)
		}
		if key := canonical(l.URL); seen[key] {
			t.Errorf("link %q comes twice", l.URL)
		} else {
			seen[key] = true
		}
	}
	if len(links) > maxLinks*defaultMaxPages {
		t.Errorf("%d links", len(links))
	}
}

func FuzzList(f *testing.F) {
	for _, s := range []string{
		nav + `<ul><li><a href="t20261119_11.html" title="whole">丹阳市民政局走访困难老人</a><span>2026-11-19</span></li></ul>`,
		`<script type="text/xml"><datastore><record><![CDATA[<tr><td><a href='/art/2026/1/1/art_1_2.html'>一二三四五六</a></td></tr>]]></record>`,
		`<base href="//x"><a href="a/1001.html">第一篇稿件的标题</a> 11-19<script>createPageHTML(999999,0,"index","html")</script><a href=?p=2>2</a><a href=index_9.html>尾页</a>`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		src := column("http://mz.example/xw/")
		src.MaxPages = 3
		got, _ := walk(site{src.URL: body, "http://mz.example/xw/index_1.html": body}, src, nil, Span{})
		wantSound(t, got)
	})
}

func FuzzIssue(f *testing.F) {
	pages := site{}
	issueOf(f, pages, "2026-11/20")
	for _, body := range pages {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		got, _ := walk(site{"http://epaper.example/html/2026-11/20/node_1.htm": body}, paper(), nil, Span{Since: date("2026-11-20")})
		wantSound(t, got)
	})
}

func FuzzFeed(f *testing.F) {
	f.Add(rss("<item><title>稿</title><link>/1</link><pubDate>Fri, 20 Nov 2026 08:31:05 CST</pubDate></item>"))
	f.Add(`<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/2"/></entry></feed>`)
	f.Add(`{"version":"https://jsonfeed.org/version/1","items":[{"url":"/3","date_published":"2026-11-20"}]}`)
	f.Fuzz(func(t *testing.T, body string) {
		src := feedSource()
		got, _ := walk(site{src.URL: body}, src, nil, Span{})
		wantSound(t, got)
	})
}
