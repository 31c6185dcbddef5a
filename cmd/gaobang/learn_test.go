package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/sentiment/learn"
	"github.com/gaobang/gaobang/storage"
)

// labelledFile is a CSV of invented lines, judged as the lexicon does not.
func labelledFile(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("\ufefftitle,lead,label\n")
	for i := range 30 {
		key := func(from int) string {
			var s []rune
			for k := range 24 {
				s = append(s, rune(0x4e00+(from*30+i)*24+k))
			}
			return string(s)
		}
		fmt.Fprintf(&b, "邻里座谈会举行%s,邻里围坐,正面\n路边停车%s,车位难寻,negative\n图书馆周一闭馆%s,照常,neutral\n", key(0), key(1), key(2))
	}
	path := filepath.Join(t.TempDir(), "标注.csv")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestLearnSentimentFromAFile(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database string) {
		d, file := newDesk(t, database), labelledFile(t)
		if out := d.run(t, statusFailed, "inspect", "sentiment", "--model"); !strings.Contains(out, "请先运行 gaobang learn sentiment") {
			t.Errorf("没有学过：%s", out)
		}
		first := d.run(t, statusDone, "learn", "sentiment", "--from", file, "--by", "林测试")
		for _, want := range []string{"90 条样本", "学到的模型　宏平均 F1 1.000", "词典　宏平均 F1", "存为第 1 版", "已启用于 gaobang inspect sentiment --model"} {
			if !strings.Contains(first, want) {
				t.Errorf("成绩单里没有 %q：\n%s", want, first)
			}
		}
		if again := d.run(t, statusDone, "learn", "sentiment", "--from", file); again != first {
			t.Errorf("同样的标注学出了别的：\n%s", again)
		}
		status, out, _ := runCommand(t, "老街座谈会举行\n", "-c", d.settings, "inspect", "sentiment", "--model")
		if status != statusDone || !strings.Contains(out, `"label":"positive"`) || !strings.Contains(out, "学到的字词") {
			t.Errorf("--model：%d %s", status, out)
		}
		if out := d.run(t, statusDone, "learn", "sentiment", "list"); !strings.Contains(out, "启用") || !strings.Contains(out, "林测试") {
			t.Errorf("list：%s", out)
		}
		d.run(t, statusDone, "learn", "sentiment", "off", "1")
		if out := d.run(t, statusDone, "learn", "sentiment", "list"); !strings.Contains(out, "停用") {
			t.Errorf("停用之后：%s", out)
		}
	})
}

func TestLearnSentimentRefuses(t *testing.T) {
	d := newDesk(t, "sqlite:"+filepath.Join(t.TempDir(), "a.db"))
	bad := func(text string) string {
		path := filepath.Join(t.TempDir(), "a.csv")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	cases := []struct {
		rule string
		args []string
		want string
	}{
		{"没有认定可学", nil, "样本还太少"},
		{"没有 label 列", []string{"--from", bad("title,lead\na,b\n")}, "第 1 行应有列名 label"},
		{"倾向写错", []string{"--from", bad("text,label\n甲,好\n")}, "第 2 行：没有倾向 \"好\""},
		{"样本太少", []string{"--from", bad("text,label\n甲,正面\n")}, "样本还太少"},
		{"讲的都是一件事", []string{"--from", bad("text,label\n" + strings.Repeat("街道走访老人,正面\n街道停车难,负面\n", 30))}, "少于 5 件"},
		{"没有这个文件", []string{"--from", "没有.csv"}, "没有.csv"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			if out := d.run(t, statusFailed, append([]string{"learn", "sentiment"}, c.args...)...); !strings.Contains(out, c.want) {
				t.Errorf("%s", out)
			}
		})
	}
}

func TestAModelWorseThanTheLexiconIsNotUsed(t *testing.T) {
	d := newDesk(t, "sqlite:"+filepath.Join(t.TempDir(), "a.db"))
	told, err := json.Marshal(learn.Report{Learned: learn.Figures{{1, 9, 0}, {0, 10, 0}, {0, 10, 0}}, Lexicon: learn.Figures{{10, 0, 0}, {0, 10, 0}, {0, 0, 10}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.store.AddSentimentModel(t.Context(), storage.SentimentModel{Scope: storage.BureauModel, From: "测试", By: "林测试", Report: string(told)}, []byte("{}")); err != nil {
		t.Fatal(err)
	}
	if out := d.run(t, statusFailed, "learn", "sentiment", "use", "1"); !strings.Contains(out, "没有稳稳地胜过词典") {
		t.Errorf("%s", out)
	}
	if out := d.run(t, statusDone, "learn", "sentiment", "list"); !strings.Contains(out, "停用") {
		t.Errorf("%s", out)
	}
}

// TestLearnSentimentFromRulings learns what an office rules and the lexicon does
// not know, and judges stored pieces by it after they are judged anew.
func TestLearnSentimentFromRulings(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database string) {
		d := newDesk(t, database)
		put := func(n int, title, text string) gaobang.ArticleID {
			var key []rune
			for k := range 24 {
				key = append(key, rune(0x4e00+n*24+k))
			}
			return d.keep(t, gaobang.Article{
				Outlet: "danyang-daily", URL: fmt.Sprintf("http://epaper.example/%d.html", n), PublishedAt: moment(t, "2026-11-20T08:00"),
				Title: title + string(key), Body: "本报讯 近日，云阳街道民政办" + text + "，" + string(key) + "。",
			})
		}
		ruled := map[gaobang.ArticleID]gaobang.SentimentLabel{}
		for i := range 25 {
			ruled[put(3*i, "邻里座谈会举行", "请邻里围坐")] = gaobang.Positive
			ruled[put(3*i+1, "门前路边停车", "门前车位难寻")] = gaobang.Negative
			ruled[put(3*i+2, "周一闭馆", "照常")] = gaobang.Neutral
		}
		fresh := put(99, "邻里座谈会举行", "请邻里围坐").String()
		d.run(t, statusDone, "reprocess")
		for id, label := range ruled {
			if _, err := d.store.AddDecision(t.Context(), gaobang.Decision{
				Article: id, Bureau: "danyang", Kind: gaobang.DecideSentiment, Sentiment: label, By: "林测试", Why: "测试",
			}); err != nil {
				t.Fatal(err)
			}
		}
		shows := func(want string) {
			t.Helper()
			d.run(t, statusDone, "reprocess")
			if out := d.run(t, statusDone, "article", "show", fresh); !strings.Contains(out, want) {
				t.Errorf("no %q in\n%s", want, out)
			}
		}
		shows("倾向：对丹阳：中性")
		if out := d.run(t, statusDone, "learn", "sentiment"); !strings.Contains(out, "75 条样本（75 个不同的事）") || !strings.Contains(out, "已启用；要重新判断旧稿") {
			t.Fatalf("learn: %s", out)
		}
		shows("倾向：对丹阳：正面“")
		d.run(t, statusDone, "learn", "sentiment", "off", "1")
		shows("倾向：对丹阳：中性")
	})
}
