package demo

import (
	"crypto/md5" //nolint:gosec // names of pages
	"encoding/hex"
	"html"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/gaobang/gaobang"
)

// style is how a site is made.
type style struct {
	piece string      // address of a piece: {yyyy}, {mm}, {dd}, {m}, {d}, its number {n}, 32 hexadecimal digits {hex}
	build func(*site) // its pages, with the pieces that are out
}

// site is one host with its pages, as of one moment.
type site struct {
	kind
	at    time.Time
	pubs  []*publication  // newest first
	pages map[string]page // by path and query
	// asked answers what no page does: the calls of scripts, days without an issue.
	asked func(path string, query url.Values) (page, bool)
}

// page is one answer.
type page struct {
	status      int // 0: 200
	contentType string
	body        []byte
	delay       time.Duration
}

// build makes a site as of a moment: what is out by then, in the design of then.
func (w *World) build(k kind, at time.Time) *site {
	s := &site{kind: k, at: at, pages: map[string]page{}}
	for i := range w.pubs {
		if p := &w.pubs[i]; p.outlet == k.outlet && !p.at.After(at) {
			s.pubs = append(s.pubs, p)
		}
	}
	build := k.style.build
	if k.lately.build != nil && !at.Before(w.now) {
		build = k.lately.build
	}
	if build != nil {
		build(s)
	}
	for _, p := range s.pubs {
		if k.slow && !p.at.Before(gaobang.DateOf(w.now).Start()) {
			late := s.pages[p.path]
			late.delay = slowness
			s.pages[p.path] = late
		}
	}
	return s
}

// slowness is what the doctor calls slow where answers are quick usually, and a
// little more.
const slowness = 2200 * time.Millisecond

// place gives every piece of a site its address, which it keeps.
func (w *World) place(k kind) {
	number := 1000
	for i := len(w.pubs) - 1; i >= 0; i-- {
		p := &w.pubs[i]
		if p.outlet != k.outlet {
			continue
		}
		number++
		p.undated = p.undated || k.gaps && number%3 == 0
		n := strconv.Itoa(number)
		sum := md5.Sum([]byte(k.host + n)) //nolint:gosec // a name, no secret
		p.path = fill(k.style.piece, "n", n, "hex", hex.EncodeToString(sum[:]),
			"yyyy", p.at.Format("2006"), "mm", p.at.Format("01"), "dd", p.at.Format("02"), "m", p.at.Format("1"), "d", p.at.Format("2"))
	}
}

// html adds a page of the site in its charset.
func (s *site) html(path, head, title, body string) {
	s.add(path, "text/html", fill(frame, "head", head, "title", html.EscapeString(title), "body", body, "site", s.name))
}

func (s *site) add(path, contentType, body string) {
	data := []byte(body)
	if s.gbk {
		data = must(simplifiedchinese.GBK.NewEncoder().Bytes(data))
	}
	if s.header != "" && contentType == "text/html" {
		contentType = s.header
	}
	s.pages[path] = page{contentType: contentType, body: data}
}

// answer is what the site says to a request.
func (s *site) answer(u *url.URL) page {
	switch {
	case u.Path == "/robots.txt" && s.status != http.StatusGone:
		robots := "User-agent: *\nDisallow: /admin/\n"
		if s.robots != "" {
			robots = s.robots
		}
		return page{contentType: "text/plain", body: []byte(robots)}
	case s.status != 0:
		return page{status: s.status, contentType: "text/html", body: []byte(s.refusal)}
	}
	if p, ok := s.pages[u.RequestURI()]; ok {
		return p
	}
	if s.asked != nil {
		if p, ok := s.asked(u.Path, u.Query()); ok {
			return p
		}
	}
	return page{status: http.StatusNotFound, contentType: "text/plain", body: []byte("404 page not found\n")}
}
