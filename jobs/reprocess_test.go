package jobs

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// TestReprocess changes the books after a crawl: what was stored is judged anew,
// what was about nobody is found in the archive, nothing is fetched.
func TestReprocess(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorld(t, store)
		w.serve("a.example/1.html", article(1, "2026-11-20 08:00"))
		w.serve("a.example/2.html", strings.ReplaceAll(article(2, "2026-11-20 08:00"), "乙镇", "丙镇"))
		w.serve("a.example/3.html", strings.ReplaceAll(article(3, "2026-11-01 08:00"), "乙镇民政办", "别处的人们"))
		w.list("a.example", "/1.html", "/2.html", "/3.html")
		w.start(t)
		if err := w.runner.ScanNow(t.Context(), Request{Sources: []gaobang.SourceID{"list"}}); err != nil {
			t.Fatal(err)
		}
		seg, err := dictionary()
		if err != nil {
			t.Fatal(err)
		}
		run := func(extract bool, since gaobang.Date) string {
			t.Helper()
			var reasons []error
			r, err := Reprocess{Store: store, Segmenter: seg, Archive: w.archive, Now: w.clock, Extract: extract, Since: since, Unread: func(u Unread) { reasons = append(reasons, u.Err) }}.Run(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			return fmt.Sprintf("%d articles, %d changed, %d gained, %d failed %v", r.Articles, r.Changed, r.Gained, r.Lost+r.NoArticle, reasons)
		}
		dump := func() string {
			t.Helper()
			var b bytes.Buffer
			if err := storagetest.Dump(t.Context(), store, &b, "r"); err != nil {
				t.Fatal(err)
			}
			return b.String()
		}
		asked, before := len(w.asked), dump()
		for _, extract := range []bool{false, true} {
			if got := run(extract, gaobang.Date{}); got != "1 articles, 0 changed, 0 gained, 0 failed []" || dump() != before {
				t.Errorf("nothing changed, but (extract %v) %s\n%s\nwas\n%s", extract, got, dump(), before)
			}
		}
		applyBooks(t, store, strings.Replace(books, "name: 乙镇民政办, kind: town}", "name: 乙镇民政办, kind: town}\n  - {id: third, parent: bureau, name: 丙镇民政办, kind: town}", 1))
		if got := run(false, gaobang.Date{Year: 2026, Month: 11, Day: 25}); got != "0 articles, 0 changed, 0 gained, 0 failed []" {
			t.Errorf("since a later day: %s", got)
		}
		if got := run(false, gaobang.Date{}); got != "1 articles, 0 changed, 1 gained, 0 failed []" {
			t.Errorf("a new unit: %s", got)
		}
		if all := dump(); !strings.Contains(all, `"third"`) || !strings.Contains(all, "credit") {
			t.Errorf("the new unit earns nothing:\n%s", all)
		}
		applyBooks(t, store, strings.Replace(books, "name: 乙镇民政办, kind: town}", "name: 戊镇民政办, kind: town, aliases: [乙镇民政办]}", 1))
		if got := run(true, gaobang.Date{}); !strings.HasPrefix(got, "2 articles, 1 changed, 0 gained, 0 failed") {
			t.Errorf("a unit that is gone: %s", got)
		}
		if len(w.asked) != asked {
			t.Error("something was fetched")
		}
	})
}

