package warc

import (
	"io"
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
