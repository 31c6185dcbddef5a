package fetch

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// turns keeps the pace of every host: requests to one host start at least a pace
// apart, and a host that asked to be left alone is left alone.
type turns struct {
	pace  time.Duration
	now   func() time.Time
	sleep func(context.Context, time.Duration) error
	mu    sync.Mutex
	hosts *recent[*hostTurn]
}

type hostTurn struct {
	next  time.Time     // when the host may be asked again
	delay time.Duration // its Crawl-delay
	until time.Time     // it asked to be left alone until then
}

// maxHosts bounds the memory for pace: about 2 MB.
const maxHosts = 10_000

// longestWait is what a Get spends waiting on a host that asked to be left
// alone; beyond it the caller is told to come back.
const longestWait = 2 * time.Minute

// longestDelay bounds a Crawl-delay: a site that asks for more would otherwise
// hold a worker for hours.
const longestDelay = 10 * time.Minute

func newTurns(pace time.Duration, now func() time.Time, sleep func(context.Context, time.Duration) error) *turns {
	return &turns{pace: pace, now: now, sleep: sleep, hosts: newRecent[*hostTurn](maxHosts)}
}

// host is called with the lock held.
func (t *turns) host(name string) *hostTurn {
	name = hostKey(name)
	h, ok := t.hosts.get(name)
	if !ok {
		h = &hostTurn{}
		t.hosts.put(name, h, 1)
	}
	return h
}

func (t *turns) gap(h *hostTurn) time.Duration { return max(t.pace, h.delay) }

// wait reserves the host's next turn and sleeps until it comes.
func (t *turns) wait(ctx context.Context, host, u string) error {
	t.mu.Lock()
	h, now := t.host(host), t.now()
	if left := h.until.Sub(now); left > longestWait {
		t.mu.Unlock()
		return &Error{Kind: KindStatus, Status: 429, URL: u, RetryAfter: left}
	}
	turn := now
	for _, after := range []time.Time{h.next, h.until} {
		if after.After(turn) {
			turn = after
		}
	}
	h.next = turn.Add(t.gap(h))
	t.mu.Unlock()
	if wait := turn.Sub(now); wait > 0 {
		if err := t.sleep(ctx, wait); err != nil {
			return fmt.Errorf("等候抓取 %s 时中断：%w", clip(u), err)
		}
	}
	return nil
}

// done moves the next turn a pace behind the end of a slow request.
func (t *turns) done(host string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	h := t.host(host)
	if next := t.now().Add(t.gap(h)); next.After(h.next) {
		h.next = next
	}
}

func (t *turns) back(host string, d time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	h := t.host(host)
	if until := t.now().Add(max(d, t.gap(h))); until.After(h.until) {
		h.until = until
	}
}

func (t *turns) crawlDelay(host string, d time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.host(host).delay = min(max(d, 0), longestDelay)
}
