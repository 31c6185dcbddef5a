package attribute

import (
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/byline"
	"github.com/gaobang/gaobang/analyzer/registry"
)

func date(s string) gaobang.Date {
	d, err := gaobang.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func since(s string) gaobang.Validity { return gaobang.Validity{From: date(s)} }
func until(s string) gaobang.Validity { return gaobang.Validity{To: date(s)} }

// offices is a prefecture with three counties; all people are invented.
func offices(t testing.TB) *gaobang.Registry {
	t.Helper()
	reg, err := gaobang.NewRegistry([]gaobang.Unit{
		{ID: "zhenjiang", Name: "镇江市民政局", Kind: gaobang.Bureau, Division: "321100"},
		{ID: "zj-shiwu", Parent: "zhenjiang", Name: "社会事务处", Kind: gaobang.Department},
		{ID: "zj-jiuzhu", Parent: "zhenjiang", Name: "社会救助处", Kind: gaobang.Department},
		{
			ID: "danyang", Parent: "zhenjiang", Name: "丹阳市民政局", Short: "丹阳", Kind: gaobang.Bureau, Division: "321181",
			Aliases: []gaobang.Alias{{Name: "丹阳民政"}, {Name: "丹民宣", Validity: since("2020-01-01")}, {Name: "Danyang Civil Affairs Bureau"}},
		},
		{ID: "dy-jiuzhu", Parent: "danyang", Name: "社会救助科", Kind: gaobang.Department, Topics: []string{"低保", "临时救助"}},
		{ID: "dy-hunyin", Parent: "danyang", Name: "婚姻登记处", Kind: gaobang.Affiliate, Topics: []string{"结婚登记", "颁证"}},
		{ID: "dy-fuli", Parent: "danyang", Name: "丹阳市社会福利院", Kind: gaobang.Affiliate, Aliases: []gaobang.Alias{{Name: "市社会福利院"}}},
		{
			ID: "yunyang", Parent: "danyang", Name: "云阳街道民政办", Short: "云阳街道", Kind: gaobang.Town, Division: "321181001",
			Aliases: []gaobang.Alias{{Name: "云阳民政办"}},
		},
		{
			ID: "yanling", Parent: "danyang", Name: "延陵镇民政办", Short: "延陵镇", Kind: gaobang.Town, Division: "321181101",
			Aliases: []gaobang.Alias{{Name: "丹阳市延陵镇"}},
		},
		{
			ID: "danbei", Parent: "danyang", Name: "丹北镇民政办", Short: "丹北镇", Kind: gaobang.Town, Division: "321181113",
			Aliases: []gaobang.Alias{{Name: "新桥镇民政办", Validity: until("2015-12-31")}},
		},
		{ID: "jurong", Parent: "zhenjiang", Name: "句容市民政局", Short: "句容", Kind: gaobang.Bureau, Division: "321183"},
		{ID: "jr-jiuzhu", Parent: "jurong", Name: "社会救助科", Kind: gaobang.Department},
		{ID: "huayang", Parent: "jurong", Name: "华阳街道民政办", Short: "华阳街道", Kind: gaobang.Town, Division: "321183001"},
		{ID: "jr-yunyang", Parent: "jurong", Name: "东山街道民政办", Kind: gaobang.Town, Division: "321183002"},
		{ID: "dy-dongshan", Parent: "danyang", Name: "东山街道民政办", Kind: gaobang.Town, Division: "321181999"},
		{ID: "jinhu", Name: "金湖县民政局", Short: "金湖", Kind: gaobang.Bureau, Division: "320831"},
		{ID: "dantu", Parent: "zhenjiang", Name: "丹徒区民政局", Short: "丹徒", Kind: gaobang.Bureau, Division: "321112"},
	}, []gaobang.Person{
		{ID: "p-lin", Name: "林测试", Posts: []gaobang.Post{{Unit: "yunyang", Validity: since("2024-01-01")}}},
		{ID: "p-he", Name: "何样本", Posts: []gaobang.Post{{Unit: "yunyang"}}},
		{ID: "p-qiao", Name: "乔示例", Posts: []gaobang.Post{{Unit: "yanling"}}},
		{ID: "p-move", Name: "易调动", Posts: []gaobang.Post{{Unit: "yanling", Validity: until("2026-06-30")}, {Unit: "danbei", Validity: since("2026-07-01")}}},
		{ID: "p-ju", Name: "鞠宣传", Aliases: []gaobang.Alias{{Name: "金笔头", Validity: since("2025-01-01")}}, Posts: []gaobang.Post{{Unit: "danyang"}}},
		{ID: "p-tong1", Name: "同名", Posts: []gaobang.Post{{Unit: "yunyang"}}},
		{ID: "p-tong2", Name: "同名", Posts: []gaobang.Post{{Unit: "yanling"}}},
		{ID: "p-tong3", Name: "同姓名", Posts: []gaobang.Post{{Unit: "yunyang"}}},
		{ID: "p-tong4", Name: "同姓名", Posts: []gaobang.Post{{Unit: "huayang"}}},
	}, []string{"丹阳镇", "小丹阳", "马丹阳", "人民政府"})
	if err != nil {
		t.Fatal(err)
	}
	return reg
}

var outlets = map[string]gaobang.Outlet{
	"丹阳日报":  {Level: gaobang.LevelCounty, Locality: "321181"},
	"镇江日报":  {Level: gaobang.LevelPrefecture, Locality: "321100"},
	"句容日报":  {Level: gaobang.LevelCounty, Locality: "321183"},
	"新华日报":  {Level: gaobang.LevelProvincial, Locality: "320000"},
	"人民日报":  {Level: gaobang.LevelNational},
	"丹徒报":   {Level: gaobang.LevelCounty, Locality: "321112"},
	"金湖报":   {Level: gaobang.LevelCounty, Locality: "320831"},
	"安徽某报":  {Level: gaobang.LevelProvincial, Locality: "340000"},
	"镇江民政网": {Name: "镇江民政网", Kind: gaobang.Government, Level: gaobang.LevelPrefecture, Locality: "321100"},
	"镇江政府网": {Name: "镇江政府网", Kind: gaobang.Government, Level: gaobang.LevelPrefecture, Locality: "321100"},
	"马鞍山报":  {Level: gaobang.LevelPrefecture, Locality: "340500"},
	"丹阳民政网": {Name: "丹阳民政网", Kind: gaobang.Government, Level: gaobang.LevelOwn, Locality: "321181"},
}

// passage is one article with the attributions it must get, each written
// bureau/unit/person share confidence basis.
type passage struct {
	rule   string
	outlet string
	title  string
	body   string
	meta   string
	source string
	site   gaobang.Division
	on     string // 2026-11-20 where empty; none for a page without a date
	want   []string
}

func (p passage) article() *gaobang.Article {
	on := p.on
	if on == "" {
		on = "2026-11-20"
	}
	a := &gaobang.Article{
		ID: 7, Title: p.title, Body: p.body, Meta: p.meta, ContentSource: p.source, Locality: p.site,
		Capture: gaobang.Capture{At: date("2026-11-21").Start()},
	}
	if on != "none" {
		a.PublishedAt = gaobang.NewMoment(date(on).Start(), gaobang.PrecisionDay)
	}
	return a
}

func describe(all []gaobang.Attribution) []string {
	var lines []string
	for _, a := range all {
		who := string(a.Unit)
		if a.Person != "" {
			who += "/" + string(a.Person)
		}
		lines = append(lines, fmt.Sprintf("%s %s %s %d %s", a.Bureau, who, a.Share, a.Confidence, a.Basis))
	}
	return lines
}

func TestAttribute(t *testing.T) {
	reg := offices(t)
	at := New(reg, registry.New(reg))
	for _, p := range allPassages() {
		t.Run(p.rule, func(t *testing.T) {
			a := p.article()
			got := at.Attribute(a, byline.Parse(a), outlets[p.outlet])
			if have, want := strings.Join(describe(got.Attributions), "\n"), strings.Join(p.want, "\n"); have != want {
				t.Errorf("got\n%s\nwant\n%s", have, want)
			}
			if got.Relevant != (len(p.want) > 0) {
				t.Errorf("relevant is %v", got.Relevant)
			}
			holdEvidence(t, a, got)
		})
	}
}

func allPassages() []passage {
	return slices.Concat(placePassages, unitPassages, bylinePassages, areaPassages, wordPassages, storyPassages, makerPassages, limitPassages, passedPassages, groundPassages)
}

// holdEvidence checks what every result must hold: the words stand where the
// evidence says, and the shares of a bureau are one whole.
func holdEvidence(t *testing.T, a *gaobang.Article, got Result) {
	t.Helper()
	shares := map[gaobang.UnitID][]gaobang.Share{}
	check := func(e gaobang.Evidence) {
		if text := a.Text(e.Field); e.From < 0 || e.To > len(text) || e.From >= e.To || text[e.From:e.To] != e.Text {
			t.Errorf("evidence %+v does not stand there", e)
		}
	}
	for _, at := range got.Attributions {
		shares[at.Bureau] = append(shares[at.Bureau], at.Share)
		if len(at.Evidence) == 0 || at.Article != a.ID {
			t.Errorf("%+v lacks evidence or article", at)
		}
		for _, e := range at.Evidence {
			check(e)
		}
	}
	for bureau, s := range shares {
		if err := gaobang.SumToOne(s); err != nil {
			t.Errorf("%s: %v", bureau, err)
		}
	}
	for _, m := range got.Mentions {
		check(m.Evidence)
	}
}

// TestWhatWasWeighedIsKept: what is not taken stays with the reason and the words.
func TestWhatWasWeighedIsKept(t *testing.T) {
	reg := offices(t)
	at := New(reg, registry.New(reg))
	cases := []struct {
		passage
		kept string // unit/person doubt words
	}{
		{passage{rule: "别处的同名镇", outlet: "丹阳日报", title: "见闻", body: "市民政局的人去了岳西县延陵镇。"}, "yanling/ elsewhere 延陵镇"},
		{passage{rule: "编辑", outlet: "丹阳日报", meta: "责任编辑：林测试", title: "上门", body: "市民政局派人上门。"}, "yunyang/p-lin editor 林测试"},
		{passage{rule: "媒体的记者", outlet: "丹阳日报", title: "上门", body: "本报讯（记者 乔示例）市民政局派人上门。"}, "yanling/p-qiao reporter 乔示例"},
		{passage{rule: "当日不在任", outlet: "丹阳日报", on: "2023-12-31", title: "上门", body: "本报讯（通讯员 林测试）市民政局派人上门。"}, "yunyang/p-lin not_in_post 林测试"},
		{passage{rule: "另有更强的依据", outlet: "丹阳日报", title: "上门", body: "本报讯（通讯员 乔示例）市民政局派人上门。"}, "danyang/ weaker 市民政局"},
		{passage{rule: "别家稿件顺带提到", outlet: "镇江日报", title: "租赁点开张", body: "本报讯（通讯员 镇江市民政局）租赁点昨天开张，丹阳市民政局前来观摩。"}, "danyang/ passing 丹阳市民政局"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			a := c.article()
			var kept []string
			for _, k := range at.Attribute(a, byline.Parse(a), outlets[c.outlet]).Candidates {
				kept = append(kept, fmt.Sprintf("%s/%s %s %s", k.Unit, k.Person, k.Doubt, k.Evidence[0].Text))
			}
			if !slices.Contains(kept, c.kept) {
				t.Errorf("kept %q, want %q", kept, c.kept)
			}
		})
	}
}

