package fetch

import (
	"bytes"
	"fmt"
	"mime"
	"net/http"
	"regexp"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"
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

// Signs of pages that ward off programs (加速乐, 阿里云, 瑞数, 云锁, 安全狗 …).
// A long page that mentions such a word is an article; a block page is short.
const (
	blockPage       = 24 << 10
	blockTitleRunes = 40 // "Attention Required! | Cloudflare" has 32
)

var (
	titlePattern = regexp.MustCompile(`(?is)<title[^>]*>(.{0,300}?)</title>`)
	blockTitle   = regexp.MustCompile(`(?i)^(百度)?安全验证|人机验证|访问验证|^(请输入)?验证码|滑动验证|访问被(拒绝|阻断|拦截)|^访问拦截|拦截提示|网站防火墙|^403|^access denied|^attention required|^just a moment|captcha`)
	ruishuScript = regexp.MustCompile(`\$_ts\s*(=|\[)`)
)

func blockSign(x *exchange) string {
	head := x.body[:min(len(x.body), 3000)]
	for _, sign := range []string{"__jsl_clearance", "acw_sc__v2", "yunsuo_session_verify"} {
		if bytes.Contains(head, []byte(sign)) {
			return "页面含 " + sign
		}
	}
	if x.status == 521 && bytes.Contains(head, []byte("<script")) {
		return "状态 521 并带脚本"
	}
	if (x.status == 412 || x.status == 202) && ruishuScript.Match(x.body) {
		return fmt.Sprintf("状态 %d 并带 $_ts 脚本", x.status)
	}
	if len(x.body) > blockPage {
		return ""
	}
	return shortPageSign(x, head)
}

func shortPageSign(x *exchange, head []byte) string {
	if bytes.Contains(head, []byte("Please enable JavaScript")) {
		return "页面要求启用 JavaScript"
	}
	if bytes.Contains(head, []byte("document.cookie")) && !bytes.Contains(x.body, []byte("<p")) && bytes.Contains(x.body, []byte("location")) {
		return "页面只用脚本写入 cookie 后重新载入"
	}
	m := titlePattern.FindSubmatch(x.body)
	if m == nil {
		return ""
	}
	text := m[1]
	if !measureUTF8(text).isUTF8() {
		text, _ = decodeWith(text, simplifiedchinese.GB18030, gbName)
	}
	title := strings.TrimSpace(string(text))
	if len([]rune(title)) <= blockTitleRunes && blockTitle.MatchString(title) {
		return "页面标题是“" + clip(title) + "”"
	}
	return ""
}
