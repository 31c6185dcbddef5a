package registry

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/go-ego/gse"

	"github.com/gaobang/gaobang"
)

func office(t testing.TB) *gaobang.Registry {
	t.Helper()
	until := gaobang.Date{Year: 2012, Month: time.December, Day: 31}
	from := gaobang.Date{Year: 2013, Month: time.January, Day: 1}
	reg, err := gaobang.NewRegistry([]gaobang.Unit{
		{ID: "zhenjiang", Name: "镇江市民政局", Kind: gaobang.Bureau, Division: "321100"},
		{ID: "danyang", Parent: "zhenjiang", Name: "丹阳市民政局", Kind: gaobang.Bureau, Division: "321181", Aliases: []gaobang.Alias{{Name: "丹民宣"}}},
		{ID: "yunyang", Parent: "danyang", Name: "云阳街道民政办", Kind: gaobang.Town, Division: "321181"},
		{ID: "xinqiao", Parent: "danyang", Name: "新桥镇民政办", Kind: gaobang.Town, Validity: gaobang.Validity{To: until}},
		{ID: "danbei", Parent: "danyang", Name: "丹北镇民政办", Kind: gaobang.Town, Aliases: []gaobang.Alias{{Name: "新桥镇民政办", Validity: gaobang.Validity{From: from}}}},
	}, []gaobang.Person{{ID: "p", Name: "林测试", Posts: []gaobang.Post{{Unit: "yunyang"}}}}, []string{"丹阳镇", "小丹阳"})
	if err != nil {
		t.Fatal(err)
	}
	return reg
}

func day(year int) gaobang.Date { return gaobang.Date{Year: year, Month: time.June, Day: 1} }

func TestScan(t *testing.T) {
	names := New(office(t))
	cases := []struct {
		rule, text string
		on         gaobang.Date
		want       string
	}{
		{"全名", "记者从丹阳市民政局获悉", day(2026), "丹阳市民政局=danyang"},
		{"省去市字的全名", "丹阳民政局的同志", day(2026), "丹阳民政局=danyang"},
		{"别名", "（丹民宣 林测试）", day(2026), "丹民宣=danyang 林测试=p"},
		{"最左最长", "镇江市民政局和丹阳市民政局", day(2026), "镇江市民政局=zhenjiang 丹阳市民政局=danyang"},
		{"撤并前的旧名是旧单位", "新桥镇民政办走访", day(2010), "新桥镇民政办=xinqiao"},
		{"撤并后的旧名是新单位", "新桥镇民政办走访", day(2020), "新桥镇民政办=danbei"},
		{"全角和空格照样认得", "云阳街道　民政办", day(2026), "云阳街道　民政办=yunyang"},
		{"人民政府里没有民政", "丹阳市人民政府开会", day(2026), "丹阳市=place"},
		{"外地的丹阳镇整个略过", "马鞍山市博望区丹阳镇举办村超", day(2026), ""},
		{"市民政局看谁说的", "市民政局召开会议", day(2026), "市民政局=relative"},
		{"什么也没有", "天气晴朗", day(2026), ""},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			var got []string
			for _, h := range names.Scan(c.text, c.on) {
				if c.text[h.From:h.To] != h.Text {
					t.Errorf("hit %q is not at its place", h.Text)
				}
				got = append(got, h.Text+"="+meaning(h))
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("%s: %s, want %s", c.text, s, c.want)
			}
		})
	}
}

func meaning(h Hit) string {
	switch {
	case len(h.Units) > 0:
		return string(h.Units[0])
	case len(h.People) > 0:
		return string(h.People[0])
	case h.Relative:
		return "relative"
	}
	return "place"
}

func FuzzScan(f *testing.F) {
	names := New(office(f))
	for _, s := range []string{"丹阳市民政局", "云阳街道 民政办", "马鞍山市丹阳镇江两市", "\xff丹阳", "丹"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, h := range names.Scan(text, day(2026)) {
			if h.From < end || h.To <= h.From || h.To > len(text) || text[h.From:h.To] != h.Text {
				t.Fatalf("hit %+v of %q", h, text)
			}
			end = h.To
		}
	})
}

// news is text as news is written, in which few of the names stand.
func news() string {
	return strings.Repeat("入冬以来，各地纷纷走访困难群众，送去棉被和药品，检查取暖设备，登记下一次上门的日子，居民们都说心里暖和。丹阳市民政局负责人介绍，今年的走访比往年提前了半个月。", 40)
}

// BenchmarkNames5000 passes over a text with 5,000 names; gse's Cut of the same
// text is the yardstick.
func BenchmarkNames5000(b *testing.B) {
	units := []gaobang.Unit{{ID: "b", Name: "丹阳市民政局", Kind: gaobang.Bureau, Division: "321181"}}
	for i := range 5000 {
		units = append(units, gaobang.Unit{ID: gaobang.UnitID(fmt.Sprintf("u%d", i)), Parent: "b", Name: fmt.Sprintf("%c%c街道民政办", '一'+rune(i), '丁'+rune(3*i)), Kind: gaobang.Town})
	}
	reg, err := gaobang.NewRegistry(units, nil, nil)
	if err != nil {
		b.Fatal(err)
	}
	names, text := New(reg), news()
	b.Run("automaton", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			names.Scan(text, day(2026))
		}
	})
	b.Run("yardstick=gse-cut", func(b *testing.B) {
		seg := gse.Segmenter{SkipLog: true, NotLoadHMM: true}
		if err := seg.LoadDictEmbed("zh_s"); err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(text)))
		b.ResetTimer()
		for b.Loop() {
			seg.Cut(text, false)
		}
	})
}
