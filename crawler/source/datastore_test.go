package source

import (
	"context"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/fetch"
)

// jcms is a 大汉 site: a column with so many records, of which the page shows the
// first group and dataproxy.jsp the others.
type jcms struct {
	total, group int
	proxy        string // path of dataproxy.jsp
	row          string // of a record, with address, title and day
	byPage       bool   // dataproxy.jsp knows the number of a page only
	called       bool   // the parameters stand in the pager's call only
	asked        []string
}

func (j *jcms) records(from, to int) string {
	var b strings.Builder
	b.WriteString("<recordset>")
	for i := from; i <= min(to, j.total); i++ {
		fmt.Fprintf(&b, "<record><![CDATA["+j.row+"]]></record>\n", fmt.Sprintf("/art/2026/11/%d/art_7_%d.html", 20-i%10, 10000+i), fmt.Sprintf("甲城市民政局的第%d条动态", i), fmt.Sprintf("2026-11-%02d", 20-i%10))
	}
	return b.String() + "</recordset>"
}

func (j *jcms) Get(_ context.Context, address string) (*fetch.Response, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	var body string
	switch {
	case u.Path == "/col/col7/index.html" && j.called:
		body = `<html><body><script type="text/xml"><datastore>` + j.records(1, j.group) + `</datastore></script><script>$('#88').jpage({theme:'default',totalRecord:` + strconv.Itoa(j.total) +
			`,perPage:5,ajaxParam:{col:1,appid:1,webid:3,path:'/',columnid:7,sourceContentType:1,unitid:'88',webname:'%E7%94%B2',permissiontype:0},proxyUrl:'` + j.proxy + `'})</script></body></html>`
	case u.Path == "/col/col7/index.html":
		body = `<html><body><script type="text/xml"><datastore><nextgroup><![CDATA[<a href="` + j.proxy + `?page=1&appid=1&webid=3&path=/&columnid=7&unitid=88&webname=%25E7%2594%25B2&permissiontype=0"></a>]]></nextgroup>` + j.records(1, j.group) +
			`</datastore></script><script>$('#88').jpage({totalRecord:` + strconv.Itoa(j.total) + `,perPage:5})</script></body></html>`
	case strings.HasSuffix(u.Path, "/dataproxy.jsp"):
		q := u.Query()
		j.asked = append(j.asked, u.Path+" "+q.Get("startrecord")+"-"+q.Get("endrecord")+" "+q.Get("unitid")+" "+q.Get("webname")+" "+q.Get("perpage"))
		from, _ := strconv.Atoi(q.Get("startrecord"))
		to, _ := strconv.Atoi(q.Get("endrecord"))
		if n, _ := strconv.Atoi(q.Get("page")); n > 0 {
			from, to = (n-1)*j.group+1, n*j.group
		} else if j.byPage {
			from, to = 1, 0
		}
		body = "<?xml version='1.0' encoding='UTF-8'?><datastore><totalrecord>" + strconv.Itoa(j.total) + "</totalrecord>" + j.records(from, to) + "</datastore>"
	default:
		return nil, &fetch.Error{Kind: fetch.KindStatus, Status: 404, URL: address}
	}
	return &fetch.Response{URL: address, RequestURL: address, Status: 200, Body: []byte(body), ContentType: "text/html; charset=utf-8"}, nil
}

func TestRecordsOfADahanColumn(t *testing.T) {
	item := `<li><a href='%s' title='%s' target="_blank">甲城市民政局...</a><span>%s</span></li>`
	cases := []struct {
		name    string
		site    *jcms
		asked   []string
		maxPage int
		want    int
	}{
		{"groups follow each other to the last record", &jcms{total: 37, group: 15, proxy: "/module/web/jpage/dataproxy.jsp", row: item},
			[]string{"/module/web/jpage/dataproxy.jsp 16-30 88 %E7%94%B2 5", "/module/web/jpage/dataproxy.jsp 31-45 88 %E7%94%B2 5"}, 20, 37},
		{"the older path", &jcms{total: 20, group: 15, proxy: "/module/jslib/jquery/jpage/dataproxy.jsp", row: item}, []string{"/module/jslib/jquery/jpage/dataproxy.jsp 16-30 88 %E7%94%B2 5"}, 20, 20},
		{"old records are rows of a table", &jcms{total: 20, group: 15, proxy: "/module/jpage/dataproxy.jsp", row: `<tr><td><a href="%s" title="%s">甲城市...</a></td><td>%s</td></tr>`}, []string{"/module/jpage/dataproxy.jsp 16-30 88 %E7%94%B2 5"}, 20, 20},
		{"fragments that are broken", &jcms{total: 16, group: 15, proxy: "/module/jpage/dataproxy.jsp", row: `<li style=<br/><a href='%s' title='%s'>甲城市...</a><b>%s</b></li>`}, []string{"/module/jpage/dataproxy.jsp 16-30 88 %E7%94%B2 5"}, 20, 16},
		{"one page is enough where it holds all", &jcms{total: 9, group: 15, proxy: "/module/jpage/dataproxy.jsp", row: item}, nil, 20, 9},
		{"no more groups than the source may read pages", &jcms{total: 99, group: 15, proxy: "/module/jpage/dataproxy.jsp", row: item}, []string{"/module/jpage/dataproxy.jsp 16-30 88 %E7%94%B2 5"}, 2, 30},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			src := gaobang.Source{Name: "动态", Kind: gaobang.ListSource, URL: "http://mz.jia.example/col/col7/index.html", MaxPages: c.maxPage}
			links, err := walk(c.site, src, nil, Span{})
			if err != nil || len(links) != c.want || strings.Join(c.site.asked, "|") != strings.Join(c.asked, "|") {
				t.Fatalf("%d links, %v, asked %q", len(links), err, c.site.asked)
			}
			for i, l := range links {
				want := fmt.Sprintf("http://mz.jia.example/art/2026/11/%d/art_7_%d.html 甲城市民政局的第%d条动态 2026-11-%02d", 20-(i+1)%10, 10001+i, i+1, 20-(i+1)%10)
				if got := l.URL + " " + l.Title + " " + l.PublishedAt.String(); got != want {
					t.Fatalf("link %d is %s, want %s: a neighbour's date or title", i+1, got, want)
				}
			}
		})
	}
}

