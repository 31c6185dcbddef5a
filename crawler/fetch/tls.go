package fetch

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/gaobang/gaobang"
)

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

// tlsWords are what is wrong with a certificate or a handshake, "" where only the
// library's own words say it.
func tlsWords(err error) string {
	if words := certificateWords(err); words != "" {
		return words
	}
	var record tls.RecordHeaderError
	if errors.As(err, &record) || errors.Is(err, http.ErrSchemeMismatch) {
		return "这个端口答的不是 HTTPS"
	}
	text := err.Error()
	for _, w := range []struct{ sign, words string }{
		{"unsupported protocol version", "网站只会 TLS 1.2 以前的旧版本，已不安全"},
		{"protocol version not supported", "网站只会 TLS 1.2 以前的旧版本，已不安全"},
		{"handshake failure", "没有双方都会的加密方式，或网站没有配置这个主机的证书"},
		{"unrecognized name", "网站没有配置这个主机的证书"},
		{"certificate required", "网站要求出示客户端证书"},
		{"internal error", "网站的 HTTPS 配置有误"},
	} {
		if strings.Contains(text, w.sign) {
			return w.words
		}
	}
	return ""
}

func certificateWords(err error) string {
	var (
		hostname  x509.HostnameError
		authority x509.UnknownAuthorityError
		invalid   x509.CertificateInvalidError
	)
	switch {
	case errors.As(err, &hostname) && hostname.Certificate != nil:
		names := strings.Join(hostname.Certificate.DNSNames, "、")
		if names == "" {
			names = hostname.Certificate.Subject.CommonName
		}
		return fmt.Sprintf("证书是给 %s 的，不是给 %s 的", names, hostname.Host)
	case errors.As(err, &authority):
		issuer := ""
		if authority.Cert != nil {
			issuer = "（" + authority.Cert.Issuer.CommonName + "）"
		}
		return "签发证书的机构" + issuer + "不受信任：可能是自签名，或网站没有装中级证书"
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired && invalid.Cert != nil:
		const day = "2006-01-02"
		return fmt.Sprintf("有效期 %s 至 %s", invalid.Cert.NotBefore.In(gaobang.Shanghai).Format(day), invalid.Cert.NotAfter.In(gaobang.Shanghai).Format(day))
	}
	return ""
}
