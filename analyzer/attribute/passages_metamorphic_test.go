package attribute_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer"
	"github.com/gaobang/gaobang/analyzer/attribute/example"
)

func allPassages(t *testing.T) []example.Example {
	t.Helper()
	return slices.Concat(readPassages(t, "dev.txt"), readPassages(t, "held-out.txt"), readPassages(t, "wide.txt"), readPassages(t, "later.txt"), readPassages(t, "plain.txt"), readPassages(t, "spring.txt"), readPassages(t, "summer.txt"), readPassages(t, "autumn.txt"), readPassages(t, "winter.txt"), readPassages(t, "equinox.txt"), readPassages(t, "solstice.txt"), readPassages(t, "monsoon.txt"))
}

func answer(an *analyzer.Analyzer, a gaobang.Article) []string {
	_, whose := an.Whose(a)
	var all []string
	for _, t := range whose.Attributions {
		all = append(all, fmt.Sprintf("%s %s %s %s %d %s", t.Bureau, t.Unit, t.Person, t.Share, t.Confidence, t.Basis))
	}
	return all
}

// eachField changes the texts of an article.
func eachField(a gaobang.Article, change func(string) string) gaobang.Article {
	a.Title, a.Body, a.Meta, a.ContentSource = change(a.Title), change(a.Body), change(a.Meta), change(a.ContentSource)
	return a
}

// traditional writes letters of the set's units and people in the traditional
// script, as pages of Hong Kong and Taiwan papers do.
var traditional = strings.NewReplacer(
	"丹阳", "丹陽", "云阳", "雲陽", "镇江", "鎮江", "扬中", "揚中", "民政办", "民政辦", "导墅", "導墅", "访仙", "訪仙", "吕城", "呂城",
	"社会救助科", "社會救助科", "婚姻登记处", "婚姻登記處", "林测试", "林測試", "高示例", "高示例", "谢试验", "謝試驗", "韩示意", "韓示意", "陈样例", "陳樣例", "沈样张", "沈樣張",
)

// TestWhatMayNotMatterInPassages changes all passages in ways that mean nothing.
func TestWhatMayNotMatterInPassages(t *testing.T) {
	an := passageAnalyzer(t)
	changes := map[string]struct {
		change func(gaobang.Article) gaobang.Article
		most   int // passages that may change; each is a known weakness
	}{
		"括号、冒号换成半角": {change: func(a gaobang.Article) gaobang.Article {
			return eachField(a, strings.NewReplacer("（", "(", "）", ")", "：", ":").Replace)
		}, most: 1},
		"数字换成全角": {change: func(a gaobang.Article) gaobang.Article {
			return eachField(a, func(s string) string {
				return strings.Map(func(r rune) rune {
					if r >= '0' && r <= '9' {
						return r - '0' + '０'
					}
					return r
				}, s)
			})
		}, most: 0},
		"名称写成繁体": {change: func(a gaobang.Article) gaobang.Article { return eachField(a, traditional.Replace) }, most: 1},
		"前面多一段无关的话": {change: func(a gaobang.Article) gaobang.Article {
			a.Body = "清晨的菜场热闹起来，买菜的人来来往往。\n" + a.Body
			return a
		}, most: 2},
		"行首空两格": {change: func(a gaobang.Article) gaobang.Article {
			a.Body = "　　" + strings.ReplaceAll(a.Body, "\n", "\n　　")
			return a
		}, most: 0},
		"文末多出编辑": {change: func(a gaobang.Article) gaobang.Article { a.Body += "\n责任编辑：沈样张"; return a }, most: 0},
	}
	for name, c := range changes {
		t.Run(name, func(t *testing.T) {
			var changed []string
			for _, e := range allPassages(t) {
				want, got := answer(an, e.Article()), answer(an, c.change(e.Article()))
				if !slices.Equal(want, got) {
					changed = append(changed, fmt.Sprintf("%s: %v, was %v", e.ID, got, want))
				}
			}
			if len(changed) > c.most {
				t.Errorf("%d passages change, %d may:\n%s", len(changed), c.most, strings.Join(changed, "\n"))
			}
			t.Logf("%d of %d changed", len(changed), len(allPassages(t)))
		})
	}
}

