package main

import (
	"io/fs"
	"log/slog"
	"strings"
	"testing"
	"time"
)

// TestNotices: what a person at a terminal reads of a warning.
func TestNotices(t *testing.T) {
	var b strings.Builder
	log := slog.New(notices{&progress{w: &b}})
	log.Info("采集源已采完", "source", "yw")
	log.Warn("采集源状况有变", "source", "yw", "condition", "被拦截", "since", time.Unix(0, 0))
	log.With("x", 1).Error("存证写不进去", "error", fs.ErrPermission)
	want := "注意：采集源状况有变：yw，被拦截\n注意：存证写不进去：没有权限（permission denied）\n"
	if b.String() != want {
		t.Errorf("got  %swant %s", b.String(), want)
	}
}
