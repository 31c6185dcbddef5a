package storage_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
)

// keysOfStory are the keys that stories gives a sketch.
func keysOfStory(sketch []uint32) []uint64 {
	var keys []uint64
	for _, s := range sketch {
		keys = append(keys, uint64(s)<<60|uint64(s))
	}
	return keys
}

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
		if regroup := must(store.ReviseArticle(ctx, an, keysOfStory))(t); regroup {
			t.Error("the sketch is the same")
		}
		if must(store.Inputs(ctx))(t) == inputs {
			t.Error("the ledgers do not see that something changed")
		}
		after := must(store.Article(ctx, out.Article))(t)
		if after.Title != "新题" || after.Body != "新文" || len(after.Decisions) != 1 || after.FirstSeen != record.FirstSeen || after.Capture != record.Capture {
			t.Errorf("%+v", after)
		}
		for term, want := range map[string]int{"新词": 1, "旧词": 0} {
			if found := must(store.Search(ctx, []string{term}, 9))(t); len(found) != want {
				t.Errorf("%s stands in %d articles, want %d", term, len(found), want)
			}
		}
		an.Article.ID, an.Article.CanonicalURL = 0, "http://site.example/none"
		_, err := store.ReviseArticle(ctx, an, keysOfStory)
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
			must(store.SaveArticle(ctx, an, sharing(an.Shingles), earliest))(t)
		}
		stored := families(t, store)
		regroup := func() {
			t.Helper()
			join := func(self storage.Sketch) storage.Join { return sharing(self.Shingles) }
			if err := store.RegroupFamilies(ctx, keysOfStory, join, earliest); err != nil {
				t.Fatal(err)
			}
		}
		if regroup(); families(t, store) != stored {
			t.Errorf("made anew\n%s\nstored\n%s", families(t, store), stored)
		}
		// The twelfth of the chain now tells the story of the pair.
		moved := all[11]
		moved.Article = must(store.ArticleByURL(ctx, moved.Article.CanonicalURL))(t).Article
		moved.Shingles, moved.Keys = []uint32{100}, keysOfStory([]uint32{100})
		if changed := must(store.ReviseArticle(ctx, moved, keysOfStory))(t); !changed {
			t.Error("the sketch changed")
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
