package render

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	cdpfetch "github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/inspector"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/gaobang/gaobang/crawler/fetch"
)

const (
	// ownTime is how long the page's clock runs, in milliseconds of its own: most
	// pages are done in one second, some wait a few before they ask for their data.
	ownTime = 15_000.0
	// maxQueue bounds the requests that wait for an answer, pictures included.
	maxQueue = 10_000
	// maxMissing bounds what is told of requests in vain.
	maxMissing = 5
)

// asked is a request of the browser, or a dialog that it shows.
type asked struct {
	request *cdpfetch.EventRequestPaused
	dialog  bool
}

// visit is one page in its browser. Its requests are answered one at a time, so
// that a page is no burst.
type visit struct {
	*Renderer

	page    *fetch.Response // the document shown
	served  bool            // it was handed over
	frame   cdp.FrameID     // of the document
	seen    map[string]bool // documents
	hops    []string        // documents before this one
	took    time.Duration
	bytes   int64 // left
	parts   int   // asked for so far
	missing []string
	given   []*fetch.Response // as received
	budget  *budget
	cancel  context.CancelCauseFunc
	queue   chan asked
	expired chan struct{}
}

// show runs the page and takes it as its scripts left it.
func (v *visit) show(ctx context.Context, program, fragment string) (html string, err error) {
	tab, shut, err := v.open(ctx, program)
	if err != nil {
		return "", err
	}
	answering := make(chan struct{})
	defer func() { <-answering }() // what it puts down is read when it is over
	defer shut()
	if err := v.prepare(tab); err != nil {
		close(answering)
		return "", err
	}
	go func() { defer close(answering); v.answerAll(tab) }()
	if _, err := chromedp.Call(tab, page.Navigate, page.NavigateParams{URL: v.page.URL + fragment}); err != nil {
		return "", err
	}
	own := ownTime
	if _, err := chromedp.Call(tab, emulation.SetVirtualTimePolicy, emulation.SetVirtualTimePolicyParams{
		Policy: emulation.VirtualTimePolicyPauseIfNetworkFetchesPending, Budget: &own,
	}); err != nil {
		return "", err
	}
	select {
	case <-v.expired:
	case <-tab.Done():
		return "", errors.New("浏览器中途退出")
	}
	return v.take(tab)
}

// prepare makes the browser ask us for everything, lets nothing be saved, and
// stops the page's clock at the fetcher's time.
func (v *visit) prepare(tab context.Context) error {
	tree, err := chromedp.Call(tab, page.GetFrameTree, cdp.Empty{})
	if err != nil {
		return err
	}
	v.frame = tree.FrameTree.Frame.ID
	if err := chromedp.Listen(tab, v.hear); err != nil {
		return err
	}
	if _, err := chromedp.CallBrowser(tab, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{Behavior: browser.SetDownloadBehaviorBehaviorDeny}); err != nil {
		return err
	}
	if _, err := chromedp.Call(tab, cdpfetch.Enable, cdpfetch.EnableParams{}); err != nil {
		return err
	}
	_, err = chromedp.Call(tab, emulation.SetVirtualTimePolicy, emulation.SetVirtualTimePolicyParams{
		Policy: emulation.VirtualTimePolicyPause, InitialVirtualTime: cdp.TimeSinceEpoch(v.fetcher.Options().Now().Unix()),
	})
	return err
}

// hear is called in the loop that reads the browser's messages: it only puts down.
func (v *visit) hear(event any) {
	switch e := event.(type) {
	case *cdpfetch.EventRequestPaused:
		v.enqueue(asked{request: e})
	case *page.EventJavascriptDialogOpening:
		v.enqueue(asked{dialog: true})
	case *emulation.EventVirtualTimeBudgetExpired:
		select {
		case v.expired <- struct{}{}:
		default:
		}
	case *inspector.EventTargetCrashed:
		v.cancel(&fetch.Error{Kind: fetch.KindScript, Detail: "页面使 Chromium 崩溃，可能占用内存过多"})
	}
}

func (v *visit) enqueue(a asked) {
	select {
	case v.queue <- a:
	default:
		v.cancel(&fetch.Error{Kind: fetch.KindScript, Detail: fmt.Sprintf("页面一次发出的请求超过 %d 个", maxQueue)})
	}
}

// takeScript runs in a world of its own, where the page cannot have bent what it
// calls. A page too large is not sent at all.
const takeScript = `(() => { const d = document.doctype ? "<!DOCTYPE html>\n" : ""; const h = d + document.documentElement.outerHTML; return h.length > %d ? null : h })()`

func (v *visit) take(tab context.Context) (string, error) {
	world, err := chromedp.Call(tab, page.CreateIsolatedWorld, page.CreateIsolatedWorldParams{FrameID: v.frame})
	if err != nil {
		return "", err
	}
	limit, byValue := v.fetcher.Options().MaxBody, true
	got, err := chromedp.Call(tab, runtime.Evaluate, runtime.EvaluateParams{
		Expression: fmt.Sprintf(takeScript, limit), ContextID: world.ExecutionContextID, ReturnByValue: &byValue,
	})
	if err != nil {
		return "", err
	}
	var html *string
	if err := json.Unmarshal(got.Result.Value, &html); err != nil {
		return "", fmt.Errorf("页面取不出来：%w", err)
	}
	if html == nil || int64(len(*html)) > limit {
		return "", &fetch.Error{Kind: fetch.KindTooLarge, Detail: fmt.Sprintf("脚本使页面超过 %d 字节", limit)}
	}
	return *html, nil
}
