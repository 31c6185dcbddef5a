package registry

import "math/bits"

// edges are the edges of the automaton below its root: an open hash table that
// is filled once and then only read.
type edges struct {
	keys  []uint64 // node and symbol; 0 is empty, as no edge here leaves the root
	nodes []uint32
	shift uint8
}

type edge struct {
	from, to uint32
	symbol   uint16
}

// newEdges makes room for count edges at half load.
func newEdges(count int) edges {
	size := uint(max(bits.Len(uint(2*count)), 4))
	return edges{keys: make([]uint64, 1<<size), nodes: make([]uint32, 1<<size), shift: uint8(64 - size)}
}

// slot is where a key begins to look for room; the factor is 2^64 over the
// golden ratio (Knuth's multiplicative hashing).
func (e *edges) slot(key uint64) uint64 { return key * 0x9E3779B97F4A7C15 >> e.shift }

func edgeKey(node uint32, symbol uint16) uint64 { return uint64(node)<<16 | uint64(symbol) }

func (e *edges) get(node uint32, symbol uint16) uint32 {
	key, mask := edgeKey(node, symbol), uint64(len(e.keys)-1) //nolint:gosec // the table is never empty
	for i := e.slot(key); ; i = (i + 1) & mask {
		switch e.keys[i] {
		case key:
			return e.nodes[i]
		case 0:
			return 0
		}
	}
}

func (e *edges) put(node uint32, symbol uint16, to uint32) {
	key, mask := edgeKey(node, symbol), uint64(len(e.keys)-1) //nolint:gosec // the table is never empty
	i := e.slot(key)
	for e.keys[i] != 0 {
		i = (i + 1) & mask
	}
	e.keys[i], e.nodes[i] = key, to
}

func (e *edges) all() []edge {
	var all []edge
	for i, key := range e.keys {
		if key != 0 {
			all = append(all, edge{from: uint32(key >> 16), symbol: uint16(key), to: e.nodes[i]}) //nolint:gosec // as packed
		}
	}
	return all
}
