package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"

	"github.com/gaobang/gaobang/crawler/extract"
	"github.com/gaobang/gaobang/crawler/fetch"
)

// BenchmarkPages measures the yardstick of DESIGN §7 on the pages of a corpus:
// html.Parse alone, ours, readability. Without a corpus it runs on the invented
// pages of crawler/extract.
func BenchmarkPages(b *testing.B) {
	pattern := "../../crawler/extract/testdata/*.html"
	if corpus := os.Getenv("GAOBANG_CORPUS"); corpus != "" {
		pattern = filepath.Join(corpus, "pages", "*.html")
	}
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		b.Fatal(pattern, err)
	}
	var pages [][]byte
	size := int64(0)
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		page, _ := fetch.Decode(data, "")
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
	run("html.Parse", func(page []byte) { _, _ = html.Parse(bytes.NewReader(page)) })
	run("gaobang", func(page []byte) { _, _ = extract.Page(extract.Input{HTML: page}) })
	run("readeck", func(page []byte) { _, _ = readability.FromReader(bytes.NewReader(page), nowhere()) })
}
