package config

import (
	"fmt"
	"slices"
	"strings"
)

// maxDiffCells bounds the table of the comparison: two books of 3,000 changed
// lines each.
const maxDiffCells = 9_000_000

// Diff shows how one version of a book differs from the one before: a summary
// and the changed lines, removed ones with -, new ones with +.
func Diff(old, now []byte) string {
	a, b := strings.Split(strings.TrimRight(string(old), "\n"), "\n"), strings.Split(strings.TrimRight(string(now), "\n"), "\n")
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	lines := changes(a, b)
	removed := 0
	for _, l := range lines {
		if l[0] == '-' {
			removed++
		}
	}
	return fmt.Sprintf("  删 %d 行，增 %d 行\n%s", removed, len(lines)-removed, strings.Join(append(lines, ""), "\n"))
}

// changes is the lines that left and came, by the longest common subsequence.
func changes(a, b []string) []string {
	if (len(a)+1)*(len(b)+1) > maxDiffCells {
		return slices.Concat(marked("-", a), marked("+", b))
	}
	common := make([][]int, len(a)+1) // common[i][j]: of a[i:] and b[j:]
	for i := range common {
		common[i] = make([]int, len(b)+1)
	}
	for i, x := range slices.Backward(a) {
		for j, y := range slices.Backward(b) {
			if common[i][j] = max(common[i+1][j], common[i][j+1]); x == y {
				common[i][j] = common[i+1][j+1] + 1
			}
		}
	}
	var lines []string
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			i, j = i+1, j+1
		case common[i+1][j] >= common[i][j+1]:
			lines = append(lines, "- "+a[i])
			i++
		default:
			lines = append(lines, "+ "+b[j])
			j++
		}
	}
	return slices.Concat(lines, marked("-", a[i:]), marked("+", b[j:]))
}

func marked(sign string, lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = sign + " " + l
	}
	return out
}
