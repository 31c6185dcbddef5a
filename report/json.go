package report

import (
	"encoding/json"
	"io"

	"github.com/gaobang/gaobang"
)

// JSON writes the rankings as one object with the key rankings. Times are
// Asia/Shanghai, points are numbers with at most three decimals;
// notes are the sentences that stand on the other documents.
func JSON(w io.Writer, rankings []gaobang.Ranking) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	all := make([]noted, len(rankings))
	for i, r := range rankings {
		all[i] = noted{r, append([]string{}, notes(r)...)}
	}
	return e.Encode(struct {
		Rankings []noted `json:"rankings"`
	}{all})
}

// noted is a ranking with what a reader of it has to know besides.
type noted struct {
	gaobang.Ranking

	Notes []string `json:"notes"`
}
