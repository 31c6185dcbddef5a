// Package fetchtest gives tests sites with certificates of their own, on loopback
// under invented names.
package fetchtest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"math/big"
	"os"
	"testing"
	"time"
)

// Authority issues the certificates of sites.
type Authority struct {
	key         *ecdsa.PrivateKey
	certificate *x509.Certificate
}

// NewAuthority makes one that nobody trusts yet.
func NewAuthority() *Authority {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	made := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "gaobang test"}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
		NotBefore: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(2040, 1, 1, 0, 0, 0, 0, time.UTC),
	}
	der, err := x509.CreateCertificate(rand.Reader, made, made, &key.PublicKey, key)
	if err != nil {
		panic(err)
	}
	if made, err = x509.ParseCertificate(der); err != nil {
		panic(err)
	}
	return &Authority{key, made}
}

// Issue makes a certificate for a host, *.site.example for all of a site.
func (a *Authority) Issue(tb testing.TB, host string, from, to time.Time) tls.Certificate {
	tb.Helper()
	made := &x509.Certificate{SerialNumber: big.NewInt(2), DNSNames: []string{host}, NotBefore: from, NotAfter: to}
	der, err := x509.CreateCertificate(rand.Reader, made, a.certificate, &a.key.PublicKey, a.key)
	if err != nil {
		tb.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: a.key}
}

// Trust makes this process trust the authority beside no other. It is for TestMain,
// before anything asks for the system's.
func (a *Authority) Trust() (forget func(), err error) {
	file, err := os.CreateTemp("", "gaobang-ca-*.pem")
	if err != nil {
		return nil, err
	}
	forget = func() { _ = os.Remove(file.Name()) }
	if err := pem.Encode(file, &pem.Block{Type: "CERTIFICATE", Bytes: a.certificate.Raw}); err != nil {
		return forget, err
	}
	return forget, errors.Join(file.Close(), os.Setenv("SSL_CERT_FILE", file.Name()), os.Setenv("SSL_CERT_DIR", os.DevNull))
}
