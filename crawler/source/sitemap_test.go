package source

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/fetch"
)

func TestSitemaps(t *testing.T) {
	urlset := func(entries string) string {
		return `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">` + entries + `</urlset>`
	}
	entry := func(n int, modified, rest string) string {
		return fmt.Sprintf("<url><loc>http://www.jia.example/a/2026%04d.html</loc><lastmod>%s</lastmod>%s</url>", n, modified, rest)
	}
	index := `<sitemapindex><sitemap><loc>http://www.jia.example/old.xml</loc><lastmod>2025-01-01</lastmod></sitemap>` +
		`<sitemap><loc>http://www.jia.example/b.xml</loc><lastmod>2026-11-19T08:00:00+08:00</lastmod></sitemap><sitemap><loc>http://www.jia.example/gone.xml</loc></sitemap>` +
		`<sitemap><loc>http://www.jia.example/a.xml</loc><lastmod>2026-11-20</lastmod></sitemap></sitemapindex>`
	pages := site{
		"http://www.jia.example/a.xml": urlset(entry(1, "2026-11-20", "") + entry(2, "2026-11-18T01:00:00Z", "") + entry(3, "2024-01-01", "")),
		"http://www.jia.example/b.xml": urlset(entry(4, "2026-11-19", `<news:news><news:publication_date>2026-11-19T08:31:00+08:00</news:publication_date><news:title>甲城 &amp; 乙镇</news:title></news:news>`) +
			`<url><loc>http://www.jia.example/about/</loc></url>`),
		"http://www.jia.example/dated.xml":  urlset(`<url><loc>http://www.jia.example/xw/202611/t20261119_7.html</loc></url><url><loc>http://www.jia.example/xw/202610/t20261019_6.html</loc></url>`),
		"http://www.jia.example/short.xml":  urlset(`<url><loc>http://www.jia.example/a/7</loc></url><url><loc>http://www.jia.example/show.asp?n=8</loc></url><url><loc>http://www.jia.example/xw/index_2.html</loc></url><url><loc>http://www.jia.example/xw/page/3/</loc></url>`),
		"http://www.jia.example/index.xml":  index,
		"http://www.jia.example/nested.xml": `<sitemapindex><sitemap><loc>http://www.jia.example/month.xml</loc></sitemap><sitemap><loc>http://www.jia.example/inner.xml</loc></sitemap><sitemap><loc>http://www.jia.example/dated.xml</loc></sitemap></sitemapindex>`,
		"http://www.jia.example/month.xml":  urlset(""),
		"http://www.jia.example/inner.xml":  index,
		"http://www.jia.example/round.xml":  `<sitemapindex><sitemap><loc>http://www.jia.example/round.xml</loc></sitemap></sitemapindex>`,
		"http://www.jia.example/page.xml":   `<html><body>not found</body></html>`,
		"http://www.jia.example/empty.xml":  urlset(""),
		"http://www.jia.example/broken.xml": strings.TrimSuffix(urlset(entry(5, "2026-11-20", "")), "lset>"),
		"http://www.jia.example/laughs.xml": `<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><urlset><url><loc>http://www.jia.example/a/&b;.html</loc></url></urlset>`,
		"http://www.jia.example/xxe.xml":    `<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/passwd">]><urlset><url><loc>http://www.jia.example/&x;</loc></url></urlset>`,
	}
	since := gaobang.Date{Year: 2026, Month: 11, Day: 10}
	cases := []struct {
		name, file string
		want       []string
		wrong      string
	}{
		{"addresses changed within the span; a change is no publication", "a.xml", []string{"a/20260001.html", "a/20260002.html"}, ""},
		{"the news extension gives title and time; columns are no pieces", "b.xml", []string{"a/20260004.html 甲城 & 乙镇 2026-11-19T08:31:00"}, ""},
		{"days in the addresses, where nothing else says them", "dated.xml", []string{"xw/202611/t20261119_7.html  2026-11-19"}, ""},
		{"pieces with short numbers; pages of lists are none", "short.xml", []string{"a/7", "show.asp?n=8"}, ""},
		{"of an index the files changed within the span, the last first", "index.xml", []string{"a/20260001.html", "a/20260002.html", "a/20260004.html 甲城 & 乙镇 2026-11-19T08:31:00"}, ""},
		{"an index of indexes; the month's file that is empty yet is no failure", "nested.xml", []string{"a/20260001.html", "a/20260002.html", "a/20260004.html 甲城 & 乙镇 2026-11-19T08:31:00", "xw/202611/t20261119_7.html  2026-11-19"}, ""},
		{"an index that names itself", "round.xml", nil, "索引套索引"},
		{"a web page is no sitemap", "page.xml", nil, "根元素是 html"},
		{"a sitemap without addresses", "empty.xml", nil, "没有一个网址"},
		{"a file that ends early", "broken.xml", nil, "读不懂"},
		{"entities of its own", "laughs.xml", nil, "读不懂"},
		{"entities from elsewhere", "xxe.xml", nil, "读不懂"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			src := gaobang.Source{Name: "地图", Kind: gaobang.SitemapSource, URL: "http://www.jia.example/" + c.file}
			links, err := walk(pages, src, nil, Span{Since: since})
			if c.wrong != "" {
				if err == nil || !strings.Contains(err.Error(), c.wrong) {
					t.Errorf("%v, want %q", err, c.wrong)
				}
				return
			}
			if got := brief(links); err != nil || !slices.Equal(got, c.want) {
				t.Errorf("%q, %v; want %q", got, err, c.want)
			}
		})
	}
}

