package source

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gaobang/gaobang/crawler/fetch"
)

// columnPage is a column page of one design: so many rows from the n-th on.
func columnPage(from, rows int, active string) string {
	var b strings.Builder
	b.WriteString(`<html><body><div class="header"><a class="logo" href="/">甲城</a></div><ul class="nav">`)
	for i := range 8 {
		class := "item"
		if fmt.Sprint(i) == active {
			class = "item on"
		}
		fmt.Fprintf(&b, `<li class="%s"><a href="/c%d/">栏目</a></li>`, class, i)
	}
	b.WriteString(`</ul><div class="main"><div class="left"><h2 class="column">要闻</h2><ul class="list">`)
	for i := range rows {
		fmt.Fprintf(&b, `<li class="row r%d"><a href="/a/%d.html">稿件标题第%d条</a><span class="date">2026-11-20</span></li>`, i, from+i, from+i)
	}
	b.WriteString(`</ul><div class="page"><a href="index_1.html">下一页</a></div></div><div class="right"><div class="box"><h3>专题</h3></div></div></div><div class="footer"><p class="copy">甲城</p></div></body></html>`)
	return b.String()
}

func shapeOf(t *testing.T, page string) string {
	t.Helper()
	doc, err := parse(&fetch.Response{URL: "http://www.jia.example/", Body: []byte(page), ContentType: "text/html; charset=utf-8"})
	if err != nil {
		t.Fatal(err)
	}
	return shape(doc)
}

func TestShapeIsTheDesign(t *testing.T) {
	first := shapeOf(t, columnPage(1, 20, "1"))
	other := `<html><body><section id="app" class="wrapper"><header class="top-bar"><nav class="menu"><a class="menu-link" href="/">首页</a></nav></header>
<article class="feed"><div class="card"><p class="card-title"><a href="/news/1">稿件</a></p><time class="card-time">11-20</time></div></article><aside class="hot"></aside></section></body></html>`
	cases := []struct {
		name, page string
		same       bool
	}{
		{"other rows on another day", columnPage(400, 20, "1"), true},
		{"fewer rows", columnPage(400, 3, "1"), true},
		{"another entry of the menu lit", columnPage(1, 20, "5"), true},
		{"no rows left", columnPage(1, 0, "1"), true},
		{"another design", other, false},
		{"no page at all", "", false},
	}
	for _, c := range cases {
		if got := SameShape(first, shapeOf(t, c.page)); got != c.same {
			t.Errorf("%s: same %v, want %v", c.name, got, c.same)
		}
	}
	if SameShape("", "") || SameShape(first, "no number") {
		t.Error("what has no shape has not the same")
	}
}
