package source

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/fetch"
)

// row is the n-th row of a list, on a day of its own.
func row(n int) string {
	return fmt.Sprintf(`<ul><li><a href="a/%d.html">第 %d 篇稿件的标题</a>2026-11-%02d</li></ul>`, 1000+n, n, 19-n)
}

// TestFurtherPages walks lists by every way that sites count their pages. A page
// that is not named is not there, and one that says 500 must not be asked.
func TestFurtherPages(t *testing.T) {
	const never = "500"
	bare := func(n int) string {
		return fmt.Sprintf(`<li><a href="a/%d.html">第 %d 篇稿件的标题</a></li>`, 1000+n, n)
	}
	cases := []struct {
		rule  string
		pages site
		want  int
	}{
		{"从 1 数的 createPageHTML：list 之后是 list_2，直到最后一页", site{
			"list.shtml":   row(1) + `<script>createPageHTML('page_div',3,1,'list','shtml',45);</script>`,
			"list_2.shtml": row(2) + `<script>createPageHTML('page_div',3,2,'list','shtml',45);</script>`,
			"list_3.shtml": row(3) + `<script>createPageHTML('page_div',3,3,'list','shtml',45);</script>`, "list_4.shtml": never}, 3},
		{"从 1 数，名字带前缀", site{
			"list.shtml":        row(1) + `<script>createPageHTML("page-div", 2, 1, "xxgk_list", "shtml", 16);</script>`,
			"xxgk_list_2.shtml": row(2) + `<script>createPageHTML("page-div", 2, 2, "xxgk_list", "shtml", 16);</script>`, "xxgk_list_3.shtml": never}, 2},
		{"从 0 数而第二页是 index_2", site{"list.shtml": row(1) + `<script>createPageHTML(3, 0, "index", "html");</script>`, "index_2.html": row(2)}, 2},
		{"只有一页", site{"list.shtml": row(1) + `<script>createPageHTML('page_div',1,1,'list','shtml',9);</script>`, "list_2.shtml": never, "list_1.shtml": never}, 1},
		{"TRS 的老写法：countPage 和 currentPage", site{
			"list.shtml":   row(1) + `<script>var currentPage = 0;//所在页从0开始` + "\n" + `var countPage = 3//共多少页</script>`,
			"list_1.shtml": row(2) + `<script>var currentPage = 1;var countPage = 3</script>`, "list_2.shtml": row(3) + `<script>var currentPage = 2;var countPage = 3</script>`, "list_3.shtml": never}, 3},
		{"尾页的页码在参数里：?pageNo=", site{
			"list.shtml": row(1) + `<a href="?pageNo=3">尾页</a>`, "list.shtml?pageNo=1": row(1), "list.shtml?pageNo=2": row(2) + `<a href="?pageNo=3">尾页</a>`, "list.shtml?pageNo=3": row(3) + `<a href="?pageNo=3">尾页</a>`}, 3},
		{"参数从 0 数：第二页是 ?page=1", site{
			"list.shtml": row(1) + `<a href="?page=2">末页</a>`, "list.shtml?page=1": row(2) + `<a href="?page=2">末页</a>`, "list.shtml?page=2": row(3) + `<a href="?page=2">末页</a>`}, 3},
		{"页码在参数里的数字链接：?pageNum=", site{"list.shtml": row(1) + `<a href="?pageNum=1">1</a><a href="?pageNum=2">2</a>`, "list.shtml?pageNum=2": row(2)}, 2},
		{"文件名只有数字：2.html", site{"list.shtml": row(1) + `<a href="3.html">尾页</a>`, "2.html": row(2) + `<a href="3.html">尾页</a>`, "3.html": row(3) + `<a href="3.html">尾页</a>`}, 3},
		{"column-index-N.shtml", site{"list.shtml": row(1) + `<a href="column-index-3.shtml">尾页</a>`, "column-index-2.shtml": row(2) + `<a href="column-index-3.shtml">尾页</a>`, "column-index-3.shtml": row(3) + `<a href="column-index-3.shtml">尾页</a>`}, 3},
		{"home.htm 之后是 home_1.htm", site{"list.shtml": row(1) + `<a href="home_2.htm">尾页</a>`, "home_1.htm": row(2) + `<a href="home_2.htm">尾页</a>`, "home_2.htm": row(3) + `<a href="home_2.htm">尾页</a>`}, 3},
		{"下一页靠 onclick 跳转", site{"list.shtml": row(1) + `<a href="javascript:void(0)" onclick="goPage('list_2.shtml')">下一页</a>`, "list_2.shtml": row(2)}, 2},
		{"下一页是按钮", site{"list.shtml": row(1) + `<span onclick="location.href=('./list_2.shtml')">下一页</span>`, "list_2.shtml": row(2)}, 2},
		{"下一页是图片", site{"list.shtml": row(1) + `<a href="list_2.shtml"><img src=n.gif alt="下一页"></a>`, "list_2.shtml": row(2)}, 2},
		{"下一页写在 title 里", site{"list.shtml": row(1) + `<a href="list_2.shtml" title="下一页"><i></i></a>`, "list_2.shtml": row(2)}, 2},
		{"下拉框选页", site{"list.shtml": row(1) + `<select onchange="location=this.value"><option value="list.shtml">1</option><option value="list_2.shtml">第2页</option></select>`, "list_2.shtml": row(2)}, 2},
		{"要提交表单的分页不跟进", site{"list.shtml": row(1) + `<form method=post action="?"><input name="cpage" value=2><a href="javascript:go(2)">下一页</a></form>`}, 1},
		{"末页只有一行，又没有日期：照第一页的样子认", site{
			"list.shtml":   `<ul class="list">` + bare(1) + bare(2) + bare(3) + bare(4) + `</ul><a href="list_2.shtml">下一页</a>`,
			"list_2.shtml": `<ul class="list">` + bare(5) + `</ul>`}, 5},
		{"页脚里的数字不是页码", site{"list.shtml": row(1) + `<a href="http://else.example/">2</a>`}, 1},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			pages := site{}
			for name, body := range c.pages {
				pages["http://mz.example/xw/"+name] = body
			}
			got, err := walk(pages, column("http://mz.example/xw/list.shtml"), nil, Span{})
			if err != nil || len(got) != c.want {
				t.Errorf("%d links, want %d, %v: %v", len(got), c.want, err, brief(got))
			}
		})
	}
}

