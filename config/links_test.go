package config

import (
	"slices"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

const linksOutlet = "outlets:\n  - {id: gzh, name: 甲城民政公众号, kind: account, level: county, locality: \"321181\"}\n"

func readLinked(source, text string) (*Books, error) {
	files := []File{{"outlets.yaml", []byte(linksOutlet)}, {"sources.yaml", []byte("sources:\n  - {id: s, outlet: gzh, name: 公众号各篇, schedule: \"0 7 * * *\", " + source + "}\n")}}
	if text != "" {
		files = append(files, File{"books/公众号.txt", []byte(text)})
	}
	return ParseBooks(append(files, File{"units.yaml", []byte("units:\n  - {id: b, name: 甲城市民政局, kind: bureau, division: \"321181\"}\n")}))
}

func TestListsOfLinks(t *testing.T) {
	text := "# 十一月\n\n走访高龄老人 https://mp.weixin.qq.com/s/aaa\nhttps://mp.weixin.qq.com/s/bbb，清明祭扫\n"
	cases := []struct {
		name, source, text, fault string
		want                      []gaobang.Link
	}{
		{"写在名册里", `kind: links, links: ["https://a.example/1", "https://a.example/2"]`, "", "", []gaobang.Link{{URL: "https://a.example/1"}, {URL: "https://a.example/2"}}},
		{"写在旁边的文本文件里，可带标题和说明", `kind: links, links_file: 公众号.txt`, text, "",
			[]gaobang.Link{{URL: "https://mp.weixin.qq.com/s/aaa", Title: "走访高龄老人"}, {URL: "https://mp.weixin.qq.com/s/bbb", Title: "清明祭扫"}}},
		{"两处都写", `kind: links, links: ["https://a.example/1"], links_file: 公众号.txt`, "https://a.example/2", "", []gaobang.Link{{URL: "https://a.example/1"}, {URL: "https://a.example/2"}}},
		{"一个网址也没写", `kind: links`, "", "没有写任何网址", nil},
		{"没有那个文件", `kind: links, links_file: 公众号.txt`, "", `没有文本文件 "公众号.txt"`, nil},
		{"不是网址", `kind: links, links: [ftp://a.example/1]`, "", "不是网址", nil},
		{"行里没有网址，说是第几行", `kind: links, links_file: 公众号.txt`, "https://a.example/2\n走访高龄老人", "books/公众号.txt:2", nil},
		{"一行两个网址", `kind: links, links_file: 公众号.txt`, "https://a.example/2 https://a.example/3", "这一行有两个网址", nil},
		{"文件里没有网址", `kind: links, links_file: 公众号.txt`, "# 还没有\n", "一个网址也没有", nil},
		{"links 不写 url", `kind: links, url: "https://a.example/", links: ["https://a.example/1"]`, "", "不写 url", nil},
		{"别的种类不写 links", `kind: list, url: "https://a.example/", links: ["https://a.example/1"]`, "", "只有 kind: links", nil},
		{"别的种类要写 url", `kind: list`, "", "缺少 url", nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			books, err := readLinked(c.source, c.text)
			if c.fault != "" {
				if err == nil || !strings.Contains(err.Error(), c.fault) {
					t.Errorf("error %v, want %q", err, c.fault)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			got := books.Sources[0].Links
			if !slices.Equal(got, c.want) {
				t.Errorf("links %v, want %v", got, c.want)
			}
		})
	}
}

func TestFilesOfLinksAreBooks(t *testing.T) {
	name, err := BookName(File{"office/books/公众号.txt", []byte("https://a.example/1")})
	if err != nil || name != "links/公众号.txt" {
		t.Errorf("%q, %v", name, err)
	}
	stored := StoredFile(name, "第 3 版", []byte("https://a.example/1"))
	if stored.linksName() != "公众号.txt" || StoredFile("sources", "第 3 版", nil).linksName() != "" {
		t.Errorf("stored file %+v", stored)
	}
	if got := LinkFiles(File{"s.yaml", []byte("sources:\n  - {id: s, kind: links, links_file: 公众号.txt}\n")}); !slices.Equal(got, []string{"公众号.txt"}) {
		t.Errorf("files named: %v", got)
	}
}
