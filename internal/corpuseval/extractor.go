package main

import (
	"bytes"
	"net/url"
	"strings"
	"time"

	readability "codeberg.org/readeck/go-readability/v2"
	"github.com/markusmobius/go-trafilatura"

	"github.com/gaobang/gaobang/analyzer/byline"
	"github.com/gaobang/gaobang/crawler/extract"
	"github.com/gaobang/gaobang/crawler/fetch"
)

// answer is what an extractor says of a page.
type answer struct {
	page                      string // as decoded
	title, time, source, body string
	names, editors            []string
}

// extractor is one that is measured, and the fields it gives.
type extractor struct {
	name  string
	gives []string
	read  func(page []byte) answer
}

var extractors = []extractor{
	{"gaobang", fields, ours},
	{"readeck readability", []string{"title", "body ends", "body F1"}, readable},
	{"go-trafilatura", []string{"title", "body ends", "body F1"}, trafilaturas},
}

// asOf is later than every page of a corpus.
var asOf = time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)

// ours is what `gaobang inspect page` shows: a unit signs where nobody else does.
func ours(page []byte) answer {
	text, _ := fetch.Decode(page, "")
	a, _ := extract.Page(extract.Input{HTML: text, FetchedAt: asOf}) // what it saw is shown beside its problem
	b := byline.Parse(&a).Byline
	names := append(append(append([]string{}, b.Reporters...), b.Correspondents...), b.Authors...)
	if len(names) == 0 {
		names = b.Units
	}
	return answer{
		page: string(text), title: a.Title, time: a.PublishedAt.String(), source: a.ContentSource,
		names: names, editors: b.Editors, body: a.Body,
	}
}

func nowhere() *url.URL { return &url.URL{Scheme: "http", Host: "www.example.cn", Path: "/"} }

func readable(page []byte) answer {
	text, _ := fetch.Decode(page, "")
	a, err := readability.FromReader(bytes.NewReader(text), nowhere())
	if err != nil || a.Node == nil {
		return answer{}
	}
	var body strings.Builder
	if err := a.RenderText(&body); err != nil {
		return answer{}
	}
	return answer{title: a.Title(), body: body.String()}
}

func trafilaturas(page []byte) answer {
	text, _ := fetch.Decode(page, "")
	r, err := trafilatura.Extract(bytes.NewReader(text), trafilatura.Options{OriginalURL: nowhere(), ExcludeComments: true, EnableFallback: true})
	if err != nil || r == nil {
		return answer{}
	}
	return answer{title: r.Metadata.Title, body: r.ContentText}
}
