package extract

import "testing"

// FuzzSqueeze holds the lines that are taken as they are to the slow way, which a
// mark at the end forces and which it does not show in.
func FuzzSqueeze(f *testing.F) {
	for _, s := range []string{"云阳街道“走访”老人——第1次…", " a", "a ", "a  b", "a b", "甲\u3000乙", "甲\u00a0乙", "甲\u200b乙", "甲\u2028乙", "甲\u202f乙", "甲\u205f乙", "\ufeff甲", "甲\u0085", "甲\u1680乙", "甲、乙，丙。", "甲\x1e乙", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, _ := squeezeCut(s)
		if want, _ := squeezeCut(s + string(cut)); got != want {
			t.Errorf("%q becomes %q, want %q", s, got, want)
		}
	})
}
