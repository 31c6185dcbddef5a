package analyzer

import (
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/segment"
)

// segmenter is built once: it takes 0.7 s and 200 MB.
var segmenter = sync.OnceValues(func() (*segment.Segmenter, error) {
	return segment.New([]string{"丹阳市民政局", "云阳街道民政办"})
})

func newAnalyzer(t testing.TB) *Analyzer {
	t.Helper()
	seg, err := segmenter()
	if err != nil {
		t.Fatal(err)
	}
	reg, err := gaobang.NewRegistry([]gaobang.Unit{
		{ID: "zhenjiang", Name: "镇江市民政局", Kind: gaobang.Bureau, Division: "321100"},
		{ID: "danyang", Parent: "zhenjiang", Name: "丹阳市民政局", Kind: gaobang.Bureau, Division: "321181"},
		{ID: "yunyang", Parent: "danyang", Name: "云阳街道民政办", Short: "云阳街道", Kind: gaobang.Town, Division: "321181001"},
	}, []gaobang.Person{{ID: "p-lin", Name: "林测试", Posts: []gaobang.Post{{Unit: "yunyang"}}}}, []string{"人民政府"})
	if err != nil {
		t.Fatal(err)
	}
	return New(reg, []gaobang.Outlet{
		{ID: "danyang-daily", Name: "丹阳日报", Aliases: []string{"丹阳日报社"}, Level: gaobang.LevelCounty, Locality: "321181"},
		{ID: "zhenjiang-daily", Name: "镇江日报", Level: gaobang.LevelPrefecture, Locality: "321100"},
		{ID: "national", Name: "全国网", Level: gaobang.LevelNational},
	}, seg)
}

func piece(outlet gaobang.OutletID, source, title, body string) gaobang.Article {
	day := gaobang.Date{Year: 2026, Month: 11, Day: 20}
	return gaobang.Article{
		ID: 7, Outlet: outlet, ContentSource: source, Title: title, Body: body,
		PublishedAt: gaobang.NewMoment(day.Start(), gaobang.PrecisionDay),
	}
}

func TestWhoSpeaksDecidesTheName(t *testing.T) {
	an := newAnalyzer(t)
	const body = "近日，市民政局派人走访。"
	cases := []struct {
		rule   string
		outlet gaobang.OutletID
		source string
		want   []gaobang.UnitID
	}{
		{"本地媒体", "danyang-daily", "", []gaobang.UnitID{"danyang"}},
		{"上级媒体", "zhenjiang-daily", "", []gaobang.UnitID{"zhenjiang"}},
		{"全国媒体转载本地媒体，市民政局是来源当地的", "national", "丹阳日报", []gaobang.UnitID{"danyang"}},
		{"来源用别名也认得", "zhenjiang-daily", "丹阳日报社", []gaobang.UnitID{"danyang"}},
		{"来源带字样与空格也认得", "national", "来源： 丹阳日报 ", []gaobang.UnitID{"danyang"}},
		{"全国媒体自己说的不知是谁", "national", "", nil},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			got := an.Analyze(piece(c.outlet, c.source, "走访", body))
			var units []gaobang.UnitID
			for _, a := range got.Attributions {
				units = append(units, a.Unit)
			}
			if !slices.Equal(units, c.want) || got.Relevant != (len(c.want) > 0) {
				t.Errorf("attributed to %v (relevant %v), want %v", units, got.Relevant, c.want)
			}
		})
	}
}

func TestTownsAreFoundByTheirNamesAlone(t *testing.T) {
	got := newAnalyzer(t).Analyze(piece("danyang-daily", "", "云阳敬老院开饭", "丹阳市民政局和云阳街道为老人添菜。"))
	for _, word := range []string{"云阳", "云阳街道", "丹阳"} {
		if !slices.Contains(got.Terms, word) {
			t.Errorf("%s is no term: %v", word, got.Terms)
		}
	}
}

