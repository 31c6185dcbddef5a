package fetch

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gocolly/colly/v2"
)

// exchange is one request and its answer.
type exchange struct {
	url           *url.URL
	limit         int64
	known         Validators
	cut           bool // beyond the limit is an end and no error
	part          Part // what a page's script asks for; the zero Part is a plain GET
	requestHeader http.Header
	status        int
	proto         string
	header        http.Header
	raw           []byte // as received
	body          []byte // unpacked; the same bytes where nothing was packed
	at            time.Time
}

type exchangeKey struct{}

// redirect is the address the answer sends us to, or "".
func (x *exchange) redirect() string {
	switch x.status {
	case 301, 302, 303, 307, 308:
		return x.header.Get("Location")
	}
	return ""
}

// isGzipFile reports a file that is packed in itself, as sitemaps may be: by its
// name and its first bytes.
func (x *exchange) isGzipFile() bool {
	return strings.HasSuffix(strings.ToLower(x.url.Path), ".gz") && bytes.HasPrefix(x.body, gzipMagic)
}

// newCollector is colly with its own policies switched off where this package
// has its own: robots, redirects, cookies, charsets, visited addresses.
func newCollector(transport http.RoundTripper, userAgent string) *colly.Collector {
	c := colly.NewCollector(
		colly.UserAgent(userAgent),
		colly.AllowURLRevisit(),
		colly.IgnoreRobotsTxt(),
		colly.ParseHTTPErrorResponse(),
		colly.MaxBodySize(0), // it would truncate without a word
	)
	c.SetClient(&http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	})
	return c
}

// run waits for the host's turn and makes one request.
func (f *Fetcher) run(ctx context.Context, j *journey, x *exchange) error {
	host := x.url.Hostname()
	if err := f.pacer.wait(ctx, host, x.url.String()); err != nil {
		return err
	}
	x.at = f.options.Now()
	release := f.pacer.hold(ctx, host)
	err := f.visit(ctx, j, x)
	j.left -= f.options.Now().Sub(x.at)
	if err := release(); err != nil {
		return err
	}
	// The head alone asks to be left alone: an overloaded site often breaks off.
	if x.status == http.StatusTooManyRequests || x.status == http.StatusServiceUnavailable {
		if err := f.pacer.back(context.WithoutCancel(ctx), host, retryAfter(x.header, f.options.Now())); err != nil {
			return err
		}
	}
	if err != nil {
		return failure(ctx, x.url.String(), err)
	}
	if x.raw == nil {
		x.raw = x.body
	}
	if x.isGzipFile() {
		if x.body, err = unpackOne(x.body, "gzip", x.limit); err != nil {
			return failure(ctx, x.url.String(), err)
		}
	}
	return nil
}

func (f *Fetcher) visit(ctx context.Context, j *journey, x *exchange) error {
	if j.left <= 0 {
		return context.DeadlineExceeded
	}
	ctx, cancel := context.WithTimeout(ctx, j.left)
	defer cancel()
	c := f.collector.Clone()
	c.Context = context.WithValue(ctx, exchangeKey{}, x)
	c.OnResponse(func(r *colly.Response) { x.body = r.Body })
	header := http.Header{
		"User-Agent":      {f.options.UserAgent},
		"Accept":          {"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"},
		"Accept-Language": {"zh-CN,zh;q=0.9"},
		"Accept-Encoding": {"gzip"},
	}
	if x.known.ETag != "" {
		header.Set("If-None-Match", x.known.ETag)
	}
	if x.known.LastModified != "" {
		header.Set("If-Modified-Since", x.known.LastModified)
	}
	if cookies := j.cookies(x.url); cookies != "" {
		header.Set("Cookie", cookies)
	}
	return c.Request(x.part.method(), x.url.String(), x.part.body(), nil, x.part.over(header))
}

// recorder is the transport under colly: it holds the body to its cap, keeps a
// packed one as received, and hands colly the unpacked bytes without a charset,
// so that colly neither truncates nor decodes.
type recorder struct{ transport *http.Transport }

func (r *recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	x, ok := req.Context().Value(exchangeKey{}).(*exchange)
	if !ok {
		return nil, errors.New("fetch: a request without its exchange")
	}
	x.requestHeader = req.Header.Clone()
	x.requestHeader.Set("Host", req.URL.Host)
	resp, err := r.transport.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	x.status, x.proto, x.header = resp.StatusCode, resp.Proto, resp.Header
	body := &cappedBody{ReadCloser: resp.Body, length: resp.ContentLength, limit: x.limit, cut: x.cut}
	encodings := resp.Header.Values("Content-Encoding")
	if !packed(encodings) {
		return forColly(resp, body), nil
	}
	defer body.Close()
	if x.raw, err = io.ReadAll(body); err != nil {
		return nil, err
	}
	text, err := unpack(x.raw, encodings, x.limit)
	if e, ok := errors.AsType[*Error](err); ok && e.Kind == KindTooLarge && x.cut {
		err = nil
	}
	if err != nil {
		return nil, err
	}
	return forColly(resp, io.NopCloser(bytes.NewReader(text))), nil
}

func forColly(resp *http.Response, body io.ReadCloser) *http.Response {
	seen := *resp
	seen.Header = resp.Header.Clone()
	seen.Header.Del("Content-Encoding")
	media, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	seen.Header.Set("Content-Type", media)
	seen.Body = body
	seen.Uncompressed = true
	return &seen
}
