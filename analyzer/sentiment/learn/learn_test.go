package learn

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/sentiment"
)

// samples are invented lines; an office that calls a 座谈会 good and a 停车 bad
// judges as the lexicon does not.
func samples(n int) []Sample {
	var all []Sample
	for i := range n {
		key := func(from int) string { // letters of no other sample
			var s []rune
			for k := range 24 {
				s = append(s, rune(0x4e00+(from*n+i)*24+k))
			}
			return string(s)
		}
		all = append(all,
			FromText("邻里座谈会举行"+key(0)+"\n"+key(0)+"邻里围坐", gaobang.Positive),
			FromText("路边停车"+key(1)+"\n"+key(1)+"车位难寻", gaobang.Negative),
			FromText("图书馆周一闭馆"+key(2)+"\n"+key(2)+"照常", gaobang.Neutral))
	}
	return all
}

func TestLearnsWhatTheOfficeDecides(t *testing.T) {
	all := samples(40)
	r := CrossValidate(all)
	if !r.Better() || r.Learned.MacroF1() < 0.95 {
		t.Errorf("the model is no better than the lexicon on lines it can learn:\n%s", &r)
	}
	m := Train(all)
	const line = "老街座谈会\n围坐"
	v := m.Judge(line, sentiment.Text(line))
	if v.Label != gaobang.Positive || len(v.Evidence) == 0 {
		t.Fatalf("Judge = %+v", v)
	}
	for _, e := range v.Evidence {
		if line[e.From:e.To] != e.Text || e.Weight < 0 {
			t.Errorf("evidence %+v is not at its place", e)
		}
	}
}

func TestTheSameSamplesGiveTheSameBytes(t *testing.T) {
	first, again := Train(samples(20)).Bytes(), Train(samples(20)).Bytes()
	if !bytes.Equal(first, again) || Hash(first) != Hash(again) {
		t.Error("two trainings differ")
	}
	m, err := Read(first)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(m.Bytes(), first) {
		t.Error("what is read is not what was written")
	}
}

// TestGolden holds the bytes: another processor or another Go must give the same
// model, or a frozen period could not be made again.
func TestGolden(t *testing.T) {
	m := Train(samples(20))
	got := fmt.Sprintf("%d %v", len(m.names), m.rest)
	if want := "108 [-287 -172 -173]"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestOneStoryIsInOnePart(t *testing.T) {
	all := samples(10)
	for i := range 10 {
		again := all[i]
		again.Text = "转载：" + again.Text
		all = append(all, again)
	}
	part := folds(all, Parts)
	for i := range 10 {
		if part[i] != part[30+i] {
			t.Errorf("sample %d and its reprint are in parts %d and %d", i, part[i], part[30+i])
		}
	}
}

func TestReadRefuses(t *testing.T) {
	good := string(Train(samples(20)).Bytes())
	cases := []struct{ rule, data string }{
		{"不是模型", "{"},
		{"另一版词典", strings.Replace(good, sentiment.LexiconHash(), "0", 1)},
		{"缺权重", strings.Replace(good, `"weights":[[`, `"weights":[[1],[`, 1)},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			if _, err := Read([]byte(c.data)); gaobang.CodeOf(err) != gaobang.Invalid {
				t.Errorf("Read: %v", err)
			}
		})
	}
}

func TestCheckAsksForEnough(t *testing.T) {
	if err := Check(samples(40)); err != nil {
		t.Error(err)
	}
	if err := Check(samples(10)); gaobang.CodeOf(err) != gaobang.Invalid {
		t.Errorf("30 samples: %v", err)
	}
}

func FuzzJudge(f *testing.F) {
	m := Train(samples(20))
	f.Add("座谈会\n停车")
	f.Add("\xff^#=")
	f.Fuzz(func(t *testing.T, s string) {
		for _, e := range m.Judge(s, sentiment.Text(s)).Evidence {
			if s[e.From:e.To] != e.Text {
				t.Fatalf("%+v is not in %q", e, s)
			}
		}
	})
}

func BenchmarkJudge(b *testing.B) {
	m := Train(samples(40))
	line := strings.Repeat("居民围坐座谈会，车位难寻。", 20)
	b.ReportAllocs()
	for b.Loop() {
		m.Judge(line, sentiment.Text(line))
	}
}
