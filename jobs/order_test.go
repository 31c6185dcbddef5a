package jobs

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/report"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// orderBooks has an outlet with two columns and a site elsewhere, and one that
// reprints it.
const orderBooks = `outlets:
  - {id: paper, name: 甲城报, kind: paper, level: county, locality: "321181", hosts: [a.example, b.example]}
  - {id: city, name: 乙江报, kind: paper, level: prefecture, locality: "321100", hosts: [c.example]}
---
sources:
  - {id: news, outlet: paper, name: 要闻, column: 要闻, kind: list, url: "http://a.example/news/", schedule: "0 7 * * *"}
  - {id: towns, outlet: paper, name: 镇村, column: 镇村, kind: list, url: "http://a.example/towns/", schedule: "0 7 * * *"}
  - {id: app, outlet: paper, name: 客户端, kind: list, url: "http://b.example/app/", schedule: "0 7 * * *"}
  - {id: city, outlet: city, name: 乙江要闻, kind: list, url: "http://c.example/list/", schedule: "0 7 * * *"}
profiles:
  - {host: a.example, list: {item: li, link: a, date: span}}
  - {host: b.example, list: {item: li, link: a, date: span}}
  - {host: c.example, list: {item: li, link: a, date: span}}
---
units:
  - {id: bureau, name: 甲城市民政局, kind: bureau, division: "321181"}
  - {id: town, parent: bureau, name: 乙镇民政办, kind: town}
  - {id: other, parent: bureau, name: 丙镇民政办, kind: town}
---
rules: {id: r, title: 办法, owner: bureau, from: 2020-01-01, same_story: highest_once, same_story_text: 计一次。, clauses: [{id: 一, text: 每篇2分。, kind: base, match: {levels: [county]}, points: 2}, {id: 二, text: 每篇5分。, kind: base, match: {levels: [prefecture]}, points: 5}]}
`

// shown is a page, and the columns that list it.
type shown struct {
	columns []string // host/path/
	path    string   // host/path
	day     string   // as lists give it
	html    string
}

// pressDays are pages of which many are one piece: in two columns, on the site
// elsewhere, again on a later day and in another month, without a time, without a
// day, with a day that the address belies; with reprints and briefs in another paper.
func pressDays() []shown {
	var all []shown
	add := func(columns, path, published, html string) {
		day := strings.TrimSuffix(published[:min(10, len(published))], " ")
		if day == "" {
			day = "2026-11-12"
		}
		all = append(all, shown{strings.Fields(columns), path, day, html})
	}
	const news, towns, app, city = "a.example/news/", "a.example/towns/", "b.example/app/", "c.example/list/"
	maker := func(page, name string) string {
		return strings.Replace(page, `<div class="content">`, `<div class="info">通讯员：`+name+`</div><div class="content">`, 1)
	}
	for n := range 4 {
		base := 10 * n
		page := func(k int, published string) string { return article(base+k, published) }
		add(news, fmt.Sprintf("a.example/n/%d1.html", n), "2026-10-31 21:00", page(1, "2026-10-31 21:00"))
		add(towns, fmt.Sprintf("a.example/t/%d1.html", n), "2026-11-02 08:00", maker(page(1, "2026-11-02 08:00"), "林测试"))
		add(app, fmt.Sprintf("b.example/1/%d1.html", n), "2026-11-04 08:00", page(1, "2026-11-04 08:00"))
		add(city, fmt.Sprintf("c.example/%d1.html", n), "2026-11-01 08:00", page(1, "2026-11-01 08:00"))
		add(news, fmt.Sprintf("a.example/n/%d2.html", n), "2026-11-03", page(2, "2026-11-03"))
		add(app, fmt.Sprintf("b.example/1/%d2.html", n), "2026-11-05 09:30", page(2, "2026-11-05 09:30"))
		add(news, fmt.Sprintf("a.example/n/t20261110_%d3.html", n), "2026-10-30 08:00", page(3, "2026-10-30 08:00"))
		add(towns, fmt.Sprintf("a.example/t/t20261106_%d3.html", n), "2026-11-06 08:00", page(3, "2026-11-06 08:00"))
		add(news, fmt.Sprintf("a.example/n/%d4.html", n), "", page(4, ""))
		add(towns, fmt.Sprintf("a.example/t/%d4.html", n), "2026-11-08 08:00", page(4, "2026-11-08 08:00"))
		add(news+" "+towns, fmt.Sprintf("a.example/n/%d5.html", n), "2026-11-09 08:00", page(5, "2026-11-09 08:00"))
		add(city, fmt.Sprintf("c.example/%d5.html", n), "2026-11-09", page(5, "2026-11-09"))
		add(city, fmt.Sprintf("c.example/%d6.html", n), "2026-11-07 10:00", strings.ReplaceAll(page(6, "2026-11-07 10:00"), "乙镇", "丙镇"))
		add(city, fmt.Sprintf("c.example/x/%d6.html", n), "2026-11-07 10:00", strings.ReplaceAll(page(6, "2026-11-07 10:00"), "乙镇", "丙镇"))
	}
	return all
}

// visit is one scan or back-fill of one column, which shows these pages then.
type visit struct {
	column string
	shows  []shown
	since  gaobang.Date
}

var columnSources = map[string]gaobang.SourceID{"a.example/news/": "news", "a.example/towns/": "towns", "b.example/app/": "app", "c.example/list/": "city"}

