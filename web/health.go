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

const healthTimeout = 5 * time.Second

// Handler serves GET /healthz: 200 where the database answers and each folder takes a
// file of 1 MiB, all within 5 seconds; 503 where not. The body is one Chinese line for a
// person: whoever asks need not be logged in, so the log alone names the folder.
func Handler(store Store, folders []string, log *slog.Logger) http.Handler {
	disks := make([]disk, len(folders))
	for i, folder := range folders {
		disks[i] = newDisk(folder)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), healthTimeout)
		defer cancel()
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		said, code := "正常\n", http.StatusOK
		if ill, err := ailment(ctx, store, disks); err != nil {
			log.Warn("健康检查不通过："+ill, "error", err)
			said, code = ill+"\n", http.StatusServiceUnavailable
		}
		w.WriteHeader(code)
		_, _ = io.WriteString(w, said) // the client may be gone
	})
	return mux
}

// ailment is what does not work.
func ailment(ctx context.Context, store Store, disks []disk) (ill string, err error) {
	if err := store.Ping(ctx); err != nil {
		return "数据库不可用", err
	}
	for _, d := range disks {
		if err := d.probe(ctx); err != nil {
			return "磁盘写不进去", err
		}
	}
	return "", nil
}
