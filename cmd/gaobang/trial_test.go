package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/render/rendertest"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// trialSite has an address of every kind.
func trialSite() http.Handler {
	var rows, data strings.Builder
	for i := range 6 {
		fmt.Fprintf(&rows, `<li><a href="./202611/t202611%02d_%d.html" title="甲城开展第%d场志愿服务活动">甲城开展...</a><span>2026-11-%02d</span></li>`, 20-i, 7000+i, i+1, 20-i)
		fmt.Fprintf(&data, `%s{"u":"/a/2026000%d.html","t":"乙镇开展第%d场志愿服务活动","d":"2026-11-%02d"}`, map[bool]string{true: ","}[i > 0], i, i+1, 20-i)
	}
	const nodes = `<a id=pageLink href=node_1.htm>第01版:要闻</a><a id=pageLink href=node_2.htm>第02版:民生</a>`
	pages := map[string][2]string{
		"/yw/":                        {"text/html", `<meta charset=utf-8><ul class="list">` + rows.String() + `</ul><script>createPageHTML('page_div',9,1,'index','html',50)</script>`},
		"/form/":                      {"text/html", `<meta charset=utf-8><ul class="list">` + rows.String() + `</ul><form method=post><input name=cpage value=1></form>`},
		"/pages/":                     {"text/html", `<meta charset=utf-8><ul class="list">` + rows.String() + `</ul><button>下一页</button>`},
		"/away/":                      {"text/html", `<meta charset=utf-8><ul class="list">` + rows.String() + `<li><a href="https://mp.weixin.qq.com/s/Ab3dEfGh">甲城民政公众号的一篇稿件</a><span>2026-11-01</span></li></ul>`},
		"/rss.xml":                    {"application/xml", `<rss version="2.0"><channel><item><title>一条消息</title><link>/a/20261120.html</link><pubDate>2026-11-20 08:31</pubDate></item></channel></rss>`},
		"/sitemap.xml":                {"application/xml", `<urlset><url><loc>/a/20261120.html</loc><lastmod>2026-11-20</lastmod></url></urlset>`},
		"/paperindex.htm":             {"text/html", `<meta http-equiv=refresh content="0;url=html/2026-11/20/node_1.htm">`},
		"/html/2026-11/20/node_1.htm": {"text/html", nodes + `<a href=content_1.htm>头版的一篇</a>`},
		"/html/2026-11/20/node_2.htm": {"text/html", nodes + `<a href=content_2.htm>民生的一篇</a>`},
		"/a/20261120.html":            {"text/html", `<meta charset=utf-8><h1>乙镇走访高龄老人</h1><p>乙镇民政办走访高龄老人，送去棉被。</p>`},
		"/col/list.shtml":             {"text/html", `<meta charset=utf-8><a href="/col/gzdt/list.shtml">工作动态</a>`},
		"/js/":                        {"text/html", `<meta charset=utf-8><ul id="l"></ul><script>fetch("/js/data").then(r=>r.json()).then(a=>a.forEach(x=>{var li=document.createElement("li");li.className="row";li.innerHTML='<a href="'+x.u+'">'+x.t+'</a><em>'+x.d+'</em>';document.getElementById("l").appendChild(li)}))</script>`},
		"/js/data":                    {"application/json", "[" + data.String() + "]"},
		"/check/":                     {"text/html", `<title>安全验证</title>请按住滑块`},
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page, ok := pages[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", page[0])
		_, _ = io.WriteString(w, page[1])
	})
}

