package family

import "github.com/gaobang/gaobang"

// Index looks up the articles that share a key, in memory: what the store does
// by its table, for bulk work.
type Index struct {
	byKey    map[uint64][]int32
	articles []gaobang.ArticleID
	sketches []Sketch
}

// NewIndex makes an empty index with room for so many articles.
func NewIndex(room int) *Index { return &Index{byKey: make(map[uint64][]int32, keyCount*room)} }

// Add adds an article.
func (x *Index) Add(id gaobang.ArticleID, s Sketch) {
	n := int32(len(x.articles)) //nolint:gosec // an index of 2^31 articles does not fit in memory
	x.articles, x.sketches = append(x.articles, id), append(x.sketches, s)
	for _, k := range Keys(s.Shingles) {
		x.byKey[k] = append(x.byKey[k], n)
	}
}

// Nearest calls found for each article near the sketch, each once.
func (x *Index) Nearest(s Sketch, found func(id gaobang.ArticleID, similarity int)) {
	var seen map[int32]bool
	for _, k := range Keys(s.Shingles) {
		for _, n := range x.byKey[k] {
			if seen[n] {
				continue
			}
			if seen == nil {
				seen = map[int32]bool{}
			}
			seen[n] = true
			if similarity, near := Near(s, x.sketches[n]); near {
				found(x.articles[n], similarity)
			}
		}
	}
}
