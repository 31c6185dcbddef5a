package jobs

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer"
	"github.com/gaobang/gaobang/analyzer/family"
	"github.com/gaobang/gaobang/config"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// papers are outlets to which the press of these tests belongs.
const papers = `outlets:
  - {id: county, name: 甲城报, kind: paper, level: county, locality: "321181", hosts: [a.example]}
  - {id: city, name: 乙江报, kind: paper, level: prefecture, locality: "321100", hosts: [b.example]}
  - {id: site, name: 丙网, kind: site, level: provincial, locality: "320000", hosts: [c.example]}
---
units:
  - {id: bureau, name: 甲城市民政局, kind: bureau, division: "321181"}
`

// press is invented stories, each printed whole, cut, and as a brief, with another
// text on the same event; and round-ups of three stories each, of which half look
// like one.
func press(t *testing.T) []storage.Analysis {
	t.Helper()
	names, err := filepath.Glob("../analyzer/family/testdata/stories/*.txt")
	if err != nil || len(names) < 20 {
		t.Fatal(names, err)
	}
	var all []storage.Analysis
	var carried []string
	add := func(outlet gaobang.OutletID, title, body string) {
		at, err := gaobang.ParseMoment(fmt.Sprintf("2026-11-%02d", 1+len(all)%20))
		if err != nil {
			t.Fatal(err)
		}
		url := fmt.Sprint("http://press.example/", len(all))
		all = append(all, storage.Analysis{
			Article: gaobang.Article{Outlet: outlet, URL: url, CanonicalURL: url, Title: title, Body: body, PublishedAt: at, Form: gaobang.News},
			Keys:    family.Read(title, body, at).Keys(),
		})
	}
	for n, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts := strings.Split(string(data), "\n==== ")
		_, body, _ := strings.Cut(texts[0], "\n----\n")
		title, another, _ := strings.Cut(texts[1], "\n")
		paragraphs := strings.Split(strings.TrimSpace(body), "\n")
		add("county", fmt.Sprint("第", n, "件事"), body)
		add("city", fmt.Sprint("又说第", n, "件事"), strings.Join(paragraphs[:max(1, len(paragraphs)-1)], "\n"))
		add("site", fmt.Sprint("第", n, "件事简说"), paragraphs[0])
		add("site", title, another)
		if carried = append(carried, paragraphs[0]); len(carried) == 3 {
			add("site", []string{"一周民政要闻", "暖风吹遍城乡"}[n%2], strings.Join(carried, "\n"))
			carried = nil
		}
	}
	return all
}

func printed(t *testing.T, stores []*storage.Store, seed uint64) {
	t.Helper()
	all := press(t)
	rand.New(rand.NewPCG(seed, 1)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	books := booksIn(t, stores[0])
	origin := originBy(analyzer.NamesOf(books.Outlets))
	var work sync.WaitGroup
	queue := make(chan storage.Analysis)
	for worker := range 8 {
		work.Go(func() {
			for an := range queue {
				if _, err := stores[worker%len(stores)].SaveArticle(t.Context(), an, related, origin); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for _, an := range all {
		queue <- an
	}
	close(queue)
	work.Wait()
}

func booksIn(t *testing.T, store *storage.Store) *config.Books {
	t.Helper()
	versions, err := store.CurrentBooks(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	books, err := ParseBooks(versions)
	if err != nil {
		t.Fatal(err)
	}
	return books
}

func dumpOf(t *testing.T, store *storage.Store) string {
	t.Helper()
	var b bytes.Buffer
	if err := storagetest.Dump(t.Context(), store, &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestAFleetMakesOneSetOfFamilies: workers that store near articles at once, in any
// order and, on PostgreSQL, from two processes, see each other; and families made
// anew from the texts are the same.
func TestAFleetMakesOneSetOfFamilies(t *testing.T) {
	want := ""
	for seed := range uint64(3) {
		for _, kind := range storagetest.Kinds() {
			t.Run(fmt.Sprint(kind, " ", seed), func(t *testing.T) {
				dsn := storagetest.DSN(t, kind)
				var stores []*storage.Store
				for range map[string]int{storage.SQLite: 1, storage.Postgres: 3}[kind] {
					store, err := storage.Open(t.Context(), dsn, storagetest.Now)
					if err != nil {
						t.Fatal(err)
					}
					t.Cleanup(func() { store.Close() })
					stores = append(stores, store)
				}
				applyBooks(t, stores[0], papers)
				printed(t, stores, seed)
				got := dumpOf(t, stores[0])
				if want == "" {
					want = got
					storiesAreWhole(t, stores[0])
				}
				if got != want {
					t.Error("the families are not those of the first store")
				}
				if err := stores[0].RegroupFamilies(t.Context(), families(booksIn(t, stores[0]))); err != nil {
					t.Fatal(err)
				}
				if again := dumpOf(t, stores[0]); again != got {
					t.Error("the families made anew are others")
				}
			})
		}
	}
}

// storiesAreWhole: every story has its three publications and no other.
func storiesAreWhole(t *testing.T, store *storage.Store) {
	t.Helper()
	all, err := store.Families(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 20 {
		t.Errorf("%d families", len(all))
	}
	for _, f := range all {
		first, err := store.Article(t.Context(), f.Origin)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range f.Members {
			rec, err := store.Article(t.Context(), m.Article)
			if err != nil {
				t.Fatal(err)
			}
			if digits(rec.Title) == "" || digits(rec.Title) != digits(first.Title) {
				t.Errorf("%s is in the family of %s", rec.Title, first.Title)
			}
		}
	}
}

func digits(title string) string {
	return strings.Join(strings.FieldsFunc(title, func(r rune) bool { return r < '0' || r > '9' }), "")
}

// TestFamiliesOfAnOlderProgramAreMadeAnew: once, when a worker starts.
func TestFamiliesOfAnOlderProgramAreMadeAnew(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		applyBooks(t, store, papers)
		nobody := func(storage.Text, []storage.Text) []gaobang.Kin { return nil }
		first := func(m []storage.OriginFacts) gaobang.ArticleID { return m[0].Article }
		for _, an := range press(t) {
			an.Keys = nil
			if _, err := store.SaveArticle(t.Context(), an, nobody, first); err != nil {
				t.Fatal(err)
			}
		}
		w := newWorldOf(t, store, papers, "a.example")
		if err := w.runner.upgradeFamilies(t.Context()); err != nil {
			t.Fatal(err)
		}
		storiesAreWhole(t, store)
		an := press(t)[0]
		an.Article.URL, an.Article.CanonicalURL, an.Article.Outlet = "http://late.example/", "http://late.example/", "site"
		if _, err := store.SaveArticle(t.Context(), an, related, first); err != nil {
			t.Fatal(err)
		}
		late, err := store.ArticleByURL(t.Context(), "http://late.example/")
		if err != nil || len(late.Family.Members) != 4 {
			t.Errorf("a later member joins %+v, %v", late.Family, err)
		}
		inputs, err := store.Inputs(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if err := w.runner.upgradeFamilies(t.Context()); err != nil {
			t.Fatal(err)
		}
		if again, err := store.Inputs(t.Context()); again != inputs || err != nil {
			t.Error("they are made anew at every start")
		}
	})
}
