package config

import (
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/gaobang/gaobang"
)

// Settings say how to run.
type Settings struct {
	// Database is "sqlite:/path/file.db" or "postgres://…". GAOBANG_DATABASE stands
	// above the file: a password belongs into the environment.
	Database  string
	Data      string // folder of the evidence archive
	Listen    string // host:port
	Retention int    // days that pages about nobody we follow are kept
	Recheck   []int  // days after publication on which a piece that counts is visited again
	Workers   int    // sites scanned at once
	// ReviewBelow is the confidence under which an attribution waits in the review
	// queue. It decides nothing about points: rule books have their own threshold.
	ReviewBelow gaobang.Confidence
	Fetch       Fetch
	Reply       gaobang.ReplyTimes // to messages
}

// Fetch says how politely and how far to fetch.
type Fetch struct {
	Pace         time.Duration // between two requests to one host
	Timeout      time.Duration // of one page
	MaxBody      int64         // bytes
	MaxRedirects int
	UserAgent    string
	AllowHosts   []string // that may resolve to private addresses
	Chromium     string   // program that runs pages' scripts; "" looks for it
	Browsers     int      // of them at once
	NoSandbox    bool     // where the system forbids it one
}

func defaults() Settings {
	return Settings{
		Database: "sqlite:gaobang.db", Data: "data", Listen: "127.0.0.1:8640", Retention: 90, Recheck: []int{1, 7, 30, 90}, Workers: 20, ReviewBelow: 70,
		Fetch: Fetch{Pace: 5 * time.Second, Timeout: time.Minute, MaxBody: 10 << 20, MaxRedirects: 10, Browsers: 1},
		Reply: replyDefaults(),
	}
}

// EnvDatabase names the database in place of the settings file.
const EnvDatabase = "GAOBANG_DATABASE"

// LoadSettings reads the settings file. Relative paths in it are relative to its
// folder.
func LoadSettings(path string) (Settings, error) {
	s := defaults()
	data, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return s, gaobang.Errorf(gaobang.NotFound, "没有设置文件 %s：请用 gaobang init 文件夹 生成一份，或用 --settings 指明", path)
	case err != nil:
		return s, gaobang.Errorf(gaobang.Unavailable, "设置文件 %s 读不出来，请检查权限：%w", path, err)
	}
	var problems Problems
	doc, ok := parse(NewFile(path, data), &problems)
	if ok {
		s.read(doc.root)
	}
	if len(problems) > 0 {
		return s, problems.sorted(nil)
	}
	s.place(filepath.Dir(path))
	if dsn := os.Getenv(EnvDatabase); dsn != "" {
		s.Database = dsn
	}
	return s, nil
}

func (s *Settings) read(v value) {
	below := int(s.ReviewBelow)
	v.mapping(
		optional("database", database(&s.Database)), optional("data", text(&s.Data)), optional("listen", listen(&s.Listen)),
		optional("retention_days", number(&s.Retention, 1, 36500)), optional("recheck_days", s.recheckDays), optional("workers", number(&s.Workers, 1, 1000)),
		optional("review_below", number(&below, 0, 100)),
		optional("fetch", func(v value) { s.Fetch.read(v) }),
		optional("reply", func(v value) { readReply(v, &s.Reply) }))
	s.ReviewBelow = gaobang.Confidence(below) //nolint:gosec // 0 to 100
}

// recheckDays takes the place of the default; an empty list is never.
func (s *Settings) recheckDays(v value) {
	s.Recheck = nil
	each(&s.Recheck, func(day *int) func(value) { return number(day, 1, 3650) })(v)
}

func (f *Fetch) read(v value) {
	megabytes := int(f.MaxBody >> 20)
	v.mapping(
		optional("pace", duration(&f.Pace, 100*time.Millisecond, time.Hour)), optional("timeout", duration(&f.Timeout, time.Second, time.Hour)),
		optional("max_body_mb", number(&megabytes, 1, 1000)), optional("max_redirects", number(&f.MaxRedirects, 1, 50)),
		optional("user_agent", text(&f.UserAgent)), optional("allow_hosts", each(&f.AllowHosts, host)),
		optional("chromium", text(&f.Chromium)), optional("browsers", number(&f.Browsers, 1, 20)), optional("no_sandbox", yes(&f.NoSandbox)))
	f.MaxBody = int64(megabytes) << 20
}

func database(into *string) func(value) {
	return func(v value) {
		s, ok := v.scalar()
		if !ok {
			return
		}
		if !strings.HasPrefix(s, "sqlite:") && !strings.HasPrefix(s, "postgres://") && !strings.HasPrefix(s, "postgresql://") {
			v.bad("应写成 sqlite:gaobang.db 或 postgres://用户@主机:5432/库名", "不认识的数据库 %q", s)
			return
		}
		*into = s
	}
}

func listen(into *string) func(value) {
	return func(v value) {
		s, ok := v.scalar()
		if !ok {
			return
		}
		_, port, err := net.SplitHostPort(s)
		if n, numErr := strconv.Atoi(port); err != nil || numErr != nil || n < 0 || n > 65535 {
			v.bad("应写成 127.0.0.1:8640", "不是监听地址 %q", s)
			return
		}
		*into = s
	}
}

// place makes relative paths stand on the settings file's folder.
func (s *Settings) place(folder string) {
	if !filepath.IsAbs(s.Data) {
		s.Data = filepath.Join(folder, s.Data)
	}
	if path, ok := strings.CutPrefix(s.Database, "sqlite:"); ok && !filepath.IsAbs(path) {
		s.Database = "sqlite:" + filepath.Join(folder, path)
	}
}
