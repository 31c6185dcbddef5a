package family

import (
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/gaobang/gaobang"
)

func TestIndexGivesWhoSharesTheRarestKeysFirst(t *testing.T) {
	x := NewIndex(0)
	for id := gaobang.ArticleID(2000); id > 0; id-- {
		x.Add(id, []uint64{7, 8, uint64(100 + id)}) // a form filled in two thousand times
	}
	got := x.Sift([]uint64{7, 8, 100 + 1500})
	if len(got) != gaobang.MaxSifted || got[0] != 1500 || got[1] != 1 || got[2] != 2 {
		t.Errorf("candidates %v: want the one of the rare key, then those of the smallest IDs", got)
	}
	if got := x.Sift([]uint64{6, 5}); got != nil {
		t.Errorf("candidates of keys that nobody has: %v", got)
	}
	x.Add(9000, nil)
	x.Add(9001, []uint64{1, 2, 3})
	if got := x.Sift([]uint64{3, 2, 100 + 3}); !slices.Equal(got, []gaobang.ArticleID{9001, 3}) {
		t.Errorf("candidates %v, want 9001 by two keys before 3 by one", got)
	}
}

// BenchmarkIndex1M looks up a text among a million: strangers, and texts whose
// reprint is there. The yardstick scans as many SimHashes.
func BenchmarkIndex1M(b *testing.B) {
	const size = 1_000_000
	r := rand.New(rand.NewPCG(4, 7))
	keysOf := func() []uint64 { // as many as a text of 150 to 1,500 letters has
		keys := make([]uint64, max(leastKeys, (150+r.IntN(1350))/keyShare)+1)
		for i := range keys {
			keys[i] = r.Uint64()
		}
		return keys
	}
	x := NewIndex(size * 28)
	var known, strange [1 << 14][]uint64
	for i := range size {
		keys := keysOf()
		x.Add(gaobang.ArticleID(i), keys)
		known[i%len(known)] = keys
	}
	for i := range strange {
		strange[i] = keysOf()
	}
	lookUp := func(queries *[1 << 14][]uint64) func(b *testing.B) {
		return func(b *testing.B) {
			found := 0
			for i := 0; b.Loop(); i++ {
				found += len(x.Sift(queries[i%len(queries)]))
			}
			b.ReportMetric(float64(found)/float64(b.N), "found/op")
		}
	}
	b.Run("stranger", lookUp(&strange))
	b.Run("reprint", lookUp(&known))
	b.Run("yardstick=linear-simhash-scan", func(b *testing.B) {
		hashes := make([]uint64, size)
		for i := range hashes {
			hashes[i] = r.Uint64()
		}
		near := 0
		for i := 0; b.Loop(); i++ {
			for _, h := range hashes {
				if bits.OnesCount64(h^hashes[i%size]) <= 3 {
					near++
				}
			}
		}
	})
}
