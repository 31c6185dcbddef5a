package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gaobang/gaobang/storage/storagetest"
)

// column is a site with one column, whose design can change.
type columnSite struct {
	mu    sync.Mutex
	fresh bool // in its new design
	last  int  // number of its newest piece
}

func (s *columnSite) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	var n int
	if _, err := fmt.Sscanf(r.URL.Path, "/a/20261120%d.html", &n); err == nil {
		fmt.Fprintf(w, `<html><head><title>云阳街道走访第%d户</title></head><body><h1>云阳街道走访第%d户</h1><div>发布时间：2026-11-20 08:31</div><div class="content"><p>丹阳市云阳街道民政办第%d次走访高龄老人，送去第%d批棉被和药箱，登记下一次上门的日子。</p></div></body></html>`, n, n, n, n)
		return
	}
	if r.URL.Path != "/yw/" {
		http.NotFound(w, r)
		return
	}
	row, around := `<li><a href="%s">云阳街道走访第%d户老人</a><span>2026-11-20</span></li>`, `<div class="wrap"><div class="main"><ul class="list">%s</ul></div></div>`
	if s.fresh {
		row, around = `<div class="card"><p class="card-title"><a href="%s">云阳街道走访第%d户老人</a></p><time class="card-time">2026-11-20</time></div>`,
			`<section id="app" class="page"><header class="bar"><nav class="menu"><i class="logo"></i></nav></header><article class="feed">%s</article><aside class="hot"><b class="hot-title"></b></aside></section>`
	}
	var rows strings.Builder
	for i := s.last; i > 0 && i > s.last-8; i-- {
		fmt.Fprintf(&rows, row, fmt.Sprintf("/a/20261120%d.html", i), i)
	}
	fmt.Fprintf(w, "<html><head><title>要闻</title></head><body>"+around+"</body></html>", rows.String())
}

// TestRedesign lives through a redesign as an operator does: the doctor names it
// after one scan and proposes a profile; once accepted, no piece is missing.
func TestRedesign(t *testing.T) {
	settings := office(t)
	dir := filepath.Dir(settings)
	site := &columnSite{last: 5}
	server := httptest.NewServer(site)
	defer server.Close()
	run := func(wantStatus int, args ...string) string {
		t.Helper()
		var out bytes.Buffer
		p := program{stdin: strings.NewReader(""), stdout: &out, stderr: &out, now: storagetest.Now, pinned: map[string]string{"www.yunyang.example": server.Listener.Addr().String()}}
		if status := p.run(t.Context(), append([]string{"-c", settings}, args...)); status != wantStatus {
			t.Fatalf("%v: status %d\n%s", args, status, out.String())
		}
		return out.String()
	}
	write := func(name, data string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	write("gaobang.yaml", "database: sqlite:gaobang.db\nfetch: {pace: 100ms}\n")
	book := write("books/sources.yaml", `sources:
  - {id: yy, outlet: danyang-gov, name: 云阳要闻, kind: list, url: "http://www.yunyang.example/yw/", schedule: "0 7 * * *"}
profiles:
  - host: www.yunyang.example
    list: {item: "ul.list li", link: a, date: span}
`)
	run(statusDone, "apply", book)
	run(statusDone, "crawl", "yy")
	site.mu.Lock()
	site.fresh, site.last = true, 8
	site.mu.Unlock()
	run(statusFailed, "crawl", "yy")
	doctor := run(statusDone, "source", "doctor", "yy")
	for _, want := range []string{"改版　云阳要闻", "站点规则读不到列表了", "列表行 div.card，日期 time.card-time；在现在的页面上找到 8 条，其中 5 条是改版前已知", "与 2026-11-24 存下的列表页对照，两边都有的 5 条中 5 条标题和日期都读得一样", "办法：请核对下面建议的站点规则", "--accept"} {
		if !strings.Contains(doctor, want) {
			t.Errorf("the doctor does not say %q:\n%s", want, doctor)
		}
	}
	if out := run(statusDone, "source", "doctor", "yy", "--accept", book); !strings.Contains(out, "写进 "+book) || strings.Contains(out, "请运行 gaobang apply") {
		t.Errorf("what is accepted is in force:\n%s", out)
	}
	run(statusDone, "crawl", "yy")
	if list := run(statusDone, "article", "list"); strings.Count(list, "走访第") != 8 {
		t.Errorf("after acceptance:\n%s", list)
	}
	if doctor := run(statusDone, "source", "doctor", "yy"); !strings.Contains(doctor, "正常 1") {
		t.Errorf("after acceptance the doctor says\n%s", doctor)
	}
	if kept := run(statusDone, "archive", "list", "http://www.yunyang.example/yw/"); strings.Count(kept, "原样") != 2 {
		t.Errorf("the column was to be kept in its old design and in its new one:\n%s", kept)
	}
	trial := run(statusDone, "source", "test", "http://www.yunyang.example/yw/")
	for _, want := range []string{"自动认出的列表", "第一页 8 条，8 条有日期", "云阳街道走访第8户老人", `item: "div.card"`} {
		if !strings.Contains(trial, want) {
			t.Errorf("source test does not say %q:\n%s", want, trial)
		}
	}
}

// pieceSite is a site whose list stays as it is while the design of its pieces
// changes, of the old ones too, to one that the general rules cannot read.
type pieceSite struct {
	mu    sync.Mutex
	fresh bool
	last  int
}

func (s *pieceSite) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	var n int
	if _, err := fmt.Sscanf(r.URL.Path, "/a/20261120%d.html", &n); err == nil {
		title, when := fmt.Sprintf("云阳街道走访第%d户老人", n), "2026-11-20 08:31"
		text := []string{fmt.Sprintf("丹阳市云阳街道民政办第%d次走访高龄老人，送去第%d批棉被和药箱。", n, n), fmt.Sprintf("工作人员检查了%d处取暖设备，登记下一次上门的日子。", n+2)}
		design := `<html><head><title>%[1]s</title></head><body><h1>%[1]s</h1><div>发布时间：%[2]s</div><div class="content"><p>%[3]s</p><p>%[4]s</p></div></body></html>`
		if s.fresh {
			design = `<html><head><title>云阳网</title></head><body><section class="app"><div class="hd">%[1]s</div><div class="when">%[2]s</div><div class="footer"><div class="txt"><a>%[3]s</a><a>%[4]s</a></div></div></section></body></html>`
		}
		fmt.Fprintf(w, design, title, when, text[0], text[1])
		return
	}
	if r.URL.Path != "/yw/" {
		http.NotFound(w, r)
		return
	}
	var rows strings.Builder
	for i := s.last; i > 0; i-- {
		fmt.Fprintf(&rows, `<li><a href="/a/20261120%d.html">云阳街道走访第%d户老人</a><span>2026-11-20</span></li>`, i, i)
	}
	fmt.Fprintf(w, `<html><head><title>要闻</title></head><body><div class="wrap"><ul class="list">%s</ul></div></body></html>`, rows.String())
}

