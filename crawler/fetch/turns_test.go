package fetch

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func TestPaceIsKeptPerHost(t *testing.T) {
	var mu sync.Mutex
	times := map[string][]time.Time{}
	var c *clock
	f, c := site(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		times[r.Host] = append(times[r.Host], c.now())
		mu.Unlock()
		withoutRobots(func(w http.ResponseWriter, _ *http.Request) { html(w, page) })(w, r)
	}, nil)
	for _, u := range []string{"http://news.example/1", "http://other.example/1", "http://news.example/2", "http://news.example/3"} {
		if _, err := f.Get(t.Context(), u); err != nil {
			t.Fatal(err)
		}
	}
	for host, at := range times {
		for i := 1; i < len(at); i++ {
			if gap := at[i].Sub(at[i-1]); gap < 5*time.Second {
				t.Errorf("%s was asked twice within %v", host, gap)
			}
		}
	}
	if len(times["news.example"]) != 4 || len(times["other.example"]) != 2 {
		t.Errorf("requests = %v (robots.txt and pages)", times)
	}
}

func TestTooManyRequestsBacksOff(t *testing.T) {
	cases := []struct {
		rule, after string
		status      int
		want, wait  time.Duration
	}{
		{"429 照 Retry-After 等", "90", 429, 90 * time.Second, 90 * time.Second},
		{"429 没有说就等 30 秒", "", 429, 30 * time.Second, 30 * time.Second},
		{"503 也一样", "", 503, 30 * time.Second, 30 * time.Second},
		{"Retry-After 可以是时刻", "Fri, 20 Nov 2026 00:01:40 GMT", 503, 94 * time.Second, 94 * time.Second},
		{"Retry-After 是 0 当作没有说", "0", 503, 30 * time.Second, 30 * time.Second},
		{"看不懂的 Retry-After 当作没有说", "later", 503, 30 * time.Second, 30 * time.Second},
		{"过去的时刻当作没有说", "Fri, 20 Nov 2020 00:01:40 GMT", 429, 30 * time.Second, 30 * time.Second},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			busy := true
			f, k := site(t, withoutRobots(func(w http.ResponseWriter, _ *http.Request) {
				if !busy {
					html(w, page)
					return
				}
				busy = false
				w.Header().Set("Retry-After", c.after)
				w.WriteHeader(c.status)
			}), nil)
			_, err := f.Get(t.Context(), "http://news.example/a")
			if e := wantKind(t, err, KindStatus); !about(e.RetryAfter, c.want) || !e.Temporary() {
				t.Errorf("RetryAfter = %v, want %v", e.RetryAfter, c.want)
			}
			if _, err = f.Get(t.Context(), "http://news.example/a"); err != nil {
				t.Fatal(err)
			}
			if got := k.slept[len(k.slept)-1]; !about(got, c.wait) {
				t.Errorf("waited %v, want %v", got, c.wait)
			}
		})
	}
}

func TestABusySiteThatBreaksOffIsLeftAlone(t *testing.T) {
	busy := true
	f, k := site(t, withoutRobots(func(w http.ResponseWriter, _ *http.Request) {
		if !busy {
			html(w, page)
			return
		}
		busy = false
		w.Header().Set("Retry-After", "90")
		w.Header().Set("Content-Length", "100")
		w.WriteHeader(429)
		_, _ = w.Write([]byte("half"))
	}), nil)
	if _, err := f.Get(t.Context(), "http://news.example/a"); err == nil {
		t.Fatal("half a page was taken")
	}
	if _, err := f.Get(t.Context(), "http://news.example/a"); err != nil {
		t.Fatal(err)
	}
	if got := k.slept[len(k.slept)-1]; !about(got, 90*time.Second) {
		t.Errorf("waited %v", got)
	}
}

func TestLongRetryAfterIsNotWaitedFor(t *testing.T) {
	f, c := site(t, withoutRobots(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(429)
	}), nil)
	for _, kind := range []Kind{KindStatus, KindPutOff} {
		_, err := f.Get(t.Context(), "http://news.example/a")
		if e := wantKind(t, err, kind); e.RetryAfter != time.Hour || !e.Temporary() {
			t.Errorf("RetryAfter = %v", e.RetryAfter)
		}
		if kind == KindPutOff && (strings.Contains(err.Error(), "429") || !strings.Contains(err.Error(), "抓取 http://news.example/a 推迟：还没有去取") || !strings.Contains(err.Error(), "news.example，还有 60 分钟")) {
			t.Errorf("a page that was not asked for: %v", err)
		}
	}
	for _, forever := range []string{"99999999999", "315360000", "Fri, 20 Nov 2076 00:00:00 GMT"} {
		if d := retryAfter(http.Header{"Retry-After": {forever}}, c.now()); d != maxRetryAfter {
			t.Errorf("Retry-After %s is %v", forever, d)
		}
	}
	if slices.Max(c.slept) > time.Minute {
		t.Errorf("a worker was held for %v", slices.Max(c.slept))
	}
}

