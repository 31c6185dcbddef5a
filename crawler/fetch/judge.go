package fetch

import (
	"bytes"
	"fmt"
	"mime"
	"net/http"
	"strings"
)

// judge tells a page from everything else a server can answer.
func (f *Fetcher) judge(x *exchange) error {
	u := x.url.String()
	if sign := blockSign(x); sign != "" {
		return &Error{Kind: KindBlocked, URL: u, Status: x.status, Detail: sign}
	}
	if x.status != http.StatusOK && x.status != http.StatusNonAuthoritativeInfo {
		e := &Error{Kind: KindStatus, URL: u, Status: x.status}
		if x.status == http.StatusTooManyRequests || x.status == http.StatusServiceUnavailable {
			e.RetryAfter = retryAfter(x.header, f.options.Now())
		}
		return e
	}
	if len(bytes.TrimSpace(x.body)) == 0 {
		return &Error{Kind: KindEmpty, URL: u, Status: x.status}
	}
	if kind, detail := notText(x.header.Get("Content-Type"), x.body); kind != "" {
		return &Error{Kind: kind, URL: u, Status: x.status, Detail: detail}
	}
	return nil
}

// notText looks at what the header says and then at the bytes, which decide.
func notText(contentType string, body []byte) (Kind, string) {
	media, _, _ := mime.ParseMediaType(contentType)
	if media == "" {
		media, _, _ = strings.Cut(contentType, ";")
		media = strings.ToLower(strings.TrimSpace(media))
	}
	if !textual(media) {
		return KindContentType, clip(media)
	}
	sample := body[:min(len(body), 4096)]
	if bytes.HasPrefix(sample, []byte{0xfe, 0xff}) || bytes.HasPrefix(sample, []byte{0xff, 0xfe}) {
		return "", "" // UTF-16 has a zero byte in every ASCII letter
	}
	sniffed := http.DetectContentType(sample)
	if group, _, _ := strings.Cut(sniffed, "/"); group == "image" || group == "audio" || group == "video" || group == "font" {
		return KindBinary, sniffed
	}
	if n := controls(sample); n*33 > len(sample) {
		return KindBinary, fmt.Sprintf("前 %d 字节中有 %d 个控制字符", len(sample), n)
	}
	return "", ""
}

func textual(media string) bool {
	switch media {
	case "", "application/octet-stream", "application/gzip", "application/x-gzip", "application/xml", "application/json", "application/javascript", "application/x-javascript", "application/html":
		return true
	}
	return strings.HasPrefix(media, "text/") || strings.HasSuffix(media, "+xml") || strings.HasSuffix(media, "+json")
}

// controls counts bytes that no text in any charset of ours contains. In random
// bytes they are one in eleven; a page may have a stray one.
func controls(b []byte) int {
	n := 0
	for _, c := range b {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v' && c != 0x1b {
			n++
		}
	}
	return n
}
