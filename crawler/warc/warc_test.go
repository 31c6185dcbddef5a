package warc

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"

	"github.com/gaobang/gaobang"
)

var at = time.Date(2026, 11, 20, 8, 31, 5, 0, gaobang.Shanghai)

func now() time.Time { return at }

func exchange(n int) Exchange {
	return Exchange{
		URL:           fmt.Sprintf("http://news.example/a/%d.html?x=1", n),
		RequestHeader: http.Header{"Host": {"news.example"}, "User-Agent": {"Gaobang/0.1"}},
		Proto:         "HTTP/1.1", Status: 200,
		Header:  http.Header{"Content-Type": {"text/html; charset=gbk"}, "Content-Encoding": {"gzip"}, "Transfer-Encoding": {"chunked"}},
		Payload: []byte(strings.Repeat(fmt.Sprintf("\x1f\x8b第 %d 页\r\n\r\nWARC/1.1\r\n", n), 20)),
		At:      at,
	}
}

func mustOpen(t *testing.T, dir string) *Writer {
	t.Helper()
	w, err := Open(dir, now, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	return w
}

func mustWrite(t *testing.T, w *Writer, n int) gaobang.Capture {
	t.Helper()
	c, err := w.Write(exchange(n))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func files(t *testing.T, dir, pattern string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func readAll(t *testing.T, path string) []Record {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var all []Record
	for r := NewReader(file); ; {
		record, err := r.Next()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, record)
	}
}

func TestWhatIsWrittenIsReadBack(t *testing.T) {
	dir := t.TempDir()
	w := mustOpen(t, dir)
	var captures []gaobang.Capture
	for n := range 3 {
		captures = append(captures, mustWrite(t, w, n))
	}
	for n, c := range captures { // also while the file is still open
		want := exchange(n)
		got, err := Read(dir, c)
		if err != nil {
			t.Fatal(err)
		}
		if got.URL != want.URL || got.Status != 200 || got.Proto != "HTTP/1.1" || !got.At.Equal(at) || !bytes.Equal(got.Payload, want.Payload) {
			t.Errorf("record %d = %+v", n, got)
		}
		if got.Header.Get("Content-Type") != "text/html; charset=gbk" || got.Header.Get("Content-Encoding") != "gzip" || got.Header.Get("Transfer-Encoding") != "" {
			t.Errorf("header = %v", got.Header)
		}
		if got.Offset != c.Offset || got.Length != c.Length || !c.At.Equal(at) {
			t.Errorf("capture = %+v, record at %d+%d", c, got.Offset, got.Length)
		}
	}
}

func TestRecordsOfAFile(t *testing.T) {
	dir := t.TempDir()
	w := mustOpen(t, dir)
	mustWrite(t, w, 1)
	mustWrite(t, w, 2)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	paths := files(t, dir, "*.warc.gz")
	if len(paths) != 1 || len(files(t, dir, "*.warc.gz.lock")) != 0 {
		t.Fatalf("files = %v", paths)
	}
	all := readAll(t, paths[0])
	var kinds []string
	ids := map[string]bool{}
	for _, r := range all {
		kinds = append(kinds, r.Type)
		if ids[r.ID] || !strings.HasPrefix(r.ID, "<urn:uuid:") || len(r.ID) != len("<urn:uuid:>")+36 {
			t.Errorf("record ID %q", r.ID)
		}
		ids[r.ID] = true
		if r.Fields.Get("WARC-Date") != "2026-11-20T00:31:05Z" {
			t.Errorf("WARC-Date = %q", r.Fields.Get("WARC-Date"))
		}
	}
	if strings.Join(kinds, " ") != "warcinfo response request response request" {
		t.Fatalf("records = %v", kinds)
	}
	if all[0].Fields.Get("WARC-Filename") != filepath.Base(paths[0]) {
		t.Errorf("warcinfo = %v", all[0].Fields)
	}
	if all[2].Fields.Get("WARC-Concurrent-To") != all[1].ID || all[1].Fields.Get("WARC-Warcinfo-ID") != all[0].ID || all[2].URL != all[1].URL {
		t.Error("request, response and warcinfo do not refer to one another")
	}
	if d := all[1].Fields.Get("WARC-Payload-Digest"); len(d) != len("sha256:")+64 {
		t.Errorf("digest = %q", d)
	}
}

func TestEveryRecordIsAMemberOfItsOwn(t *testing.T) {
	dir := t.TempDir()
	w := mustOpen(t, dir)
	c := mustWrite(t, w, 1)
	data, err := os.ReadFile(filepath.Join(dir, c.File))
	if err != nil {
		t.Fatal(err)
	}
	zr, err := gzip.NewReader(bytes.NewReader(data[c.Offset : c.Offset+c.Length]))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(zr)
	if err != nil || !bytes.HasPrefix(plain, []byte("WARC/1.1\r\nWARC-Type: response\r\n")) || bytes.Count(plain, []byte("WARC-Type:")) != 1 {
		t.Errorf("member = %q, %v", plain, err)
	}
}

func TestReadRefusesWhatIsNoEvidence(t *testing.T) {
	dir := t.TempDir()
	w := mustOpen(t, dir)
	c, other := mustWrite(t, w, 1), mustWrite(t, w, 2)
	with := func(change func(*gaobang.Capture)) gaobang.Capture {
		changed := c
		change(&changed)
		return changed
	}
	cases := []struct {
		rule    string
		capture gaobang.Capture
		code    gaobang.ErrorCode
	}{
		{"SHA-256 不符", with(func(c *gaobang.Capture) { c.SHA256 = other.SHA256 }), gaobang.Unavailable},
		{"别的记录", with(func(c *gaobang.Capture) { c.Offset, c.Length = other.Offset, other.Length }), gaobang.Unavailable},
		{"不是记录的开头", with(func(c *gaobang.Capture) { c.Offset++ }), gaobang.Unavailable},
		{"截短的记录", with(func(c *gaobang.Capture) { c.Length -= 9 }), gaobang.Unavailable},
		{"文件末尾之后", with(func(c *gaobang.Capture) { c.Offset = 1 << 40 }), gaobang.Unavailable},
		{"文件不在", with(func(c *gaobang.Capture) { c.File = "gone.warc.gz" }), gaobang.NotFound},
		{"目录之外", with(func(c *gaobang.Capture) { c.File = "../" + c.File }), gaobang.Invalid},
		{"没有文件名", gaobang.Capture{}, gaobang.Invalid},
	}
	for _, k := range cases {
		t.Run(k.rule, func(t *testing.T) {
			if _, err := Read(dir, k.capture); gaobang.CodeOf(err) != k.code {
				t.Errorf("error = %v", err)
			}
		})
	}
}

func TestFilesRollBySize(t *testing.T) {
	dir := t.TempDir()
	w := mustOpen(t, dir)
	w.limit = 1000
	var captures []gaobang.Capture
	for n := range 6 {
		captures = append(captures, mustWrite(t, w, n))
	}
	if got := len(files(t, dir, "*.warc.gz")); got < 2 || len(files(t, dir, "*.warc.gz.lock")) != 1 {
		t.Errorf("%d files", got)
	}
	for _, c := range captures {
		if _, err := Read(dir, c); err != nil {
			t.Error(err)
		}
	}
	for _, path := range files(t, dir, "*.warc.gz") {
		if readAll(t, path)[0].Type != "warcinfo" {
			t.Errorf("%s does not begin with warcinfo", path)
		}
	}
}

func TestSeveralWritersShareAFolder(t *testing.T) {
	dir := t.TempDir()
	const writers, each = 4, 25
	captures := make([][]gaobang.Capture, writers)
	var wg sync.WaitGroup
	for i := range writers {
		w := mustOpen(t, dir)
		for half := range 2 { // and each is shared by goroutines
			wg.Go(func() {
				for n := range each {
					c, err := w.Write(exchange(i*1000 + half*100 + n))
					if err != nil {
						t.Error(err)
						return
					}
					if half == 0 {
						captures[i] = append(captures[i], c)
					}
				}
			})
		}
	}
	wg.Wait()
	if got := len(files(t, dir, "*.warc.gz")); got != writers {
		t.Errorf("%d files for %d writers", got, writers)
	}
	for i, cs := range captures {
		for n, c := range cs {
			if r, err := Read(dir, c); err != nil || r.URL != exchange(i*1000+n).URL {
				t.Errorf("%v, %v", r.URL, err)
			}
		}
	}
}

func TestBadExchangesAreRefused(t *testing.T) {
	w := mustOpen(t, t.TempDir())
	for _, u := range []string{"", "a.html", "http://news.example/a\r\nWARC-Type: x", "http://news.example/a b", "http://[::1"} {
		x := exchange(1)
		x.URL = u
		if _, err := w.Write(x); gaobang.CodeOf(err) != gaobang.Invalid {
			t.Errorf("%q: %v", u, err)
		}
	}
}

func TestUnwritableFolder(t *testing.T) {
	dir := t.TempDir()
	plain := filepath.Join(dir, "plain")
	if err := os.WriteFile(plain, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	locked := filepath.Join(dir, "locked")
	if err := os.MkdirAll(filepath.Join(locked, ".folder.lock"), 0o700); err != nil {
		t.Fatal(err)
	}
	for rule, folder := range map[string]string{"目录位置上是文件": filepath.Join(plain, "warc"), "目录里写不进东西": locked} {
		if _, err := Open(folder, now, nil); gaobang.CodeOf(err) != gaobang.Unavailable || !strings.Contains(err.Error(), folder) {
			t.Errorf("%s: %v", rule, err)
		}
	}
}

// TestAFileThatWasTakenAwayIsNoticed: it takes writes as before, and all of them are
// lost. Nothing is called kept that is not there.
func TestAFileThatWasTakenAwayIsNoticed(t *testing.T) {
	for rule, take := range map[string]func(dir, file string) error{
		"文件被删除":  func(_, file string) error { return os.Remove(file) },
		"文件被移走":  func(_, file string) error { return os.Rename(file, file+".old") },
		"文件夹被删除": func(dir, _ string) error { return os.RemoveAll(dir) },
	} {
		t.Run(rule, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "archive")
			w := mustOpen(t, dir)
			lost := mustWrite(t, w, 1)
			if err := take(dir, filepath.Join(dir, lost.File)); err != nil {
				t.Fatal(err)
			}
			if _, err := w.Write(exchange(2)); gaobang.CodeOf(err) != gaobang.Unavailable || !strings.Contains(err.Error(), dir) {
				t.Errorf("%v", err)
			}
			if err := os.MkdirAll(dir, 0o700); err != nil { // somebody puts it right
				t.Fatal(err)
			}
			c := mustWrite(t, w, 3)
			if _, err := Read(dir, c); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestAFailedWriteLeavesNothingHalf(t *testing.T) {
	dir := t.TempDir()
	w := mustOpen(t, dir)
	before := mustWrite(t, w, 1)
	readOnly, err := os.Open(w.file.path)
	if err != nil {
		t.Fatal(err)
	}
	_ = w.file.file.Close()
	w.file.file = readOnly // as a full disk: neither writing nor taking back works
	if _, err := w.Write(exchange(2)); gaobang.CodeOf(err) != gaobang.Unavailable || !strings.Contains(err.Error(), before.File) {
		t.Fatalf("error = %v", err)
	}
	after := mustWrite(t, w, 3) // the next one goes to a new file
	if after.File == before.File {
		t.Error("a broken file is written on")
	}
	for _, c := range []gaobang.Capture{before, after} {
		if _, err := Read(dir, c); err != nil {
			t.Error(err)
		}
	}
	if got := len(files(t, dir, "*.warc.gz.lock")); got != 2 {
		t.Errorf("%d lock files: the broken file's must stay for the repair", got)
	}
}

// TestAPageOfManyMegabytesIsReadBack: what a site may send at most, and what scripts
// make of it.
func TestAPageOfManyMegabytesIsReadBack(t *testing.T) {
	dir := t.TempDir()
	w := mustOpen(t, dir)
	x := exchange(1)
	x.Payload = bytes.Repeat([]byte("第一页的一行，很长。\n"), 10<<20/31)
	c, err := w.Write(x)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := Read(dir, c); err != nil || !bytes.Equal(got.Payload, x.Payload) {
		t.Errorf("%d bytes come back of %d, %v", len(got.Payload), len(x.Payload), err)
	}
}

// TestAnotherRecordIsNoEvidence: the same page was kept twice, and the index leads to
// the wrong one: it has another time.
func TestAnotherRecordIsNoEvidence(t *testing.T) {
	dir := t.TempDir()
	w := mustOpen(t, dir)
	first, second := mustWrite(t, w, 1), mustWrite(t, w, 1)
	first.Offset, first.Length = second.Offset, second.Length
	if _, err := Read(dir, first); gaobang.CodeOf(err) != gaobang.Unavailable {
		t.Errorf("the second passes as the first: %v", err)
	}
}
