package jobs

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// standings is what is stored and earned, a line each: title, day, answers, entries,
// rulings, points.
func standings(t *testing.T, store *storage.Store) string {
	t.Helper()
	list, err := store.Articles(t.Context(), storage.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	credits, err := store.Ledger(t.Context(), "r", gaobang.Date{}, gaobang.Date{})
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, item := range list {
		a, err := store.Article(t.Context(), item.ID)
		if err != nil {
			t.Fatal(err)
		}
		var points gaobang.Points
		for _, c := range credits {
			if c.Article == a.ID {
				points += c.Points
			}
		}
		fmt.Fprintf(&all, "%s %s %s", a.CanonicalURL, a.Title, a.PublishedAt)
		for _, x := range a.Attributions {
			fmt.Fprintf(&all, " %s:%d:%s", x.Unit, x.Confidence, x.Doubt)
		}
		fmt.Fprintf(&all, " entries %d rulings %d copies %d family %d points %s\n", len(a.Entries), len(a.Decisions), len(a.Copies), len(a.Family.Members), points)
	}
	return all.String()
}

// TestEnteredBeforeOrAfterTheCrawl: a row without a link and the page that shows its
// piece are one piece, whichever came first.
func TestEnteredBeforeOrAfterTheCrawl(t *testing.T) {
	const head = "http://a.example/1.html 乙镇走访第1户 2026-11-20T08:00"
	row := "乙镇走访第1户,甲城报,2026-11-20,,乙镇民政办,"
	cases := []struct{ rule, row, want string }{
		{"没有链接也没有正文", row + "\n", head + " town:90: entries 1 rulings 0 copies 1 family 0 points 2\n"},
		{"正文与网页不同", row + bodyTown + "\n", head + " town:90: entries 1 rulings 0 copies 1 family 0 points 2\n"},
		{"标题的标点不同", "“乙镇”走访第 1 户！,甲城报,2026-11-20,,乙镇民政办,\n", head + " town:90: entries 1 rulings 0 copies 1 family 0 points 2\n"},
		{"又刊那天的也是这一篇", strings.Replace(row, "11-20", "11-22", 1) + "\n", head + " town:90: entries 1 rulings 0 copies 1 family 0 points 2\n"},
		{"申报的是别的单位，等人认定", strings.Replace(row, "乙镇民政办", "丙镇民政办", 1) + "\n", head + " third:60:contradicted town:60:contradicted entries 1 rulings 0 copies 1 family 0 points 0\n"},
		{"别的日子是另一篇", strings.Replace(row, "11-20", "11-18", 1) + "\n", head + " town:90: entries 0 rulings 0 copies 1 family 0 points 2\n"},
	}
	for _, c := range cases {
		for _, order := range []string{"先补录", "先采集"} {
			t.Run(c.rule+"/"+order, func(t *testing.T) {
				storagetest.Each(t, func(t *testing.T, store *storage.Store) {
					w := clerk{world: newWorldOf(t, store, twoTowns, "a.example", "b.example"), by: "林测试"}
					w.serve("a.example/1.html", article(1, "2026-11-20 08:00"))
					w.serve("a.example/2.html", article(1, "2026-11-22 08:00"))
					w.list("a.example", "/1.html", "/2.html")
					w.start(t)
					enter := func() {
						t.Helper()
						plan, _ := w.plan(t, sheetHead+c.row)
						if err := w.importer(t).Run(t.Context(), plan); err != nil {
							t.Fatal(err)
						}
					}
					if order == "先补录" {
						enter()
						w.scan(t)
					} else {
						w.scan(t)
						enter()
					}
					for _, again := range []func(){
						func() {}, enter, func() { reprocess(t, w.world, store) }, func() { reprocessBy(t, w.world, store, false) },
					} {
						again()
						if got := standings(t, store); !strings.HasPrefix(got, c.want) && !strings.Contains(got, "\n"+c.want) || strings.Contains(got, "entry:") != strings.HasPrefix(c.rule, "别的日子") {
							t.Fatalf("got\n%swant\n%s", got, c.want)
						}
					}
				})
			})
		}
	}
}

// TestRulingsOnEnteredFollowToThePage: what people ruled on a piece before its page was
// there holds for the page, and a database where both stand is mended.
func TestRulingsOnEnteredFollowToThePage(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := clerk{world: newWorldOf(t, store, twoTowns, "a.example", "b.example"), by: "林测试"}
		w.serve("a.example/1.html", article(1, "2026-11-20 08:00"))
		w.list("a.example", "/1.html")
		w.enter(t, sheetHead+"乙镇走访第1户,甲城报,2026-11-20,,乙镇民政办,\n", "2 new")
		list, err := store.Articles(t.Context(), storage.Filter{})
		if err != nil || len(list) != 1 {
			t.Fatal(len(list), err)
		}
		_, err = store.AddDecision(t.Context(), gaobang.Decision{Article: list[0].ID, Bureau: "bureau", Kind: gaobang.DecideUnits, Parts: []gaobang.DecidedPart{{Unit: "third", Share: gaobang.WholeShare}}, By: "高示例", Why: "核实"})
		if err != nil {
			t.Fatal(err)
		}
		w.start(t)
		w.scan(t)
		if err := Recompute(t.Context(), store); err != nil {
			t.Fatal(err)
		}
		const want = "http://a.example/1.html 乙镇走访第1户 2026-11-20T08:00 town:90: entries 1 rulings 1 copies 0 family 0 points 2\n"
		if got := standings(t, store); got != want {
			t.Errorf("got\n%swant\n%s", got, want)
		}
		reprocess(t, w.world, store)
		if got := standings(t, store); got != want {
			t.Errorf("judged again: got\n%swant\n%s", got, want)
		}
	})
}

