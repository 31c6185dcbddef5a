package render

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"strings"

	cdpfetch "github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"golang.org/x/net/publicsuffix"

	"github.com/gaobang/gaobang/crawler/fetch"
)

// answer is what the browser is told in the place of a site.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func (v *visit) answerAll(tab context.Context) {
	for {
		select {
		case <-tab.Done():
			return
		case a := <-v.queue:
			if a.dialog {
				_, _ = chromedp.Call(tab, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{}) // it may be gone
				continue
			}
			v.answer(tab, a.request)
		}
	}
}

// answer gives one request what it may have. What the browser says to the answer
// does not matter: a page may have given up on it.
func (v *visit) answer(tab context.Context, e *cdpfetch.EventRequestPaused) {
	a, ok := v.answerTo(tab, e)
	if !ok {
		_, _ = chromedp.Call(tab, cdpfetch.FailRequest, cdpfetch.FailRequestParams{RequestID: e.RequestID, ErrorReason: network.ErrorReasonBlockedByClient})
		return
	}
	out := cdpfetch.FulfillRequestParams{RequestID: e.RequestID, ResponseCode: int64(a.status), Body: a.body}
	for _, name := range passedHeaders() {
		for _, value := range a.header.Values(name) {
			out.ResponseHeaders = append(out.ResponseHeaders, &cdpfetch.HeaderEntry{Name: name, Value: value})
		}
	}
	_, _ = chromedp.Call(tab, cdpfetch.FulfillRequest, out)
}

// passedHeaders are those of an answer that the browser is told. Cookies are not
// among them.
func passedHeaders() []string {
	return []string{"Content-Type", "Access-Control-Allow-Origin", "Access-Control-Allow-Credentials", "Access-Control-Allow-Headers", "Access-Control-Allow-Methods", "Access-Control-Expose-Headers"}
}

func (v *visit) answerTo(ctx context.Context, e *cdpfetch.EventRequestPaused) (answer, bool) {
	switch e.ResourceType {
	case network.ResourceTypeDocument:
		if e.FrameID == v.frame {
			return v.document(ctx, e.Request)
		}
		return v.part(ctx, e.Request, false)
	case network.ResourceTypeScript:
		return v.script(ctx, e.Request)
	case network.ResourceTypeXHR, network.ResourceTypeFetch:
		if e.Request.Method == http.MethodOptions {
			return preflight(e.Request), true
		}
		return v.part(ctx, e.Request, false)
	case network.ResourceTypePreflight:
		return preflight(e.Request), true
	case network.ResourceTypeImage:
		return plain("image/gif", onePixel), true
	case network.ResourceTypeStylesheet:
		return plain("text/css", nil), true
	}
	return answer{}, false
}

func plain(contentType string, body []byte) answer {
	return answer{status: http.StatusOK, header: http.Header{"Content-Type": {contentType}, "Access-Control-Allow-Origin": {"*"}}, body: body}
}

// onePixel is a transparent picture: a page that misses a picture may change its
// text over it.
var onePixel = []byte("GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;")

// preflight allows what the site is asked for next; the answer to that decides.
func preflight(r *network.Request) answer {
	h := http.Header{}
	h.Set("Access-Control-Allow-Origin", headerOf(r, "Origin"))
	h.Set("Access-Control-Allow-Credentials", "true")
	h.Set("Access-Control-Allow-Methods", "GET, POST")
	h.Set("Access-Control-Allow-Headers", headerOf(r, "Access-Control-Request-Headers"))
	return answer{status: http.StatusNoContent, header: h}
}

func headerOf(r *network.Request, name string) string {
	for key, value := range r.Headers {
		if strings.EqualFold(key, name) {
			return fmt.Sprint(value)
		}
	}
	return ""
}

// document is the page itself, or another to which its scripts go: that is a
// redirect, and fetched as any page.
func (v *visit) document(ctx context.Context, r *network.Request) (answer, bool) {
	if v.served { // else it is the page that we opened
		if err := v.goTo(ctx, r); err != nil {
			v.cancel(err)
			return answer{}, false
		}
	}
	v.served = true
	text, _ := fetch.Decode(v.page.Body, v.page.ContentType)
	return plain("text/html; charset=utf-8", text), true
}

func (v *visit) goTo(ctx context.Context, r *network.Request) error {
	switch {
	case r.Method != http.MethodGet:
		return &fetch.Error{Kind: fetch.KindScript, Detail: "页面的脚本提交了表单"}
	case v.seen[r.URL]:
		return &fetch.Error{Kind: fetch.KindRedirectLoop, Detail: "脚本又转到 " + r.URL}
	case len(v.seen) > v.fetcher.Options().MaxRedirects:
		return &fetch.Error{Kind: fetch.KindRedirects, Detail: "脚本跳转次数过多，最后到 " + r.URL}
	}
	v.seen[r.URL] = true
	v.budget.pause()
	next, err := v.fetcher.Get(ctx, r.URL)
	if err != nil {
		v.budget.resume(0)
		if _, is := errors.AsType[*fetch.Error](err); !is {
			return oursError{err} // the fleet's turns, not the site
		}
		return err
	}
	v.budget.resume(next.Took)
	if !isHTML(next.ContentType) {
		return &fetch.Error{Kind: fetch.KindContentType, URL: next.URL, Detail: "脚本转到的不是网页"}
	}
	v.hops = append(append(v.hops, v.page.Redirects...), v.page.URL)
	v.took += next.Took
	v.page = next
	return nil
}

