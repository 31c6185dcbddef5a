package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/demo"
	"github.com/gaobang/gaobang/jobs"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// demoDay is a fixed day for the world; nothing in the tests depends on today.
const demoDay = "2026-11-24"

func demoRun(t *testing.T, database string) demoOptions {
	t.Helper()
	now, err := parseNow(demoDay, storagetest.Now())
	if err != nil {
		t.Fatal(err)
	}
	return demoOptions{once: true, out: t.TempDir(), database: database, now: now, fixed: true, stdout: io.Discard, stderr: io.Discard}
}

// ranked are the sources whose pieces are ranked: one of each kind of source, and all
// well but two.
var ranked = []gaobang.SourceID{
	"huaxia-list", "charity-list", "js-daily-list", "js-mz-jcms", "newview-list", "zj-daily-list", "zj-net-list", "zj-mzj-trs", "dy-daily-epaper",
	"dy-rss-feed", "dy-gov-list", "wandong-map", "jiangdong-list", "oldnews-list", "dy-mz-list", "weixun-links",
}

// oneMorning picks one scan of them, on the world's own day.
func oneMorning(all []demo.Morning) []demo.Morning {
	m := all[len(all)-1]
	m.Sources = ranked
	return []demo.Morning{m}
}

// twoMornings picks two, with the power cut between them.
func twoMornings(all []demo.Morning) []demo.Morning {
	last := all[len(all)-2:]
	for i := range last {
		last[i].Sources = ranked
	}
	return last
}

// TestDemoAgainstTheKey crawls the world into both databases and holds everything
// to the answer key that a person worked out.
func TestDemoAgainstTheKey(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database string) {
		o, stderr := demoRun(t, database), &printed{}
		o.stderr = stderr
		if err := runDemo(t.Context(), o); err != nil {
			t.Fatal(err)
		}
		store := openDemo(t, o)
		world := demo.New(o.now)
		key := world.Key()
		t.Run("归属和倾向", func(t *testing.T) { sameLines(t, keyAttributions(t, key), attributions(t, store)) })
		t.Run("同稿和首发", func(t *testing.T) { sameLines(t, keyFamilies(t, key), families(t, store)) })
		t.Run("台账", func(t *testing.T) { sameLines(t, keyLedger(t, key), ledger(t, store)) })
		t.Run("排名", func(t *testing.T) { sameLines(t, keyRankings(key), rankings(t, store, world.Period())) })
		t.Run("每个采集源的状况", func(t *testing.T) { conditionsAsListed(t, store, o, key) })
		t.Run("每一篇的标题和日期", func(t *testing.T) { piecesAsSeeded(t, store, key) })
		t.Run("断电留下的半条记录", func(t *testing.T) { tornRecordCut(t, demoSettings(t, o), stderr.String()) })
		doctorOnTheDemo(t, demoSettings(t, o))
	})
}

func openDemo(t *testing.T, o demoOptions) *storage.Store {
	t.Helper()
	dsn := o.database
	if dsn == "" {
		dsn = "sqlite:" + filepath.Join(o.out, "gaobang.db")
	}
	store, err := storage.Open(t.Context(), dsn, func() time.Time { return o.now })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	return store
}

func articleID(t *testing.T, url string) string {
	t.Helper()
	canonical, err := fetch.Canonical(url)
	if err != nil {
		t.Fatal(err)
	}
	return gaobang.NewArticleID(canonical).String()
}

func keyAttributions(t *testing.T, k demo.Key) []string {
	var lines []string
	negative := map[string]bool{}
	for _, a := range k.Articles {
		id := articleID(t, a.URL)
		lines = append(lines, fmt.Sprintf("%s %s %s %s %s %s", id, a.Bureau, a.Unit, a.Share, a.Person, a.Basis))
		if a.Negative {
			negative[fmt.Sprintf("%s negative toward %s", id, a.Bureau)] = true
		}
	}
	return append(lines, sortedKeys(negative)...)
}

func attributions(t *testing.T, store *storage.Store) []string {
	t.Helper()
	facts, err := store.LedgerFacts(t.Context(), gaobang.Date{}, gaobang.Date{})
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, f := range facts {
		for _, a := range f.Attributions {
			lines = append(lines, fmt.Sprintf("%s %s %s %s %s %s", f.ID, a.Bureau, a.Unit, a.Share, a.Person, a.Basis))
		}
		for _, s := range f.Sentiments {
			if s.Label == gaobang.Negative {
				lines = append(lines, fmt.Sprintf("%s negative toward %s", f.ID, s.Bureau))
			}
		}
	}
	return lines
}

