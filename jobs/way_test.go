package jobs

import (
	"crypto/tls"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/crawler/fetch/fetchtest"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// TestHTTPOnlyWhereTheBookSaysSo: a site whose https nobody vouches for is asked by
// http only where a person said so; elsewhere its fault is named.
func TestHTTPOnlyWhereTheBookSaysSo(t *testing.T) {
	for _, allowed := range []bool{false, true} {
		t.Run(fmt.Sprint("http_fallback ", allowed), func(t *testing.T) {
			store := storagetest.Open(t, storage.SQLite)
			secure := strings.Replace(books, `url: "http://a.example/list/"`, `url: "https://a.example/list/"`, 1)
			secure = strings.Replace(secure, "{host: a.example, ", fmt.Sprintf("{host: a.example, http_fallback: %v, ", allowed), 1)
			w := newWorldOf(t, store, secure, "a.example", "b.example")
			w.list("a.example", "https://a.example/20261101.html", "https://a.example/20261102.html")
			for i := range 2 {
				w.serve(fmt.Sprintf("a.example/2026110%d.html", i+1), article(i, "2026-11-20"))
			}
			address := eitherWay(t, w, fetchtest.NewAuthority().Issue(t, "a.example", storagetest.Now().AddDate(0, -1, 0), storagetest.Now().AddDate(0, 1, 0)))
			f := fetch.New(fetch.Options{Pace: time.Millisecond, Now: w.clock, Pinned: map[string]string{"a.example": address}})
			defer f.Close()
			w.runner.options.Fetcher = f
			w.start(t)
			if err := w.runner.ScanNow(t.Context(), Request{Sources: []gaobang.SourceID{"list"}}); err != nil {
				t.Fatal(err)
			}
			list, err := store.Articles(t.Context(), storage.Filter{})
			if err != nil {
				t.Fatal(err)
			}
			state, err := store.SourceStates(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			health := state["list"].Health
			if allowed && (len(list) != 2 || health.Condition != gaobang.Fine) {
				t.Errorf("%d pieces, %s: %s", len(list), health.Condition, health.Saw)
			}
			if !allowed && (len(list) != 0 || health.Condition != gaobang.Down || !strings.Contains(health.Saw, "证书或握手有误") || !strings.Contains(health.Remedy, "http_fallback")) {
				t.Errorf("%d pieces, %s: %s; %s", len(list), health.Condition, health.Saw, health.Remedy)
			}
		})
	}
}

// eitherWay serves http and https at one address: the first byte tells.
func eitherWay(t *testing.T, handler http.Handler, certificate tls.Certificate) (address string) {
	t.Helper()
	secure, plain := httptest.NewUnstartedServer(handler), httptest.NewServer(handler)
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.TLS = &tls.Config{Certificates: []tls.Certificate{certificate}}
	secure.StartTLS()
	front, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = front.Close(); secure.Close(); plain.Close() })
	go func() {
		for {
			conn, err := front.Accept()
			if err != nil {
				return
			}
			go pass(conn, secure.Listener.Addr().String(), plain.Listener.Addr().String())
		}
	}()
	return front.Addr().String()
}

func pass(conn net.Conn, secure, plain string) {
	defer conn.Close()
	first := make([]byte, 1)
	if _, err := io.ReadFull(conn, first); err != nil {
		return
	}
	to := plain
	if first[0] == 0x16 { // a TLS handshake
		to = secure
	}
	behind, err := net.Dial("tcp", to)
	if err != nil {
		return
	}
	defer behind.Close()
	if _, err := behind.Write(first); err != nil {
		return
	}
	go func() { _, _ = io.Copy(behind, conn); _ = behind.Close() }()
	_, _ = io.Copy(conn, behind)
}
