package jobs

import (
	"bytes"
	"fmt"
	"net/http"
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
			r, err := Reprocess{Store: store, Segmenter: seg, Archive: w.archive, Now: w.clock, Extract: extract, Since: since}.Run(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			return fmt.Sprintf("%d articles, %d changed, %d gained, %d failed %v", r.Articles, r.Changed, r.Gained, r.Failed, r.Reasons)
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
		if got := reprocess(t, w, store); got.Changed != 2 || got.Failed != 0 {
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
