package fetch

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// TestThePaceHoldsBehindRedirects: each step of a redirect is a request like any
// other, to the same host as to the next.
func TestThePaceHoldsBehindRedirects(t *testing.T) {
	asked := map[string][]time.Time{}
	var c *clock
	f, c := site(t, withoutRobots(func(w http.ResponseWriter, r *http.Request) {
		asked[r.Host] = append(asked[r.Host], c.now())
		switch r.URL.Path {
		case "/old":
			http.Redirect(w, r, "/older", http.StatusFound)
		case "/older":
			http.Redirect(w, r, "http://other.example/new", http.StatusFound)
		default:
			html(w, page)
		}
	}), nil)
	for _, u := range []string{"http://other.example/first", "http://news.example/old", "http://news.example/old"} {
		if _, err := f.Get(t.Context(), u); err != nil {
			t.Fatal(err)
		}
	}
	if len(asked["news.example"]) != 4 || len(asked["other.example"]) != 3 {
		t.Fatalf("asked %v", asked)
	}
	for host, times := range asked {
		for i := 1; i < len(times); i++ {
			if gap := times[i].Sub(times[i-1]); gap < 5*time.Second {
				t.Errorf("%s was asked twice within %v", host, gap)
			}
		}
	}
}

// TestEveryRedirectIsFollowed, of whatever status.
func TestEveryRedirectIsFollowed(t *testing.T) {
	for _, status := range []int{301, 302, 303, 307, 308} {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			f, _ := site(t, withoutRobots(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/old" {
					http.Redirect(w, r, "/new", status)
					return
				}
				html(w, page)
			}), nil)
			if r, err := f.Get(t.Context(), "http://news.example/old"); err != nil || r.URL != "http://news.example/new" {
				t.Errorf("%+v, %v", r, err)
			}
		})
	}
}

// TestOneHostIsOneHost however its name is written: it has one pace, and one
// robots.txt of either scheme.
func TestOneHostIsOneHost(t *testing.T) {
	f, c, robots := robotsSite(t, 200, "User-agent: *\nAllow: /")
	for _, u := range []string{"http://news.example/a", "http://NEWS.Example/a"} {
		if _, err := f.Get(t.Context(), u); err != nil {
			t.Fatal(err)
		}
	}
	if n := robots.Load(); n != 1 {
		t.Errorf("robots.txt was asked %d times", n)
	}
	if _, err := f.Get(t.Context(), "http://news.example./a"); err != nil {
		t.Fatal(err)
	}
	for i, d := range c.slept {
		if !about(d, 5*time.Second) {
			t.Errorf("the %d. wait was %v", i, d)
		}
	}
	if len(c.slept) != 4 {
		t.Errorf("waited %v: five requests have four waits between them", c.slept)
	}
	f.robots.put("http://news.example", robotsRules{err: &Error{Kind: KindNoRobots}}, 0)
	_, err := f.Get(t.Context(), "https://news.example/a") // answered without TLS
	wantKind(t, err, KindTLS)
}

// TestRedirectsOfRobotsAreBounded: five are followed, beyond them the file counts as
// missing (RFC 9309 §2.3.1.2).
func TestRedirectsOfRobotsAreBounded(t *testing.T) {
	for redirects, allowed := range map[int]bool{5: false, 6: true} {
		t.Run(fmt.Sprint(redirects), func(t *testing.T) {
			f, _ := site(t, func(w http.ResponseWriter, r *http.Request) {
				n := 0
				if rest, is := strings.CutPrefix(r.URL.Path, "/robots"); is {
					_, _ = fmt.Sscanf(rest, "%d", &n)
					if n == redirects {
						_, _ = w.Write([]byte("User-agent: *\nDisallow: /"))
						return
					}
					http.Redirect(w, r, fmt.Sprintf("/robots%d", n+1), http.StatusFound)
					return
				}
				html(w, page)
			}, nil)
			_, err := f.Get(t.Context(), "http://news.example/a")
			if allowed && err != nil {
				t.Error(err)
			} else if !allowed {
				wantKind(t, err, KindRobots)
			}
		})
	}
}

// TestTheTimeOfRobotsCounts: what its file took is missing for the page.
func TestTheTimeOfRobotsCounts(t *testing.T) {
	var pages atomic.Int32
	var c *clock
	f, c := site(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			_ = c.sleep(r.Context(), 61*time.Second)
			http.NotFound(w, r)
			return
		}
		pages.Add(1)
		html(w, page)
	}, func(o *Options) { o.Timeout = time.Minute })
	_, err := f.Get(t.Context(), "http://news.example/a")
	wantKind(t, err, KindTimeout)
	if pages.Load() > 0 {
		t.Error("the page was asked for when its time was over")
	}
}

// TestALongCrawlDelayCountsFromTheEndOfARequest, as every pace does.
func TestALongCrawlDelayCountsFromTheEndOfARequest(t *testing.T) {
	var began, ended []time.Time
	var c *clock
	f, c := site(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			_, _ = w.Write([]byte("User-agent: *\nCrawl-delay: 300"))
			return
		}
		began = append(began, c.now())
		_ = c.sleep(r.Context(), 40*time.Second)
		ended = append(ended, c.now())
		html(w, page)
	}, nil)
	for range 2 {
		if _, err := f.Get(t.Context(), "http://news.example/a"); err != nil {
			t.Fatal(err)
		}
	}
	if gap := began[1].Sub(ended[0]); !about(gap, 5*time.Minute) {
		t.Errorf("%v from the end of a request to the next, want 5m", gap)
	}
}

// TestAUserNameIsNotSent: who links to a page may not sign in for us.
func TestAUserNameIsNotSent(t *testing.T) {
	f, _ := site(t, withoutRobots(func(w http.ResponseWriter, r *http.Request) {
		if _, _, signed := r.BasicAuth(); signed {
			t.Error("the request is signed")
		}
		html(w, page)
	}), nil)
	if r, err := f.Get(t.Context(), "http://me:secret@news.example/a"); err != nil || r.URL != "http://news.example/a" {
		t.Errorf("%+v, %v", r, err)
	}
}
