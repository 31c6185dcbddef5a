// Package render gets pages that show nothing without their scripts: it runs them
// in Chromium, which itself reaches no network at all. The steps of a Get:
//
//  1. fetch the page as any other, by package fetch: a page that wards off
//     programs ends here, its script is never run;
//  2. start a Chromium of its own, without a profile folder that lasts, one at a
//     time unless the settings allow more;
//  3. hand it the page, and answer every request of its scripts: what makes the
//     text (scripts, data, frames) is fetched by package fetch, with its address
//     guard, robots, pace and caps; pictures and styles get empty answers; all else
//     is refused. Its only way around these answers is a proxy that refuses
//     everything;
//  4. let the page's clock run: it stands while a request is on its way, so a
//     polite pace breaks no script, and it shows the fetcher's time;
//  5. take the page as its scripts left it, and kill Chromium.
//
// No cookies are kept or sent, nothing is downloaded, and the bytes, requests,
// redirects and seconds of one page are bounded.
package render

import (
	"context"
	"errors"
	"fmt"
	"mime"
	"net"
	"strings"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/fetch"
)

// Options say how to render. The zero value of each field stands for its default.
type Options struct {
	Chromium  string // path of the program; where empty it is looked for
	Browsers  int    // at once, 1
	NoSandbox bool   // for containers that forbid user namespaces; root has none anyway
	Requests  int    // of one page's scripts, 100
}

// Renderer renders for many goroutines at once.
type Renderer struct {
	fetcher *fetch.Fetcher
	options Options
	slots   chan struct{}
	scripts *scripts
	refused func(net.Conn) // closes what the proxy refuses in its stead; nil but in tests
}

// New makes a Renderer over a Fetcher, whose ways and bounds it shares. Chromium
// is looked for at the first Get.
func New(f *fetch.Fetcher, o Options) *Renderer {
	if o.Browsers <= 0 {
		o.Browsers = 1
	}
	if o.Requests <= 0 {
		o.Requests = 100
	}
	return &Renderer{fetcher: f, options: o, slots: make(chan struct{}, o.Browsers), scripts: newScripts(f.Options().Now)}
}

// Get fetches one page and runs its scripts. Every failure is a *fetch.Error,
// except the end of ctx and those of the fetcher's own.
func (r *Renderer) Get(ctx context.Context, address string) (*fetch.Response, error) {
	program, err := Find(r.options.Chromium)
	if err != nil {
		return nil, &fetch.Error{Kind: fetch.KindBrowser, URL: address, Detail: brief(err)}
	}
	page, err := r.fetcher.Get(ctx, address)
	if err != nil || !isHTML(page.ContentType) {
		return page, err
	}
	page.URL, _, _ = strings.Cut(page.URL, "#") // by which the browser asks for it
	select {
	case r.slots <- struct{}{}:
		defer func() { <-r.slots }()
	case <-ctx.Done():
		return nil, interrupted(address, ctx.Err())
	}
	return r.visit(ctx, program, address, page)
}

func interrupted(address string, err error) error {
	return fmt.Errorf("运行页面 %.200s 的脚本时中断：%w", address, err)
}

func isHTML(contentType string) bool {
	media, _, _ := mime.ParseMediaType(contentType)
	return media == "" || strings.Contains(media, "html")
}

// visit runs one page's scripts in a browser of its own.
func (r *Renderer) visit(parent context.Context, program, address string, page *fetch.Response) (*fetch.Response, error) {
	ctx, cancel := context.WithCancelCause(parent)
	defer cancel(nil)
	limits := r.fetcher.Options()
	v := &visit{
		Renderer: r, page: page, seen: map[string]bool{page.URL: true}, took: page.Took, bytes: limits.MaxBody, cancel: cancel,
		budget: newBudget(limits.Timeout, func() {
			cancel(&fetch.Error{Kind: fetch.KindTimeout, Detail: "页面的脚本运行超过 " + limits.Timeout.String()})
		}),
		queue: make(chan asked, maxQueue), expired: make(chan struct{}, 1),
	}
	defer v.budget.stop()
	html, err := v.show(ctx, program, fragmentOf(address))
	switch cause := context.Cause(ctx); {
	case parent.Err() != nil:
		return nil, interrupted(address, parent.Err())
	case cause != nil:
		err = cause
	}
	if err == nil {
		err = fetch.BlockedPage(v.page.URL, []byte(html))
	}
	if err != nil {
		return nil, named(err, address)
	}
	return v.response(address, html), nil
}

// oursError is no fault of the site's.
type oursError struct{ error }

// named makes a failure of the browser one of the page.
func named(err error, address string) error {
	if ours, is := errors.AsType[oursError](err); is {
		return ours.error
	}
	f, ok := errors.AsType[*fetch.Error](err)
	if !ok {
		return &fetch.Error{Kind: fetch.KindScript, URL: address, Detail: brief(err), Err: err}
	}
	if f.URL == "" {
		f.URL = address
	}
	return f
}

// brief is the cause of an error and its first line: Chromium's go on with its whole
// log.
func brief(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	if cause := gaobang.Cause(err); cause != "" {
		line = cause + "；" + line
	}
	if r := []rune(line); len(r) > 200 {
		return string(r[:200]) + "…"
	}
	return line
}

func fragmentOf(address string) string {
	_, fragment, found := strings.Cut(address, "#")
	if !found {
		return ""
	}
	return "#" + fragment
}

// response is the page as received with what its scripts made of it.
func (v *visit) response(address, html string) *fetch.Response {
	out := *v.page
	out.URL += fetch.Route(address)
	out.RequestURL, out.Redirects, out.Took = address, append(v.hops, out.Redirects...), v.took
	out.Body, out.ContentType, out.Rendered, out.Missing = []byte(html), "text/html; charset=utf-8", true, v.missing
	out.Parts = v.given
	return &out
}

// budget is the time that a page's scripts may take. It stands while a request
// waits for its host's turn.
type budget struct {
	left    time.Duration
	started time.Time
	timer   *time.Timer
	end     func()
}

// newBudget counts real time: what it holds is a process.
func newBudget(d time.Duration, end func()) *budget {
	return &budget{left: d, started: time.Now(), timer: time.AfterFunc(d, end), end: end}
}

func (b *budget) pause() {
	b.timer.Stop()
	b.left -= time.Since(b.started)
}

// resume goes on, less what a request took.
func (b *budget) resume(took time.Duration) {
	b.left -= took
	b.started = time.Now()
	b.timer = time.AfterFunc(max(b.left, 0), b.end)
}

func (b *budget) stop() { b.timer.Stop() }
