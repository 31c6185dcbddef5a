package warc

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/gaobang/gaobang"
)

// Damage is a stretch of a file that holds no whole record.
type Damage struct{ From, To int64 }

// Walk gives every whole record of a file to visit, in order, and the stretches
// between them that are damaged. An error of visit ends it. A file that is being
// written ends with the last record that is whole now.
func Walk(dir, name string, visit func(Record) error) (damages []Damage, err error) {
	file, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		return nil, openError(dir, name, err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, openError(dir, name, err)
	}
	size := info.Size()
	for at := int64(0); at < size; {
		at, err = walkWhole(file, at, size, visit)
		if err != nil || at == size {
			return damages, err
		}
		next, found, err := nextWhole(file, at+1, size)
		if err != nil {
			return damages, openError(dir, name, err)
		}
		if !found {
			if _, err := os.Stat(file.Name() + lockSuffix); err == nil {
				return damages, nil // its writer is at it, or died and the next start cuts it
			}
			next = size
		}
		damages = append(damages, Damage{at, next})
		at = next
	}
	return damages, nil
}

// walkWhole visits records up to the first that is not whole, and says where that
// begins.
func walkWhole(file *os.File, from, size int64, visit func(Record) error) (int64, error) {
	r := NewReader(io.NewSectionReader(file, from, size-from))
	at := from
	for {
		record, err := r.Next()
		if disk := (*fs.PathError)(nil); errors.As(err, &disk) {
			return at, err // which says nothing of the record
		}
		if err != nil {
			return at, nil //nolint:nilerr // io.EOF, or the torn record is what was looked for
		}
		record.Offset += from
		at = record.Offset + record.Length
		if err := visit(record); err != nil {
			return at, err
		}
	}
}

// Files are the names of the archive's files, in order.
func Files(dir string) ([]string, error) {
	paths, err := filepath.Glob(filepath.Join(escapeGlob(dir), "*"+fileSuffix))
	if err != nil {
		return nil, gaobang.Errorf(gaobang.Unavailable, "证据目录 %s 读不了：%w", dir, err)
	}
	for i, path := range paths {
		paths[i] = filepath.Base(path)
	}
	slices.Sort(paths)
	return paths, nil
}

func openError(dir, name string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return gaobang.Errorf(gaobang.NotFound, "证据目录 %s 中没有文件 %s：可能已按保留期限清理，或目录设置有误", dir, name)
	}
	return gaobang.Errorf(gaobang.Unavailable, "证据文件 %s 读不了，请检查权限和磁盘：%w", name, err)
}
