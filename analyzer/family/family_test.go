package family

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

// writer makes texts of invented words: letters drawn as in a language, not
// evenly, so that runs repeat across texts as they do in news.
type writer struct{ *rand.Rand }

func newWriter(seed uint64) writer { return writer{rand.New(rand.NewPCG(seed, 7))} }

func (w writer) sentence() string {
	var b strings.Builder
	for range 18 + w.IntN(20) {
		b.WriteRune('一' + rune(w.ExpFloat64()*400))
	}
	return b.String() + "。"
}

func (w writer) text(sentences int) []string {
	all := make([]string, sentences)
	for i := range all {
		all[i] = w.sentence()
	}
	return all
}

func sketch(sentences []string) Sketch {
	body := strings.Join(sentences, "")
	_, s := Fingerprint(body)
	return Sketch{Shingles: s, Chars: len([]rune(body))}
}

// edits are what editors do to a reprint.
func edits(w writer, story []string) map[string][]string {
	n := len(story)
	swap := append([]string{}, story...)
	for i := range swap {
		if i%4 == 3 {
			swap[i] = w.sentence()
		}
	}
	return map[string][]string{
		"原样":      story,
		"换导语":     append([]string{w.sentence(), w.sentence()}, story[2:]...),
		"删去后三分之一": story[:n-n/3],
		"加责编和来源行": append(append([]string{}, story...), "责任编辑某某", "来源某报"),
		"四句改一句":   swap,
		"只取前一半":   story[:n/2],
		"合并进长稿":   append(append([]string{}, story...), w.text(n/2)...),
	}
}

func TestEditedReprintsAreNear(t *testing.T) {
	w := newWriter(1)
	found, all := 0, 0
	missed := map[string]int{}
	for range 300 {
		story := w.text(10 + w.IntN(10))
		origin := sketch(story)
		for kind, edited := range edits(w, story) {
			all++
			s := sketch(edited)
			if _, near := Near(origin, s); near && shareKey(origin, s) {
				found++
			} else {
				missed[kind]++
			}
		}
	}
	recall := float64(found) / float64(all)
	t.Logf("recall %.4f of %d edited reprints; missed %v", recall, all, missed)
	if recall <= 0.97 {
		t.Errorf("recall = %.4f, want above 0.97; missed %v", recall, missed)
	}
}

func shareKey(a, b Sketch) bool {
	for _, x := range Keys(a.Shingles) {
		if slices.Contains(Keys(b.Shingles), x) {
			return true
		}
	}
	return false
}

func TestOtherStoriesAreNotNear(t *testing.T) {
	w := newWriter(2)
	boilerplate := []string{w.sentence(), w.sentence()}
	for range 500 {
		a := sketch(append(append([]string{}, boilerplate...), w.text(8)...))
		b := sketch(append(append([]string{}, boilerplate...), w.text(8)...))
		if similarity, near := Near(a, b); near {
			t.Fatalf("two stories with the same two sentences of ten are near (%d%%)", similarity)
		}
	}
}

func TestNear(t *testing.T) {
	notice := func(n string) []string {
		return []string{"本月全市共发放困难群众生活补助" + n + "万元惠及" + n + "户，资金已全部到账请注意查收。"}
	}
	same := newWriter(3).text(12)
	cases := []struct {
		rule string
		a, b []string
		want bool
	}{
		{"同样的文字", same, same, true},
		{"只差标点和空格", same, []string{strings.ReplaceAll(strings.Join(same, " "), "。", "！")}, true},
		{"同一模板、数字不同的短讯不是同稿", notice("三百二十一"), notice("八百六十五"), false},
		{"空的正文不与任何稿件同稿", nil, nil, false},
		{"极短的不同文字不是同稿", []string{"图为活动现场。"}, []string{"图为活动现场一角。"}, false},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			a, b := sketch(c.a), sketch(c.b)
			similarity, near := Near(a, b)
			back, nearBack := Near(b, a)
			if near != c.want || near != nearBack || similarity != back {
				t.Errorf("Near = %d %v, back %d %v, want %v both ways", similarity, near, back, nearBack, c.want)
			}
		})
	}
}

func TestOrigin(t *testing.T) {
	at := func(s string) gaobang.Moment {
		m, err := gaobang.ParseMoment(s)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	cases := []struct {
		rule    string
		members []OriginFacts
		want    gaobang.ArticleID
	}{
		{"最早的一天", []OriginFacts{{Article: 1, PublishedAt: at("2026-11-20")}, {Article: 2, PublishedAt: at("2026-11-19")}}, 2},
		{"同一天看钟点", []OriginFacts{{Article: 1, PublishedAt: at("2026-11-20T09:00"), Level: gaobang.LevelCounty}, {Article: 2, PublishedAt: at("2026-11-20T08:00"), Level: gaobang.LevelNational}}, 2},
		{"没有钟点时级别低的在先", []OriginFacts{{Article: 1, PublishedAt: at("2026-11-20T07:00"), Level: gaobang.LevelNational}, {Article: 2, PublishedAt: at("2026-11-20"), Level: gaobang.LevelCounty}}, 2},
		{"写明来源是别家的不是首发，哪怕日期更早", []OriginFacts{{Article: 1, Outlet: "a", Cites: "b", PublishedAt: at("2026-11-19")}, {Article: 2, Outlet: "b", PublishedAt: at("2026-11-20")}}, 2},
		{"没有日期的不是首发", []OriginFacts{{Article: 1}, {Article: 2, PublishedAt: at("2026-11-20")}}, 2},
		{"都一样时按编号", []OriginFacts{{Article: 5}, {Article: 3}}, 3},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			for range 2 {
				if got := Origin(c.members); got != c.want {
					t.Errorf("Origin = %v, want %v", got, c.want)
				}
				c.members[0], c.members[1] = c.members[1], c.members[0]
			}
		})
	}
}

func BenchmarkIndex1M(b *testing.B) {
	const size = 1_000_000
	r := newWriter(4)
	sketches := make([]Sketch, 1000)
	x := NewIndex(size)
	for i := range size {
		s := Sketch{Shingles: make([]uint32, keyCount), Chars: 500}
		at := uint32(0)
		for j := range s.Shingles {
			at += uint32(r.IntN(1 << 23))
			s.Shingles[j] = at
		}
		x.Add(gaobang.ArticleID(i), s)
		sketches[i%len(sketches)] = s
	}
	b.ResetTimer()
	b.Run("index", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			x.Nearest(sketches[i%len(sketches)], func(gaobang.ArticleID, int) {})
		}
	})
	b.Run("yardstick=linear-simhash-scan", func(b *testing.B) {
		hashes := make([]uint64, size)
		for i := range hashes {
			hashes[i] = r.Uint64()
		}
		for i := 0; b.Loop(); i++ {
			near := 0
			for _, h := range hashes {
				if Distance(h, hashes[i%size]) <= 3 {
					near++
				}
			}
		}
	})
}
