package extract

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
)

var update = flag.Bool("update", false, "write the golden files anew")

// fetchedAt is when the invented pages were fetched.
var fetchedAt = time.Date(2026, 11, 24, 8, 30, 0, 0, gaobang.Shanghai)

// view is what a golden file holds of an article.
type view struct {
	Kicker        string   `json:"kicker,omitempty"`
	Title         string   `json:"title,omitempty"`
	Subtitle      string   `json:"subtitle,omitempty"`
	PublishedAt   string   `json:"published_at,omitempty"`
	ContentSource string   `json:"content_source,omitempty"`
	Locality      string   `json:"locality,omitempty"`
	Column        string   `json:"column,omitempty"`
	Page          string   `json:"page,omitempty"`
	PageName      string   `json:"page_name,omitempty"`
	Body          []string `json:"body,omitempty"`
	Meta          []string `json:"meta,omitempty"`
	Captions      []int    `json:"captions,omitempty"`
	Images        []Image  `json:"images,omitempty"`
	Next          []string `json:"next,omitempty"`
	Problem       string   `json:"problem,omitempty"`
}

// TestPages reads invented pages, one for each shape and trap, and compares with
// golden files.
func TestPages(t *testing.T) {
	pages, err := filepath.Glob("testdata/*.html")
	if err != nil || len(pages) < 10 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	messages, err := filepath.Glob("testdata/messages/*.html")
	if err != nil || len(messages) < 10 {
		t.Fatalf("%d pages of messages, %v", len(messages), err)
	}
	pages = append(pages, slices.DeleteFunc(messages, func(p string) bool { return strings.HasSuffix(p, "-gbk.html") })...) // extract reads UTF-8
	for _, path := range pages {
		name := strings.TrimSuffix(filepath.Base(path), ".html")
		t.Run(name, func(t *testing.T) {
			html, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			a, problem := Read(Input{URL: "http://www.jia.example/" + name + ".html", HTML: html, FetchedAt: fetchedAt})
			v := view{
				Kicker: a.Kicker, Title: a.Title, Subtitle: a.Subtitle, PublishedAt: a.PublishedAt.String(), ContentSource: a.ContentSource,
				Locality: string(a.Locality), Column: a.Placement.Column, Page: a.Placement.Page, PageName: a.Placement.PageName, Body: lines(a.Body), Meta: lines(a.Meta),
				Captions: a.Captions, Images: a.Images, Next: a.Next,
			}
			if problem != nil {
				v = view{Problem: problem.Error()}
			}
			golden(t, strings.TrimSuffix(path, ".html")+".golden", v)
		})
	}
}

func lines(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}

func golden(t *testing.T, path string, v view) {
	t.Helper()
	var got bytes.Buffer
	enc := json.NewEncoder(&got)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(path, got.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("got\n%s\nwant\n%s", got.Bytes(), want)
	}
}

func TestPageWithoutArticle(t *testing.T) {
	for _, name := range []string{"list", "gone-200", "login"} {
		html, err := os.ReadFile("testdata/" + name + ".html")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Page(Input{HTML: html}); !errors.Is(err, ErrNotArticle) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestHowToWriteIsNoArticle: the rules of a mailbox are no piece, a piece about them
// is.
func TestHowToWriteIsNoArticle(t *testing.T) {
	for title, article := range map[string]bool{
		"写信须知": false, "市长信箱写信须知": false, "信件办理须知": false, "局长信箱须知": false, "网上信访须知": false,
		"清明祭扫须知": true, "婚姻登记办理指南": true, "市长信箱开通十年": true, "入院老人须知": true,
	} {
		page := "<html><head><title>" + title + "</title></head><body><h1>" + title + "</h1><div class=\"content\"><p>发布时间：2026-11-20 08:00</p><p>请如实填写姓名和联系电话，写明要反映的事项，我们会在七个工作日内答复。</p><p>涉密的内容请不要在网上填写。</p></div></body></html>"
		if _, err := Page(Input{URL: "http://a.example/1.html", HTML: []byte(page)}); (err == nil) != article {
			t.Errorf("%s: %v, want an article %v", title, err, article)
		}
	}
}
