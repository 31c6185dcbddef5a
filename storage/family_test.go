package storage_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// stories are articles that are near where their texts share a number: a chain of
// twelve, a pair, a triangle, and three that stand alone.
func stories(t testing.TB) []storage.Analysis {
	var all []storage.Analysis
	add := func(numbers ...uint64) {
		n := len(all)
		an := piece(t, []gaobang.OutletID{daily, portal}[n%2], fmt.Sprintf("http://site.example/%d", n), fmt.Sprintf("2026-11-%02d", 28-n), fmt.Sprint("题", n), numbered(n, numbers...))
		an.Keys = keysOf(an.Article.Body)
		all = append(all, an)
	}
	for i := range uint64(12) {
		add(i, i+1)
	}
	add(100)
	add(100, 101)
	add(200, 201)
	add(201, 202)
	add(202, 200)
	add(300)
	add(301)
	add()
	return all
}

// numbered is a text of numbers.
func numbered(n int, numbers ...uint64) string {
	return fmt.Sprintf("文%d：%s", n, strings.Trim(fmt.Sprint(numbers), "[]"))
}

func numbersIn(body string) []uint64 {
	_, list, _ := strings.Cut(body, "：")
	var numbers []uint64
	for f := range strings.FieldsSeq(list) {
		n, err := strconv.ParseUint(f, 10, 64)
		if err != nil {
			panic(err)
		}
		numbers = append(numbers, n)
	}
	return numbers
}

// keysOf are a text's numbers; some have the highest bit.
func keysOf(body string) []uint64 {
	var keys []uint64
	for _, n := range numbersIn(body) {
		keys = append(keys, n<<60|n)
	}
	return keys
}

// sharing relates texts that share a number, which tells how near they are.
func sharing(self storage.Text, candidates []storage.Text) []gaobang.Kin {
	var kin []gaobang.Kin
	for _, c := range candidates {
		for _, n := range numbersIn(c.Body) {
			if slices.Contains(numbersIn(self.Body), n) {
				kin = append(kin, gaobang.Kin{Article: min(self.Article, c.Article), Other: max(self.Article, c.Article), Kind: gaobang.SameText, Similarity: int(n % 100)})
				break
			}
		}
	}
	return kin
}

func families(t testing.TB, store *storage.Store) string {
	t.Helper()
	var b strings.Builder
	all := must(store.Families(t.Context()))(t)
	slices.SortFunc(all, func(a, b gaobang.Family) int { return int(a.Origin>>1 - b.Origin>>1) })
	for _, f := range all {
		fmt.Fprintln(&b, f.Origin, f.Members)
	}
	return b.String()
}

func TestFamiliesAreTheSameInAnyOrder(t *testing.T) {
	want := map[string]string{}
	for round := range 4 {
		both(t, func(t *testing.T, store *storage.Store) {
			all := stories(t)
			rand.New(rand.NewPCG(uint64(round), 1)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
			var wait sync.WaitGroup
			for _, an := range all {
				wait.Go(func() {
					if _, err := store.SaveArticle(t.Context(), an, sharing, earliest); err != nil {
						t.Error(err)
					}
				})
			}
			wait.Wait()
			got := families(t, store)
			if n := strings.Count(got, "\n"); n != 3 {
				t.Errorf("%d families, want 3", n)
			}
			if want["any"] == "" {
				want["any"] = got
			}
			if got != want["any"] {
				t.Errorf("families are\n%s, were\n%s", got, want["any"])
			}
			everyMemberHasItsFamily(t, store)
		})
	}
}

func everyMemberHasItsFamily(t *testing.T, store *storage.Store) {
	t.Helper()
	for _, f := range must(store.Families(t.Context()))(t) {
		for _, m := range f.Members {
			rec := must(store.Article(t.Context(), m.Article))(t)
			if rec.Family.ID != f.ID || rec.Family.Origin != f.Origin || len(rec.Family.Members) != len(f.Members) {
				t.Errorf("article %s shows family %+v, want %+v", m.Article, rec.Family, f)
			}
		}
	}
}

func TestFamilyIsNamedAfterItsFirstStoredMember(t *testing.T) {
	both(t, func(t *testing.T, store *storage.Store) {
		// 5 and 7 begin two stories that 6 joins into one; 4 comes last.
		all := stories(t)
		for _, i := range []int{7, 8, 5, 6, 4} {
			must(store.SaveArticle(t.Context(), all[i], sharing, earliest))(t)
		}
		got := must(store.Families(t.Context()))(t)
		id := func(i int) gaobang.ArticleID { return gaobang.NewArticleID(all[i].Article.CanonicalURL) }
		if len(got) != 1 || got[0].ID != gaobang.FamilyID(id(7)) || got[0].Origin != id(8) || len(got[0].Members) != 5 {
			t.Errorf("families are %+v: want one, named %s, first published as %s", got, id(7), id(8))
		}
	})
}

func TestOriginSeesTheFacts(t *testing.T) {
	both(t, func(t *testing.T, store *storage.Store) {
		var seen []storage.OriginFacts
		watch := func(members []storage.OriginFacts) gaobang.ArticleID {
			seen = members
			return members[0].Article
		}
		for i, an := range stories(t)[:2] {
			an.Article.ContentSource, an.Article.Byline = "丹阳日报", gaobang.Byline{Reporters: []string{"林测试"}}
			must(store.SaveArticle(t.Context(), an, sharing, watch))(t)
			if i == 0 && seen != nil {
				t.Error("a story that stands alone has no origin to choose")
			}
		}
		if len(seen) != 2 || seen[0].Article > seen[1].Article {
			t.Fatalf("members %+v: want two, by ID", seen)
		}
		i := slices.IndexFunc(seen, func(f storage.OriginFacts) bool { return f.Outlet == portal })
		if f := seen[i]; f.Level != gaobang.LevelPrefecture || f.PublishedAt.String() != "2026-11-27" || f.ContentSource != "丹阳日报" ||
			f.Title != "题1" || f.Chars != 5 || len(f.Byline.Reporters) != 1 {
			t.Errorf("facts of the portal's are %+v", f)
		}
	})
}

func TestTwoStoresHaveOneDump(t *testing.T) {
	var dumps []string
	for _, reversed := range []bool{false, true} {
		storagetest.Each(t, func(t *testing.T, store *storage.Store) {
			withOutlets(t, store)
			all := stories(t)
			if reversed {
				slices.Reverse(all)
			}
			for _, an := range all {
				link := storage.FoundLink{Canonical: an.Article.CanonicalURL, Link: gaobang.Link{URL: an.Article.URL}}
				must(store.AddLinks(t.Context(), "s", []storage.FoundLink{link}))(t)
				must(store.SaveArticle(t.Context(), an, sharing, earliest))(t)
			}
			dumps = append(dumps, dump(t, store))
		})
	}
	for _, d := range dumps {
		if d != dumps[0] || !strings.Contains(d, `"stored"`) {
			t.Errorf("stores of the same articles dump as\n%s\nand\n%s", dumps[0], d)
		}
	}
}
