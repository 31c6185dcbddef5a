package byline

import (
	"strings"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
)

// Name is one name of a byline and where it stands.
type Name struct {
	Role Role
	Name string // without padding
	gaobang.Span
}

// Result is the byline of an article.
type Result struct {
	Byline gaobang.Byline
	Names  []Name // in the order of reading: body, then the lines about the piece
}

// How much of a body is looked at: bylines stand in its lead and its tail.
const (
	leadChars = 160
	tailChars = 120
	leadLines = 3
)

// Parse reads the byline of an article: the lead and the tail of its body, the
// lines about the piece, and the spans that the page itself marks.
func Parse(a *gaobang.Article) Result {
	var names []name
	var all []Name
	take := func(field gaobang.Field, from int, text string) {
		for _, n := range scan(bounded(text)) {
			span := gaobang.Span{Field: field, From: from + n.from, To: from + n.to}
			if !known(all, span) {
				names = append(names, n)
				all = append(all, Name{n.role, n.text, span})
			}
		}
	}
	for _, s := range bodyZones(a.Body) {
		take(gaobang.FieldBody, s[0], a.Body[s[0]:s[1]])
	}
	for from := 0; from < len(a.Meta); {
		line, _, _ := strings.Cut(a.Meta[from:], "\n")
		take(gaobang.FieldMeta, from, line)
		from += len(line) + 1
	}
	for _, s := range a.BylineSpans {
		if text := a.Text(s.Field); s.From >= 0 && s.From <= s.To && s.To <= len(text) {
			take(s.Field, s.From, text[s.From:s.To])
		}
	}
	return Result{Byline: bylineOf(names), Names: all}
}

func known(all []Name, s gaobang.Span) bool {
	for _, n := range all {
		if n.Field == s.Field && n.From < s.To && s.From < n.To {
			return true
		}
	}
	return false
}

// bodyZones are the runs of the body where a byline may stand: the opening of the
// first lines, short lines near the ends, and the bracket that ends the text.
func bodyZones(body string) [][2]int {
	var zones [][2]int
	from := 0
	lines := strings.Split(body, "\n")
	for i, line := range lines {
		chars := utf8.RuneCountInString(line)
		switch {
		case i < leadLines:
			zones = append(zones, [2]int{from, from + opening(line)})
			if i == len(lines)-1 && chars > leadChars {
				zones = append(zones, tailZone(line, from))
			}
		case i >= len(lines)-leadLines && chars <= tailChars:
			zones = append(zones, [2]int{from, from + len(line)})
		case i == len(lines)-1:
			zones = append(zones, tailZone(line, from))
		}
		from += len(line) + 1
	}
	return zones
}

// opening is how many bytes of a line to look at: up to the sentence in which the
// story has begun.
func opening(line string) int {
	chars := 0
	for i := range line {
		if chars++; chars > leadChars {
			return i
		}
	}
	return len(line)
}

// tailZone is the last bracket of a line, if the line ends with it.
func tailZone(line string, from int) [2]int {
	open := strings.LastIndexAny(line, "(（")
	if open < 0 || utf8.RuneCountInString(line[open:]) > tailChars {
		return [2]int{from, from}
	}
	return [2]int{from + open, from + len(line)}
}
