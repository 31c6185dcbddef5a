package extract

import (
	"strings"
	"testing"
	"unicode"
)

// FuzzSqueeze holds the quick ways to squeezing letter by letter.
func FuzzSqueeze(f *testing.F) {
	for _, s := range []string{"云阳街道“走访”老人——第1次…", " a", "a ", "a  b", "a b", "甲\u3000乙", "甲\u00a0乙", "甲\u200b乙", "甲\u2028乙", "甲\u202f乙", "甲\u205f乙", "\ufeff甲", "甲\u0085", "甲\u1680乙", "甲、乙，丙。", "甲\x1e乙", "甲\x1f 乙\x7f", "\xe4\xb8", "\xe4\xb8\x41丙", "\xe4\xc0\x80", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, _ := squeezeCut(s)
		if want := squeezedByLetter(s); got != want {
			t.Errorf("%q becomes %q, want %q", s, got, want)
		}
	})
}

func squeezedByLetter(s string) string {
	var b strings.Builder
	space := false
	for _, r := range s {
		switch {
		case r == cell:
			if b.Len() > 0 {
				b.WriteByte('\t')
			}
			space = false
		case r == cut, r == '\u200b', r == '\ufeff', r == '\u200c', r == '\u200d':
		case r < ' ', unicode.IsSpace(r):
			space = b.Len() > 0
		default:
			if space {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(r)
		}
	}
	return strings.TrimRight(b.String(), "\t")
}
