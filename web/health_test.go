package web

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
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
		Handler(store).ServeHTTP(rec, httptest.NewRequestWithContext(t.Context(), method, path, nil))
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
