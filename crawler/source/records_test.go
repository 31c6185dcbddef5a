package source

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/fetch"
)

// TestRecordsHoweverWritten: the script, the records and their rows as the editions
// of 大汉 write them.
func TestRecordsHoweverWritten(t *testing.T) {
	const row = `<li><a href="/art/2026/11/19/art_7_1.html" title="甲城民政的一条动态">甲城...</a><span>2026-11-18</span></li>`
	const want = "art/2026/11/19/art_7_1.html 甲城民政的一条动态 2026-11-18"
	cases := map[string]string{
		"单引号的 type":    `<script type='text/xml'><datastore><recordset><record><![CDATA[` + row + `]]></record></recordset></datastore></script>`,
		"大写的 TYPE":     `<SCRIPT TYPE="TEXT/XML"><datastore><recordset><record><![CDATA[` + row + `]]></record></recordset></datastore></SCRIPT>`,
		"没有 CDATA":     `<script type="text/xml"><datastore><recordset><record>` + row + `</record></recordset></datastore></script>`,
		"没有 recordset": `<script type="text/xml"><datastore><record><![CDATA[` + row + `]]></record></datastore></script>`,
		"别的 type，内容一样": `<script type="text/html" id="x"><datastore><recordset><record><![CDATA[` + row + `]]></record></recordset></datastore></script>`,
		"没有 type":      `<script><datastore><recordset><record><![CDATA[` + row + `]]></record></recordset></datastore></script>`,
		"源文件里有 XML 声明": `<script type="text/xml"><?xml version="1.0" encoding="UTF-8"?><datastore><recordset><record><![CDATA[` + row + `]]></record></recordset></datastore></script>`,
		"写在 div 里":     `<div id="88"><script type="text/xml"><datastore><nextgroup></nextgroup><recordset><record><![CDATA[` + row + `]]></record></recordset></datastore></script></div>`,
		"表格里的记录":       `<table><tr><td><script type="text/xml"><datastore><recordset><record><![CDATA[<tr><td height=26><a href='/art/2026/11/19/art_7_1.html' title='甲城民政的一条动态'>甲城...</a></td><td>[2026-11-18]</td></tr>]]></record></recordset></datastore></script></td></tr></table>`,
		"记录是 div":      `<script type="text/xml"><datastore><recordset><record><![CDATA[<div class=x><a href='/art/2026/11/19/art_7_1.html' title='甲城民政的一条动态'>甲城...</a><b>2026-11-18</b></div>]]></record></recordset></datastore></script>`,
		"一条记录一张表":      `<script type="text/xml"><datastore><recordset><record><![CDATA[<table width="100%"><tr><td>·</td><td><a href='/art/2026/11/19/art_7_1.html' title='甲城民政的一条动态'>甲城...</a></td><td>2026-11-18</td></tr></table>]]></record></recordset></datastore></script>`,
		"记录没有关上标签":     `<script type="text/xml"><datastore><recordset><record><![CDATA[<li><a href='/art/2026/11/19/art_7_1.html' title='甲城民政的一条动态'>甲城...<span>2026-11-18</span>]]></record></recordset></datastore></script>`,
		"转义的记录":        `<script type="text/xml"><datastore><recordset><record>&lt;li&gt;&lt;a href="/art/2026/11/19/art_7_1.html" title="甲城民政的一条动态"&gt;甲城...&lt;/a&gt;&lt;span&gt;2026-11-18&lt;/span&gt;&lt;/li&gt;</record></recordset></datastore></script>`,
	}
	for rule, html := range cases {
		t.Run(rule, func(t *testing.T) {
			src := gaobang.Source{Name: "动态", Kind: gaobang.ListSource, URL: "http://mz.example/col/col7/index.html"}
			got, err := walk(site{src.URL: "<html><body>" + header + html + footer + "</body></html>"}, src, nil, Span{})
			if err != nil {
				t.Fatal(err)
			}
			wantLinks(t, got, want)
		})
	}
}

// jpaas is a column whose rows its script asks for, fifteen at a time.
type jpaas struct {
	total int
	pager string // of the unit's HTML, with {rows} and {count}
	asked []string
}

