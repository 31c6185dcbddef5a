package family

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/simplify"
)

// Version names this way to compare texts: families that an older program made are
// made anew. Raise it with every change of what Read, Keys and Near give.
const Version = "4"

const (
	runLetters = 7      // 丹阳市民政局 alone makes no run: a name is no story
	tinyText   = 40     // letters: under it only the same text is the same story
	tinyAlone  = 24     // of a tiny text that tells by itself; under it the title has to be the same too
	tinyTitled = 12     // of title and text together; under it nothing is told
	mostRuns   = 30_000 // of a text are compared; no piece is that long
)

// Text is what is compared of an article.
type Text struct {
	runs        []uint64     // of seven letters each, hashed, rising, each once
	letters     int          // of the body
	whole       uint64       // of all letters; of a very short text with its title; 0 where there is nothing to compare
	particulars []particular // rising
	day         gaobang.Date // of publication; the zero date where the page gives none
	roundUp     bool         // it looks like several items
	form        uint64       // of the title, its figures left out
	figures     uint64       // of the title
}

// Read reads what is compared of an article. Only letters and digits count, in
// half width, lower case and simplified form: sites change the rest.
func Read(title, body string, published gaobang.Moment) Text {
	letters, named := saying(lettersOf(body), body), lettersOf(title)
	t := Text{letters: len(letters), day: published.Date()}
	t.form, t.figures = formOf(named)
	switch {
	case len(letters) >= tinyAlone:
		t.whole = hashRun(letters)
	case len(letters)+len(named) >= tinyTitled:
		t.whole = hashRun(append(append(named, 0), letters...))
	}
	if len(letters) < tinyText {
		return t
	}
	letters = letters[:min(len(letters), mostRuns)]
	for i := 0; i+runLetters <= len(letters); i++ {
		t.runs = append(t.runs, hashRun(letters[i:i+runLetters]))
	}
	slices.Sort(t.runs)
	t.runs = slices.Compact(t.runs)
	t.particulars = particularsOf(letters)
	t.roundUp = looksLikeRoundUp(title, body)
	return t
}

func lettersOf(text string) []rune {
	letters := make([]rune, 0, len(text)/3)
	for i := 0; i < len(text); {
		var r rune
		var size int
		if gaobang.HanAt(text, i) {
			size = 3
			r = rune(text[i]&0x0F)<<12 | rune(text[i+1]&0x3F)<<6 | rune(text[i+2]&0x3F)
		} else {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		i += size
		if r >= '！' && r <= '～' {
			r -= '！' - '!'
		}
		switch {
		case r >= '一' && r <= '鿿': // most letters: they have no other case
			letters = append(letters, simplify.Rune(r))
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			letters = append(letters, unicode.ToLower(simplify.Rune(r)))
		}
	}
	return letters
}

// hashRun is FNV-1a over letters, then mixed.
func hashRun(letters []rune) uint64 {
	h := uint64(14695981039346656037)
	for _, r := range letters {
		h = (h ^ uint64(uint32(r))) * 1099511628211 //nolint:gosec // a letter is not negative
	}
	return mix(h)
}

// mix spreads every bit over all (the finaliser of SplitMix64).
func mix(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

// Trace is the SimHash of a text's runs, or the hash of a very short text with its
// title: what is left of a text that is not kept.
func Trace(title, body string) uint64 {
	letters := lettersOf(body)
	if len(letters) < tinyText {
		return hashRun(append(append(lettersOf(title), 0), letters...))
	}
	letters = letters[:min(len(letters), mostRuns)]
	// The votes of each bit stand upright: planes[k] holds the k-th digit of all 64.
	var planes [16]uint64
	runs := len(letters) - runLetters + 1
	for i := range runs {
		carry := hashRun(letters[i : i+runLetters])
		for k := 0; carry != 0; k++ {
			planes[k], carry = planes[k]^carry, planes[k]&carry
		}
	}
	var sum uint64
	for bit := range 64 {
		votes := 0
		for k, digits := range planes {
			votes += int(digits>>bit&1) << k
		}
		if 2*votes > runs {
			sum |= 1 << bit
		}
	}
	return sum
}

const (
	leastKeys = 16
	keyShare  = 32 // one run in so many is a key
)

// Keys are the numbers under which a text is looked up: two texts meet only if
// they share one. They are the smallest hashes of its runs, one run in thirty-two and
// at least sixteen, so that a text has the same keys in whatever stands around it;
// and the text as a whole.
func (t Text) Keys() []uint64 {
	if t.whole == 0 {
		return nil
	}
	n, _ := slices.BinarySearch(t.runs, ^uint64(0)/keyShare)
	return append(slices.Clone(t.runs[:min(max(n, leastKeys), len(t.runs))]), t.whole)
}
