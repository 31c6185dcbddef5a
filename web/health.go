// Package web serves what people and machines ask over HTTP. Today that is the
// question whether the program is well.
package web

import (
	"context"
	"io"
	"net/http"
	"time"
)

// Store is what the handlers ask of the database.
type Store interface {
	Ping(ctx context.Context) error
}

const healthTimeout = 5 * time.Second

// Handler serves GET /healthz: 200 where the database answers within 5 seconds,
// 503 where it does not. The body is one Chinese line for a person.
func Handler(store Store) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), healthTimeout)
		defer cancel()
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		if err := store.Ping(ctx); err != nil {
			w.WriteHeader(http.StatusServiceUnavailable)
			_, _ = io.WriteString(w, "数据库不可用\n") // the client may be gone
			return
		}
		_, _ = io.WriteString(w, "正常\n")
	})
	return mux
}
