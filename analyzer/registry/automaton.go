package registry

import (
	"slices"
	"unicode/utf8"
)

// automaton is Aho-Corasick over letters, not bytes. Most letters of a text begin
// no name, so the way from the root is a table and the other edges are one hash
// table: 85,000 names fit in 40 MB, where a table of bytes takes hundreds, and
// every match is reported, the shorter ones too, as the day needs.
type automaton struct {
	symbols []uint16 // by letter: 0 for one in no name, gap, or its number
	root    []uint32 // by symbol
	edges   edges
	fail    []uint32
	output  []uint32 // by node: its entry + 1
	suffix  []uint32 // by node: the next shorter node with an output
	depth   []uint8
}

const (
	gap = 1 // the symbol of padding
	// maxLetters is the longest name; a longer one is no name but a mistake.
	maxLetters = 64
	// maxGap is how much padding may stand between two letters of a name.
	maxGap = 3
	planes = 0x20000 // letters of the planes that hold Han
)

// match is an entry found at bytes [from, to).
type match struct {
	from, to int
	entry    uint32
}

// newAutomaton builds the automaton over folded names; entry i is names[i].
func newAutomaton(names [][]rune) *automaton {
	a := &automaton{symbols: make([]uint16, planes)}
	a.number(names)
	total := 1
	for _, name := range names {
		total += len(name)
	}
	a.edges = newEdges(total)
	a.grow(0)
	for i, name := range names {
		a.insert(name, uint32(i)+1)
	}
	a.link()
	return a
}

// number gives every letter of the names, in every width and case, a symbol.
func (a *automaton) number(names [][]rune) {
	next := uint16(gap + 1)
	for _, name := range names {
		for _, r := range name {
			if r < planes && a.symbols[r] == 0 && next != 0 {
				a.symbols[r] = next
				next++
			}
		}
	}
	a.root = make([]uint32, next)
	for r := range rune(planes) {
		if f := fold(r); f != r && f < planes {
			a.symbols[r] = a.symbols[f]
		}
		if isGap(r) {
			a.symbols[r] = gap
		}
	}
}

func (a *automaton) grow(depth uint8) uint32 {
	a.fail = append(a.fail, 0)
	a.output = append(a.output, 0)
	a.suffix = append(a.suffix, 0)
	a.depth = append(a.depth, depth)
	return uint32(len(a.fail) - 1) //nolint:gosec // fewer than 2^32 nodes
}

func (a *automaton) insert(name []rune, output uint32) {
	if len(name) == 0 || len(name) > maxLetters {
		return
	}
	node := uint32(0)
	for _, r := range name {
		if r >= planes || a.symbols[r] <= gap {
			return
		}
		node = a.child(node, a.symbols[r])
	}
	a.output[node] = output
}

// child is the node below node by symbol, made where it is missing.
func (a *automaton) child(node uint32, symbol uint16) uint32 {
	next := a.step(node, symbol)
	if next != 0 {
		return next
	}
	next = a.grow(a.depth[node] + 1)
	if node == 0 {
		a.root[symbol] = next
	} else {
		a.edges.put(node, symbol, next)
	}
	return next
}

func (a *automaton) step(node uint32, symbol uint16) uint32 {
	if node == 0 {
		return a.root[symbol]
	}
	return a.edges.get(node, symbol)
}

// link sets where to go on when a name breaks off: nodes by growing depth, so
// that what a node needs is there.
func (a *automaton) link() {
	all := a.edges.all()
	slices.SortFunc(all, func(x, y edge) int {
		if dx, dy := a.depth[x.to], a.depth[y.to]; dx != dy {
			return int(dx) - int(dy)
		}
		return int(x.to) - int(y.to)
	})
	for _, e := range all {
		fail := a.fail[e.from]
		next := a.step(fail, e.symbol)
		for next == 0 && fail != 0 {
			fail = a.fail[fail]
			next = a.step(fail, e.symbol)
		}
		a.fail[e.to] = next
		if a.suffix[e.to] = a.suffix[next]; a.output[next] != 0 {
			a.suffix[e.to] = next
		}
	}
}

// find is every occurrence of every name, by growing end.
func (a *automaton) find(text string) []match {
	var (
		found  []match
		starts [maxLetters]int // where the last letters began
		count  int
		node   uint32
		gaps   int
	)
	for at := 0; at < len(text); {
		r, size := letter(text, at)
		symbol := uint16(0)
		if r < planes {
			symbol = a.symbols[r]
		}
		if symbol <= gap {
			if gaps++; symbol != gap || gaps > maxGap {
				node = 0
			}
			at += size
			continue
		}
		gaps = 0
		next := a.step(node, symbol)
		for next == 0 && node != 0 {
			node = a.fail[node]
			next = a.step(node, symbol)
		}
		node = next
		if node != 0 {
			starts[count%maxLetters] = at
			count++
			for n := node; n != 0; n = a.suffix[n] {
				if entry := a.output[n]; entry != 0 {
					from := starts[(count-int(a.depth[n]))%maxLetters]
					found = append(found, match{from, at + size, entry - 1})
				}
			}
		}
		at += size
	}
	return found
}

// letter decodes the letter at a byte offset, the Han ones without a call.
func letter(text string, at int) (rune, int) {
	c := text[at]
	if c < utf8.RuneSelf {
		return rune(c), 1
	}
	if c >= 0xE1 && c <= 0xEC && at+2 < len(text) {
		c1, c2 := text[at+1], text[at+2]
		if c1&0xC0 == 0x80 && c2&0xC0 == 0x80 {
			return rune(c&0x0F)<<12 | rune(c1&0x3F)<<6 | rune(c2&0x3F), 3
		}
	}
	r, size := utf8.DecodeRuneInString(text[at:])
	if r == utf8.RuneError {
		return planes, size
	}
	return r, size
}
