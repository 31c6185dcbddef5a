package family

import (
	"cmp"
	"slices"

	"github.com/gaobang/gaobang"
)

// Index looks up the articles that share keys, in memory: what the store does by
// its table, for bulk work. It is for one goroutine.
type Index struct {
	slots    []indexSlot // open addressing, a power of two
	used     int
	lists    [][]int32 // of keys that several articles have
	articles []gaobang.ArticleID
	found    []gaobang.Posting // of the look-up under way
}

// indexSlot holds the half of a key and who has it: an article, or where refers to
// a list. The other half of the key is not needed: a wrong candidate is no error.
type indexSlot struct {
	key   uint32
	where int32 // 0 is free, above it an article, below it a list
}

// NewIndex makes an empty index with room for so many keys.
func NewIndex(room int) *Index {
	size := 1 << 10
	for size < room+room/2 {
		size *= 2
	}
	return &Index{slots: make([]indexSlot, size)}
}

func halfOf(key uint64) uint32 { return uint32(key) } //nolint:gosec // half of it is meant

// Add adds an article under its keys.
func (x *Index) Add(id gaobang.ArticleID, keys []uint64) {
	x.articles = append(x.articles, id)
	article := int32(len(x.articles)) //nolint:gosec // an index of 2^31 articles does not fit in memory
	for _, k := range keys {
		if 3*x.used >= 2*len(x.slots) {
			x.grow()
		}
		x.insert(halfOf(k), article)
	}
}

func (x *Index) insert(key uint32, article int32) {
	s := x.slot(key)
	switch {
	case s.where == 0:
		*s = indexSlot{key, article}
		x.used++
	case s.where > 0:
		x.lists = append(x.lists, []int32{s.where})
		s.where = -int32(len(x.lists)) //nolint:gosec // fewer than articles
		fallthrough
	default:
		x.enlist(&x.lists[-s.where-1], article)
	}
}

// enlist keeps the articles of the smallest IDs.
func (x *Index) enlist(list *[]int32, article int32) {
	at, _ := slices.BinarySearchFunc(*list, article, func(a, b int32) int { return cmp.Compare(x.articles[a-1], x.articles[b-1]) })
	if at == gaobang.MaxPostings {
		return
	}
	*list = slices.Insert(*list, at, article)
	*list = (*list)[:min(len(*list), gaobang.MaxPostings)]
}

// slot is where a key stands, or the free one where it would.
func (x *Index) slot(key uint32) *indexSlot {
	mask := uint32(len(x.slots) - 1) //nolint:gosec // fewer than 2^32
	for i := key & mask; ; i = (i + 1) & mask {
		if s := &x.slots[i]; s.where == 0 || s.key == key {
			return s
		}
	}
}

func (x *Index) grow() {
	old := x.slots
	x.slots = make([]indexSlot, 2*len(old))
	for _, s := range old {
		if s.where != 0 {
			*x.slot(s.key) = s
		}
	}
}

// Sift is the articles that share a key, as gaobang.Sift ranks them.
func (x *Index) Sift(keys []uint64) []gaobang.ArticleID {
	x.found = x.found[:0]
	for _, k := range keys {
		switch s := x.slot(halfOf(k)); {
		case s.where > 0:
			x.found = append(x.found, gaobang.Posting{Article: x.articles[s.where-1], Holders: 1})
		case s.where < 0:
			list := x.lists[-s.where-1]
			for _, article := range list {
				x.found = append(x.found, gaobang.Posting{Article: x.articles[article-1], Holders: len(list)})
			}
		}
	}
	return gaobang.Sift(x.found)
}
