package render

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/fetch"
)

var now = time.Date(2026, 11, 20, 9, 0, 0, 0, gaobang.Shanghai)

// loopback is sites on loopback, by host and path, and what was asked of them.
type loopback struct {
	mu    sync.Mutex
	pages map[string]http.HandlerFunc
	asked []string
	// refused is what Chromium asked of its proxy: the little that its makers want
	// to know, and what a page finds to get past the answers.
	refused []string
	news    chan struct{} // closed when something more was refused; nil where nobody waits
}

func (l *loopback) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.mu.Lock()
	if r.URL.Path != "/robots.txt" {
		l.asked = append(l.asked, r.Method+" "+r.Host+r.URL.RequestURI())
	}
	page, ok := l.pages[r.Host+r.URL.Path]
	l.mu.Unlock()
	if !ok {
		http.NotFound(w, r)
		return
	}
	page(w, r)
}

func (l *loopback) count(what string) (n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, a := range l.asked {
		if a == what {
			n++
		}
	}
	return n
}

func (l *loopback) wasRefused(line string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Contains(strings.Join(l.refused, ""), line)
}

// awaitRefused waits until the line was refused, or whoever asks has gone.
func (l *loopback) awaitRefused(ctx context.Context, line string) bool {
	for {
		l.mu.Lock()
		if l.news == nil {
			l.news = make(chan struct{})
		}
		news := l.news
		l.mu.Unlock()
		if l.wasRefused(line) {
			return true
		}
		select {
		case <-ctx.Done():
			return false
		case <-news:
		}
	}
}

func serve(contentType, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		_, _ = w.Write([]byte(body))
	}
}

const (
	html   = "text/html; charset=utf-8"
	script = "text/javascript; charset=utf-8"
	data   = "application/json"
)

// clock is a time that only sleeping moves.
type clock struct {
	mu   sync.Mutex
	time time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.time
}

func (c *clock) sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.time = c.time.Add(d)
	return ctx.Err()
}

// renderer renders the sites on loopback: jia.example and others under their
// invented names.
func renderer(t testing.TB, pages map[string]http.HandlerFunc, change func(*fetch.Options, *Options)) (*Renderer, *loopback) {
	t.Helper()
	if _, err := Find(""); err != nil { // as rendertest, which imports this package
		if os.Getenv("GAOBANG_TEST_REQUIRE") == "1" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	l := &loopback{pages: pages}
	server := httptest.NewServer(l)
	t.Cleanup(server.Close)
	address := server.Listener.Addr().String()
	c := &clock{time: now}
	fo := fetch.Options{
		Pinned:  map[string]string{"www.jia.example": address, "api.jia.example": address, "www.yi.example": address},
		Timeout: 30 * time.Second, Now: c.now, Sleep: c.sleep,
	}
	var ro Options
	if change != nil {
		change(&fo, &ro)
	}
	f := fetch.New(fo)
	t.Cleanup(f.Close)
	r := New(f, ro)
	r.refused = func(conn net.Conn) {
		defer conn.Close()
		_ = conn.SetReadDeadline(time.Now().Add(time.Second))
		line, _ := bufio.NewReader(conn).ReadString('\n')
		l.mu.Lock()
		defer l.mu.Unlock()
		l.refused = append(l.refused, line)
		if l.news != nil {
			close(l.news)
			l.news = nil
		}
	}
	return r, l
}

const columnScript = `
setTimeout(function(){
  var x = new XMLHttpRequest(); x.timeout = 3000;
  x.open('GET', '/api/list?page=1');
  x.onload = function(){
    var ul = document.getElementById('list');
    JSON.parse(x.responseText).forEach(function(r){
      var li = document.createElement('li');
      li.innerHTML = '<a href="' + r.u + '">' + r.t + '</a><span>' + r.d + '</span>';
      ul.appendChild(li);
    });
    document.title = '要闻 ' + new Date().getFullYear() + '-' + (new Date().getMonth()+1) + '-' + new Date().getDate();
  };
  x.send();
}, 2000);`

func columnPages() map[string]http.HandlerFunc {
	return map[string]http.HandlerFunc{
		"www.jia.example/yw/": serve("text/html", `<html><head><meta charset="utf-8"><title>要闻</title><link rel=stylesheet href=/a.css></head><body><ul id="list"></ul><img src="/1.jpg"><script src="/app.js"></script></body></html>`),
		"www.jia.example/app.js": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Cache-Control", "max-age=600")
			serve(script, columnScript)(w, r)
		},
		"www.jia.example/api/list": serve(data, `[{"u":"/a/20261120.html","t":"乙镇民政办走访高龄老人","d":"2026-11-20"}]`),
	}
}

