package jobs

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// twoTowns are the books with a second town.
var twoTowns = strings.Replace(books, "  - {id: town, ", "  - {id: third, parent: bureau, name: 丙镇民政办, kind: town}\n  - {id: town, ", 1)

// newsPage is a page of the outlet with a title and a text.
func newsPage(title, day, text string) string {
	return fmt.Sprintf(`<html><head><title>%[1]s</title></head><body><h1>%[1]s</h1><div class="info">%[2]s</div><div class="content"><p>%[3]s</p></div></body></html>`, title, day, text)
}

// TestClaimsAgainstPages: what a sheet claims stands against the page where its link
// leads, as soon as that was seen, and again when everything is read anew.
func TestClaimsAgainstPages(t *testing.T) {
	const text = "民政办近日走访高龄老人，送去棉被和药箱，仔细检查取暖设备，登记下一次上门的日子，社工一并到场。"
	pages := []struct {
		rule  string
		first http.HandlerFunc
		want  string // answers, title, day
		earns bool
	}{
		{"网页写明申报的单位就计分，日期以网页为准", answer(http.StatusOK, newsPage("走访老人之零", "2026-11-18 08:00", "乙镇"+text)), "town 90 named_unit; 2026-11-18T08:00", true},
		{"网页写的是别的单位，两家都等人认定", answer(http.StatusOK, newsPage("走访老人之一", "2026-11-20 08:00", "丙镇"+text)), "third 60 named_unit contradicted; town 60 claim contradicted; 2026-11-20T08:00", false},
		{"网页看不出与本局有关", answer(http.StatusOK, newsPage("走访老人之二", "2026-11-20 08:00", strings.Repeat("三月的田野里油菜花开得正好，游人如织，商户忙个不停。", 4))), "town 60 claim unsupported; 2026-11-20T08:00", false},
		{"链接里是另一篇，照表里的题目等人认定", answer(http.StatusOK, newsPage("全市春耕备耕现场会召开", "2026-11-20 08:00", "乙镇"+text+"会议另有安排。")), "town 55 claim other_piece; 2026-11-20", false},
		{"链接打不开，不计分", answer(http.StatusNotFound, "没有"), "town 50 claim not_there; 2026-11-20", false},
		{"网站拦截程序，没有看到网页，不计分", answer(521, "<script>document.cookie='__jsl_clearance=1'</script>"), "town 68 claim unopened; 2026-11-20", false},
		{"看到过又删了的，凭存证计分", answer(http.StatusOK, newsPage("走访老人之六", "2026-11-20 08:00", "乙镇"+text+"共走访六户。")), "town 90 named_unit; 2026-11-20T08:00", true},
	}
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorldOf(t, store, twoTowns, "a.example", "b.example")
		w.runner.options.Rechecks = []int{7}
		sheet, want := sheetHead, ""
		for i, p := range pages {
			w.handle(fmt.Sprintf("a.example/%d.html", i), p.first)
			sheet += fmt.Sprintf("走访老人之%c,甲城报,2026-11-20,http://a.example/%d.html,乙镇民政办,\n", []rune("零一二三四五六")[i], i)
			want += fmt.Sprintf("%d new\n", i+2)
		}
		clerk{world: w, by: "林测试"}.enter(t, sheet, strings.TrimSpace(want))
		earned := func() map[gaobang.ArticleID]gaobang.Points {
			t.Helper()
			if err := Recompute(t.Context(), store); err != nil {
				t.Fatal(err)
			}
			all, err := store.Ledger(t.Context(), "r", gaobang.Date{}, gaobang.Date{})
			if err != nil {
				t.Fatal(err)
			}
			sum := map[gaobang.ArticleID]gaobang.Points{}
			for _, c := range all {
				sum[c.Article] += c.Points
			}
			return sum
		}
		for id, points := range earned() {
			if points != 0 {
				t.Errorf("%s earns %s before its link was opened", id, points)
			}
		}
		w.start(t)
		visit := func() {
			t.Helper()
			if err := w.runner.ScanNow(t.Context(), Request{}); err != nil {
				t.Fatal(err)
			}
		}
		visit()
		w.handle("a.example/6.html", answer(http.StatusNotFound, "没有"))
		for range 2 {
			w.pass(8 * day)
			visit()
		}
		for _, again := range []struct {
			rule string
			do   func()
		}{
			{"", func() {}},
			{"，从网页重新读", func() { reprocess(t, w, store) }},
			{"，重新分析", func() { reprocessBy(t, w, store, false) }},
		} {
			again.do()
			points := earned()
			for i, p := range pages {
				t.Run(p.rule+again.rule, func(t *testing.T) {
					a := articleAt(t, store, fmt.Sprintf("http://a.example/%d.html", i))
					var got []string
					for _, x := range a.Attributions {
						got = append(got, strings.TrimSpace(fmt.Sprintf("%s %d %s %s", x.Unit, x.Confidence, x.Basis, x.Doubt)))
					}
					if got := strings.Join(append(got, a.PublishedAt.String()), "; "); got != p.want {
						t.Errorf("got  %s\nwant %s", got, p.want)
					}
					if (points[a.ID] > 0) != p.earns {
						t.Errorf("earns %s", points[a.ID])
					}
				})
			}
		}
	})
}