func TestAFormThatPagesIsNamed(t *testing.T) {
	page := row(1) + row(2) + row(3) + `<form method="post"><input type="hidden" name="cpage" value="1"></form>`
	cases := []struct {
		rule, second, next string
	}{
		{"按 GET 也给第二页", row(4) + row(5), "http://mz.example/xw/?cpage=2"},
		{"按 GET 只给第一页", page, ""},
		{"按 GET 是 500", "500", ""},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			got, err := Try(t.Context(), site{"http://mz.example/xw/": page, "http://mz.example/xw/?cpage=2": c.second}, "http://mz.example/xw/", nil, today)
			if err != nil || len(got.Links) != 3 || got.Next != c.next || !strings.Contains(got.NextBy, "POST") {
				t.Errorf("%+v, %v", got, err)
			}
		})
	}
}

// TestListsOfRealTemplates are column pages as their systems write them.
func TestListsOfRealTemplates(t *testing.T) {
	hex := func(n int) string { return fmt.Sprintf("%032x", 0x2bcdef0123456789+n) }
	cases := []struct {
		rule, address, html string
		want                []string
	}{
		{"镇江样式：li > a[title] + span.time，地址是 32 位十六进制，只写到月", "http://mzj.zj.example/mzj/tzgg/list.shtml",
			nav + `<div class="list"><ul><li><a href="/mzj/tzgg/202512/` + hex(1) + `.shtml" title="关于开展冬季走访的通知" target="_blank">关于开展冬季...</a><span class="time">2025-12-09</span></li>
			<li><a href="/mzj/tzgg/202511/` + hex(2) + `.shtml" title="关于公布名单的公告" target="_blank">关于公布...</a><span class="time">2025-11-28</span></li></ul></div>`,
			[]string{"mzj/tzgg/202512/" + hex(1) + ".shtml 关于开展冬季走访的通知 2025-12-09", "mzj/tzgg/202511/" + hex(2) + ".shtml 关于公布名单的公告 2025-11-28"}},
		{"TRS：相对地址，./202611/t20261120_1.html", "http://mzj.cq.example/gzdt/", `<ul><li><a href="./202611/t20261119_90001.html">区民政局走访养老机构</a></li><li><a href="./202611/t20261118_90002.html">街道开展志愿服务活动</a></li><li><a href="./202610/t20261018_90003.html">社区举办重阳节座谈会</a></li></ul>`,
			[]string{"gzdt/202611/t20261119_90001.html 区民政局走访养老机构 2026-11-19", "gzdt/202611/t20261118_90002.html 街道开展志愿服务活动 2026-11-18", "gzdt/202610/t20261018_90003.html 社区举办重阳节座谈会 2026-10-18"}},
		{"宣城样式：/content/detail/ 加 24 位十六进制", "http://www.xc.example/news/", `<ul><li><a href="/content/detail/65a1b2c3d4e5f6a7b8c9d0e1.html">市民政局召开工作推进会</a><span>2026-11-19</span></li><li><a href="/content/detail/65a1b2c3d4e5f6a7b8c9d0e2.html">县民政局开展专项检查</a><span>2026-11-18</span></li></ul>`,
			[]string{"content/detail/65a1b2c3d4e5f6a7b8c9d0e1.html 市民政局召开工作推进会 2026-11-19", "content/detail/65a1b2c3d4e5f6a7b8c9d0e2.html 县民政局开展专项检查 2026-11-18"}},
		{"大字的日、小字的年月", "http://www.jia.example/yw/", `<ul><li><div class=d><b>19</b><i>2026-11</i></div><a href="a/1001.html">第一篇稿件的标题</a><p>摘要，去年 2025-01-01 的事</p></li><li><div class=d><b>08</b><i>2026-11</i></div><a href="a/1002.html">第二篇稿件的标题</a></li></ul>`,
			[]string{"yw/a/1001.html 第一篇稿件的标题 2026-11-19", "yw/a/1002.html 第二篇稿件的标题 2026-11-08"}},
		{"月日和年分开写，年不是今年", "http://www.jia.example/yw/", `<ul><li><span>11-19</span><span>2024</span><a href="a/1001.html">第一篇稿件的标题</a></li><li><span>11-08</span><span>2024</span><a href="a/1002.html">第二篇稿件的标题</a></li></ul>`,
			[]string{"yw/a/1001.html 第一篇稿件的标题 2024-11-19", "yw/a/1002.html 第二篇稿件的标题 2024-11-08"}},
		{"点号日期", "http://www.jia.example/cg/", `<ul><li><a href="a/1001.html">采购公告第一号的标题</a><span>2024.07.05</span></li></ul>`, []string{"cg/a/1001.html 采购公告第一号的标题 2024-07-05"}},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			got, err := walk(site{c.address: c.html}, column(c.address), nil, Span{})
			if err != nil {
				t.Fatal(err)
			}
			wantLinks(t, got, c.want...)
		})
	}
}

