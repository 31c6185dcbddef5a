package storage_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
)

// kinships are what letters have in common, and the families that it makes.
var kinships = []struct {
	rule string
	kin  map[string]gaobang.KinKind
	want string // the letters of each family
}{
	{"同文是同稿", map[string]gaobang.KinKind{"ab": gaobang.SameText}, "ab"},
	{"同文连着同文", map[string]gaobang.KinKind{"ab": gaobang.SameText, "bc": gaobang.SameText}, "abc"},
	{"摘要和扩写是同稿", map[string]gaobang.KinKind{"ab": gaobang.Within}, "ab"},
	{"摘要的转载也是", map[string]gaobang.KinKind{"ab": gaobang.Within, "ac": gaobang.SameText, "bc": gaobang.Overlap}, "abc"},
	{"部分相同不是同稿", map[string]gaobang.KinKind{"ab": gaobang.Overlap, "bc": gaobang.Overlap}, ""},
	{"同稿之间部分相同，不连成一家", map[string]gaobang.KinKind{"ab": gaobang.SameText, "cd": gaobang.SameText, "ac": gaobang.Overlap, "bd": gaobang.Overlap}, "ab cd"},
	{"综合稿不入所收稿件的家", map[string]gaobang.KinKind{"ab": gaobang.SameText, "az": gaobang.Carried, "bz": gaobang.Carried}, "ab"},
	{"两篇不相干的都在里面，是综合稿", map[string]gaobang.KinKind{"az": gaobang.Within, "bz": gaobang.Within}, ""},
	{"里面的两篇部分相同，不是综合稿", map[string]gaobang.KinKind{"az": gaobang.Within, "bz": gaobang.Within, "ab": gaobang.Overlap}, "abz"},
	{"一篇在里面，另一篇被收入，是综合稿", map[string]gaobang.KinKind{"az": gaobang.Within, "bz": gaobang.Carried}, ""},
	{"收了转载的综合稿，不入转载的家", map[string]gaobang.KinKind{"ab": gaobang.SameText, "bz": gaobang.Within, "cz": gaobang.Within}, "ab"},
	{"综合稿的转载是它的家", map[string]gaobang.KinKind{"az": gaobang.Carried, "bz": gaobang.Carried, "ay": gaobang.Carried, "by": gaobang.Carried, "yz": gaobang.SameText}, "yz"},
}

// permutations are the letters in every order.
func permutations(letters []string) [][]string {
	if len(letters) < 2 {
		return [][]string{letters}
	}
	var all [][]string
	for i, l := range letters {
		rest := slices.Delete(slices.Clone(letters), i, i+1)
		for _, p := range permutations(rest) {
			all = append(all, append([]string{l}, p...))
		}
	}
	return all
}

// TestKinshipMakesFamilies: every kind of kinship makes the families it should, in
// whatever order the articles are stored, and the same when all are made anew.
func TestKinshipMakesFamilies(t *testing.T) {
	both(t, func(t *testing.T, store *storage.Store) {
		var stored []cast
		var told []string
		var wants []string
		for _, k := range kinships {
			var letters []string
			for two := range k.kin {
				letters = append(letters, strings.Split(two, "")...)
			}
			slices.Sort(letters)
			for _, order := range permutations(slices.Compact(letters)) {
				c := cast{store: store, kin: k.kin, round: uint64(len(stored))}
				c.save(t, order...)
				stored, told, wants = append(stored, c), append(told, fmt.Sprint(k.rule, "，按 ", order)), append(wants, k.want)
			}
		}
		check := func(when string) {
			t.Helper()
			for i, got := range membersOf(t, stored) {
				if got != wants[i] {
					t.Errorf("%s, %s: families %q, want %q", told[i], when, got, wants[i])
				}
			}
		}
		check("stored")
		f := inMemory()
		f.Origin, f.Keys = firstLetter, func(text storage.Text) []uint64 { return []uint64{roundOf(text)} }
		f.Join = func(self storage.Text, candidates []storage.Text) []gaobang.Kin {
			return stored[roundOf(self)].join(self, candidates)
		}
		if err := store.RegroupFamilies(t.Context(), f); err != nil {
			t.Fatal(err)
		}
		check("made anew")
	})
}