// TestAnotherPapersPassages prints the pieces of 丹阳日报 that name nothing of 丹阳 in
// 句容日报: 市民政局 is 句容's then, and nothing else changes.
func TestAnotherPapersPassages(t *testing.T) {
	an := passageAnalyzer(t)
	moved := 0
	for _, e := range allPassages(t) {
		a := e.Article()
		was := answer(an, a)
		if e.Outlet != "danyang-daily" || len(was) != 1 || !strings.HasPrefix(was[0], "danyang danyang  1 92 named_bureau") || strings.Contains(a.Title+a.Body+a.Meta, "丹") {
			continue
		}
		moved++
		a.Outlet = "jurong-news"
		if got, want := answer(an, a), strings.ReplaceAll(was[0], "danyang", "jurong"); len(got) != 1 || got[0] != want {
			t.Errorf("%s: %v, want %s", e.ID, got, want)
		}
	}
	if moved < 15 {
		t.Errorf("only %d passages moved", moved)
	}
}

// TestAnotherDaysPassages judges all passages on other days: who is credited
// served there on that day, and what is credited was there.
func TestAnotherDaysPassages(t *testing.T) {
	an, reg := passageAnalyzer(t), passageBooks(t).Registry
	signed := 0
	for _, day := range []gaobang.Date{{Year: 2005, Month: 1, Day: 1}, {Year: 2013, Month: 4, Day: 1}, {Year: 2017, Month: 12, Day: 31}, {Year: 2018, Month: 1, Day: 1}, {Year: 2020, Month: 7, Day: 1}, {Year: 2026, Month: 1, Day: 1}} {
		for _, e := range allPassages(t) {
			a := e.Article()
			a.PublishedAt = gaobang.NewMoment(day.Start(), gaobang.PrecisionDay)
			_, whose := an.Whose(a)
			for _, w := range whose.Attributions {
				if u, _ := reg.Unit(w.Unit); !u.Validity.Contains(day) {
					t.Errorf("%s on %s: %s was not there", e.ID, day, w.Unit)
				}
				if w.Person == "" {
					continue
				}
				signed++
				p, _ := reg.Person(w.Person)
				if unit, ok := p.UnitOn(day); !ok || unit != w.Unit {
					t.Errorf("%s on %s: %s is credited at %s and served at %s", e.ID, day, w.Person, w.Unit, unit)
				}
			}
		}
	}
	if signed < 300 {
		t.Errorf("only %d signatures", signed)
	}
}

// TestEvidenceStandsWhereItSays: whatever is done to the pieces, every mention and
// all evidence, also of what was not taken, are the bytes they say of the stored
// text, cut between letters.
func TestEvidenceStandsWhereItSays(t *testing.T) {
	an := passageAnalyzer(t)
	changes := map[string]func(string) string{
		"原样":    func(s string) string { return s },
		"繁体":    traditional.Replace,
		"全角":    strings.NewReplacer("(", "（", "0", "０", "1", "１", "·", "•", ",", "，").Replace,
		"逐字垫空格": func(s string) string { return strings.Join(strings.Split(s, ""), "\u3000") },
		"坏的编码":  func(s string) string { return "\xff" + strings.ReplaceAll(s, "，", "\xe4\xb8") + "\xe4" },
		"表情":    func(s string) string { return strings.ReplaceAll(s, "，", "👍🏽𠮷") },
	}
	seen := 0
	for name, change := range changes {
		for _, e := range allPassages(t) {
			a := eachField(e.Article(), change)
			_, whose := an.Whose(a)
			check := func(w gaobang.Evidence) {
				seen++
				text := a.Text(w.Field)
				if w.From < 0 || w.From >= w.To || w.To > len(text) || text[w.From:w.To] != w.Text {
					t.Errorf("%s，%s: %+v does not stand there", e.ID, name, w)
				} else if !utf8.RuneStart(text[w.From]) || w.To < len(text) && !utf8.RuneStart(text[w.To]) && utf8.ValidString(text) {
					t.Errorf("%s，%s: %+v is cut within a letter", e.ID, name, w)
				}
			}
			for _, m := range whose.Mentions {
				check(m.Evidence)
			}
			for _, w := range whose.Attributions {
				for _, ev := range w.Evidence {
					check(ev)
				}
			}
			for _, c := range whose.Candidates {
				for _, ev := range c.Evidence {
					check(ev)
				}
			}
		}
	}
	if seen < 5000 {
		t.Errorf("only %d places looked at", seen)
	}
}
