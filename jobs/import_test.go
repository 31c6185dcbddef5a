package jobs

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/entry"
	"github.com/gaobang/gaobang/crawler/warc"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// clerk enters sheets into a world.
type clerk struct {
	*world

	by     string
	beside map[string]string
}

func (c clerk) importer(t testing.TB) *Import {
	t.Helper()
	seg, err := dictionary()
	if err != nil {
		t.Fatal(err)
	}
	return &Import{Store: c.store, Segmenter: seg, Archive: c.archive, Now: c.clock, By: c.by, Beside: func(name string) ([]byte, error) {
		text, ok := c.beside[name]
		if !ok {
			return nil, gaobang.Errorf(gaobang.NotFound, "没有文件 %s", name)
		}
		return []byte(text), nil
	}}
}

// plan gives what the rows come to, a line each, or what is wrong.
func (c clerk) plan(t testing.TB, csv string) ([]PlannedEntry, string) {
	t.Helper()
	sheet, faults := entry.Read("11月.csv", []byte(csv), "")
	plan, more := c.importer(t).Plan(t.Context(), sheet)
	if faults = append(faults, more...); len(faults) > 0 {
		return nil, errors.Join(faults...).Error()
	}
	var b strings.Builder
	for _, e := range plan {
		fmt.Fprintf(&b, "%d %s\n", e.Document.Row, e.Kind)
	}
	return plan, strings.TrimSpace(b.String())
}

func (c clerk) enter(t testing.TB, csv, want string) []PlannedEntry {
	t.Helper()
	plan, got := c.plan(t, csv)
	if got != want {
		t.Fatalf("planned\n%s\nwant\n%s", got, want)
	}
	if err := c.importer(t).Run(t.Context(), plan); err != nil {
		t.Fatal(err)
	}
	return plan
}

