package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
)

// clock is a time that only sleeping moves.
type clock struct {
	mu    sync.Mutex
	time  time.Time
	slept []time.Duration
}

func newClock() *clock { return &clock{time: time.Date(2026, 11, 20, 8, 0, 0, 0, gaobang.Shanghai)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.time
}

func (c *clock) sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.time = c.time.Add(d)
	c.slept = append(c.slept, d)
	return ctx.Err()
}

// site serves a handler on loopback under invented host names, without robots
// rules unless the handler has them.
func site(t testing.TB, handler http.HandlerFunc, change func(*Options)) (*Fetcher, *clock) {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	c := newClock()
	address := server.Listener.Addr().String()
	o := Options{
		Pinned: map[string]string{"news.example": address, "other.example": address},
		Now:    c.now, Sleep: c.sleep,
	}
	if change != nil {
		change(&o)
	}
	f := New(o)
	t.Cleanup(f.Close)
	return f, c
}

// withoutRobots answers 404 to robots.txt and leaves the rest to h.
func withoutRobots(h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		h(w, r)
	}
}

const page = "<html><head><title>稿件</title></head><body><p>正文</p></body></html>"

func html(w http.ResponseWriter, body string) {
	w.Header().Set("Content-Type", "text/html")
	_, _ = w.Write([]byte(body))
}

func wantKind(t *testing.T, err error, kind Kind) *Error {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("error = %v, want an *Error of kind %s", err, kind)
	}
	if e.Kind != kind {
		t.Fatalf("kind = %s (%v), want %s", e.Kind, err, kind)
	}
	return e
}

func TestGetKeepsThePageAsReceived(t *testing.T) {
	var packed bytes.Buffer
	zw := gzip.NewWriter(&packed)
	_, _ = zw.Write([]byte(page))
	_ = zw.Close()
	f, c := site(t, withoutRobots(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Accept-Encoding") != "gzip" {
			t.Errorf("Accept-Encoding = %q", r.Header.Get("Accept-Encoding"))
		}
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Type", "text/html; charset=gbk")
		_, _ = w.Write(packed.Bytes())
	}), nil)
	r, err := f.Get(t.Context(), "http://news.example/a.html#top")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(r.Raw, packed.Bytes()) {
		t.Error("Raw is not what the server sent")
	}
	if string(r.Body) != page {
		t.Errorf("Body = %q: unpacked, but its charset untouched", r.Body)
	}
	if r.URL != "http://news.example/a.html" || r.RequestURL != "http://news.example/a.html#top" || r.Status != 200 || r.Redirects != nil {
		t.Errorf("response = %+v", r)
	}
	if r.RequestHeader.Get("Host") != "news.example" || r.RequestHeader.Get("User-Agent") == "" || r.Header.Get("Content-Encoding") != "gzip" {
		t.Errorf("headers = %v, %v", r.RequestHeader, r.Header)
	}
	if !r.FetchedAt.Equal(c.now()) {
		t.Errorf("FetchedAt = %v", r.FetchedAt)
	}
}

// TestAKnownPageIsAskedForConditionally: the site's own validators go back to the
// page that they are of, also behind a redirect, and to no other; only the answer to
// them is believed.
func TestAKnownPageIsAskedForConditionally(t *testing.T) {
	const day = "Fri, 20 Nov 2026 00:00:00 GMT"
	at := func(path, etag, modified string) Validators {
		return Validators{"http://news.example" + path, etag, modified}
	}
	known := at("/a", `"v1"`, day)
	var got []Validators
	f, _ := site(t, withoutRobots(func(w http.ResponseWriter, r *http.Request) {
		got = append(got, at(r.URL.Path, r.Header.Get("If-None-Match"), r.Header.Get("If-Modified-Since")))
		switch {
		case r.URL.Path == "/moved":
			http.Redirect(w, r, "/a", http.StatusFound)
		case r.Header.Get("If-None-Match") == known.ETag, r.URL.Path == "/stubborn":
			w.WriteHeader(http.StatusNotModified)
		default:
			html(w, page)
		}
	}), nil)
	cases := []struct {
		name, path string
		known      Validators
		unchanged  bool
		asked      []Validators
	}{
		{"unknown", "/a", Validators{}, false, []Validators{at("/a", "", "")}},
		{"known and unchanged", "/a", known, true, []Validators{known}},
		{"known and changed", "/a", at("/a", `"v0"`, ""), false, []Validators{at("/a", `"v0"`, "")}},
		{"known by its date only", "/a", at("/a", "", day), false, []Validators{at("/a", "", day)}},
		{"behind a redirect", "/moved", known, true, []Validators{at("/moved", "", ""), known}},
		{"the redirect leads to another page than it did", "/moved", at("/b", `"v1"`, day), false, []Validators{at("/moved", "", ""), at("/a", "", "")}},
		{"a page that was itself and now leads elsewhere", "/moved", at("/moved", `"v1"`, day), false, []Validators{at("/moved", `"v1"`, day), at("/a", "", "")}},
	}
	for _, c := range cases {
		got = nil
		r, err := f.GetIf(t.Context(), "http://news.example"+c.path, c.known)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if r.NotModified != c.unchanged || len(r.Body) > 0 == c.unchanged || !slices.Equal(got, c.asked) {
			t.Errorf("%s: unchanged is %v with %d bytes, asked with %v", c.name, r.NotModified, len(r.Body), got)
		}
		if v := r.Validators(); v.URL != r.URL {
			t.Errorf("%s: validators %+v of %s", c.name, v, r.URL)
		}
	}
	_, err := f.GetIf(t.Context(), "http://news.example/stubborn", known)
	if e := wantKind(t, err, KindStatus); e.Status != http.StatusNotModified {
		t.Errorf("a 304 that nobody asked for: %v", err)
	}
}