// TestRecordsByOtherCalls are columns whose further records are to be had another
// way.
func TestRecordsByOtherCalls(t *testing.T) {
	item := `<li><a href='%s' title='%s' target="_blank">甲城市民政局...</a><span>%s</span></li>`
	cases := []struct {
		name  string
		site  *jcms
		asked string // the last
	}{
		{"a site that knows the number of a page only", &jcms{total: 40, group: 15, proxy: "/module/web/jpage/dataproxy.jsp", row: item, byPage: true}, "/module/web/jpage/dataproxy.jsp - 88 %E7%94%B2 "},
		{"parameters in the pager's call", &jcms{total: 40, group: 15, proxy: "/module/jslib/jquery/jpage/dataproxy.jsp", row: item, called: true}, "/module/jslib/jquery/jpage/dataproxy.jsp 31-45 88 甲 5"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			links, err := walk(c.site, gaobang.Source{Name: "动态", Kind: gaobang.ListSource, URL: "http://mz.jia.example/col/col7/index.html", MaxPages: 20}, nil, Span{})
			if err != nil || len(links) != 40 || c.site.asked[len(c.site.asked)-1] != c.asked {
				t.Errorf("%d links, %v, asked %q", len(links), err, c.site.asked)
			}
		})
	}
}

// TestRowsOfRecords: whatever the quotes, the addresses and the elements, a record
// has its own title and its own date, and none where it has none.
func TestRowsOfRecords(t *testing.T) {
	src := gaobang.Source{Name: "动态", Kind: gaobang.ListSource, URL: "http://mz.jia.example/col/col7/index.html"}
	records := strings.Join([]string{
		`<li><a href='/art/2026/11/20/art_7_1.html' title='单引号的一条工作动态'>单引号...</a><span>2026-11-20</span></li>`,
		`<li><a href="../../art/2026/11/19/art_7_2.html" title="相对地址的一条工作动态">相对...</a><b>2026-11-19</b></li>`,
		`<li><a href="http://mz.jia.example/art/2026/11/18/art_7_3.html" title="绝对地址的一条工作动态">绝对...</a><span class="bt_time">[2026-11-18]</span></li>`,
		`<li><a href=/art/2026/11/17/art_7_4.html>没有引号也没有 title 的一条</a><span>2026-11-17</span></li>`,
		`<li><a href="/art/2026/11/16/art_7_5.html" title="自己没有日期的一条动态">自己没有...</a></li>`,
		`<li style=<br/><a href="/art/2026/11/15/art_7_6.html" title="断了的碎片里的一条动态">断了...</a><span>2026-11-15</span></li>`,
	}, "]]></record>\n<record><![CDATA[")
	page := `<script type="text/xml"><datastore><recordset><record><![CDATA[` + records + `]]></record></recordset></datastore></script>`
	got, err := walk(site{src.URL: page}, src, nil, Span{})
	if err != nil {
		t.Fatal(err)
	}
	wantLinks(t, got,
		"art/2026/11/20/art_7_1.html 单引号的一条工作动态 2026-11-20", "art/2026/11/19/art_7_2.html 相对地址的一条工作动态 2026-11-19",
		"art/2026/11/18/art_7_3.html 绝对地址的一条工作动态 2026-11-18", "art/2026/11/17/art_7_4.html 没有引号也没有 title 的一条 2026-11-17",
		"art/2026/11/16/art_7_5.html 自己没有日期的一条动态 2026-11-16", // by its address, not by its neighbour
		"art/2026/11/15/art_7_6.html 断了的碎片里的一条动态 2026-11-15")
}

func TestPagersAndJumpsByScript(t *testing.T) {
	page := func(from int, rest string) string {
		var b strings.Builder
		for i := from; i < from+4; i++ {
			fmt.Fprintf(&b, `<li><a href="javascript:void(0)" onclick="jumpToDetail('./202611/t20261120_%d.html')">甲城的一条工作动态%d</a><span>2026-11-20</span></li>`, i, i)
		}
		return "<html><body><ul>" + b.String() + "</ul>" + rest + "</body></html>"
	}
	for name, pager := range map[string]string{
		"createPageHTML":          "<script>createPageHTML(2, 0, 'list', 'shtml')</script>",
		"Pager with an object":    "<script>Pager({size:2, current:0, prefix:'list', suffix:'shtml'});</script>",
		"Pager with quoted names": `<script>new Pager({"total": "2", "current": "0", "prefix": "list", "suffix": "shtml"})</script>`,
	} {
		t.Run(name, func(t *testing.T) {
			pages := site{"http://www.jia.example/gzdt/": page(1, pager), "http://www.jia.example/gzdt/list_1.shtml": page(5, strings.Replace(strings.Replace(pager, "0", "1", 1), "\"0\"", "\"1\"", 1))}
			links, err := walk(pages, gaobang.Source{Name: "动态", Kind: gaobang.ListSource, URL: "http://www.jia.example/gzdt/"}, nil, Span{})
			if err != nil || len(links) != 8 || links[7].URL != "http://www.jia.example/gzdt/202611/t20261120_8.html" {
				t.Errorf("%v, %v", brief(links), err)
			}
		})
	}
}
