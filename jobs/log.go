package jobs

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

// queueLog passes on what the job queue warns of, each kind once a minute: while a
// disk is full or a database away it would say the same every few seconds. Its own
// chatter is not for the operator.
type queueLog struct {
	slog.Handler

	said *said
}

// said is when each warning was last passed on; the queue has few.
type said struct {
	mu   sync.Mutex
	last map[string]time.Time
}

func newQueueLog(to slog.Handler) queueLog { return queueLog{to, &said{last: map[string]time.Time{}}} }

func (q queueLog) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= slog.LevelWarn && q.Handler.Enabled(ctx, l)
}

func (q queueLog) Handle(ctx context.Context, record slog.Record) error {
	if !q.said.again(record.Message, record.Time) {
		return nil
	}
	told := slog.NewRecord(record.Time, record.Level, "任务队列报告了问题；同样的一分钟只记一次", record.PC)
	told.AddAttrs(slog.String("queue", record.Message))
	record.Attrs(func(a slog.Attr) bool { told.AddAttrs(a); return true })
	return q.Handler.Handle(ctx, told)
}

// again reports whether to say a thing that may have been said before.
func (s *said) again(what string, now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if last, ok := s.last[what]; ok && now.Sub(last) < time.Minute && !now.Before(last) {
		return false
	}
	s.last[what] = now
	return true
}

func (q queueLog) WithAttrs(attrs []slog.Attr) slog.Handler {
	return queueLog{q.Handler.WithAttrs(attrs), q.said}
}

func (q queueLog) WithGroup(name string) slog.Handler {
	return queueLog{q.Handler.WithGroup(name), q.said}
}