func TestBadAnswersAreNamed(t *testing.T) {
	bomb := func(w http.ResponseWriter, size int) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Encoding", "gzip")
		zw := gzip.NewWriter(w)
		block := make([]byte, 64<<10)
		for range size / len(block) {
			_, _ = zw.Write(block)
		}
		_ = zw.Close()
	}
	cases := []struct {
		rule      string
		kind      Kind
		temporary bool
		serve     http.HandlerFunc
	}{
		{"0 字节是错误", KindEmpty, true, func(w http.ResponseWriter, _ *http.Request) { html(w, "") }},
		{"只有空白也是空", KindEmpty, true, func(w http.ResponseWriter, _ *http.Request) { html(w, " \r\n\t") }},
		{"50 MB 超过上限，按 Content-Length 就拒绝", KindTooLarge, false, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "52428800")
			html(w, "x")
		}},
		{"50 MB 不报长度，读到上限就拒绝", KindTooLarge, false, func(w http.ResponseWriter, _ *http.Request) {
			block := bytes.Repeat([]byte("字"), 1<<18)
			for range 70 {
				if _, err := w.Write(block); err != nil {
					return
				}
				w.(http.Flusher).Flush()
			}
		}},
		{"压缩炸弹按解压后的大小拒绝", KindTooLarge, false, func(w http.ResponseWriter, _ *http.Request) { bomb(w, 64<<20) }},
		{"压缩数据中途断", KindTruncated, true, func(w http.ResponseWriter, _ *http.Request) {
			var b bytes.Buffer
			zw := gzip.NewWriter(&b)
			_, _ = zw.Write([]byte(strings.Repeat(page, 100)))
			_ = zw.Close()
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(b.Bytes()[:b.Len()/2])
		}},
		{"谎称 gzip 的明文照收", "", false, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			html(w, page)
		}},
		{"没有要的压缩方式", KindProtocol, false, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "br")
			html(w, "\x1b\x1f\x00\x00\x8c\x94\x0e\x01\x02\x03\x04\x05")
		}},
		{"内容没有传完", KindTruncated, true, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000")
			html(w, page)
		}},
		{"说是图片", KindContentType, false, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "image/png")
			_, _ = w.Write([]byte("\x89PNG\r\n\x1a\n...."))
		}},
		{"说是网页的图片", KindBinary, false, func(w http.ResponseWriter, _ *http.Request) { html(w, "\x89PNG\r\n\x1a\n....") }},
		{"说是网页的随机字节", KindBinary, false, func(w http.ResponseWriter, _ *http.Request) {
			b := make([]byte, 8192)
			x := uint32(2463534242)
			for i := range b {
				x ^= x << 13
				x ^= x >> 17
				x ^= x << 5
				b[i] = byte(x)
			}
			html(w, string(b))
		}},
		{"个别 NUL 的网页照收", "", false, func(w http.ResponseWriter, _ *http.Request) { html(w, page+"\x00") }},
		{"404 是没有", KindStatus, false, http.NotFound},
		{"410 也是没有", KindStatus, false, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(410) }},
		{"500 可以再试", KindStatus, true, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }},
		{"408 可以再试", KindStatus, true, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(408) }},
		{"204 不是页面", KindStatus, false, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(204) }},
		{"304 不是页面", KindStatus, false, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(304) }},
		{"连接中途重置", KindConnection, true, func(w http.ResponseWriter, _ *http.Request) {
			conn, _, _ := w.(http.Hijacker).Hijack()
			_ = conn.Close()
		}},
		{"答复不是 HTTP", KindProtocol, false, func(w http.ResponseWriter, _ *http.Request) {
			conn, rw, _ := w.(http.Hijacker).Hijack()
			_, _ = rw.WriteString("SSH-2.0-OpenSSH_9.9\r\n\r\n")
			_ = rw.Flush()
			_ = conn.Close()
		}},
		{"标头洪水", KindProtocol, false, func(w http.ResponseWriter, _ *http.Request) {
			for i := range 400 {
				w.Header().Set(fmt.Sprintf("X-%d", i), strings.Repeat("x", 1000))
			}
			html(w, page)
		}},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			f, _ := site(t, withoutRobots(c.serve), nil)
			_, err := f.Get(t.Context(), "http://news.example/a.html")
			if c.kind == "" {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			e := wantKind(t, err, c.kind)
			if e.Temporary() != c.temporary {
				t.Errorf("Temporary = %v", e.Temporary())
			}
			if !strings.Contains(err.Error(), "http://news.example/a.html") {
				t.Errorf("the message does not name the page: %v", err)
			}
			if gone := strings.HasSuffix(c.rule, "是没有"); e.Gone() != gone || e.Answer != nil != gone {
				t.Errorf("Gone = %v, Answer %v", e.Gone(), e.Answer)
			}
			if gaobang.CodeOf(err) != gaobang.Unavailable {
				t.Errorf("code = %s", gaobang.CodeOf(err))
			}
		})
	}
}