// TestRedesignOfThePieces lives through a redesign of article pages: the doctor
// tells it from the lists that stay, proposes a profile learned from the pieces that
// were read before, and once it is accepted, no piece is missing, though all
// attempts at some were used up meanwhile.
func TestRedesignOfThePieces(t *testing.T) {
	settings := office(t)
	dir := filepath.Dir(settings)
	site := &pieceSite{}
	server := httptest.NewServer(site)
	defer server.Close()
	// A clock that stands still would let every wait for the site's turn be longer
	// than the one before.
	days, started := 0, time.Now()
	now := func() time.Time { return storagetest.Now().AddDate(0, 0, days).Add(time.Since(started)) }
	run := func(args ...string) string {
		t.Helper()
		var out bytes.Buffer
		p := program{stdin: strings.NewReader(""), stdout: &out, stderr: &out, now: now, pinned: map[string]string{"www.yunyang.example": server.Listener.Addr().String()}}
		if status := p.run(t.Context(), append([]string{"-c", settings}, args...)); status != statusDone {
			t.Fatalf("%v: status %d\n%s", args, status, out.String())
		}
		return out.String()
	}
	book := filepath.Join(dir, "books", "sources.yaml")
	for path, data := range map[string]string{settings: "database: sqlite:gaobang.db\nfetch: {pace: 100ms}\n", book: `sources:
  - {id: yy, outlet: danyang-gov, name: 云阳要闻, kind: list, url: "http://www.yunyang.example/yw/", schedule: "0 7 * * *"}
profiles:
  - host: www.yunyang.example
    list: {item: "ul.list li", link: a, date: span}
`} {
		if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run("apply", book)
	day := func(fresh bool) {
		site.mu.Lock()
		site.fresh = fresh
		site.last += 2
		site.mu.Unlock()
		run("crawl", "yy")
		days++
	}
	for range 4 {
		day(false)
	}
	for range 5 { // longer than the attempts at one page
		day(true)
	}
	doctor := run("source", "doctor", "yy")
	for _, want := range []string{"改版　云阳要闻（yy）　自 2026-11-28", "页找不到标题或正文", "文章页的结构变了", "标题 div.hd，时间 div.when，正文 div.txt", "5 篇相符", "--accept"} {
		if !strings.Contains(doctor, want) {
			t.Errorf("the doctor does not say %q:\n%s", want, doctor)
		}
	}
	run("source", "doctor", "yy", "--accept", book)
	data, err := os.ReadFile(book)
	if err != nil || !strings.Contains(string(data), `article: {title: "div.hd", published_at: "div.when", body: "div.txt"}`) || strings.Count(string(data), `list: {item: "ul.list li"`) != 2 {
		t.Errorf("%v: the book after acceptance:\n%s", err, data)
	}
	run("crawl", "yy")
	if list := run("article", "list"); strings.Count(list, "云阳街道走访第") != site.last {
		t.Errorf("%d of %d pieces after acceptance:\n%s", strings.Count(list, "云阳街道走访第"), site.last, list)
	}
	if doctor := run("source", "doctor", "yy"); !strings.Contains(doctor, "正常 1") {
		t.Errorf("after acceptance the doctor says\n%s", doctor)
	}
}
