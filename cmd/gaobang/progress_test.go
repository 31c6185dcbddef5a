package main

import (
	"io/fs"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/jobs"
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

// TestProgressIsInWords: why a scan did not complete is told as everywhere.
func TestProgressIsInWords(t *testing.T) {
	var b strings.Builder
	p := &progress{w: &b}
	p.observe(jobs.Progress{Step: jobs.ScanFinished, Source: gaobang.Source{Name: "要闻"}, Err: fs.ErrPermission})
	if want := "采集 要闻：没有采完，没有权限（permission denied）\n"; b.String() != want {
		t.Errorf("got %swant %s", b.String(), want)
	}
}
