package storage_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
)

func TestARevisedArticleIsAsIfStoredSo(t *testing.T) {
	both(t, func(t *testing.T, store *storage.Store) {
		ctx := t.Context()
		an := piece(t, daily, "http://site.example/1", "2026-11-20", "题", "旧文")
		an.Terms = []string{"旧词"}
		out := must(store.SaveArticle(ctx, an, nobody, earliest))(t)
		if _, err := store.AddDecision(ctx, gaobang.Decision{Article: out.Article, Bureau: "b", Kind: gaobang.DecideSentiment, Sentiment: gaobang.Neutral, By: "宣传科", Why: "核过"}); err != nil {
			t.Fatal(err)
		}
		record := must(store.Article(ctx, out.Article))(t)
		an.Article = record.Article
		an.Article.Title, an.Article.Body, an.Article.ContentHash = "新题", "新文", ""
		an.Attributions = an.Attributions[:min(1, len(an.Attributions))]
		an.Terms = []string{"新词"}
		inputs := must(store.Inputs(ctx))(t)
		if regroup := must(store.ReviseArticle(ctx, an))(t); !regroup {
			t.Error("the text is another")
		}
		if must(store.Inputs(ctx))(t) == inputs {
			t.Error("the ledgers do not see that something changed")
		}
		after := must(store.Article(ctx, out.Article))(t)
		if after.Title != "新题" || after.Body != "新文" || len(after.Decisions) != 1 || after.FirstSeen != record.FirstSeen || after.Capture != record.Capture {
			t.Errorf("%+v", after)
		}
		for term, want := range map[string]int{"新词": 1, "旧词": 0} {
			if found := must(store.Articles(ctx, storage.Filter{Terms: []string{term}}))(t); len(found) != want {
				t.Errorf("%s stands in %d articles, want %d", term, len(found), want)
			}
		}
		an.Article.ID, an.Article.CanonicalURL = 0, "http://site.example/none"
		_, err := store.ReviseArticle(ctx, an)
		wantCode(t, err, gaobang.NotFound)
	})
}

// TestRegroupedFamiliesAreAsIfStoredSo: families made anew are those that storing
// made, and follow a sketch that changed.
func TestRegroupedFamiliesAreAsIfStoredSo(t *testing.T) {
	both(t, func(t *testing.T, store *storage.Store) {
		ctx := t.Context()
		all := stories(t)
		for _, an := range all {
			must(store.SaveArticle(ctx, an, sharing, earliest))(t)
		}
		stored := families(t, store)
		regroup := func() {
			t.Helper()
			if err := store.RegroupFamilies(ctx, inMemory()); err != nil {
				t.Fatal(err)
			}
		}
		if regroup(); families(t, store) != stored {
			t.Errorf("made anew\n%s\nstored\n%s", families(t, store), stored)
		}
		// The twelfth of the chain now tells the story of the pair.
		moved := all[11]
		moved.Article = must(store.ArticleByURL(ctx, moved.Article.CanonicalURL))(t).Article
		moved.Article.Body, moved.Article.ContentHash = numbered(11, 100), ""
		if changed := must(store.ReviseArticle(ctx, moved))(t); !changed {
			t.Error("the text changed")
		}
		if changed := must(store.ReviseArticle(ctx, moved))(t); changed {
			t.Error("nothing changed")
		}
		regroup()
		var sizes []int
		for _, f := range must(store.Families(ctx))(t) {
			sizes = append(sizes, len(f.Members))
		}
		slices.Sort(sizes)
		if fmt.Sprint(sizes) != "[3 3 11]" {
			t.Errorf("families of %v", sizes)
		}
	})
}

// inMemory makes families as the tests' articles are joined.
func inMemory() storage.Families {
	return storage.Families{
		Version: "test", Sieve: &heap{}, Join: sharing, Origin: earliest,
		Keys: func(t storage.Text) []uint64 { return keysOf(t.Body) },
	}
}

// heap is a sieve that looks at everything.
type heap struct {
	articles []gaobang.ArticleID
	keys     [][]uint64
}

func (h *heap) Add(article gaobang.ArticleID, keys []uint64) {
	h.articles, h.keys = append(h.articles, article), append(h.keys, keys)
}

func (h *heap) Sift(keys []uint64) []gaobang.ArticleID {
	var found []gaobang.ArticleID
	for i, of := range h.keys {
		if slices.ContainsFunc(of, func(k uint64) bool { return slices.Contains(keys, k) }) {
			found = append(found, h.articles[i])
		}
	}
	return found
}
