package fetch

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
)

func gzipped(t *testing.T, block []byte, times int) []byte {
	t.Helper()
	var out bytes.Buffer
	zw := gzip.NewWriter(&out)
	for range times {
		if _, err := zw.Write(block); err != nil {
			t.Fatal(err)
		}
	}
	if err := zw.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestFilesPackedInThemselves are sitemaps as sites keep them: sitemap.xml.gz.
func TestFilesPackedInThemselves(t *testing.T) {
	sitemap := []byte("<urlset><url><loc>http://news.example/a.html</loc></url></urlset>")
	cases := []struct {
		name, path, media string
		body              []byte
		kind              Kind
	}{
		{"unpacked by name and first bytes", "/sitemap.xml.gz", "application/x-gzip", gzipped(t, sitemap, 1), ""},
		{"whatever its type says", "/sitemap.xml.gz", "application/octet-stream", gzipped(t, sitemap, 1), ""},
		{"a name that lies", "/sitemap.xml.gz", "text/xml", sitemap, ""},
		{"a bomb is refused by its unpacked size", "/sitemap.xml.gz", "application/gzip", gzipped(t, make([]byte, 1<<20), 64), KindTooLarge},
		{"one that ends early", "/sitemap.xml.gz", "application/gzip", gzipped(t, sitemap, 1)[:30], KindTruncated},
		{"a packed file under another name is no text", "/a.html", "application/gzip", gzipped(t, bytes.Repeat([]byte("abc\x01\x02"), 999), 9), KindBinary},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f, _ := site(t, withoutRobots(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", c.media)
				_, _ = w.Write(c.body)
			}), nil)
			resp, err := f.Get(t.Context(), "http://news.example"+c.path)
			if c.kind != "" {
				wantKind(t, err, c.kind)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(resp.Body, sitemap) || !bytes.Equal(resp.Raw, c.body) {
				t.Errorf("body %q, raw as received %v", resp.Body, bytes.Equal(resp.Raw, c.body))
			}
			if text, _ := Decode(resp.Body, resp.ContentType); !strings.HasPrefix(string(text), "<urlset") {
				t.Errorf("decoded %q", text)
			}
		})
	}
}
