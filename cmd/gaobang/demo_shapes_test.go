package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/demo"
	"github.com/gaobang/gaobang/jobs"
	"github.com/gaobang/gaobang/storage"
)

// printed takes what many goroutines print.
type printed struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (p *printed) Write(data []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.b.Write(data)
}

func (p *printed) String() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.b.String()
}

// conditionsAsListed holds every source to the condition that the list of shapes
// gives it, and a source without one to fine.
func conditionsAsListed(t *testing.T, store *storage.Store, o demoOptions, key demo.Key) {
	want := map[gaobang.SourceID]gaobang.Condition{}
	for _, s := range key.Shapes {
		if was, known := want[s.Source]; known && was != s.Condition {
			t.Errorf("%s is to be %s and %s", s.Source, was, s.Condition)
		}
		want[s.Source] = s.Condition
	}
	found, err := jobs.Findings(t.Context(), store, o.now)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[gaobang.Condition]bool{}
	for _, f := range found {
		expected, known := want[f.Source.ID]
		if !known {
			expected = gaobang.Fine
		}
		h := f.State.Health
		if h.Condition != expected {
			t.Errorf("%s is %s (%s), want %s", f.Source.ID, h.Condition, h.Saw, expected)
		}
		if h.Condition == gaobang.Redesigned && (h.Proposal.IsZero() || h.Proposal.Known == 0) {
			t.Errorf("%s: no proposal that speaks of known pieces: %+v", f.Source.ID, h.Proposal)
		}
		seen[h.Condition] = true
		delete(want, f.Source.ID)
	}
	for id := range want {
		t.Errorf("no source %s, which shapes.tsv names", id)
	}
	for _, c := range gaobang.Conditions() {
		if !seen[c] {
			t.Errorf("no source is %s", c)
		}
	}
}

// piecesAsSeeded holds every piece of the world to its title and day, as the list
// gives them and, where it counts for somebody, as its page does.
func piecesAsSeeded(t *testing.T, store *storage.Store, key demo.Key) {
	links, err := store.FetchStates(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	byAddress := map[string]storage.FetchState{}
	for _, l := range links {
		byAddress[l.Canonical] = l
	}
	missed := map[gaobang.OutletID]int{}
	for _, p := range key.Pieces {
		canonical, err := fetch.Canonical(p.URL)
		if err != nil {
			t.Fatal(err)
		}
		l, found := byAddress[canonical]
		if !found {
			missed[p.Outlet]++
			continue
		}
		if problem := asListed(p, l); problem != "" {
			t.Errorf("%s: %s", p.URL, problem)
		}
		if l.Article == 0 || l.Status != storage.LinkStored {
			continue
		}
		a, err := store.Article(t.Context(), l.Article)
		if err != nil {
			t.Fatal(err)
		}
		if a.Title != p.Title || a.PublishedAt != p.Published {
			t.Errorf("%s was read as %q of %s, want %q of %s", p.URL, a.Title, a.PublishedAt, p.Title, p.Published)
		}
	}
	// What was published on the last morning by those who fell ill on it, and all of
	// who lets nobody in.
	if want := (map[gaobang.OutletID]int{"guadu": 2, "jiaoyan": 1, "xidu": 1, "bimen": 6}); !maps.Equal(missed, want) {
		t.Errorf("pieces not found: %v, want %v", missed, want)
	}
}

// asListed says what is wrong with a link as the list gave it.
func asListed(p demo.KeyPiece, l storage.FetchState) string {
	switch {
	case l.Title == "" && l.PublishedAt.IsZero():
		return "" // known by its address
	case l.Title != p.Title:
		return fmt.Sprintf("the list gave title %q, want %q", l.Title, p.Title)
	case l.Placement.Page != p.Page:
		return fmt.Sprintf("on page %q, want %q", l.Placement.Page, p.Page)
	case p.Undated && l.PublishedAt.IsZero():
		return "" // its row names none, and nor does its address
	case l.PublishedAt.Date() != p.Published.Date():
		return fmt.Sprintf("the list gave %s, want %s", l.PublishedAt, p.Published)
	}
	return ""
}

// tornRecordCut holds that the half record was left, and cut off at the next start.
func tornRecordCut(t *testing.T, settings, stderr string) {
	if !regexp.MustCompile(`末尾留下半条记录（\d+ 字节）；重新启动时已截去`).MatchString(stderr) {
		t.Errorf("nothing is said of a torn record:\n%s", stderr)
	}
	if status, out, errs := runCommand(t, "", "-c", settings, "archive", "check"); status != statusDone {
		t.Errorf("archive check: status %d\n%s%s", status, out, errs)
	}
}

// demoSettings lets commands look at a demo in any database.
func demoSettings(t *testing.T, o demoOptions) string {
	t.Helper()
	t.Setenv("GAOBANG_DATABASE", o.database)
	path := filepath.Join(o.out, "gaobang.yaml")
	if err := os.WriteFile(path, []byte("data: .\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestDemoRedesignAccepted: what the doctor of the demo advises can be done. The piece
// behind the new design is there after the next scan, and the acceptance stays.
func TestDemoRedesignAccepted(t *testing.T) {
	o := demoRun(t, "")
	o.pick = func(all []demo.Morning) []demo.Morning {
		last := all[len(all)-2:]
		for i := range last {
			last[i].Sources = []gaobang.SourceID{"guadu-list", "dy-rss-feed", "dy-gov-list"} // of the others, what was ruled on
		}
		return last
	}
	hidden := demo.New(o.now).Address("n22", "guadu")
	for i, want := range []gaobang.Condition{gaobang.Redesigned, gaobang.Fine} {
		if err := runDemo(t.Context(), o); err != nil {
			t.Fatal(err)
		}
		store := openDemo(t, o)
		states, err := store.SourceStates(t.Context(), "guadu-list")
		if err != nil {
			t.Fatal(err)
		}
		if h := states["guadu-list"].Health; h.Condition != want {
			t.Fatalf("run %d: %s (%s), want %s", i+1, h.Condition, h.Saw, want)
		}
		if _, err := store.ArticleByURL(t.Context(), hidden); (err == nil) != (want == gaobang.Fine) {
			t.Errorf("run %d: the piece behind the new design: %v", i+1, err)
		}
		if want == gaobang.Redesigned {
			book := filepath.Join(o.out, "books", "sources.yaml")
			if status, out, errs := runCommand(t, "", "-c", filepath.Join(o.out, "gaobang.yaml"), "source", "doctor", "guadu-list", "--accept", book); status != statusDone {
				t.Fatalf("status %d\n%s%s", status, out, errs)
			}
		}
	}
}

// TestDemoPaperIndex: a newspaper's door leads to the address of its issues.
func TestDemoPaperIndex(t *testing.T) {
	settings := office(t)
	o := demoRun(t, "")
	world := demo.New(o.now)
	fetching, stop, err := serveWorld(t.Context(), world, func() time.Time { return o.now })
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	var out bytes.Buffer
	p := program{stdin: strings.NewReader(""), stdout: &out, stderr: &out, now: func() time.Time { return o.now }, pinned: fetching.Pinned}
	if status := p.run(t.Context(), []string{"-c", settings, "source", "test", "http://epaper.juqu.example/paperindex.htm"}); status != statusDone || !strings.Contains(out.String(), "http://epaper.juqu.example/html/{YYYY}-{MM}/{DD}/node_1.htm") {
		t.Errorf("status %d\n%s", status, out.String())
	}
}
