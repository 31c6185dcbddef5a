package byline

import (
	"slices"
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
	// An account puts its makers, a line each, before what it recommends and asks for.
	creditChars = 24
	creditLines = 16 // from the end
)

// Parse reads the byline of an article: the lead and the tail of its body, the
// lines about the piece, and the spans that the page itself marks.
func Parse(a *gaobang.Article) Result { return Known(nil).Parse(a) }

// Parse is the same with the names that are known on the day of the piece.
func (k Known) Parse(a *gaobang.Article) Result {
	var names []name
	var all []Name
	take := func(field gaobang.Field, z zone) {
		text, before := a.Text(field)[z.from:z.to], all
		for _, n := range scan(bounded(text), k, z.reaches) {
			span := gaobang.Span{Field: field, From: z.from + n.from, To: z.from + n.to}
			if !isRead(before, span) {
				names = append(names, n)
				all = append(all, Name{n.role, n.text, span})
			}
		}
	}
	for _, z := range bodyZones(a.Body) {
		take(gaobang.FieldBody, z)
	}
	for from := 0; from < len(a.Meta); {
		line, _, _ := strings.Cut(a.Meta[from:], "\n")
		mark := len(line) - len(strings.TrimPrefix(line, gaobang.ClaimMark))
		take(gaobang.FieldMeta, zone{from + mark, from + len(line), textEnd})
		from += len(line) + 1
	}
	for _, s := range a.BylineSpans {
		if text := a.Text(s.Field); s.From >= 0 && s.From <= s.To && s.To <= len(text) {
			take(s.Field, zone{s.From, s.To, textEnd})
		}
	}
	names, all = inFull(a, names, all)
	return Result{Byline: bylineOf(names), Names: all}
}

// isRead reports a span that an earlier zone has read.
func isRead(all []Name, s gaobang.Span) bool {
	for _, n := range all {
		if n.Field == s.Field && n.From < s.To && s.From < n.To {
			return true
		}
	}
	return false
}

// zone is a run of a text in which a byline may stand.
type zone struct {
	from, to int
	reaches  reach
}

// reach is how far a text goes, on which it hangs where names without a role may
// stand.
type reach uint8

const (
	inLine  reach = iota // nowhere: the line goes on
	lineEnd              // behind a mark: □林测试
	textEnd              // in the bracket that ends a piece, too
)

// bodyZones are the runs of the body where a byline may stand: the opening of the
// first lines, short lines near the ends, and the bracket that ends the text.
func bodyZones(body string) []zone {
	var zones []zone
	from := 0
	lines := strings.Split(body, "\n")
	end := len(lines)
	for end > 1 && isEditors(lines[end-1]) {
		end--
	}
	for i, line := range lines {
		chars := utf8.RuneCountInString(line)
		nearEnd := i >= end-leadLines
		switch {
		case i < leadLines:
			open := opening(line)
			zones = append(zones, zone{from, from + open, reachOf(open == len(line), nearEnd)})
			if i == end-1 && open < len(line) {
				zones = append(zones, tailZone(line, from))
			}
		case nearEnd && chars <= tailChars:
			zones = append(zones, zone{from, from + len(line), textEnd})
		case i == end-1:
			zones = append(zones, tailZone(line, from))
		case i >= len(lines)-creditLines && chars <= creditChars && isCredit(line):
			zones = append(zones, zone{from, from + len(line), lineEnd})
		}
		from += len(line) + 1
	}
	return zones
}

// isEditors reports a short line about those who edited the piece: what stands
// before it ends the text.
func isEditors(line string) bool {
	line = strings.TrimLeft(line, " \u3000(（[【")
	return utf8.RuneCountInString(line) <= creditChars && slices.ContainsFunc(roleWords[firstRune(line)], func(w roleWord) bool {
		return w.role == Editor && strings.HasPrefix(line, w.word)
	})
}

// isCredit reports a line that is a label with what it says and no sentence:
// 供稿：林测试. One letter alone begins captions too (图：颁证现场), and 单位 tables.
func isCredit(line string) bool {
	label, said, ok := strings.Cut(strings.ReplaceAll(line, ":", "："), "：")
	label = strings.TrimSpace(label)
	if !ok || strings.TrimSpace(said) == "" || strings.ContainsAny(line, "，。！？；“”") {
		return false
	}
	return slices.Contains(bothParts, label) || slices.ContainsFunc(roleWords[firstRune(label)], func(w roleWord) bool {
		return w.word == label && label != "单位" && utf8.RuneCountInString(label) > 1
	})
}

// bothParts are the labels of who made text and pictures.
var bothParts = []string{"文图", "图文", "文/图", "图/文", "文、图", "图、文", "文 图", "图 文", "文字图片"}

func reachOf(whole, nearEnd bool) reach {
	switch {
	case whole && nearEnd:
		return textEnd
	case whole:
		return lineEnd
	}
	return inLine
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
func tailZone(line string, from int) zone {
	open := strings.LastIndexAny(line, "(（[【〔")
	if open < 0 || utf8.RuneCountInString(line[open:]) > tailChars {
		return zone{from, from, textEnd}
	}
	return zone{from + open, from + len(line), textEnd}
}
