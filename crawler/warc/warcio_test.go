//go:build warcio

package warc

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"testing"

	"github.com/gaobang/gaobang"
)

// entry is a line of warcio's indexes.
type entry struct {
	URL, Mime, Digest, Filename string
	Status, Length, Offset      int64

	Type     string `json:"warc-type"`
	Profile  string `json:"warc-profile"`
	RefersTo string `json:"warc-refers-to"`
	Beside   string `json:"warc-concurrent-to"`
}

// warcio runs webrecorder's program over the files of an archive. The tests are
// built with the tag warcio; GAOBANG_WARCIO names the program of npm's warcio.
func warcio(t *testing.T, dir string, command string, options ...string) []entry {
	t.Helper()
	program := os.Getenv("GAOBANG_WARCIO")
	if program == "" {
		t.Fatal("GAOBANG_WARCIO does not name the program of npm's warcio")
	}
	args := append(append([]string{command}, files(t, dir, "*.warc.gz")...), options...)
	out, err := exec.CommandContext(t.Context(), program, args...).Output()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	var entries []entry
	for line := range bytes.Lines(out) {
		var e entry
		if err := json.Unmarshal(line, &e); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		entries = append(entries, e)
	}
	return entries
}

// TestAnotherReaderReadsOurs proves the files with webrecorder's warcio: what it
// indexes is what was written, pages and revisits, at the offsets and with the
// digests that the captures say.
func TestAnotherReaderReadsOurs(t *testing.T) {
	dir := t.TempDir()
	w := mustOpen(t, dir)
	var want []gaobang.Capture
	for n := range 50 {
		c := mustWrite(t, w, n)
		want = append(want, c)
		for i, status := range []int{200, 304} {
			if n%(2+i) == 0 {
				want = append(want, mustRevisit(t, w, again(n, status), c))
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	mimes := map[gaobang.CaptureKind]string{gaobang.CapturedPage: "text/html", gaobang.CapturedSame: "warc/revisit", gaobang.CapturedNotModified: "warc/revisit"}
	read := warcio(t, dir, "cdx-index", "--format", "json")
	if len(read) != len(want) {
		t.Fatalf("it reads %d captures of %d", len(read), len(want))
	}
	for i, c := range want {
		e := read[i]
		if e.Mime != mimes[c.Kind] || e.Status != int64(c.Status) || e.Digest != c.SHA256 || e.Filename != c.File || e.Offset != c.Offset || e.Length != c.Length {
			t.Errorf("it reads %+v, written was %+v", e, c)
		}
	}
}

// TestAnotherReaderFollowsRevisits reads with warcio which record a revisit refers
// to which request and metadata lie beside which record, and what came by no request.
func TestAnotherReaderFollowsRevisits(t *testing.T) {
	dir := t.TempDir()
	w := mustOpen(t, dir)
	x := exchange(1)
	x.Via = "http://news.example/a/0.html"
	c, err := w.Write(x)
	if err != nil {
		t.Fatal(err)
	}
	mustRevisit(t, w, again(1, 200), c)
	mustRevisit(t, w, again(1, 304), c)
	if _, err := w.WriteResource(Resource{URI: "entry:danyang-tv/2026-11-20/00ff", Type: "application/json", Payload: []byte("{}"), At: at}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(scripted(1)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	page := readAll(t, files(t, dir, "*.warc.gz")[0])[9].ID
	id := readAll(t, files(t, dir, "*.warc.gz")[0])[1].ID
	read := warcio(t, dir, "index", "-f", "warc-type,warc-profile,warc-refers-to,warc-concurrent-to,offset")
	want := []entry{
		{Type: "warcinfo"}, {Type: "response"}, {Type: "request", Beside: id}, {Type: "metadata", Beside: id},
		{Type: "revisit", Profile: profileSame, RefersTo: id}, {Type: "request"}, {Type: "revisit", Profile: profileNotModified, RefersTo: id}, {Type: "request"},
		{Type: "resource"},
		{Type: "response"}, {Type: "request", Beside: page}, {Type: "conversion", RefersTo: page},
		{Type: "response", Beside: page}, {Type: "request", Beside: page}, {Type: "response", Beside: page}, {Type: "request", Beside: page},
	}
	if len(read) != len(want) {
		t.Fatalf("it reads %+v", read)
	}
	for i, e := range read {
		e.Offset = 0
		if want[i].Beside == "" {
			e.Beside = ""
		}
		if e != want[i] {
			t.Errorf("record %d: it reads %+v, want %+v", i, e, want[i])
		}
	}
}

// TestAnotherReaderReadsWhatStays clears a file and reads what was moved.
func TestAnotherReaderReadsWhatStays(t *testing.T) {
	dir := t.TempDir()
	name, stay, _ := closed(t, dir, 20)
	moved := map[int64]gaobang.Capture{}
	if _, err := Compact(dir, name, now, keepOnly(stay), func(all []gaobang.Capture) error {
		for _, c := range all {
			moved[c.Offset] = c
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, e := range warcio(t, dir, "cdx-index", "--format", "json") {
		c, ok := moved[e.Offset]
		if !ok {
			continue // the page as sent of one that scripts made
		}
		seen++
		if e.Digest != c.SHA256 || e.Filename != c.File || e.Length != c.Length {
			t.Errorf("it reads %+v, moved was %+v", e, c)
		}
	}
	if seen != len(moved) {
		t.Errorf("it reads %d captures of %d", seen, len(moved))
	}
}
