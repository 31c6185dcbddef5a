package registry

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// plainFind is what the automaton must find, found by looking for every name at
// every place.
func plainFind(names [][]rune, text string) []match {
	var found []match
	for from := range text {
		for i, name := range names {
			if to := endOf(text, from, name); to > 0 {
				found = append(found, match{from, to, uint32(i)})
			}
		}
	}
	slices.SortFunc(found, compareMatches)
	return found
}

// endOf is where a name ends that begins at a place; 0 where it does not.
func endOf(text string, at int, name []rune) int {
	for i, want := range name {
		for gaps := 0; i > 0; gaps++ {
			r, size := utf8.DecodeRuneInString(text[at:])
			if !isGap(r) {
				break
			}
			if gaps == maxGap {
				return 0
			}
			at += size
		}
		r, size := utf8.DecodeRuneInString(text[at:])
		if size == 0 || r == utf8.RuneError || fold(r) != want {
			return 0
		}
		at += size
	}
	return at
}

func compareMatches(x, y match) int {
	return (x.from-y.from)*1000 + (x.to-y.to)*10 + int(x.entry) - int(y.entry)
}

func holdFind(t *testing.T, a *automaton, names [][]rune, text string) {
	t.Helper()
	got := a.find(text, nil)
	slices.SortFunc(got, compareMatches)
	if want := plainFind(names, text); !slices.Equal(got, want) {
		t.Fatalf("in %q found %v, want %v", text, got, want)
	}
}

// TestFindsWhatLookingFinds compares with looking for every name, on texts of few
// letters, in which names overlap, repeat and break off in every way.
func TestFindsWhatLookingFinds(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	word := func(letters string, most int) string {
		all := []rune(letters)
		var b strings.Builder
		for range 2 + r.IntN(most-1) {
			b.WriteRune(all[r.IntN(len(all))])
		}
		return b.String()
	}
	for range 200 {
		var names [][]rune
		for range 1 + r.IntN(12) {
			name := foldName(word("民政局人", 5))
			if !slices.ContainsFunc(names, func(n []rune) bool { return slices.Equal(n, name) }) {
				names = append(names, name)
			}
		}
		a := newAutomaton(names)
		for range 20 {
			holdFind(t, a, names, word("民政局人民政局人 　丁，a𠮷", 40))
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range [][2]string{{"民政局 民政 政局长", "市民政局长"}, {"aa ab ba", "AＡb"}, {"测测 测测测", "測 测　测测"}, {"𠮷田 𠮷", "𠮷 田"}, {"丁", "\xff丁"}} {
		f.Add(s[0], s[1])
	}
	f.Fuzz(func(t *testing.T, words, text string) {
		if len(words) > 300 || len(text) > 600 {
			return
		}
		var names [][]rune
		for w := range strings.FieldsSeq(words) {
			name := foldName(w)
			if len(name) < 2 || len(name) > maxLetters || slices.Contains(name, utf8.RuneError) ||
				slices.ContainsFunc(name, func(r rune) bool { return r >= planes }) ||
				slices.ContainsFunc(names, func(n []rune) bool { return slices.Equal(n, name) }) {
				continue
			}
			names = append(names, name)
		}
		holdFind(t, newAutomaton(names), names, text)
	})
}

func TestFoldedLettersAreOne(t *testing.T) {
	for _, c := range [][2]string{{"林测试", "林測試"}, {"林測試", "林测试"}, {"县民政局", "縣民政局"}, {"ABC中心", "ａｂｃ中心"}, {"测试·样例", "测试•样例"}, {"林測试", "林 测　試"}} {
		names := [][]rune{foldName(c[0])}
		if got := newAutomaton(names).find(c[1], nil); len(got) != 1 || got[0].from != 0 || got[0].to != len(c[1]) {
			t.Errorf("%s in %s: %v", c[0], c[1], got)
		}
	}
}

// TestHostileTextsAreScanned: texts of nothing but names give hits that do not
// overlap, in a time that a person does not notice.
func TestHostileTextsAreScanned(t *testing.T) {
	names := New(office(t))
	for _, part := range []string{"丹阳镇", "市民政局", "丹阳镇江", "丹 阳 市", "民政", "丹阳市民政局", "\u3000", "\xff"} {
		text := strings.Repeat(part, 96<<10/len(part))
		hits := names.Scan(text, day(2026))
		end := 0
		for _, h := range hits {
			if h.From < end {
				t.Fatalf("%q: hits overlap", part)
			}
			end = h.To
		}
	}
}

// BenchmarkHostileScan reads texts that make the most work; each letter costs
// about the same in all of them.
func BenchmarkHostileScan(b *testing.B) {
	names := New(office(b))
	for _, part := range []string{"丹阳镇", "市民政局", "丹阳镇江", "丹 阳 市"} {
		for _, size := range []int{24, 96} {
			text := strings.Repeat(part, size<<10/len(part))
			b.Run(fmt.Sprintf("%s-%dKB", part, size), func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				for b.Loop() {
					names.Scan(text, day(2026))
				}
			})
		}
	}
}
