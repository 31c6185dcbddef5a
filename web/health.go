// Package web serves what people and machines ask over HTTP. Today that is the
// question whether the program is well.
package web

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"time"
)

// Store is what the handlers ask of the database.
type Store interface {
	Ping(ctx context.Context) error
}

// Handler serves GET /healthz: 200 where the database answers and each folder takes a
// file of 1 MiB, all within 5 seconds; 503 where not. One check-up answers everybody who
// asks within 10 seconds. The body is one Chinese line for a person: whoever asks need
// not be logged in, so the log alone names the folder.
func Handler(store Store, folders []string, now func() time.Time, log *slog.Logger) http.Handler {
	c := &checkup{store: store, now: now, log: log}
	for _, folder := range folders {
		c.disks = append(c.disks, newDisk(folder))
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) {
		said, code := "正常", http.StatusOK
		if ill := c.ask(r.Context()); ill != "" {
			said, code = ill, http.StatusServiceUnavailable
		}
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		w.WriteHeader(code)
		_, _ = io.WriteString(w, said+"\n") // the client may be gone
	})
	return mux
}
