package fetch

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"crypto/x509"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestCookiesAreBounded: of a thousand that a site sets, fifty go back to it; where
// they are longer than a head may be, none.
func TestCookiesAreBounded(t *testing.T) {
	cases := []struct {
		rule         string
		cookies, len int
		sent         int
	}{
		{"a few go back", 3, 10, 3},
		{"of a thousand fifty go back", 1000, 10, 50},
		{"of long ones none", 40, 300, 0},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			sent := -1
			f, _ := site(t, withoutRobots(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/set" {
					for i := range c.cookies {
						http.SetCookie(w, &http.Cookie{Name: fmt.Sprintf("c%d", i), Value: strings.Repeat("x", c.len)})
					}
					http.Redirect(w, r, "/page", http.StatusFound)
					return
				}
				sent = len(r.Cookies())
				html(w, page)
			}), nil)
			if _, err := f.Get(t.Context(), "http://news.example/set"); err != nil || sent != c.sent {
				t.Errorf("%d cookies were sent, want %d; %v", sent, c.sent, err)
			}
		})
	}
}

// written goes on in another form.
type written struct {
	io.Writer

	form func([]byte) []byte
}

func (w written) Write(p []byte) (int, error) { return w.Writer.Write(w.form(bytes.Clone(p))) }

func (w written) Close() error { return nil }

// TestPackingsAreUndone, in the reverse of the order in which the head names them.
func TestPackingsAreUndone(t *testing.T) {
	pack := map[string]func(io.Writer) io.WriteCloser{
		"gzip": func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) },
		"zlib": func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) },
		"raw":  func(w io.Writer) io.WriteCloser { z, _ := flate.NewWriter(w, flate.BestSpeed); return z },
		"blank": func(w io.Writer) io.WriteCloser {
			return written{w, func(p []byte) []byte { return append(p, "\r\n\x00"...) }}
		},
		"halves": func(w io.Writer) io.WriteCloser {
			return written{w, func(p []byte) []byte { return append(gzipped(t, p[:50], 1), gzipped(t, p[50:], 1)...) }}
		},
	}
	cases := []struct {
		rule, encoding string
		packs          []string
		kind           Kind
	}{
		{"deflate is zlib, as the standard says", "deflate", []string{"zlib"}, ""},
		{"deflate without a head, as some servers send it", "deflate", []string{"raw"}, ""},
		{"x-gzip is gzip", "x-gzip", []string{"gzip"}, ""},
		{"two layers", "deflate, gzip", []string{"zlib", "gzip"}, ""},
		{"what calls itself deflate and is gzip", "deflate", []string{"gzip"}, ""},
		{"plain text that calls itself br", "br", nil, ""},
		{"plain text that calls itself deflate", "deflate", nil, ""},
		{"a charset in the wrong head", "gb2312", nil, ""},
		{"a way of sending in the wrong head", "chunked", nil, ""},
		{"blank lines behind what is packed", "gzip", []string{"gzip", "blank"}, ""},
		{"a page in two packed parts", "gzip", []string{"halves"}, ""},
		{"four layers are no page", "gzip, gzip, gzip, gzip", []string{"gzip", "gzip", "gzip", "gzip"}, KindProtocol},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			body := []byte(page)
			for _, name := range c.packs {
				var b bytes.Buffer
				w := pack[name](&b)
				_, _ = w.Write(body)
				_ = w.Close()
				body = b.Bytes()
			}
			f, _ := site(t, withoutRobots(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/html")
				w.Header().Set("Content-Encoding", c.encoding)
				_, _ = w.Write(body)
			}), nil)
			r, err := f.Get(t.Context(), "http://news.example/a")
			if c.kind != "" {
				wantKind(t, err, c.kind)
			} else if err != nil || string(r.Body) != page || !bytes.Equal(r.Raw, body) {
				t.Errorf("%+v, %v", r, err)
			}
		})
	}
}

// TestACopyOfACacheIsAPage: 203 is what some proxies make of 200.
func TestACopyOfACacheIsAPage(t *testing.T) {
	f, _ := site(t, withoutRobots(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusNonAuthoritativeInfo)
		_, _ = w.Write([]byte(page))
	}), nil)
	if r, err := f.Get(t.Context(), "http://news.example/a"); err != nil || string(r.Body) != page {
		t.Errorf("%+v, %v", r, err)
	}
}

// TestBytesDecideWhatIsText: whatever the head says.
func TestBytesDecideWhatIsText(t *testing.T) {
	cases := []struct {
		rule, body string
		kind       Kind
	}{
		{"UTF-16 of either order is text, though every other byte is none", "\xff\xfe" + strings.Join(strings.Split(page, ""), "\x00") + "\x00", ""},
		{"the same in the other order", "\xfe\xff\x00" + strings.Join(strings.Split(page, ""), "\x00"), ""},
		{"a film", "\x1aE\xdf\xa3 webm", KindBinary},
		{"a sound", "ID3 and so on", KindBinary},
		{"a font", "OTTO and so on", KindBinary},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			f, _ := site(t, withoutRobots(func(w http.ResponseWriter, _ *http.Request) { html(w, c.body) }), nil)
			_, err := f.Get(t.Context(), "http://news.example/a")
			if c.kind != "" {
				wantKind(t, err, c.kind)
			} else if err != nil {
				t.Error(err)
			}
		})
	}
}

// TestHTTP2 is spoken where a site does, and a stream that is reset is a connection
// that broke.
func TestHTTP2(t *testing.T) {
	server := httptest.NewUnstartedServer(withoutRobots(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/reset" {
			panic(http.ErrAbortHandler)
		}
		html(w, page)
	}))
	server.EnableHTTP2 = true
	server.StartTLS()
	defer server.Close()
	c := newClock()
	f := New(Options{Pinned: map[string]string{"example.com": server.Listener.Addr().String()}, Now: c.now, Sleep: c.sleep})
	defer f.Close()
	f.transport.TLSClientConfig.RootCAs = x509.NewCertPool()
	f.transport.TLSClientConfig.RootCAs.AddCert(server.Certificate())
	if r, err := f.Get(t.Context(), "https://example.com/a"); err != nil || r.Proto != "HTTP/2.0" {
		t.Errorf("%+v, %v", r, err)
	}
	_, err := f.Get(t.Context(), "https://example.com/reset")
	if e := wantKind(t, err, KindConnection); !e.Temporary() {
		t.Error("it is not worth another try")
	}
}
