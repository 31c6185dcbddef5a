package warc

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gofrs/flock"

	"github.com/gaobang/gaobang"
)

// repair makes good the files whose writers died: those with a lock file that
// nobody holds, and gives each to adopt. It is called with the folder locked.
func repair(dir string, adopt func(name string) error) error {
	locks, err := filepath.Glob(filepath.Join(escapeGlob(dir), "*"+fileSuffix+lockSuffix))
	if err != nil {
		return gaobang.Errorf(gaobang.Unavailable, "证据目录 %s 读不了：%w", dir, err)
	}
	slices.Sort(locks)
	for _, path := range locks {
		l := flock.New(path)
		if ok, err := l.TryLock(); err != nil || !ok {
			continue // its writer lives
		}
		err := settle(strings.TrimSuffix(path, lockSuffix), adopt)
		if err == nil {
			_ = os.Remove(path)
		}
		_ = l.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

// settle makes a dead writer's file whole and gives it to adopt. One that holds
// nothing goes: other readers take it for a broken one.
func settle(path string, adopt func(name string) error) error {
	if err := cutTorn(path); err != nil {
		return gaobang.Errorf(gaobang.Unavailable, "证据文件 %s 的末尾不完整，又修复不了，请检查权限和磁盘：%w", path, err)
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil
	case err == nil && info.Size() == 0: // killed before its first record
		return os.Remove(path)
	case err != nil || adopt == nil:
		return err
	}
	return adopt(filepath.Base(path))
}

func escapeGlob(dir string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(dir)
}

// cutTorn cuts off a record torn at the end. Damage in the middle, with whole
// records behind it, is left alone: cutting would lose them.
func cutTorn(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer file.Close()
	whole, err := wholeUpTo(file)
	if err != nil {
		return err
	}
	size, err := file.Seek(0, io.SeekEnd)
	if err != nil || size == whole {
		return err
	}
	_, later, err := nextWhole(file, whole+1, size)
	if err != nil || later {
		return err
	}
	if err := file.Truncate(whole); err != nil {
		return err
	}
	return file.Sync()
}

// wholeUpTo is where the last whole record ends.
func wholeUpTo(file *os.File) (int64, error) {
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return 0, err
	}
	r := NewReader(file)
	var end int64
	for {
		record, err := r.Next()
		if disk := (*fs.PathError)(nil); errors.As(err, &disk) {
			return 0, err // the disk failed, which says nothing of the record
		}
		if err != nil {
			return end, nil //nolint:nilerr // the torn record is what was looked for
		}
		end = record.Offset + record.Length
	}
}

// nextWhole is where the first whole record begins at or behind from.
func nextWhole(file io.ReaderAt, from, size int64) (at int64, found bool, err error) {
	magic := []byte{0x1f, 0x8b, 0x08}
	const step = 64 << 10
	buf := make([]byte, step+len(magic)-1)
	for at := from; at < size; at += step {
		n, err := file.ReadAt(buf, at)
		if err != nil && !errors.Is(err, io.EOF) {
			return 0, false, err
		}
		for i := 0; i < min(n, step); i++ {
			next := bytes.Index(buf[i:n], magic)
			if next < 0 || i+next >= step {
				break
			}
			i += next
			if _, err := NewReader(io.NewSectionReader(file, at+int64(i), size-at-int64(i))).Next(); err == nil {
				return at + int64(i), true, nil
			}
		}
	}
	return 0, false, nil
}