// TestAnIndexOfManyFiles is read a part at a time; its last step goes back to the
// files that were not read, and a file alone to its oldest piece.
func TestAnIndexOfManyFiles(t *testing.T) {
	pages, index := site{}, ""
	for i := range 4 {
		day := fmt.Sprintf("2026-11-%02d", 20-i)
		address := fmt.Sprintf("http://www.jia.example/%d.xml", i)
		index += fmt.Sprintf("<sitemap><loc>%s</loc><lastmod>%s</lastmod></sitemap>", address, day)
		pages[address] = fmt.Sprintf("<urlset><url><loc>http://www.jia.example/a/2026%04d.html</loc><lastmod>%s</lastmod></url></urlset>", i, day)
	}
	pages["http://www.jia.example/index.xml"] = "<sitemapindex>" + index + "<sitemap><loc>http://www.jia.example/old.xml</loc><lastmod>2025-01-01</lastmod></sitemap></sitemapindex>"
	src := gaobang.Source{Name: "地图", Kind: gaobang.SitemapSource, URL: "http://www.jia.example/index.xml", MaxPages: 3}
	span := Span{Since: gaobang.Date{Year: 2026, Month: 11, Day: 10}}
	var steps []Page
	walk := func(src gaobang.Source, from Cursor) Seen {
		steps = nil
		seen, err := Find(t.Context(), pages, src, nil, span, from, today, func(p Page) (bool, error) {
			steps = append(steps, p)
			return true, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return seen
	}
	if seen := walk(src, Cursor{}); !seen.Cut || len(steps) != 3 || steps[2].Of != 4 || steps[2].Oldest != (gaobang.Date{Year: 2026, Month: 11, Day: 18}) {
		t.Errorf("the first three: cut %v, %+v", seen.Cut, steps)
	}
	if seen := walk(src, steps[2].Next); seen.Cut || len(steps) != 2 || steps[0].Links[0].URL != "http://www.jia.example/a/20260003.html" || steps[1].Oldest.Year != 2025 {
		t.Errorf("the rest: cut %v, %+v", seen.Cut, steps)
	}
	trial, err := Try(t.Context(), pages, src.URL, nil, today)
	if err != nil || len(trial.Links) != 1 || !strings.Contains(trial.Rule, "5 个文件") || !strings.Contains(trial.Rule, "第 1 个") {
		t.Errorf("a trial reads one of them, and says so: %q %d %v", trial.Rule, len(trial.Links), err)
	}
	outer := src
	outer.URL = "http://www.jia.example/outer.xml"
	pages[outer.URL] = "<sitemapindex><sitemap><loc>" + src.URL + "</loc></sitemap></sitemapindex>"
	outer.MaxPages = 9
	if walk(outer, Cursor{}); len(steps) != 5 || steps[2].Next.Number != 0 || steps[2].Next.Part != 3 || steps[3].Next.Number != 1 || steps[3].Next.Part != 0 {
		t.Errorf("an index in an index is gone through file by file: %+v", steps)
	}
	src.URL = "http://www.jia.example/1.xml"
	if walk(src, Cursor{}); len(steps) != 1 || steps[0].Oldest != (gaobang.Date{Year: 2026, Month: 11, Day: 19}) {
		t.Errorf("a file alone: %+v", steps)
	}
}

// countedSite counts what is read of a site.
type countedSite struct {
	site
	read int
}

func (s *countedSite) Get(ctx context.Context, url string) (*fetch.Response, error) {
	s.read++
	return s.site.Get(ctx, url)
}

// TestAnIndexOfIndexesReadsMaxPagesInAll: each walk goes on where the last one stood,
// and none reads as many files of every index.
func TestAnIndexOfIndexesReadsMaxPagesInAll(t *testing.T) {
	const indexes, files, most = 6, 5, 4
	pages, outer := site{}, ""
	for i := range indexes {
		inner := ""
		for j := range files {
			address := fmt.Sprintf("http://www.jia.example/%d-%d.xml", i, j)
			inner += "<sitemap><loc>" + address + "</loc></sitemap>"
			pages[address] = fmt.Sprintf("<urlset><url><loc>http://www.jia.example/a/2026%02d%02d.html</loc></url></urlset>", i, j)
		}
		address := fmt.Sprintf("http://www.jia.example/%d.xml", i)
		outer += "<sitemap><loc>" + address + "</loc></sitemap>"
		pages[address] = "<sitemapindex>" + inner + "</sitemapindex>"
	}
	src := gaobang.Source{Name: "地图", Kind: gaobang.SitemapSource, URL: "http://www.jia.example/index.xml"}
	pages[src.URL] = "<sitemapindex>" + outer + "</sitemapindex>"
	for _, src.MaxPages = range []int{most, 1} {
		found, from, cut := map[string]bool{}, Cursor{}, true
		for walks := 0; cut; walks++ {
			counted := &countedSite{site: pages}
			seen, err := Find(t.Context(), counted, src, nil, Span{}, from, today, func(p Page) (bool, error) {
				for _, l := range p.Links {
					found[l.URL] = true
				}
				from = p.Next
				return true, nil
			})
			if err != nil || counted.read > src.MaxPages+2 || walks > indexes*files {
				t.Fatalf("max_pages %d, walk %d: %d files read, %v", src.MaxPages, walks, counted.read, err)
			}
			cut = seen.Cut
		}
		if len(found) != indexes*files {
			t.Errorf("max_pages %d: %d pieces found, want %d", src.MaxPages, len(found), indexes*files)
		}
	}
}

func TestASinglePieceIsItsOwnSource(t *testing.T) {
	src := gaobang.Source{Name: "单篇", Kind: gaobang.PageSource, URL: "https://mp.weixin.example/s/abc", Column: "公众号"}
	links, err := walk(site{}, src, nil, Span{Since: gaobang.Date{Year: 2026, Month: 11, Day: 10}})
	if err != nil || len(links) != 1 || links[0].URL != src.URL || links[0].Placement.Column != "公众号" {
		t.Errorf("%+v, %v", links, err)
	}
}

func FuzzSitemap(f *testing.F) {
	f.Add([]byte(`<urlset><url><loc>http://a.example/1</loc><lastmod>2026-11-20</lastmod></url></urlset>`))
	f.Add([]byte(`<sitemapindex><sitemap><loc>x</loc></sitemap>`))
	f.Fuzz(func(t *testing.T, text []byte) {
		file, err := readSitemap(text)
		if err == nil && len(file.entries) > maxSitemapURLs {
			t.Error("too many")
		}
	})
}
