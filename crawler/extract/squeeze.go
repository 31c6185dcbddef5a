package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
)

// cut marks in the buffer where an inline element begins or ends, cell where a
// cell of a table of data begins.
const (
	cut  = '\x1f'
	cell = '\x1e'
)

// squeeze makes every run of white space one space and drops what does not show.
func squeeze(s string) string {
	text, _ := squeezeCut(s)
	return text
}

// isSqueezed reports that squeezing leaves a text as it is, as it does most lines.
func isSqueezed(s string) bool {
	before := byte(' ')
	for i := range len(s) {
		c := s[i]
		switch {
		case c < ' ' || c == ' ' && before == ' ':
			return false
		case c < 0x80:
		case before == 0xc2 && (c == 0xa0 || c == 0x85), // no-break space, next line
			before == 0xe1 && c == 0x9a, // U+1680
			before == 0xe2 && c == 0x81, // U+205F
			before == 0xe2 && c == 0x80 && i+1 < len(s) && (s[i+1] < 0x90 || s[i+1]&0xf8 == 0xa8), // spaces and joiners from U+2000 on, but no quotation marks
			before == 0xe3 && c == 0x80 && strings.HasPrefix(s[i-1:], "\u3000"),
			before == 0xef && c == 0xbb: // U+FEFF
			return false
		}
		before = c
	}
	return s == "" || before != ' '
}

// squeezeCut squeezes and gives the places of the cuts in what is left.
func squeezeCut(s string) (text string, cuts []int) {
	if utf8.ValidString(s) && isSqueezed(s) {
		return s, nil
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for len(s) > 0 {
		if n := shown(s); n > 0 {
			if space {
				b.WriteByte(' ')
				space = false
			}
			b.WriteString(s[:n])
			s = s[n:]
			continue
		}
		r, size := utf8.DecodeRuneInString(s)
		s = s[size:]
		switch {
		case r == cell:
			if b.Len() > 0 {
				b.WriteByte('\t')
			}
			space = false
		case r == cut:
			if b.Len() > 0 && b.Len() < maxCut {
				cuts = append(cuts, b.Len())
			}
		case r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\u3000' || r == '\u00a0' || r > 0x7f && r < '\u3000' && unicode.IsSpace(r) || r < ' ':
			space = b.Len() > 0
		case r == '\u200b' || r == '\ufeff' || r == '\u200c' || r == '\u200d':
		default:
			if space {
				b.WriteByte(' ')
				space = false
			}
			b.WriteRune(r)
		}
	}
	text = strings.TrimRight(b.String(), "\t")
	for len(cuts) > 0 && cuts[len(cuts)-1] > len(text) {
		cuts = cuts[:len(cuts)-1]
	}
	return text, cuts
}

// shown is how many bytes of letters a text begins with that are left as they are.
func shown(s string) int {
	n := 0
	for n < len(s) {
		switch {
		case s[n] > ' ' && s[n] < utf8.RuneSelf:
			n++
		case gaobang.HanAt(s, n):
			n += 3
		default:
			return n
		}
	}
	return n
}

// maxCut is the bytes of a line up to which cuts are kept: they matter in lines
// about the piece.
const maxCut = 400