// membersOf are the families of each cast by letters.
func membersOf(t *testing.T, all []cast) []string {
	t.Helper()
	type seat struct {
		round  uint64
		letter string
	}
	seats := map[gaobang.ArticleID]seat{}
	for _, c := range all {
		for r := 'a'; r <= 'z'; r++ {
			seats[c.id(string(r))] = seat{c.round, string(r)}
		}
	}
	families := make([][]string, len(all))
	for _, f := range must(all[0].store.Families(t.Context()))(t) {
		var members []string
		for _, m := range f.Members {
			members = append(members, seats[m.Article].letter)
		}
		slices.Sort(members)
		round := seats[f.Origin].round
		families[round] = append(families[round], strings.Join(members, ""))
	}
	told := make([]string, len(all))
	for i, of := range families {
		slices.Sort(of)
		told[i] = strings.Join(of, " ")
	}
	return told
}

// TestSavesAndRulingsMakeWhatAllWouldMake: after every save and every ruling the
// families are those that all kinship and all rulings make together.
func TestSavesAndRulingsMakeWhatAllWouldMake(t *testing.T) {
	kinds := []gaobang.KinKind{gaobang.SameText, gaobang.Within, gaobang.Within, gaobang.Carried, gaobang.Overlap, gaobang.Overlap}
	both(t, func(t *testing.T, store *storage.Store) {
		for round := uint64(40); round < 60; round++ { // seeds among which the reach of a ruling has told
			r := rand.New(rand.NewPCG(round, 7))
			c := cast{store: store, kin: map[string]gaobang.KinKind{}, round: round}
			letters := strings.Split("abcdefghij", "")
			for i, x := range letters {
				for _, y := range letters[i+1:] {
					if r.IntN(5) == 0 {
						c.kin[x+y] = kinds[r.IntN(len(kinds))]
					}
				}
			}
			r.Shuffle(len(letters), func(i, j int) { letters[i], letters[j] = letters[j], letters[i] })
			var stored []string
			var rulings []gaobang.Decision
			check := func(step string) {
				t.Helper()
				if got, want := c.families(t), c.allTogether(stored, rulings); got != want {
					t.Fatalf("round %d, %v, rulings %v, %s: families %q, want %q", round, c.kin, rulings, step, got, want)
				}
			}
			for _, l := range letters {
				c.save(t, l)
				stored = append(stored, l)
				check("stored " + l)
				if len(stored) < 3 || r.IntN(4) == 0 {
					continue
				}
				x, y := r.IntN(len(stored)), r.IntN(len(stored)-1)
				if y >= x {
					y++
				}
				kind := []gaobang.DecisionKind{gaobang.DecideSameStory, gaobang.DecideApart}[r.IntN(2)]
				rulings = append(rulings, c.rule(t, kind, stored[x], stored[y]))
				check(fmt.Sprint(kind, " ", stored[x], stored[y]))
			}
			for len(rulings) > 0 {
				i := r.IntN(len(rulings))
				c.withdraw(t, rulings[i])
				rulings = slices.Delete(slices.Clone(rulings), i, i+1)
				check("one taken back")
			}
		}
	})
}

// allTogether are the families of what is stored, in that order, in one go: named by
// the member stored first.
func (c cast) allTogether(stored []string, rulings []gaobang.Decision) string {
	var ids []gaobang.ArticleID
	letter, at := map[gaobang.ArticleID]string{}, map[string]int{}
	for i, l := range stored {
		ids = append(ids, c.id(l))
		letter[c.id(l)], at[l] = l, i
	}
	var kin []gaobang.Kin
	for two, kind := range c.kin {
		kin = append(kin, gaobang.Kin{Article: c.id(two[:1]), Other: c.id(two[1:]), Kind: kind, Similarity: 90})
	}
	kin = slices.DeleteFunc(kin, func(k gaobang.Kin) bool { return letter[k.Article] == "" || letter[k.Other] == "" })
	var all []string
	for _, family := range gaobang.Stories(ids, kin, rulings) {
		var members []string
		for _, m := range family {
			members = append(members, letter[m.Article])
		}
		slices.Sort(members)
		first := slices.MinFunc(members, func(x, y string) int { return at[x] - at[y] })
		all = append(all, first+":"+strings.Join(members, ""))
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

// roundOf is the round of a cast, from the text of one of its articles.
func roundOf(text storage.Text) (round uint64) {
	_, number, _ := strings.Cut(text.Body, " ")
	_, _ = fmt.Sscan(number, &round)
	return round
}