// TestWhatScriptsWereGivenIsHandedOut: data and scripts as received, also under a
// status of failure; nothing of what they did not get, and of what was answered in
// the site's stead.
func TestWhatScriptsWereGivenIsHandedOut(t *testing.T) {
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(`var name = "甲城";`)
	if err != nil {
		t.Fatal(err)
	}
	r, _ := renderer(t, map[string]http.HandlerFunc{
		"www.jia.example/robots.txt": serve("text/plain", "User-agent: *\nDisallow: /private/\n"),
		"www.jia.example/":           serve(html, `<p id="p">等</p><img src="/logo.gif"><link rel="stylesheet" href="/a.css"><script src="/a.js"></script><script>(async () => { await fetch('/data?id=1'); await fetch('/post', {method:'POST', body:'a=1'}); await fetch('/gone'); await fetch('/private/x').catch(() => 0); document.getElementById('p').textContent = name })()</script>`),
		"www.jia.example/a.js":       serve("text/javascript", gbk),
		"www.jia.example/data":       serve(data, `{"n":1}`),
		"www.jia.example/post":       serve(data, `{"n":2}`),
	}, nil)
	got, err := r.Get(t.Context(), "http://www.jia.example/")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(got.Body), "甲城") {
		t.Fatalf("%s\nmissing %v", got.Body, got.Missing)
	}
	var parts []string
	for _, p := range got.Parts {
		parts = append(parts, fmt.Sprintf("%s %s %s %d %s", p.Method, p.URL, p.RequestBody, p.Status, strings.TrimSpace(string(p.Raw))))
	}
	want := []string{
		"GET http://www.jia.example/a.js  200 " + gbk, `GET http://www.jia.example/data?id=1  200 {"n":1}`,
		`POST http://www.jia.example/post a=1 200 {"n":2}`, "GET http://www.jia.example/gone  404 404 page not found",
	}
	if strings.Join(parts, "\n") != strings.Join(want, "\n") {
		t.Errorf("%q, want %q", parts, want)
	}
}

func TestAListThatAScriptMakes(t *testing.T) {
	r, l := renderer(t, columnPages(), nil)
	got, err := r.Get(t.Context(), "http://www.jia.example/yw/")
	if err != nil {
		t.Fatal(err)
	}
	body := string(got.Body)
	for _, want := range []string{`<a href="/a/20261120.html">乙镇民政办走访高龄老人</a><span>2026-11-20</span>`, "<title>要闻 2026-11-20</title>", `<img src="/1.jpg">`} {
		if !strings.Contains(body, want) {
			t.Errorf("%s is not in the page:\n%s", want, body)
		}
	}
	if !got.Rendered || got.ContentType != html || !strings.Contains(string(got.Raw), `<ul id="list"></ul>`) || len(got.Missing) > 0 || got.URL != "http://www.jia.example/yw/" {
		t.Errorf("response %+v", got)
	}
	if again, err := r.Get(t.Context(), "http://www.jia.example/yw/"); err != nil || string(again.Body) != body {
		t.Errorf("the same page again is another: %v\n%s", err, again.Body)
	}
	for what, want := range map[string]int{
		"GET www.jia.example/yw/": 2, "GET www.jia.example/app.js": 1, "GET www.jia.example/api/list?page=1": 2,
		"GET www.jia.example/1.jpg": 0, "GET www.jia.example/a.css": 0, "GET www.jia.example/favicon.ico": 0,
	} {
		if n := l.count(what); n != want {
			t.Errorf("%s: asked %d times, want %d", what, n, want)
		}
	}
	if l.wasRefused("example") {
		t.Errorf("Chromium went past the answers: %q", l.refused)
	}
}

