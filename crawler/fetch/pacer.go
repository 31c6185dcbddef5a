package fetch

import (
	"context"
	"fmt"
	"sync"
	"time"
)

const (
	// longestWait is what a Get spends waiting on a host that asked to be left
	// alone; beyond it the caller is told to come back.
	longestWait = 2 * time.Minute
	// longestDelay bounds a Crawl-delay: no robots.txt shall hold a worker for hours.
	longestDelay = 10 * time.Minute
	// slowAnswer is how long a request is under way before it has to keep its turn,
	// and how often it does so.
	slowAnswer = time.Second
)

// pacer makes requests wait for their turns: those to one host are at least a pace
// apart, none starts while another is under way, and a host that asked to be left
// alone is left alone.
type pacer struct {
	turns  Turns
	pace   time.Duration
	slow   time.Duration
	sleep  func(context.Context, time.Duration) error
	mu     sync.Mutex
	delays *recent[time.Duration] // of the hosts that ask for one in robots.txt
}

func newPacer(o Options) *pacer {
	return &pacer{turns: o.Turns, pace: o.Pace, slow: slowAnswer, sleep: o.Sleep, delays: newRecent[time.Duration](maxHosts)}
}

func (p *pacer) gap(host string) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	delay, _ := p.delays.get(hostKey(host))
	return max(p.pace, delay)
}

// crawlDelay keeps what a host asks for. Where it is news, the host's next turn is
// put off by it: the request that read it was made at the usual pace.
func (p *pacer) crawlDelay(ctx context.Context, host string, d time.Duration) error {
	d = min(max(d, 0), longestDelay)
	p.mu.Lock()
	known, ok := p.delays.get(hostKey(host))
	if d > 0 || ok {
		p.delays.put(hostKey(host), d, 1)
	}
	p.mu.Unlock()
	if d > p.pace && d > known {
		return p.leave(ctx, host, d)
	}
	return nil
}

// wait takes the host's turn, however often another takes it first. Who has just
// come waits a little longer than who waits already, so that of several that ask
// one host each has its share.
func (p *pacer) wait(ctx context.Context, host, u string) error {
	gap := p.gap(host)
	for courtesy := gap / 50; ; courtesy = 0 {
		wait, err := p.turns.Take(ctx, hostKey(host), gap)
		switch {
		case err != nil:
			return fmt.Errorf("抓取 %s 之前没有排上队：%w", clip(u), err)
		case wait <= 0:
			return nil
		case wait > max(longestWait, gap):
			return &Error{Kind: KindPutOff, URL: u, RetryAfter: wait}
		}
		if err := p.sleep(ctx, wait+courtesy); err != nil {
			return fmt.Errorf("等候抓取 %s 时中断：%w", clip(u), err)
		}
	}
}

// hold keeps a host's turn, once taken, for as long as its request is under way;
// release ends that. The pace counts from the end of a request: the next one is at
// least a pace behind it, however long either took to arrive.
func (p *pacer) hold(ctx context.Context, host string) (release func() error) {
	ctx = context.WithoutCancel(ctx)
	gap := p.gap(host)
	over, kept := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(kept)
		tick := time.NewTicker(p.slow)
		defer tick.Stop()
		for {
			select {
			case <-over:
				return
			case <-tick.C:
				_ = p.leave(ctx, host, max(gap, 2*p.slow)) // the next tick, or release, tries again
			}
		}
	}()
	return func() error {
		close(over)
		<-kept
		return p.leave(ctx, host, gap)
	}
}

// back lets a host alone that asked for it; where its pace is longer, that holds.
func (p *pacer) back(ctx context.Context, host string, d time.Duration) error {
	return p.leave(context.WithoutCancel(ctx), host, d)
}

func (p *pacer) leave(ctx context.Context, host string, d time.Duration) error {
	if err := p.turns.Leave(ctx, hostKey(host), d); err != nil {
		return fmt.Errorf("没有记下主机 %s 要等多久：%w", clip(host), err)
	}
	return nil
}
