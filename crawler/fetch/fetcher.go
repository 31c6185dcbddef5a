// Package fetch gets one page from one site, politely, within bounds and without
// leaving the public internet. Its steps, in the order of a Get:
//
//  1. check the address (http or https, a host, no user name);
//  2. ask the site's robots.txt, once a day, and obey it;
//  3. wait for the host's turn (pace, Crawl-delay, Retry-After);
//  4. send one request through colly over a transport of our own that dials no
//     private address, keeps the bytes as received and caps them;
//  5. follow redirects as new requests: steps 1 to 4 again, a bounded number;
//  6. judge the answer: a page, or an Error that says what is wrong with it.
//
// Decode turns a page's bytes into UTF-8, Canonical makes the one address under
// which a page is known.
package fetch

import (
	"context"
	"crypto/x509"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gocolly/colly/v2"
)

// Options say how to fetch. The zero value of each field stands for its default.
type Options struct {
	Pace         time.Duration // between two requests to one host, 5 s
	Timeout      time.Duration // of one Get without its waiting for the host's turn, 60 s
	MaxBody      int64         // bytes of a body, as received and unpacked, 10 MiB
	MaxRedirects int           // 10
	UserAgent    string
	// AllowHosts are hosts that may resolve to private addresses, such as a
	// bureau's intranet site. The settings name them; nothing else opens the guard.
	AllowHosts []string
	// Pinned maps a host, or a host:port, to the address dialled in its stead. It is
	// how the demo world and tests live on loopback under invented names.
	Pinned map[string]string
	// Roots are the authorities whose certificates are trusted; nil for the system's.
	Roots *x509.CertPool
	// Turns are shared with the fleet; nil keeps those of this Fetcher alone.
	Turns Turns
	Now   func() time.Time
	Sleep func(ctx context.Context, d time.Duration) error
}

const defaultUserAgent = "Gaobang/0.1 (+https://github.com/gaobang/gaobang)"

