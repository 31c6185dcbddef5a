package demo

import (
	"crypto/sha256"
	"encoding/hex"
	"net"
	"net/http"
	"slices"
	"time"
)

// Handler serves the world by the Host of the request, as it is at the time. What is
// long in coming really is: nothing else is slow to whoever asks.
func (w *World) Handler(now func() time.Time) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		host := r.Host
		if name, _, err := net.SplitHostPort(host); err == nil {
			host = name
		}
		s, ok := w.sitesAt(now())[host]
		switch {
		case !ok:
			http.NotFound(rw, r)
		case s.secure && r.TLS == nil:
			http.Redirect(rw, r, "https://"+s.host+r.URL.RequestURI(), http.StatusMovedPermanently) //nolint:gosec // to the site itself
		default:
			s.serve(rw, r)
		}
	})
}

func (s *site) serve(w http.ResponseWriter, r *http.Request) {
	p := s.answer(r.URL)
	if p.delay > 0 {
		select {
		case <-r.Context().Done():
			return
		case <-time.After(p.delay):
		}
	}
	head := w.Header()
	head.Set("Content-Type", p.contentType)
	if s.etag {
		sum := sha256.Sum256(p.body)
		tag := `"` + hex.EncodeToString(sum[:8]) + `"`
		head.Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	if p.status != 0 {
		head.Add("Set-Cookie", "__jsluid_h=0000; path=/")
		w.WriteHeader(p.status)
	}
	_, _ = w.Write(p.body) // the client may be gone
}

// sitesAt are the sites by host as they were on the morning before a time.
func (w *World) sitesAt(now time.Time) map[string]*site {
	i, found := slices.BinarySearchFunc(w.editions, now, func(e edition, t time.Time) int { return e.at.Compare(t) })
	if !found {
		i--
	}
	return w.editions[max(i, 0)].sites()
}