// pageWith is a page with a script in it.
func pageWith(script string) http.HandlerFunc {
	return serve(html, `<html><body><h1 id="h">标题</h1><p id="p">原文</p><script>`+script+`</script></body></html>`)
}

// ask is a script that writes into the page what came of a request.
func ask(address string) string {
	return fmt.Sprintf(`fetch(%q).then(r => r.text()).then(t => { document.getElementById('p').textContent = 'got ' + t }, e => { document.getElementById('p').textContent = 'refused' })`, address)
}

func TestWhatScriptsMayNot(t *testing.T) {
	secret := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		fmt.Fprint(w, "SECRET")
	}))
	defer secret.Close()
	inside := secret.Listener.Addr().String()
	_, port, _ := strings.Cut(inside, ":")
	cases := []struct{ rule, script, want string }{
		{"ask loopback", ask("http://" + inside + "/"), "refused"},
		{"ask localhost by name", ask("http://localhost:" + port + "/"), "refused"},
		{"ask the metadata of a cloud", ask("http://169.254.169.254/latest/meta-data/"), "refused"},
		{"be redirected inside", ask("/inside"), "refused"},
		{"ask what robots.txt forbids", ask("/private/data"), "refused"},
		{"post to another site", `fetch('http://www.yi.example/', {method:'POST', body:'x'}).then(() => { document.getElementById('p').textContent = 'posted' }, () => { document.getElementById('p').textContent = 'refused' })`, "refused"},
		{"open a socket", `var s = new WebSocket('ws://` + inside + `/'); s.onopen = () => { document.getElementById('p').textContent = 'open' }; ` + ask("/wait"), "got refused"},
		{"frame what lies inside", `var f = document.createElement('iframe'); f.src = 'http://` + inside + `/'; f.onload = () => { document.getElementById('p').textContent = 'loaded ' + f.contentDocument }; document.body.appendChild(f)`, "loaded null"},
		{"read a file", ask("file:///etc/passwd"), "refused"},
		{"have it counted", `var s = document.createElement('script'); s.src = 'https://hm.baidu.com/hm.js?1'; s.onerror = () => { document.getElementById('p').textContent = 'refused' }; document.head.appendChild(s)`, "refused"},
		{"stop the page by a dialog", `alert(1); confirm(2); document.getElementById('p').textContent = 'went on'`, "went on"},
		{"open a second window", `window.open('http://` + inside + `/'); document.getElementById('p').textContent = 'went on'`, "went on"},
		{"keep a cookie between pages", `document.cookie = 'k=1'; ` + ask("/cookie"), "got none"},
		{"post to its own site: it may", `fetch('/post', {method:'POST', body:'a=1'}).then(r => r.text()).then(t => { document.getElementById('p').textContent = 'got ' + t })`, "got POST a=1"},
		{"ask another site that allows it: it may", ask("http://api.jia.example/open"), "got open"},
		{"ask another site that does not allow it", ask("http://api.jia.example/closed"), "refused"},
	}
	pages := map[string]http.HandlerFunc{
		"www.jia.example/robots.txt":   serve("text/plain", "User-agent: *\nDisallow: /private/\n"),
		"www.jia.example/private/data": serve(data, "private"),
		"www.jia.example/inside": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://"+inside+"/", http.StatusFound)
		},
		"www.jia.example/cookie": func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("Cookie") == "" {
				fmt.Fprint(w, "none")
			}
		},
		"www.jia.example/wait": func(w http.ResponseWriter, r *http.Request) {
			l := r.Context().Value(http.ServerContextKey).(*http.Server).Handler.(*loopback)
			if l.awaitRefused(r.Context(), "CONNECT "+inside) {
				fmt.Fprint(w, "refused")
			}
		},
		"www.jia.example/post": func(w http.ResponseWriter, r *http.Request) {
			b := make([]byte, 100)
			n, _ := r.Body.Read(b)
			fmt.Fprint(w, r.Method, " ", string(b[:n]))
		},
		"api.jia.example/open": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Access-Control-Allow-Origin", "*")
			fmt.Fprint(w, "open")
		},
		"api.jia.example/closed": serve(data, "closed"),
	}
	for i, c := range cases {
		pages[fmt.Sprintf("www.jia.example/%d", i)] = pageWith(c.script)
	}
	r, l := renderer(t, pages, nil)
	for i, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			got, err := r.Get(t.Context(), fmt.Sprintf("http://www.jia.example/%d", i))
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(string(got.Body), `<p id="p">`+c.want) || strings.Contains(string(got.Body), "SECRET") {
				t.Errorf("the page does not say %q:\n%s\nmissing %v", c.want, got.Body, got.Missing)
			}
		})
	}
	if n := l.count("POST www.yi.example/"); n != 0 {
		t.Errorf("the other site was posted to %d times", n)
	}
}

