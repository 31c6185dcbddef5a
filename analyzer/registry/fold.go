package registry

import (
	"strings"
	"sync"
	"unicode"

	"github.com/gaobang/gaobang/analyzer/simplify"
)

// fold makes letters equal that differ in width, case or script alone: Ａ, ａ, A,
// a; 測, 测; the several middle dots of foreign names.
func fold(r rune) rune {
	if s := simplify.Rune(r); s != r {
		return s
	}
	return foldWidth(r)
}

// foldWidth folds width and case.
func foldWidth(r rune) rune {
	switch {
	case r >= 0xFF01 && r <= 0xFF5E:
		r -= 0xFEE0
	case r == '•' || r == '・' || r == '‧' || r == '∙' || r == '．' || r == '●':
		return '·'
	}
	if r < 0x80 {
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	if unicode.IsUpper(r) {
		return unicode.ToLower(r)
	}
	return r
}

// variant is a letter that is another one when folded.
type variant struct{ letter, folded rune }

// variants are all of them.
var variants = sync.OnceValue(func() []variant {
	var all []variant
	for r := range rune(planes) {
		if f := fold(r); f != r && f < planes {
			all = append(all, variant{r, f})
		}
	}
	return all
})

// gaps are what may stand between the letters of a name and mean nothing: the
// space that pads 曾 强, the one of a badly set line. A line break may not.
const gaps = " \t\u3000\u00A0\u200B\uFEFF\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A"

func isGap(r rune) bool { return strings.ContainsRune(gaps, r) }

// plainName is a name in half width and lower case, without gaps.
func plainName(name string) string {
	return strings.Map(func(r rune) rune {
		if isGap(r) {
			return -1
		}
		return foldWidth(r)
	}, name)
}

// foldName is a name as the automaton knows it: folded, without gaps.
func foldName(name string) []rune {
	var folded []rune
	for _, r := range name {
		if !isGap(r) {
			folded = append(folded, fold(r))
		}
	}
	return folded
}