func TestAnalyzeFillsEverything(t *testing.T) {
	an := newAnalyzer(t)
	a := piece("danyang-daily", "", "低保上门", "本报讯（通讯员 林测试）丹阳市民政局把低保送上门，老人连声道谢。")
	got := an.Analyze(a)
	if !got.Relevant || len(got.Attributions) != 1 || got.Attributions[0].Person != "p-lin" {
		t.Fatalf("analysis %+v", got)
	}
	if !slices.Equal(got.Article.Byline.Correspondents, []string{"林测试"}) {
		t.Errorf("byline %+v", got.Article.Byline)
	}
	if len(got.Sentiments) != 1 || got.Sentiments[0].Bureau != "danyang" || got.Sentiments[0].Label != gaobang.Positive {
		t.Errorf("sentiments %+v", got.Sentiments)
	}
	if len(got.Keys) == 0 {
		t.Error("no keys")
	}
	if !slices.Contains(got.Terms, "低保") || !slices.Contains(got.Terms, "丹阳市民政局") {
		t.Errorf("terms %v", got.Terms)
	}
	for _, term := range got.Terms {
		if strings.Contains(term, "林测试") {
			t.Errorf("a person is found by the term %s", term)
		}
	}
	for _, m := range got.Mentions {
		if m.Article != a.ID || a.Text(m.Field)[m.From:m.To] != m.Text {
			t.Errorf("mention %+v is not at its place", m)
		}
	}
}

func TestIrrelevantKeepsOnlyATrace(t *testing.T) {
	got := newAnalyzer(t).Analyze(piece("danyang-daily", "", "球赛", "市人民政府前的广场上，客队胜。"))
	if got.Relevant || got.Mentions != nil || got.Attributions != nil || got.Sentiments != nil || got.Terms != nil {
		t.Errorf("analysis of nobody: %+v", got)
	}
	if got.Trace == 0 {
		t.Error("no trace")
	}
}

func TestEachBureauHasItsOwnAttitude(t *testing.T) {
	got := newAnalyzer(t).Analyze(piece("zhenjiang-daily", "", "两则消息", "丹阳市民政局荣获先进集体。天气晴好。广场人多。镇江市民政局被通报批评。"))
	labels := map[gaobang.UnitID]gaobang.SentimentLabel{}
	for _, s := range got.Sentiments {
		labels[s.Bureau] = s.Label
	}
	want := map[gaobang.UnitID]gaobang.SentimentLabel{"danyang": gaobang.Positive, "zhenjiang": gaobang.Negative}
	if !reflect.DeepEqual(labels, want) {
		t.Errorf("labels %v, want %v", labels, want)
	}
}

func TestSameInSameOutFromManyGoroutines(t *testing.T) {
	an := newAnalyzer(t)
	a := relevantPiece()
	want := an.Analyze(a)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if got := an.Analyze(a); !reflect.DeepEqual(got, want) {
				t.Error("two analyses of one article differ")
			}
		})
	}
	wg.Wait()
}

// story is what a piece of common length says, without a name.
var story = strings.Repeat("清晨的菜场已经热闹起来，摊主们忙着整理新到的蔬菜，来往的居民挑选着一天的食材。", 25)

func relevantPiece() gaobang.Article {
	return piece("danyang-daily", "", "养老顾问上门", "本报讯（记者 甲乙丙 通讯员 林测试）近日，市民政局派人上门。\n"+story+"\n云阳街道民政办的工作人员说，老人都满意。")
}

// BenchmarkAnalyze is the yardstick of the way: most pages are about nobody and
// must cost next to nothing beside those that are segmented.
func BenchmarkAnalyze(b *testing.B) {
	an := newAnalyzer(b)
	for name, a := range map[string]gaobang.Article{
		"relevant": relevantPiece(), "irrelevant": piece("danyang-daily", "", "菜场", story),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(a.Body)))
			b.ReportAllocs()
			for b.Loop() {
				an.Analyze(a)
			}
		})
	}
}
