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

// TestAnotherReaderReadsOurs proves the files with webrecorder's warcio: what it
// indexes is what was written, at the offsets and with the digests that the
// captures say. It is built with the tag warcio; GAOBANG_WARCIO names the program
// of npm's warcio.
func TestAnotherReaderReadsOurs(t *testing.T) {
	program := os.Getenv("GAOBANG_WARCIO")
	if program == "" {
		t.Fatal("GAOBANG_WARCIO does not name the program of npm's warcio")
	}
	dir := t.TempDir()
	w := mustOpen(t, dir)
	want := map[string]gaobang.Capture{}
	for n := range 50 {
		want[exchange(n).URL] = mustWrite(t, w, n)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	files := files(t, dir, "*.warc.gz")
	out, err := exec.CommandContext(t.Context(), program, append([]string{"cdx-index", "--format", "json"}, files...)...).Output()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	seen := 0
	for line := range bytes.Lines(out) {
		var entry struct {
			URL, Digest, Filename  string
			Status, Length, Offset int64
		}
		if err := json.Unmarshal(line, &entry); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		seen++
		c, written := want[entry.URL]
		if !written || entry.Status != 200 || entry.Digest != c.SHA256 || entry.Filename != c.File ||
			entry.Offset != c.Offset || entry.Length != c.Length {
			t.Errorf("it reads %+v, written was %+v", entry, c)
		}
	}
	if seen != len(want) {
		t.Errorf("it reads %d responses of %d", seen, len(want))
	}
}