// TestWhatTheArchiveDoesNotGiveBack: each piece that cannot be read again is named
// with its file, stays as it was, and all others are done.
func TestWhatTheArchiveDoesNotGiveBack(t *testing.T) {
	type file struct {
		path    string
		records []gaobang.Capture // of the pieces, in order
	}
	spoil := func(t *testing.T, f file, change func(data []byte) []byte) {
		t.Helper()
		data, err := os.ReadFile(f.path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(f.path, change(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	const pieces = 4
	for _, c := range []struct {
		rule   string
		damage func(t *testing.T, f file)
		lost   []int // pieces
		says   string
	}{
		{"文件丢了", func(t *testing.T, f file) {
			if err := os.Remove(f.path); err != nil {
				t.Fatal(err)
			}
		}, []int{0, 1, 2, 3}, "没有文件"},
		{"末尾断了", func(t *testing.T, f file) {
			spoil(t, f, func(data []byte) []byte { return data[:f.records[3].Offset+f.records[3].Length/2] })
		}, []int{3}, "读不出记录"},
		{"文件成了空的", func(t *testing.T, f file) { spoil(t, f, func([]byte) []byte { return nil }) }, []int{0, 1, 2, 3}, "读不出记录"},
		{"中间坏了一条", func(t *testing.T, f file) {
			spoil(t, f, func(data []byte) []byte {
				copy(data[f.records[1].Offset+40:], "damaged!damaged!")
				return data
			})
		}, []int{1}, "读不出记录"},
		{"一条被换成另一条", func(t *testing.T, f file) {
			spoil(t, f, func(data []byte) []byte {
				a, b := f.records[1], f.records[2]
				copy(data[a.Offset:], data[b.Offset:b.Offset+b.Length])
				return data
			})
		}, []int{1, 2}, ""}, // the second may lie under the first
		{"文件读不了", func(t *testing.T, f file) {
			if err := errors.Join(os.Remove(f.path), os.Mkdir(f.path, 0o700)); err != nil {
				t.Fatal(err)
			}
		}, []int{0, 1, 2, 3}, "读不出记录"},
	} {
		t.Run(c.rule, func(t *testing.T) {
			store := storagetest.Open(t, storage.SQLite)
			w := newWorld(t, store)
			links := []string{}
			for i := range pieces {
				links = append(links, fmt.Sprintf("/%d.html", i))
				w.serve("a.example"+links[i], article(i, "2026-11-20 08:00"))
			}
			w.list("a.example", links...)
			w.start(t)
			w.scan(t)
			f := file{}
			for i := range pieces {
				a := articleAt(t, store, "http://a.example"+links[i])
				f.records, f.path = append(f.records, a.Capture), filepath.Join(w.archive, a.Capture.File)
			}
			if c.damage(t, f); c.says == "" {
				c.lost = c.lost[:1]
			}
			seg, err := dictionary()
			if err != nil {
				t.Fatal(err)
			}
			var told []string
			done, err := Reprocess{Store: store, Segmenter: seg, Archive: w.archive, Now: w.clock, Extract: true, Unread: func(u Unread) {
				told = append(told, u.Title+" "+u.URL+" "+u.File)
				if !u.Lost() || !strings.Contains(u.Err.Error(), c.says) {
					t.Errorf("%v", u.Err)
				}
			}}.Run(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			var want []string
			for _, i := range c.lost {
				want = append(want, fmt.Sprintf("乙镇走访第%d户 http://a.example/%d.html %s", i, i, filepath.Base(f.path)))
			}
			slices.Sort(told)
			if !slices.Equal(told, want) || done.Lost != len(want) || done.Articles != pieces {
				t.Errorf("told %q, want %q; %+v", told, want, done)
			}
			for i := range pieces {
				if a := articleAt(t, store, "http://a.example"+links[i]); a.Title == "" || a.Body == "" || len(a.Attributions) == 0 {
					t.Errorf("piece %d did not stay: %+v", i, a)
				}
			}
		})
	}
}

// TestWhatIsNoArticleNowIsNamed: its title was read by a profile that is no more.
func TestWhatIsNoArticleNowIsNamed(t *testing.T) {
	store := storagetest.Open(t, storage.SQLite)
	w := newWorld(t, store)
	const plain = "{host: a.example, list: {item: li, link: a, date: span}}"
	applyBooks(t, store, strings.Replace(books, plain, "{host: a.example, list: {item: li, link: a, date: span}, article: {title: .name}}", 1))
	w.serve("a.example/1.html", strings.NewReplacer("<title>乙镇走访第1户</title>", "<title>您访问的页面不存在</title>", "<h1>", `<div class="name">`, "</h1>", "</div>").Replace(article(1, "2026-11-20 08:00")))
	w.serve("a.example/list/", `<html><body><ul><li><a href="/1.html"></a><span>2026-11-20</span></li></ul></body></html>`)
	w.start(t)
	w.scan(t)
	before := articleAt(t, store, "http://a.example/1.html")
	applyBooks(t, store, books)
	if got := reprocess(t, w, store); got.NoArticle != 1 || got.Lost != 0 || articleAt(t, store, before.URL).Body != before.Body {
		t.Errorf("%+v", got)
	}
}

// TestPiecesAreFoundByTheWordsOfToday: what an older program indexed is indexed
// anew, though nothing else of the piece is different.
func TestPiecesAreFoundByTheWordsOfToday(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorld(t, store)
		w.serve("a.example/1.html", article(1, "2026-11-20 08:00"))
		w.list("a.example", "/1.html")
		w.start(t)
		w.scan(t)
		id := articleAt(t, store, "http://a.example/1.html").ID
		found := func(word string) int {
			t.Helper()
			list, err := store.Articles(t.Context(), storage.Filter{Terms: []string{word}})
			if err != nil {
				t.Fatal(err)
			}
			return len(list)
		}
		if err := store.ReindexArticle(t.Context(), id, []string{"林测试", "旧词"}); err != nil {
			t.Fatal(err)
		}
		if found("棉被") != 0 || found("林测试") != 1 {
			t.Fatal("it is not as an older program left it")
		}
		for _, extract := range []bool{true, false} {
			if got := reprocessBy(t, w, store, extract); got.Reindexed != btoi(extract) || got.Changed != 0 {
				t.Errorf("extract %v: %+v", extract, got)
			}
			if found("棉被") != 1 || found("林测试") != 0 || found("旧词") != 0 {
				t.Errorf("extract %v: found by other words", extract)
			}
		}
	})
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// TestLaterVersionsAreReadAgainToo: what a program, or a profile, reads otherwise
// than before must not look like the work of an editor, and what it sees now must
// not stay unseen.
func TestLaterVersionsAreReadAgainToo(t *testing.T) {
	const advert = "本栏目由某某公司协办，热线电话请拨打总机转接。"
	piece := func(n int, text, around string) string {
		return fmt.Sprintf(`<html><head><title>乙镇走访第%[1]d户</title></head><body><h1>乙镇走访第%[1]d户</h1><div class="info">发布时间：2026-11-20 08:00</div><div class="box"><div class="text"><p>乙镇民政办第%[1]d次走访高龄老人，送去棉被和药箱，登记下一次上门的日子。</p><p>%[2]s</p></div><p class="around">%[3]s</p></div></body></html>`, n, text, around)
	}
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorld(t, store)
		w.runner.options.Rechecks = []int{7, 30}
		w.list("a.example", "/1.html", "/2.html", "/3.html", "/4.html")
		serve := func(texts ...string) { // of each piece, and around it
			for i := range 4 {
				w.serve(fmt.Sprintf("a.example/%d.html", i+1), piece(i+1, texts[2*i], texts[2*i+1]))
			}
		}
		bodyBy := func(selector string) {
			t.Helper()
			applyBooks(t, store, strings.Replace(books, "{host: a.example, list: {item: li, link: a, date: span}}", "{host: a.example, list: {item: li, link: a, date: span}, article: {body: "+selector+"}}", 1))
		}
		bodyBy(".box")
		const was, is = "老人们都说被子很暖和，屋里也不冷了。", "老人们都说被子很暖，屋里也热起来了。"
		serve(was, "", was, "", was, "", was, "")
		w.start(t)
		w.scan(t)
		w.pass(4 * day)
		serve(was, advert, is, advert, is, "", was, "")
		w.scan(t)
		w.handle("a.example/3.html", answer(http.StatusNotFound, "没有"))
		w.pass(30 * day)
		w.scan(t)
		w.pass(day)
		w.scan(t)
		said := func() (all []string) {
			for i := range 4 {
				a := articleAt(t, store, fmt.Sprintf("http://a.example/%d.html", i+1))
				text := ""
				for _, v := range a.Versions {
					text += fmt.Sprint(v.Changes)
					if strings.Contains(v.Body, advert) {
						text += "+advert"
					}
				}
				if !a.Check.ChangedAt.IsZero() {
					text += " changed"
				}
				all = append(all, text)
			}
			return all
		}
		want := func(rule string, want ...string) {
			t.Helper()
			if got := said(); !slices.Equal(got, want) {
				t.Errorf("%s: %q, want %q", rule, got, want)
			}
		}
		want("as it was read then", "[body]+advert changed", "[body]+advert changed", "[body][gone] changed", "")
		bodyBy(".text")
		if got := reprocess(t, w, store); got.Changed != 2 || got.Lost+got.NoArticle != 0 {
			t.Errorf("%+v", got)
		}
		want("without what stands around", "", "[body] changed", "[body][gone] changed", "")
		if got := reprocess(t, w, store); got.Changed != 0 {
			t.Errorf("the second time: %+v", got)
		}
		bodyBy(".box")
		if got := reprocess(t, w, store); got.Changed != 2 {
			t.Errorf("%+v", got)
		}
		want("what was no change is one", "[body]+advert changed", "[body]+advert changed", "[body][gone] changed", "")
	})
}
