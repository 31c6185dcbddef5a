package entry

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"github.com/gaobang/gaobang"
)

// workbook writes cells, in the way of "A1": value, into a workbook.
func workbook(t testing.TB, edit func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	edit(f)
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func rowsOf(t testing.TB, f *excelize.File, sheet string, rows ...[]any) {
	t.Helper()
	for i, r := range rows {
		if err := f.SetSheetRow(sheet, fmt.Sprintf("A%d", i+1), &r); err != nil {
			t.Fatal(err)
		}
	}
}

// told is a sheet in one line a row, and its faults.
func told(s Sheet, faults []error) string {
	var b strings.Builder
	for _, r := range s.Rows {
		fmt.Fprintf(&b, "%d", r.Number)
		for _, c := range r.Cells {
			fmt.Fprintf(&b, " %s=%s", c.Header, strings.ReplaceAll(c.Value, "\n", "⏎"))
		}
		b.WriteString("\n")
	}
	if len(s.Unknown) > 0 {
		fmt.Fprintf(&b, "unknown %v\n", s.Unknown)
	}
	if len(s.Skipped) > 0 {
		fmt.Fprintf(&b, "skipped %v\n", s.Skipped)
	}
	if len(faults) > 0 {
		fmt.Fprintf(&b, "faults %v\n", errors.Join(faults...))
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func gbk(t testing.TB, s string) []byte {
	t.Helper()
	b, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func utf16(t testing.TB, s string) []byte {
	t.Helper()
	b, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestReadCSV(t *testing.T) {
	plain := "标题,媒体,日期\n走访老人,丹阳日报,2026-11-20\n"
	want := "2 标题=走访老人 媒体=丹阳日报 日期=2026-11-20"
	cases := []struct {
		rule string
		data []byte
		want string
	}{
		{"UTF-8", []byte(plain), want},
		{"带 BOM", []byte("\ufeff" + plain), want},
		{"GBK", gbk(t, plain), want},
		{"Excel 的 Unicode 文本：UTF-16，制表符隔开", utf16(t, strings.ReplaceAll(plain, ",", "\t")), want},
		{"分号隔开", []byte(strings.ReplaceAll(plain, ",", ";")), want},
		{"制表符隔开，表名里有逗号", []byte("丹阳,句容,两市用稿表\n标题\t媒体\t日期\n走访老人\t丹阳日报\t2026-11-20\n"), "3 标题=走访老人 媒体=丹阳日报 日期=2026-11-20"},
		{"Windows 换行", []byte(strings.ReplaceAll(plain, "\n", "\r\n")), want},
		{"列的顺序随意，别的叫法也认，空格和星号不论", []byte("刊发时间,*稿件 名称,报刊（全称）\n2026-11-20,走访老人,丹阳日报\n"), "2 刊发时间=2026-11-20 *稿件名称=走访老人 报刊（全称）=丹阳日报"},
		{"表头之前有表名", []byte("丹阳市民政局用稿表,,\n,,\n标题,媒体,日期\n走访老人,丹阳日报,2026-11-20\n"), "4 标题=走访老人 媒体=丹阳日报 日期=2026-11-20"},
		{"行号与 Excel 一致：空行算一行，格内换行不算", []byte("标题,媒体,日期,正文\n甲,丹阳日报,2026-11-20,\"一\n二\n三\"\n\n乙,丹阳日报,2026-11-21,四\n"), "2 标题=甲 媒体=丹阳日报 日期=2026-11-20 正文=一⏎二⏎三\n4 标题=乙 媒体=丹阳日报 日期=2026-11-21 正文=四"},
		{"不认识的列说出名字，序号、备注不说", []byte("序号,标题,媒体,日期,得分,备注\n1,走访老人,丹阳日报,2026-11-20,5,好\n"), "2 序号=1 标题=走访老人 媒体=丹阳日报 日期=2026-11-20 得分=5 备注=好\nunknown [得分]"},
		{"合计一行不是稿件", []byte(plain + "合计,1,\n"), want + "\nskipped [第 3 行（合计）]"},
		{"同一列写了两次", []byte("标题,题目,媒体,日期\n甲,乙,丹阳日报,2026-11-20\n"), "2 标题=甲 题目=乙 媒体=丹阳日报 日期=2026-11-20\nfaults 表头里“标题”和“题目”是同一列（标题）：请删去或改名其中一列"},
		{"没有表头", []byte("走访老人,丹阳日报,2026-11-20\n"), "faults 没有找到表头：前 20 行里要有一行写着“标题”“日期”和“媒体”（或“链接”），第 1 行是 走访老人、丹阳日报、2026-11-20；gaobang import --template 文件 可写出一份空表"},
		{"表头缺一列", []byte("民政局用稿\n序号,标题,媒体,何时\n1,走访老人,丹阳日报,2026-11-20\n"), "faults 没有找到表头：前 20 行里要有一行写着“标题”“日期”和“媒体”（或“链接”），最像的第 2 行（序号、标题、媒体、何时）里没有“日期”；gaobang import --template 文件 可写出一份空表"},
		{"刊播的说法", []byte("标题,刊播媒体,刊播时间,网址链接\n甲,丹阳日报,2026-11-20,http://a.example/1\n"), "2 标题=甲 刊播媒体=丹阳日报 刊播时间=2026-11-20 网址链接=http://a.example/1"},
		{"只有表头", []byte("标题,媒体,日期\n"), "faults 表头下面一行稿件也没有"},
		{"空文件", nil, "faults 文件是空的"},
		{"引号不成对", []byte("标题,媒体,日期\n\"走访老人,丹阳日报,2026-11-20\n"), "faults CSV 文本从第 2 行起有一格的引号不成对（没有结束，或引号前后还有字）：请在 Excel 或 WPS 中打开，另存为 .xlsx"},
		{"公式", []byte("标题,媒体,日期\n=HYPERLINK(1),#REF!,2026-11-20\n"), "2 标题==HYPERLINK(1) 媒体=#REF! 日期=2026-11-20\nfaults 第 2 行：第 1 列是公式（=HYPERLINK(1)）：请改成文字（复制后“选择性粘贴”为值）\n第 2 行：第 2 列是出错的公式（#REF!）：请改成文字"},
		{"旧式 xls", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "faults 是旧式 .xls 或加了密码的工作簿：请在 Excel 或 WPS 中另存为 .xlsx（不加密码）"},
		{"别的文件", []byte("\x00\x01\x02\x03"), "faults 不是 XLSX 工作簿，也不是 CSV 文本：请在 Excel 或 WPS 中另存为 .xlsx"},
		{"坏掉的工作簿", []byte("PK\x03\x04 cut off"), "faults 工作簿打不开，不是压缩的工作簿（zip: not a valid zip file）：请在 Excel 或 WPS 中另存为新的 .xlsx"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			if got := told(Read("表.csv", c.data, "")); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestReadXLSX(t *testing.T) {
	merged := func(f *excelize.File, from, to string) {
		if err := f.MergeCell("Sheet1", from, to); err != nil {
			t.Fatal(err)
		}
	}
	cases := []struct {
		rule  string
		sheet string
		edit  func(f *excelize.File)
		want  string
	}{
		{"日期是 Excel 的数", "", func(f *excelize.File) {
			rowsOf(t, f, "Sheet1", []any{"标题", "媒体", "日期"}, []any{"甲", "丹阳日报", 46346}, []any{"乙", "丹阳日报", 46346.354166667})
		}, "2 标题=甲 媒体=丹阳日报 日期=2026-11-20\n3 标题=乙 媒体=丹阳日报 日期=2026-11-20 08:30"},
		{"从 1904 年数日期的工作簿", "", func(f *excelize.File) {
			yes := true
			if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}); err != nil {
				t.Fatal(err)
			}
			rowsOf(t, f, "Sheet1", []any{"标题", "媒体", "日期"}, []any{"甲", "丹阳日报", 44884})
		}, "2 标题=甲 媒体=丹阳日报 日期=2026-11-20"},
		{"表名合并在上，小标题合并在中，日期几行合并", "", func(f *excelize.File) {
			rowsOf(t, f, "Sheet1", []any{"丹阳市民政局11月用稿"}, []any{"日期", "标题", "媒体"}, []any{"一、县级"}, []any{"2026-11-20", "甲", "丹阳日报"}, []any{"", "乙", "丹阳日报"}, []any{"2026-11-21", "丙", "丹阳日报"})
			merged(f, "A1", "C1")
			merged(f, "A3", "C3")
			merged(f, "A4", "A5")
		}, "4 日期=2026-11-20 标题=甲 媒体=丹阳日报\n5 日期=2026-11-20 标题=乙 媒体=丹阳日报\n6 日期=2026-11-21 标题=丙 媒体=丹阳日报\nskipped [第 3 行（整行合并：一、县级）]"},
		{"两行的表头", "", func(f *excelize.File) {
			rowsOf(t, f, "Sheet1", []any{"标题", "媒体", "", "日期"}, []any{"", "名称", "级别", ""}, []any{"甲", "丹阳日报", "县级", "2026-11-20"})
			merged(f, "A1", "A2")
			merged(f, "B1", "C1")
			merged(f, "D1", "D2")
		}, "3 标题=甲 媒体名称=丹阳日报 级别=县级 日期=2026-11-20\nunknown [级别]"},
		{"公式不认，序号里的不管", "", func(f *excelize.File) {
			rowsOf(t, f, "Sheet1", []any{"序号", "标题", "媒体", "日期"}, []any{1, "甲", "丹阳日报", "2026-11-20"})
			for axis, formula := range map[string]string{"A2": "ROW()-1", "B2": `HYPERLINK("http://a.example/","甲")`} {
				if err := f.SetCellFormula("Sheet1", axis, formula); err != nil {
					t.Fatal(err)
				}
			}
		}, "2 序号=1 标题=4 媒体=丹阳日报 日期=2026-11-20\nfaults 第 2 行“标题”：B2 是公式（=HYPERLINK(\"http://a.…）：请改成文字（复制后“选择性粘贴”为值）"},
		{"链接写着点击查看，取它指向的网址", "", func(f *excelize.File) {
			rowsOf(t, f, "Sheet1", []any{"标题", "链接", "日期"}, []any{"甲", "点击查看", "2026-11-20"})
			if err := f.SetCellHyperLink("Sheet1", "B2", "http://a.example/1.html", "External"); err != nil {
				t.Fatal(err)
			}
		}, "2 标题=甲 链接=http://a.example/1.html 日期=2026-11-20"},
		{"取有表头的那张工作表", "", func(f *excelize.File) {
			rowsOf(t, f, "Sheet1", []any{"说明"})
			if _, err := f.NewSheet("11月"); err != nil {
				t.Fatal(err)
			}
			rowsOf(t, f, "11月", []any{"标题", "媒体", "日期"}, []any{"甲", "丹阳日报", "2026-11-20"})
		}, "2 标题=甲 媒体=丹阳日报 日期=2026-11-20"},
		{"没有那张工作表", "12月", func(f *excelize.File) {
			rowsOf(t, f, "Sheet1", []any{"标题", "媒体", "日期"}, []any{"甲", "丹阳日报", "2026-11-20"})
		}, "faults 工作簿里没有工作表 \"12月\"，只有：Sheet1"},
		{"列太多", "", func(f *excelize.File) {
			rowsOf(t, f, "Sheet1", []any{"标题", "媒体", "日期"})
			if err := f.SetCellStr("Sheet1", "XFD2", "远"); err != nil {
				t.Fatal(err)
			}
		}, "faults 第 2 行：有 16384 列，最多 200 列"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			if got := told(Read("表.xlsx", workbook(t, c.edit), c.sheet)); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestBounds: what is too much is refused by name.
func TestBounds(t *testing.T) {
	long := "标题,媒体,日期\n" + strings.Repeat("甲,丹阳日报,2026-11-20\n", 1_000_000)
	for rule, c := range map[string]struct {
		data []byte
		want string
	}{
		"文件太大":      {[]byte(long), "文件超过 16 MiB"},
		"行太多":       {[]byte(long[:1<<20]), "超过 2000 行"},
		"解开后太大":     {bomb(t), "解开后超过 32 MiB"},
		"设了格式的空行太多": {stuffed(t, strings.Repeat("<row/>", 4_000_000)), "4000002 行"},
		"设了格式的空格太多": {stuffed(t, `<row r="3">`+strings.Repeat("<c/>", 5_000_000)+"</row>"), "5000006 格"},
		"同一格写了许多遍":  {stuffed(t, `<row r="3">`+strings.Repeat(`<x:c r="A3"/>`, 1_000_000)+"</row>"), "1000006 格"},
		"工作簿里行太多":   {workbook(t, func(f *excelize.File) { million(t, f, 30_000) }), "超过 2000 行"},
	} {
		t.Run(rule, func(t *testing.T) {
			if got := told(Read("表", c.data, "")); !strings.Contains(got, c.want) {
				t.Errorf("got %.300s", got)
			}
		})
	}
}

// stuffed is a workbook with more in its sheet than any program writes.
func stuffed(t testing.TB, more string) []byte {
	t.Helper()
	plain := workbook(t, func(f *excelize.File) {
		rowsOf(t, f, "Sheet1", []any{"标题", "媒体", "日期"}, []any{"甲", "丹阳日报", "2026-11-20"})
	})
	from, err := zip.NewReader(bytes.NewReader(plain), int64(len(plain)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	to := zip.NewWriter(&out)
	for _, part := range from.File {
		content, err := unpacked(part, 1<<20)
		if err != nil {
			t.Fatal(err)
		}
		w, err := to.Create(part.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(bytes.Replace(content, []byte("</sheetData>"), []byte(more+"</sheetData>"), 1)); err != nil {
			t.Fatal(err)
		}
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// million fills so many rows.
func million(t testing.TB, f *excelize.File, rows int) {
	t.Helper()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	for i := range rows {
		row := []any{"甲", "丹阳日报", "2026-11-20"}
		if i == 0 {
			row = []any{"标题", "媒体", "日期"}
		}
		if err := w.SetRow(fmt.Sprintf("A%d", i+1), row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
}

// bomb is a workbook of some kilobytes that unpacks to more than is taken.
func bomb(t testing.TB) []byte {
	t.Helper()
	return workbook(t, func(f *excelize.File) {
		for i := range 1500 {
			if err := f.SetCellStr("Sheet1", fmt.Sprintf("A%d", i+1), strings.Repeat("甲", 8000)+fmt.Sprint(i)); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestMoment(t *testing.T) {
	cases := []struct{ text, want string }{
		{"2026-11-20", "2026-11-20"}, {"2026/11/5", "2026-11-05"}, {"2026.11.20", "2026-11-20"}, {"2026年11月20日", "2026-11-20"},
		{"20261120", "2026-11-20"}, {"2026-11-20 08:31", "2026-11-20T08:31"}, {"2026年11月20日 8时31分", "2026-11-20T08:31"},
		{"2026-11-20T00:00:00", "2026-11-20"}, {"2026年11月20日（周五）", "2026-11-20"}, {"46346", "2026-11-20"},
		{"11月20日", `"11月20日" 没有年份，请写成 2026-11-20`}, {"11-20", `"11-20" 没有年份，请写成 2026-11-20`},
		{"11/20/2026", `"11/20/2026" 分不清日和月，请写成 2026-11-20`}, {"2026-02-30", `没有 "2026-02-30" 这一天或这个时刻`},
		{"2026-11-20 25:00", `没有 "2026-11-20 25:00" 这一天或这个时刻`}, {"昨天", `"昨天" 不是日期，请写成 2026-11-20`},
		{"1026-11-20", `"1026-11-20" 太早，请核对年份`}, {"20", `"20" 不是日期，请写成 2026-11-20`},
	}
	for _, c := range cases {
		at, err := momentOf(c.text)
		got := at.String()
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.text, got, c.want)
		}
	}
}

func TestPlacement(t *testing.T) {
	cases := []struct {
		text string
		want gaobang.Placement
	}{
		{"", gaobang.Placement{}},
		{"1版", gaobang.Placement{Page: "1", FrontPage: true}},
		{"第01版：要闻", gaobang.Placement{Page: "01", PageName: "要闻", FrontPage: true}},
		{"a2", gaobang.Placement{Page: "A2"}},
		{"B01版", gaobang.Placement{Page: "B01"}},
		{"头版头条", gaobang.Placement{PageName: "头版", FrontPage: true, Headline: true}},
		{"3版头条", gaobang.Placement{Page: "3", Headline: true}},
		{"第一版", gaobang.Placement{Page: "一", FrontPage: true}},
		{"网站首页", gaobang.Placement{PageName: "网站首页", HomePage: true}},
		{"民生版", gaobang.Placement{PageName: "民生版"}},
	}
	for _, c := range cases {
		if got := placementOf(c.text); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.text, got, c.want)
		}
	}
}

// document is a row of pairs of header and value.
func document(pairs ...string) Document {
	d := Document{File: "11月.xlsx", Row: 5}
	for i := 0; i < len(pairs); i += 2 {
		d.Cells = append(d.Cells, Cell{pairs[i], pairs[i+1]})
	}
	return d
}

// TestYearless: a day without its year is that of the sheet, else the last such day of
// the half year before it was entered.
func TestYearless(t *testing.T) {
	for _, c := range []struct {
		rule, day string
		year      int
		want      string
	}{
		{"表名里的年份", "3月5日", 2026, "2026-03-05"},
		{"没有年份取最近的这一天", "11月20日", 0, "2026-11-20"},
		{"点隔开的", "11.20", 0, "2026-11-20"},
		{"斜线隔开的", "11/20", 0, "2026-11-20"},
		{"今年还没到的是去年的，太久了不猜", "12月31日", 0, ""},
		{"太久以前的不猜", "3月5日", 0, ""},
		{"没有这一天", "2月30日", 2026, ""},
	} {
		d := document("标题", "走访老人", "日期", c.day)
		d.Year, d.At = c.year, time.Date(2026, 11, 24, 8, 30, 0, 0, gaobang.Shanghai)
		a, faults := d.Article()
		if got := a.PublishedAt.String(); got != c.want || (len(faults) > 0) != (c.want == "") || !d.Yearless() {
			t.Errorf("%s: %s %v, want %s", c.rule, got, faults, c.want)
		}
	}
	for name, want := range map[string]int{"2026年11月用稿表": 2026, "用稿2026.xlsx": 2026, "2025年和2026年": 0, "第202611期": 0, "": 0} {
		if got := yearOf(name); got != want {
			t.Errorf("the year of %q is %d, want %d", name, got, want)
		}
	}
	s, _ := Read("用稿.csv", []byte("丹阳市民政局2025年用稿表,,\n标题,媒体,日期\n甲,丹阳日报,3月5日\n"), "")
	if s.Year != 2025 {
		t.Errorf("the year above the header is %d", s.Year)
	}
}

// TestLink: addresses as people paste them.
func TestLink(t *testing.T) {
	for _, c := range []struct{ rule, cell, want, fault string }{
		{"原样", "http://a.example/1.html?x=http://b.example/", "http://a.example/1.html?x=http://b.example/", ""},
		{"前后有空格", "　http://a.example/1.html \u200b", "http://a.example/1.html", ""},
		{"全角字母和标点", "ｈｔｔｐ：／／a.example／1.html", "http://a.example/1.html", ""},
		{"旁边有字", "见 https://a.example/1.html（首页）", "https://a.example/1.html", ""},
		{"同一个写了两遍", "http://a.example/1.html\nhttp://a.example/1.html", "http://a.example/1.html", ""},
		{"两个网址是两篇", "http://a.example/1.html；http://b.example/2.html", "http://a.example/1.html", "一格里有 2 个网址"},
		{"不是网址的照原样，由后面的查对说", "点击查看", "点击查看", ""},
	} {
		a, faults := document("标题", "走访老人", "日期", "2026-11-20", "链接", c.cell).Article()
		if got := fmt.Sprint(faults); a.URL != c.want || (c.fault == "") != (len(faults) == 0) || !strings.Contains(got, c.fault) {
			t.Errorf("%s: %q %v, want %q", c.rule, a.URL, faults, c.want)
		}
	}
}

func TestMakers(t *testing.T) {
	cases := []struct {
		rule string
		row  Document
		want string
	}{
		{"署名照原样", document("署名", "记者 林测试 通讯员 高示例"), "记者 林测试 通讯员 高示例"},
		{"通讯员一列", document("通讯员", "高示例，陈样本"), "通讯员 高示例、陈样本"},
		{"记者和通讯员各一列", document("通讯员", "高示例", "记者", "林测试"), "记者 林测试\n通讯员 高示例"},
		{"作者一列只有名字", document("作者", "高示例\n陈样本"), "作者：高示例、陈样本"},
		{"作者一列自己写了身份", document("作者", "通讯员 高示例"), "通讯员 高示例"},
		{"报送单位", document("报送单位", "云阳街道、曲阿街道"), "上报单位：云阳街道、曲阿街道"},
	}
	for _, c := range cases {
		if got := strings.ReplaceAll(c.row.Claims(), gaobang.ClaimMark, ""); got != c.want || strings.Count(c.row.Claims(), gaobang.ClaimMark) != strings.Count(c.want, "\n")+1 {
			t.Errorf("%s: %q, want %q", c.rule, got, c.want)
		}
	}
}

func TestArticleOfASavedPage(t *testing.T) {
	page := `<html><head><title>走访老人-丹阳新闻网</title></head><body><h1>云阳街道走访老人</h1><div class="info">2026-11-20 08:31 来源：丹阳日报</div>
<div class="content"><p>云阳街道民政办走访高龄老人，送去棉被和药箱，仔细检查取暖设备，登记下一次上门的日子。</p><p>（通讯员 高示例）</p></div></body></html>`
	d := document("链接", "http://a.example/1.html", "正文文件", "1.html", "通讯员", "陈样本")
	d.Beside, d.HTML = "1.html", page
	a, faults := d.Article()
	if len(faults) > 0 || a.Title != "云阳街道走访老人" || a.PublishedAt.String() != "2026-11-20T08:31" || a.ContentSource != "丹阳日报" || !strings.Contains(a.Body, "送去棉被") || !strings.Contains(a.Meta, "通讯员 陈样本") {
		t.Errorf("%+v, %v", a, faults)
	}
	d.Cells = append(d.Cells, Cell{"日期", "2026-11-21"})
	if _, faults := d.Article(); len(faults) != 1 || !strings.Contains(faults[0].Error(), "表里是 2026-11-21，1.html 里是 2026-11-20") {
		t.Errorf("another day: %v", faults)
	}
}

func TestArticleNamesEveryFault(t *testing.T) {
	_, faults := document("日期", "11月20日", "体裁", "小说", "标题", strings.Repeat("长", 201)).Article()
	want := "第 5 行“日期”：\"11月20日\" 没有年份，请写成 2026-11-20\n第 5 行“标题”：有 201 字，最多 200 字\n第 5 行“体裁”：没有体裁 \"小说\"：应为消息、通讯、简讯、图片、视频或调研"
	if got := errors.Join(faults...).Error(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if gaobang.CodeOf(faults[0]) != gaobang.Invalid {
		t.Error("a fault of the sheet is a defect of ours")
	}
}

func TestDocumentIsReadAgain(t *testing.T) {
	d := document("标题", "走访<老人>", "正文", "一\n二", "备注", "甲")
	data, err := d.Encode()
	if err != nil {
		t.Fatal(err)
	}
	again, err := Decode(data)
	if err != nil || !again.SameAs(d) || !bytes.Contains(data, []byte("走访<老人>")) {
		t.Errorf("%s, %v", data, err)
	}
	moved := document("备注", "乙", "内容", "一\n二", "题目", "走访<老人>")
	moved.Row = 9
	if !moved.SameAs(d) || document("标题", "走访").SameAs(d) {
		t.Error("what is the same is not told from what is not")
	}
}

// TestTemplateIsReadAgain: what is written to be filled in is what is read.
func TestTemplateIsReadAgain(t *testing.T) {
	form := FormSheet{Outlets: []string{"丹阳日报"}, Units: []string{"云阳街道"}, Rows: []Row{{Cells: []Cell{{"标题", "走访老人"}, {"媒体", "丹阳日报"}, {"日期", "2026-11-20"}, {"链接", "http://a.example/1.html"}}}}}
	xlsx, err := form.XLSX()
	if err != nil {
		t.Fatal(err)
	}
	csv, err := form.CSV()
	if err != nil {
		t.Fatal(err)
	}
	want := "2 标题=走访老人 媒体=丹阳日报 日期=2026-11-20 链接=http://a.example/1.html"
	for _, data := range [][]byte{xlsx, csv} {
		if got := told(Read("表", data, "")); got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	}
	again, err := form.XLSX()
	if err != nil || !bytes.Equal(xlsx, again) {
		t.Errorf("the same form gives other bytes (%v)", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("标题,媒体,日期\n走访老人,丹阳日报,2026-11-20\n"))
	f.Add(workbook(f, func(book *excelize.File) {
		rowsOf(f, book, "Sheet1", []any{"标题", "媒体", "日期"}, []any{"甲", "丹阳日报", 46346})
		if err := book.MergeCell("Sheet1", "A1", "B2"); err != nil {
			f.Fatal(err)
		}
	}))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, faults := Read("表", data, "")
		if len(s.Rows) > maxRows+headerRows {
			t.Errorf("%d rows", len(s.Rows))
		}
		if len(faults) > 0 {
			return
		}
		for _, r := range s.Rows {
			a, _ := Document{Cells: r.Cells, Row: r.Number}.Article()
			if len(a.Title) > len(data)*40 {
				t.Errorf("a title grew to %d bytes", len(a.Title))
			}
		}
	})
}

func TestFormsByOtherNames(t *testing.T) {
	for name, want := range map[string]gaobang.Form{"短视频": gaobang.Video, "电视新闻": gaobang.Video, "图片报道": gaobang.Photo, "调研报告": gaobang.Research, "消息": gaobang.News} {
		if a, faults := document("日期", "2026-11-20", "体裁", name, "标题", "甲").Article(); a.Form != want {
			t.Errorf("%s is %s: %v", name, a.Form, faults)
		}
	}
}
