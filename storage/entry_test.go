package storage_test

import (
	"reflect"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// entered is an entry of a piece, on so many days before now.
func entered(an storage.Analysis, id gaobang.CaptureID, row int) storage.Analysis {
	at := storagetest.Now().AddDate(0, 0, -9+row)
	an.Article.Capture = gaobang.Capture{ID: id, URL: an.Article.CanonicalURL, At: at, Kind: gaobang.CapturedEntry, SHA256: "cd", File: "w", Offset: int64(id) * 100, Length: 50}
	an.Entry = &gaobang.Entry{Capture: id, By: "林测试", At: at, File: "11月剪报.xlsx", Sheet: "Sheet1", Row: row}
	return an
}

func TestEntries(t *testing.T) {
	both(t, func(t *testing.T, store *storage.Store) {
		offline := piece(t, daily, "", "2026-11-20", "走访老人", "")
		offline.Article.CanonicalURL = gaobang.EntryScheme + "danyang-daily/2026-11-20/00ff"
		first, second := entered(offline, 11, 2), entered(offline, 12, 3)
		out := save(t, store, first)
		if _, err := store.ReviseArticle(t.Context(), second); err != nil {
			t.Fatal(err)
		}
		got := must(store.Article(t.Context(), out.Article))(t)
		if want := []gaobang.Entry{*first.Entry, *second.Entry}; !reflect.DeepEqual(got.Entries, want) {
			t.Errorf("entries %+v, want %+v", got.Entries, want)
		}
		if got.Capture != second.Article.Capture || len(got.Captures) != 2 || got.URL != "" {
			t.Errorf("the piece stands by %+v, want what was entered last; all %+v", got.Capture, got.Captures)
		}
		if near := must(store.CaptureNear(t.Context(), got.CanonicalURL, storagetest.Now()))(t); near != second.Article.Capture {
			t.Errorf("nearest to now is %+v", near)
		}

		crawled := save(t, store, piece(t, daily, "http://epaper.example/7.htm", "2026-11-20", "开门", "正文"))
		joined := entered(piece(t, daily, "http://epaper.example/7.htm", "2026-11-20", "", ""), 13, 4)
		for range 2 {
			if err := store.KeepEntry(t.Context(), crawled.Article, joined.Article.Capture, *joined.Entry); err != nil {
				t.Fatal(err)
			}
		}
		got = must(store.ArticleStanding(t.Context(), "http://epaper.example/7.htm", portal, ""))(t)
		if got.Title != "开门" || got.Body != "正文" || len(got.Entries) != 1 || got.Entries[0] != *joined.Entry || len(got.Captures) != 1 {
			t.Errorf("a piece that was crawled: %+v", got)
		}
		if same := must(store.ArticleStanding(t.Context(), "http://epaper.example/8.htm", daily, gaobang.HashContent("开门", "正文")))(t); same.ID != got.ID {
			t.Errorf("the same text elsewhere stands for %s, want %s", same.ID, got.ID)
		}
		_, err := store.ArticleStanding(t.Context(), "http://epaper.example/8.htm", portal, gaobang.HashContent("开门", "正文"))
		wantCode(t, err, gaobang.NotFound)

		list := must(store.Articles(t.Context(), storage.Filter{}))(t)
		cited := must(store.CitedArticles(t.Context(), []gaobang.ArticleID{out.Article, crawled.Article}))(t)
		for _, a := range list {
			if byHand := a.ID == out.Article; a.Entered != byHand || cited[a.ID].Entered != byHand {
				t.Errorf("%s is marked as entered: %t, cited: %t", a.Title, a.Entered, cited[a.ID].Entered)
			}
		}
	})
}
