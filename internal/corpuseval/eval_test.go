package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestSameTime(t *testing.T) {
	cases := []struct {
		rule, want, got string
		same            bool
	}{
		{"to the label's precision", "2026-11-20", "2026-11-20T08:31", true},
		{"a label without padding", "2026-1-2 8:31", "2026-01-02T08:31:05", true},
		{"less precise than the label", "2026-11-20 08:31", "2026-11-20", false},
		{"seconds that are none", "2026-11-20 08:31:00", "2026-11-20T08:31", true},
		{"another day", "2026-11-20", "2026-11-21", false},
		{"a year alone", "2018", "2018-05-01", true},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			if same := sameTime(c.want, c.got); same != c.same {
				t.Errorf("%s and %s: %v", c.want, c.got, same)
			}
		})
	}
}

func TestSameNamesComparesSets(t *testing.T) {
	if !sameNames("林测试、高示例", "高示例 林测试") || sameNames("林测试", "林测试 高示例") {
		t.Error("names are not compared as sets")
	}
}

func TestPairsF1(t *testing.T) {
	if f := pairsF1("甲乙丙丁", "甲乙丙丁"); f != 1 {
		t.Errorf("the same text: %v", f)
	}
	if f := pairsF1("甲乙丙", "丁戊己"); f != 0 {
		t.Errorf("nothing shared: %v", f)
	}
}

// TestRunMeasuresACorpus measures a corpus of one page: every field is in the
// table, and what is wrong is printed.
func TestRunMeasuresACorpus(t *testing.T) {
	dir := t.TempDir()
	sentence := "工作人员登门走访，送去棉被和药箱，登记下一次上门的日子。"
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("a.html", `<html><head><title>乙镇走访高龄老人送温暖_甲城网</title></head><body><h1>乙镇走访高龄老人送温暖</h1>
<p>2026-11-20 08:31 来源：甲城日报</p><div><p>`+strings.Repeat(sentence, 4)+`</p></div><p>责任编辑：林测试</p></body></html>`)
	write("labels.jsonl", `{"file":"a.html","title":"乙镇走访高龄老人送温暖","published_at":"2026-11-20 08:31","source":"甲城晚报","author":null,"editor":"林测试","body_start":"工作人员登门走访，","body_end":"下一次上门的日子。","body_chars":112,"body":"`+strings.Repeat(sentence, 4)+`"}`+"\n")
	write("bylines.jsonl", `{"text":"（记者 林测试 通讯员 高示例）","reporters":["林测试"],"correspondents":["高示例"],"interns":[]}`+"\n"+
		`{"text":"（记者 林测试）","reporters":["方样例"],"correspondents":[],"interns":[]}`+"\n")
	write("bylines_news.jsonl", `{"text":"本报讯记者林测试报道：今天开会。","bylines":[{"role":"记者","names":["林测试","高示例"]}]}`+"\n")
	write("civil_affairs_match.jsonl", `{"text":"市人民政府开会","is_civil_affairs":false}`+"\n")
	var out bytes.Buffer
	if err := run(&out, options{corpus: dir, verbose: true}); err != nil {
		t.Fatal(err)
	}
	for _, want := range append([]string{"byline lines   0.500 (1/2)", "news names F1  0.667 (1 of 2 found, 0 too many)", "term 民政        1.000 (1/1)", "a.html source\n  want 甲城晚报\n  got  甲城日报", "1.000 (1.0/1)"}, fields...) {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in\n%s", want, out.String())
		}
	}
}

// TestCorpus holds the measure to the goals of DESIGN §7 where a corpus is given.
func TestCorpus(t *testing.T) {
	corpus := os.Getenv("GAOBANG_CORPUS")
	if corpus == "" {
		t.Log("GAOBANG_CORPUS is not set: nothing to measure")
		return
	}
	var out bytes.Buffer
	if err := run(&out, options{corpus: corpus}); err != nil {
		t.Fatal(err)
	}
	t.Log("\n" + out.String())
}
