package warc

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
)

// again is the exchange n a week later: the same bytes, or a 304 without any.
func again(n, status int) Exchange {
	x := exchange(n)
	x.At = at.AddDate(0, 0, 7)
	if x.Status = status; status == http.StatusNotModified {
		x.Payload = nil
		x.Header = http.Header{"Etag": {`"v1"`}}
	}
	return x
}

func mustRevisit(t *testing.T, w *Writer, x Exchange, of gaobang.Capture) gaobang.Capture {
	t.Helper()
	c, err := w.Revisit(x, of)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestRevisits(t *testing.T) {
	dir := t.TempDir()
	w := mustOpen(t, dir)
	first := mustWrite(t, w, 1)
	cases := []struct {
		rule, profile, truncated string
		kind                     gaobang.CaptureKind
		x                        Exchange
	}{
		{"内容相同", profileSame, "length", gaobang.CapturedSame, again(1, 200)},
		{"网站答复未改", profileNotModified, "", gaobang.CapturedNotModified, again(1, 304)},
	}
	for _, k := range cases {
		t.Run(k.rule, func(t *testing.T) {
			c := mustRevisit(t, w, k.x, first)
			if c.Kind != k.kind || c.RefersTo != first.ID || c.SHA256 != first.SHA256 || !c.At.Equal(k.x.At) || c.ID == first.ID {
				t.Errorf("capture = %+v", c)
			}
			r, err := Read(dir, c)
			if err != nil {
				t.Fatal(err)
			}
			original, err := Read(dir, first)
			if err != nil {
				t.Fatal(err)
			}
			for field, want := range map[string]string{
				"WARC-Profile": k.profile, "WARC-Refers-To": original.ID, "WARC-Refers-To-Target-URI": k.x.URL,
				"WARC-Refers-To-Date": "2026-11-20T00:31:05Z", "WARC-Payload-Digest": "sha256:" + first.SHA256,
				"WARC-Truncated": k.truncated, "WARC-Date": "2026-11-27T00:31:05Z",
			} {
				if got := r.Fields.Get(field); got != want {
					t.Errorf("%s = %q, want %q", field, got, want)
				}
			}
			if len(r.Payload) != 0 || r.Status != k.x.Status || c.Length >= first.Length+400 {
				t.Errorf("a revisit of %d bytes with status %d and %d bytes of payload", c.Length, r.Status, len(r.Payload))
			}
			all := readAll(t, filepath.Join(dir, c.File))
			if last := all[len(all)-1]; last.Type != "request" || last.Fields.Get("WARC-Concurrent-To") != r.ID || last.Method != "GET" || last.Target != "/a/1.html?x=1" {
				t.Errorf("behind it lies %+v, not its request", last)
			}
		})
	}
}

func TestNoRevisitWithoutItsOriginal(t *testing.T) {
	dir := t.TempDir()
	w := mustOpen(t, dir)
	first := mustWrite(t, w, 1)
	if _, err := w.Revisit(again(2, 200), first); gaobang.CodeOf(err) != gaobang.Internal {
		t.Errorf("another payload: %v", err)
	}
	gone := first
	gone.File = "gaobang-gone.warc.gz"
	if _, err := w.Revisit(again(1, 304), gone); gaobang.CodeOf(err) != gaobang.NotFound {
		t.Errorf("the original is gone: %v", err)
	}
	damaged := first
	damaged.Offset += 3
	if _, err := w.Revisit(again(1, 200), damaged); gaobang.CodeOf(err) != gaobang.Unavailable {
		t.Errorf("the original is damaged: %v", err)
	}
}

func TestAPageSaysWhichPieceItBelongsTo(t *testing.T) {
	dir := t.TempDir()
	w := mustOpen(t, dir)
	x := exchange(2)
	x.Via = "http://news.example/a/1.html"
	c, err := w.Write(x)
	if err != nil {
		t.Fatal(err)
	}
	var found int
	if _, err := WalkGroups(dir, c.File, func(g Group) error {
		if g.Capture.ID == c.ID {
			if found++; g.Via != x.Via || g.Address != x.URL || len(g.Records) != 3 {
				t.Errorf("%+v, want a group via %s", g, x.Via)
			}
		}
		return g.Err
	}); err != nil || found != 1 {
		t.Errorf("%d groups of the page, %v", found, err)
	}
	x.Via = "http://news.example/a\r\nb"
	if _, err := w.Write(x); gaobang.CodeOf(err) != gaobang.Invalid {
		t.Errorf("a hostile address: %v", err)
	}
}

func TestAFileIsADayOld(t *testing.T) {
	dir, clock := t.TempDir(), at
	w, err := Open(dir, func() time.Time { return clock }, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	one := mustWrite(t, w, 1)
	clock = clock.Add(fileAge - time.Second)
	two := mustWrite(t, w, 2)
	clock = clock.Add(time.Second)
	if three := mustWrite(t, w, 3); one.File != two.File || three.File == one.File {
		t.Errorf("files %s, %s, %s", one.File, two.File, three.File)
	}
}

func TestWalkTellsDamageAndGoesOn(t *testing.T) {
	dir := t.TempDir()
	w := mustOpen(t, dir)
	mustWrite(t, w, 1)
	two, three := mustWrite(t, w, 2), mustWrite(t, w, 3)
	path := die(t, w)
	damage(t, path, two)
	var urls []string
	damages, err := Walk(dir, filepath.Base(path), func(r Record) error {
		if c, ok := r.Capture(); ok {
			urls = append(urls, r.URL)
			if c.ID == three.ID && c.Offset != three.Offset {
				t.Errorf("offset %d, want %d", c.Offset, three.Offset)
			}
		}
		return r.Verify()
	})
	if err != nil || strings.Join(urls, " ") != "http://news.example/a/1.html?x=1 http://news.example/a/3.html?x=1" {
		t.Errorf("records of %v, %v", urls, err)
	}
	if len(damages) != 1 || damages[0].From != two.Offset || damages[0].To <= two.Offset+two.Length-1 || damages[0].To > three.Offset {
		t.Errorf("damages = %v, want one that begins at %d", damages, two.Offset)
	}
}
