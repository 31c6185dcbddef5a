package registry

import "math/bits"

// edges are the edges of the automaton below its root: an open hash table that
// is filled once and then only read.
type edges struct {
	slots []edge
	shift uint8
}

// edge leads by key, a node and a symbol, to a node; key 0 is none, as no edge
// here leaves the root.
type edge struct {
	key uint64
	to  uint32
}

// newEdges makes room for count edges at half load.
func newEdges(count int) edges {
	size := uint(max(bits.Len(uint(2*count)), 4))
	return edges{slots: make([]edge, 1<<size), shift: uint8(64 - size)}
}

// slot is where a key begins to look for room; the factor is 2^64 over the
// golden ratio (Knuth's multiplicative hashing).
func (e *edges) slot(key uint64) uint64 { return key * 0x9E3779B97F4A7C15 >> e.shift }

func edgeKey(node uint32, symbol uint16) uint64 { return uint64(node)<<16 | uint64(symbol) }

func (e *edges) get(node uint32, symbol uint16) uint32 {
	key, mask := edgeKey(node, symbol), uint64(len(e.slots)-1) //nolint:gosec // the table is never empty
	for i := e.slot(key); ; i = (i + 1) & mask {
		switch e.slots[i].key {
		case key:
			return e.slots[i].to
		case 0:
			return 0
		}
	}
}

func (e *edges) put(node uint32, symbol uint16, to uint32) {
	e.place(edge{edgeKey(node, symbol), to})
}

func (e *edges) place(one edge) {
	mask := uint64(len(e.slots) - 1) //nolint:gosec // the table is never empty
	i := e.slot(one.key)
	for e.slots[i].key != 0 {
		i = (i + 1) & mask
	}
	e.slots[i] = one
}

// fitted is the table with room for count edges: names that begin alike make
// fewer than they have letters.
func (e *edges) fitted(count int) edges {
	smaller := newEdges(count)
	if len(smaller.slots) == len(e.slots) {
		return *e
	}
	for _, one := range e.slots {
		if one.key != 0 {
			smaller.place(one)
		}
	}
	return smaller
}

// pairSet holds the first two symbols of all names, as one bit each of a table
// small enough to stay in the cache. Pairs that share a bit are taken for one
// another; the edges tell them apart.
type pairSet struct {
	bits  []uint64
	shift uint8
}

// newPairSet makes room for count pairs, 16 bits each, from 8 KB to 128 KB.
func newPairSet(count int) pairSet {
	size := uint(min(max(bits.Len(uint(16*count)), 16), 20))
	return pairSet{make([]uint64, 1<<(size-6)), uint8(64 - size)}
}

func (p *pairSet) bit(first, second uint16) uint64 {
	return (uint64(first)<<16 | uint64(second)) * 0x9E3779B97F4A7C15 >> p.shift
}

func (p *pairSet) has(first, second uint16) bool {
	bit := p.bit(first, second)
	return p.bits[bit>>6]&(1<<(bit&63)) != 0
}

func (p *pairSet) add(first, second uint16) {
	bit := p.bit(first, second)
	p.bits[bit>>6] |= 1 << (bit & 63)
}