func TestYearsAroundNewYear(t *testing.T) {
	at := func(y, m, d, h int) time.Time { return time.Date(y, time.Month(m), d, h, 30, 0, 0, gaobang.Shanghai) }
	cases := []struct {
		rule, written, want string
		now                 time.Time
	}{
		{"元旦早晨看到的 12-31 是昨天", "12-31", "2026-12-31", at(2027, 1, 1, 7)},
		{"元旦早晨看到的 01-01 是今天", "01-01", "2027-01-01", at(2027, 1, 1, 0)},
		{"除夕夜里看到的 01-01 是明天，不是年初", "01-01", "2027-01-01", at(2026, 12, 31, 23)},
		{"世界时还是去年，北京已是元旦", "01-01", "2027-01-01", time.Date(2026, 12, 31, 16, 30, 0, 0, time.UTC)},
		{"年中看到的 12-31 是去年", "12-31", "2025-12-31", at(2026, 7, 1, 7)},
		{"02-29 只在有它的年份", "02-29", "2024-02-29", at(2026, 7, 1, 7)},
	}
	for _, c := range cases {
		if got := dateText(c.written, c.now).String(); got != c.want {
			t.Errorf("%s: %s, want %s", c.rule, got, c.want)
		}
	}
}

func TestEmptyListsSayWhatToDo(t *testing.T) {
	src := column("http://mzj.zj.example/mzj/xxgk/list.shtml")
	cases := []struct{ rule, html, says string }{
		{"汇集页指出子栏目", nav + `<div><a href="/mzj/xxgk/zcwj/list.shtml">政策文件</a> <a href="/mzj/xxgk/gzdt/list.shtml">工作动态</a></div><script src=/a.js></script>`, "子栏目，请逐个采它们：http://mzj.zj.example/mzj/xxgk/zcwj/list.shtml、http://mzj.zj.example/mzj/xxgk/gzdt/list.shtml"},
		{"列表在别的网站的框架里", nav + `<iframe src="http://lm.bing.example/list.html"></iframe><script src="/list.js"></script>`, "别的网站的框架 http://lm.bing.example/list.html"},
		{"列表由脚本生成", nav + `<div id="list"></div><script src="/list.js"></script>`, "list: {render: true}"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			_, err := walk(site{src.URL: c.html}, src, nil, Span{})
			if !IsNoList(err) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v, want %q", err, c.says)
			}
		})
	}
	missing := missingSite{page: `<html><ul id=l></ul><script>load()</script></html>`, missing: []string{"抓取 http://mzj.zj.example/api 失败：该站的 robots.txt 不允许抓取"}}
	if _, err := walk(missing, src, nil, Span{}); err == nil || !strings.Contains(err.Error(), "要的内容没有取到") || !strings.Contains(err.Error(), "robots.txt") {
		t.Errorf("a rendered page whose data could not be had: %v", err)
	}
}

