package main

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

// authority issues the certificates of sites on loopback.
type authority struct {
	key         *ecdsa.PrivateKey
	certificate *x509.Certificate
}

// ca is the one that this process trusts: see trust.
var ca = newAuthority()

func newAuthority() *authority {
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
	return &authority{key, made}
}

func (a *authority) issue(t *testing.T, host string, from, to time.Time) tls.Certificate {
	t.Helper()
	made := &x509.Certificate{SerialNumber: big.NewInt(2), DNSNames: []string{host}, NotBefore: from, NotAfter: to}
	der, err := x509.CreateCertificate(rand.Reader, made, a.certificate, &a.key.PublicKey, a.key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: a.key}
}

// trust makes this process trust an authority beside no other. It comes before
// anything asks for the system's.
func trust(a *authority) (forget func(), err error) {
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
