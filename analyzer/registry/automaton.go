package registry

import (
	"unicode/utf8"
)

// automaton is Aho-Corasick over letters, not bytes, entered by pairs: nearly
// every place of a text is left at once because no name begins with the two
// letters there. Beyond the second letter the edges are one hash table, so 85,000
// names fit in a few megabytes, where a table of bytes takes hundreds. Every match
// is reported, the shorter ones too, as the day needs.
type automaton struct {
	symbols  []uint16 // by letter: 0 for one in no name, gap, or its number
	starters uint16   // the first symbol that begins no name
	pairs    pairSet
	root     []uint32 // by symbol
	edges    edges
	fail     []uint32
	output   []uint32 // by node: its entry + 1
	suffix   []uint32 // by node: the next shorter node with an output
	depth    []uint8
}

const (
	gap = 1 // the symbol of padding
	// maxLetters is the longest name; a longer one is no name but a mistake.
	maxLetters = 64
	// maxGap is how much padding may stand between two letters of a name.
	maxGap = 3
	planes = 0x33480 // the letters up to the last plane of Han
)

// match is an entry found at bytes [from, to).
type match struct {
	from, to int
	entry    uint32
}

// isThree reports three bytes that are one letter: Han, and the signs between it,
// “、，” of U+2000 to U+FFFF. Those that begin with ED may be half of a pair.
func isThree(c, c1, c2 byte) bool {
	return c >= 0xE2 && c <= 0xEF && c != 0xED && c1&c2&0xC0 == 0x80 && (c1|c2)&0x40 == 0
}

// letter is the letter of three bytes.
func letter(c, c1, c2 byte) rune { return rune(c&0x0F)<<12 | rune(c1&0x3F)<<6 | rune(c2&0x3F) }

// symbolAt is the symbol of the letter at a byte offset and its length; 0, 0 at
// the end. Letters of three bytes are decoded without a call.
func (a *automaton) symbolAt(text string, at int) (symbol uint16, size int) {
	if at+2 < len(text) && isThree(text[at], text[at+1], text[at+2]) {
		return a.symbols[letter(text[at], text[at+1], text[at+2])], 3
	}
	return a.otherSymbolAt(text, at)
}

func (a *automaton) otherSymbolAt(text string, at int) (symbol uint16, size int) {
	if at >= len(text) {
		return 0, 0
	}
	if c := text[at]; c < utf8.RuneSelf {
		return a.symbols[c], 1
	}
	r, size := utf8.DecodeRuneInString(text[at:])
	if r == utf8.RuneError || r >= planes {
		return 0, size
	}
	return a.symbols[r], size
}

// afterGap is the symbol behind a little padding, where it begins, and its
// length; 0 where there is too much of it.
func (a *automaton) afterGap(text string, at int) (symbol uint16, from, size int) {
	for range maxGap + 1 {
		symbol, size = a.symbolAt(text, at)
		if symbol != gap {
			return symbol, at, size
		}
		at += size
	}
	return 0, at, 0
}

// find adds every occurrence of every name to found.
func (a *automaton) find(text string, found []match) []match {
	at := 0
	symbol, size := a.symbolAt(text, 0)
	for at < len(text) {
		next := at + size
		var second uint16
		secondSize := 3
		if next+2 < len(text) && isThree(text[next], text[next+1], text[next+2]) {
			// The usual case of symbolAt, without a call.
			second = a.symbols[letter(text[next], text[next+1], text[next+2])]
		} else {
			second, secondSize = a.symbolAt(text, next)
		}
		if symbol > gap && symbol < a.starters {
			if second == gap {
				second, next, secondSize = a.afterGap(text, next)
			}
			if second > gap && a.pairs.has(symbol, second) {
				if node := a.edges.get(a.root[symbol], second); node != 0 {
					at, found = a.follow(text, [2]int{at, next}, next+secondSize, node, found)
					symbol, size = a.symbolAt(text, at)
					continue
				}
			}
		}
		at, symbol, size = next, second, secondSize
	}
	return found
}

// follow goes on from the node of two letters, up to the letter with which no
// name is left; that one may begin another.
func (a *automaton) follow(text string, first [2]int, end int, node uint32, found []match) (at int, all []match) {
	var starts [maxLetters]int // where the last letters began
	starts[0], starts[1] = first[0], first[1]
	for count := 2; ; {
		for n := node; n != 0; n = a.suffix[n] {
			if entry := a.output[n]; entry != 0 {
				found = append(found, match{starts[(count-int(a.depth[n]))%maxLetters], end, entry - 1})
			}
		}
		symbol, from, size := a.afterGap(text, end)
		if symbol <= gap {
			return from + size, found
		}
		next := a.edges.get(node, symbol)
		for next == 0 {
			if node = a.fail[node]; node == 0 {
				return from, found
			}
			next = a.edges.get(node, symbol)
		}
		node, end = next, from+size
		starts[count%maxLetters] = from
		count++
	}
}