// TestFetchersThatShareTurnsKeepOnePace: what one of a fleet is told, all hold.
func TestFetchersThatShareTurnsKeepOnePace(t *testing.T) {
	c := newClock()
	shared := newMemoryTurns(c.now)
	var asked []time.Time
	busy := ""
	serve := withoutRobots(func(w http.ResponseWriter, _ *http.Request) {
		asked = append(asked, c.now())
		if busy != "" {
			w.Header().Set("Retry-After", busy)
			busy = ""
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		html(w, page)
	})
	share := func(o *Options) { o.Turns, o.Now, o.Sleep = shared, c.now, c.sleep }
	one, _ := site(t, serve, share)
	two, _ := site(t, serve, share)
	get := func(f *Fetcher, want time.Duration) {
		t.Helper()
		_, _ = f.Get(t.Context(), "http://news.example/a")
		if n := len(asked); n > 1 && !about(asked[n-1].Sub(asked[n-2]), want) {
			t.Errorf("%v between two requests, want %v", asked[n-1].Sub(asked[n-2]), want)
		}
	}
	get(one, 0)
	get(two, 10*time.Second) // robots.txt of its own between the two
	get(one, 5*time.Second)
	busy = "40"
	get(two, 5*time.Second)
	get(one, 40*time.Second)
	get(two, 5*time.Second)
}

func TestCrawlDelayHoldsFromTheFirstPage(t *testing.T) {
	f, c, _ := robotsSite(t, 200, "User-agent: *\nCrawl-delay: 12")
	if _, err := f.Get(t.Context(), "http://news.example/a.html"); err != nil {
		t.Fatal(err)
	}
	if got := c.slept; len(got) != 1 || !about(got[0], 12*time.Second) {
		t.Errorf("slept %v between robots.txt and the first page, want 12s", got)
	}
}

// TestThePaceCountsFromTheEndOfARequest: a site that is slow to answer is left alone
// for as long afterwards as any other.
func TestThePaceCountsFromTheEndOfARequest(t *testing.T) {
	var began, ended []time.Time
	var c *clock
	f, c := site(t, withoutRobots(func(w http.ResponseWriter, r *http.Request) {
		began = append(began, c.now())
		_ = c.sleep(r.Context(), 8*time.Second)
		ended = append(ended, c.now())
		html(w, page)
	}), nil)
	for range 3 {
		if _, err := f.Get(t.Context(), "http://news.example/a"); err != nil {
			t.Fatal(err)
		}
	}
	for i := 1; i < len(began); i++ {
		if gap := began[i].Sub(ended[i-1]); !about(gap, 5*time.Second) {
			t.Errorf("%v from the end of a request to the next, want 5s", gap)
		}
	}
}

// TestNoCrawlDelayHoldsAWorkerForHours: what a robots.txt asks for beyond ten minutes
// is taken for ten minutes.
func TestNoCrawlDelayHoldsAWorkerForHours(t *testing.T) {
	f, c, _ := robotsSite(t, 200, "User-agent: *\nCrawl-delay: 86400")
	if _, err := f.Get(t.Context(), "http://news.example/a.html"); err != nil {
		t.Fatal(err)
	}
	if got := c.slept; len(got) != 1 || !about(got[0], longestDelay) {
		t.Errorf("slept %v, want %v", got, longestDelay)
	}
}

// about is the wait wanted, or the little longer that a newcomer waits.
func about(got, want time.Duration) bool { return got >= want && got <= want+want/10 }

// TestASlowRequestKeepsItsTurn: while a host takes its time to answer, nobody
// else asks it, however often it looks.
func TestASlowRequestKeepsItsTurn(t *testing.T) {
	const looks = 5 // of the other, each more than a pace behind the one before
	var arrived, looked atomic.Int32
	slow, enough := make(chan struct{}), make(chan struct{})
	serve := withoutRobots(func(w http.ResponseWriter, _ *http.Request) {
		if arrived.Add(1) == 1 {
			close(slow)
			<-enough
		} else if looked.Load() < looks {
			t.Error("asked while another request was under way")
			close(enough)
		}
		html(w, page)
	})
	shared := newMemoryTurns(time.Now)
	fetcher := func(sleep func(context.Context, time.Duration) error) *Fetcher {
		f, _ := site(t, serve, func(o *Options) { o.Turns, o.Now, o.Sleep, o.Pace = shared, time.Now, sleep, 10*time.Millisecond })
		f.pacer.slow = 2 * time.Millisecond
		return f
	}
	one := fetcher(nil)
	two := fetcher(func(ctx context.Context, d time.Duration) error {
		if arrived.Load() == 1 && looked.Add(1) == looks {
			close(enough)
		}
		return sleep(ctx, d)
	})
	var all sync.WaitGroup
	all.Go(func() { _, _ = one.Get(t.Context(), "http://news.example/slow") })
	<-slow
	all.Go(func() { _, _ = two.Get(t.Context(), "http://news.example/quick") })
	all.Wait()
	if looked.Load() < looks || arrived.Load() != 2 {
		t.Errorf("looked %d times, %d requests", looked.Load(), arrived.Load())
	}
}

type brokenTurns struct{}

func (brokenTurns) Take(context.Context, string, time.Duration) (time.Duration, error) {
	return 0, errors.New("database is gone")
}
func (brokenTurns) Leave(context.Context, string, time.Duration) error { return nil }

func TestLostTurnsAreNoFaultOfTheSite(t *testing.T) {
	f, _ := site(t, withoutRobots(func(http.ResponseWriter, *http.Request) { t.Error("asked without a turn") }), func(o *Options) { o.Turns = brokenTurns{} })
	_, err := f.Get(t.Context(), "http://news.example/a")
	if e, is := errors.AsType[*Error](err); err == nil || is {
		t.Errorf("error = %v, %v", err, e)
	}
}

// TestAShorterWaitEndsNoLongerOne: a request that ends after another was told to wait
// opens nothing.
func TestAShorterWaitEndsNoLongerOne(t *testing.T) {
	c := newClock()
	turns := newMemoryTurns(c.now)
	for _, d := range []time.Duration{90 * time.Second, 5 * time.Second} {
		if err := turns.Leave(t.Context(), "news.example", d); err != nil {
			t.Fatal(err)
		}
	}
	if wait, err := turns.Take(t.Context(), "news.example", 5*time.Second); err != nil || wait != 90*time.Second {
		t.Errorf("wait %v, %v", wait, err)
	}
}
