package entry

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/gaobang/gaobang"
)

// MediaType is of an encoded Document.
const MediaType = "application/json"

// Document is a row as it was entered: the evidence of the piece.
type Document struct {
	By     string    `json:"entered_by"`
	At     time.Time `json:"entered_at"`
	File   string    `json:"file"`
	SHA256 string    `json:"file_sha256"`
	Sheet  string    `json:"sheet,omitempty"`
	Row    int       `json:"row"`
	Year   int       `json:"year,omitempty"` // that the sheet's title or name gives
	Cells  []Cell    `json:"cells"`
	// Reported are the registry's names of the units that the row names: a short one
	// may mean a place as well.
	Reported []string `json:"reported,omitempty"`
	// What stands in the file beside the sheet that the row names.
	Beside string `json:"beside,omitempty"` // its name
	Text   string `json:"text,omitempty"`
	HTML   string `json:"html,omitempty"` // a page as a browser saved it
}

// Encode writes the document; the same document gives the same bytes.
func (d Document) Encode() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(d); err != nil {
		return nil, fmt.Errorf("encode row %d of %s: %w", d.Row, d.File, err)
	}
	return b.Bytes(), nil
}

// Decode reads what Encode wrote.
func Decode(data []byte) (Document, error) {
	var d Document
	if err := json.Unmarshal(data, &d); err != nil {
		return d, gaobang.Errorf(gaobang.Unavailable, "补录的存证读不懂：%w", err)
	}
	return d, nil
}

// SameAs reports that two documents say the same of a piece, whoever entered it and
// wherever it stood.
func (d Document) SameAs(o Document) bool {
	said := func(d Document) []Cell {
		var cells []Cell
		for _, cell := range d.Cells {
			switch c := columnOf(cell.Header); c {
			case Remark:
			case "":
				cells = append(cells, cell)
			default:
				cells = append(cells, Cell{string(c), cell.Value})
			}
		}
		slices.SortFunc(cells, func(a, b Cell) int { return cmp.Compare(a.Header, b.Header) })
		return cells
	}
	return d.Text == o.Text && d.HTML == o.HTML && slices.Equal(said(d), said(o))
}

// Value is what the row says in a column.
func (d Document) Value(c Column) string {
	for _, cell := range d.Cells {
		if columnOf(cell.Header) == c {
			return cell.Value
		}
	}
	return ""
}
