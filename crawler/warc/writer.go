// Package warc keeps pages as evidence in WARC/1.1 files (ISO 28500): bytes as
// received, with the heads of request and response, their time and SHA-256.
//
// A Writer
//
//  1. on Open makes good what a killed process left: a record torn at the end of
//     its file is cut off, and what it did not live to put down is given to adopt;
//  2. appends to a file of its own, begun with a warcinfo record, one gzip member
//     a record, and locked for as long as it writes, so that several processes
//     share a folder;
//  3. syncs before Write returns, so that what the database says is kept is kept
//     after a power cut as well; writes that wait together share one sync; and looks
//     whether the file still has its name, for one that was deleted goes on taking
//     writes until it is closed and then is gone with all of them;
//  4. begins a new file when the old one passes its size or is a day old.
//
// A page whose payload is kept already is written as a revisit (Revisit), which
// refers to the record that holds it. What a person entered by hand is a resource
// (WriteResource).
//
// Read gives a page back and refuses it where its SHA-256 is not that of the
// capture. Reader goes through a whole file, Walk also through one with damage.
package warc

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/gaobang/gaobang"
)

// Exchange is one page to keep.
type Exchange struct {
	URL           string
	Method        string // GET where empty
	RequestHeader http.Header
	RequestBody   []byte
	Proto         string // HTTP/1.1, HTTP/2.0
	Status        int
	Header        http.Header
	Payload       []byte // as received, still packed where Content-Encoding says so
	// Rendered is the page as its scripts left it, in UTF-8; nil where none were
	// run. It is kept beside the payload, and the capture is of it.
	Rendered []byte
	// Parts is what the scripts asked for and were given. It is kept behind the page
	// as they left it.
	Parts []Exchange
	At    time.Time
	Via   string // address of the piece that the page belongs to, where that is another
}

// fileSize is when a file is full: the size at which archives customarily roll.
const fileSize = 1 << 30

// fileAge is when a file is old: what is in one file ages out together, so a file
// that went on for months would keep pages for months too long.
const fileAge = 24 * time.Hour

// Writer appends to the archive; it is safe for concurrent use.
type Writer struct {
	dir   string
	now   func() time.Time
	limit int64
	mu    sync.Mutex
	file  *segment
}

// Open checks that dir can be written to, making it where it is missing, and
// repairs what dead processes left. Each of their files, whole again, is given to
// adopt, which may be nil: a killed process kept pages that it did not live to put
// down. Where adopt fails, so does Open, and the next one gives the file again. The
// Writer's own first file is made by the first Write.
func Open(dir string, now func() time.Time, adopt func(name string) error) (*Writer, error) {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return nil, gaobang.Errorf(gaobang.Unavailable, "证据目录 %s 建不了，请检查上级目录的权限：%w", dir, err)
	}
	w := &Writer{dir: dir, now: now, limit: fileSize}
	unlock, err := lockFolder(dir)
	if err != nil {
		return nil, err
	}
	defer unlock()
	if err := repair(dir, adopt); err != nil {
		return nil, err
	}
	return w, nil
}

// Folder is where the archive lies.
func (w *Writer) Folder() string { return w.dir }

// Digest is the SHA-256 of a payload as captures carry it.
func Digest(payload []byte) string {
	sum := sha256.Sum256(payload)
	return hex.EncodeToString(sum[:])
}

// Write keeps an exchange. When it returns, the record is on disk.
func (w *Writer) Write(x Exchange) (gaobang.Capture, error) {
	c := gaobang.Capture{Kind: gaobang.CapturedPage, SHA256: Digest(x.Payload)}
	return w.keep(x, c, responseRecord(x, c.SHA256))
}

// Revisit keeps an exchange whose payload is that of an earlier capture of
// CapturedPage: the same bytes came again, or the site answered 304. The earlier
// one is read first: a revisit of what cannot be read any more would be no
// evidence.
func (w *Writer) Revisit(x Exchange, of gaobang.Capture) (gaobang.Capture, error) {
	c := gaobang.Capture{Kind: gaobang.CapturedNotModified, SHA256: of.SHA256, RefersTo: of.ID}
	if x.Status != http.StatusNotModified {
		c.Kind = gaobang.CapturedSame
		if Digest(x.Payload) != of.SHA256 {
			return gaobang.Capture{}, gaobang.Errorf(gaobang.Internal, "%s 的内容与引用的存证不同，不能按未变保存", x.URL)
		}
	}
	earlier, err := Read(w.dir, of)
	if err != nil {
		return gaobang.Capture{}, err
	}
	return w.keep(x, c, revisitRecord(x, earlier, c.SHA256))
}

