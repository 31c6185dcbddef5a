package fetch

import (
	"bytes"
	"mime"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
)

func lookup(label string) (encoding.Encoding, string) {
	label = strings.ToLower(strings.Trim(label, " \t\r\n\"';"))
	if strings.HasPrefix(label, "gb") || label == "hz-gb-2312" || label == "x-gbk" || label == "cp936" || label == "euc-cn" {
		return simplifiedchinese.GB18030, gbName
	}
	if label == "" {
		return nil, ""
	}
	enc, err := htmlindex.Get(label)
	if err != nil {
		return nil, ""
	}
	name, err := htmlindex.Name(enc)
	if err != nil {
		return nil, ""
	}
	if name == "gbk" {
		return simplifiedchinese.GB18030, gbName
	}
	return enc, name
}

// headerLabel is the charset of a Content-Type, also of a malformed one.
func headerLabel(contentType string) string {
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		return params["charset"]
	}
	return labelIn([]byte(contentType))
}

// declared is how far into a page its declaration is looked for. HTML says 1 KB;
// pages with comments before their head have it later.
const declared = 4 << 10

// declaredLabel is the charset of the page's own declaration: a meta tag of
// either form, or an XML declaration.
func declaredLabel(body []byte) string {
	head := body[:min(len(body), declared)]
	if bytes.HasPrefix(head, []byte("<?xml")) {
		line, _, _ := bytes.Cut(head, []byte("?>"))
		if label := labelAfter(line, "encoding"); label != "" {
			return label
		}
	}
	return labelIn(head)
}

func labelIn(head []byte) string { return labelAfter(head, "charset") }

// labelAfter finds name=value with any spaces and quotes.
func labelAfter(head []byte, name string) string {
	for at := 0; ; at++ {
		i := bytes.IndexByte(head[at:], '=')
		if i < 0 {
			return ""
		}
		at += i
		before := bytes.TrimRight(head[:at], " \t\r\n")
		if len(before) < len(name) || !strings.EqualFold(string(before[len(before)-len(name):]), name) {
			continue
		}
		value := bytes.TrimLeft(head[at+1:], " \t\r\n\"'")
		if end := bytes.IndexFunc(value, notLabel); end >= 0 {
			value = value[:end]
		}
		if len(value) > 0 && len(value) <= 40 {
			return string(value)
		}
	}
}

func notLabel(r rune) bool {
	return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("-_.:", r))
}
