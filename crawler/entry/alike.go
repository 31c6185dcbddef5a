package entry

import "strings"

// Alike reports whether a page, by its title and body, may be the piece of a title
// that a person entered: titles are shortened, lose their kicker or gain the name of
// a column, and share most of their letters all the same.
func Alike(entered, title, body string) bool {
	a, b := []rune(Identity(entered)), []rune(Identity(title))
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 || strings.Contains(string(b), string(a)) || strings.Contains(Identity(body), Identity(entered)) {
		return true
	}
	pairs := map[[2]rune]bool{}
	for i := 1; i < len(b); i++ {
		pairs[[2]rune{b[i-1], b[i]}] = true
	}
	shared := 0
	for i := 1; i < len(a); i++ {
		if pairs[[2]rune{a[i-1], a[i]}] {
			shared++
		}
	}
	return 2*shared >= len(a)-1
}
