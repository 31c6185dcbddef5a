package fetch

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"time"
)

// Part is a request that a page's own scripts make: for a script, for the data of
// a list.
type Part struct {
	Method  string // GET where empty; POST
	URL     string
	Header  http.Header // only Accept, Content-Type, Referer and X-Requested-With are sent
	Body    []byte
	Limit   int64         // bytes of the answer's body
	Timeout time.Duration // without the wait for the host's turn
}

// GetPart fetches a part by every rule of a page: address guard, robots, pace,
// caps, redirects. Its answer may be of any status and any type; a page's scripts
// judge it. took is what it cost without the waits for the host's turn, also where
// it failed.
func (f *Fetcher) GetPart(ctx context.Context, p Part) (r *Response, took time.Duration, err error) {
	limit, part := min(p.Limit, f.options.MaxBody), p
	j, x, err := f.travel(ctx, p.URL, min(p.Timeout, f.options.Timeout), func(u *url.URL) *exchange {
		x := &exchange{url: u, limit: limit, part: part}
		part.Method, part.Body = http.MethodGet, nil // a redirected POST asks for a page
		return x
	})
	if j != nil {
		took = j.limit - j.left
	}
	if err != nil {
		return nil, took, err
	}
	r = j.response(p.URL, x)
	r.Method, r.RequestBody = x.part.method(), x.part.Body
	return r, took, nil
}

func (p Part) method() string {
	if p.Method == http.MethodPost {
		return http.MethodPost
	}
	return http.MethodGet
}

func (p Part) body() io.Reader {
	if p.method() == http.MethodGet {
		return nil
	}
	return bytes.NewReader(p.Body)
}

// over lays what the script asks to be sent over the headers of every request.
func (p Part) over(header http.Header) http.Header {
	for _, name := range []string{"Accept", "Content-Type", "Referer", "X-Requested-With"} {
		if v := p.Header.Get(name); v != "" && len(v) <= 2000 {
			header.Set(name, v)
		}
	}
	return header
}

// BlockedPage tells whether a page, as its scripts left it, wards off programs.
func BlockedPage(address string, html []byte) error {
	if sign := blockSign(&exchange{body: html}); sign != "" {
		return &Error{Kind: KindBlocked, URL: address, Detail: sign}
	}
	return nil
}
