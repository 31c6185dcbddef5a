package fetch

import (
	"cmp"
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"syscall"
	"time"
)

// guard decides which addresses may be dialled. It looks at the address after
// the name was resolved, at each dial, so neither a redirect nor a name that
// changes its address leads inside.
type guard struct {
	allow  map[string]bool
	pinned map[string]string
}

func newGuard(allow []string, pinned map[string]string) *guard {
	g := &guard{allow: make(map[string]bool, len(allow)), pinned: make(map[string]string, len(pinned))}
	for _, h := range allow {
		g.allow[hostKey(h)] = true
	}
	for h, address := range pinned {
		g.pinned[hostKey(h)] = address
	}
	return g
}

func hostKey(h string) string { return strings.ToLower(strings.TrimSuffix(h, ".")) }

func newTransport(g *guard, o Options) *http.Transport {
	return &http.Transport{
		DialContext:            g.dial,
		ForceAttemptHTTP2:      true,
		DisableCompression:     true, // the recorder keeps the packed bytes
		TLSClientConfig:        &tls.Config{Time: o.Now, RootCAs: o.Roots, MinVersion: tls.VersionTLS12, CipherSuites: cipherSuites()},
		TLSHandshakeTimeout:    20 * time.Second,
		IdleConnTimeout:        time.Minute,
		MaxIdleConns:           100,
		MaxIdleConnsPerHost:    2,
		MaxResponseHeaderBytes: 256 << 10,
	}
}

func (g *guard) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	d := net.Dialer{Timeout: 20 * time.Second, Control: refuseInside}
	if to := cmp.Or(g.pinned[hostKey(address)], g.pinned[hostKey(host)]); to != "" {
		d.Control, address = nil, to
	} else if g.allow[hostKey(host)] {
		d.Control = nil
	}
	return d.DialContext(ctx, network, address)
}

// refuseInside is called with the resolved address before the socket connects.
func refuseInside(_, address string, _ syscall.RawConn) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil {
		return &Error{Kind: KindAddress, Detail: "解析出的地址读不懂：" + clip(address), Err: err}
	}
	if !public(ap.Addr()) {
		return &Error{Kind: KindInside, Detail: "解析到内部地址 " + ap.Addr().String()}
	}
	return nil
}

// public reports whether an address belongs to the open internet. An IPv6
// address that carries an IPv4 one is judged by what it carries.
func public(a netip.Addr) bool {
	a = a.WithZone("").Unmap()
	if a.Is6() {
		if inner, ok := embedded(a); ok {
			return public(inner)
		}
	}
	if !a.IsValid() || !a.IsGlobalUnicast() || a.IsPrivate() {
		return false
	}
	if a.Is6() && !netip.MustParsePrefix("2000::/3").Contains(a) { // all that is given out, RFC 4291 §2.4
		return false
	}
	for _, p := range specialPrefixes() {
		if p.Contains(a) {
			return false
		}
	}
	return true
}

// embedded finds the IPv4 address within NAT64 (RFC 6052), 6to4 (RFC 3056) and
// IPv4-compatible (RFC 4291) addresses.
func embedded(a netip.Addr) (netip.Addr, bool) {
	b := a.As16()
	switch {
	case netip.MustParsePrefix("64:ff9b::/96").Contains(a), netip.MustParsePrefix("::/96").Contains(a):
		return netip.AddrFrom4([4]byte(b[12:16])), true
	case netip.MustParsePrefix("2002::/16").Contains(a):
		return netip.AddrFrom4([4]byte(b[2:6])), true
	}
	return netip.Addr{}, false
}

// specialPrefixes are the ranges of RFC 6890 and its successors that netip does
// not know as private. 169.254.169.254, 100.100.100.200 and fd00:ec2::254, where
// clouds keep their metadata, are link-local, carrier-grade and private already;
// 168.63.129.16 would be public.
func specialPrefixes() []netip.Prefix {
	return []netip.Prefix{
		netip.MustParsePrefix("0.0.0.0/8"),
		netip.MustParsePrefix("100.64.0.0/10"), // carrier-grade NAT
		netip.MustParsePrefix("192.0.0.0/24"),
		netip.MustParsePrefix("168.63.129.16/32"),
		netip.MustParsePrefix("192.0.2.0/24"),
		netip.MustParsePrefix("198.18.0.0/15"),
		netip.MustParsePrefix("198.51.100.0/24"),
		netip.MustParsePrefix("203.0.113.0/24"),
		netip.MustParsePrefix("240.0.0.0/4"),
		netip.MustParsePrefix("64:ff9b:1::/48"),
		netip.MustParsePrefix("100::/64"),
		netip.MustParsePrefix("2001::/23"), // Teredo and other protocol assignments
		netip.MustParsePrefix("2001:db8::/32"),
		netip.MustParsePrefix("3fff::/20"),
		netip.MustParsePrefix("fec0::/10"),
	}
}