// missingSite is a page as rendered, without what its scripts asked for.
type missingSite struct {
	page    string
	missing []string
}

func (s missingSite) Get(_ context.Context, address string) (*fetch.Response, error) {
	return &fetch.Response{URL: address, RequestURL: address, Status: 200, Body: []byte(s.page), ContentType: "text/html; charset=utf-8", Rendered: true, Missing: s.missing}, nil
}

// TestLayoutEPapers are the editions whose pages lie under layout and whose pieces
// lie elsewhere, by the day.
func TestLayoutEPapers(t *testing.T) {
	cases := []struct {
		rule, template, node2, piece string
	}{
		{"新华日报样式：layout 和 con", "http://xh.jia.example/pc/layout/{YYYY}{MM}/{DD}/node_1.html", "node_2.html", "/pc/con/202611/20/content_%d.html"},
		{"光明日报样式：html/layout 和 html/content", "http://epaper.jia.example/jrb/html/layout/{YYYY}{MM}/{DD}/node_01.html", "node_02.html", "/jrb/html/content/202611/20/content_%d.html"},
		{"南方日报样式：版号 A01，稿件同目录", "http://epaper.yi.example/yrb/html/{YYYY}{MM}/{DD}/node_A01.html", "node_A02.html", "content_%d.html"},
		{"人民日报老样式：nbs 和 nw", "http://paper.jia.example/jrb/html/{YYYY}-{MM}/{DD}/nbs.D110000jrb_01.htm", "nbs.D110000jrb_02.htm", "nw.D110000jrb_20261120_%d-01.htm"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			front := issueAddress(c.template, date("2026-11-20"))
			u, _ := url.Parse(front)
			second, _ := u.Parse(c.node2)
			label := map[bool][2]string{true: {"A01版：要闻", "A02版：民生"}, false: {"第01版：要闻", "第02版：民生"}}[strings.Contains(front, "A01")]
			index := fmt.Sprintf(`<div class=swiper><a href="%s">%s</a><a id=pageLink href=%s>%s</a></div>`, front[strings.LastIndex(front, "/")+1:], label[0], c.node2, label[1])
			pieces := func(from int) string {
				return fmt.Sprintf(`<ul><li><a href="`+c.piece+`">头一篇稿件</a></li><li><a href="`+c.piece+`">又一篇稿件</a></li></ul><a href="/pc/con/202611/19/content_9.html">昨天的稿件</a>`, from, from+1)
			}
			pages := site{front: index + pieces(1), second.String(): index + pieces(3)}
			src := gaobang.Source{Name: "甲报", Kind: gaobang.EPaperSource, URL: c.template, Lookback: 3}
			got, err := walk(pages, src, nil, Span{})
			if err != nil || len(got) != 4 {
				t.Fatalf("%d pieces, %v: %v", len(got), err, brief(got))
			}
			for i, l := range got {
				page := label[i/2]
				number, name, _ := strings.Cut(strings.TrimPrefix(page, "第"), "版：")
				want := gaobang.Placement{Page: number, PageName: name, FrontPage: i < 2}
				if l.Placement != want || l.PublishedAt.String() != "2026-11-20" || !strings.Contains(l.URL, fmt.Sprintf(strings.TrimPrefix(c.piece, "/"), i+1)) {
					t.Errorf("piece %d: %+v, want at %+v", i+1, l, want)
				}
			}
		})
	}
}