// TestClaimOfACrawledPiece: a row that names another unit than the page of a piece
// that was crawled sends it to a person, once, and its correction takes that back.
func TestClaimOfACrawledPiece(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		c := clerk{world: newWorldOf(t, store, twoTowns, "a.example", "b.example"), by: "林测试"}
		c.serve("a.example/1.html", article(1, "2026-11-20 08:00"))
		c.list("a.example", "/1.html")
		c.start(t)
		c.scan(t)
		answers := func() string {
			t.Helper()
			var all []string
			for _, x := range articleAt(t, store, "http://a.example/1.html").Attributions {
				all = append(all, strings.TrimSpace(fmt.Sprintf("%s %d %s", x.Unit, x.Confidence, x.Doubt)))
			}
			return strings.Join(all, "; ")
		}
		row := "乙镇走访第1户,,2026-11-20,http://a.example/1.html,丙镇民政办,\n"
		c.enter(t, sheetHead+row, "2 joined")
		const both = "third 60 contradicted; town 60 contradicted"
		if got := answers(); got != both {
			t.Errorf("claimed by another: %s", got)
		}
		reprocess(t, c.world, store)
		if got := answers(); got != both {
			t.Errorf("read anew: %s", got)
		}
		queue, err := Reviews(t.Context(), store, ReviewRequest{Below: 70, Today: gaobang.DateOf(c.now), Limit: 9})
		if err != nil || queue.Total != 1 || len(queue.Reviews[0].Answers) < 2 {
			t.Errorf("the queue is %+v, %v", queue, err)
		}
		c.enter(t, sheetHead+strings.Replace(row, "丙镇", "乙镇", 1), "2 joined")
		if got := answers(); got != "town 90" {
			t.Errorf("corrected: %s", got)
		}
	})
}

// TestRivalRows: of two rows that claim one piece for units apart none wins by coming
// last. What corrects a row, or says the same again, is no rival.
func TestRivalRows(t *testing.T) {
	const rivals = "third 60 contradicted; town 60 contradicted"
	type step struct {
		by, sheet, want, answers string
	}
	inPaper := func(unit string) string { return strings.Replace(onlyTitle, "乙镇", unit, 1) }
	crawled := func(unit string) string {
		return "乙镇走访第1户,,2026-11-20,http://a.example/1.html," + unit + "民政办,\n"
	}
	cases := []struct {
		rule  string
		piece string
		row   func(unit string) string
		alone string // the answers where 乙镇 alone claims it
		steps []step
	}{
		{"见报的，两个人各报各的", "", inPaper, "town 75", []step{
			{"高示例", "\n\n丙镇", "4 revised", rivals},
			{"林测试", "乙镇", "2 same", rivals},
			{"高示例", "\n\n丙镇", "4 same", rivals},
			{"高示例", "\n\n乙镇", "4 revised", "town 75"},
		}},
		{"见报的，同一个人表里另一行报了别家", "", inPaper, "town 75", []step{
			{"林测试", "\n丙镇", "3 revised", rivals},
			{"林测试", "丙镇", "2 revised", "third 75"},
		}},
		{"见报的，同一行改了单位是更正", "", inPaper, "town 75", []step{
			{"林测试", "丙镇", "2 revised", "third 75"},
			{"林测试", "乙镇", "2 revised", "town 75"},
		}},
		{"见报的，别人文件的同一行报了别家", "", inPaper, "town 75", []step{
			{"高示例", "丙镇", "2 revised", rivals},
		}},
		{"采到的，两个人各报各的", "http://a.example/1.html", crawled, "town 90", []step{
			{"高示例", "丙镇", "2 joined", rivals},
			{"林测试", "乙镇", "2 same", rivals},
			{"高示例", "乙镇", "2 joined", "town 90"},
		}},
		{"采到的，改了又改回来", "http://a.example/1.html", crawled, "town 90", []step{
			{"林测试", "丙镇", "2 joined", rivals},
			{"林测试", "乙镇", "2 joined", "town 90"},
		}},
	}
	for _, tt := range cases {
		t.Run(tt.rule, func(t *testing.T) {
			storagetest.Each(t, func(t *testing.T, store *storage.Store) {
				c := clerk{world: newWorldOf(t, store, twoTowns, "a.example", "b.example"), by: "林测试"}
				if tt.piece != "" {
					c.serve("a.example/1.html", article(1, "2026-11-20 08:00"))
					c.list("a.example", "/1.html")
					c.start(t)
					c.scan(t)
				}
				first := map[bool]string{true: "2 new", false: "2 joined"}[tt.piece == ""]
				for _, s := range append([]step{{"林测试", "乙镇", first, tt.alone}}, tt.steps...) {
					c.by, c.now = s.by, c.now.Add(time.Minute)
					unit := strings.TrimLeft(s.sheet, "\n")
					c.enter(t, sheetHead+strings.TrimSuffix(s.sheet, unit)+tt.row(unit), s.want)
					for _, again := range []string{"", ", read anew"} {
						if again != "" {
							reprocess(t, c.world, store)
						}
						list, err := store.Articles(t.Context(), storage.Filter{})
						if err != nil || len(list) != 1 {
							t.Fatalf("%d pieces, %v", len(list), err)
						}
						if got := weighed(t, store, list[0].ID); got != s.answers {
							t.Errorf("after %s entered %s%s: %s, want %s", s.by, unit, again, got, s.answers)
						}
					}
				}
			})
		})
	}
}

