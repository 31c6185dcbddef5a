package demo

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/gaobang/gaobang"
)

func now() time.Time { return time.Date(2026, 11, 24, 12, 0, 0, 0, gaobang.Shanghai) }

// get asks the world for a page as a browser would.
func get(t *testing.T, w *World, url string, head ...string) (status int, header http.Header, body []byte) {
	t.Helper()
	rec := httptest.NewRecorder()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	for i := 0; i < len(head); i += 2 {
		r.Header.Set(head[i], head[i+1])
	}
	w.Handler(now).ServeHTTP(rec, r)
	body, err := io.ReadAll(rec.Body)
	if err != nil {
		t.Fatal(err)
	}
	return rec.Code, rec.Header(), body
}

func TestBooksHaveNoProblem(t *testing.T) {
	w := New(now())
	books := w.books()
	levels := map[gaobang.Level]int{}
	for _, o := range books.Outlets {
		levels[o.Level]++
	}
	if len(levels) != 5 {
		t.Errorf("outlets of levels %v, want all five", levels)
	}
	for _, s := range books.Sources {
		if !slices.Contains(w.Hosts(), s.Site()) {
			t.Errorf("source %s lies on %s, which the world does not serve", s.ID, s.Site())
		}
	}
}

// TestShapes holds the world to the list of shapes that it must have: each has its
// sign on a page of its source.
func TestShapes(t *testing.T) {
	w := New(now())
	for _, c := range w.Key().Shapes {
		t.Run(c.Name, func(t *testing.T) {
			status, h, body := get(t, w, c.URL)
			if c.Status == http.StatusNotModified {
				status, _, body = get(t, w, c.URL, "If-None-Match", h.Get("ETag"))
			}
			text := string(body)
			if !utf8.Valid(body) {
				text = gbk(body)
			}
			if bytes.HasPrefix(body, []byte{0x1f, 0x8b}) {
				r, err := gzip.NewReader(bytes.NewReader(body))
				if err != nil {
					t.Fatal(err)
				}
				unpacked, err := io.ReadAll(r)
				if err != nil {
					t.Fatal(err)
				}
				text = string(unpacked)
			}
			if status != c.Status || !strings.Contains(text, c.Sign) {
				t.Errorf("%s: %d %v, want %d and %q\n%.900s", c.URL, status, h, c.Status, c.Sign, text)
			}
		})
	}
}

// TestEverySourceShowsAShape: what shows nothing that the others do not is left out.
func TestEverySourceShowsAShape(t *testing.T) {
	w := New(now())
	shown := map[gaobang.SourceID]bool{}
	for _, s := range w.Key().Shapes {
		shown[s.Source] = true
	}
	for _, s := range w.books().Sources {
		if !shown[s.ID] && !slices.Contains(plainSources, s.ID) {
			t.Errorf("source %s is on no line of shapes.tsv", s.ID)
		}
	}
}

// plainSources belong to the story that is ranked, and are made as others are.
var plainSources = []gaobang.SourceID{"charity-list", "js-daily-list", "newview-list", "zhangxun-list"}

// TestCharsets: what a page says of its charset and what its bytes are.
func TestCharsets(t *testing.T) {
	w := New(now())
	cases := []struct {
		rule, url, header, meta string
		utf8                    bool
	}{
		{"只在 meta 里声明 GBK", w.Address("s05", "zj-net"), "text/html", "charset=gb2312", false},
		{"声明 gb2312 而实为 UTF-8", w.Address("s02", "zj-daily"), "text/html", "charset=gb2312", true},
		{"头部声明 utf-8 而实为 GBK，没有 meta", w.Address("n20", "huilan"), "text/html; charset=utf-8", "", false},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			_, h, body := get(t, w, c.url)
			if h.Get("Content-Type") != c.header || utf8.Valid(body) != c.utf8 || !bytes.Contains(body, []byte(c.meta)) || c.meta == "" && bytes.Contains(body, []byte("charset")) {
				t.Errorf("%s: %s\n%.300s", c.url, h.Get("Content-Type"), body)
			}
		})
	}
}

func gbk(b []byte) string {
	s, err := simplifiedchinese.GBK.NewDecoder().Bytes(b)
	if err != nil {
		return ""
	}
	return string(s)
}

// TestKeyAgreesWithItself holds the tables of the key to each other: they were
// worked out by hand.
func TestKeyAgreesWithItself(t *testing.T) {
	w := New(now())
	k := w.Key()
	pieces := map[string]bool{}
	for _, a := range k.Articles {
		pieces[a.URL] = true
	}
	sums := map[string]gaobang.Points{}
	for _, c := range k.Ledger {
		points, err := gaobang.ParsePoints(c.Points)
		if err != nil {
			t.Error(err)
		}
		if !pieces[c.URL] {
			t.Errorf("the ledger credits %s, which articles.tsv does not hold", c.URL)
		}
		if w.inWeek(c.URL) {
			owner := string(c.Unit)
			if c.Book == "zhenjiang" {
				owner = bureauOf(owner)
			}
			sums[string(c.Book)+" "+owner] += points
		}
	}
	for _, r := range k.Rankings {
		if got := sums[string(r.Of)+" "+string(r.Unit)].String(); got != r.Points {
			t.Errorf("%s of %s: the week's ledger sums to %s, the ranking says %s", r.Unit, r.Of, got, r.Points)
		}
	}
	for _, family := range k.Families {
		for _, url := range family {
			if !pieces[url] {
				t.Errorf("family member %s is no article of the key", url)
			}
		}
	}
}

// inWeek reports whether the piece at an address is of the ranked week.
func (w *World) inWeek(url string) bool {
	for _, p := range w.pubs {
		if strings.HasSuffix(url, p.path) && strings.Contains(url, w.host(p.outlet)) {
			return w.week.Contains(gaobang.DateOf(p.at))
		}
	}
	return false
}

func bureauOf(unit string) string {
	switch unit {
	case "zhenjiang", "jurong", "yangzhong", "dantu":
		return unit
	}
	return "danyang"
}

func TestTheSameDayIsTheSameWorld(t *testing.T) {
	a, b := New(now()), New(now())
	for i, m := range a.Mornings() {
		other := b.editions[i].sites()
		for host, site := range a.editions[i].sites() {
			for path, p := range site.pages {
				if !bytes.Equal(p.body, other[host].pages[path].body) {
					t.Errorf("%s: http://%s%s differs", m.At, host, path)
				}
			}
		}
	}
}

// TestNothingIsShownBeforeItIsOut: on no morning does a list name a piece of later.
func TestNothingIsShownBeforeItIsOut(t *testing.T) {
	w := New(now())
	for _, e := range w.editions {
		for host, s := range e.sites() {
			for _, p := range s.pubs {
				if p.at.After(e.at) {
					t.Errorf("%s shows on %s a piece of %s", host, e.at, p.at)
				}
			}
		}
	}
}

// TestPapersAppear: whatever day it is, each paper appeared within the week before
// each morning; one that did not would be called redesigned.
func TestPapersAppear(t *testing.T) {
	for day := range 7 {
		w := New(now().AddDate(0, 0, day))
		for _, k := range w.kinds {
			for _, m := range w.Mornings()[watchedDays:] {
				if k.paper != nil && !slices.ContainsFunc(w.pubs, func(p publication) bool {
					return p.outlet == k.outlet && !p.at.After(m.At) && p.at.After(m.At.AddDate(0, 0, -7))
				}) {
					t.Errorf("no issue of %s in the week before %s", k.outlet, m.At)
				}
			}
		}
	}
}
