package source

import (
	"unicode/utf8"

	"golang.org/x/net/html"
)

// isShortTitle reports a title of two to four letters (周六领证, 路灯不亮): most labels
// are as short, so it must stand with a date in a row that leads nowhere else, to an
// address like an article's.
func (s *scan) isShortTitle(a *html.Node, title string) bool {
	if n := utf8.RuneCountInString(title); n < 2 || n > 4 || toWhole.MatchString(title) {
		return false
	}
	row := nearestRow(a)
	return row != nil && isOnlyLink(row, a, s) && !rowDate([]*html.Node{row}, a, s.now).IsZero()
}

// maxShortRow is how many nodes such a row has at most: it is asked for every label.
const maxShortRow = 60

// nearestRow is the item of a list or table that an element stands in.
func nearestRow(n *html.Node) *html.Node {
	for range maxTitleLevels {
		if n = n.Parent; n == nil {
			return nil
		}
		switch n.Data {
		case "li", "tr", "dl", "dd", "dt", "p":
			return n
		}
	}
	return nil
}

// isOnlyLink reports that a row has no second link with a text: not a column's, and not
// one of the same address with the title in full.
func isOnlyLink(row, link *html.Node, s *scan) bool {
	nodes := 0
	for c := range row.Descendants() {
		if nodes++; nodes > maxShortRow {
			return false
		}
		if c.Type == html.ElementNode && c.Data == "a" && c != link && linkTitle(c, s) != "" {
			return false
		}
	}
	return true
}
