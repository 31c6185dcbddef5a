package web

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// broken is a database that does not answer.
type broken struct{}

func (broken) Ping(context.Context) error { return errors.New("connection refused") }

func TestHealthzSaysWhetherTheDatabaseAnswers(t *testing.T) {
	ask := func(t *testing.T, store Store, method, path string) (int, string) {
		t.Helper()
		rec := httptest.NewRecorder()
		Handler(store, nil, storagetest.Now, slog.New(slog.DiscardHandler)).ServeHTTP(rec, httptest.NewRequestWithContext(t.Context(), method, path, nil))
		return rec.Code, rec.Body.String()
	}
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		if code, body := ask(t, store, http.MethodGet, "/healthz"); code != http.StatusOK || body != "正常\n" {
			t.Errorf("a database that answers: %d %q", code, body)
		}
	})
	cases := []struct {
		name, method, path string
		code               int
	}{
		{"a database that does not answer", http.MethodGet, "/healthz", http.StatusServiceUnavailable},
		{"another method", http.MethodPost, "/healthz", http.StatusMethodNotAllowed},
		{"another address", http.MethodGet, "/", http.StatusNotFound},
	}
	for _, c := range cases {
		if code, body := ask(t, broken{}, c.method, c.path); code != c.code {
			t.Errorf("%s: %d %q, want %d", c.name, code, body, c.code)
		}
	}
}

// well is a database that answers.
type well struct{}

func (well) Ping(context.Context) error { return nil }

func TestHealthzSaysWhetherTheDisksTakeAnything(t *testing.T) {
	there := t.TempDir()
	file := filepath.Join(there, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name    string
		folders []string
		code    int
		said    string
	}{
		{"a folder that can be written", []string{there}, http.StatusOK, "正常\n"},
		{"one that the first crawl will make", []string{filepath.Join(there, "data", "archive")}, http.StatusOK, "正常\n"},
		{"one that cannot be written", []string{there, "/proc"}, http.StatusServiceUnavailable, "磁盘写不进去\n"},
		{"a file in its place", []string{file}, http.StatusServiceUnavailable, "磁盘写不进去\n"},
	} {
		rec := httptest.NewRecorder()
		var log bytes.Buffer
		Handler(well{}, c.folders, storagetest.Now, slog.New(slog.NewTextHandler(&log, nil))).ServeHTTP(rec, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/healthz", nil))
		if rec.Code != c.code || rec.Body.String() != c.said {
			t.Errorf("%s: %d %q, want %d %q", c.name, rec.Code, rec.Body, c.code, c.said)
		}
		if ill := c.code != http.StatusOK; strings.Contains(log.String(), c.folders[len(c.folders)-1]) != ill {
			t.Errorf("%s: the log says %q", c.name, &log)
		}
	}
	if left, err := os.ReadDir(there); err != nil || len(left) != 1 {
		t.Errorf("the probes left %v, %v", left, err)
	}
}

// TestADiskThatHangsHoldsOneProbe: whoever asks is told in time.
func TestADiskThatHangsHoldsOneProbe(t *testing.T) {
	d := newDisk(t.TempDir())
	d.busy <- struct{}{} // a probe that does not come back
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := d.probe(ctx); err == nil || !strings.Contains(err.Error(), "没有反应") {
		t.Errorf("a disk that hangs: %v", err)
	}
	<-d.busy
	if err := d.probe(t.Context()); err != nil {
		t.Errorf("after it came back: %v", err)
	}
}
