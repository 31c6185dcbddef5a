package warc

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gaobang/gaobang"
)

// Read gives back what Write kept. A payload that is not the one of the capture
// is refused: it is no evidence any more.
func Read(dir string, c gaobang.Capture) (Record, error) {
	if c.File == "" || filepath.Base(c.File) != c.File {
		return Record{}, gaobang.Errorf(gaobang.Invalid, "证据文件名 %q 有误", c.File)
	}
	file, err := os.Open(filepath.Join(dir, c.File))
	if errors.Is(err, fs.ErrNotExist) {
		return Record{}, gaobang.Errorf(gaobang.NotFound, "证据目录 %s 中没有文件 %s：可能已按保留期限清理，或目录设置有误", dir, c.File)
	}
	if err != nil {
		return Record{}, gaobang.Errorf(gaobang.Unavailable, "证据文件 %s 打不开：%w", c.File, err)
	}
	defer file.Close()
	record, err := NewReader(io.NewSectionReader(file, c.Offset, c.Length)).Next()
	if err != nil {
		return Record{}, gaobang.Errorf(gaobang.Unavailable, "证据文件 %s 的第 %d 字节处读不出记录，文件可能损坏，请从备份恢复：%w", c.File, c.Offset, err)
	}
	if record.Type != "response" && record.Type != "conversion" || sumOf(record.Payload) != c.SHA256 {
		return Record{}, gaobang.Errorf(gaobang.Unavailable, "证据文件 %s 的第 %d 字节处的内容与登记的 SHA-256 不符：文件被改动或损坏，请从备份恢复", c.File, c.Offset)
	}
	record.Offset = c.Offset
	return record, nil
}
