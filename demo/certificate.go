package demo

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"time"
)

// Secure is what the sites with https need: their certificates for a server, and the
// authority that issued them for whoever is to trust it. Keys are made anew each
// time; nothing that the world says depends on them.
func (w *World) Secure() (*tls.Config, *x509.CertPool) {
	key := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))
	authority := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "样板证书机构"}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageCertSign, NotBefore: w.now.AddDate(-1, 0, 0), NotAfter: w.now.AddDate(10, 0, 0),
	}
	authority = must(x509.ParseCertificate(must(x509.CreateCertificate(rand.Reader, authority, authority, &key.PublicKey, key))))
	trusted := x509.NewCertPool()
	trusted.AddCert(authority)
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	for i, k := range w.kinds {
		if !k.secure {
			continue
		}
		site := &x509.Certificate{SerialNumber: big.NewInt(int64(i + 2)), DNSNames: []string{k.host}, NotBefore: authority.NotBefore, NotAfter: authority.NotAfter}
		if k.expired {
			site.NotAfter = w.now.Add(-12 * time.Hour)
		}
		der := must(x509.CreateCertificate(rand.Reader, site, authority, &key.PublicKey, key))
		config.Certificates = append(config.Certificates, tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key})
	}
	return config, trusted
}
