package jobs

import (
	"hash/fnv"
	"time"

	"github.com/robfig/cron/v3"

	"github.com/gaobang/gaobang/storage"
)

// Bounds on trying again.
const (
	sourceTries = 3 // scans of a source for one tick, before it waits for its next tick

	firstRetry = 5 * time.Minute // of a source; each further one waits three times as long
	firstAgain = 10 * time.Minute
)

// due reports whether a source is to be scanned now.
func due(schedule cron.Schedule, s storage.SourceState, now time.Time) bool {
	return !nextScan(schedule, s).After(now)
}

// nextScan is when a source is to be scanned: one never scanned, or interrupted, at
// once, which is the zero time; one whose last scan completed when its schedule fired
// since that scan began, however often; one that failed when its retry has come, or
// at its next tick.
func nextScan(schedule cron.Schedule, s storage.SourceState) time.Time {
	switch {
	case s.LastStarted.IsZero():
		return time.Time{}
	case !s.Incomplete && s.Failures == 0:
		return schedule.Next(s.LastTick)
	case s.Failures == 0: // interrupted, not failed
		return time.Time{}
	case !s.RetryAt.IsZero() && s.Failures < sourceTries:
		return s.RetryAt
	}
	if next := schedule.Next(s.LastStarted); next.After(s.RetryAt) {
		return next
	}
	return s.RetryAt
}

// retryAt is when what failed so many times in a row is tried again: a source, or a
// piece looked at again. A site that asks for more time gets it.
func retryAt(now time.Time, key string, failures int, asked time.Duration) time.Time {
	return now.Add(spread(max(asked, backoff(firstRetry, failures)), key))
}

// backoff is first for the first failure and three times as long for each
// further one, a day at most.
func backoff(first time.Duration, failures int) time.Duration {
	wait := first
	for range failures - 1 {
		if wait *= 3; wait >= 24*time.Hour {
			return 24 * time.Hour
		}
	}
	return wait
}

// spread makes a wait up to a fifth longer, each key's by its own part, so that
// what failed together is not tried again together. One key has one part: what is
// done twice comes out the same.
func spread(wait time.Duration, key string) time.Duration {
	h := fnv.New32a()
	_, _ = h.Write([]byte(key)) // a hash takes all
	return wait + time.Duration(int64(wait)/5*int64(h.Sum32()%1000)/1000)
}
