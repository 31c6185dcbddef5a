package fetch

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
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

// TestCertificatesAreTold apart: one that is out of its time is its owner's to
// mend, one that nobody vouches for may be somebody else's.
func TestCertificatesAreTold(t *testing.T) {
	now := time.Date(2026, 11, 24, 8, 30, 0, 0, time.UTC)
	cases := []struct {
		name     string
		from, to time.Time
		kind     Kind
		words    string
	}{
		{"expired yesterday", now.AddDate(-1, 0, 0), now.AddDate(0, 0, -1), KindExpired, "证书已过期"},
		{"valid, but nobody vouches for it", now.AddDate(-1, 0, 0), now.AddDate(1, 0, 0), KindTLS, "证书或握手有误"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			server := httptest.NewUnstartedServer(http.NotFoundHandler())
			server.TLS = &tls.Config{Certificates: []tls.Certificate{certificate(t, c.from, c.to)}}
			server.StartTLS()
			defer server.Close()
			f := New(Options{Pace: time.Nanosecond, Now: func() time.Time { return now }, Pinned: map[string]string{"news.example": server.Listener.Addr().String()}})
			defer f.Close()
			_, err := f.Get(t.Context(), "https://news.example/")
			if e, ok := err.(*Error); !ok || e.Kind != c.kind || !strings.Contains(e.Error(), c.words) { //nolint:errorlint // Get promises an *Error
				t.Errorf("%v, want %s", err, c.kind)
			}
		})
	}
}