func weighed(t *testing.T, store *storage.Store, id gaobang.ArticleID) string {
	t.Helper()
	rec, err := store.Article(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, x := range rec.Attributions {
		all = append(all, strings.TrimSpace(fmt.Sprintf("%s %d %s", x.Unit, x.Confidence, x.Doubt)))
	}
	return strings.Join(all, "; ")
}

// TestEnteredWhatWasCrawledElsewhere: a link to a page whose text the outlet's own
// column gave already earns nothing more.
func TestEnteredWhatWasCrawledElsewhere(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		c := clerk{world: newWorld(t, store), by: "林测试"}
		c.runner.options.Rechecks = []int{7}
		c.serve("a.example/1.html", article(1, "2026-11-20 08:00"))
		c.serve("a.example/mobile/1.html", article(1, "2026-11-20 08:00"))
		c.list("a.example", "/1.html")
		c.start(t)
		c.scan(t)
		c.enter(t, sheetHead+"乙镇走访第1户,,2026-11-20,http://a.example/mobile/1.html,乙镇民政办,\n", "2 new")
		for _, again := range []func(){func() {}, func() { reprocess(t, c.world, store) }, func() { reprocessBy(t, c.world, store, false) }} {
			if err := c.runner.ScanNow(t.Context(), Request{}); err != nil {
				t.Fatal(err)
			}
			again()
			all, err := store.Ledger(t.Context(), "r", gaobang.Date{}, gaobang.Date{})
			if err != nil {
				t.Fatal(err)
			}
			var points gaobang.Points
			for _, x := range all {
				points += x.Points
			}
			if points.String() != "2" {
				t.Errorf("%s points in %d credits, want 2", points, len(all))
			}
		}
		if n := c.asked["a.example/mobile/1.html"]; n != 1 {
			t.Errorf("the link was asked for %d times", n)
		}
	})
}

// TestRowsThatNameNobodyWait: an entered piece of which neither row nor text says whose
// it is waits for a person until one rules or the row names a unit, and earns nothing.
func TestRowsThatNameNobodyWait(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		c := clerk{world: newWorldOf(t, store, twoTowns, "a.example", "b.example"), by: "林测试"}
		row := "敬老月活动走进社区广场,甲城报,2026-11-19,,,\n"
		c.enter(t, sheetHead+row, "2 new")
		waiting := func() int {
			t.Helper()
			queue, err := Reviews(t.Context(), store, ReviewRequest{Today: gaobang.DateOf(c.now), Limit: 9})
			if err != nil {
				t.Fatal(err)
			}
			if len(queue.Reviews) > 0 && queue.Reviews[0].Answers[0].Doubt != gaobang.DoubtUnclaimed {
				t.Errorf("it waits for %+v", queue.Reviews[0].Answers)
			}
			return queue.Total
		}
		for _, again := range []func(){func() {}, func() { reprocess(t, c.world, store) }, func() { reprocessBy(t, c.world, store, false) }} {
			again()
			if n := waiting(); n != 1 {
				t.Fatalf("%d wait, want 1", n)
			}
		}
		all, err := store.Ledger(t.Context(), "r", gaobang.Date{}, gaobang.Date{})
		if err != nil || len(all) != 1 || all[0].Points != 0 || all[0].Reason != gaobang.AwaitsReview {
			t.Errorf("the ledger has %+v, %v", all, err)
		}
		c.enter(t, sheetHead+strings.Replace(row, "11-19,,", "11-19,,乙镇民政办", 1), "2 revised")
		if n := waiting(); n != 0 {
			t.Errorf("%d wait after the correction", n)
		}
	})
}
