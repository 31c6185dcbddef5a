package fetch

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"
)

// robotsCache keeps what sites say in robots.txt, bounded by bytes and by time.
type robotsCache struct {
	now   func() time.Time
	mu    sync.Mutex
	sites *recent[robotsRules]
}

// robotsRules is a site's answer: a group for us, or the error of not having one.
type robotsRules struct {
	group   *robotsGroup
	err     *Error
	expires time.Time
}

const (
	robotsLimit  = 512 << 10 // bytes of one file that count, RFC 9309 §2.5 asks for 500 KiB
	robotsMemory = 16 << 20
	robotsLife   = 24 * time.Hour // RFC 9309 §2.4
	robotsRetry  = 10 * time.Minute
	robotsSteps  = 5 // RFC 9309 §2.3.1.2
)

func newRobotsCache(now func() time.Time) *robotsCache {
	return &robotsCache{now: now, sites: newRecent[robotsRules](robotsMemory)}
}

func (c *robotsCache) get(site string) (robotsRules, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	r, ok := c.sites.get(site)
	return r, ok && c.now().Before(r.expires)
}

func (c *robotsCache) put(site string, r robotsRules, size int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	life := robotsLife
	if r.err != nil {
		life = robotsRetry
	}
	r.expires = c.now().Add(life)
	c.sites.put(site, r, size+512)
}

// checkRobots refuses what the site's robots.txt forbids. Two Gets that start on
// a new site at once may both read the file; the second reading changes nothing.
func (f *Fetcher) checkRobots(ctx context.Context, j *journey, u *url.URL) error {
	site := u.Scheme + "://" + strings.ToLower(u.Host)
	rules, ok := f.robots.get(site)
	if !ok {
		var size int
		var err error
		if rules, size, err = f.readRobots(ctx, j, site); err != nil {
			return err
		}
		f.robots.put(site, rules, size)
	}
	if rules.err != nil {
		refused := *rules.err
		refused.URL = u.String()
		return &refused
	}
	if rules.group == nil {
		return nil
	}
	if err := f.pacer.crawlDelay(ctx, u.Hostname(), rules.group.delay); err != nil {
		return err
	}
	path := u.EscapedPath()
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	if !rules.group.allows(path) {
		return &Error{Kind: KindRobots, URL: u.String()}
	}
	return nil
}

// readRobots fetches the file. A missing file allows everything, a failing server
// forbids everything for a while, and so does one that wards off programs already
// here, as 加速乐 does; an unreachable host fails as it is.
func (f *Fetcher) readRobots(ctx context.Context, j *journey, site string) (robotsRules, int, error) {
	u, err := parse(site + "/robots.txt")
	if err != nil {
		return robotsRules{}, 0, err
	}
	trip := newJourney(u, j.left)
	defer func() { j.left = trip.left }()
	for {
		x := &exchange{url: u, limit: robotsLimit, cut: true}
		if err := f.run(ctx, trip, x); err != nil {
			return robotsRules{}, 0, err
		}
		next := x.redirect()
		if next == "" {
			rules := f.robotsFrom(x)
			return rules, len(x.raw), nil
		}
		if u, err = trip.follow(x, next, robotsSteps); err != nil {
			return robotsRules{}, 0, nil // RFC 9309: as if it were missing
		}
	}
}

func (f *Fetcher) robotsFrom(x *exchange) robotsRules {
	if x.status == http.StatusTooManyRequests || x.status >= 500 {
		if sign := blockSign(x); sign != "" {
			return robotsRules{err: &Error{Kind: KindBlocked, Status: x.status, Detail: sign}}
		}
		return robotsRules{err: &Error{Kind: KindNoRobots, Status: x.status, RetryAfter: robotsRetry,
			Detail: "robots.txt 答复状态 " + strconv.Itoa(x.status)}}
	}
	if x.status != http.StatusOK {
		return robotsRules{}
	}
	agent, _, _ := strings.Cut(f.options.UserAgent, "/")
	return robotsRules{group: parseRobots(x.body, agent)}
}
