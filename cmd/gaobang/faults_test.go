package main

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/gaobang/gaobang/crawler/fetch/fetchtest"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// fault is a site that does something wrong, and how the doctor names it.
type fault struct {
	id, kind  string // of its source; the host is id.fault.example
	secure    string // "": http; else which certificate it shows
	serve     http.HandlerFunc
	condition string
	saw       []string // in the doctor's words
}

const (
	entities = `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;">]>`
	external = `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>`
)

func sendAs(contentType, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		_, _ = io.WriteString(w, body)
	}
}

func redirect(to string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) }
}

// raw answers with bytes of its own and then resets the connection.
func raw(answer string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, rw, err := w.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		_, _ = rw.WriteString(answer)
		_ = rw.Flush()
		if tcp, ok := conn.(*net.TCPConn); ok {
			_ = tcp.SetLinger(0)
		}
		_ = conn.Close()
	}
}

// drip sends a byte now and then until the client is gone.
func drip(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html")
	for {
		_, _ = io.WriteString(w, "x")
		w.(http.Flusher).Flush()
		select {
		case <-r.Context().Done():
			return
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func endless(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html")
	for block := bytes.Repeat([]byte("<p>没完没了</p>"), 1000); ; {
		if _, err := w.Write(block); err != nil {
			return
		}
	}
}

// bomb is 64 KB that unpack to 64 MB.
func bomb(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html")
	w.Header().Set("Content-Encoding", "gzip")
	zw := gzip.NewWriter(w)
	for range 64 {
		_, _ = zw.Write(make([]byte, 1<<20))
	}
	_ = zw.Close()
}

const fineList = `<html><body><ul><li><a href="/a/20261101.html">甲城的一篇稿件一</a><span>2026-11-20</span></li><li><a href="/a/20261102.html">甲城的一篇稿件二</a><span>2026-11-20</span></li><li><a href="/a/20261103.html">甲城的一篇稿件三</a><span>2026-11-20</span></li></ul></body></html>`

const finePiece = `<html><body><h1>甲城的一篇稿件</h1><div>发布时间：2026-11-20 08:31</div><div class="content"><p>甲城的志愿者走进社区，为老人送去棉被和药箱，登记下一次上门的日子，大家都说好。</p></div></body></html>`

// fromPieces answers the list well and the pieces on it as serve does.
func fromPieces(serve http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/a/") {
			serve(w, r)
			return
		}
		sendAs("text/html", fineList)(w, r)
	}
}

func faults() []fault {
	return []fault{
		{"reset", "list", "", raw(""), "down", []string{"连接中断"}},
		{"reset-midway", "list", "", raw("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<html>"), "down", []string{"连接中断"}},
		{"stall", "list", "", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "down", []string{"超时"}},
		{"drip", "list", "", drip, "down", []string{"超时"}},
		{"endless", "list", "", endless, "down", []string{"超过大小上限"}},
		{"bomb", "list", "", bomb, "down", []string{"超过大小上限"}},
		{"header-flood", "list", "", func(w http.ResponseWriter, _ *http.Request) {
			for i := range 2000 {
				w.Header().Set(fmt.Sprintf("X-%d", i), strings.Repeat("x", 1000))
			}
			_, _ = io.WriteString(w, fineList)
		}, "down", []string{"不合 HTTP 规范"}},
		{"no-http", "list", "", raw("SSH-2.0-OpenSSH_9.9\r\n\r\n"), "down", []string{"不合 HTTP 规范"}},
		{"loop", "list", "", redirect("/list/"), "down", []string{"跳转成圈"}},
		{"hops", "list", "", func(w http.ResponseWriter, r *http.Request) { redirect("/list/"+r.URL.Path[6:]+"x")(w, r) }, "down", []string{"跳转次数过多"}},
		{"inside", "list", "", redirect("http://10.0.0.1/"), "down", []string{"内部地址 10.0.0.1"}},
		{"metadata", "list", "", redirect("http://169.254.169.254/latest/meta-data/"), "down", []string{"内部地址 169.254.169.254"}},
		{"inside-six", "list", "", redirect("http://[::ffff:7f00:1]/"), "down", []string{"内部地址"}},
		{"file", "list", "", redirect("file:///etc/passwd"), "down", []string{"跳转目标不能抓取"}},
		{"short", "list", "", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "9999")
			_, _ = io.WriteString(w, fineList)
		}, "down", []string{"没有传完"}},
		{"cookies", "list", "", func(w http.ResponseWriter, r *http.Request) {
			if len(r.Header.Get("Cookie")) > 8<<10 {
				w.WriteHeader(http.StatusRequestHeaderFieldsTooLarge)
				return
			}
			for i := range 1000 {
				http.SetCookie(w, &http.Cookie{Name: fmt.Sprint("c", i), Value: strings.Repeat("x", 100)})
			}
			if r.URL.Path == "/list/" {
				redirect("/list/2")(w, r)
				return
			}
			sendAs("text/html", fineList)(w, r)
		}, "fine", nil},
		{"empty", "list", "", sendAs("text/html", ""), "down", []string{"0 字节"}},
		{"binary", "list", "", sendAs("text/html", strings.Repeat("\x00\x01\x02\xff", 2000)), "down", []string{"二进制"}},
		{"busy", "list", "", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(http.StatusServiceUnavailable)
		}, "down", []string{"503", "60 分钟后再来"}},
		{"jiasule", "list", "", func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(521)
			_, _ = io.WriteString(w, "<script>document.cookie=('_')+('_')+('j')</script>")
		}, "blocked", []string{"521"}},
		{"jiasule-all", "list", "", func(w http.ResponseWriter, _ *http.Request) { // its robots.txt too, as they do
			w.WriteHeader(521)
			_, _ = io.WriteString(w, "<script>document.cookie=('_')+('_')+('j')</script>")
		}, "blocked", []string{"521"}},
		{"stall-all", "list", "", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "down", []string{"超时"}},
		{"error-all", "list", "", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }, "down", []string{"robots.txt 暂时读不到", "502"}},
		{"loop-all", "list", "", func(w http.ResponseWriter, r *http.Request) { redirect(r.URL.Path)(w, r) }, "down", []string{"跳转成圈"}},
		{"endless-all", "list", "", endless, "down", []string{"超过大小上限"}},
		{"deflate-bomb", "list", "", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "deflate")
			zw, _ := flate.NewWriter(w, flate.BestCompression) // the level is one
			for range 64 {
				_, _ = zw.Write(make([]byte, 1<<20))
			}
			_ = zw.Close()
		}, "down", []string{"超过大小上限"}},
		{"layers", "list", "", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", strings.Repeat("gzip, ", 50)+"gzip")
			_, _ = io.WriteString(w, fineList)
		}, "down", []string{"压缩了 51 层"}},
		{"chunk-torn", "list", "", raw("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n"), "down", []string{"不合 HTTP 规范"}},
		{"captcha", "list", "", sendAs("text/html", "<html><title>安全验证</title><body>请按住滑块</body></html>"), "blocked", []string{"请按住滑块"}},
		{"h2-reset", "list", "good", func(w http.ResponseWriter, r *http.Request) {
			if r.ProtoMajor != 2 {
				_, _ = io.WriteString(w, fineList)
			}
			panic(http.ErrAbortHandler)
		}, "down", []string{"连接中断"}},
		{"h2-fine", "list", "good", sendAs("text/html", fineList), "fine", nil},
		{"expired", "list", "expired", sendAs("text/html", fineList), "certificate_expired", []string{"已过期"}},
		{"stranger", "list", "stranger", sendAs("text/html", fineList), "down", []string{"证书或握手有误"}},
		{"pieces-lost", "list", "", fromPieces(http.NotFound), "down", []string{"3 篇中 3 篇抓取失败", "404"}},
		{"pieces-cut", "list", "", fromPieces(raw("")), "down", []string{"3 篇中 3 篇抓取失败", "连接中断"}},
		{"pieces-captcha", "list", "", fromPieces(sendAs("text/html", "<html><title>安全验证</title><body>请按住滑块</body></html>")), "blocked", []string{"3 篇中 3 篇抓取失败", "请按住滑块"}},
		{"feed-torn", "feed", "", sendAs("application/xml", `<rss version="2.0"><channel><item><title>断了`), "down", []string{"订阅源", "读不懂"}},
		{"feed-laughs", "feed", "", sendAs("application/xml", entities+`<rss version="2.0"><channel><item><title>&f;</title><link>http://a.example/1</link></item></channel></rss>`), "down", []string{"订阅源", "读不懂"}},
		{"feed-outside", "feed", "", sendAs("application/xml", external+`<rss version="2.0"><channel><item><title>&x;</title><link>http://a.example/&x;</link></item></channel></rss>`), "down", []string{"订阅源", "读不懂"}},
		{"map-torn", "sitemap", "", sendAs("application/xml", `<urlset><url><loc>http://a`), "down", []string{"站点地图", "读不懂"}},
		{"map-laughs", "sitemap", "", sendAs("application/xml", entities+`<urlset><url><loc>http://a.example/&f;.html</loc></url></urlset>`), "down", []string{"站点地图", "读不懂"}},
		{"map-outside", "sitemap", "", sendAs("application/xml", external+`<urlset><url><loc>http://a.example/&x;</loc></url></urlset>`), "down", []string{"站点地图", "读不懂"}},
		{"deep", "list", "", sendAs("text/html", strings.Repeat("<div>", 100_000)), "down", []string{"不能解析"}},
		{"shell", "list", "", sendAs("text/html", `<html><body><div id=app></div><script src=/app.js></script></body></html>`), "redesigned", []string{"没有认出稿件列表", "render: true"}},
	}
}