func keyFamilies(t *testing.T, k demo.Key) []string {
	var lines []string
	for _, urls := range k.Families {
		members := make([]string, len(urls))
		for i, u := range urls {
			members[i] = articleID(t, u)
		}
		origin := members[0]
		slices.Sort(members)
		lines = append(lines, "origin "+origin+" of "+strings.Join(members, " "))
	}
	return lines
}

func families(t *testing.T, store *storage.Store) []string {
	t.Helper()
	all, err := store.Families(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, f := range all {
		var members []string
		for _, m := range f.Members {
			members = append(members, m.Article.String())
		}
		slices.Sort(members)
		lines = append(lines, "origin "+f.Origin.String()+" of "+strings.Join(members, " "))
	}
	return lines
}

func keyLedger(t *testing.T, k demo.Key) []string {
	var lines []string
	for _, c := range k.Ledger {
		lines = append(lines, fmt.Sprintf("%s %s %s %q %s %s", c.Book, articleID(t, c.URL), c.Unit, c.Clause, c.Points, c.Reason))
	}
	return lines
}

func ledger(t *testing.T, store *storage.Store) []string {
	t.Helper()
	var lines []string
	for _, book := range []gaobang.RuleBookID{"danyang", "zhenjiang"} {
		credits, err := store.Ledger(t.Context(), book, gaobang.Date{}, gaobang.Date{})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range credits {
			lines = append(lines, fmt.Sprintf("%s %s %s %q %s %s", c.RuleBook, c.Article, c.Unit, c.Clause, c.Points, c.Reason))
		}
	}
	return lines
}

func keyRankings(k demo.Key) []string {
	var lines []string
	for _, r := range k.Rankings {
		lines = append(lines, fmt.Sprintf("%s %s %s %s %s %s %s", r.Of, r.Rank, r.Unit, r.Points, r.Articles, r.Before, r.Quota))
	}
	return lines
}

func rankings(t *testing.T, store *storage.Store, period gaobang.Period) []string {
	t.Helper()
	var lines []string
	for _, of := range []gaobang.UnitID{"danyang", "zhenjiang"} {
		r, err := jobs.Rank(t.Context(), store, jobs.RankRequest{Period: period, Of: of, By: gaobang.RankUnits})
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range r.Rows {
			quota := ""
			for _, q := range row.Quotas {
				quota += strconv.Itoa(q.DoneArticles) + "/" + strconv.Itoa(q.OwedArticles)
			}
			lines = append(lines, fmt.Sprintf("%s %d %s %s %d %d %s", of, row.Rank, row.ID, row.Points, row.Articles, row.Previous.Rank, quota))
		}
	}
	return lines
}

// sameLines compares two sets of lines.
func sameLines(t *testing.T, want, got []string) {
	t.Helper()
	if len(want) == 0 {
		t.Fatal("the key is empty")
	}
	for _, w := range want {
		if !slices.Contains(got, w) {
			t.Errorf("missing: %s", w)
		}
	}
	for _, g := range got {
		if !slices.Contains(want, g) {
			t.Errorf("too much: %s", g)
		}
	}
	if len(want) != len(got) {
		t.Errorf("%d lines, want %d", len(got), len(want))
	}
}

// TestDemoTwiceIsTheSameBytes runs the demo twice for one day and once more over
// its own database.
func TestDemoTwiceIsTheSameBytes(t *testing.T) {
	read := func(o demoOptions) map[string][]byte {
		o.pick = twoMornings
		if err := runDemo(t.Context(), o); err != nil {
			t.Error(err)
			return nil
		}
		files := map[string][]byte{}
		for _, name := range []string{"ranking.json", "ranking.csv", "ranking.html"} {
			data, err := os.ReadFile(filepath.Join(o.out, name))
			if err != nil {
				t.Error(err)
			}
			files[name] = data
		}
		return files
	}
	o := demoRun(t, "")
	var other map[string][]byte
	var side sync.WaitGroup
	side.Go(func() { other = read(demoRun(t, "")) })
	first := read(o)
	side.Wait()
	again := read(o)
	for name, data := range first {
		if !bytes.Equal(data, other[name]) {
			t.Errorf("%s of two runs differs", name)
		}
		if !bytes.Equal(data, again[name]) {
			t.Errorf("%s of a run resumed differs", name)
		}
	}
}

// TestDemoKeepsItsDay refuses another day over the same world.
func TestDemoKeepsItsDay(t *testing.T) {
	o := demoRun(t, "")
	if err := openDemo(t, o).SetMeta(t.Context(), demoAnchor, o.now.Format(time.RFC3339)); err != nil {
		t.Fatal(err)
	}
	o.now = o.now.AddDate(0, 0, 7)
	if err := runDemo(context.Background(), o); err == nil || !strings.Contains(err.Error(), "请换一个 --out") {
		t.Errorf("another --now over the same --out: %v", err)
	}
}
