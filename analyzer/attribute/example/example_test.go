package example

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

func passages(t testing.TB) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "testdata", "passages", "dev.txt"))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestExamplesReadBackAsWritten(t *testing.T) {
	all, err := Parse("dev.txt", passages(t))
	if err != nil || len(all) < 200 {
		t.Fatalf("%d examples, %v", len(all), err)
	}
	for _, e := range all {
		again, err := Parse("again", e.String())
		if err != nil || len(again) != 1 || !reflect.DeepEqual(again[0], e) {
			t.Errorf("%s reads back as %+v, %v", e.ID, again, err)
		}
	}
}

func TestParseSaysWhereAndWhat(t *testing.T) {
	head := "== a\noutlet: o\ndate: 2026-11-20\ntitle: 题\n"
	cases := []struct{ rule, text, want string }{
		{"没有开头", "title: 题\n", "f:1：例子应以 == 编号 开头"},
		{"编号重复", head + "about: none\n--\n文\n\n" + head + "about: none\n--\n文\n", "f:9：例子的编号 \"a\""},
		{"没有正文", head + "about: none\n", "没有正文"},
		{"日期写错", "== a\ndate: 2026-11-31\n", "f:2：不是日期"},
		{"缺媒体", "== a\ndate: 2026-11-20\nabout: none\n--\n文\n", "缺 outlet 或 date"},
		{"about 写错", head + "about: danyang maybe sole\n", "f:5：about 应写成"},
		{"用稿方式写错", head + "about: danyang yes whole\n", "f:5：about 应写成"},
		{"依据写错", head + "about: danyang yes sole\nunit: danyang a guess\n", "f:6：应写成 局 单位 依据"},
		{"有单位没有 about", head + "unit: danyang a place\n--\n文\n", "有 unit 而没有 about"},
		{"没有这一项", head + "author: 某\n", "f:5：没有这一项"},
	}
	for _, c := range cases {
		if _, err := Parse("f", c.text); err == nil || !strings.Contains(err.Error(), c.want) || gaobang.CodeOf(err) != gaobang.Invalid {
			t.Errorf("%s: %v, want %q", c.rule, err, c.want)
		}
	}
}

// TestScore counts one example of each outcome.
func TestScore(t *testing.T) {
	all, err := Parse("f", `== a
outlet: o
date: 2026-11-20
about: ju yes sole
unit: ju one named_unit
maybe: ju two place
--
文

== b
outlet: o
date: 2026-11-20
about: none
--
文

== c
outlet: o
date: 2026-11-20
about: ju doubtful passing
maybe: ju one place
--
文
`)
	if err != nil {
		t.Fatal(err)
	}
	at := func(unit gaobang.UnitID, confidence gaobang.Confidence) gaobang.Attribution {
		return gaobang.Attribution{Bureau: "ju", Unit: unit, Confidence: confidence, Scope: gaobang.Sole}
	}
	cases := []struct {
		rule string
		n    int // of the example
		got  []gaobang.Attribution
		want Score
	}{
		{"对了", 0, []gaobang.Attribution{at("one", 90), at("two", 90)}, Score{Relevance: Count{Hit: 1}, Sure: Count{Hit: 1}, Unit: Count{Hit: 1}, Whole: 1, Pairs: 1, Found: 1, Scopes: 1}},
		{"没找到", 0, nil, Score{Relevance: Count{Missing: 1}, Unit: Count{Missing: 1}, Pairs: 1}},
		{"单位错而有把握", 0, []gaobang.Attribution{at("three", 90)}, Score{Relevance: Count{Hit: 1}, Sure: Count{Hit: 1}, Unit: Count{Wrong: 1, Missing: 1}, Pairs: 1, Found: 1, Scopes: 1, ConfidentWrong: 1}},
		{"单位错而存疑", 0, []gaobang.Attribution{at("three", 60)}, Score{Relevance: Count{Hit: 1}, Unit: Count{Wrong: 1, Missing: 1}, Pairs: 1, Found: 1, Scopes: 1, Queued: 1}},
		{"无关而有把握地归了", 1, []gaobang.Attribution{at("one", 90)}, Score{Relevance: Count{Wrong: 1}, Sure: Count{Wrong: 1}, ConfidentWrong: 1}},
		{"无关而归了", 1, []gaobang.Attribution{at("one", 60)}, Score{Relevance: Count{Wrong: 1}, Queued: 1}},
		{"存疑的归不归都行", 2, []gaobang.Attribution{at("one", 60)}, Score{Queued: 1}},
	}
	for _, c := range cases {
		var s Score
		s.Add(all[c.n], c.got, 70)
		s.Faults, s.Reliability, c.want.Examples = nil, nil, 1
		if !reflect.DeepEqual(s, c.want) {
			t.Errorf("%s: %+v, want %+v", c.rule, s, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("== a\noutlet: o\ndate: 2026-11-20\nabout: danyang yes sole\nunit: danyang a place\n--\n文\n")
	f.Add("== \n--\n==\nabout: none")
	f.Fuzz(func(t *testing.T, text string) {
		all, err := Parse("f", text)
		if err != nil {
			return
		}
		for _, e := range all {
			if again, err := Parse("again", e.String()); err != nil || len(again) != 1 {
				t.Errorf("%q does not read back: %v", e.String(), err)
			}
		}
	})
}