func liveHeap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// TestEveryFaultIsNamedInTheSourcesHealth crawls sites of which each does something
// wrong, once, as an operator does, and asks the doctor.
func TestEveryFaultIsNamedInTheSourcesHealth(t *testing.T) {
	settings := office(t)
	dir := filepath.Dir(settings)
	all := map[string]http.HandlerFunc{}
	pinned := map[string]string{}
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		serve, ok := all[r.Host]
		if !ok || r.URL.Path == "/robots.txt" && !strings.HasSuffix(r.Host, "-all.fault.example") {
			http.NotFound(w, r)
			return
		}
		if strings.HasPrefix(r.URL.Path, "/a/") && !strings.HasPrefix(r.Host, "pieces-") {
			sendAs("text/html", finePiece)(w, r)
			return
		}
		serve(w, r)
	})
	servers := map[string]*httptest.Server{"": httptest.NewServer(handler)}
	now := storagetest.Now()
	for name, certificate := range map[string]tls.Certificate{
		"good": ca.Issue(t, "*.fault.example", now.AddDate(0, -1, 0), now.AddDate(0, 1, 0)), "expired": ca.Issue(t, "*.fault.example", now.AddDate(0, -2, 0), now.AddDate(0, -1, 0)),
		"stranger": fetchtest.NewAuthority().Issue(t, "*.fault.example", now.AddDate(0, -1, 0), now.AddDate(0, 1, 0)),
	} {
		s := httptest.NewUnstartedServer(handler)
		s.TLS, s.EnableHTTP2, s.Config.ErrorLog = &tls.Config{Certificates: []tls.Certificate{certificate}}, true, log.New(io.Discard, "", 0)
		s.StartTLS()
		servers[name] = s
	}
	for _, s := range servers {
		defer s.Close()
		defer s.CloseClientConnections()
	}
	var book strings.Builder
	book.WriteString("sources:\n")
	for _, f := range faults() {
		host, scheme := f.id+".fault.example", "http"
		if f.secure != "" {
			scheme = "https"
		}
		all[host], pinned[host] = f.serve, servers[f.secure].Listener.Addr().String()
		fmt.Fprintf(&book, "  - {id: %s, outlet: danyang-gov, name: %s, kind: %s, url: \"%s://%s/list/\", schedule: \"0 7 * * *\"}\n", f.id, f.id, f.kind, scheme, host)
	}
	sources := filepath.Join(dir, "books", "sources.yaml")
	for path, data := range map[string]string{sources: book.String(), settings: "database: sqlite:gaobang.db\nfetch: {pace: 100ms, timeout: 3s, max_body_mb: 1, max_redirects: 5}\n"} {
		if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run := func(want int, args ...string) string {
		t.Helper()
		var out bytes.Buffer
		p := program{stdin: strings.NewReader(""), stdout: &out, stderr: io.Discard, now: storagetest.Now, pinned: pinned}
		if status := p.run(t.Context(), append([]string{"-c", settings}, args...)); status != want {
			t.Fatalf("%v: status %d\n%s", args, status, out.String())
		}
		return out.String()
	}
	run(statusDone, "apply", sources)
	goroutines, live := runtime.NumGoroutine(), liveHeap()
	run(statusFailed, "crawl")
	for _, s := range servers {
		s.CloseClientConnections()
	}
	for deadline := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > goroutines+10 && time.Now().Before(deadline); {
		runtime.Gosched()
	}
	if left := runtime.NumGoroutine(); left > goroutines+10 {
		t.Errorf("%d goroutines before, %d after", goroutines, left)
	}
	if grown := int64(liveHeap()) - int64(live); grown > 32<<20 {
		t.Errorf("%d MB are held when all is over", grown>>20)
	}
	findings := map[string]findingView{}
	for line := range strings.Lines(run(statusDone, "source", "doctor", "--format", "json")) {
		var f findingView
		if err := json.Unmarshal([]byte(line), &f); err != nil {
			t.Fatal(err)
		}
		findings[string(f.Source)] = f
	}
	table := run(statusDone, "source", "doctor")
	for _, f := range faults() {
		got := findings[f.id]
		if string(got.Condition) != f.condition {
			t.Errorf("%s: %s: %s; want %s", f.id, got.Condition, got.Saw, f.condition)
		}
		for _, words := range f.saw {
			if !strings.Contains(got.Saw, words) {
				t.Errorf("%s: the doctor saw %q, which does not say %q", f.id, got.Saw, words)
			}
		}
		if f.condition != "fine" && (got.Remedy == "" || got.Since.IsZero() || !strings.Contains(table, got.Saw)) {
			t.Errorf("%s: no remedy or no beginning, or not in the table: %+v", f.id, got)
		}
	}
}
