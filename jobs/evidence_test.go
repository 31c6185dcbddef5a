package jobs

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/warc"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// leaf is a page of a piece of several, with a link to the next.
func leaf(n int, next string) string {
	if next != "" {
		next = fmt.Sprintf(`<a href="%s">下一页</a>`, next)
	}
	return fmt.Sprintf(`<html><head><title>乙镇走访记</title></head><body><h1>乙镇走访记</h1><div class="info">发布时间：2026-11-20 08:00</div>
<div class="content"><p>乙镇民政办第%d次走访高龄老人，送去第%d批棉被和药箱，仔细检查取暖设备，登记下一次上门的日子。</p>%s</div></body></html>`, n, n, next)
}

func reprocess(t *testing.T, w *world, store *storage.Store) Reprocessed {
	t.Helper()
	return reprocessBy(t, w, store, true)
}

// reprocessBy reads the pages again, or only analyses what is stored.
func reprocessBy(t *testing.T, w *world, store *storage.Store, extract bool) Reprocessed {
	t.Helper()
	seg, err := dictionary()
	if err != nil {
		t.Fatal(err)
	}
	r, err := Reprocess{Store: store, Segmenter: seg, Archive: w.archive, Now: w.clock, Extract: extract}.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (w *world) scan(t *testing.T) {
	t.Helper()
	if err := w.runner.ScanNow(t.Context(), Request{Sources: []gaobang.SourceID{"list"}}); err != nil {
		t.Fatal(err)
	}
}

func articleAt(t *testing.T, store *storage.Store, url string) storage.ArticleRecord {
	t.Helper()
	a, err := store.ArticleByURL(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestEveryPageOfAPieceIsEvidence(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorld(t, store)
		w.list("a.example", "/1.html")
		w.serve("a.example/1.html", leaf(1, "1_2.html"))
		w.serve("a.example/1_2.html", leaf(2, "1_3.html"))
		w.serve("a.example/1_3.html", leaf(3, ""))
		w.start(t)
		w.scan(t)
		const first = "http://a.example/1.html"
		a := articleAt(t, store, first)
		if strings.Count(a.Body, "\n") != 2 || len(a.Captures) != 3 || a.Capture != a.Captures[0] && a.Capture.URL != first {
			t.Fatalf("the piece has the body %q and the captures %+v", a.Body, a.Captures)
		}
		evidence := Evidence{store, w.archive}
		for i, address := range []string{first, "http://a.example/1_2.html", "http://a.example/1_3.html"} {
			page, err := evidence.Near(t.Context(), address, w.now)
			if err != nil {
				t.Fatal(err)
			}
			if body, err := page.Body(); err != nil || !strings.Contains(string(body), fmt.Sprintf("第%d次走访", i+1)) {
				t.Errorf("%s gives back %s, %v", address, body, err)
			}
		}
		if got := reprocess(t, w, store); got.Changed != 0 || got.Lost+got.NoArticle != 0 {
			t.Errorf("read again from the archive: %+v", got)
		}
		t.Run("索引丢了，凭文件重建", func(t *testing.T) {
			before := fmt.Sprint(a.Captures)
			wipeIndex(t, store)
			if got := reprocess(t, w, store); got.Lost != 1 || articleAt(t, store, first).Body != a.Body {
				t.Errorf("without an index: %+v", got)
			}
			checked, err := evidence.Check(t.Context(), func(string) {})
			if err != nil || len(checked.Faults) != 1 || !strings.Contains(checked.Faults[0].Error(), "archive index") {
				t.Errorf("the check says %v, %v", checked.Faults, err)
			}
			for range 2 {
				if checked, err = evidence.Index(t.Context(), func(string) {}); err != nil || len(checked.Faults) != 0 || checked.Captures != 4 { // and the column
					t.Fatalf("index: %+v, %v", checked, err)
				}
			}
			again := articleAt(t, store, first)
			if got := fmt.Sprint(again.Captures); got != before || again.Capture != a.Capture {
				t.Errorf("the index says %s\nwas %s", got, before)
			}
			if got := reprocess(t, w, store); got.Changed != 0 || got.Lost+got.NoArticle != 0 {
				t.Errorf("read again: %+v", got)
			}
			if checked, err = evidence.Check(t.Context(), func(string) {}); err != nil || len(checked.Faults) != 0 {
				t.Errorf("the check says %v, %v", checked.Faults, err)
			}
		})
		t.Run("一页不在，整篇保持原样", func(t *testing.T) {
			last := a.Captures[2]
			name := filepath.Join(w.archive, last.File)
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			copy(data[last.Offset+30:], "damaged")
			if err := os.WriteFile(name, data, 0o600); err != nil {
				t.Fatal(err)
			}
			if got := reprocess(t, w, store); got.Lost != 1 || articleAt(t, store, first).Body != a.Body {
				t.Errorf("read again: %+v", got)
			}
		})
	})
}

// execute does to the database what the program never does.
func execute(ctx context.Context, store *storage.Store, statement string) (err error) {
	if db := store.SQLite(); db != nil {
		_, err = db.ExecContext(ctx, statement)
	} else {
		_, err = store.Pool().Exec(ctx, statement)
	}
	return err
}

// wipeIndex is a database that was restored from before its index.
func wipeIndex(t *testing.T, store *storage.Store) {
	t.Helper()
	for _, statement := range []string{"DELETE FROM captures", "UPDATE articles SET capture = 0", "UPDATE fetch_states SET capture = 0"} {
		if err := execute(t.Context(), store, statement); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAPageTriedAgainIsARevisit(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorld(t, store)
		w.list("a.example", "/1.html", "/2.html", "/3.html")
		w.serve("a.example/1.html", "<html><body><p>加载中</p></body></html>")
		w.handle("a.example/2.html", func(rw http.ResponseWriter, r *http.Request) { http.Redirect(rw, r, "/4.html", http.StatusFound) })
		w.handle("a.example/3.html", func(rw http.ResponseWriter, r *http.Request) { http.Redirect(rw, r, "/4.html", http.StatusFound) })
		w.serve("a.example/4.html", article(1, "2026-11-20"))
		w.start(t)
		w.scan(t)
		kinds := func(url string) (kinds []gaobang.CaptureKind) {
			captures, err := store.Captures(t.Context(), url)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range captures {
				kinds = append(kinds, c.Kind)
				if page, err := (Evidence{store, w.archive}).Read(t.Context(), c); err != nil || warc.Digest(page.Record.Payload) != c.SHA256 {
					t.Errorf("%s %s does not read back: %v", url, c.Kind, err)
				}
			}
			return kinds
		}
		if got := fmt.Sprint(kinds("http://a.example/1.html")); got != "[response]" {
			t.Errorf("a page that is no article keeps %s", got)
		}
		if got := fmt.Sprint(kinds("http://a.example/4.html")); got != "[response identical]" && got != "[identical response]" {
			t.Errorf("two links to one page keep %s", got)
		}
		if a := articleAt(t, store, "http://a.example/4.html"); len(a.Captures) != 2 || a.Capture.Kind != gaobang.CapturedPage {
			t.Errorf("the piece keeps %+v", a.Captures)
		}
	})
}

// TestAFetchThatWasBrokenOffLeavesNoRecordUnknown ends the day's pages between two
// pages of one piece.
func TestAFetchThatWasBrokenOffLeavesNoRecordUnknown(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorldOf(t, store, strings.Replace(books, `url: "http://a.example/list/", schedule`, `url: "http://a.example/list/", daily_pages: 2, schedule`, 1), "a.example", "b.example")
		w.list("a.example", "/0.html", "/1.html")
		w.serve("a.example/0.html", leaf(0, ""))
		w.serve("a.example/1.html", leaf(1, "1_2.html"))
		w.serve("a.example/1_2.html", leaf(2, ""))
		w.start(t)
		w.scan(t)
		if w.asked["a.example/1_2.html"] != 0 {
			t.Fatal("the second page was asked for")
		}
		checked, err := (Evidence{store, w.archive}).Check(t.Context(), func(string) {})
		if err != nil || checked.Captures != 3 || len(checked.Faults) != 0 { // and the column
			t.Errorf("%+v, %v", checked, err)
		}
	})
}

