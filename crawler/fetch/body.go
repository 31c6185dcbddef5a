package fetch

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/klauspost/compress/gzip"
)

// cappedBody passes a body on up to its cap. Passing the cap is an error, or the
// end where the beginning is enough; an end before Content-Length, which net/http
// reports as an unexpected EOF, is an error too.
type cappedBody struct {
	io.ReadCloser
	length, limit int64
	cut           bool // the beginning is enough
	read          int64
}

func (c *cappedBody) Read(p []byte) (int, error) {
	room := c.limit + 1 - c.read
	if c.length > c.limit && !c.cut || room <= 0 {
		return 0, c.full()
	}
	n, err := c.ReadCloser.Read(p[:min(int64(len(p)), room)])
	c.read += int64(n)
	switch {
	case c.read > c.limit:
		return n - 1, c.full()
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF) && c.read < c.length:
		return n, &Error{Kind: KindTruncated, Detail: endedAt(c.read, c.length), Err: err}
	}
	return n, err
}

func (c *cappedBody) full() error {
	if c.cut {
		return io.EOF
	}
	return &Error{Kind: KindTooLarge, Detail: fmt.Sprintf("上限 %d 字节", c.limit)}
}

func endedAt(n, length int64) string {
	if length < 0 {
		return fmt.Sprintf("收到 %d 字节", n)
	}
	return fmt.Sprintf("应有 %d 字节，收到 %d 字节", length, n)
}

// packed reports a Content-Encoding that means work.
func packed(encodings []string) bool {
	for _, e := range encodings {
		switch strings.ToLower(strings.TrimSpace(e)) {
		case "", "identity", "none", "utf-8":
		default:
			return true
		}
	}
	return false
}

// Unpack undoes the Content-Encoding of a payload as received and kept, up to 64
// MiB.
func Unpack(raw []byte, header http.Header) ([]byte, error) {
	return unpack(raw, header.Values("Content-Encoding"), 64<<20)
}

// unpack undoes Content-Encoding. A body that is not what the header says, but
// plain, is taken as it is: some servers name gzip on pages they did not pack, and
// some a charset.
func unpack(raw []byte, encodings []string, limit int64) ([]byte, error) {
	body := raw
	names := strings.Split(strings.ToLower(strings.Join(encodings, ",")), ",")
	if len(names) > 3 {
		return nil, &Error{Kind: KindProtocol, Detail: "压缩了 " + fmt.Sprint(len(names)) + " 层"}
	}
	for _, name := range slices.Backward(names) {
		var err error
		if body, err = unpackOne(body, strings.TrimSpace(name), limit); err != nil {
			return body, err
		}
	}
	return body, nil
}

var gzipMagic = []byte{0x1f, 0x8b}

func unpackOne(body []byte, name string, limit int64) ([]byte, error) {
	if len(body) == 0 {
		return body, nil
	}
	switch name {
	case "", "identity", "none", "utf-8":
		return body, nil
	case "gzip", "x-gzip", "deflate":
		if bytes.HasPrefix(body, gzipMagic) {
			return gunzip(body, limit)
		}
	}
	if zr, err := zlib.NewReader(bytes.NewReader(body)); name == "deflate" && err == nil {
		return inflate(zr, limit)
	}
	if kind, _ := notText("", body); kind == "" {
		return body, nil
	}
	switch name {
	case "gzip", "x-gzip":
		return body, nil // the bytes will be judged
	case "deflate":
		return inflate(flate.NewReader(bytes.NewReader(body)), limit)
	}
	return nil, &Error{Kind: KindProtocol, Detail: "压缩方式 " + clip(name) + " 不认识"}
}

func gunzip(body []byte, limit int64) ([]byte, error) {
	m := &members{packed: bytes.NewReader(body)}
	var err error
	if m.Reader, err = gzip.NewReader(m.packed); err != nil {
		return nil, &Error{Kind: KindTruncated, Detail: "gzip 数据不完整", Err: err}
	}
	m.Multistream(false)
	return inflate(m, limit)
}

// members reads gzip members one after the other. What follows the last and is none
// is left, as browsers do: templates end with a blank line behind what they packed.
type members struct {
	*gzip.Reader

	packed *bytes.Reader
}

func (m *members) Read(p []byte) (int, error) {
	n, err := m.Reader.Read(p)
	if !errors.Is(err, io.EOF) {
		return n, err
	}
	next := make([]byte, len(gzipMagic))
	if _, failed := m.packed.ReadAt(next, m.packed.Size()-int64(m.packed.Len())); failed != nil || !bytes.Equal(next, gzipMagic) {
		return n, err
	}
	if err := m.Reset(m.packed); err != nil {
		return n, err
	}
	m.Multistream(false)
	return n, nil
}

// inflate gives what it unpacked up to the limit also where there is more.
func inflate(r io.Reader, limit int64) ([]byte, error) {
	var b bytes.Buffer
	n, err := b.ReadFrom(io.LimitReader(r, limit+1))
	switch {
	case n > limit:
		return b.Bytes()[:limit], &Error{Kind: KindTooLarge, Detail: fmt.Sprintf("解压后超过 %d 字节", limit)}
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, &Error{Kind: KindTruncated, Detail: fmt.Sprintf("压缩数据在解压出 %d 字节后中断", n), Err: err}
	case err != nil:
		return nil, &Error{Kind: KindProtocol, Detail: "压缩数据损坏", Err: err}
	}
	return b.Bytes(), nil
}
