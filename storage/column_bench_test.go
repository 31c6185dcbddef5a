package storage_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
)

// BenchmarkSaveBesideAColumn stores the second publication of pieces of a column
// that has one tail under every piece: all its pieces overlap. The yardstick is the
// same where a hundred pieces are stored; it must not grow with the column, nor
// where the piece is one of the few with which all are compared.
func BenchmarkSaveBesideAColumn(b *testing.B) {
	eachBench(b, func(b *testing.B, store *storage.Store) {
		withOutlets(b, store)
		stored := 0
		save := func(outlet gaobang.OutletID, story int) gaobang.ArticleID {
			title := fmt.Sprint("第", story, "篇")
			an := piece(b, outlet, fmt.Sprint("http://site.example/", stored), "2026-11-20", title, fmt.Sprint(title, stored))
			an.Keys = []uint64{1, uint64(1000 + story)}
			stored++
			return must(store.SaveArticle(context.Background(), an, oneTail, earliest))(b).Article
		}
		var pieces []int // by ID: all are compared with the first
		ids := map[int]gaobang.ArticleID{}
		for _, members := range []int{100, 1000, 10_000} {
			for n := len(pieces); n < members; n++ {
				pieces = append(pieces, n)
				ids[n] = save(daily, n)
			}
			slices.SortFunc(pieces, func(x, y int) int { return cmp.Compare(ids[x], ids[y]) })
			for from, name := range map[int]string{0: "of=first", members / 2: "of=usual"} {
				b.Run(fmt.Sprint("members=", members, "/", name), func(b *testing.B) {
					for n := 0; b.Loop(); n++ {
						save(portal, pieces[from+n%50])
					}
				})
			}
		}
	})
}

// oneTail relates the pieces of a column: those of one title are one text, the
// others share their tail.
func oneTail(self storage.Text, candidates []storage.Text) []gaobang.Kin {
	kin := make([]gaobang.Kin, 0, len(candidates))
	for _, c := range candidates {
		k := gaobang.Kin{Article: min(self.Article, c.Article), Other: max(self.Article, c.Article), Kind: gaobang.Overlap, Similarity: 30}
		if c.Title == self.Title {
			k.Kind, k.Similarity = gaobang.SameText, 99
		}
		kin = append(kin, k)
	}
	return kin
}