func (w *world) visit(t *testing.T, v visit) {
	t.Helper()
	rows := ""
	for i, s := range v.shows {
		host, path, _ := strings.Cut(s.path, "/")
		rows += fmt.Sprintf(`<li><a href="http://%s/%s">第%d篇关于乙镇的稿件标题</a><span>%s</span></li>`, host, path, i, s.day)
		w.serve(s.path, s.html)
	}
	w.serve(v.column, "<html><body><ul>"+rows+"</ul></body></html>")
	if err := w.runner.ScanNow(t.Context(), Request{Sources: []gaobang.SourceID{columnSources[v.column]}, Since: v.since}); err != nil {
		t.Fatal(err)
	}
}

// turnsOf splits each column's pages, in the order given, in so many scans that come
// one after the other, the columns by turns in their order.
func turnsOf(pages []shown, columns []string, parts int, since gaobang.Date) (all []visit) {
	for part := range parts {
		for _, c := range columns {
			of := slices.DeleteFunc(slices.Clone(pages), func(s shown) bool { return !slices.Contains(s.columns, c) })
			all = append(all, visit{c, of[len(of)*part/parts : len(of)*(part+1)/parts], since})
		}
	}
	return all
}

// TestNumbersDoNotDependOnTheOrderOfFetching: the same pages, scanned and filled back
// in many orders, give the same articles, ledger and ranking, byte for byte.
func TestNumbersDoNotDependOnTheOrderOfFetching(t *testing.T) {
	columns := []string{"a.example/news/", "a.example/towns/", "b.example/app/", "c.example/list/"}
	turned := slices.Clone(columns)
	slices.Reverse(turned)
	oldest := pressDays()
	slices.SortStableFunc(oldest, func(a, b shown) int { return strings.Compare(a.day, b.day) })
	newest := slices.Clone(oldest)
	slices.Reverse(newest)
	back := gaobang.Date{Year: 2026, Month: 10, Day: 1}
	orders := map[string][]visit{
		"新的先": turnsOf(newest, columns, 1, gaobang.Date{}), "旧的先": turnsOf(oldest, columns, 1, gaobang.Date{}),
		"栏目倒过来":  turnsOf(newest, turned, 1, gaobang.Date{}),
		"先扫描后回填": append(turnsOf(newest[:len(newest)/2], columns, 1, gaobang.Date{}), turnsOf(newest, turned, 1, back)...),
		"先回填后扫描": append(turnsOf(oldest, turned, 1, back), turnsOf(newest, columns, 1, gaobang.Date{})...),
		"分几次又重扫": append(turnsOf(oldest, turned, 3, gaobang.Date{}), turnsOf(oldest, columns, 1, gaobang.Date{})...),
	}
	for seed := range uint64(3) {
		mixed, dice := slices.Clone(newest), rand.New(rand.NewPCG(seed, 7))
		dice.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		some := slices.Clone(columns)
		dice.Shuffle(len(some), func(i, j int) { some[i], some[j] = some[j], some[i] })
		orders[fmt.Sprint("打乱", seed)] = turnsOf(mixed, some, 2, gaobang.Date{})
	}
	names := []string{"新的先", "旧的先", "栏目倒过来", "先扫描后回填", "先回填后扫描", "分几次又重扫", "打乱0", "打乱1", "打乱2"}
	first := ""
	for _, kind := range storagetest.Kinds() {
		for _, name := range names {
			t.Run(kind+"/"+name, func(t *testing.T) {
				w := newWorldOf(t, storagetest.Open(t, kind), orderBooks, "a.example", "b.example", "c.example")
				w.start(t)
				for _, v := range orders[name] {
					w.visit(t, v)
				}
				got := numbers(t, w.store)
				if reprocess(t, w, w.store); numbers(t, w.store) != got {
					t.Errorf("judged again:\n%s", difference(got, numbers(t, w.store)))
				}
				if first == "" {
					first = got
				}
				if got != first {
					t.Errorf("otherwise than %s:\n%s", names[0], difference(first, got))
				}
			})
		}
	}
	for _, want := range []string{`"Day":"2026-10-31"`, "2026-11,"} {
		if !strings.Contains(first, want) {
			t.Errorf("there is no %s in\n%s", want, first)
		}
	}
}

// numbers is what is stored, earned and ranked.
func numbers(t *testing.T, store *storage.Store) string {
	t.Helper()
	var b bytes.Buffer
	for _, period := range []string{"2026-10", "2026-11"} {
		p, err := gaobang.ParsePeriod(period)
		if err != nil {
			t.Fatal(err)
		}
		r, err := Rank(t.Context(), store, RankRequest{Period: p, Of: "bureau", By: gaobang.RankUnits})
		if err != nil {
			t.Fatal(err)
		}
		r.Coverage, r.Before = gaobang.Coverage{}, gaobang.Coverage{} // which days were crawled is another matter
		if err := report.CSV(&b, []gaobang.Ranking{r}); err != nil {
			t.Fatal(err)
		}
	}
	if err := storagetest.Dump(t.Context(), store, &b, "r"); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// difference is the lines that only one of two has.
func difference(a, b string) string {
	var out strings.Builder
	in := func(s string) map[string]bool {
		lines := map[string]bool{}
		for l := range strings.SplitSeq(s, "\n") {
			lines[l] = true
		}
		return lines
	}
	for _, side := range []struct{ mark, of, other string }{{"-", a, b}, {"+", b, a}} {
		other := in(side.other)
		for l := range strings.SplitSeq(side.of, "\n") {
			if !other[l] {
				fmt.Fprintln(&out, side.mark, l)
			}
		}
	}
	return out.String()
}
