package byline

import (
	"strings"

	"github.com/gaobang/gaobang"
)

// ParseLine reads one line that is a byline.
func ParseLine(line string) gaobang.Byline { return Parse(&gaobang.Article{Meta: line}).Byline }

// scan finds the names of a line. At the end of a piece, and in a line that is a
// byline, names may stand without a role.
func scan(line string, known Known, reaches reach) []name {
	var names []name
	for _, seg := range segments(line, lex(line)) {
		seg.last = seg.last && (reaches == textEnd || seg.marked && reaches == lineEnd)
		names = append(names, read(line, seg, known)...)
		if len(names) >= maxNames {
			return names[:maxNames]
		}
	}
	return names
}

// maxLine is more than any byline has, in bytes.
const maxLine = 4096

func bounded(line string) string {
	if len(line) <= maxLine {
		return line
	}
	return strings.ToValidUTF8(line[:maxLine], "")
}

func bylineOf(names []name) gaobang.Byline {
	b := gaobang.Byline{
		Reporters: []string{}, Correspondents: []string{}, Interns: []string{}, Photographers: []string{},
		Authors: []string{}, Editors: []string{}, Units: []string{},
	}
	into := map[Role]*[]string{
		Reporter: &b.Reporters, Writer: &b.Reporters, Correspondent: &b.Correspondents, Intern: &b.Interns,
		Photographer: &b.Photographers, Author: &b.Authors, Editor: &b.Editors, Unit: &b.Units,
	}
	type entry struct {
		list *[]string
		text string
	}
	seen := map[entry]bool{}
	for _, n := range names {
		key := entry{into[n.role], n.text}
		if !seen[key] {
			seen[key] = true
			*key.list = append(*key.list, n.text)
		}
	}
	return b
}
