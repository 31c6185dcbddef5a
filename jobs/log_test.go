package jobs

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
	"time"
)

func TestTheQueuesWarningsAreFew(t *testing.T) {
	var b bytes.Buffer
	log := newQueueLog(slog.NewTextHandler(&b, nil)).WithAttrs([]slog.Attr{slog.String("worker", "w")})
	start := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	say := func(after time.Duration, level slog.Level, message string) {
		r := slog.NewRecord(start.Add(after), level, message, 0)
		r.AddAttrs(slog.String("err", "database or disk is full (13)"))
		if log.Enabled(t.Context(), level) {
			if err := log.Handle(t.Context(), r); err != nil {
				t.Fatal(err)
			}
		}
	}
	for second := range 150 { // two and a half minutes of a full disk
		say(time.Duration(second)*time.Second, slog.LevelError, "Completer error")
		say(time.Duration(second)*time.Second, slog.LevelInfo, "chatter")
	}
	say(time.Second, slog.LevelWarn, "Elector error")
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	if len(lines) != 4 {
		t.Fatalf("%d lines, want 3 of one kind and 1 of the other:\n%s", len(lines), b.String())
	}
	for _, want := range []string{"任务队列报告了问题", "Completer error", "disk is full", "worker=w"} {
		if !strings.Contains(lines[0], want) {
			t.Errorf("%q is not in %s", want, lines[0])
		}
	}
}