func TestPagesThatGoTooFar(t *testing.T) {
	big := strings.Repeat("字", 400<<10)
	cases := []struct {
		rule   string
		kind   fetch.Kind
		says   string
		script string
	}{
		{"a script without end", fetch.KindTimeout, "运行超过", "for(;;){}"},
		{"a page that grows without end", fetch.KindTooLarge, "超过", `for (let i = 0; i < 4000; i++) { const p = document.createElement('p'); p.textContent = 'x'.repeat(1000); document.body.appendChild(p) }`},
		{"memory without end", "", "", `const a = []; for(;;) { a.push(new Array(1e6).fill(Math.random())) }`},
		{"requests without end", fetch.KindScript, "请求超过 20 个", `(function go(i){ fetch('/data?' + i).finally(() => go(i + 1)) })(0)`},
		{"more bytes than a page may have", fetch.KindTooLarge, "上限", `fetch('/big?1').then(() => fetch('/big?2'))`},
		{"a page that reloads itself", fetch.KindRedirectLoop, "又转到", `setTimeout(() => location.reload(), 10)`},
		{"pages that send each other on", fetch.KindRedirectLoop, "又转到", `location.href = '/other'`},
		{"addresses without end", fetch.KindRedirects, "跳转次数过多", `location.href = '/hop?1'`},
		{"to a page that wards off programs", fetch.KindBlocked, "521", `location.href = '/blocked'`},
		{"to loopback", fetch.KindInside, "内部地址", `location.href = 'http://127.0.0.1/'`},
		{"to what robots.txt forbids", fetch.KindRobots, "", `location.href = '/private/a.html'`},
		{"a form that submits itself", fetch.KindScript, "提交了表单", `const f = document.createElement('form'); f.method = 'post'; f.action = '/x'; document.body.appendChild(f); f.submit()`},
		{"a page that becomes a check", fetch.KindBlocked, "验证页的标题", `document.title = '安全验证'`},
	}
	pages := map[string]http.HandlerFunc{
		"www.jia.example/robots.txt":     serve("text/plain", "User-agent: *\nDisallow: /private/\n"),
		"www.jia.example/private/a.html": pageWith(""),
		"www.jia.example/data":           serve(data, "1"),
		"www.jia.example/big":            serve("text/plain", big),
		"www.jia.example/other":          pageWith(`location.href = '/6'`),
		"www.jia.example/hop":            pageWith(`location.href = '/hop?' + (Number(location.search.slice(1)) + 1)`),
		"www.jia.example/blocked": func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(521)
			fmt.Fprint(w, `<script>document.cookie='__jsl_clearance=1'</script>`)
		},
	}
	for i, c := range cases {
		pages[fmt.Sprintf("www.jia.example/%d", i)] = pageWith(c.script)
	}
	r, _ := renderer(t, pages, func(f *fetch.Options, o *Options) { f.Timeout, f.MaxBody, o.Requests = 12*time.Second, 2<<20, 20 })
	for i, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			_, err := r.Get(t.Context(), fmt.Sprintf("http://www.jia.example/%d", i))
			var f *fetch.Error
			if !errors.As(err, &f) || c.kind != "" && f.Kind != c.kind || !strings.Contains(err.Error(), c.says) || f.URL == "" {
				t.Fatalf("%v, want %s that says %q", err, c.kind, c.says)
			}
		})
	}
	wantNoBrowser(t)
}

