package example

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// ReliabilityTable compares what attributions claim with what is right: a line for
// every basis and doubt, the surest first.
func (s *Score) ReliabilityTable() string {
	grounds := slices.SortedFunc(maps.Keys(s.Reliability), func(x, y Ground) int {
		return cmp.Or(cmp.Compare(y.Confidence, x.Confidence), cmp.Compare(x.Basis, y.Basis), cmp.Compare(x.Doubt, y.Doubt))
	})
	var b strings.Builder
	b.WriteString("| Basis | Doubt | Says | Right | Of | Is |\n|---|---|---|---|---|---|\n")
	for _, g := range grounds {
		o := s.Reliability[g]
		fmt.Fprintf(&b, "| %s | %s | %d | %d | %d | %.1f %% |\n", g.Basis, g.Doubt, g.Confidence, o.Right, o.Right+o.Wrong, 100*ratio(o.Right, o.Right+o.Wrong))
	}
	return b.String()
}
