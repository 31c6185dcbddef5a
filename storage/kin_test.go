package storage_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
)

// cast is articles named by letters that have in common what a table says.
type cast struct {
	store *storage.Store
	kin   map[string]gaobang.KinKind // by the two letters, the shorter first
	round uint64                     // tells apart casts of one store
}

func (c cast) id(letter string) gaobang.ArticleID {
	return gaobang.NewArticleID(c.url(letter))
}

func (c cast) url(letter string) string { return fmt.Sprint("http://site.example/", c.round, letter) }

func (c cast) join(self storage.Text, candidates []storage.Text) []gaobang.Kin {
	var all []gaobang.Kin
	for _, other := range candidates {
		for _, pair := range [][2]storage.Text{{self, other}, {other, self}} {
			if kind := c.kin[pair[0].Title+pair[1].Title]; kind != "" {
				all = append(all, gaobang.Kin{Article: pair[0].Article, Other: pair[1].Article, Kind: kind, Similarity: 90})
			}
		}
	}
	return all
}

func (c cast) save(t *testing.T, letters ...string) {
	t.Helper()
	for _, l := range letters {
		an := piece(t, daily, c.url(l), "2026-11-20", l, fmt.Sprint(l, " ", c.round))
		an.Keys = []uint64{c.round}
		must(c.store.SaveArticle(t.Context(), an, c.join, firstLetter))(t)
	}
}

func firstLetter(members []storage.OriginFacts) gaobang.ArticleID {
	return slices.MinFunc(members, func(a, b storage.OriginFacts) int { return strings.Compare(a.Title, b.Title) }).Article
}

