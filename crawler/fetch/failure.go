package fetch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/gaobang/gaobang"
)

// failure names what a transport error means. The end of the caller's context is
// no fault of the site and stays what it is.
func failure(ctx context.Context, u string, err error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("抓取 %s 中断：%w", clip(u), ctx.Err())
	}
	if named, ok := errors.AsType[*Error](err); ok {
		named.URL = u
		return named
	}
	e := &Error{Kind: kindOf(err), URL: u, Detail: clip(rootText(err)), Err: err}
	cause := gaobang.Cause(err)
	switch e.Kind {
	case KindRefused, KindTimeout: // say it all
		e.Detail = ""
	case KindDNS: // the resolver's words name our own DNS server; what to do stands behind it anyway
		e.Detail, _, _ = strings.Cut(clip(cause), "：")
	case KindTLS, KindExpired: // the library's words hold the time of day: no two are alike
		e.Detail = clip(cmp.Or(cause, e.Detail))
	default:
		if cause != "" {
			e.Detail = clip(cause + "；" + e.Detail)
		}
	}
	return e
}

func kindOf(err error) Kind {
	var netErr net.Error
	var dns *net.DNSError
	switch {
	case errors.As(err, &dns):
		return KindDNS
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &netErr) && netErr.Timeout():
		return KindTimeout
	case isExpired(err):
		return KindExpired
	case isTLS(err):
		return KindTLS
	case errors.Is(err, syscall.ECONNREFUSED):
		return KindRefused
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET),
		errors.Is(err, syscall.EPIPE), isDial(err), strings.Contains(err.Error(), "stream error:"): // HTTP/2 reset
		return KindConnection
	}
	return KindProtocol
}

func isDial(err error) bool {
	var op *net.OpError
	return errors.As(err, &op)
}

// rootText is the last cause: the outer ones repeat the address.
func rootText(err error) string {
	for {
		next := errors.Unwrap(err)
		if next == nil {
			return err.Error()
		}
		err = next
	}
}

const maxRetryAfter = 24 * time.Hour

// retryAfter reads the header in both its forms; 30 s where it says nothing.
func retryAfter(h http.Header, now time.Time) time.Duration {
	const standard = 30 * time.Second
	v := strings.TrimSpace(h.Get("Retry-After"))
	if n, err := strconv.Atoi(v); err == nil && n > 0 {
		return min(time.Duration(min(n, 1<<20))*time.Second, maxRetryAfter)
	}
	if t, err := http.ParseTime(v); err == nil && t.After(now) {
		return min(t.Sub(now), maxRetryAfter)
	}
	return standard
}
