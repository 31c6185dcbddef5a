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
	for _, want := range []string{"改版　云阳要闻", "列表认不出来了", "列表行 div.card，日期 time.card-time；在现在的页面上找到 8 条，其中 5 条是改版前已知", "--accept"} {
		if !strings.Contains(doctor, want) {
			t.Errorf("the doctor does not say %q:\n%s", want, doctor)
		}
	}
	run(statusDone, "source", "doctor", "yy", "--accept", book)
	run(statusDone, "crawl", "yy")
	if list := run(statusDone, "article", "list"); strings.Count(list, "走访第") != 8 {
		t.Errorf("after acceptance:\n%s", list)
	}
	if doctor := run(statusDone, "source", "doctor", "yy"); !strings.Contains(doctor, "正常 1") {
		t.Errorf("after acceptance the doctor says\n%s", doctor)
	}
	trial := run(statusDone, "source", "test", "http://www.yunyang.example/yw/")
	for _, want := range []string{"自动认出的列表", "第一页 8 条，8 条有日期", "云阳街道走访第8户老人", `item: "div.card"`} {
		if !strings.Contains(trial, want) {
			t.Errorf("source test does not say %q:\n%s", want, trial)
		}
	}
}
