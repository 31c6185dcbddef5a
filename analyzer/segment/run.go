package segment

import (
	"iter"
	"unicode"
	"unicode/utf8"
)

// run is a piece of text of one script: Han letters, or other letters and
// digits. What lies between runs is spaces and punctuation.
type run struct {
	from, to int
	han      bool
}

// maxRun bounds one cut: no sentence is longer, and gse holds maps as long as
// what it cuts.
const maxRun = 3000

// runs are the runs of the text in order.
func runs(text string) iter.Seq[run] {
	return func(yield func(run) bool) {
		for at := 0; at < len(text); {
			r, size := utf8.DecodeRuneInString(text[at:])
			if !isWordRune(r) {
				at += size
				continue
			}
			next := run{from: at, to: runEnd(text, at), han: isHan(r)}
			if !yield(next) {
				return
			}
			at = next.to
		}
	}
}

// runEnd is where the run that starts at from ends.
func runEnd(text string, from int) int {
	first, _ := utf8.DecodeRuneInString(text[from:])
	han, at := isHan(first), from
	for at < len(text) && at-from < maxRun {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !isWordRune(r) || isHan(r) != han {
			break
		}
		at += size
	}
	return at
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

func isWordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}
