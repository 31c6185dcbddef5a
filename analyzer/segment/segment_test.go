package segment

import (
	"slices"
	"strings"
	"sync"
	"testing"
)

// loaded is the dictionary, loaded once: it takes most of a second.
var loaded = sync.OnceValues(func() (*Segmenter, error) {
	return New([]string{"丹阳市民政局", "云阳街道民政办", "乙镇民政办公室"})
})

func segmenter(t testing.TB) *Segmenter {
	t.Helper()
	s, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestWordsOfOurs(t *testing.T) {
	cases := []struct{ rule, text, word string }{
		{"a name of the registry stays whole", "昨日丹阳市民政局召开会议", "丹阳市民政局"},
		{"in the middle of a sentence too", "由云阳街道民政办负责", "云阳街道民政办"},
		{"a common word of the trade", "提高城乡低保标准", "低保"},
		{"Latin letters in lower case", "全市GDP增长", "gdp"},
	}
	for _, c := range cases {
		if got := segmenter(t).Cut(c.text); !slices.Contains(got, c.word) {
			t.Errorf("%s: %q has no %q", c.rule, got, c.word)
		}
	}
}

// TestTerms: words of the trade are searched for, names of people are not.
func TestTerms(t *testing.T) {
	cases := []struct{ rule, text, want string }{
		{"词典当作人名的业务用语", "养老院慈善孤儿双拥", "养老院 慈善 孤儿 双拥"},
		{"人名", "林黛玉刘姥姥", ""},
		{"单字", "老", ""},
	}
	for _, c := range cases {
		if got := strings.Join(segmenter(t).Terms(c.text, nil), " "); got != c.want {
			t.Errorf("%s: %q, want %q", c.rule, got, c.want)
		}
	}
}

// TestCutsAreLocal: what stands behind a text changes nothing before it. gse alone
// cuts a whole sentence anew for one letter that it has no frequency for.
func TestCutsAreLocal(t *testing.T) {
	texts := []string{"丹阳市民政局组织志愿者走访高龄老人", "全市养老服务中心建成投用", "社会救助科工作人员入户核查"}
	for _, text := range texts {
		want := segmenter(t).Cut(text)
		for _, tail := range []string{"GDP", "，GDP", " A", "。3.5", "①", "Ω", "\n𠮷"} {
			got := segmenter(t).Cut(text + tail)
			if len(got) < len(want) || !slices.Equal(got[:len(want)], want) {
				t.Errorf("%s with %q behind it is cut %q, without %q", text, tail, got, want)
			}
		}
	}
}

func TestTheSameTextIsCutTheSame(t *testing.T) {
	text := strings.Repeat("丹阳市民政局走访慰问困难群众，GDP增长3.5%。", 20)
	want := segmenter(t).Cut(text)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			if got := segmenter(t).Cut(text); !slices.Equal(got, want) {
				t.Error("two cuts of one text")
			}
		})
	}
	wait.Wait()
}

// FuzzCut: the words are pieces of the text, in its order.
func FuzzCut(f *testing.F) {
	for _, text := range []string{"丹阳市民政局", "GDP增长3.5%", "", "\xff\xfe", "𠮷𠮷Ω①", strings.Repeat("民政", 50)} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		rest := strings.ToLower(text)
		for _, word := range segmenter(t).Cut(text) {
			at := strings.Index(rest, word)
			if word == "" || at < 0 {
				t.Fatalf("%q is not in the rest %q of %q", word, rest, text)
			}
			rest = rest[at+len(word):]
		}
	})
}

// TestIsWord tells everyday words from the names of people and offices.
func TestIsWord(t *testing.T) {
	s := segmenter(t)
	for word, want := range map[string]bool{
		"社区": true, "养老": true, "老人": true, "民政": true, "高兴": true,
		"福利院": false, "救助站": false, "丹民宣": false, "云民": false, "民政局": false, "GDP": false, "社": false, "": false,
	} {
		if got := s.IsWord(word); got != want {
			t.Errorf("IsWord(%q) = %v", word, got)
		}
	}
}
