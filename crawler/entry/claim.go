package entry

import (
	"slices"
	"strings"

	"github.com/gaobang/gaobang"
)

// Holding is the rows of one piece that hold once another row of it was entered. A
// row corrects what the same person said in its place before, and what names the same
// units. One from another place or person that names others is a rival: both hold.
func Holding(rows []Document, d Document) []Document {
	return append(slices.DeleteFunc(slices.Clone(rows), d.corrects), d)
}

// Holds reports that a row of these says just what another does, and none that it would
// correct in its own place says otherwise.
func Holds(rows []Document, d Document) bool {
	return slices.ContainsFunc(rows, d.SameAs) &&
		!slices.ContainsFunc(rows, func(o Document) bool { return d.By == o.By && d.standsWhere(o) && !d.SameAs(o) })
}

func (d Document) standsWhere(o Document) bool {
	return d.File == o.File && d.Sheet == o.Sheet && d.Row == o.Row
}

func (d Document) corrects(o Document) bool {
	if d.standsWhere(o) && d.By == o.By {
		return true
	}
	return slices.Equal(d.claimed(), o.claimed()) && (d.standsWhere(o) || d.namesPeople() || !o.namesPeople())
}

func (d Document) namesPeople() bool {
	return strings.Contains(strings.ReplaceAll(d.Claims(), gaobang.ClaimMark+gaobang.ClaimedUnits, ""), gaobang.ClaimMark)
}

// claimed is the units that the row names, in one order.
func (d Document) claimed() []string {
	if d.Reported != nil {
		return slices.Sorted(slices.Values(d.Reported))
	}
	return slices.Sorted(slices.Values(d.Units()))
}

// ClaimsOf is what rows say of who made a piece; what several say stands once.
func ClaimsOf(rows []Document) string {
	var lines []string
	for _, d := range rows {
		for line := range strings.SplitSeq(d.Claims(), "\n") {
			if line != "" && !slices.Contains(lines, line) {
				lines = append(lines, line)
			}
		}
	}
	return strings.Join(lines, "\n")
}