// script is one that was fetched for an earlier page and is still good, or
// fetched now.
func (v *visit) script(ctx context.Context, r *network.Request) (answer, bool) {
	if a, ok := v.scripts.get(r.URL); ok {
		return a, true
	}
	return v.part(ctx, r, true)
}

// part fetches what a script asks for. What cannot be had it goes without, as in
// any browser; it is told where the page then shows nothing.
func (v *visit) part(ctx context.Context, r *network.Request, isScript bool) (answer, bool) {
	if counts(r.URL) || !v.mayPost(r) {
		return answer{}, false
	}
	if v.parts++; v.parts > v.options.Requests {
		v.cancel(&fetch.Error{Kind: fetch.KindScript, Detail: fmt.Sprintf("页面的脚本发出的请求超过 %d 个", v.options.Requests)})
		return answer{}, false
	}
	v.budget.pause()
	got, took, err := v.fetcher.GetPart(ctx, fetch.Part{
		Method: r.Method, URL: r.URL, Header: headersOf(r), Body: postData(r), Limit: v.bytes, Timeout: v.budget.left,
	})
	v.budget.resume(took)
	v.took += took
	if err != nil {
		v.miss(ctx, err)
		return answer{}, false
	}
	if got.Status >= http.StatusBadRequest && len(v.missing) < maxMissing {
		v.missing = append(v.missing, fmt.Sprintf("%.200s 答复状态 %d", r.URL, got.Status))
	}
	v.bytes -= int64(len(got.Body))
	v.given = append(v.given, got)
	a := readable(got, isScript)
	if isScript {
		v.scripts.keep(r.URL, got, a)
	}
	return a, true
}

// miss puts down a part that could not be had. One beyond the page's bytes ends
// the visit: what is missing then is not known.
func (v *visit) miss(ctx context.Context, err error) {
	if ctx.Err() != nil {
		return
	}
	if f, ok := err.(*fetch.Error); ok && f.Kind == fetch.KindTooLarge { //nolint:errorlint // GetPart promises an *Error
		v.cancel(err)
	}
	if len(v.missing) < maxMissing {
		v.missing = append(v.missing, strings.TrimSuffix(brief(err), "。"))
	}
}

// mayPost lets scripts post to their own site only, and little.
func (v *visit) mayPost(r *network.Request) bool {
	switch r.Method {
	case http.MethodGet:
		return true
	case http.MethodPost:
		return site(r.URL) != "" && site(r.URL) == site(v.page.URL) && len(postData(r)) <= 64<<10
	}
	return false
}

func site(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	if name, err := publicsuffix.EffectiveTLDPlusOne(strings.ToLower(u.Hostname())); err == nil {
		return name
	}
	return u.Hostname()
}

func postData(r *network.Request) []byte {
	var b bytes.Buffer
	for _, part := range r.PostDataEntries {
		b.Write(part.Bytes)
	}
	return b.Bytes()
}

func headersOf(r *network.Request) http.Header {
	h := http.Header{}
	for _, name := range []string{"Accept", "Content-Type", "Referer", "X-Requested-With"} {
		if v := headerOf(r, name); v != "" {
			h.Set(name, v)
		}
	}
	return h
}

// readable is a part in UTF-8: the page was handed over in UTF-8, so the browser
// would read a GBK script without a charset wrong.
func readable(r *fetch.Response, isScript bool) answer {
	a := answer{status: r.Status, header: r.Header.Clone(), body: r.Body}
	media, _, _ := mime.ParseMediaType(r.ContentType)
	if isScript || strings.HasPrefix(media, "text/") || strings.Contains(media, "json") || strings.Contains(media, "xml") || strings.Contains(media, "javascript") {
		a.body, _ = fetch.Decode(r.Body, r.ContentType)
		if media == "" {
			media = "text/plain"
		}
		a.header.Set("Content-Type", media+"; charset=utf-8")
	}
	return a
}

// countingHosts count a site's readers; we are none.
var countingHosts = []string{"hm.baidu.com", "cnzz.com", "zhanzhang.baidu.com", "zz.bdstatic.com", "google-analytics.com", "googletagmanager.com", "51.la", "umeng.com"}

func counts(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return true
	}
	host := strings.ToLower(u.Hostname())
	for _, h := range countingHosts {
		if host == h || strings.HasSuffix(host, "."+h) {
			return true
		}
	}
	return false
}
