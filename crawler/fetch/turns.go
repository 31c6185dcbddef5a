package fetch

import (
	"context"
	"sync"
	"time"
)

// Turns keeps when each host may be asked next. A fleet keeps them in its
// database, where they also outlast a restart. They are given in durations, never
// in times of day: the clocks of a fleet's machines differ, so one clock, the
// Turns' own, says when a turn has come.
type Turns interface {
	// Take takes the host's turn where it has come; the next one is gap later. Where
	// it has not, it takes nothing and says how long there is to wait.
	Take(ctx context.Context, host string, gap time.Duration) (wait time.Duration, err error)
	// Leave lets the host alone for so long from now; where it is left alone for
	// longer already, that stays.
	Leave(ctx context.Context, host string, d time.Duration) error
}

// maxHosts bounds the memory for pace: about 2 MB.
const maxHosts = 10_000

// memoryTurns keeps the turns of one Fetcher.
type memoryTurns struct {
	now  func() time.Time
	mu   sync.Mutex
	free *recent[time.Time] // when the host may be asked again
}

func newMemoryTurns(now func() time.Time) *memoryTurns {
	return &memoryTurns{now: now, free: newRecent[time.Time](maxHosts)}
}

func (t *memoryTurns) Take(_ context.Context, host string, gap time.Duration) (time.Duration, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.now()
	if free, ok := t.free.get(host); ok && free.After(now) {
		return free.Sub(now), nil
	}
	t.free.put(host, now.Add(gap), 1)
	return 0, nil
}

func (t *memoryTurns) Leave(_ context.Context, host string, d time.Duration) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	until := t.now().Add(d)
	if free, ok := t.free.get(host); !ok || until.After(free) {
		t.free.put(host, until, 1)
	}
	return nil
}