// wantNoBrowser holds that nothing of a browser is left: no process of ours, no
// folder.
func wantNoBrowser(t *testing.T) {
	t.Helper()
	processes, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, path := range processes {
		stat, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
		if len(fields) > 1 && fields[1] == fmt.Sprint(os.Getpid()) && strings.Contains(string(stat), "chrom") {
			t.Errorf("a browser is left: %s", stat)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(os.TempDir(), "gaobang-chromium-*")); len(left) > 0 {
		t.Errorf("folders are left: %v", left)
	}
}

func TestEndsAreClean(t *testing.T) {
	pages := columnPages()
	pages["www.jia.example/slow"] = pageWith(`for(;;){}`)
	pages["www.jia.example/feed.xml"] = serve("application/xml", "<rss><channel></channel></rss>")
	r, _ := renderer(t, pages, nil)
	t.Run("the caller's end is no fault of the site, and kills the browser", func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		_, err := r.Get(ctx, "http://www.jia.example/slow")
		var f *fetch.Error
		if !errors.Is(err, context.DeadlineExceeded) || errors.As(err, &f) {
			t.Errorf("%v", err)
		}
		wantNoBrowser(t)
	})
	t.Run("what is no web page is given as it came", func(t *testing.T) {
		got, err := r.Get(t.Context(), "http://www.jia.example/feed.xml")
		if err != nil || got.Rendered || !strings.HasPrefix(string(got.Body), "<rss>") {
			t.Errorf("%+v, %v", got, err)
		}
	})
	t.Run("one browser at a time", func(t *testing.T) {
		r.slots <- struct{}{}
		ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
		defer cancel()
		if _, err := r.Get(ctx, "http://www.jia.example/yw/"); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%v: it did not wait for the other", err)
		}
		<-r.slots
		if _, err := r.Get(t.Context(), "http://www.jia.example/yw/"); err != nil {
			t.Error(err)
		}
	})
}

func TestWithoutChromium(t *testing.T) {
	broken := filepath.Join(t.TempDir(), "chromium")
	if err := os.WriteFile(broken, []byte("#!/bin/sh\necho no display >&2\nexit 1\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	for rule, path := range map[string]string{"a path where there is none": "/nowhere/chromium", "one that does not start": broken} {
		t.Run(rule, func(t *testing.T) {
			r, _ := renderer(t, columnPages(), func(_ *fetch.Options, o *Options) { o.Chromium = path })
			_, err := r.Get(t.Context(), "http://www.jia.example/yw/")
			var f *fetch.Error
			if !errors.As(err, &f) || f.Kind != fetch.KindBrowser || !f.Temporary() {
				t.Fatalf("%v", err)
			}
			for _, want := range []string{"apt-get install chromium", "fetch.chromium"} {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%v: does not say %s", err, want)
				}
			}
		})
	}
	t.Run("none on the path", func(t *testing.T) {
		t.Setenv("PATH", t.TempDir())
		if _, err := Find(""); err == nil || !strings.Contains(err.Error(), "没有找到 Chromium") {
			t.Errorf("%v", err)
		}
	})
}