// TestEvidenceIsTheWholeName: the words of a name are all that names it.
func TestEvidenceIsTheWholeName(t *testing.T) {
	reg := offices(t)
	at := New(reg, registry.New(reg))
	for body, want := range map[string]string{
		"丹阳市延陵镇民政办上门。": "丹阳市延陵镇民政办", "全市民政部门上门。": "全市民政部门", "全市民政办理事项上门。": "全市民政", "云阳街道 民政办上门。": "云阳街道 民政办", "丹陽市民政局上门。": "丹陽市民政局",
	} {
		a := passage{title: "上门", body: body}.article()
		got := at.Attribute(a, byline.Parse(a), outlets["丹阳日报"]).Attributions
		if len(got) != 1 || got[0].Evidence[0].Text != want {
			t.Errorf("%s: %+v, want the words %q", body, got, want)
		}
	}
}

// TestTheDocumentSaysWhatTheProgramSays: the table of docs/attribution.md holds the
// figures that the confidences are computed from.
func TestTheDocumentSaysWhatTheProgramSays(t *testing.T) {
	doc, err := os.ReadFile("../../docs/attribution.md")
	if err != nil {
		t.Fatal(err)
	}
	for basis, name := range map[gaobang.Basis]string{
		gaobang.ByPerson: "correspondent signs", gaobang.ByNamedBureau: "bureau named, no unit", gaobang.ByNamedUnit: "unit named in the text",
		gaobang.ByBylineUnit: "organisation signs", gaobang.ByPlace: "only a place", gaobang.ByTopic: "only words of a unit's business",
	} {
		says, seen := sure(basis), firstSight[basis]
		if basis == gaobang.ByTopic {
			says = confidenceOf(basis, gaobang.DoubtIndirect)
		}
		if row := fmt.Sprintf("| %s | %d | %d of %d |", name, says, seen.right, seen.of); !strings.Contains(string(doc), row) {
			t.Errorf("no row %q", row)
		}
	}
}

// TestSureIsWhatAtLeastIsRight: the lower end of Wilson's interval, by worked
// examples.
func TestSureIsWhatAtLeastIsRight(t *testing.T) {
	for _, c := range []struct {
		seen tally
		want float64
	}{{tally{14, 16}, 0.640}, {tally{43, 43}, 0.918}, {tally{20, 25}, 0.609}, {tally{}, 0}} {
		if got := c.seen.atLeast(); math.Abs(got-c.want) > 0.0005 {
			t.Errorf("%+v: %.4f, want %.3f", c.seen, got, c.want)
		}
	}
}
