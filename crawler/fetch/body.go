package fetch

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/gzip"
)

// readCapped reads a body to its end. Passing the cap is an error, and so is an
// end before Content-Length, which net/http reports as an unexpected EOF. What
// was read is returned in any case.
func readCapped(r io.Reader, length, limit int64) ([]byte, error) {
	if length > limit {
		return nil, tooLarge(limit)
	}
	var b bytes.Buffer
	if length > 0 {
		b.Grow(int(length) + bytes.MinRead)
	}
	n, err := b.ReadFrom(io.LimitReader(r, limit+1))
	switch {
	case n > limit:
		return b.Bytes()[:limit], tooLarge(limit)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return b.Bytes(), &Error{Kind: KindTruncated, Detail: endedAt(n, length), Err: err}
	case err != nil:
		return b.Bytes(), err
	case length > n:
		return b.Bytes(), &Error{Kind: KindTruncated, Detail: endedAt(n, length)}
	}
	return b.Bytes(), nil
}

func endedAt(n, length int64) string {
	if length < 0 {
		return fmt.Sprintf("收到 %d 字节", n)
	}
	return fmt.Sprintf("应有 %d 字节，收到 %d 字节", length, n)
}

func tooLarge(limit int64) error {
	return &Error{Kind: KindTooLarge, Detail: fmt.Sprintf("上限 %d 字节", limit)}
}

// unpack undoes Content-Encoding. A body that is not what the header says, but
// plain, is taken as it is: some servers name gzip on pages they did not pack.
func unpack(raw []byte, encodings []string, limit int64) ([]byte, error) {
	body := raw
	names := strings.Split(strings.ToLower(strings.Join(encodings, ",")), ",")
	if len(names) > 3 {
		return nil, &Error{Kind: KindProtocol, Detail: "压缩了 " + fmt.Sprint(len(names)) + " 层"}
	}
	for i := len(names) - 1; i >= 0; i-- {
		var err error
		if body, err = unpackOne(body, strings.TrimSpace(names[i]), limit); err != nil {
			return nil, err
		}
	}
	return body, nil
}

func unpackOne(body []byte, name string, limit int64) ([]byte, error) {
	if len(body) == 0 {
		return body, nil
	}
	switch name {
	case "", "identity", "none", "utf-8":
		return body, nil
	case "gzip", "x-gzip":
		if !bytes.HasPrefix(body, []byte{0x1f, 0x8b}) {
			return body, nil
		}
		zr, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			return nil, &Error{Kind: KindTruncated, Detail: "gzip 数据不完整", Err: err}
		}
		return inflate(zr, limit)
	case "deflate":
		if zr, err := zlib.NewReader(bytes.NewReader(body)); err == nil {
			return inflate(zr, limit)
		}
		return inflate(flate.NewReader(bytes.NewReader(body)), limit)
	}
	return nil, &Error{Kind: KindProtocol, Detail: "压缩方式 " + clip(name) + " 不认识"}
}

func inflate(r io.Reader, limit int64) ([]byte, error) {
	var b bytes.Buffer
	n, err := b.ReadFrom(io.LimitReader(r, limit+1))
	switch {
	case n > limit:
		return nil, &Error{Kind: KindTooLarge, Detail: fmt.Sprintf("解压后超过 %d 字节", limit)}
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, &Error{Kind: KindTruncated, Detail: fmt.Sprintf("压缩数据在解压出 %d 字节后中断", n), Err: err}
	case err != nil:
		return nil, &Error{Kind: KindProtocol, Detail: "压缩数据损坏", Err: err}
	}
	return b.Bytes(), nil
}
