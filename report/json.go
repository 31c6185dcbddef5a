package report

import (
	"encoding/json"
	"io"

	"github.com/gaobang/gaobang"
)

// JSON writes the rankings as one object with the key rankings. Times are
// Asia/Shanghai, points are numbers with at most three decimals.
func JSON(w io.Writer, rankings []gaobang.Ranking) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(struct {
		Rankings []gaobang.Ranking `json:"rankings"`
	}{rankings})
}
