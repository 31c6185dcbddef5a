package attribute

import "strings"

// itemEnds end the items of a list of things, besides 、.
const itemEnds = "，。；：！？,;:!?（）()“”\n"

// Bounds on the list in which a word is looked at, in bytes: an item that is longer
// is a clause.
const (
	longestItem = 30
	longestRow  = 240
)

// isListedAmongOthers reports an institution or the office that is one item of a list
// in which no other item is of the field: 应急、水利、民政等部门. What such a list is about
// is none of its items' business.
func isListedAmongOthers(text string, at int, word string) bool {
	if !endsInAny(word, "院站构墓政") {
		return false
	}
	row, from := rowAround(text, at)
	items := strings.Split(row, "、")
	if len(items) == 1 {
		return false
	}
	own, offset := -1, from
	for i, item := range items {
		if offset <= at && at < offset+len(item) {
			own = i
		}
		offset += len(item) + len("、")
	}
	if own < 0 || len(items[own]) > longestItem+len(word) {
		return false
	}
	for i, item := range items {
		if i != own && hasFieldWord(item) {
			return false
		}
	}
	return true
}

// rowAround is the row of items in which an offset stands, and where it begins.
func rowAround(text string, at int) (row string, from int) {
	from = len(text[:at]) - len(tail(text[:at], longestRow))
	if i := strings.LastIndexAny(text[from:at], itemEnds); i >= 0 {
		from += i + len(string([]rune(text[from+i:])[0]))
	}
	row = head(text[from:], at-from+longestRow)
	if i := strings.IndexAny(row[at-from:], itemEnds); i >= 0 {
		row = row[:at-from+i]
	}
	return row, from
}

// hasFieldWord reports a word of the field, whatever stands around.
func hasFieldWord(text string) bool {
	for at, r := range text {
		for _, w := range civilAffairsBy[r] {
			if strings.HasPrefix(text[at:], w.word) && w.standsAt(text, at) {
				return true
			}
		}
	}
	return false
}
