package web

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gaobang/gaobang/storage/storagetest"
)

// patient is a database that counts how often it is asked, and may be ill.
type patient struct {
	asked atomic.Int64
	ill   atomic.Bool
	hold  chan struct{} // closed once it may answer; nil: at once
}

func (p *patient) Ping(context.Context) error {
	p.asked.Add(1)
	if p.hold != nil {
		<-p.hold
	}
	if p.ill.Load() {
		return errors.New("connection refused")
	}
	return nil
}

func health(ctx context.Context, h http.Handler) (int, string) {
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, httptest.NewRequestWithContext(ctx, http.MethodGet, "/healthz", nil))
	return rec.Code, rec.Body.String()
}

// TestAFloodOfQuestionsIsOneCheckup: however many ask, none hears that a disk is full
// because others ask as well.
func TestAFloodOfQuestionsIsOneCheckup(t *testing.T) {
	db := &patient{hold: make(chan struct{})}
	var log bytes.Buffer
	h := Handler(db, []string{t.TempDir()}, storagetest.Now, slog.New(slog.NewTextHandler(&log, nil)))
	var asking sync.WaitGroup
	var well atomic.Int64
	const many = 2000
	for range many {
		asking.Go(func() {
			if code, _ := health(t.Context(), h); code == http.StatusOK {
				well.Add(1)
			}
		})
	}
	close(db.hold)
	asking.Wait()
	if well.Load() != many || db.asked.Load() != 1 || log.Len() > 0 {
		t.Errorf("%d of %d hear that all is well after %d check-ups; the log says %q", well.Load(), many, db.asked.Load(), &log)
	}
}

// TestACheckupIsKeptTenSeconds and the log tells what changes, once.
func TestACheckupIsKeptTenSeconds(t *testing.T) {
	db, now := &patient{}, storagetest.Now()
	var log bytes.Buffer
	h := Handler(db, []string{t.TempDir()}, func() time.Time { return now }, slog.New(slog.NewTextHandler(&log, nil)))
	for _, c := range []struct {
		name   string
		pass   time.Duration
		ill    bool
		code   int
		asked  int64
		logged string // "": nothing
	}{
		{"the first asks", 0, false, http.StatusOK, 1, ""},
		{"what broke since is not known yet", 9 * time.Second, true, http.StatusOK, 1, ""},
		{"after ten seconds it is", time.Second, true, http.StatusServiceUnavailable, 2, "健康检查不通过：数据库不可用"},
		{"an illness is kept as long", 9 * time.Second, false, http.StatusServiceUnavailable, 2, ""},
		{"one that lasts is logged once", time.Second, true, http.StatusServiceUnavailable, 3, ""},
		{"and its end", 10 * time.Second, false, http.StatusOK, 4, "健康检查恢复正常"},
		{"a clock set back keeps nothing for ever", -time.Hour, true, http.StatusServiceUnavailable, 5, "健康检查不通过"},
	} {
		now = now.Add(c.pass)
		db.ill.Store(c.ill)
		log.Reset()
		if code, body := health(t.Context(), h); code != c.code || db.asked.Load() != c.asked {
			t.Errorf("%s: %d %q after %d check-ups, want %d after %d", c.name, code, body, db.asked.Load(), c.code, c.asked)
		}
		if got := log.String(); (got == "") != (c.logged == "") || !strings.Contains(got, c.logged) {
			t.Errorf("%s: the log says %q, want %q", c.name, got, c.logged)
		}
	}
}

// TestWhoeverGoesAwayHoldsNobodyUp: a check-up goes on for the others.
func TestWhoeverGoesAwayHoldsNobodyUp(t *testing.T) {
	db := &patient{hold: make(chan struct{})}
	h := Handler(db, nil, storagetest.Now, slog.New(slog.DiscardHandler))
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if code, said := health(gone, h); code != http.StatusServiceUnavailable || said != "检查没有做完\n" {
		t.Errorf("whoever went away: %d %q", code, said)
	}
	close(db.hold)
	if code, _ := health(t.Context(), h); code != http.StatusOK || db.asked.Load() != 1 {
		t.Errorf("the others: %d after %d check-ups", code, db.asked.Load())
	}
}
