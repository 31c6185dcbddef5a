package extract

import (
	"slices"
	"strings"
	"testing"
)

func page(url, body string) Input {
	return Input{URL: url, FetchedAt: fetchedAt, HTML: []byte("<html><head><title>把食堂办到村口</title></head><body><h1>把食堂办到村口</h1><div>2026-11-20 08:19</div>" + body + "</body></html>")}
}

func TestNextNamesTheOtherPagesOfAPiece(t *testing.T) {
	text := "<div><p>" + sentence + "</p><p>" + sentence + "</p></div>"
	cases := []struct {
		rule, url, links string
		want             string
	}{
		{"numbers in order, without the page itself", "http://jia.example/a/t20261120_1.html", `<a href="t20261120_1_3.html">3</a><a href="t20261120_1_2.html">2</a>`, "t20261120_1_2 t20261120_1_3"},
		{"behind the second page comes the third", "http://jia.example/a/n9-p2.html", `<a href="n9.html">1</a><a href="n9-p2.html">2</a><a href="n9-p3.html">【3】</a>`, "n9-p3"},
		{"the next page alone", "http://jia.example/a/9.html", `<a href="9_2.html">下一页&gt;</a>`, "9_2"},
		{"a number in the query", "http://jia.example/a?id=9", `<a href="?id=9&page=2">2</a>`, "a?id=9&page=2"},
		{"another piece is no page", "http://jia.example/a/9.html", `<a href="10.html">下一页</a><a href="10_2.html">2</a>`, ""},
		{"another site is no page", "http://jia.example/a/9.html", `<a href="http://yi.example/a/9_2.html">2</a>`, ""},
		{"a script that numbers", "http://jia.example/a/t20261120_1.shtml", `<script>createPageHTML(3, 0, "t20261120_1", "shtml");</script>`, "t20261120_1_1 t20261120_1_2"},
		{"a script that numbers a list", "http://jia.example/a/9.html", `<script>createPageHTML(3, 0, "index", "html");</script>`, ""},
		{"an address that is not known", "", `<a href="9_2.html">2</a>`, ""},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			r, err := Read(page(c.url, text+"<div>"+c.links+"</div>"))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, address := range r.Next {
				address = strings.TrimPrefix(address, "http://jia.example/")
				got = append(got, strings.TrimSuffix(strings.TrimSuffix(strings.TrimPrefix(address, "a/"), ".html"), ".shtml"))
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("next = %s, want %s", s, c.want)
			}
		})
	}
}

func TestAppendJoinsPages(t *testing.T) {
	lead := "<p>导语在每一页上都有，读者一看便知说的是什么。</p>"
	first, err := Read(page("http://jia.example/9.html", "<div>"+lead+"<p>"+sentence+"</p></div><p>记者：林测试</p>"))
	if err != nil {
		t.Fatal(err)
	}
	second, _ := Read(page("http://jia.example/9_2.html", "<div>"+lead+`<p><img src="2.jpg"></p><p>图为助餐点。高示例 摄</p><p>第二页的结尾，说到这里就完了，谢谢。</p></div><p>责任编辑：方样例</p>`))
	first.Append(second)
	if got := strings.Split(first.Body, "\n"); len(got) != 4 || got[2] != "图为助餐点。高示例 摄" || got[3] != "第二页的结尾，说到这里就完了，谢谢。" {
		t.Errorf("body = %q", got)
	}
	if !slices.Equal(first.Captions, []int{2}) || len(first.Images) != 1 || first.Images[0].URL != "http://jia.example/2.jpg" {
		t.Errorf("captions %v, images %v", first.Captions, first.Images)
	}
	if !strings.Contains(first.Meta, "记者：林测试") || !strings.Contains(first.Meta, "责任编辑：方样例") {
		t.Errorf("meta = %q", first.Meta)
	}
}

func TestTablesAreReadByRows(t *testing.T) {
	text := "<p>" + sentence + "</p>"
	cases := []struct {
		rule, table string
		want        string // lines, parted by |
	}{
		{"cells of a row are parted by tabs", "<table><tr><th>镇</th><th>户数</th></tr><tr><td>乙镇</td><td>12</td></tr></table>", "镇\t户数|乙镇\t12"},
		{"a paragraph in each cell", "<table><tr><td><p>镇</p></td><td><p>户数</p></td></tr><tr><td><p>乙镇</p></td><td><p>12</p></td></tr></table>", "镇\t户数|乙镇\t12"},
		{"one row lays out", "<table><tr><td>左边的文字，</td><td>右边的文字。</td></tr></table>", "左边的文字，|右边的文字。"},
		{"long cells lay out", "<table><tr><td>" + sentence + sentence + sentence + "</td><td>右，</td></tr><tr><td>左，</td><td>右边。</td></tr></table>", sentence + sentence + sentence + "|右，|左，|右边。"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			a, err := Page(page("", "<div>"+text+c.table+text+text+"</div>"))
			if err != nil {
				t.Fatal(err)
			}
			want := sentence + "|" + c.want + "|" + sentence + "|" + sentence
			if got := strings.ReplaceAll(a.Body, "\n", "|"); got != want {
				t.Errorf("body = %q, want %q", got, want)
			}
		})
	}
}
