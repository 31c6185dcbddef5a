package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
)

// rewrite changes the lines of the units book that hold a text; "" strikes them.
func (d desk) rewrite(t *testing.T, holding string, change func(line string) string) string {
	t.Helper()
	path := filepath.Join(filepath.Dir(d.settings), "books", "units.yaml")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	changed := 0
	for line := range strings.Lines(string(data)) {
		if strings.Contains(line, holding) {
			changed++
			line = change(line)
		}
		out.WriteString(line)
	}
	if changed != 1 {
		t.Fatalf("%d lines hold %s", changed, holding)
	}
	if err := os.WriteFile(path, []byte(out.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func strike(string) string { return "" }

// TestApplyTellsWhatIsLost: who is struck out of the registry in use is told with
// what is theirs before anything is stored, and rulings that come to nothing wait to
// be made anew.
func TestApplyTellsWhatIsLost(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database string) {
		d := newDesk(t, database)
		piece := func(day, body string) string {
			return d.keep(t, gaobang.Article{Outlet: "danyang-daily", URL: "http://x.example/" + day, PublishedAt: moment(t, day+"T08:00"), Title: "走访" + day, Body: body}).String()
		}
		piece("2026-11-17", "珥陵镇民政办走访老人。")
		ruled, signed := piece("2026-11-19", "云阳街道民政办走访儿童。"), piece("2026-11-20", "曲阿街道民政办走访病人。")
		d.run(t, statusDone, "reprocess")
		d.run(t, statusDone, "article", "decide", ruled, "--units", "erling", "--why", "核对过")
		d.run(t, statusDone, "article", "decide", signed, "--person", "陈样本", "--why", "核对过")

		book := d.rewrite(t, "id: p-chen", strike)
		said := d.run(t, statusDone, "apply", "--dry-run", book)
		for _, want := range []string{"没有通讯员 陈样本（p-chen），他有 1 篇稿件（2026-11-20 至 2026-11-20）", "有 1 条认定按改后的名册落空", "名册中没有通讯员 p-chen"} {
			if !strings.Contains(said, want) {
				t.Errorf("a person struck out: no %q in\n%s", want, said)
			}
		}
		d.rewrite(t, "id: erling", strike)
		said = d.run(t, statusDone, "apply", "--dry-run", book)
		for _, want := range []string{"没有单位 珥陵镇（erling），它有 2 篇稿件（2026-11-17 至 2026-11-19）", "写上 to", "有 2 条认定按改后的名册落空", signed, ruled, "名册中没有单位 erling"} {
			if !strings.Contains(said, want) {
				t.Errorf("a unit struck out: no %q in\n%s", want, said)
			}
		}
		if versions, err := d.store.BookVersions(t.Context(), "units"); err != nil || len(versions) != 1 {
			t.Errorf("a dry run stored %d versions, %v", len(versions), err)
		}
		if said := d.run(t, statusDone, "article", "review"); strings.Contains(said, "落空") {
			t.Errorf("told before it is so:\n%s", said)
		}
		d.run(t, statusDone, "apply", book)
		d.run(t, statusDone, "reprocess")
		if said := d.run(t, statusDone, "apply", book); strings.Contains(said, "注意") {
			t.Errorf("told again:\n%s", said)
		}
		said = d.run(t, statusDone, "article", "review")
		if strings.Count(said, "原来的认定落空") != 2 || !strings.Contains(said, "归erling（核对过）：名册中没有单位 erling；请重新认定") {
			t.Errorf("the rulings do not wait:\n%s", said)
		}
		if said := d.run(t, statusDone, "article", "review", "--format", "json"); strings.Count(said, `"stray":"名册中没有`) != 2 {
			t.Errorf("nor as JSON:\n%s", said)
		}
		for _, other := range [][]string{{"--of", "jurong"}, {"--period", "2026-10"}} {
			if said := d.run(t, statusDone, append([]string{"article", "review"}, other...)...); strings.Contains(said, "落空") {
				t.Errorf("%v: %s", other, said)
			}
		}
		for _, id := range []string{ruled, signed} {
			d.run(t, statusDone, "article", "decide", id, "--units", "que", "--why", "重新核对")
		}
		if said := d.run(t, statusDone, "article", "review"); strings.Contains(said, "落空") {
			t.Errorf("ruled anew, they wait still:\n%s", said)
		}
	})
}

// TestAUnitMovedToAnotherBureau: rulings for the bureau that it was of do not follow.
func TestAUnitMovedToAnotherBureau(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database string) {
		d := newDesk(t, database)
		id := d.put(t, gaobang.Article{
			Outlet: "danyang-daily", URL: "http://x.example/1", PublishedAt: moment(t, "2026-11-20T08:00"), Title: "走访", Body: "市民政局派人走访老人。",
		}).String()
		d.run(t, statusDone, "article", "decide", id, "--units", "erling", "--why", "核对过")
		book := d.rewrite(t, "id: erling", func(line string) string { return strings.Replace(line, "parent: danyang", "parent: jurong", 1) })
		said := d.run(t, statusDone, "apply", book)
		if !strings.Contains(said, "有 1 条认定按改后的名册落空") || !strings.Contains(said, "珥陵镇（erling）属于句容，不属于丹阳") {
			t.Errorf("not told:\n%s", said)
		}
		if said := d.run(t, statusDone, "article", "review"); !strings.Contains(said, "原来的认定落空") || !strings.Contains(said, id) {
			t.Errorf("does not wait:\n%s", said)
		}
	})
}

// TestUseOfPeople: a later ruling takes a piece away from who had it.
func TestUseOfPeople(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database string) {
		d := newDesk(t, database)
		id := d.put(t, gaobang.Article{
			Outlet: "danyang-daily", URL: "http://x.example/1", PublishedAt: moment(t, "2026-11-20T08:00"), Title: "走访", Body: "本报讯（通讯员 陈样本）市民政局派人走访老人。",
		}).String()
		day := gaobang.Date{Year: 2026, Month: 11, Day: 20}
		for _, c := range []struct {
			rule   string
			ruling []string
			want   storage.Use
		}{
			{"由认定", []string{"--person", "陈样本"}, storage.Use{Articles: 1, First: day, Last: day}},
			{"改归别人", []string{"--person", "p-gao1"}, storage.Use{}},
			{"不是本局的", []string{"--not-ours"}, storage.Use{}},
		} {
			d.run(t, statusDone, append([]string{"article", "decide", id, "--of", "danyang", "--why", c.rule}, c.ruling...)...)
			if got, err := d.store.UseOfPerson(t.Context(), "p-chen"); err != nil || got != c.want {
				t.Errorf("%s: %+v, want %+v, %v", c.rule, got, c.want, err)
			}
		}
	})
}
