package gaobang

import (
	"strings"
	"unicode/utf8"
)

// ItemMarks stand before each item of a round-up.
const ItemMarks = "○●◎◇◆□■△▲▶►☆★▪•"

// HasItemMark reports a line that begins an item of a round-up: ●访仙镇民政办走访老人.
func HasItemMark(line string) bool {
	r, size := utf8.DecodeRuneInString(line)
	return size > 0 && strings.ContainsRune(ItemMarks, r)
}
