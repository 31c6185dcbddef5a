package fetch

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// BenchmarkGet measures the yardstick of DESIGN §7 for one page: a plain client
// with x/net's charset reader and goquery, beside Get and Decode with the same
// goquery, on the same loopback pages (half UTF-8, half GBK by meta only, 24 KB).
func BenchmarkGet(b *testing.B) {
	body := strings.Repeat("<p class=\"text\">"+chinese+"</p>\n", 170)
	pages := [2][]byte{
		[]byte("<html><head><title>稿件</title></head>" + body),
		[]byte("<html><head><meta charset=gb2312>" + encode(b, simplifiedchinese.GBK, "<title>稿件</title></head>"+body)),
	}
	server := httptest.NewServer(withoutRobots(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write(pages[len(r.URL.Path)%2])
	}))
	b.Cleanup(server.Close)
	address := func(i int) string { return "http://news.example/" + strings.Repeat("a", 1+i%2) }
	b.Run("plain-client-goquery", func(b *testing.B) { benchmarkPlain(b, server, address) })
	b.Run("fetcher-goquery", func(b *testing.B) { benchmarkFetcher(b, server, address) })
}

func benchmarkPlain(b *testing.B, server *httptest.Server, address func(int) string) {
	client := &http.Client{Transport: &http.Transport{
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, server.Listener.Addr().String())
		},
	}}
	defer client.CloseIdleConnections()
	for i := 0; b.Loop(); i++ {
		resp, err := client.Get(address(i))
		if err != nil {
			b.Fatal(err)
		}
		raw, err := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		if err != nil {
			b.Fatal(err)
		}
		r, err := charset.NewReader(bytes.NewReader(raw), resp.Header.Get("Content-Type"))
		if err != nil {
			b.Fatal(err)
		}
		wantTitle(b, r)
	}
}

func benchmarkFetcher(b *testing.B, server *httptest.Server, address func(int) string) {
	f := New(Options{Pace: time.Nanosecond, Pinned: map[string]string{"news.example": server.Listener.Addr().String()}})
	defer f.Close()
	for i := 0; b.Loop(); i++ {
		resp, err := f.Get(b.Context(), address(i))
		if err != nil {
			b.Fatal(err)
		}
		text, _ := Decode(resp.Body, resp.ContentType)
		wantTitle(b, bytes.NewReader(text))
	}
}

func wantTitle(b *testing.B, r io.Reader) {
	doc, err := goquery.NewDocumentFromReader(r)
	if err != nil {
		b.Fatal(err)
	}
	if got := doc.Find("title").Text(); got != "稿件" {
		b.Fatalf("title = %q", got)
	}
}
