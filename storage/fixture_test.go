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

// piece is an article of an outlet.
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

func nobody(storage.Text, []storage.Text) []gaobang.Kin { return nil }

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

// both runs the test on both databases, with the outlets of the tests in them.
func both(t *testing.T, test func(t *testing.T, store *storage.Store)) {
	t.Helper()
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		withOutlets(t, store)
		test(t, store)
	})
}

func date(t testing.TB, s string) gaobang.Date {
	t.Helper()
	d, err := gaobang.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// must is the value of a call that may not fail.
func must[T any](value T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

func wantCode(t testing.TB, err error, code gaobang.ErrorCode) {
	t.Helper()
	if gaobang.CodeOf(err) != code {
		t.Errorf("error %v has code %q, want %q", err, gaobang.CodeOf(err), code)
	}
}

func cancelled(t testing.TB) context.Context {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	return ctx
}
