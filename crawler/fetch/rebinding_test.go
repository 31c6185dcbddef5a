package fetch

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

// nameServer answers for every name with the addresses of the moment.
type nameServer struct {
	mu        sync.Mutex
	addresses []netip.Addr
	asked     int
}

// resolveBy makes a name server of the test's own the one of this process.
func resolveBy(t *testing.T) *nameServer {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &nameServer{}
	go s.serve(conn)
	system := net.DefaultResolver
	net.DefaultResolver = &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
	t.Cleanup(func() { net.DefaultResolver = system; _ = conn.Close() })
	return s
}

func (s *nameServer) say(addresses ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.addresses = nil
	for _, a := range addresses {
		s.addresses = append(s.addresses, netip.MustParseAddr(a))
	}
}

func (s *nameServer) times() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked
}

func (s *nameServer) serve(conn net.PacketConn) {
	packet := make([]byte, 1500)
	for {
		n, from, err := conn.ReadFrom(packet)
		if err != nil {
			return
		}
		if answer, err := s.answer(packet[:n]); err == nil {
			_, _ = conn.WriteTo(answer, from)
		}
	}
}

func (s *nameServer) answer(packet []byte) ([]byte, error) {
	var m dnsmessage.Message
	if err := m.Unpack(packet); err != nil || len(m.Questions) != 1 {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked++
	q := m.Questions[0]
	m.Response, m.Additionals = true, nil
	for _, a := range s.addresses {
		h := dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class}
		switch {
		case q.Type == dnsmessage.TypeA && a.Is4():
			m.Answers = append(m.Answers, dnsmessage.Resource{Header: h, Body: &dnsmessage.AResource{A: a.As4()}})
		case q.Type == dnsmessage.TypeAAAA && a.Is6():
			m.Answers = append(m.Answers, dnsmessage.Resource{Header: h, Body: &dnsmessage.AAAAResource{AAAA: a.As16()}})
		}
	}
	return m.Pack()
}

// TestNamesThatLeadInside: what a name resolves to is looked at whenever it is
// dialled, each address of it, and behind a redirect as well.
func TestNamesThatLeadInside(t *testing.T) {
	names := resolveBy(t)
	var inside atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		inside.Add(1)
		html(w, page)
	}))
	defer server.Close()
	_, port, _ := net.SplitHostPort(server.Listener.Addr().String())
	bound := "http://rebind.example:" + port + "/"
	f, _ := site(t, withoutRobots(func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, bound, http.StatusFound) }), func(o *Options) { o.Timeout = 10 * time.Second })
	for _, c := range []struct {
		rule, url string
		addresses []string
		kind      Kind
	}{
		{"the name has no address yet", bound, nil, KindDNS},
		{"and now one inside", bound, []string{"127.0.0.1"}, KindInside},
		{"the metadata of a cloud", bound, []string{"169.254.169.254"}, KindInside},
		{"several, all inside", bound, []string{"10.0.0.1", "127.0.0.1", "::1", "fd00:ec2::254"}, KindInside},
		{"an IPv6 address that carries loopback", bound, []string{"64:ff9b::7f00:1"}, KindInside},
		{"behind a redirect", "http://news.example/", []string{"127.0.0.1"}, KindInside},
	} {
		t.Run(c.rule, func(t *testing.T) {
			names.say(c.addresses...)
			before := names.times()
			_, err := f.Get(t.Context(), c.url)
			wantKind(t, err, c.kind)
			if names.times() == before {
				t.Error("the name was not resolved anew")
			}
		})
	}
	if f.transport.Proxy != nil {
		t.Error("behind a proxy the guard sees nothing but the proxy")
	}
	if n := inside.Load(); n > 0 {
		t.Errorf("the server inside was asked %d times", n)
	}
	names.say("127.0.0.1")
	c := newClock()
	allowed := New(Options{AllowHosts: []string{"rebind.example"}, Now: c.now, Sleep: c.sleep})
	defer allowed.Close()
	if _, err := allowed.Get(t.Context(), bound); err != nil || inside.Load() == 0 {
		t.Errorf("a host that the settings name: %v", err)
	}
}
