package fetch

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net/http"
	"slices"
	"strings"
)

// cipherSuites of TLS 1.2 are Go's and behind them those that browsers take as well,
// for offices whose servers know no others.
func cipherSuites() []uint16 {
	var all []uint16
	for _, suite := range tls.CipherSuites() {
		all = append(all, suite.ID)
	}
	for _, old := range []uint16{
		tls.TLS_RSA_WITH_AES_128_GCM_SHA256, tls.TLS_RSA_WITH_AES_256_GCM_SHA384, tls.TLS_RSA_WITH_AES_128_CBC_SHA, tls.TLS_RSA_WITH_AES_256_CBC_SHA,
	} {
		if !slices.Contains(all, old) {
			all = append(all, old)
		}
	}
	return all
}

func isTLS(err error) bool {
	var (
		verify    *tls.CertificateVerificationError
		record    tls.RecordHeaderError
		alert     tls.AlertError
		authority x509.UnknownAuthorityError
		invalid   x509.CertificateInvalidError
		hostname  x509.HostnameError
	)
	return errors.As(err, &verify) || errors.As(err, &record) || errors.As(err, &alert) ||
		errors.As(err, &authority) || errors.As(err, &invalid) || errors.As(err, &hostname) ||
		strings.Contains(err.Error(), "tls: ") || errors.Is(err, http.ErrSchemeMismatch)
}

// isExpired tells a certificate out of its time from every other fault of TLS:
// only its owner can mend it, and he always does in the end.
func isExpired(err error) bool {
	var invalid x509.CertificateInvalidError
	return errors.As(err, &invalid) && invalid.Reason == x509.Expired
}
