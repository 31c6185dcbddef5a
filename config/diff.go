package config

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// maxDiffCells bounds the table of the comparison: two books of 3,000 changed
// lines each.
const maxDiffCells = 9_000_000

// Diff shows how one version of a book differs from the one before: a summary
// and the changed lines, removed ones with -, new ones with +. A line that does not
// say what it belongs to stands below the entry that it is part of.
func Diff(old, now []byte) string {
	was, is := bookLines(old), bookLines(now)
	a, b := was, is
	start := 0
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b, start = a[1:], b[1:], start+1
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	var out strings.Builder
	removed, added, last := 0, 0, ""
	for _, c := range changes(a, b) {
		lines, sign, count := is, "+ ", &added
		if c.removed {
			lines, sign, count = was, "- ", &removed
		}
		*count++
		entry, line := entryOf(lines, start+c.line)
		if entry != "" && entry != last {
			fmt.Fprintf(&out, "  %s（第 %d 行）：\n", entry, line)
		}
		last = entry
		out.WriteString(sign + lines[start+c.line] + "\n")
	}
	return fmt.Sprintf("  删 %d 行，增 %d 行\n", removed, added) + out.String()
}

func bookLines(data []byte) []string {
	return strings.Split(strings.TrimRight(string(data), "\n"), "\n")
}

var (
	namesItself = regexp.MustCompile(`^(\s*)-\s*\{?\s*(?:id|host|name)\s*:\s*"?([^",}#]+)`)
	ownName     = regexp.MustCompile(`^\s*name\s*:\s*"?([^",}#]+)`)
)

// entryOf is the entry of a list that a line is part of, by its ID and name, and the
// line where it begins; "" for a line that names itself and for one outside all
// entries.
func entryOf(lines []string, at int) (entry string, line int) {
	if text := strings.TrimSpace(lines[at]); text == "" || text[0] == '#' || namesItself.MatchString(lines[at]) {
		return "", 0
	}
	indent := indentOf(lines[at])
	for i := at - 1; i >= 0; i-- {
		text := strings.TrimSpace(lines[i])
		if text == "" || text[0] == '#' || indentOf(lines[i]) >= indent {
			continue
		}
		m := namesItself.FindStringSubmatch(lines[i])
		if m == nil {
			if indent = indentOf(lines[i]); indent == 0 {
				return "", 0
			}
			continue
		}
		return strings.TrimSpace(m[2]) + nameBelow(lines[i+1:], len(m[1])), i + 1
	}
	return "", 0
}

// nameBelow is the name of an entry that begins with its ID.
func nameBelow(lines []string, indent int) string {
	for _, l := range lines {
		if strings.TrimSpace(l) != "" && indentOf(l) <= indent {
			break
		}
		if m := ownName.FindStringSubmatch(l); m != nil {
			return " " + strings.TrimSpace(m[1])
		}
	}
	return ""
}

func indentOf(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

// change is a line that left or came.
type change struct {
	removed bool
	line    int // of the old lines where it left, of the new ones where it came
}

// changes is the lines that left and came, by the longest common subsequence.
func changes(a, b []string) []change {
	if (len(a)+1)*(len(b)+1) > maxDiffCells {
		return slices.Concat(all(true, 0, len(a)), all(false, 0, len(b)))
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
	var lines []change
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			i, j = i+1, j+1
		case common[i+1][j] >= common[i][j+1]:
			lines = append(lines, change{true, i})
			i++
		default:
			lines = append(lines, change{false, j})
			j++
		}
	}
	return slices.Concat(lines, all(true, i, len(a)), all(false, j, len(b)))
}

// all are the lines from one to before another.
func all(removed bool, from, to int) []change {
	var out []change
	for i := from; i < to; i++ {
		out = append(out, change{removed, i})
	}
	return out
}
