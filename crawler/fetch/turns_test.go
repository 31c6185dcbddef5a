package fetch

import (
	"net/http"
	"slices"
	"sync"
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
		{"Retry-After 可以是时刻", "Fri, 20 Nov 2026 00:01:40 GMT", 503, 95 * time.Second, 95 * time.Second},
		{"看不懂的 Retry-After 当作没有说", "later", 503, 30 * time.Second, 30 * time.Second},
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
			if e := wantKind(t, err, KindStatus); e.RetryAfter != c.want || !e.Temporary() {
				t.Errorf("RetryAfter = %v, want %v", e.RetryAfter, c.want)
			}
			if _, err = f.Get(t.Context(), "http://news.example/a"); err != nil {
				t.Fatal(err)
			}
			if got := k.slept[len(k.slept)-1]; got != c.wait {
				t.Errorf("waited %v, want %v", got, c.wait)
			}
		})
	}
}

func TestLongRetryAfterIsNotWaitedFor(t *testing.T) {
	f, c := site(t, withoutRobots(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(429)
	}), nil)
	for range 2 {
		_, err := f.Get(t.Context(), "http://news.example/a")
		if e := wantKind(t, err, KindStatus); e.RetryAfter != time.Hour {
			t.Errorf("RetryAfter = %v", e.RetryAfter)
		}
	}
	if slices.Max(c.slept) > time.Minute {
		t.Errorf("a worker was held for %v", slices.Max(c.slept))
	}
}
