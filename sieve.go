package gaobang

import (
	"cmp"
	"slices"
)

const (
	// MaxPostings is how many articles a key brings, those of the smallest IDs: a
	// form filled in ten thousand times must not make every look-up slow.
	MaxPostings = 100
	// MaxSifted is how many articles are compared with a new one.
	MaxSifted = 64
)

// Posting is an article under a key, with how many articles the key has, at most
// MaxPostings.
type Posting struct {
	Article ArticleID
	Holders int
}

// Sift ranks the articles found under the keys of a text: first those that share
// the most and rarest of them, then by ID; MaxSifted at most. It sorts what it is
// given.
func Sift(found []Posting) []ArticleID {
	if len(found) == 0 {
		return nil
	}
	slices.SortFunc(found, func(a, b Posting) int { return cmp.Compare(a.Article, b.Article) })
	var few [16]weighed // most texts meet nobody or a few
	sums := few[:0]
	for _, p := range found {
		if n := len(sums); n == 0 || sums[n-1].article != p.Article {
			sums = append(sums, weighed{article: p.Article})
		}
		sums[len(sums)-1].weight += rarest / p.Holders
	}
	slices.SortStableFunc(sums, func(a, b weighed) int { return cmp.Compare(b.weight, a.weight) })
	ids := make([]ArticleID, min(len(sums), MaxSifted))
	for i := range ids {
		ids[i] = sums[i].article
	}
	return ids
}

// rarest is the weight of a key that one article has.
const rarest = 10 * MaxPostings

type weighed struct {
	article ArticleID
	weight  int
}