// Resource is material that no site answered with.
type Resource struct {
	URI     string // address of the piece, or a name for it where it has none
	Type    string // media type
	Payload []byte
	At      time.Time
}

// WriteResource keeps material. When it returns, the record is on disk.
func (w *Writer) WriteResource(r Resource) (gaobang.Capture, error) {
	if u, err := url.Parse(r.URI); err != nil || u.Scheme == "" || hasBlank(r.URI+r.Type) {
		return gaobang.Capture{}, gaobang.Errorf(gaobang.Invalid, "不能保存证据：%q 不是地址", r.URI)
	}
	c := gaobang.Capture{Kind: gaobang.CapturedEntry, SHA256: Digest(r.Payload), At: r.At}
	resource := resourceRecord(r, c.SHA256)
	return w.sync(c, func(string) []record { return []record{resource} })
}

func (w *Writer) keep(x Exchange, c gaobang.Capture, first record) (gaobang.Capture, error) {
	if err := check(x); err != nil {
		return gaobang.Capture{}, err
	}
	c.At, c.Status = x.At, x.Status
	if x.Rendered != nil {
		c.Kind, c.SHA256 = gaobang.CapturedRendered, Digest(x.Rendered)
	}
	return w.sync(c, func(id string) []record {
		records := []record{first, requestRecord(x, id)}
		if x.Via != "" {
			records = append(records, viaRecord(x, id))
		}
		if x.Rendered != nil {
			records = append(records, conversionRecord(x, c.SHA256, id))
		}
		for _, part := range x.Parts {
			if check(part) == nil {
				records = append(records, partRecord(part, id), requestRecord(part, id))
			}
		}
		return records
	})
}

// sync appends what is written for one capture, given the ID of its first record,
// and waits until it is on disk.
func (w *Writer) sync(c gaobang.Capture, records func(first string) []record) (gaobang.Capture, error) {
	file, end, err := w.append(&c, records)
	if err != nil {
		return gaobang.Capture{}, err
	}
	if err := file.syncTo(end); err != nil {
		w.abandon(file)
		return gaobang.Capture{}, writeError(file.path, err)
	}
	if !file.there() {
		w.abandon(file)
		return gaobang.Capture{}, gaobang.Errorf(gaobang.Unavailable,
			"证据文件 %s 被移走或删除了，页面没有保存；请放回或从备份恢复，并查明是谁动了这个文件夹", file.path)
	}
	return c, nil
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

// Doubt says that what a file holds may not all be in the index: its lock file stays
// when its writer ends, so that the next Open gives it to adopt.
func (w *Writer) Doubt(name string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.file != nil && w.file.name == name {
		w.file.doubted = true
		return nil
	}
	path := filepath.Join(w.dir, name+lockSuffix)
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		return writeError(path, err)
	}
	return nil
}

func check(x Exchange) error {
	u, err := url.Parse(x.URL)
	if err != nil || u.Host == "" {
		return gaobang.Errorf(gaobang.Invalid, "不能保存证据：%q 不是网址", x.URL)
	}
	if hasBlank(x.URL + x.Via) {
		return gaobang.Errorf(gaobang.Invalid, "不能保存证据：网址 %q 中有空白", x.URL+x.Via)
	}
	return nil
}

func hasBlank(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7f })
}

func (w *Writer) append(c *gaobang.Capture, records func(first string) []record) (*segment, int64, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.roll(); err != nil {
		return nil, 0, err
	}
	f := w.file
	var members [][]byte
	var ahead int64
	for i, r := range records(recordID(f.name, f.size)) {
		member := f.record(r, ahead)
		if i == 0 || r.kind == "conversion" {
			c.ID, c.Offset, c.Length = gaobang.NewCaptureID(recordID(f.name, f.size+ahead)), f.size+ahead, int64(len(member))
		}
		members, ahead = append(members, member), ahead+int64(len(member))
	}
	c.File = f.name
	if err := f.append(members...); err != nil {
		if f.broken {
			_ = f.syncTo(f.size) // for those who wait for it
			f.close()
			w.file = nil
		}
		return nil, 0, writeError(f.path, err)
	}
	return f, f.size, nil
}

// roll makes the file that the next record goes to.
func (w *Writer) roll() error {
	now := w.now()
	if w.file != nil && w.file.size < w.limit && now.Sub(w.file.begun) < fileAge {
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
	w.file, err = newSegment(w.dir, now)
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
	return fmt.Sprintf("gaobang-%s-%d-%04d"+fileSuffix, at.UTC().Format("20060102150405"), pid, serial)
}