func (c clerk) dump(t testing.TB) string {
	t.Helper()
	var b bytes.Buffer
	if err := storagetest.Dump(t.Context(), c.store, &b, "r"); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const (
	sheetHead = "标题,媒体,日期,链接,单位,正文\n"
	bodyTown  = "乙镇民政办走访高龄老人，送去棉被和药箱，仔细检查取暖设备。"
	inPrint   = "乙镇走访高龄老人,甲城报,2026-11-20,,," + bodyTown + "\n"
	onlyTitle = "敬老月活动走进社区广场,甲城报,2026-11-19,,乙镇民政办,\n"
)

// TestEnteredAsCrawled: what is entered of a saved page is judged as the page would be.
func TestEnteredAsCrawled(t *testing.T) {
	credits := func(t *testing.T, store *storage.Store) string {
		t.Helper()
		all, err := store.Ledger(t.Context(), "r", gaobang.Date{}, gaobang.Date{})
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(all)
	}
	storagetest.Each(t, func(t *testing.T, crawled *storage.Store) {
		w := newWorld(t, crawled)
		w.serve("a.example/1.html", article(1, "2026-11-20"))
		w.list("a.example", "/1.html")
		w.start(t)
		if err := w.runner.ScanNow(t.Context(), Request{Sources: []gaobang.SourceID{"list"}}); err != nil {
			t.Fatal(err)
		}
		entered := storagetest.Open(t, storage.SQLite)
		c := clerk{world: newWorld(t, entered), by: "林测试", beside: map[string]string{"1.html": article(1, "2026-11-20")}}
		c.enter(t, "链接,标题,日期,正文文件\nhttp://a.example/1.html,乙镇走访第1户,2026-11-20,1.html\n", "2 new")
		id := gaobang.NewArticleID("http://a.example/1.html")
		a, err := crawled.Article(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		b, err := entered.Article(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if !same(a, storage.Analysis{Article: b.Article, Mentions: b.Mentions, Attributions: b.Attributions, Sentiments: b.Sentiments, Candidates: b.Candidates}) || b.Outlet != a.Outlet || b.ContentHash != a.ContentHash {
			t.Errorf("entered\n%+v\ncrawled\n%+v", b, a)
		}
		if got, want := credits(t, entered), credits(t, crawled); got != want || !strings.Contains(got, "town") {
			t.Errorf("entered earns %s, crawled %s", got, want)
		}
		if len(b.Entries) != 1 || b.Entries[0].By != "林测试" || b.Entries[0].File != "11月.csv" || b.Entries[0].Row != 2 || !b.Entries[0].At.Equal(w.now) {
			t.Errorf("entered by %+v", b.Entries)
		}
	})
}

// TestEnteredAgain: the same sheet changes nothing, another text is a correction,
// what was crawled stays as it is, and reading the archive anew changes nothing.
func TestEnteredAgain(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		c := clerk{world: newWorld(t, store), by: "林测试"}
		c.serve("a.example/1.html", article(1, "2026-11-20 08:00"))
		c.list("a.example", "/1.html")
		c.start(t)
		if err := c.runner.ScanNow(t.Context(), Request{Sources: []gaobang.SourceID{"list"}}); err != nil {
			t.Fatal(err)
		}
		sheet := sheetHead + inPrint + onlyTitle + "乙镇走访第1户,,2026-11-20,http://a.example/1.html,乙镇民政办,\n"
		c.enter(t, sheet, "2 new\n3 new\n4 joined")
		once := c.dump(t)
		if n := strings.Count(once, `credit {`); n != 3 {
			t.Errorf("%d credits:\n%s", n, once)
		}
		c.by = "高示例" // whoever enters it, it says the same
		c.enter(t, strings.ReplaceAll(sheet, "标题,", "题目,"), "2 same\n3 same\n4 same")
		crawled, err := store.ArticleByURL(t.Context(), "http://a.example/1.html")
		if err != nil {
			t.Fatal(err)
		}
		if crawled.Capture.Kind != gaobang.CapturedPage || len(crawled.Entries) != 1 || !strings.Contains(crawled.Body, "第1次走访") {
			t.Errorf("a crawled piece became %+v", crawled)
		}
		c.now = c.now.Add(time.Hour)
		c.enter(t, sheetHead+strings.Replace(onlyTitle, ",乙镇民政办,", ",乙镇民政办,"+strings.ReplaceAll(bodyTown, "老人", "寿星"), 1), "2 revised")
		corrected := c.dump(t)
		if !strings.Contains(corrected, "走访高龄寿星") {
			t.Errorf("a correction is not there:\n%s", corrected)
		}
		seg, err := dictionary()
		if err != nil {
			t.Fatal(err)
		}
		r, err := Reprocess{Store: store, Segmenter: seg, Archive: c.archive, Now: c.clock, Extract: true}.Run(t.Context())
		if err != nil || r.Articles != 3 || r.Changed != 0 || r.Lost != 0 || c.dump(t) != corrected {
			t.Errorf("read anew: %+v, %v\n%s\nwas\n%s", r, err, c.dump(t), corrected)
		}
		if _, err := (Evidence{store, c.archive}).Prune(t.Context(), 1, func() time.Time { return c.now.AddDate(1, 0, 0) }, slog.New(slog.DiscardHandler)); err != nil {
			t.Fatal(err)
		}
		checked, err := Evidence{store, c.archive}.Check(t.Context(), func(string) {})
		if err != nil || len(checked.Faults) > 0 || checked.Captures < 5 {
			t.Errorf("after the clearing: %+v, %v", checked, err)
		}
	})
}

// TestEnteredOnce: a piece is one, with a link and without, and before it is fetched.
func TestEnteredOnce(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		c := clerk{world: newWorld(t, store), by: "林测试"}
		c.serve("a.example/1.html", article(1, "2026-11-20 08:00"))
		c.list("a.example", "/1.html")
		if _, err := store.AddLinks(t.Context(), "list", []storage.FoundLink{{Canonical: "http://a.example/1.html", Link: gaobang.Link{URL: "http://a.example/1.html"}}}); err != nil {
			t.Fatal(err)
		}
		c.enter(t, sheetHead+"乙镇走访第1户,,2026-11-20,http://a.example/1.html?utm_source=x,,"+bodyTown+"\n", "2 new")
		c.start(t)
		if err := c.runner.ScanNow(t.Context(), Request{Sources: []gaobang.SourceID{"list"}}); err != nil {
			t.Fatal(err)
		}
		if c.asked["a.example/1.html"] != 0 {
			t.Error("a link that was entered is fetched all the same")
		}
		c.enter(t, sheetHead+strings.ReplaceAll(onlyTitle, ",,", ",http://b.example/9.html,"), "2 new")
		c.enter(t, sheetHead+onlyTitle, "2 revised") // the same, now without its link
		list, err := store.Articles(t.Context(), storage.Filter{})
		if err != nil || len(list) != 2 {
			t.Errorf("%d pieces of 2, %v", len(list), err)
		}
	})
}