// families are told by letters, each with its name before it.
func (c cast) families(t *testing.T) string {
	t.Helper()
	letter := map[gaobang.ArticleID]string{}
	for r := 'a'; r <= 'z'; r++ {
		letter[c.id(string(r))] = string(r)
	}
	var all []string
	for _, f := range must(c.store.Families(t.Context()))(t) {
		if letter[f.Origin] == "" { // of another cast
			continue
		}
		var members []string
		for _, m := range f.Members {
			members = append(members, letter[m.Article])
		}
		slices.Sort(members)
		all = append(all, letter[gaobang.ArticleID(f.ID)]+":"+strings.Join(members, ""))
		if letter[f.Origin] != members[0] {
			t.Errorf("family %v was first published as %s", members, letter[f.Origin])
		}
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

func (c cast) rule(t *testing.T, kind gaobang.DecisionKind, a, b string) gaobang.Decision {
	t.Helper()
	d := gaobang.Decision{Article: c.id(a), Other: c.id(b), Kind: kind, By: "宣传科", Why: "核过"}
	before := must(c.store.Inputs(t.Context()))(t)
	got := must(c.store.DecideStory(t.Context(), d, firstLetter))(t)
	if got.ID == 0 || got.At.IsZero() || got.Other != d.Other {
		t.Errorf("decision %+v", got)
	}
	if must(c.store.Inputs(t.Context()))(t) == before {
		t.Error("the ledgers do not see the ruling")
	}
	return got
}

func (c cast) withdraw(t *testing.T, d gaobang.Decision) {
	t.Helper()
	must(c.store.Withdraw(t.Context(), gaobang.Withdrawal{Decision: d, WithdrawnBy: "宣传科", Reason: "看错了"}, firstLetter))(t)
}

func (c cast) regroup(t *testing.T) {
	t.Helper()
	f := inMemory()
	f.Join, f.Origin, f.Keys = c.join, firstLetter, func(storage.Text) []uint64 { return []uint64{c.round} }
	if err := c.store.RegroupFamilies(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

func (c cast) want(t *testing.T, when, want string) {
	t.Helper()
	if got := c.families(t); got != want {
		t.Errorf("%s: families %q, want %q", when, got, want)
	}
}

func TestARoundUpChainsNoStoriesTogether(t *testing.T) {
	both(t, func(t *testing.T, store *storage.Store) {
		c := cast{store: store, kin: map[string]gaobang.KinKind{
			"ab": gaobang.SameText, "cd": gaobang.SameText,
			"az": gaobang.Within, "bz": gaobang.Within, "cz": gaobang.Within, "dz": gaobang.Within,
		}}
		c.save(t, "a", "z")
		c.want(t, "one story stored", "a:az")
		c.save(t, "c")
		c.want(t, "the second story stored", "")
		c.save(t, "d", "b")
		c.want(t, "all stored", "a:ab c:cd")
		c.regroup(t)
		c.want(t, "made anew", "a:ab c:cd")
		rec := must(store.Article(t.Context(), c.id("z")))(t)
		if len(rec.Kin) != 4 || rec.Kin[0].Other != c.id("z") || rec.Kin[0].Kind != gaobang.Within {
			t.Errorf("the round-up carries %+v", rec.Kin)
		}
		if rec := must(store.Article(t.Context(), c.id("a")))(t); len(rec.Kin) != 1 || len(rec.Family.Members) != 2 {
			t.Errorf("the story is of %+v and in %+v", rec.Family, rec.Kin)
		}
	})
}

func TestRulingsOnStoriesStand(t *testing.T) {
	both(t, func(t *testing.T, store *storage.Store) {
		c := cast{store: store, kin: map[string]gaobang.KinKind{"ab": gaobang.SameText, "bc": gaobang.SameText, "ef": gaobang.SameText, "bg": gaobang.SameText}}
		c.save(t, "a", "b", "c", "e", "f", "k")
		c.want(t, "stored", "a:abc e:ef")
		c.rule(t, gaobang.DecideSameStory, "f", "c")
		c.want(t, "two families ruled one take the name of the earlier", "a:abcef")
		c.rule(t, gaobang.DecideApart, "e", "f")
		c.want(t, "ruled apart, the ruling that joined them stands", "a:abcf")
		c.rule(t, gaobang.DecideApart, "c", "f")
		c.want(t, "the last ruling on two articles holds", "a:abc")
		c.rule(t, gaobang.DecideSameStory, "k", "a")
		c.want(t, "ruled the same without a word in common", "a:abck")
		c.save(t, "g")
		c.want(t, "a later member renames nobody", "a:abcgk")
		c.regroup(t)
		c.want(t, "made anew", "a:abcgk")
		an := piece(t, daily, c.url("k"), "2026-11-20", "k", "kk")
		must(store.ReviseArticle(t.Context(), an))(t)
		c.regroup(t)
		c.want(t, "revised and made anew", "a:abcgk")
		c.rule(t, gaobang.DecideApart, "b", "a")
		if got := c.families(t); got != "a:ak b:bcg" {
			t.Errorf("parted: %q: each part is named by its first", got)
		}
		if rec := must(store.Article(t.Context(), c.id("c")))(t); len(rec.Decisions) != 2 {
			t.Errorf("decisions shown with one of the two articles: %+v", rec.Decisions)
		}
		_, err := store.DecideStory(t.Context(), gaobang.Decision{Article: c.id("a"), Other: 42, Kind: gaobang.DecideApart}, firstLetter)
		wantCode(t, err, gaobang.NotFound)
		_, err = store.DecideStory(t.Context(), gaobang.Decision{Article: c.id("a"), Other: c.id("a"), Kind: gaobang.DecideApart}, firstLetter)
		wantCode(t, err, gaobang.Invalid)
	})
}

// TestAFormFilledInManyTimesDoesNotSlowAJoin: what a join looks at is bounded, and
// the one that is meant is among it.
func TestAFormFilledInManyTimesDoesNotSlowAJoin(t *testing.T) {
	both(t, func(t *testing.T, store *storage.Store) {
		const form, rare = 25, 1000 // keys of the form, and the first of its own
		most := 0
		var last []storage.Text
		watch := func(_ storage.Text, candidates []storage.Text) []gaobang.Kin {
			most, last = max(most, len(candidates)), candidates
			return nil
		}
		filled := func(n int, own uint64) {
			an := piece(t, daily, fmt.Sprint("http://site.example/", n), "2026-11-20", fmt.Sprint(n), fmt.Sprint(n))
			for k := range uint64(form) {
				an.Keys = append(an.Keys, k)
			}
			an.Keys = append(an.Keys, own)
			must(store.SaveArticle(t.Context(), an, watch, earliest))(t)
		}
		for n := range 120 {
			filled(n, rare+uint64(n))
		}
		filled(120, rare+77)
		if most != gaobang.MaxSifted {
			t.Errorf("a join looked at %d articles, want %d", most, gaobang.MaxSifted)
		}
		if !slices.ContainsFunc(last, func(c storage.Text) bool { return c.Title == "77" }) {
			t.Error("the one that shares a rare key is not looked at")
		}
	})
}
