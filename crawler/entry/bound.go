package entry

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"

	"github.com/gaobang/gaobang"
)

// Elements of all sheets of a workbook: blank rows and cells that are formatted count
// too. Excelize takes minutes for millions of them, that pack into kilobytes.
const (
	maxRowElements  = maxBlank
	maxCellElements = maxRows * maxColumns
)

// weigh refuses a workbook that is too much to be opened.
func weigh(data []byte) error {
	book, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return faultf(0, "", "工作簿打不开，%s：请在 Excel 或 WPS 中另存为新的 .xlsx", gaobang.Worded(err))
	}
	left, rows, cells := int64(maxUnzipped), 0, 0
	for _, part := range book.File {
		content, err := unpacked(part, left)
		if left -= int64(len(content)); left < 0 {
			return faultf(0, "", "工作簿解开后超过 %d MiB：请删去图片和用不到的工作表，或分成几个文件", maxUnzipped>>20)
		}
		if err != nil {
			return faultf(0, "", "工作簿损坏（%v）：请在 Excel 或 WPS 中另存为新的 .xlsx", err)
		}
		if strings.Contains(strings.ToLower(part.Name), "worksheets") {
			rows += elements(content, "row")
			cells += elements(content, "c")
		}
	}
	if rows > maxRowElements || cells > maxCellElements {
		return faultf(0, "", "工作簿里有 %d 行、%d 格（连设了格式的空格），太多了：请只把有稿件的行复制到新的工作簿，或分成几个文件", rows, cells)
	}
	return nil
}

// unpacked is a part of the workbook, and a byte more than is left where it is more.
func unpacked(part *zip.File, left int64) ([]byte, error) {
	r, err := part.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(io.LimitReader(r, left+1))
}

// elements counts the beginnings of elements of a name, with a prefix or without.
func elements(content []byte, name string) int {
	n := 0
	for _, open := range []string{"<", ":"} {
		for _, end := range []string{" ", ">", "/", "\n", "\t", "\r"} {
			n += bytes.Count(content, []byte(open+name+end))
		}
	}
	return n
}
