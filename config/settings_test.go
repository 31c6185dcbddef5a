package config

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
)

func TestSettings(t *testing.T) {
	t.Setenv(EnvDatabase, "")
	path := writeSettings(t, "database: sqlite:a.db\nworkers: 3\nrecheck_days: [2, 5]\nfetch: {pace: 2s, max_body_mb: 1}\n")
	s, err := LoadSettings(path)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Dir(path)
	if s.Database != "sqlite:"+filepath.Join(dir, "a.db") || s.Data != filepath.Join(dir, "data") || s.Workers != 3 ||
		s.Fetch.Pace != 2*time.Second || s.Fetch.MaxBody != 1<<20 || s.Fetch.Timeout != time.Minute || s.Retention != 90 || !slices.Equal(s.Recheck, []int{2, 5}) {
		t.Errorf("settings = %+v", s)
	}
	if f := s.Fetch; f.Chromium != "" || f.Browsers != 1 || f.NoSandbox {
		t.Errorf("without a word about Chromium: %+v", f)
	}
	rendering, err := LoadSettings(writeSettings(t, "fetch: {chromium: /opt/chromium, browsers: 2, no_sandbox: true}\n"))
	if f := rendering.Fetch; err != nil || f.Chromium != "/opt/chromium" || f.Browsers != 2 || !f.NoSandbox {
		t.Errorf("about Chromium: %+v, %v", f, err)
	}
	fromWindows, err := LoadSettings(writeSettings(t, "\ufeffdatabase: sqlite:a.db\r\nworkers: 3\r\n"))
	if err != nil || fromWindows.Workers != 3 {
		t.Errorf("saved on Windows: %+v, %v", fromWindows, err)
	}
	if never, err := LoadSettings(writeSettings(t, "recheck_days: []\n")); err != nil || len(never.Recheck) != 0 {
		t.Errorf("no visits: %+v, %v", never.Recheck, err)
	}
	replies, err := LoadSettings(writeSettings(t, "reply: {inquiry_days: 3, watch_days: 0, holidays: [2026-10-01]}\n"))
	if r := replies.Reply; err != nil || r.Days[gaobang.Inquiry] != 3 || r.Days[gaobang.Complaint] != 7 || r.Max != 15 || r.Watch != 0 || s.Reply.Watch != 60 || len(r.Calendar.Holidays) != 1 {
		t.Errorf("replies: %+v, %v", replies.Reply, err)
	}
	t.Setenv(EnvDatabase, "postgres://elsewhere/db")
	if s, err = LoadSettings(path); err != nil || s.Database != "postgres://elsewhere/db" {
		t.Errorf("with %s: database = %q, %v", EnvDatabase, s.Database, err)
	}
}

func TestBadSettings(t *testing.T) {
	cases := []struct{ rule, data, want string }{
		{"空文件", "", "文件是空的"},
		{"语法错", "database: [", "不合 YAML 语法"},
		{"不认识的键", "databse: x\n", `gaobang.yaml:1:1：不认识的键 "databse"`},
		{"数据库写错", "database: mysql://x\n", "不认识的数据库"},
		{"复查的日子不是数", "recheck_days: [1, 周末]\n", "不是可用的数"},
		{"间隔太短", "fetch: {pace: 1ms}\n", "不是可用的时长"},
		{"监听端口超出范围", "listen: 0.0.0.0:99999\n", "不是监听地址"},
		{"答复期限不是正数", "reply: {inquiry_days: 0}\n", "gaobang.yaml:1:"},
		{"假日不是日期", "reply: {holidays: [国庆]}\n", "国庆"},
		{"没有这种留言", "reply: {praise_days: 3}\n", `不认识的键 "praise_days"`},
		{"两处错一次说完", "workers: 0\nlisten: x\n", "共 2 处错误"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			_, err := LoadSettings(writeSettings(t, c.data))
			if gaobang.CodeOf(err) != gaobang.Invalid || !strings.Contains(err.Error(), c.want) {
				t.Errorf("LoadSettings = %v, want %q in it", err, c.want)
			}
		})
	}
	_, err := LoadSettings(filepath.Join(t.TempDir(), "none.yaml"))
	if gaobang.CodeOf(err) != gaobang.NotFound || !strings.Contains(err.Error(), "gaobang init") {
		t.Errorf("missing settings: %v", err)
	}
}

func writeSettings(t *testing.T, data string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "gaobang.yaml")
	if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestSchedule(t *testing.T) {
	utc := time.Date(2026, 11, 24, 22, 0, 0, 0, time.UTC) // 25 November, 6:00 in Shanghai
	s, err := ParseSchedule("0 7 * * *")
	if err != nil {
		t.Fatal(err)
	}
	if got := s.Next(utc); !got.Equal(utc.Add(time.Hour)) {
		t.Errorf("0 7 * * * after %v = %v, want 7:00 in Shanghai", utc, got)
	}
	for _, bad := range []string{"", "0 0 30 2 *", "* * *", "60 * * * *", "TZ=UTC 0 7 * * *", "@yesterday"} {
		if _, err := ParseSchedule(bad); gaobang.CodeOf(err) != gaobang.Invalid {
			t.Errorf("ParseSchedule(%q) = %v, want an error", bad, err)
		}
	}
}