func TestSlowDripMeetsTheTimeout(t *testing.T) {
	release := make(chan struct{})
	t.Cleanup(func() { close(release) })
	f, _ := site(t, withoutRobots(func(w http.ResponseWriter, r *http.Request) {
		for {
			_, _ = w.Write([]byte("x"))
			w.(http.Flusher).Flush()
			select {
			case <-release:
				return
			case <-r.Context().Done():
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	}), func(o *Options) { o.Timeout = 100 * time.Millisecond })
	_, err := f.Get(t.Context(), "http://news.example/a.html")
	if e := wantKind(t, err, KindTimeout); !e.Temporary() {
		t.Error("a timeout is worth another try")
	}
}

func TestCallersEndIsNoFaultOfTheSite(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	f, _ := site(t, withoutRobots(func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	}), nil)
	_, err := f.Get(ctx, "http://news.example/a.html")
	var e *Error
	if !errors.Is(err, context.Canceled) || errors.As(err, &e) {
		t.Errorf("error = %v, want the context's", err)
	}
}

func TestUnreachableSites(t *testing.T) {
	resolveBy(t) // knows no name
	tlsServer := httptest.NewUnstartedServer(http.NotFoundHandler())
	tlsServer.Config.ErrorLog = log.New(io.Discard, "", 0) // it complains that we hang up
	tlsServer.StartTLS()
	defer tlsServer.Close()
	dead := httptest.NewServer(http.NotFoundHandler())
	dead.Close()
	f := New(Options{Pinned: map[string]string{
		"tls.example": tlsServer.Listener.Addr().String(), "dead.example": dead.Listener.Addr().String(),
	}, Sleep: newClock().sleep})
	defer f.Close()
	cases := []struct {
		rule, url string
		kind      Kind
	}{
		{"证书不可信", "https://tls.example/", KindTLS},
		{"无人监听", "http://dead.example/", KindRefused},
		{"没有这个域名", "http://gone.invalid/", KindDNS},
		{"不是网址", "http://[::1", KindAddress},
		{"不是 http", "ftp://news.example/", KindAddress},
		{"没有主机", "http:///a", KindAddress},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			_, err := f.Get(t.Context(), c.url)
			wantKind(t, err, c.kind)
			if c.kind == KindDNS && (strings.Contains(err.Error(), "lookup") || !strings.Contains(err.Error(), "gone.invalid") || !strings.Contains(err.Error(), "找不到主机（")) {
				t.Errorf("the resolver's own words: %v", err)
			}
		})
	}
}

// TestHostsNotFoundAreNamed: in our words, with what to do, whatever the resolver says.
func TestHostsNotFoundAreNamed(t *testing.T) {
	for rule, c := range map[string]struct {
		err  net.DNSError
		want string
	}{
		"没有这个域名": {net.DNSError{Err: "no such host", Name: "a.example", Server: "10.0.0.1:53", IsNotFound: true}, "找不到主机（没有 a.example 这个域名）。请核对网址里的域名"},
		"没有答复":   {net.DNSError{Err: "i/o timeout", Name: "a.example", Server: "10.0.0.1:53", IsTimeout: true}, "找不到主机（DNS 服务器没有答复，查不到 a.example）。请核对网址里的域名"},
	} {
		err := failure(t.Context(), "http://a.example/list/", &net.OpError{Op: "dial", Err: &c.err})
		if got := err.Error(); !strings.HasPrefix(got, "抓取 http://a.example/list/ 失败："+c.want) || strings.Contains(got, "10.0.0.1") {
			t.Errorf("%s：%s", rule, got)
		}
	}
}
