package source

import (
	"net/url"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/fetch"
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

// FuzzRecords reads pages and answers of 大汉 systems: the records within a script
// and the address of further ones.
func FuzzRecords(f *testing.F) {
	f.Add(`<script type="text/xml"><datastore><nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&webname=%25E7"></a>]]></nextgroup><recordset><record><![CDATA[<li><a href='/art/2026/11/20/art_7_1.html' title='一条动态的标题'>x</a><span>2026-11-20</span></li>]]></record></recordset></datastore></script><script>$('#1').jpage({totalRecord:99,perPage:5})</script>`)
	f.Add(`<?xml version='1.0'?><datastore><totalrecord>9</totalrecord><recordset><record><![CDATA[<tr><td><a href=/art/1001.html>一二三四五六</a></td></tr>]]></record></recordset></datastore>`)
	f.Add(`<script type="text/xml"><record><![CDATA[<li style=<br/><a href='//x/1001.html'>一二三四五</a>]]></record></script>jpage({ajaxParam:{col:1,webname:'%'},proxyUrl:'http://[/dataproxy.jsp?'})`)
	f.Add(`{"data":{"html":"<ul><li><a href='/art/1001.html'>一二三四五六</a><span>2026-11-20</span></li></ul><div rows=15 count=40></div>"}}`)
	f.Add(`{"data":{"results":[{"title":"一二三四五六&<b>七</b>","url":"//mz.example/art/1001.html","publishedTimeStr":"2026-11-20"}]}}`)
	f.Add(`<script>var list = [{"title":"一二三四五六","link":"/art/1001.html","time":1795046400000}]; var x=[{"a":[{"b":</script>`)
	f.Add(`<script url="/x/build/unit" queryData="{'webId':'3','tagId':'%'}"></script><div count=99999999999 rows=-1>`)
	f.Fuzz(func(t *testing.T, body string) {
		src := column("http://mz.example/col/col7/index.html")
		src.MaxPages = 3
		got, _ := walk(site{src.URL: body}, src, nil, Span{})
		wantSound(t, got)
		if page, is := unfolded([]byte(body)); is && len(page) > 6*len(body)+100 { // & becomes &amp;
			t.Errorf("%d bytes of records became %d", len(body), len(page))
		}
		doc, err := parse(&fetch.Response{URL: src.URL, Body: []byte(body), ContentType: "text/html"})
		if err != nil {
			return
		}
		for number := range 3 {
			for _, address := range doc.moreRecords(number + 1) {
				if u, err := url.Parse(address); err != nil || u.Host == "" {
					t.Errorf("further records at %q", address)
				}
			}
		}
	})
}

// FuzzPagers reads the scripts and links by which a list goes on: whatever they
// say, the next page is an address, and not that of the page at hand.
func FuzzPagers(f *testing.F) {
	for _, pager := range []string{
		`createPageHTML(3, 0, "index", "html")`, `createPageHTML('page_div',50,1,'list','shtml',750)`, `Pager({size:9, current:0, prefix:'../../x', suffix:'htm'})`,
		`var countPage = 20; var currentPage = 0;`, `<a href="?pageNo=24">尾页</a>`, `<a onclick="go('list_2.shtml')">下一页</a>`, `<option value="?p=2">2</option>`, `<form method=post><input name=cpage></form>`,
		`laypage.render({count:40, limit:20, jump:function(obj,first){ location.href = 'list.jsp?page=' + (obj.curr-1) + "&x=" + base; }})`, `<a href="javascript:go(2)">下一页</a>function go(n){ location.href = "//else.example/?p=" + n }`,
		`<form action="//[" ><input name=page value=-1><input name="a[]" value="&"></form>`, `<el-pagination>`,
	} {
		f.Add(pager, 1)
	}
	f.Fuzz(func(t *testing.T, pager string, number int) {
		doc, err := parse(&fetch.Response{URL: "http://mz.example/xw/list.shtml", Body: []byte("<html><body>" + pager + "<script>" + pager + "</script></body></html>"), ContentType: "text/html"})
		if err != nil {
			return
		}
		walk := listWalk{scan: &scan{source: column("http://mz.example/xw/list.shtml")}, first: doc}
		next := walk.nextPages(doc, number)
		if len(next.addresses) > 3 {
			t.Errorf("%d pages to try", len(next.addresses))
		}
		for _, address := range next.addresses {
			if u, err := url.Parse(address); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
				t.Errorf("the next page is %q", address)
			}
		}
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
