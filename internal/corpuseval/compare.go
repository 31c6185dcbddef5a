package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// plain is a text as it is compared: NFKC, without white space and quotation marks.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune("\"'“”‘’「」『』", r) {
			return -1
		}
		return r
	}, norm.NFKC.String(s))
}

func sameWords(want, got string) bool { return plain(want) == plain(got) }

// sameTime compares to the label's precision; a label may write 2005-8-1.
func sameTime(want, got string) bool {
	want, got = padded(want), padded(got)
	return strings.HasPrefix(got, want) || strings.HasSuffix(want, ":00") && len(want) == 19 && got == want[:16]
}

func padded(s string) string {
	var b strings.Builder
	for i, part := range strings.FieldsFunc(s, func(r rune) bool { return r == '-' || r == ' ' || r == 'T' }) {
		if len(part) == 1 || part[1] == ':' {
			part = "0" + part
		}
		b.WriteString([]string{"", "-", "-", "T", ""}[min(i, 4)] + part)
	}
	return b.String()
}

func sameNames(want, got string) bool {
	set := func(s string) []string {
		names := strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("、，,;；", r) })
		for i := range names {
			names[i] = plain(names[i])
		}
		slices.Sort(names)
		return slices.Compact(names)
	}
	return slices.Equal(set(want), set(got))
}

func sameEnds(got, start, end string, length float64) bool {
	n := float64(len([]rune(got)))
	return strings.HasPrefix(got, plain(start)) && strings.HasSuffix(got, plain(end)) && (length == 0 || n >= 0.95*length && n <= 1.05*length)
}

// ends shows a long text by its ends and length.
func ends(s string) string {
	r := []rune(s)
	if len(r) <= 60 {
		return s
	}
	return fmt.Sprintf("%s … %s (%d)", string(r[:26]), string(r[len(r)-26:]), len(r))
}

func firstRunes(s string, n int) string {
	r := []rune(s)
	return string(r[:min(n, len(r))])
}

// pairsF1 is the F1 of the letter pairs of two texts.
func pairsF1(a, b string) float64 {
	x, n := pairs(a)
	y, m := pairs(b)
	both := 0
	for p, c := range x {
		both += min(c, y[p])
	}
	if n+m == 0 {
		return 1
	}
	return 2 * float64(both) / float64(n+m)
}

func pairs(s string) (map[[2]rune]int, int) {
	count, r := map[[2]rune]int{}, []rune(s)
	for i := 1; i < len(r); i++ {
		count[[2]rune{r[i-1], r[i]}]++
	}
	return count, max(0, len(r)-1)
}
