package learn

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/sentiment"
)

// samples are invented lines; an office that calls a 座谈会 good and a 停车 bad
// judges as the lexicon does not.
// trained is a model that nobody stops.
func trained(tb testing.TB, samples []Sample) *Model {
	tb.Helper()
	m, err := Train(tb.Context(), samples)
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

// TestStopsWhenTold: learning from many samples takes minutes.
func TestStopsWhenTold(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Train(ctx, samples(40)); !errors.Is(err, context.Canceled) {
		t.Errorf("Train: %v", err)
	}
	if _, err := CrossValidate(ctx, samples(40)); !errors.Is(err, context.Canceled) {
		t.Errorf("CrossValidate: %v", err)
	}
	labelled, story := make([]int, 2), []int{0, 1}
	if _, err := train(ctx, make([][]feature, 2), labelled, story); !errors.Is(err, context.Canceled) {
		t.Errorf("in a round: %v", err)
	}
}

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
	r, err := CrossValidate(t.Context(), all)
	if err != nil {
		t.Fatal(err)
	}
	if !r.Better() || r.Learned.MacroF1() < 0.95 {
		t.Errorf("the model is no better than the lexicon on lines it can learn:\n%s", &r)
	}
	m := trained(t, all)
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

// TestALineByItselfIsAHead: who learns from titles with what follows them asks of
// titles alone too. Without a head such a line lacks what tells most, and the
// answers of a model that was right on seven lines of ten were right on half.
func TestALineByItselfIsAHead(t *testing.T) {
	cases := []struct{ rule, text, head string }{
		{"标题，换行，正文", "甲，乙\n丙", "甲，乙"},
		{"一行里标题后有空格", "甲乙 丙丁", "甲乙"},
		{"一行里标题后有标点", "甲乙，丙丁", "甲乙"},
		{"只有标题", "甲乙丙", "甲乙丙"},
		{"行首有标点", "【甲乙】丙", "【甲乙"},
		{"标题空着", "\n甲乙\n丙", "\n甲乙"},
		{"没有字", "——\n", ""},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			if got := headOf(c.text); got != c.head {
				t.Errorf("head %q, want %q", got, c.head)
			}
		})
	}
	m := trained(t, samples(40))
	for line, want := range map[string]gaobang.SentimentLabel{"老街座谈会": gaobang.Positive, "老街路边停车": gaobang.Negative, "老街图书馆周一闭馆": gaobang.Neutral} {
		if v := m.Judge(line, sentiment.Text(line)); v.Label != want {
			t.Errorf("%s: %s, want %s", line, v.Label, want)
		}
	}
}

func TestTheSameSamplesGiveTheSameBytes(t *testing.T) {
	first, again := trained(t, samples(20)).Bytes(), trained(t, samples(20)).Bytes()
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
	m := trained(t, samples(20))
	got := fmt.Sprintf("%d %v", len(m.keys), m.rest)
	if want := "87 [-233 -183 -184]"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestAModelHoldsNoLettersOfThePieces: pieces name poor people and children, and
// what an office learned is copied, backed up and looked at.
func TestAModelHoldsNoLettersOfThePieces(t *testing.T) {
	var all []Sample
	for i, s := range samples(40) {
		if i%3 == 0 {
			s.Text = strings.Replace(s.Text, "邻里", "林测试和邻里", 1)
		}
		all = append(all, s)
	}
	plain := sentiment.LexiconHash()
	for _, w := range sentiment.Words(strings.Join(textsOf(all), "\n")) {
		plain += w.Why
	}
	for _, label := range labels {
		plain += string(label)
	}
	m := trained(t, all)
	for _, r := range string(m.Bytes()) {
		if unicode.Is(unicode.Han, r) && !strings.ContainsRune(plain, r) {
			t.Fatalf("the model holds %c", r)
		}
	}
	line := "林测试座谈会\n围坐"
	found := m.Judge(line, sentiment.Text(line)).Evidence
	if !slices.ContainsFunc(found, func(f sentiment.Found) bool { return strings.Contains(f.Text, "座谈") }) {
		t.Errorf("the line's own words do not explain it: %+v", found)
	}
}

func textsOf(all []Sample) []string {
	texts := make([]string, len(all))
	for i, s := range all {
		texts[i] = s.Text
	}
	return texts
}

func TestWhatOneStoryTellsIsNotLearned(t *testing.T) {
	all := samples(20)
	const twice = "鹭鹭"
	for i := range all {
		if i%3 == 0 && i/3 < fewestStories-1 {
			all[i].Text += twice
		}
	}
	m := trained(t, all)
	if _, known := m.index[keyOf(twice)]; known {
		t.Errorf("what %d stories tell is learned", fewestStories-1)
	}
	all[3*(fewestStories-1)].Text += twice
	all[3*(fewestStories-1)+3].Text += twice
	if _, known := trained(t, all).index[keyOf(twice)]; !known {
		t.Error("what enough stories tell is not learned")
	}
}

func TestBetterByLuckIsNotBetter(t *testing.T) {
	r := Report{Learned: Figures{{10, 0, 0}, {1, 9, 0}, {0, 0, 10}}, Lexicon: Figures{{10, 0, 0}, {2, 8, 0}, {0, 0, 10}}, Sure: 0.6}
	if r.Better() {
		t.Error("one line more is better")
	}
	r.Sure = 0.95
	if !r.Better() {
		t.Error("not better where it is sure")
	}
	if r.Learned = r.Lexicon; r.Better() {
		t.Error("equal is better")
	}
}

func TestSureCountsWholeStories(t *testing.T) {
	all := samples(20)
	story := make([]int, len(all)) // one story
	by := tellings(all, story)
	by[0].learned = Figures{{20, 0, 0}, {0, 20, 0}, {0, 0, 20}}
	if got := sure(by, story); got != 1 {
		t.Errorf("sure = %v of one story that is always drawn", got)
	}
	by[0].learned = by[0].lexicon
	if got := sure(by, story); got != 0 {
		t.Errorf("sure = %v where both answer alike", got)
	}
}

func TestOneStoryIsInOnePart(t *testing.T) {
	all := samples(10)
	for i := range 10 {
		again := all[i]
		again.Text = "转载：" + again.Text
		all = append(all, again)
	}
	story, err := stories(t.Context(), all)
	if err != nil {
		t.Fatal(err)
	}
	first := folds(story, 0)
	for round := range 3 {
		part := folds(story, round)
		if round > 0 && slices.Equal(part, first) {
			t.Errorf("round %d cuts as the first", round)
		}
		for i := range 10 {
			if part[i] != part[30+i] {
				t.Errorf("sample %d and its reprint are in parts %d and %d", i, part[i], part[30+i])
			}
		}
	}
}

func TestReadRefuses(t *testing.T) {
	good := string(trained(t, samples(20)).Bytes())
	cases := []struct{ rule, data string }{
		{"不是模型", "{"},
		{"从前存过原字、已清空的", ""},
		{"前一种格式", strings.Replace(good, `"format":3`, `"format":2`, 1)},
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
	m := trained(f, samples(20))
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
	m := trained(b, samples(40))
	line := strings.Repeat("居民围坐座谈会，车位难寻。", 20)
	b.ReportAllocs()
	for b.Loop() {
		m.Judge(line, sentiment.Text(line))
	}
}