// TestCrawlOpensEnteredLinks: a page that a scan read was opened, also where a person
// had entered its link before.
func TestCrawlOpensEnteredLinks(t *testing.T) {
	cases := []struct{ rule, unit, page, want string }{
		{"网页写明申报的单位", "乙镇民政办", article(1, "2026-11-20 08:00"), "town 90 "},
		{"网页与本局无关", "乙镇民政办", newsPage("乙镇走访第1户", "2026-11-20 08:00", strings.Repeat("三月的田野里油菜花开得正好，游人如织，商户忙个不停。", 4)), "town 60 unsupported"},
		{"网页是另一篇", "乙镇民政办", newsPage("全市春耕备耕现场会召开", "2026-11-20 08:00", strings.Repeat("三月的田野里油菜花开得正好，游人如织，商户忙个不停。", 4)), "town 55 other_piece"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			storagetest.Each(t, func(t *testing.T, store *storage.Store) {
				w := clerk{world: newWorldOf(t, store, twoTowns, "a.example", "b.example"), by: "林测试"}
				w.serve("a.example/1.html", c.page)
				w.list("a.example", "/1.html")
				w.enter(t, sheetHead+"乙镇走访第1户,甲城报,2026-11-20,http://a.example/1.html,"+c.unit+",\n", "2 new")
				w.start(t)
				w.scan(t)
				for _, again := range []func(){func() {}, func() { reprocess(t, w.world, store) }, func() { reprocessBy(t, w.world, store, false) }} {
					again()
					a := articleAt(t, store, "http://a.example/1.html")
					if len(a.Attributions) != 1 || fmt.Sprintf("%s %d %s", a.Attributions[0].Unit, a.Attributions[0].Confidence, a.Attributions[0].Doubt) != c.want {
						t.Errorf("%+v, want %s", a.Attributions, c.want)
					}
					if _, opened := openedPage(a.Versions); !opened || a.Check.CheckedAt.IsZero() || len(a.Captures) != 2 {
						t.Errorf("not opened: %+v, %d captures", a.Check, len(a.Captures))
					}
				}
				if n := w.asked["a.example/1.html"]; n != 1 {
					t.Errorf("asked for %d times", n)
				}
			})
		})
	}
}
