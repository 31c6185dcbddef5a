package web

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

const (
	healthTimeout = 5 * time.Second
	healthKept    = 10 * time.Second
)

// ailment is what does not work: what anybody may read of it, and what the log tells.
type ailment struct {
	said, folder string
	err          error
}

// checkup finds out what does not work, once for all who ask at one time and a little
// later: a flood of questions writes no flood of files.
type checkup struct {
	store Store
	disks []disk
	now   func() time.Time
	log   *slog.Logger
	group singleflight.Group

	mu   sync.Mutex
	last ailment
	at   time.Time // of the last one; zero before the first
}

// ask is what does not work in the words for anybody, "" where all does.
func (c *checkup) ask(ctx context.Context) string {
	if said, known := c.known(); known {
		return said
	}
	done := c.group.DoChan("", func() (any, error) {
		if said, known := c.known(); known { // one ended just now
			return said, nil
		}
		limited, cancel := context.WithTimeout(context.WithoutCancel(ctx), healthTimeout)
		defer cancel()
		return c.keep(c.examine(limited)), nil
	})
	select {
	case r := <-done:
		return r.Val.(string)
	case <-ctx.Done():
		return "检查没有做完"
	}
}

func (c *checkup) known() (said string, known bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	age := c.now().Sub(c.at)
	return c.last.said, !c.at.IsZero() && age >= 0 && age < healthKept
}

func (c *checkup) examine(ctx context.Context) ailment {
	if err := c.store.Ping(ctx); err != nil {
		return ailment{said: "数据库不可用", err: err}
	}
	for _, d := range c.disks {
		if err := d.probe(ctx); err != nil {
			return ailment{"磁盘写不进去", d.folder, err}
		}
	}
	return ailment{}
}

// keep keeps what was found and logs it where something else was found before.
func (c *checkup) keep(found ailment) string {
	c.mu.Lock()
	before := c.last
	c.last, c.at = found, c.now()
	c.mu.Unlock()
	switch {
	case found.said == before.said && found.folder == before.folder:
	case found.said == "":
		c.log.Info("健康检查恢复正常", "before", before.said)
	default:
		c.log.Warn("健康检查不通过："+found.said, "error", found.err)
	}
	return found.said
}