// TestWhatAKilledProcessKeptIsIndexed: it wrote a page to the archive and died
// before it put that down. The next process knows of the page, as evidence of the
// article whose page it is.
func TestWhatAKilledProcessKeptIsIndexed(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorld(t, store)
		w.list("a.example", "/0.html")
		w.serve("a.example/0.html", leaf(0, ""))
		w.start(t)
		w.scan(t)
		killed, err := warc.Open(w.archive, w.clock, nil)
		if err != nil {
			t.Fatal(err)
		}
		var kept []gaobang.Capture
		for _, address := range []string{"http://a.example/0.html", "http://a.example/1.html"} {
			c, err := killed.Write(warc.Exchange{URL: address, Proto: "HTTP/1.1", Status: 200, Payload: []byte("<p>乙镇</p>"), At: w.clock()})
			if err != nil {
				t.Fatal(err)
			}
			kept = append(kept, c)
		}
		if err := killed.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(w.archive, kept[0].File+".lock"), nil, 0o600); err != nil { // as a kill leaves it
			t.Fatal(err)
		}
		e := Evidence{store, w.archive}
		if checked, err := e.Check(t.Context(), func(string) {}); err != nil || len(checked.Faults) != 1 {
			t.Fatalf("%+v, %v", checked, err)
		}
		next, err := warc.Open(w.archive, w.clock, e.Adopt(t.Context()))
		if err != nil {
			t.Fatal(err)
		}
		defer next.Close()
		if checked, err := e.Check(t.Context(), func(string) {}); err != nil || len(checked.Faults) != 0 {
			t.Errorf("%+v, %v", checked, err)
		}
		record := articleAt(t, store, "http://a.example/0.html")
		if !slices.ContainsFunc(record.Captures, func(c gaobang.Capture) bool { return c.ID == kept[0].ID }) {
			t.Errorf("the article has %+v, not %+v", record.Captures, kept[0])
		}
		if page, err := e.Near(t.Context(), "http://a.example/1.html", w.clock()); err != nil || page.ID != kept[1].ID {
			t.Errorf("%+v, %v", page.Capture, err)
		}
	})
}

