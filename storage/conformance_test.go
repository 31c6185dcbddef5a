package storage_test

import (
	"context"
	"slices"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

const (
	daily  gaobang.OutletID = "danyang-daily"
	portal gaobang.OutletID = "zhenjiang-portal"
)

// withOutlets gives the store the outlets of the tests.
func withOutlets(t testing.TB, store *storage.Store) {
	t.Helper()
	outlets := []gaobang.Outlet{
		{ID: daily, Name: "丹阳日报", Kind: gaobang.Paper, Level: gaobang.LevelCounty, Locality: "321181", Hosts: []string{"epaper.example"}},
		{ID: portal, Name: "镇江在线", Kind: gaobang.NewsSite, Level: gaobang.LevelPrefecture, Locality: "321100"},
	}
	if _, err := store.ApplyBooks(context.Background(), "测试", map[string][]byte{"outlets": []byte("outlets: []")}, outlets, nil); err != nil {
		t.Fatal(err)
	}
}

// piece is an article of an outlet; its keys sieve by the simhash.
func piece(t testing.TB, outlet gaobang.OutletID, url, published, title, body string) storage.Analysis {
	t.Helper()
	at, err := gaobang.ParseMoment(published)
	if err != nil {
		t.Fatal(err)
	}
	return storage.Analysis{Article: gaobang.Article{
		Outlet: outlet, URL: url, CanonicalURL: url, Title: title, Body: body, PublishedAt: at, Form: gaobang.News,
		ContentHash: gaobang.HashContent(title, body),
	}}
}

func nobody([]storage.Sketch) []storage.Near { return nil }

func earliest(members []storage.OriginFacts) gaobang.ArticleID {
	return slices.MinFunc(members, func(a, b storage.OriginFacts) int { return a.PublishedAt.Time.Compare(b.PublishedAt.Time) }).Article
}

func save(t testing.TB, store *storage.Store, an storage.Analysis) storage.Outcome {
	t.Helper()
	out, err := store.SaveArticle(context.Background(), an, nobody, earliest)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestArticleReadsBackWhole(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		withOutlets(t, store)
		an := piece(t, daily, "http://epaper.example/1", "2026-11-20T08:31", "养老服务进社区", "丹阳市民政局 开展服务。")
		save(t, store, an)
		rec, err := store.ArticleByURL(context.Background(), "http://epaper.example/1")
		if err != nil {
			t.Fatal(err)
		}
		if rec.Title != an.Article.Title || rec.Body != an.Article.Body || rec.PublishedAt != an.Article.PublishedAt {
			t.Errorf("reads back as %+v", rec)
		}
	})
}