// TestSourceTestOfEveryKind tries addresses as a person does who adds a source.
func TestSourceTestOfEveryKind(t *testing.T) {
	server := httptest.NewServer(trialSite())
	defer server.Close()
	settings := filepath.Join(t.TempDir(), "gaobang.yaml")
	if err := os.WriteFile(settings, []byte("fetch: {pace: 100ms}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) (int, string) {
		var out bytes.Buffer
		p := program{stdin: strings.NewReader(""), stdout: &out, stderr: &out, now: storagetest.Now, pinned: map[string]string{"www.jia.example": server.Listener.Addr().String()}}
		status := p.run(t.Context(), append([]string{"-c", settings, "source", "test"}, args...))
		return status, out.String()
	}
	cases := []struct {
		name, address string
		status        int
		want          []string
	}{
		{"a column", "/yw/", statusDone, []string{"栏目页：自动认出的列表", "第一页 6 条，6 条有日期；下一页 http://www.jia.example/yw/index_2.html（凭页面的分页脚本）", "2026-11-20  甲城开展第1场志愿服务活动", "kind: list", `item: "ul.list li"`}},
		{"a column that pages by a form", "/form/", statusDone, []string{"6 条有日期；只看到第一页：分页要提交表单（POST），按 GET 取不到"}},
		{"a column that pages by a script", "/pages/", statusDone, []string{"6 条有日期；只看到第一页：由脚本翻页，没有网址可跟"}},
		{"a column with a row on another site", "/away/", statusDone, []string{"第一页 6 条", "另有 1 条链到别的网站（mp.weixin.qq.com），没有采。", "gaobang import", "links_to"}},
		{"a feed", "/rss.xml", statusDone, []string{"订阅源：RSS 或 Atom", "2026-11-20  一条消息", "kind: feed"}},
		{"a sitemap", "/sitemap.xml", statusDone, []string{"站点地图：", "kind: sitemap"}},
		{"the index of a paper", "/paperindex.htm", statusDone, []string{"电子报：", "01 要闻（头版）", "02 民生", `url: "http://www.jia.example/html/{YYYY}-{MM}/{DD}/node_1.htm"`}},
		{"a single piece", "/a/20261120.html", statusFailed, []string{"像是一篇稿件", "kind: page"}},
		{"a column that gathers others", "/col/list.shtml", statusFailed, []string{"汇集页", "http://www.jia.example/col/gzdt/list.shtml"}},
		{"a list made by scripts", "/js/", statusFailed, []string{"列表可能由脚本生成", "--render"}},
		{"a page that wards off programs", "/check/", statusFailed, []string{"拦截了程序访问", "不破解"}},
		{"a page that is not there", "/none/", statusFailed, []string{"404"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			status, out := run("www.jia.example" + c.address) // as people type it
			if status != c.status {
				t.Errorf("status %d", status)
			}
			for _, want := range c.want {
				if !strings.Contains(out, want) {
					t.Errorf("it does not say %q:\n%s", want, out)
				}
			}
		})
	}
	t.Run("as JSON", func(t *testing.T) {
		_, out := run("--format", "json", "http://www.jia.example/paperindex.htm")
		var got trialView
		if err := json.Unmarshal([]byte(out), &got); err != nil || got.Kind != gaobang.EPaperSource || len(got.Links) != 2 || got.Links[0].Title != "头版的一篇" || !got.Links[0].Placement.FrontPage {
			t.Errorf("%v: %s", err, out)
		}
	})
	t.Run("rendered, and its profile written", func(t *testing.T) {
		rendertest.NeedsChromium(t)
		book := filepath.Join(t.TempDir(), "sources.yaml")
		if err := os.WriteFile(book, []byte("sources: []\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		status, out := run("--render", "--write", book, "http://www.jia.example/js/")
		written, err := os.ReadFile(book)
		if err != nil || status != statusDone || !strings.Contains(out, "乙镇开展第6场志愿服务活动") || !strings.Contains(string(written), `list: {item: "li.row", link: "a", date: "em", render: true}`) {
			t.Errorf("status %d, %v\n%s\n%s", status, err, out, written)
		}
		if status, out := run("--profile", book, "http://www.jia.example/js/"); status != statusDone || !strings.Contains(out, "站点规则 li.row") { // the profile says how
			t.Errorf("status %d by the profile\n%s", status, out)
		}
	})
}
