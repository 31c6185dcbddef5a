package source

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

const paperURL = "http://epaper.example/html/{YYYY}-{MM}/{DD}/node_1.htm"

func paper() gaobang.Source {
	return gaobang.Source{ID: "p", Name: "测试日报", Kind: gaobang.EPaperSource, URL: paperURL, Lookback: 7}
}

// issueOf lays out one day of a classic Founder edition in GBK: three pages with
// a gap in their numbers, attributes without quotes.
func issueOf(t testing.TB, pages site, day string) {
	t.Helper()
	dir := "http://epaper.example/html/" + day + "/"
	index := `<a id=pageLink href=node_1.htm>第01版:头版</a> <a id=pageLink href="./node_3.htm">第03版：要闻</a> <a href=../../../resfile/x/01.pdf>PDF</a><a id=pageLink href=node_4.htm>第04版:民政</a>`
	pages[dir+"node_1.htm"] = gbk(t, `<html><head><meta charset=gb2312><title>测试日报</title></head><a href=node_3.htm>下一版</a>`+index+
		`<map><area href="content_101.htm"><area href="content_103.htm"></map>
		<ul><li><a href=content_101.htm><div style="display:inline" id=mp101>头版头条的标题 </div></a></li><li><a href="content_102.htm">头版第二条的标题</a></li></ul>`)
	pages[dir+"node_3.htm"] = gbk(t, `<meta charset=gb2312>`+index+`<a href=content_301.htm><script>document.write(view("脚本写出的标题"))</script></a>`)
	pages[dir+"node_4.htm"] = gbk(t, `<meta charset=gb2312>`+index+`<a href=content_401.htm>云阳街道走访老人</a><a href=content_101.htm>转第01版</a>`)
}

func TestClassicEPaper(t *testing.T) {
	pages := site{}
	issueOf(t, pages, "2026-11/19")
	issueOf(t, pages, "2026-11/16")
	got, err := walk(pages, paper(), nil, Span{})
	if err != nil {
		t.Fatal(err)
	}
	day := func(d string) []string {
		dir := "html/2026-11/" + d + "/"
		return []string{
			dir + "content_101.htm 头版头条的标题 2026-11-" + d, dir + "content_102.htm 头版第二条的标题 2026-11-" + d, dir + "content_103.htm  2026-11-" + d,
			dir + "content_301.htm 脚本写出的标题 2026-11-" + d, dir + "content_401.htm 云阳街道走访老人 2026-11-" + d,
		}
	}
	wantLinks(t, got, append(day("19"), day("16")...)...)
	places := []gaobang.Placement{
		{Page: "01", PageName: "头版", FrontPage: true}, {Page: "01", PageName: "头版", FrontPage: true}, {Page: "01", PageName: "头版", FrontPage: true},
		{Page: "03", PageName: "要闻"}, {Page: "04", PageName: "民政"},
	}
	for i, want := range places {
		if got[i].Placement != want {
			t.Errorf("%s: placement = %+v, want %+v", got[i].Title, got[i].Placement, want)
		}
	}
}

func TestEPaperDays(t *testing.T) {
	dir := "http://epaper.example/html/2026-11/"
	cases := []struct {
		rule  string
		pages site
		ok    bool
		links int
		says  string
	}{
		{"缺几天是常事", site{}, true, 5, ""},
		{"某天跳到最新一期，不算那天的", site{dir + "17/node_1.htm": "-> " + dir + "18/node_1.htm"}, true, 5, ""},
		{"某天的页面说没有，不算出报", site{dir + "17/node_1.htm": "<h1>您访问的页面不存在</h1>"}, true, 5, ""},
		{"某天的页面看不懂是错误", site{dir + "17/node_1.htm": "<div id=app></div>"}, false, 5, "改版"},
		{"有版面而没有稿件是错误", site{dir + "17/node_1.htm": `<a id=pageLink href=node_2.htm>第02版</a>`, dir + "17/node_2.htm": "x"}, false, 5, "content_"},
		{"版面缺一张接着读", site{dir + "17/node_1.htm": `<a href=node_1.htm>第01版</a><a href=node_9.htm>第09版</a><a href=content_1.htm>一篇稿件的标题</a>`}, true, 6, ""},
		{"版面出错时，读到的先交出", site{dir + "17/node_1.htm": `<a href=node_1.htm>第01版</a><a href=node_2.htm>第02版</a><a href=content_1.htm>一篇稿件的标题</a>`, dir + "17/node_2.htm": "500"}, false, 6, "500"},
		{"服务器出错不当作没有出报", site{dir + "17/node_1.htm": "500"}, false, 5, "500"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			issueOf(t, c.pages, "2026-11/18")
			got, err := walk(c.pages, paper(), nil, Span{Since: date("2026-11-15"), Until: date("2026-12-31")})
			if (err == nil) != c.ok || len(got) != c.links {
				t.Fatalf("%d links, %v", len(got), err)
			}
			if err != nil && !strings.Contains(err.Error(), c.says) {
				t.Errorf("error = %v", err)
			}
		})
	}
	t.Run("整段时间没有一期是错误", func(t *testing.T) {
		_, err := walk(site{}, paper(), nil, Span{Since: date("2026-11-15")})
		if gaobang.CodeOf(err) != gaobang.Unavailable || !strings.Contains(err.Error(), "2026-11-15") {
			t.Errorf("error = %v", err)
		}
	})
}

func TestPagePlacement(t *testing.T) {
	cases := []struct {
		label string
		want  gaobang.Placement
	}{
		{"第01版:要闻", gaobang.Placement{Page: "01", PageName: "要闻", FrontPage: true}},
		{"第 A01 版：头版", gaobang.Placement{Page: "A01", PageName: "头版", FrontPage: true}},
		{"1版 要闻", gaobang.Placement{Page: "1", PageName: "要闻", FrontPage: true}},
		{"第一版：要闻", gaobang.Placement{Page: "一", PageName: "要闻", FrontPage: true}},
		{"01：头版", gaobang.Placement{Page: "01", PageName: "头版", FrontPage: true}},
		{"第11版:副刊", gaobang.Placement{Page: "11", PageName: "副刊"}},
		{"第B01版:经济", gaobang.Placement{Page: "B01", PageName: "经济"}},
		{"第02版：综 合", gaobang.Placement{Page: "02", PageName: "综合"}},
		{"第10版", gaobang.Placement{Page: "10"}},
		{"下一版", gaobang.Placement{}},
		{"版面概览", gaobang.Placement{}},
	}
	for _, c := range cases {
		if got := pagePlacement(c.label); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.label, got, c.want)
		}
	}
}

func TestIssuesAreBounded(t *testing.T) {
	var index strings.Builder
	pages := site{}
	for i := range 1000 {
		fmt.Fprintf(&index, `<a href=node_%d.htm>第%d版</a>`, i+1, i%999)
	}
	dir := "http://epaper.example/html/2026-11/20/"
	for i := range 1000 {
		pages[fmt.Sprintf("%snode_%d.htm", dir, i+1)] = fmt.Sprintf("<a href=content_%d.htm>稿件标题</a>", i) + index.String()
	}
	got, err := walk(pages, paper(), nil, Span{Since: date("2026-11-20")})
	if err != nil || len(got) != maxIssuePages {
		t.Errorf("%d links, %v", len(got), err)
	}
}
