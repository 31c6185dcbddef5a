package warc

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// record is a record without its ID, which depends on where it will lie.
type record struct {
	kind   string
	fields [][2]string
	block  []byte
}

func (r record) write(w io.Writer, id, info string) {
	var head bytes.Buffer
	head.WriteString("WARC/1.1\r\n")
	field := func(name, value string) { fmt.Fprintf(&head, "%s: %s\r\n", name, value) }
	field("WARC-Type", r.kind)
	field("WARC-Record-ID", id)
	if r.kind != "warcinfo" {
		field("WARC-Warcinfo-ID", info)
	}
	for _, f := range r.fields {
		field(f[0], f[1])
	}
	field("WARC-Block-Digest", fmt.Sprintf("sha256:%x", sha256.Sum256(r.block)))
	field("Content-Length", fmt.Sprint(len(r.block)))
	head.WriteString("\r\n")
	for _, part := range [][]byte{head.Bytes(), r.block, []byte("\r\n\r\n")} {
		_, _ = w.Write(part) // goes to a buffer
	}
}

func warcDate(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

func infoRecord(name string, at time.Time) record {
	block := "software: gaobang\r\nformat: WARC File Format 1.1\r\nconformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n"
	return record{
		kind: "warcinfo", block: []byte(block),
		fields: [][2]string{{"WARC-Date", warcDate(at)}, {"WARC-Filename", name}, {"Content-Type", "application/warc-fields"}},
	}
}

// responseRecord rebuilds the head that net/http took apart. Transfer-Encoding is
// undone and not in it; Content-Encoding is in it, for the payload is as received.
func responseRecord(x Exchange, sum string) record {
	return record{
		kind: "response", block: append(responseHead(x), x.Payload...),
		fields: append(common(x, "response"), [2]string{"WARC-Payload-Digest", "sha256:" + sum}),
	}
}

// partRecord is what the scripts of a page were given, beside the page's response.
func partRecord(x Exchange, page string) record {
	r := responseRecord(x, Digest(x.Payload))
	r.fields = append(r.fields, [2]string{concurrentTo, page})
	return r
}

// concurrentTo names the response of the page for which a record was written.
const concurrentTo = "WARC-Concurrent-To"

func responseHead(x Exchange) []byte {
	var b bytes.Buffer
	b.Grow(len(x.Payload) + 1024)
	fmt.Fprintf(&b, "%s %03d %s\r\n", headProto(x.Proto), x.Status, http.StatusText(x.Status))
	_ = x.Header.WriteSubset(&b, map[string]bool{"Transfer-Encoding": true}) // a buffer takes everything
	b.WriteString("\r\n")
	return b.Bytes()
}

// The profiles of a revisit, WARC/1.1 §6.7.
const (
	profileSame        = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
	profileNotModified = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
)

// revisitRecord holds the head of the answer and refers to the record of whose
// payload it is a revisit.
func revisitRecord(x Exchange, of Record, sum string) record {
	profile, cut := profileSame, [][2]string{{"WARC-Truncated", "length"}}
	if x.Status == http.StatusNotModified {
		profile, cut = profileNotModified, nil
	}
	fields := append(common(x, "response"),
		[2]string{"WARC-Profile", profile},
		[2]string{"WARC-Payload-Digest", "sha256:" + sum},
		[2]string{"WARC-Refers-To", of.ID},
		[2]string{"WARC-Refers-To-Target-URI", of.URL},
		[2]string{"WARC-Refers-To-Date", of.Fields.Get("WARC-Date")},
	)
	return record{kind: "revisit", block: responseHead(x), fields: append(fields, cut...)}
}

// viaRecord says which piece a page belongs to, in the field that crawlers use
// for the page that led to another.
func viaRecord(x Exchange, response string) record {
	return record{
		kind: "metadata", block: []byte("via: " + x.Via + "\r\n"),
		fields: [][2]string{
			{"WARC-Target-URI", x.URL}, {"WARC-Date", warcDate(x.At)}, {concurrentTo, response}, {"Content-Type", "application/warc-fields"},
		},
	}
}

func requestRecord(x Exchange, response string) record {
	u, _ := url.Parse(x.URL) // checked by Write
	host := x.RequestHeader.Get("Host")
	if host == "" {
		host = u.Host
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s %s\r\nHost: %s\r\n", cmp.Or(x.Method, http.MethodGet), u.RequestURI(), headProto(x.Proto), strings.Map(visible, host))
	_ = x.RequestHeader.WriteSubset(&b, map[string]bool{"Host": true})
	b.WriteString("\r\n")
	b.Write(x.RequestBody)
	return record{
		kind: "request", block: b.Bytes(),
		fields: append(common(x, "request"), [2]string{concurrentTo, response}),
	}
}

// conversionRecord is a page as its scripts left it, made of a response and
// referring to it.
func conversionRecord(x Exchange, sum, response string) record {
	return record{
		kind: "conversion", block: x.Rendered,
		fields: [][2]string{
			{"WARC-Target-URI", x.URL}, {"WARC-Date", warcDate(x.At)}, {"WARC-Refers-To", response},
			{"Content-Type", renderedType}, {"WARC-Payload-Digest", "sha256:" + sum},
		},
	}
}

// resourceRecord is material that came by no request.
func resourceRecord(r Resource, sum string) record {
	return record{
		kind: "resource", block: r.Payload,
		fields: [][2]string{
			{"WARC-Target-URI", r.URI}, {"WARC-Date", warcDate(r.At)}, {"Content-Type", r.Type}, {"WARC-Payload-Digest", "sha256:" + sum},
		},
	}
}

const renderedType = "text/html; charset=utf-8"

func visible(r rune) rune {
	if r <= ' ' {
		return -1
	}
	return r
}

func common(x Exchange, message string) [][2]string {
	fields := [][2]string{
		{"WARC-Target-URI", x.URL},
		{"WARC-Date", warcDate(x.At)},
		{"Content-Type", "application/http;msgtype=" + message},
	}
	if headProto(x.Proto) != x.Proto && strings.HasPrefix(x.Proto, "HTTP/2") {
		fields = append(fields, [2]string{"WARC-Protocol", "h2"})
	}
	return fields
}

// headProto writes every head in the textual form; HTTP/2 has none of its own.
func headProto(proto string) string {
	if proto == "HTTP/1.0" {
		return proto
	}
	return "HTTP/1.1"
}
