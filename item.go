package gaobang

import (
	"strings"
	"unicode/utf8"
)

// itemMarks stand before each item of a round-up.
const itemMarks = "○●◎◇◆□■△▲▶►☆★▪•"

// HasItemMark reports a line that begins an item of a round-up: ●访仙镇民政办走访老人.
func HasItemMark(line string) bool {
	r, size := utf8.DecodeRuneInString(line)
	return size > 0 && strings.ContainsRune(itemMarks, r)
}
