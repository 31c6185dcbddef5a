package fetch

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"
)

// journey is one Get on its way through redirects: what it has seen, the time it
// has left, the cookies it was given (they end with it).
type journey struct {
	limit time.Duration
	left  time.Duration
	seen  []string
	steps []string
	jar   http.CookieJar
}

func newJourney(u *url.URL, timeout time.Duration) *journey {
	return &journey{limit: timeout, left: timeout, steps: []string{u.String()}, seen: []string{u.String() + "\n"}}
}

// maxCookies bytes are sent back at most; a site that sets more gets none.
const maxCookies = 8 << 10

func (j *journey) cookies(u *url.URL) string {
	if j.jar == nil {
		return ""
	}
	var b strings.Builder
	for _, c := range j.jar.Cookies(u) {
		if b.Len() > 0 {
			b.WriteString("; ")
		}
		b.WriteString(c.Name + "=" + c.Value)
		if b.Len() > maxCookies {
			return ""
		}
	}
	return b.String()
}

// follow takes a redirect. The same address again is a loop unless the site has
// set a new cookie meanwhile: some set one and send the reader back.
func (j *journey) follow(x *exchange, location string, limit int) (*url.URL, error) {
	next, err := x.url.Parse(location)
	if err != nil {
		return nil, &Error{Kind: KindRedirects, URL: x.url.String(), Status: x.status, Detail: "跳转目标不是网址：" + clip(location), Err: err}
	}
	if next, err = parse(next.String()); err != nil {
		return nil, &Error{Kind: KindRedirects, URL: x.url.String(), Status: x.status, Detail: "跳转目标不能抓取：" + clip(location), Err: err}
	}
	j.keepCookies(x)
	state := next.String() + "\n" + j.cookies(next)
	if slices.Contains(j.seen, state) {
		return nil, &Error{Kind: KindRedirectLoop, URL: j.steps[0], Status: x.status, Detail: clip(next.String())}
	}
	if len(j.steps) > limit {
		return nil, &Error{Kind: KindRedirects, URL: j.steps[0], Status: x.status, Detail: "跳转次数过多，最后到 " + clip(next.String())}
	}
	j.seen, j.steps = append(j.seen, state), append(j.steps, next.String())
	return next, nil
}

func (j *journey) keepCookies(x *exchange) {
	set := (&http.Response{Header: x.header}).Cookies()
	if len(set) == 0 {
		return
	}
	if j.jar == nil {
		j.jar, _ = cookiejar.New(nil) // fails for no options
	}
	j.jar.SetCookies(x.url, set[:min(len(set), 50)])
}

func (j *journey) response(raw string, x *exchange) *Response {
	last := len(j.steps) - 1
	r := &Response{
		URL: j.steps[last] + Route(raw), RequestURL: raw, Status: x.status, Proto: x.proto,
		RequestHeader: x.requestHeader, Header: x.header, Raw: x.raw, Body: x.body,
		ContentType: x.header.Get("Content-Type"), FetchedAt: x.at, Took: j.limit - j.left,
	}
	if last > 1 {
		r.Redirects = j.steps[1:last]
	}
	return r
}

// clip keeps a hostile text from filling a message, and a terminal from obeying it.
func clip(s string) string {
	const limit = 200
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "�"))
	if r := []rune(s); len(r) > limit {
		return string(r[:limit]) + "…"
	}
	return s
}
