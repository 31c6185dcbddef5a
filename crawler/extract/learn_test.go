package extract

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

// knownPage is the n-th piece of a site in a design that the general rules cannot
// read: no heading, no paragraphs, a body in cells among cells that are none.
func knownPage(t *testing.T, n int, design string) Known {
	t.Helper()
	at, err := gaobang.ParseMoment("2026-11-20")
	if err != nil {
		t.Fatal(err)
	}
	title := fmt.Sprintf("乙镇民政办走访第%d户高龄老人", n)
	lines := []string{
		fmt.Sprintf("本报讯　乙镇民政办日前第%d次走访辖区高龄老人，送去棉被和药箱。", n),
		fmt.Sprintf("工作人员检查了%d处取暖设备，登记下一次上门的日子，反复叮嘱注意安全。", n+3),
	}
	page := strings.NewReplacer("{title}", title, "{a}", lines[0], "{b}", lines[1], "{n}", fmt.Sprint(n)).Replace(design)
	return Known{Input: Input{URL: fmt.Sprintf("http://www.jia.example/a/%d.html", n), HTML: []byte(page)}, Title: title, Body: strings.Join(lines, "\n"), PublishedAt: at}
}

func TestLearnReadsANewDesignByWhatIsKnown(t *testing.T) {
	const cells = `<html><head><title>甲城网</title></head><body><div class="top"><span class="site">甲城网</span></div><div class="piece p{n}"><span class="hd">{title}</span><span class="when">2026年11月20日</span><div class="txt"><div>{a}</div><div>{b}</div></div></div><div class="side"><a href=x>别的稿件的标题</a></div></body></html>`
	cases := []struct {
		rule   string
		design string
		n      int
		want   gaobang.ArticleProfile
	}{
		{"by the classes of the design", cells, 3, gaobang.ArticleProfile{Title: "span.hd", PublishedAt: "span.when", Body: "div.txt"}},
		{"by an id", strings.ReplaceAll(cells, `class="txt"`, `id="zoom"`), 3, gaobang.ArticleProfile{Title: "span.hd", PublishedAt: "span.when", Body: "#zoom"}},
		{"below a named element", strings.ReplaceAll(cells, `<span class="hd">`, `<b>`), 2, gaobang.ArticleProfile{}}, // <b> is closed by </span>: no title of its own
		{"an id that numbers the article is none", strings.ReplaceAll(cells, `class="txt"`, `id="art{n}" class="txt"`), 3, gaobang.ArticleProfile{Title: "span.hd", PublishedAt: "span.when", Body: "div.txt"}},
		{"one page proves nothing", cells, 1, gaobang.ArticleProfile{}},
		{"pages without their text", `<html><body><div id=app></div></body></html>`, 3, gaobang.ArticleProfile{}},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			var pages []Known
			for i := range c.n {
				pages = append(pages, knownPage(t, i+1, c.design))
			}
			got, alike := Learn(pages)
			if got != c.want || (alike == c.n) != (c.want != gaobang.ArticleProfile{}) {
				t.Errorf("%+v, %d of %d alike; want %+v", got, alike, c.n, c.want)
			}
		})
	}
	t.Run("a page that is gone does not spoil the others", func(t *testing.T) {
		pages := []Known{knownPage(t, 1, cells), knownPage(t, 2, cells), knownPage(t, 3, "<html><body>已删除</body></html>")}
		if got, alike := Learn(pages); got.Body != "div.txt" || alike != 2 {
			t.Errorf("%+v, %d", got, alike)
		}
	})
}

func FuzzLearn(f *testing.F) {
	f.Add("<div class=a><h1>题目</h1><p>正文一段</p></div>", "题目", "正文一段")
	f.Fuzz(func(t *testing.T, page, title, body string) {
		k := Known{Input: Input{URL: "http://a.example/1", HTML: []byte(page)}, Title: title, Body: body}
		if p, alike := Learn([]Known{k, k}); alike > 0 && (p.Title == "" || p.Body == "") {
			t.Errorf("%+v", p)
		}
	})
}
