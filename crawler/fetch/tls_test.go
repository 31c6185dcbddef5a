package fetch

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"log"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// certificate is a self-signed one for news.example, of the time given.
func certificate(t *testing.T, from, to time.Time) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	made := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "news.example"}, DNSNames: []string{"news.example"}, NotBefore: from, NotAfter: to}
	der, err := x509.CreateCertificate(rand.Reader, made, made, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

// TestTLSFaultsAreTold apart: one that is out of its time is its owner's to mend,
// one that nobody vouches for may be somebody else's.
func TestTLSFaultsAreTold(t *testing.T) {
	now := time.Date(2026, 11, 24, 8, 30, 0, 0, time.UTC)
	good := certificate(t, now.AddDate(-1, 0, 0), now.AddDate(1, 0, 0))
	serving := func(c tls.Certificate) *tls.Config { return &tls.Config{Certificates: []tls.Certificate{c}} }
	cases := []struct {
		name  string
		serve *tls.Config // nil: plain http
		kind  Kind
		words string
	}{
		{"expired yesterday", serving(certificate(t, now.AddDate(-1, 0, 0), now.AddDate(0, 0, -1))), KindExpired, "证书已过期或尚未生效（证书有效期 2025-11-24 至 2026-11-23）"},
		{"not valid yet", serving(certificate(t, now.AddDate(0, 0, 1), now.AddDate(1, 0, 0))), KindExpired, "有效期 2026-11-25 至"},
		{"valid, but nobody vouches for it", serving(good), KindTLS, "签发证书的机构（news.example）不受信任"},
		{"an old version", &tls.Config{Certificates: []tls.Certificate{good}, MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}, KindTLS, "旧版本"},
		{"no cipher in common", &tls.Config{Certificates: []tls.Certificate{good}, MaxVersion: tls.VersionTLS12, CipherSuites: []uint16{tls.TLS_RSA_WITH_RC4_128_SHA}}, KindTLS, "没有双方都会的加密方式"},
		{"none for this host", &tls.Config{GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return nil, errors.New("no") }}, KindTLS, "HTTPS 配置有误"},
		{"plain http on the port of https", nil, KindTLS, "答的不是 HTTPS"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			server := httptest.NewUnstartedServer(http.NotFoundHandler())
			server.Config.ErrorLog = log.New(io.Discard, "", 0)
			if server.TLS = c.serve; c.serve == nil {
				server.Start()
			} else {
				server.StartTLS()
			}
			defer server.Close()
			f := New(Options{Pace: time.Nanosecond, Now: func() time.Time { return now }, Pinned: map[string]string{"news.example": server.Listener.Addr().String()}})
			defer f.Close()
			_, err := f.Get(t.Context(), "https://news.example/")
			if e := wantKind(t, err, c.kind); !strings.Contains(e.Error(), c.words) {
				t.Errorf("%v, want %q in it", err, c.words)
			}
		})
	}
	t.Run("of an authority that is trusted, on a port of its own", func(t *testing.T) {
		server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<p>ok</p>")) }))
		server.TLS = serving(good)
		server.StartTLS()
		defer server.Close()
		trusted := x509.NewCertPool()
		leaf, err := x509.ParseCertificate(good.Certificate[0])
		if err != nil {
			t.Fatal(err)
		}
		trusted.AddCert(leaf)
		f := New(Options{
			Pace: time.Nanosecond, Now: func() time.Time { return now }, Roots: trusted,
			Pinned: map[string]string{"news.example": "127.0.0.1:1", "news.example:443": server.Listener.Addr().String()},
		})
		defer f.Close()
		if _, err := f.Get(t.Context(), "https://news.example/a.html"); err != nil {
			t.Error(err)
		}
	})
	t.Run("of another host", func(t *testing.T) {
		err := x509.HostnameError{Certificate: &x509.Certificate{DNSNames: []string{"a.example", "b.example"}}, Host: "news.example"}
		e, ok := errors.AsType[*Error](failure(t.Context(), "https://news.example/", err))
		if !ok || e.Kind != KindTLS || e.Detail != "证书是给 a.example、b.example 的，不是给 news.example 的" {
			t.Errorf("%v", e)
		}
	})
}

// TestOldCiphersThatBrowsersTake: the servers of many offices know TLS 1.2 and only
// ciphers without forward secrecy, which browsers still take and Go left out.
func TestOldCiphersThatBrowsersTake(t *testing.T) {
	now := time.Date(2026, 11, 24, 8, 30, 0, 0, time.UTC)
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	made := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{"news.example"}, NotBefore: now.AddDate(-1, 0, 0), NotAfter: now.AddDate(1, 0, 0)}
	der, err := x509.CreateCertificate(rand.Reader, made, made, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(leaf)
	for _, c := range []struct {
		cipher uint16
		kind   Kind // "" where the page comes
	}{
		{tls.TLS_RSA_WITH_AES_128_GCM_SHA256, ""},
		{tls.TLS_RSA_WITH_AES_256_GCM_SHA384, ""},
		{tls.TLS_RSA_WITH_AES_128_CBC_SHA, ""},
		{tls.TLS_RSA_WITH_AES_256_CBC_SHA, ""},
		{tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, ""},
		{tls.TLS_RSA_WITH_3DES_EDE_CBC_SHA, KindTLS},
		{tls.TLS_RSA_WITH_RC4_128_SHA, KindTLS},
	} {
		t.Run(tls.CipherSuiteName(c.cipher), func(t *testing.T) {
			server := httptest.NewUnstartedServer(withoutRobots(func(w http.ResponseWriter, _ *http.Request) { html(w, page) }))
			server.Config.ErrorLog = log.New(io.Discard, "", 0)
			server.TLS = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}, MaxVersion: tls.VersionTLS12, CipherSuites: []uint16{c.cipher}}
			server.StartTLS()
			defer server.Close()
			f := New(Options{Pace: time.Nanosecond, Now: func() time.Time { return now }, Roots: roots, Pinned: map[string]string{"news.example": server.Listener.Addr().String()}})
			defer f.Close()
			_, err := f.Get(t.Context(), "https://news.example/")
			if c.kind != "" {
				wantKind(t, err, c.kind)
			} else if err != nil {
				t.Error(err)
			}
		})
	}
}
