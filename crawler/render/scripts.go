package render

import (
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gaobang/gaobang/crawler/fetch"
)

// scripts keeps the scripts of sites for as long as they say, or as RFC 9111
// §4.2.2 lets one guess, so that the pages of one site do not each ask for them
// again. It lives in memory and is bounded.
type scripts struct {
	now   func() time.Time
	mu    sync.Mutex
	kept  map[string]keptScript
	bytes int
}

type keptScript struct {
	answer

	until time.Time
}

const (
	scriptMemory = 16 << 20
	longestLife  = 24 * time.Hour
)

func newScripts(now func() time.Time) *scripts {
	return &scripts{now: now, kept: map[string]keptScript{}}
}

func (s *scripts) get(address string) (answer, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	k, ok := s.kept[address]
	return k.answer, ok && s.now().Before(k.until)
}

// keep makes room by forgetting all: a site's scripts come together.
func (s *scripts) keep(address string, r *fetch.Response, a answer) {
	life := lifeOf(r)
	if r.Status != http.StatusOK || life <= 0 || len(a.body) > scriptMemory/4 {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.bytes += len(a.body) + len(address); s.bytes > scriptMemory {
		s.kept, s.bytes = map[string]keptScript{}, len(a.body)+len(address)
	}
	s.kept[address] = keptScript{a, r.FetchedAt.Add(life)}
}

// lifeOf is max-age, else a tenth of the time since the last change.
func lifeOf(r *fetch.Response) time.Duration {
	control := strings.ToLower(strings.Join(r.Header.Values("Cache-Control"), ","))
	for directive := range strings.SplitSeq(control, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(directive), "=")
		switch name {
		case "no-store", "no-cache":
			return 0
		case "max-age":
			n, err := strconv.Atoi(strings.Trim(value, `"`))
			if err != nil || n < 0 {
				return 0
			}
			return min(time.Duration(min(n, 1<<20))*time.Second, longestLife)
		}
	}
	changed, err := http.ParseTime(r.Header.Get("Last-Modified"))
	if err != nil {
		return 0
	}
	return min(r.FetchedAt.Sub(changed)/10, longestLife)
}
