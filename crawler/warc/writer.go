// Package warc keeps pages as evidence in WARC/1.1 files (ISO 28500): bytes as
// received, with the heads of request and response, their time and SHA-256.
//
// A Writer
//
//  1. on Open makes good what a killed process left: a record torn at the end of
//     its file is cut off;
//  2. appends to a file of its own, begun with a warcinfo record, one gzip member
//     a record, and locked for as long as it writes, so that several processes
//     share a folder;
//  3. syncs before Write returns, so that what the database says is kept is kept
//     after a power cut as well; writes that wait together share one sync;
//  4. begins a new file when the old one passes its size.
//
// Read gives a page back and refuses it where its SHA-256 is not that of the
// capture. Reader goes through a whole file.
package warc

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"sync"
	"time"

	"github.com/gaobang/gaobang"
)

// Exchange is one page to keep.
type Exchange struct {
	URL           string
	RequestHeader http.Header
	Proto         string // HTTP/1.1, HTTP/2.0
	Status        int
	Header        http.Header
	Payload       []byte // as received, still packed where Content-Encoding says so
	// Rendered is the page as its scripts left it, in UTF-8; nil where none were
	// run. It is kept beside the payload, and the capture is of it.
	Rendered []byte
	At       time.Time
}

// fileSize is when a file is full: the size at which archives customarily roll.
const fileSize = 1 << 30

// Writer appends to the archive; it is safe for concurrent use.
type Writer struct {
	dir   string
	now   func() time.Time
	limit int64
	mu    sync.Mutex
	file  *segment
}

// Open checks that dir can be written to, making it where it is missing, and
// repairs what dead processes left. Its first file is made by the first Write.
func Open(dir string, now func() time.Time) (*Writer, error) {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return nil, gaobang.Errorf(gaobang.Unavailable, "证据目录 %s 建不了，请检查上级目录的权限：%w", dir, err)
	}
	w := &Writer{dir: dir, now: now, limit: fileSize}
	unlock, err := lockFolder(dir)
	if err != nil {
		return nil, err
	}
	defer unlock()
	if err := repair(dir); err != nil {
		return nil, err
	}
	return w, nil
}

// Write keeps an exchange. When it returns, the record is on disk.
func (w *Writer) Write(x Exchange) (gaobang.Capture, error) {
	if err := check(x); err != nil {
		return gaobang.Capture{}, err
	}
	capture, file, end, err := w.append(x)
	if err != nil {
		return gaobang.Capture{}, err
	}
	if err := file.syncTo(end); err != nil {
		w.abandon(file)
		return gaobang.Capture{}, writeError(file.path, err)
	}
	return capture, nil
}

// abandon leaves a file that the disk does not take; its lock file stays, so that
// the next Open looks at it.
func (w *Writer) abandon(file *segment) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.file == file {
		w.file = nil
		file.broken = true
		file.close()
	}
}

func check(x Exchange) error {
	u, err := url.Parse(x.URL)
	if err != nil || u.Host == "" {
		return gaobang.Errorf(gaobang.Invalid, "不能保存证据：%q 不是网址", x.URL)
	}
	for _, c := range []byte(x.URL) {
		if c <= ' ' || c == 0x7f {
			return gaobang.Errorf(gaobang.Invalid, "不能保存证据：网址 %q 中有空白", x.URL)
		}
	}
	return nil
}

func (w *Writer) append(x Exchange) (gaobang.Capture, *segment, int64, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.roll(); err != nil {
		return gaobang.Capture{}, nil, 0, err
	}
	f := w.file
	capture := gaobang.Capture{File: f.name, Offset: f.size, SHA256: sumOf(x.Payload), At: x.At}
	id := recordID(f.name, f.size)
	response := f.record(responseRecord(x, capture.SHA256), 0)
	members := [][]byte{response, f.record(requestRecord(x, id), int64(len(response)))}
	if x.Rendered != nil {
		before := int64(len(members[0]) + len(members[1]))
		capture.Offset, capture.SHA256 = f.size+before, sumOf(x.Rendered)
		members = append(members, f.record(conversionRecord(x, capture.SHA256, id), before))
		capture.Length = int64(len(members[2]))
	} else {
		capture.Length = int64(len(response))
	}
	if err := f.append(members...); err != nil {
		if f.broken {
			_ = f.syncTo(f.size) // for those who wait for it
			f.close()
			w.file = nil
		}
		return gaobang.Capture{}, nil, 0, writeError(f.path, err)
	}
	return capture, f, f.size, nil
}

func sumOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// roll makes the file that the next record goes to.
func (w *Writer) roll() error {
	if w.file != nil && w.file.size < w.limit {
		return nil
	}
	if err := w.finish(); err != nil {
		return err
	}
	unlock, err := lockFolder(w.dir)
	if err != nil {
		return err
	}
	defer unlock()
	w.file, err = newSegment(w.dir, w.now())
	return err
}

func (w *Writer) finish() error {
	if w.file == nil {
		return nil
	}
	f := w.file
	w.file = nil
	if err := f.syncTo(f.size); err != nil {
		f.close()
		return writeError(f.path, err)
	}
	f.close()
	return nil
}

// Close ends the file; the Writer may not be used after it.
func (w *Writer) Close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.finish()
}

func writeError(path string, err error) error {
	return gaobang.Errorf(gaobang.Unavailable, "证据文件 %s 写不进去，页面没有保存；请检查磁盘空间和权限：%w", path, err)
}

func fileName(at time.Time, pid, serial int) string {
	return fmt.Sprintf("gaobang-%s-%d-%04d.warc.gz", at.UTC().Format("20060102150405"), pid, serial)
}
