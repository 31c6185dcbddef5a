package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
)

// TestImport goes the way of an office: a template, filled in, tried, entered, looked
// at; on both databases.
func TestImport(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database string) {
		d := newDesk(t, database)
		dir := filepath.Dir(d.settings)
		path := filepath.Join(dir, "补录.xlsx")
		d.run(t, statusDone, "import", "--template", path)
		if got := d.run(t, statusFailed, "import", "--template", path); !strings.Contains(got, "可能已经在了") {
			t.Errorf("a template over another: %s", got)
		}
		if got := d.run(t, statusFailed, "import", path); !strings.Contains(got, "一行稿件也没有") {
			t.Errorf("an empty template: %s", got)
		}
		fill(t, path, map[string]string{"A2": "曲阿街道助餐点开进家门口", "B2": "丹阳日报", "C2": "2026-11-20", "E2": "1版", "I2": "陈样本、高示例", "O2": "本报讯 近日，曲阿街道民政办在社区新开一处老年助餐点，高龄老人凭卡就餐。",
			"A3": "寒冬送温暖走进社区", "B3": "丹阳电视台", "C3": "2026年11月19日", "L3": "曲阿街道、司徒镇"})
		if got := d.run(t, statusDone, "import", path, "--dry-run"); !strings.Contains(got, "试算：收录 2 篇。什么也没有保存。") || !strings.Contains(got, "曲阿街道、司徒镇") {
			t.Errorf("dry run:\n%s", got)
		}
		if got := d.run(t, statusDone, "article", "list"); strings.Contains(got, "助餐点") {
			t.Errorf("a dry run stored:\n%s", got)
		}
		if got := d.run(t, statusDone, "import", path, "--by", "林测试"); !strings.Contains(got, "\n收录 2 篇。") {
			t.Errorf("import:\n%s", got)
		}
		if got := d.run(t, statusDone, "import", path); !strings.Contains(got, "\n没有变化 2 篇。") {
			t.Errorf("the same file again:\n%s", got)
		}
		list := d.run(t, statusDone, "article", "list")
		if strings.Count(list, "（人工补录）") != 2 {
			t.Errorf("list:\n%s", list)
		}
		before, _, _ := strings.Cut(list, "丹阳日报")
		id := before[strings.LastIndexByte(before, '\n')+1:][:16]
		show := d.run(t, statusDone, "article", "show", id)
		for _, want := range []string{"补录：2026-11-24 08:30 林测试 录自 补录.xlsx 工作表 补录 第 2 行", "，人工补录，", "版面：第1版 头版", "得分：曲阿街道 陈样本 1 分"} {
			if !strings.Contains(show, want) {
				t.Errorf("no %q in\n%s", want, show)
			}
		}
		if got := d.run(t, statusDone, "archive", "get", id); !strings.Contains(got, `"entered_by": "林测试"`) || !strings.Contains(got, "高龄老人凭卡就餐") {
			t.Errorf("evidence:\n%s", got)
		}
		if got := d.run(t, statusDone, "rank", "--of", "danyang", "--period", "2026-W47", "--format", "html"); !strings.Contains(got, " · 人工补录") {
			t.Error("a ranking does not say that a piece was entered by hand")
		}
	})
}

func fill(t *testing.T, path string, cells map[string]string) {
	t.Helper()
	book, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	for axis, value := range cells {
		if err := book.SetCellStr("补录", axis, value); err != nil {
			t.Fatal(err)
		}
	}
	if err := book.Save(); err != nil {
		t.Fatal(err)
	}
}

// TestImportOfABlockedSource: the links that a source could not give are written
// down to be filled in, and files beside the sheet are read, within its folder.
func TestImportOfABlockedSource(t *testing.T) {
	d := newDesk(t, "sqlite:"+filepath.Join(t.TempDir(), "gaobang.db"))
	dir := filepath.Dir(d.settings)
	at := moment(t, "2026-11-20")
	links := []storage.FoundLink{{Canonical: "http://mzt.jiangsu.gov.cn/art/1.html", Link: gaobang.Link{URL: "http://mzt.jiangsu.gov.cn/art/1.html", Title: "云阳街道走访老人", PublishedAt: at}}}
	if _, err := d.store.AddLinks(t.Context(), "js-mzt-55087", links); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "受阻.csv")
	if got := d.run(t, statusDone, "import", "--template", path, "--source", "js-mzt-55087"); !strings.Contains(got, "还没采到的链接 1 条") {
		t.Fatal(got)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	filled := strings.Replace(string(data), "http://mzt.jiangsu.gov.cn/art/1.html,,,,,,,,,,,,,", "http://mzt.jiangsu.gov.cn/art/1.html,,,,,,,,,,,,正文.txt,", 1)
	if filled == string(data) {
		t.Fatalf("the template is\n%s", data)
	}
	write("受阻.csv", filled)
	if got := d.run(t, statusFailed, "import", path); !strings.Contains(got, "第 2 行“正文文件”：没有文件 正文.txt") || !strings.Contains(got, "什么也没有保存") {
		t.Errorf("without the file: %s", got)
	}
	write("正文.txt", "云阳街道民政办近日走访高龄老人，送去棉被和药箱。")
	if got := d.run(t, statusDone, "import", path); !strings.Contains(got, "\n收录 1 篇。") {
		t.Errorf("import: %s", got)
	}
	write("外.csv", strings.Replace(filled, "正文.txt", "../gaobang.yaml", 1))
	if got := d.run(t, statusFailed, "import", filepath.Join(dir, "外.csv")); !strings.Contains(got, "没有文件 ../gaobang.yaml") {
		t.Errorf("a file outside the folder: %s", got)
	}
	empty := filepath.Join(dir, "空.csv")
	got := d.run(t, statusDone, "import", "--template", empty, "--source", "js-mzt-55087")
	for _, want := range []string{"已写出空表 " + empty, "没有可填的链接，不等于没有稿件：还没有采过", "“媒体”一列写 江苏民政网", "正文文件"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q of a source that was never read: %s", want, got)
		}
	}
	if data, err := os.ReadFile(empty); err != nil || !strings.Contains(string(data), "标题,媒体,日期,链接") {
		t.Errorf("an empty template is %q, %v", data, err)
	}
}

func TestImportWrongUse(t *testing.T) {
	settings := office(t)
	for rule, c := range map[string]struct {
		args []string
		want string
	}{
		"没有文件":      {nil, "请给出一个文件"},
		"空表和导入一起":   {[]string{"--template", "a.xlsx", "b.xlsx"}, "不能同时导入"},
		"空表的名字":     {[]string{"--template", "a.doc"}, "以 .xlsx 或 .csv 结尾"},
		"只有 source": {[]string{"--source", "x", "b.xlsx"}, "只和 --template 一起用"},
	} {
		status, _, errs := runCommand(t, "", append([]string{"-c", settings, "import"}, c.args...)...)
		if status != statusUsage || !strings.Contains(errs, c.want) {
			t.Errorf("%s: %d %s", rule, status, errs)
		}
	}
}
