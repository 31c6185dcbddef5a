package jobs

import (
	"time"

	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/storage"
)

// restartTime is less than a process takes to start.
const restartTime = time.Second

// Turns keeps the hosts' turns for the Fetcher of a worker: in the store, for the
// whole fleet and over restarts. Only on SQLite, which has one worker, a pace so
// short that it is over before a new process could ask is kept in memory (nil),
// and saves two writes a request.
func Turns(store *storage.Store, pace time.Duration) fetch.Turns {
	if store.Dialect() == storage.SQLite && pace > 0 && pace < restartTime {
		return nil
	}
	return store.Turns()
}