// TestAGBKSiteIsReadRight: the page and its script are GBK without a charset in
// their headers, as old sites are.
func TestAGBKSiteIsReadRight(t *testing.T) {
	gbk := func(s string) string {
		out, err := simplifiedchinese.GBK.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	r, _ := renderer(t, map[string]http.HandlerFunc{
		"www.jia.example/yw/":     serve("text/html", gbk(`<html><head><meta charset="gb2312"><title>要闻</title></head><body><div id="a"></div><script src="/list.js"></script></body></html>`)),
		"www.jia.example/list.js": serve("application/javascript", gbk(`document.getElementById('a').textContent = '乙镇民政办走访高龄老人，送去棉被'`)),
	}, nil)
	got, err := r.Get(t.Context(), "http://www.jia.example/yw/")
	if err != nil || !strings.Contains(string(got.Body), "<title>要闻</title>") || !strings.Contains(string(got.Body), "乙镇民政办走访高龄老人，送去棉被") {
		t.Errorf("%v\n%s", err, got.Body)
	}
	if text, _ := fetch.Decode(got.Body, got.ContentType); !strings.Contains(string(text), "乙镇民政办") {
		t.Errorf("read again: %s", text)
	}
}

// TestAnAppOfOnePageShowsThePieceOfItsRoute, and its pieces are told apart.
func TestAnAppOfOnePageShowsThePieceOfItsRoute(t *testing.T) {
	r, _ := renderer(t, map[string]http.HandlerFunc{
		"www.jia.example/": serve("text/html; charset=utf-8", `<div id="a"></div><script>document.getElementById('a').textContent = '第' + location.hash.split('=')[1] + '篇'</script>`),
	}, nil)
	for _, n := range []string{"3", "4"} {
		address := "http://www.jia.example/#/pages/detail?id=" + n
		got, err := r.Get(t.Context(), address)
		if err != nil || got.URL != address || !strings.Contains(string(got.Body), "第"+n+"篇") || got.Validators().URL != "http://www.jia.example/" {
			t.Errorf("%v %+v", err, got)
		}
	}
}

// TestScriptsAreKeptAsLongAsTheySay: RFC 9111.
func TestScriptsAreKeptAsLongAsTheySay(t *testing.T) {
	ago := func(d time.Duration) string { return now.Add(-d).UTC().Format(http.TimeFormat) }
	cases := []struct {
		rule, control, changed string
		want                   time.Duration
	}{
		{"as told", "public, max-age=600", "", 10 * time.Minute},
		{"never", "no-store", ago(time.Hour), 0},
		{"not without asking again", "no-cache, max-age=600", "", 0},
		{"a day at most", "max-age=31536000", "", 24 * time.Hour},
		{"a tenth of its age where nothing is said", "", ago(10 * time.Hour), time.Hour},
		{"not at all where nothing is known", "", "", 0},
		{"a lifetime that is none", "max-age=soon", "", 0},
	}
	for _, c := range cases {
		h := http.Header{"Cache-Control": {c.control}, "Last-Modified": {c.changed}}
		if got := lifeOf(&fetch.Response{Header: h, FetchedAt: now}); got != c.want {
			t.Errorf("%s: %s, want %s", c.rule, got, c.want)
		}
	}
	clock := now
	s := newScripts(func() time.Time { return clock })
	r := &fetch.Response{Status: 200, FetchedAt: now, Header: http.Header{"Cache-Control": {"max-age=600"}}}
	for i := range 100 {
		s.keep(fmt.Sprint(i), r, answer{body: make([]byte, 1<<20)})
	}
	if len(s.kept) > 16 || s.bytes > scriptMemory {
		t.Errorf("%d scripts of %d bytes are kept", len(s.kept), s.bytes)
	}
	if _, ok := s.get("99"); !ok {
		t.Error("the newest is not kept")
	}
	clock = now.Add(11 * time.Minute)
	if _, ok := s.get("99"); ok {
		t.Error("it is kept beyond its time")
	}
}
