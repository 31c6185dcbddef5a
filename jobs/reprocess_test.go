package jobs

import (
	"bytes"
	"fmt"
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