func (o Options) withDefaults() Options {
	if o.Pace <= 0 {
		o.Pace = 5 * time.Second
	}
	if o.Timeout <= 0 {
		o.Timeout = time.Minute
	}
	if o.MaxBody <= 0 {
		o.MaxBody = 10 << 20
	}
	if o.MaxRedirects <= 0 {
		o.MaxRedirects = 10
	}
	if o.UserAgent == "" {
		o.UserAgent = defaultUserAgent
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Turns == nil && o.Sleep == nil {
		o.Turns = newMemoryTurns(time.Now) // as the sleep: Now may stand still
	} else if o.Turns == nil {
		o.Turns = newMemoryTurns(o.Now)
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	return o
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// Fetcher fetches for many goroutines at once. Its memory is bounded whatever
// the number of hosts it meets.
type Fetcher struct {
	options   Options
	transport *http.Transport
	collector *colly.Collector
	pacer     *pacer
	robots    *robotsCache
}

// New makes a Fetcher. It takes no proxy from the environment: behind a proxy
// the address guard would see the proxy only.
func New(o Options) *Fetcher {
	o = o.withDefaults()
	transport := newTransport(newGuard(o.AllowHosts, o.Pinned), o)
	return &Fetcher{
		options:   o,
		transport: transport,
		collector: newCollector(&recorder{transport: transport}, o.UserAgent),
		pacer:     newPacer(o),
		robots:    newRobotsCache(o.Now),
	}
}

// Options are the ways of this Fetcher, defaults filled in.
func (f *Fetcher) Options() Options { return f.options }

// Close drops the idle connections.
func (f *Fetcher) Close() { f.transport.CloseIdleConnections() }

// Response is a page as it came.
type Response struct {
	URL           string   // of the page itself, after redirects, with the Route that was asked for
	RequestURL    string   // as asked
	Redirects     []string // every address between the two, in order
	Status        int
	Proto         string
	RequestHeader http.Header // of the last request
	Header        http.Header
	Raw           []byte // as received
	Body          []byte // unpacked by Content-Encoding; its charset untouched
	ContentType   string
	FetchedAt     time.Time
	NotModified   bool
	Took          time.Duration // of all its requests, without the waits for the host's turn
	// Rendered says that Body is the page as its scripts left it, in UTF-8; Raw is
	// still the page as received. Missing says what its scripts asked for in vain.
	Rendered bool
	Missing  []string
	// Parts is what its scripts asked for and were given, in order, as received; what
	// was at hand from an earlier page is not among it.
	Parts []*Response
	// Method and RequestBody are of a part: GET where empty.
	Method      string
	RequestBody []byte
}

// Validators are what the page at URL, after redirects, was last known by. They say
// nothing of any other page, and are sent to that address only.
type Validators struct{ URL, ETag, LastModified string }

// of is what is known of one address.
func (v Validators) of(u *url.URL) Validators {
	if v.URL != u.String() {
		return Validators{}
	}
	return v
}

// known reports something to ask by.
func (v Validators) known() bool { return v.ETag != "" || v.LastModified != "" }

// Validators are what the page that came can be asked for by the next time.
func (r *Response) Validators() Validators {
	address, _, _ := strings.Cut(r.URL, "#")
	return Validators{URL: address, ETag: r.Header.Get("ETag"), LastModified: r.Header.Get("Last-Modified")}
}

// Get fetches one page. Every failure is an *Error, except the end of ctx and that
// of the Turns, which are no fault of the site.
func (f *Fetcher) Get(ctx context.Context, raw string) (*Response, error) {
	return f.GetIf(ctx, raw, Validators{})
}

// GetIf fetches a page unless the site says that it is still the one known by the
// validators: then the response is NotModified and has no body.
func (f *Fetcher) GetIf(ctx context.Context, raw string, known Validators) (*Response, error) {
	j, x, err := f.travel(ctx, raw, f.options.Timeout, func(u *url.URL) *exchange {
		return &exchange{url: u, limit: f.options.MaxBody, known: known.of(u)}
	})
	if err != nil {
		return nil, err
	}
	if x.status == http.StatusNotModified && x.known.known() {
		r := j.response(raw, x)
		r.NotModified = true
		return r, nil
	}
	if err := f.judge(x); err != nil {
		if e, ok := errors.AsType[*Error](err); ok && e.Gone() {
			e.Answer = j.response(raw, x)
		}
		return nil, err
	}
	return j.response(raw, x), nil
}

// travel makes a request and those that its redirects ask for, and ends at the
// first answer that is none. The journey is told also where it failed.
func (f *Fetcher) travel(ctx context.Context, raw string, timeout time.Duration, request func(*url.URL) *exchange) (*journey, *exchange, error) {
	u, err := parse(raw)
	if err != nil {
		return nil, nil, err
	}
	j := newJourney(u, timeout)
	for {
		if err := f.checkRobots(ctx, j, u); err != nil {
			return j, nil, err
		}
		x := request(u)
		if err := f.run(ctx, j, x); err != nil {
			return j, nil, err
		}
		next := x.redirect()
		if next == "" {
			return j, x, nil
		}
		if u, err = j.follow(x, next, f.options.MaxRedirects); err != nil {
			return j, nil, err
		}
	}
}

// parse accepts what can be fetched at all.
func parse(raw string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil {
		return nil, &Error{Kind: KindAddress, URL: raw, Detail: "不是网址", Err: err}
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return nil, &Error{Kind: KindAddress, URL: raw, Detail: "只能抓取 http 和 https 网址"}
	}
	if u.Hostname() == "" {
		return nil, &Error{Kind: KindAddress, URL: raw, Detail: "网址中没有主机名"}
	}
	u.User, u.Fragment, u.RawFragment = nil, "", ""
	if u.Path == "" {
		u.Path = "/"
	}
	return u, nil
}