func TestTryFollowsTheIndexOfAPaper(t *testing.T) {
	node := `<html><body><a id=pageLink href=node_1.htm>第01版：要闻</a><ul><li><a href=content_1.htm>头版的一篇稿件</a></li></ul></body></html>`
	for rule, index := range map[string]string{
		"引号齐全": `<html><head><META HTTP-EQUIV="REFRESH" CONTENT="0; URL=html/2026-11/20/node_1.htm"></head></html>`,
		"没有引号": `<meta http-equiv=refresh content=0;url=html/2026-11/20/node_1.htm>`,
		"只有地址": `<meta http-equiv="refresh" content="0;URL='/html/2026-11/20/node_1.htm'">`,
	} {
		t.Run(rule, func(t *testing.T) {
			pages := site{"http://paper.jia.example/paperindex.htm": index, "http://paper.jia.example/html/2026-11/20/node_1.htm": node}
			got, err := Try(t.Context(), pages, "http://paper.jia.example/paperindex.htm", nil, today)
			if err != nil || got.Kind != gaobang.EPaperSource || got.URL != "http://paper.jia.example/html/{YYYY}-{MM}/{DD}/node_1.htm" || len(got.Links) != 1 {
				t.Errorf("%+v, %v", got, err)
			}
		})
	}
}

// TestACharsetThatLies: the header says UTF-8 and the meta says so too, and the
// bytes are GBK.
func TestACharsetThatLies(t *testing.T) {
	src := column("http://mz.example/xw/")
	body := gbk(t, `<html><head><meta charset="utf-8"></head><ul><li><a href="a/1001.html">云阳街道走访困难老人，送去棉被</a><span>2026-11-19</span></li></ul></html>`)
	got, err := walk(site{src.URL: body}, src, nil, Span{})
	if err != nil {
		t.Fatal(err)
	}
	wantLinks(t, got, "xw/a/1001.html 云阳街道走访困难老人，送去棉被 2026-11-19")
}