// TestEnteredFromAMobileEdition: its link names the outlet as a crawled one does.
func TestEnteredFromAMobileEdition(t *testing.T) {
	c := clerk{world: newWorld(t, storagetest.Open(t, storage.SQLite)), by: "林测试"}
	plan, got := c.plan(t, "链接,标题,日期\nhttp://m.a.example/1.html,乙镇走访高龄老人,2026-11-20\n")
	if got != "2 new" || plan[0].Article.Outlet != "paper" {
		t.Errorf("%s: %+v", got, plan)
	}
}

// TestImportBrokenOff: nothing goes in of a sheet with a fault; one that is broken
// off goes on when it is imported again.
func TestImportBrokenOff(t *testing.T) {
	store := storagetest.Open(t, storage.SQLite)
	c := clerk{world: newWorld(t, store), by: "林测试", beside: map[string]string{"1.txt": bodyTown, "1.doc": "x"}}
	before := c.dump(t)
	cases := []struct{ rule, rows, want string }{
		{"日期没有年份，又太久了", strings.Replace(inPrint, "2026-11-20", "1月20日", 1), "第 2 行“日期”：\"1月20日\" 没有年份，请写成 2026-11-20"},
		{"还没有到的日期", strings.Replace(inPrint, "2026-11-20", "2026-11-30", 1), "第 2 行“日期”：2026-11-30 还没有到"},
		{"没有这家媒体", strings.Replace(inPrint, "甲城报", "甲城日报", 1), "第 2 行“媒体”：名册中没有媒体 甲城日报（相近的有：甲城报）；gaobang outlet list 列出全部"},
		{"没有媒体", strings.Replace(inPrint, "甲城报", "", 1), "第 2 行“媒体”：没有媒体"},
		{"网站不在目录里", "甲,,2026-11-20,http://c.example/1.html,,\n", "第 2 行“媒体”：网站 c.example 不属于媒体目录里的哪一家：请写明媒体，或在 outlets 名册里补上这个 hosts"},
		{"不是网址", "甲,甲城报,2026-11-20,见附件,,\n", "第 2 行“链接”：\"见附件\" 不是网址：应以 http:// 或 https:// 开头"},
		{"没有这个单位", strings.Replace(onlyTitle, "乙镇民政办", "乙镇民政所", 1), "第 2 行“单位”：名册中没有单位 乙镇民政所（相近的有：乙镇民政办）；gaobang unit list 列出全部"},
		{"同一篇写了两行，写的不同", inPrint + strings.Replace(inPrint, "棉被", "被褥", 1), "第 3 行：与第 2 行是同一篇：请合成一行，几家合写的在“单位”里用、隔开"},
		{"各行的错一次列全", strings.Replace(inPrint, "甲城报", "", 1) + strings.Replace(onlyTitle, "2026-11-19", "昨天", 1), "第 2 行“媒体”：没有媒体\n第 3 行“日期”：\"昨天\" 不是日期，请写成 2026-11-20"},
	}
	for _, r := range cases {
		t.Run(r.rule, func(t *testing.T) {
			if _, got := c.plan(t, sheetHead+r.rows); got != r.want {
				t.Errorf("got\n%s\nwant\n%s", got, r.want)
			}
		})
	}
	if _, got := c.plan(t, "标题,媒体,日期,正文文件\n甲,甲城报,2026-11-20,2.txt\n乙,甲城报,2026-11-20,1.doc\n"); got != "第 2 行“正文文件”：没有文件 2.txt\n第 3 行“正文文件”：1.doc 不是 .txt 或 .html：Word 里的正文请另存为“纯文本”，网页请在浏览器里另存为 .html" {
		t.Errorf("files beside: %s", got)
	}
	if c.dump(t) != before {
		t.Error("something was stored")
	}

	sheet := "标题,媒体,日期,单位,正文文件\n乙镇走访高龄老人,甲城报,2026-11-20,,1.txt\n敬老月活动走进社区广场,甲城报,2026-11-19,乙镇民政办,\n"
	plan, _ := c.plan(t, sheet)
	ctx, cancel := context.WithCancel(t.Context())
	i := c.importer(t)
	i.Observe = func(done, _ int) {
		if done == 1 {
			cancel()
		}
	}
	if err := i.Run(ctx, plan); !errors.Is(err, context.Canceled) {
		t.Fatalf("broken off: %v", err)
	}
	c.enter(t, sheet, "2 same\n3 new")
	if n := strings.Count(c.dump(t), "credit {"); n != 2 {
		t.Errorf("%d credits:\n%s", n, c.dump(t))
	}
}