// TestWhatTheStoreDidNotTakeIsIndexedLater: the page lies in the archive when the
// store fails. The next scan puts it into the index, or else the next process does.
func TestWhatTheStoreDidNotTakeIsIndexedLater(t *testing.T) {
	for _, c := range []struct {
		rule string
		heal func(t *testing.T, w *world, back func())
	}{
		{"数据库恢复后，下一次采集收入索引", func(t *testing.T, w *world, back func()) {
			back()
			if err := w.runner.scanSite(t.Context(), ScanSite{Site: "a.example"}); err != nil {
				t.Fatal(err)
			}
		}},
		{"数据库一直不通，留给下一个进程", func(t *testing.T, w *world, back func()) {
			if err := errors.Join(w.runner.leaveUnindexed(t.Context()), w.runner.options.Archive.Close()); err != nil {
				t.Fatal(err)
			}
			back()
			next, err := warc.Open(w.archive, w.clock, w.runner.evidence().Adopt(t.Context()))
			if err != nil {
				t.Fatal(err)
			}
			_ = next.Close()
		}},
	} {
		t.Run(c.rule, func(t *testing.T) {
			storagetest.Each(t, func(t *testing.T, store *storage.Store) {
				w := newWorld(t, store)
				rename := func(from, to string) {
					if err := execute(t.Context(), store, "ALTER TABLE "+from+" RENAME TO "+to); err != nil {
						t.Error(err)
					}
				}
				w.list("a.example", "/0.html")
				w.serve("a.example/0.html", leaf(0, ""))
				away := false
				w.hold = func(r *http.Request) {
					if r.URL.Path == "/0.html" && !away {
						away = true
						rename("captures", "captures_away")
					}
				}
				if err := w.runner.scanSite(t.Context(), ScanSite{Site: "a.example"}); err == nil {
					t.Fatal("a scan without its store went well")
				}
				c.heal(t, w, func() { rename("captures_away", "captures") })
				checked, err := w.runner.evidence().Check(t.Context(), func(string) {})
				if err != nil || checked.Captures < 2 || len(checked.Faults) != 0 {
					t.Errorf("%+v, %v", checked, err)
				}
			})
		})
	}
}
