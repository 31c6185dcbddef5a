package config

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

var update = flag.Bool("update", false, "write the golden files")

func TestEveryProblemOfASetAtOnce(t *testing.T) {
	var files []File
	for _, name := range []string{"outlets.yaml", "sources.yaml", "units.yaml", "rules.yaml"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, File{Name: name, Data: data})
	}
	_, err := ParseBooks(files)
	if gaobang.CodeOf(err) != gaobang.Invalid {
		t.Fatalf("ParseBooks = %v, want an invalid input", err)
	}
	golden(t, "problems.txt", err.Error()+"\n")
}

func TestFileThatIsNoBook(t *testing.T) {
	cases := []struct{ rule, data, want string }{
		{"空文件", "", "a.yaml：文件是空的"},
		{"只有注释", "# 无\n", "a.yaml：文件是空的"},
		{"不是 YAML", "outlets: [\n", "a.yaml:1:10：不合 YAML 语法"},
		{"缩进错", "outlets:\n  - id: a\n name: b\n", "a.yaml:3:"},
		{"GBK 编码", "outlets: \xbc\xd7", "a.yaml：文件不是 UTF-8 编码"},
		{"二进制", "outlets: a\x00b", "a.yaml：文件中有空字符"},
		{"太大", "outlets:\n" + strings.Repeat("# x\n", 5<<20), "超过 16 MiB"},
		{"太深", "outlets: " + strings.Repeat("[", 10000), "嵌套超过 32 层"},
		{"别的文件", "version: 3\n", "a.yaml:1:8：不是名册"},
		{"不是键值", "- a\n", "不是名册"},
		{"锚点", "outlets:\n  - {id: &x a, name: b, kind: paper, level: county, aliases: [*x]}\n", "a.yaml:2:"},
		{"缺少必填", "outlets:\n  - {id: a}\n", "缺少 name"},
		{"值为空", "outlets:\n  - {id: a, name: , kind: paper, level: county}\n", "name 没有值"},
		{"重复的键", "outlets:\n  - {id: a, id: b, name: n, kind: paper, level: county}\n", `键 "id" 重复`},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			_, err := ParseBooks([]File{{Name: "a.yaml", Data: []byte(c.data)}})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("ParseBooks = %v, want %q in it", err, c.want)
			}
		})
	}
}

func TestOneBookTwice(t *testing.T) {
	data := []byte("outlets:\n  - {id: a, name: n, kind: paper, level: county}\n")
	_, err := ParseBooks([]File{{"a.yaml", data}, {"b.yaml", data}})
	if err == nil || !strings.Contains(err.Error(), "b.yaml：与 a.yaml 是同一本名册 outlets") {
		t.Errorf("ParseBooks = %v", err)
	}
}

func TestNameOfAnotherTimeIsNoClash(t *testing.T) {
	units := `units:
  - {id: a, name: 新桥镇民政办, kind: town, to: 2012-12-31}
  - {id: b, name: 丹北镇民政办, kind: town, from: 2013-01-01, aliases: [{name: 新桥镇民政办, from: 2013-01-01}]}
`
	books, err := ParseBooks([]File{{"units.yaml", []byte(units)}})
	if err != nil {
		t.Fatal(err)
	}
	b, _ := books.Registry.Unit("b")
	if len(b.Aliases) != 1 || b.Aliases[0].Validity.From.String() != "2013-01-01" {
		t.Errorf("aliases = %+v", b.Aliases)
	}
}

func TestBookName(t *testing.T) {
	for data, want := range map[string]string{
		"outlets: []": "outlets", "sources: []": "sources", "units: []\npeople: []": "units", "rules: {id: danyang}": "rules/danyang",
	} {
		if got, err := BookName(File{"a.yaml", []byte(data)}); got != want || err != nil {
			t.Errorf("BookName(%q) = %q, %v, want %q", data, got, err, want)
		}
	}
	if _, err := BookName(File{"a.yaml", []byte("x: 1")}); err == nil {
		t.Error("BookName of no book gave no error")
	}
}

func FuzzParseBooks(f *testing.F) {
	for _, name := range []string{"outlets.yaml", "sources.yaml", "units.yaml", "rules.yaml"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		books, err := ParseBooks([]File{{"a.yaml", data}})
		if (books == nil) == (err == nil) {
			t.Errorf("ParseBooks = %v, %v", books, err)
		}
	})
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; got:\n%s", path, got)
	}
}
