package extract

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	readability "codeberg.org/readeck/go-readability/v2"

	"github.com/gaobang/gaobang"
)

const sentence = "工作人员登门走访，送去棉被和药箱，登记下一次上门的日子。"

// TestHostilePages are pages that must end soon, with an answer or an error.
func TestHostilePages(t *testing.T) {
	head := "<html><head><title>甲城的一篇稿件标题</title></head><body><h1>甲城的一篇稿件标题</h1>"
	cases := []struct {
		name, html string
		article    bool
	}{
		{"no bytes", "", false},
		{"100,000 nested blocks", head + strings.Repeat("<div>", 100_000) + sentence, false},
		{"ten megabytes of text", head + strings.Repeat("<p>"+sentence+"</p>", 10<<20/len(sentence)), true},
		{"one line of ten megabytes", head + "<p>" + strings.Repeat(sentence, 10<<20/len(sentence)) + "</p>", true},
		{"a million empty elements", head + strings.Repeat("<b></b>", 1<<20), false},
		{"100,000 unclosed tables", head + strings.Repeat("<table><tr><td>字", 100_000), false},
		{"text of no letters", head + "<p>\x00\u200b\ufeff</p>", false},
		{"broken bytes", head + "<p>\xff\xfe" + sentence + "\xc3</p>", true},
		{"a script that is data", head + "<script type='application/ld+json'>{\"@graph\":[" + strings.Repeat("[", 10_000) + "</script><p>" + sentence + "</p>", true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a, err := Page(Input{HTML: []byte(c.html), FetchedAt: fetchedAt})
			switch {
			case c.article && err != nil:
				t.Fatal(err)
			case !c.article && !errors.Is(err, ErrNotArticle):
				t.Fatalf("%v, title %q, %d letters", err, a.Title, gaobang.Chars(a.Body))
			}
			if !utf8.ValidString(a.Title + a.Body + a.Meta) {
				t.Error("not UTF-8")
			}
		})
	}
}

func TestExplainNamesWhatWasChosen(t *testing.T) {
	page, err := os.ReadFile("testdata/gov47.html")
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := Explain(&out, Input{HTML: page}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"标题：乙镇走访高龄老人", "meta ArticleTitle", "页面显示 2026-11-20T08:31（有标签），meta 2026-11-24T03:00:12", "来源：乙镇民政办", "正文 "} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in\n%s", want, out.String())
		}
	}
}

func TestExplainNamesDecksPicturesAndPages(t *testing.T) {
	page, err := os.ReadFile("testdata/several-pages.html")
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := Explain(&out, Input{URL: "http://www.jia.example/several-pages.html", HTML: page}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"引题：新春走基层　副题：甲城市乙镇助餐点见闻", "图片：1 张，有说明的 1 张", "后续页：http://www.jia.example/several-pages_2.html"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in\n%s", want, out.String())
		}
	}
}

func FuzzPage(f *testing.F) {
	pages, err := filepath.Glob("testdata/*.html")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range pages {
		page, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(page)
	}
	f.Fuzz(func(t *testing.T, page []byte) {
		a, err := Page(Input{URL: "http://www.jia.example/2026/1120/1.html", HTML: page, FetchedAt: fetchedAt})
		if err == nil && (a.Title == "" || strings.ContainsAny(a.Title, "\n\x1f") || strings.Contains(a.Body, "\n\n") || strings.Contains(a.Body, "\x1f")) {
			t.Errorf("title %q, body %q", a.Title, a.Body)
		}
		again, _ := Page(Input{URL: "http://www.jia.example/2026/1120/1.html", HTML: page, FetchedAt: fetchedAt})
		if a.Title != again.Title || a.Body != again.Body || a.Meta != again.Meta {
			t.Error("two answers for one page")
		}
	})
}

// BenchmarkPage measures the yardstick of DESIGN §7 on the invented pages, each
// grown to about 30 KB as a portal's are: html.Parse alone, go-readability, and
// Page.
func BenchmarkPage(b *testing.B) {
	paths, err := filepath.Glob("testdata/*.html")
	if err != nil {
		b.Fatal(err)
	}
	var pages [][]byte
	size := int64(0)
	for _, path := range paths {
		page, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		menu := strings.Repeat(`<div class="menu-item" id="m"><a target="_blank" href="/column/index.html" title="栏目导航">栏目导航</a></div>`+"\n", 180)
		page = bytes.Replace(page, []byte("<body>"), []byte("<body>"+menu), 1)
		pages = append(pages, page)
		size += int64(len(page))
	}
	run := func(name string, do func(page []byte)) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(size)
			b.ReportAllocs()
			for b.Loop() {
				for _, page := range pages {
					do(page)
				}
			}
		})
	}
	run("html.Parse", func(page []byte) {
		if _, err := html.Parse(bytes.NewReader(page)); err != nil {
			b.Fatal(err)
		}
	})
	run("go-readability", func(page []byte) {
		_, _ = readability.FromReader(bytes.NewReader(page), nil) // pages without an article among them
	})
	run("Page", func(page []byte) { _, _ = Page(Input{HTML: page}) })
}
