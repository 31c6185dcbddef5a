package warc

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"
	"github.com/klauspost/compress/gzip"

	"github.com/gaobang/gaobang"
)

// segment is a file being written. Beside it lies a lock file for as long as its
// writer lives; one that can be locked by another belongs to a dead writer.
type segment struct {
	name    string
	path    string
	file    *os.File
	lock    *flock.Flock
	begun   time.Time
	info    string // ID of its warcinfo record
	size    int64
	broken  bool // holds a torn record that could not be taken back
	doubted bool // what it holds may be in no index
	pack    *gzip.Writer

	syncing sync.Mutex
	synced  int64
}

const (
	fileSuffix = ".warc.gz"
	lockSuffix = ".lock"
)

// packLevel takes a quarter less time than the library's usual level, and 7 % more
// room (measured on 104 pages of news and government sites, 127 KB on average).
const packLevel = 3

// packed is about how often a page is smaller when it is packed.
const packed = 3

func newPack() *gzip.Writer {
	w, _ := gzip.NewWriterLevel(nil, packLevel) // the level is one
	return w
}

// lockFolder serialises the making of files and the repair; writing needs it not.
func lockFolder(dir string) (unlock func(), err error) {
	l := flock.New(filepath.Join(dir, ".folder"+lockSuffix))
	if err := l.Lock(); err != nil {
		return nil, gaobang.Errorf(gaobang.Unavailable, "证据目录 %s 不能写入，请检查权限和磁盘：%w", dir, err)
	}
	return func() { _ = l.Close() }, nil
}

// newSegment is called with the folder locked.
func newSegment(dir string, at time.Time) (*segment, error) {
	const tries = 10_000 // several writers of one process within one second
	for serial := range tries {
		s := &segment{name: fileName(at, os.Getpid(), serial), begun: at, pack: newPack()}
		s.path = filepath.Join(dir, s.name)
		if taken, err := s.taken(); err != nil {
			return nil, err
		} else if taken {
			continue
		}
		if err := s.begin(dir, at); err != nil {
			s.abandon()
			return nil, err
		}
		return s, nil
	}
	return nil, gaobang.Errorf(gaobang.Conflict, "证据目录 %s 中同一秒的文件太多", dir)
}

// taken reports whether another has the name: a file or a lock file lies there.
func (s *segment) taken() (bool, error) {
	for _, path := range []string{s.path, s.path + lockSuffix} {
		if _, err := os.Lstat(path); err == nil {
			return true, nil
		} else if !errors.Is(err, fs.ErrNotExist) {
			return false, gaobang.Errorf(gaobang.Unavailable, "证据文件 %s 看不了，请检查权限和磁盘：%w", path, err)
		}
	}
	return false, nil
}

// abandon takes back what begin made before it failed, and nothing of another's.
func (s *segment) abandon() {
	made := s.file != nil
	s.close()
	if made {
		_ = os.Remove(s.path)
	}
}

// begin locks before there is a file: one without its lock file would never be
// looked at if the process died here.
func (s *segment) begin(dir string, at time.Time) (err error) {
	lock := flock.New(s.path + lockSuffix)
	if ok, err := lock.TryLock(); err != nil {
		return gaobang.Errorf(gaobang.Unavailable, "证据文件 %s 锁不住，请检查磁盘：%w", s.path, err)
	} else if !ok {
		return gaobang.Errorf(gaobang.Conflict, "证据文件 %s 正由另一个进程写入", s.path)
	}
	s.lock = lock
	if s.file, err = os.OpenFile(s.path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o640); err != nil {
		return gaobang.Errorf(gaobang.Unavailable, "证据文件 %s 建不了，请检查权限和磁盘：%w", s.path, err)
	}
	s.info = recordID(s.name, 0)
	if err := s.append(s.record(infoRecord(s.name, at), 0)); err != nil {
		return writeError(s.path, err)
	}
	return syncFolder(dir)
}

// syncFolder makes the file's name last; some systems cannot and need not.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return gaobang.Errorf(gaobang.Unavailable, "证据目录 %s 打不开：%w", dir, err)
	}
	_ = d.Sync()
	return d.Close()
}

// recordID names a record by where it lies, which nothing else ever does: a UUID
// of version 8 (RFC 9562 §5.8) without any randomness.
func recordID(name string, offset int64) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s@%d", name, offset))
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80
	return fmt.Sprintf("<urn:uuid:%x-%x-%x-%x-%x>", sum[0:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

// record packs a record that will lie ahead bytes behind the file's end.
func (s *segment) record(r record, ahead int64) []byte {
	var b bytes.Buffer
	b.Grow(len(r.block)/packed + 512)
	s.pack.Reset(&b)
	r.write(s.pack, recordID(s.name, s.size+ahead), s.info)
	_ = s.pack.Close() // a buffer takes everything
	return b.Bytes()
}

// append writes members together. What cannot be written whole is taken back.
func (s *segment) append(members ...[]byte) error {
	all := bytes.Join(members, nil)
	if _, err := s.file.WriteAt(all, s.size); err != nil {
		s.broken = s.file.Truncate(s.size) != nil
		return err
	}
	s.size += int64(len(all))
	return nil
}

// syncTo returns when the file is on disk up to end. Writers that wait for one
// another's sync need none of their own.
func (s *segment) syncTo(end int64) error {
	s.syncing.Lock()
	defer s.syncing.Unlock()
	if s.synced >= end {
		return nil
	}
	if err := s.file.Sync(); err != nil {
		return err
	}
	s.synced = end
	return nil
}

// there reports whether the file still lies where it was made.
func (s *segment) there() bool {
	open, err := s.file.Stat()
	if err != nil {
		return false
	}
	named, err := os.Stat(s.path)
	return err == nil && os.SameFile(open, named)
}

// close leaves the lock file of a broken or doubted segment behind, for the next Open
// to find.
func (s *segment) close() {
	_ = s.file.Close()
	if s.lock == nil {
		return
	}
	if !s.broken && !s.doubted {
		_ = os.Remove(s.lock.Path())
	}
	_ = s.lock.Close()
}
