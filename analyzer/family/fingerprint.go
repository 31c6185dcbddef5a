package family

import (
	"math/bits"
	"slices"
	"unicode"
)

const (
	shingleLetters = 7   // 丹阳市民政局 alone makes no shingle: a name is no story
	sketchSize     = 128 // ±4 % on half the text
	keyCount       = 16
)

// Sketch is what Near compares.
type Sketch struct {
	Shingles []uint32 // the smallest shingle hashes, in rising order
	Chars    int      // of the body, spaces not counted
}

// Fingerprint is the SimHash and the sketch of a body. Only letters and digits
// count, in half width and lower case: sites change the rest.
func Fingerprint(body string) (simhash uint64, shingles []uint32) {
	letters := make([]rune, 0, len(body)/3)
	for _, r := range body {
		if r >= '！' && r <= '～' {
			r -= '！' - '!'
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			letters = append(letters, unicode.ToLower(r))
		}
	}
	hashes := shingleHashes(letters)
	slices.Sort(hashes)
	hashes = slices.Compact(hashes)
	return simHash(hashes), sketchOf(hashes)
}

// shingleHashes hashes every run of letters; a shorter text is one run.
func shingleHashes(letters []rune) []uint64 {
	if len(letters) == 0 {
		return nil
	}
	n := min(shingleLetters, len(letters))
	hashes := make([]uint64, 0, len(letters)-n+1)
	for i := 0; i+n <= len(letters); i++ {
		var h uint64 = 14695981039346656037 // FNV-1a over letters, then mixed
		for _, r := range letters[i : i+n] {
			h = (h ^ uint64(uint32(r))) * 1099511628211 //nolint:gosec // a letter is not negative
		}
		hashes = append(hashes, mix(h))
	}
	return hashes
}

// mix spreads every bit over all (the finaliser of SplitMix64).
func mix(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

func simHash(hashes []uint64) uint64 {
	var votes [64]int
	for _, h := range hashes {
		for bit := range votes {
			votes[bit] += int(h>>bit&1)<<1 - 1
		}
	}
	var sum uint64
	for bit, v := range votes {
		if v > 0 {
			sum |= 1 << bit
		}
	}
	return sum
}

// sketchOf takes the smallest hashes by their upper half; they come sorted.
func sketchOf(hashes []uint64) []uint32 {
	sketch := make([]uint32, 0, sketchSize)
	for _, h := range hashes {
		if v := uint32(h >> 32); len(sketch) == 0 || sketch[len(sketch)-1] != v {
			if sketch = append(sketch, v); len(sketch) == sketchSize {
				break
			}
		}
	}
	return sketch
}

// Keys are the numbers under which an article is looked up: two articles can be
// near only if they share one.
func Keys(shingles []uint32) []uint64 {
	keys := make([]uint64, 0, keyCount)
	for _, v := range shingles[:min(keyCount, len(shingles))] {
		keys = append(keys, uint64(v))
	}
	return keys
}

// Distance is the number of bits in which two SimHashes differ.
func Distance(a, b uint64) int { return bits.OnesCount64(a ^ b) }