// TestImportBuildsOneRegistry: what was planned is stored by the same registry, unless
// a book changed in between.
func TestImportBuildsOneRegistry(t *testing.T) {
	c := clerk{world: newWorld(t, storagetest.Open(t, storage.SQLite)), by: "林测试"}
	i := c.importer(t)
	sheet, _ := entry.Read("a.csv", []byte("标题,媒体,日期,单位,正文\n乙镇走访高龄老人,甲城报,2026-11-20,,甲城市民政局走访老人。\n"), "")
	plan, faults := i.Plan(t.Context(), sheet)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	planned := i.offices.last
	if err := i.Run(t.Context(), plan); err != nil {
		t.Fatal(err)
	}
	if planned == nil || i.offices.last != planned {
		t.Error("the registry was built twice")
	}
}

// TestEvidenceOfAnEntry: the record holds the cells as they were entered, and the
// index is made again from the files alone.
func TestEvidenceOfAnEntry(t *testing.T) {
	store := storagetest.Open(t, storage.SQLite)
	c := clerk{world: newWorld(t, store), by: "林测试"}
	plan := c.enter(t, "序号,"+sheetHead+"7,"+inPrint, "2 new")
	record, err := store.Article(t.Context(), plan[0].Article.ID)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := warc.Read(c.archive, record.Capture)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := entry.Decode(kept.Payload)
	if err != nil || doc.Value(entry.Body) != bodyTown || doc.Cells[0] != (entry.Cell{Header: "序号", Value: "7"}) || doc.By != "林测试" || doc.File != "11月.csv" || len(doc.SHA256) != 64 {
		t.Errorf("kept is %+v, %v", doc, err)
	}
	if !strings.HasPrefix(record.CanonicalURL, "entry:paper/2026-11-20/") || kept.URL != record.CanonicalURL || record.URL != "" {
		t.Errorf("the piece stands at %q (%q)", record.CanonicalURL, record.URL)
	}
	again := storagetest.Open(t, storage.SQLite)
	if _, err := (Evidence{again, c.archive}).Index(t.Context(), func(string) {}); err != nil {
		t.Fatal(err)
	}
	if page, err := (Evidence{again, c.archive}).Near(t.Context(), record.CanonicalURL, c.now); err != nil || page.Kind != gaobang.CapturedEntry || page.SHA256 != record.Capture.SHA256 {
		t.Errorf("by an index made anew: %+v, %v", page.Capture, err)
	}
}
