package jobs

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// TestPagesOfEnteredPieces: a piece that a person entered with its link is visited at
// once and then as every piece; its page as first seen is no change of what was
// entered, and what is found later is compared with it.
func TestPagesOfEnteredPieces(t *testing.T) {
	type piece struct {
		rule      string
		published string
		first     http.HandlerFunc
		later     http.HandlerFunc // from the seventh day on
		want      string           // changes
		asked     int              // times
		failing   bool
		doubt     gaobang.Doubt
	}
	page := func(n int) string { return article(n, "2026-11-20 08:00") }
	ok := func(body string) http.HandlerFunc { return answer(http.StatusOK, body) }
	pieces := []piece{
		{"网页还是那样", "2026-11-20", ok(page(0)), ok(page(0)), "opened", 2, false, ""},
		{"初看之后改了正文", "2026-11-20", ok(page(1)), ok(strings.Replace(page(1), "棉被", "被褥", 1)), "opened body", 2, false, ""},
		{"链接转到文章所在，不算改动", "2026-11-20", sendOn("/moved/2.html"), sendOn("/moved/2.html"), "opened", 2, false, ""},
		{"链接打不开，第二天也打不开", "2026-11-20", answer(http.StatusNotFound, "没有"), answer(http.StatusNotFound, "没有"), "gone", 3, false, gaobang.DoubtNotThere},
		{"先打不开后来有了", "2026-11-20", answer(http.StatusNotFound, "没有"), ok(page(4)), "gone back opened", 3, false, ""},
		{"拦截程序的网站一次就够", "2026-11-20", answer(521, "<script>document.cookie='__jsl_clearance=1'</script>"), answer(521, "<script>document.cookie='__jsl_clearance=1'</script>"), "", 2, true, gaobang.DoubtUnopened},
		{"很久以前发表的也看一次", "2026-03-01", ok(article(6, "2026-03-01 08:00")), ok("<p>不会再看</p>"), "opened", 1, false, ""},
		{"转到首页就是没有", "2026-11-20", sendOn("/"), sendOn("/"), "gone", 3, false, gaobang.DoubtNotThere},
	}
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorld(t, store)
		w.runner.options.Rechecks = []int{7}
		sheet := sheetHead
		for i, p := range pieces {
			sheet += fmt.Sprintf("乙镇走访老人第%d户,甲城报,%s,http://a.example/%d.html,,%s第%d户。\n", i, p.published, i, bodyTown, i)
			w.handle(fmt.Sprintf("a.example/%d.html", i), p.first)
		}
		sheet += onlyTitle + "不许程序看的一篇稿件,甲城报,2026-11-20,http://b.example/1.html,乙镇民政办,\n"
		w.serve("a.example/moved/2.html", page(2))
		w.serve("a.example/", `<html><head><title>甲城在线</title></head><body><ul><li><a href="/list/">要闻</a></li></ul></body></html>`)
		w.serve("b.example/robots.txt", "User-agent: *\nDisallow: /")
		w.serve("b.example/1.html", page(9))
		want := ""
		for row := 2; row < 2+len(pieces)+2; row++ {
			want += fmt.Sprintf("%d new\n", row)
		}
		clerk{world: w, by: "林测试"}.enter(t, sheet, strings.TrimSpace(want))
		for _, c := range []struct {
			host        string
			limit, want int
		}{{"a.example", 3, 3}, {"a.example", 99, len(pieces)}, {"b.example", 99, 1}, {"example", 99, 0}, {"a_example", 99, 0}} {
			if due, err := store.DueEntries(t.Context(), c.host, w.clock(), c.limit); err != nil || len(due) != c.want {
				t.Errorf("%d of %s are due at most %d, want %d; %v", len(due), c.host, c.limit, c.want, err)
			}
		}
		w.start(t)
		until := func(n int) {
			t.Helper()
			sweepUntil(t, w, func() bool {
				due, err := store.EntriesToCheck(t.Context(), w.clock())
				return err == nil && len(due) == n
			})
		}
		until(0)
		w.pass(day)
		until(0)
		for i, p := range pieces {
			w.handle(fmt.Sprintf("a.example/%d.html", i), p.later)
		}
		w.pass(7 * day)
		until(0)
		for _, again := range []func(){func() {}, func() {
			if got := reprocess(t, w, store); got.Changed != 0 || got.Lost+got.NoArticle != 0 {
				t.Errorf("read again: %+v", got)
			}
		}} {
			again()
			for i, p := range pieces {
				t.Run(p.rule, func(t *testing.T) {
					a := articleAt(t, store, fmt.Sprintf("http://a.example/%d.html", i))
					var changes []string
					for _, v := range a.Versions {
						for _, c := range v.Changes {
							changes = append(changes, string(c))
						}
					}
					if got := strings.Join(changes, " "); got != p.want || (a.Check.Error != "") != p.failing {
						t.Errorf("%s, want %s: %+v", got, p.want, a.Check)
					}
					if changed := !a.Check.ChangedAt.IsZero(); changed != strings.Contains(p.want, "body") {
						t.Errorf("changed: %v", changed)
					}
					if got := w.asked[fmt.Sprintf("a.example/%d.html", i)]; got != p.asked {
						t.Errorf("asked %d times, want %d", got, p.asked)
					}
					title := fmt.Sprintf("乙镇走访老人第%d户", i)
					if strings.Contains(p.want, "opened") {
						title = fmt.Sprintf("乙镇走访第%d户", i)
					}
					if !a.Entered() || a.Title != title {
						t.Errorf("it stands as %s, want %s", a.Title, title)
					}
					if got := a.Attributions[0].Doubt; got != p.doubt {
						t.Errorf("doubt %q, want %q", got, p.doubt)
					}
				})
			}
		}
		forbidden := articleAt(t, store, "http://b.example/1.html")
		if w.asked["b.example/1.html"] != 0 || !strings.Contains(forbidden.Check.Error, "robots") {
			t.Errorf("asked %d times against robots.txt: %+v", w.asked["b.example/1.html"], forbidden.Check)
		}
		list, err := store.Articles(t.Context(), storage.Filter{From: gaobang.Date{Year: 2026, Month: 11, Day: 19}, To: gaobang.Date{Year: 2026, Month: 11, Day: 19}})
		if err != nil || len(list) != 1 {
			t.Fatalf("%d, %v", len(list), err)
		}
		if r, err := store.Article(t.Context(), list[0].ID); err != nil || !r.Check.DueAt.IsZero() || r.Check.Error != "" {
			t.Errorf("a piece without a page is to be visited: %+v, %v", r.Check, err)
		}
	})
}
