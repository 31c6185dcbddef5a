package entry

import (
	"bytes"
	"path/filepath"
	"strings"

	"github.com/gaobang/gaobang/crawler/fetch"
)

// MaxBeside is the bytes of a file beside the sheet.
const MaxBeside = 4 << 20

// Attach adds what stands in the file that the row names: text, or a page as a
// browser saved it.
func (d Document) Attach(name string, data []byte) (Document, error) {
	text, _ := fetch.Decode(data, "")
	d.Beside = name
	switch ext := strings.ToLower(filepath.Ext(name)); {
	case len(data) > MaxBeside:
		return d, faultf(d.Row, Beside, "%s 超过 %d MiB", name, MaxBeside>>20)
	case ext == ".html" || ext == ".htm":
		d.HTML = string(text)
	case ext != ".txt":
		return d, faultf(d.Row, Beside, "%s 不是 .txt 或 .html：Word 里的正文请另存为“纯文本”，网页请在浏览器里另存为 .html", name)
	case bytes.IndexByte(text, 0) >= 0:
		return d, faultf(d.Row, Beside, "%s 里不是文字", name)
	default:
		d.Text = string(text)
	}
	return d, nil
}
