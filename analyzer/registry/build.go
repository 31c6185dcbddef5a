package registry

// newAutomaton builds the automaton over folded names; entry i is names[i].
func newAutomaton(names [][]rune) *automaton {
	a := &automaton{symbols: make([]uint16, planes)}
	a.number(names)
	total := 1
	for _, name := range names {
		total += len(name)
	}
	t := &trie{automaton: a}
	t.grow(0, 0, 0)
	a.edges = newEdges(total)
	for i, name := range names {
		t.insert(name, uint32(i)+1)
	}
	a.edges = a.edges.fitted(len(a.fail))
	t.link()
	t.pair()
	return a
}

// trie is the automaton while it is built.
type trie struct {
	*automaton

	parent []uint32
	symbol []uint16
}

// pair notes the first two symbols of all names.
func (t *trie) pair() {
	count := 0
	for _, depth := range t.depth {
		if depth == 2 {
			count++
		}
	}
	t.pairs = newPairSet(count)
	for node, depth := range t.depth {
		if depth == 2 {
			t.pairs.add(t.symbol[t.parent[node]], t.symbol[node])
		}
	}
}

// number gives every letter of the names, in every width, case and script, a
// symbol; those that begin names come first.
func (a *automaton) number(names [][]rune) {
	next := uint16(gap + 1)
	give := func(letters []rune) {
		for _, r := range letters {
			if r < planes && a.symbols[r] == 0 && next != 0 {
				a.symbols[r] = next
				next++
			}
		}
	}
	for _, name := range names {
		give(name[:1])
	}
	a.starters = next
	for _, name := range names {
		give(name)
	}
	a.root = make([]uint32, next)
	for _, v := range variants() {
		a.symbols[v.letter] = a.symbols[v.folded]
	}
	for _, r := range gaps {
		a.symbols[r] = gap
	}
}

func (t *trie) grow(parent uint32, symbol uint16, depth uint8) uint32 {
	t.fail = append(t.fail, 0)
	t.output = append(t.output, 0)
	t.suffix = append(t.suffix, 0)
	t.depth = append(t.depth, depth)
	t.parent = append(t.parent, parent)
	t.symbol = append(t.symbol, symbol)
	return uint32(len(t.fail) - 1) //nolint:gosec // fewer than 2^32 nodes
}

func (t *trie) insert(name []rune, output uint32) {
	if len(name) == 0 || len(name) > maxLetters {
		return
	}
	node := uint32(0)
	for _, r := range name {
		if r >= planes || t.symbols[r] <= gap {
			return
		}
		node = t.child(node, t.symbols[r])
	}
	t.output[node] = output
}

// child is the node below node by symbol, made where it is missing.
func (t *trie) child(node uint32, symbol uint16) uint32 {
	next := t.step(node, symbol)
	if next != 0 {
		return next
	}
	next = t.grow(node, symbol, t.depth[node]+1)
	if node == 0 {
		t.root[symbol] = next
	} else {
		t.edges.put(node, symbol, next)
	}
	return next
}

func (t *trie) step(node uint32, symbol uint16) uint32 {
	if node == 0 {
		return t.root[symbol]
	}
	return t.edges.get(node, symbol)
}

// link sets where to go on when a name breaks off: nodes by growing depth, so
// that what a node needs is there.
func (t *trie) link() {
	for _, node := range t.byDepth() {
		if t.depth[node] < 2 {
			continue
		}
		fail, symbol := t.fail[t.parent[node]], t.symbol[node]
		next := t.step(fail, symbol)
		for next == 0 && fail != 0 {
			fail = t.fail[fail]
			next = t.step(fail, symbol)
		}
		t.fail[node] = next
		if t.suffix[node] = t.suffix[next]; t.output[next] != 0 {
			t.suffix[node] = next
		}
	}
}

// byDepth is the nodes by growing depth.
func (t *trie) byDepth() []uint32 {
	var from [maxLetters + 2]int
	for _, d := range t.depth {
		from[d+1]++
	}
	for d := range maxLetters + 1 {
		from[d+1] += from[d]
	}
	order := make([]uint32, len(t.depth))
	for node, d := range t.depth {
		order[from[d]] = uint32(node)
		from[d]++
	}
	return order
}