func (j *jpaas) Get(_ context.Context, address string) (*fetch.Response, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	var body string
	kind := "text/html"
	switch {
	case u.Path == "/col/col7/index.html":
		body = "<html><body>" + header + hot("hot") + `<script src="/script/unitbuild.js" url="/api-gateway/jpaas-publish-server/front/page/build/unit" queryData="{'parseType':'bulidstatic','webId':'3','tplSetId':'x1','pageType':'column','tagId':'导航','editType':'null','pageId':'7'}"></script>
<div id="list"><script url="/api-gateway/jpaas-publish-server/front/page/build/unit" querydata="{'parseType':'bulidstatic','webId':'3','tplSetId':'x1','pageType':'column','tagId':'信息列表','editType':'null','pageId':'7'}"></script></div>` + footer + "</body></html>"
	case isUnit(u) && u.Query().Get("tagId") == "导航":
		body, kind = `{"success":true,"data":{"html":"<ul><li><a href='/a/'>网站的首页</a></li></ul>"}}`, "application/json"
	case isUnit(u) && u.Query().Get("tagId") == "信息列表" && u.Query().Get("webId") == "3" && u.Query().Get("pageId") == "7":
		var page struct{ PageNo, PageSize int }
		if param := u.Query().Get("paramJson"); param == "" {
			page.PageNo, page.PageSize = 1, 15
		} else if err := json.Unmarshal([]byte(param), &page); err != nil {
			return nil, err
		}
		j.asked = append(j.asked, u.Query().Get("paramJson"))
		var rows strings.Builder
		for i := (page.PageNo - 1) * page.PageSize; i < min(page.PageNo*page.PageSize, j.total); i++ {
			fmt.Fprintf(&rows, `<li><a href="../../art/2026/art_%d.html" title="甲城民政的动态第%d条">甲城...</a><span>2026-11-%02d</span></li>`, 100000+i, i+1, 20-i/2)
		}
		answer, err := json.Marshal(map[string]any{"success": true, "data": map[string]string{"html": `<div class="page-content"><ul>` + rows.String() + "</ul></div>" + strings.NewReplacer("{rows}", "15", "{count}", strconv.Itoa(j.total)).Replace(j.pager)}})
		if err != nil {
			return nil, err
		}
		body, kind = string(answer), "application/json;charset=UTF-8"
	default:
		return nil, &fetch.Error{Kind: fetch.KindStatus, Status: 404, URL: address}
	}
	return &fetch.Response{URL: address, RequestURL: address, Status: 200, Body: []byte(body), ContentType: kind}, nil
}

// TestUnitsOfJpaas: the newer editions of 大汉 ask for the rows by script, as JSON
// with a piece of HTML; what is asked stands in the page.
func TestUnitsOfJpaas(t *testing.T) {
	src := gaobang.Source{Name: "动态", Kind: gaobang.ListSource, URL: "http://mz.example/col/col7/index.html"}
	for rule, pager := range map[string]string{
		"页数写在属性里":        `<div class="pagination" rows="{rows}" count="{count}" pageNo="1"></div>`,
		"页数写在 queryData": `<div id="x_pagination" queryData="{'rows':'{rows}','count':'{count}','pageNo':'1'}"></div>`,
	} {
		t.Run(rule, func(t *testing.T) {
			j := &jpaas{total: 33, pager: pager}
			got, err := walk(j, src, nil, Span{})
			if err != nil || len(got) != 33 {
				t.Fatalf("%d links, %v", len(got), err)
			}
			if l := brief(got)[32]; l != "art/2026/art_100032.html 甲城民政的动态第33条 2026-11-04" {
				t.Errorf("the last is %s", l)
			}
			if asked := strings.Join(j.asked, " "); asked != ` {"pageNo":2,"pageSize":15} {"pageNo":3,"pageSize":15}` {
				t.Errorf("asked %s", asked)
			}
		})
	}
	t.Run("没有页数就只有一页", func(t *testing.T) {
		if got, err := walk(&jpaas{total: 33}, src, nil, Span{}); err != nil || len(got) != 15 {
			t.Errorf("%d links, %v", len(got), err)
		}
	})
	t.Run("接着翻，不再取第一页", func(t *testing.T) {
		j := &jpaas{total: 33, pager: `<div rows="{rows}" count="{count}"></div>`}
		first := walkFrom(t, j, src, nil, Cursor{}, 1)
		rest := walkFrom(t, j, src, nil, first.steps[0].Next, 9)
		if len(first.links)+len(rest.links) != 33 || len(j.asked) != 3 {
			t.Errorf("%d and %d links, asked %q", len(first.links), len(rest.links), j.asked)
		}
	})
	t.Run("试采说明规则和第二页", func(t *testing.T) {
		got, err := Try(t.Context(), &jpaas{total: 33, pager: `<div rows="{rows}" count="{count}"></div>`}, src.URL, nil, today)
		if err != nil || len(got.Links) != 15 || !strings.Contains(got.Rule, "build/unit") || !strings.Contains(got.Next, "paramJson") || got.NextBy == "" {
			t.Errorf("%+v, %v", got, err)
		}
	})
}
