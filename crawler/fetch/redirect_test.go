package fetch

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestRedirects(t *testing.T) {
	serve := withoutRobots(func(w http.ResponseWriter, r *http.Request) {
		to := func(location string) { http.Redirect(w, r, location, http.StatusFound) }
		switch r.URL.Path {
		case "/old":
			to("/older")
		case "/older":
			to("http://other.example/new")
		case "/new":
			html(w, page)
		case "/a":
			to("/b")
		case "/b":
			to("/a")
		case "/self":
			to("/self")
		case "/cookie":
			if c, err := r.Cookie("session"); err == nil && c.Value == "1" {
				html(w, page)
				return
			}
			http.SetCookie(w, &http.Cookie{Name: "session", Value: "1"})
			to("/cookie")
		case "/inside":
			to("http://127.0.0.1/admin")
		case "/file":
			to("file:///etc/passwd")
		case "/nowhere":
			w.WriteHeader(302)
		default:
			n, _ := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/n"))
			to("/n" + strconv.Itoa(n+1))
		}
	})
	f, _ := site(t, serve, nil)
	t.Run("跟到底，记下每一步", func(t *testing.T) {
		r, err := f.Get(t.Context(), "http://news.example/old")
		if err != nil {
			t.Fatal(err)
		}
		if r.URL != "http://other.example/new" || !slices.Equal(r.Redirects, []string{"http://news.example/older"}) {
			t.Errorf("URL = %s, Redirects = %v", r.URL, r.Redirects)
		}
	})
	t.Run("设了 cookie 再回原址不算成圈", func(t *testing.T) {
		if _, err := f.Get(t.Context(), "http://news.example/cookie"); err != nil {
			t.Fatal(err)
		}
	})
	cases := []struct {
		rule, path string
		kind       Kind
	}{
		{"两页互跳是成圈", "/a", KindRedirectLoop},
		{"跳回自己是成圈", "/self", KindRedirectLoop},
		{"没完没了的跳转有上限", "/n1", KindRedirects},
		{"跳到内部地址被拒", "/inside", KindInside},
		{"跳到文件被拒", "/file", KindRedirects},
		{"没有目标的跳转是状态错误", "/nowhere", KindStatus},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			_, err := f.Get(t.Context(), "http://news.example"+c.path)
			wantKind(t, err, c.kind)
			if c.path == "/n1" && !strings.Contains(err.Error(), "最后到 http://news.example/n12") {
				t.Errorf("%v: want ten redirects at most", err)
			}
		})
	}
}

func TestRedirectTargetsRobotsAreAsked(t *testing.T) {
	f, _ := site(t, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/robots.txt" && r.Host == "other.example":
			_, _ = w.Write([]byte("User-agent: *\nDisallow: /"))
		case r.URL.Path == "/robots.txt":
			http.NotFound(w, r)
		default:
			http.Redirect(w, r, "http://other.example/x", http.StatusMovedPermanently)
		}
	}, nil)
	_, err := f.Get(t.Context(), "http://news.example/a")
	if e := wantKind(t, err, KindRobots); e.URL != "http://other.example/x" || e.Temporary() {
		t.Errorf("error = %+v", e)
	}
}

func TestLoopbackOnlyThroughSettings(t *testing.T) {
	server := httptest.NewServer(withoutRobots(func(w http.ResponseWriter, _ *http.Request) { html(w, page) }))
	defer server.Close()
	_, port, _ := strings.Cut(server.Listener.Addr().String(), ":")
	for _, host := range []string{"127.0.0.1", "localhost", "[::ffff:127.0.0.1]"} {
		f := New(Options{Sleep: newClock().sleep})
		_, err := f.Get(t.Context(), "http://"+host+":"+port+"/")
		wantKind(t, err, KindInside)
		f.Close()
	}
	c := newClock()
	f := New(Options{AllowHosts: []string{"LocalHost."}, Now: c.now, Sleep: c.sleep})
	defer f.Close()
	if _, err := f.Get(t.Context(), "http://localhost:"+port+"/"); err != nil {
		t.Errorf("an allowed host: %v", err)
	}
}

func TestPublicAddresses(t *testing.T) {
	inside := strings.FieldsSeq(`127.0.0.1 127.255.0.9 10.0.0.1 172.16.3.4 192.168.1.1 169.254.169.254 100.64.0.1
		0.0.0.0 0.1.2.3 224.0.0.1 239.1.1.1 255.255.255.255 240.0.0.1 192.0.0.8 198.18.0.1 192.0.2.1 198.51.100.7 203.0.113.7
		:: ::1 fe80::1 fe80::1%eth0 fc00::1 fd00:ec2::254 fec0::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1
		64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::1 2002:7f00:1:: 2002:c0a8:101::1 2001::1 2001:db8::1 100::1 3fff::1 ::ffff:0:7f00:1 4000::1 168.63.129.16 ::ffff:100.64.0.1 ::ffff:198.18.0.1`)
	for s := range inside {
		if public(netip.MustParseAddr(s)) {
			t.Errorf("%s counts as public", s)
		}
	}
	for s := range strings.FieldsSeq("1.1.1.1 114.114.114.114 172.32.0.1 100.128.0.1 2400:3200::1 ::ffff:1.1.1.1 64:ff9b::101:101 2002:101:101::1") {
		if !public(netip.MustParseAddr(s)) {
			t.Errorf("%s counts as inside", s)
		}
	}
}

// TestTheTimeOfAllRedirectsIsOne: each answer comes in time, all together do not.
func TestTheTimeOfAllRedirectsIsOne(t *testing.T) {
	var c *clock
	f, c := site(t, withoutRobots(func(w http.ResponseWriter, r *http.Request) {
		_ = c.sleep(r.Context(), 25*time.Second)
		n, _ := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/"))
		if n >= 3 {
			html(w, page)
			return
		}
		http.Redirect(w, r, "/"+strconv.Itoa(n+1), http.StatusFound)
	}), func(o *Options) { o.Timeout = time.Minute })
	if _, err := f.Get(t.Context(), "http://news.example/2"); err != nil {
		t.Errorf("two answers of 25 seconds: %v", err)
	}
	if _, err := f.Get(t.Context(), "http://news.example/0"); err != nil {
		wantKind(t, err, KindTimeout)
	} else {
		t.Error("four answers of 25 seconds are within a minute")
	}
}
