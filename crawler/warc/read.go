package warc

import (
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"

	"github.com/gaobang/gaobang"
)

// Read gives back what Write or Revisit kept. What is not the record of the
// capture is refused: it is no evidence any more. A revisit holds no payload; that
// is read from the capture it refers to.
func Read(dir string, c gaobang.Capture) (Record, error) {
	if c.File == "" || filepath.Base(c.File) != c.File {
		return Record{}, gaobang.Errorf(gaobang.Invalid, "证据文件名 %q 有误", c.File)
	}
	file, err := os.Open(filepath.Join(dir, c.File))
	if err != nil {
		return Record{}, openError(dir, c.File, err)
	}
	defer file.Close()
	record, err := NewReader(io.NewSectionReader(file, c.Offset, c.Length)).Next()
	if err != nil {
		return Record{}, gaobang.Errorf(gaobang.Unavailable, "证据文件 %s 的第 %d 字节处读不出记录，文件可能损坏，请从备份恢复：%w", c.File, c.Offset, err)
	}
	if !isRecordOf(&record, c) {
		return Record{}, gaobang.Errorf(gaobang.Unavailable, "证据文件 %s 的第 %d 字节处的内容与登记的不符（SHA-256 %s）：文件被改动或损坏，请从备份恢复", c.File, c.Offset, c.SHA256)
	}
	record.Offset = c.Offset
	return record, nil
}

func isRecordOf(r *Record, c gaobang.Capture) bool {
	found, ok := r.Capture()
	return ok && found.ID == c.ID && found.Kind == c.Kind && found.SHA256 == c.SHA256 && (found.Kind == gaobang.CapturedPage || r.Verify() == nil)
}

// maxParts of one page are read back.
const maxParts = 1000

// Parts is what the scripts of a rendered page were given, in order: the records
// that lie behind it.
func Parts(dir string, c gaobang.Capture) ([]Record, error) {
	page, err := Read(dir, c)
	if err != nil || c.Kind != gaobang.CapturedRendered {
		return nil, err
	}
	file, err := os.Open(filepath.Join(dir, c.File))
	if err != nil {
		return nil, openError(dir, c.File, err)
	}
	defer file.Close()
	behind := c.Offset + c.Length
	in := NewReader(io.NewSectionReader(file, behind, math.MaxInt64-behind))
	var parts []Record
	for len(parts) < maxParts {
		r, err := in.Next()
		if errors.Is(err, io.EOF) && !errors.Is(err, ErrTorn) {
			break
		}
		if err != nil {
			return parts, gaobang.Errorf(gaobang.Unavailable, "证据文件 %s 的第 %d 字节之后读不出记录，文件可能损坏，请从备份恢复：%w", c.File, behind, err)
		}
		if r.Fields.Get(concurrentTo) != page.Fields.Get("WARC-Refers-To") {
			break
		}
		if r.IsPart() {
			if err := r.Verify(); err != nil {
				return parts, err
			}
			r.Offset += behind
			parts = append(parts, r)
		}
	}
	return parts, nil
}
