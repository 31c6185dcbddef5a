package analyzer

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

// claimant is an analyzer of a bureau with two towns and a correspondent in each.
func claimant(t testing.TB) *Analyzer {
	t.Helper()
	seg, err := segmenter()
	if err != nil {
		t.Fatal(err)
	}
	reg, err := gaobang.NewRegistry([]gaobang.Unit{
		{ID: "danyang", Name: "丹阳市民政局", Kind: gaobang.Bureau, Division: "321181"},
		{ID: "yunyang", Parent: "danyang", Name: "云阳街道民政办", Short: "云阳街道", Kind: gaobang.Town, Division: "321181001"},
		{ID: "qu-a", Parent: "danyang", Name: "曲阿街道民政办", Short: "曲阿街道", Kind: gaobang.Town, Division: "321181002"},
	}, []gaobang.Person{
		{ID: "p-lin", Name: "林测试", Posts: []gaobang.Post{{Unit: "yunyang"}}},
		{ID: "p-gao", Name: "高示例", Posts: []gaobang.Post{{Unit: "qu-a"}}},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return New(reg, []gaobang.Outlet{{ID: "danyang-daily", Name: "丹阳日报", Level: gaobang.LevelCounty, Locality: "321181"}}, seg)
}

// TestClaims: what a sheet says of a piece, against what its text or page shows.
func TestClaims(t *testing.T) {
	const unit, person = gaobang.ClaimMark + gaobang.ClaimedUnits, gaobang.ClaimMark + "通讯员 "
	cases := []struct {
		rule  string
		title string
		body  string
		meta  string // of the page
		claim string
		want  string // answers with confidence, basis and doubt
	}{
		{"没有正文，只凭申报", "敬老月活动走进广场", "", "", unit + "云阳街道民政办", "yunyang 75 claim"},
		{"没有正文，申报的通讯员", "敬老月活动走进广场", "", "", person + "林测试\n" + unit + "云阳街道民政办", "yunyang/p-lin 75 claim"},
		{"正文写明申报的单位，凭正文", "走访老人", "云阳街道民政办近日走访高龄老人。", "", unit + "云阳街道民政办", "yunyang 90 named_unit"},
		{"正文有申报单位的地名，两相印证", "走访老人", "云阳街道近日走访困难群众，发放低保金。", "", unit + "云阳街道民政办", "yunyang 75 claim"},
		{"正文只写本局，申报补上单位", "走访老人", "丹阳市民政局近日走访高龄老人。", "", unit + "云阳街道民政办", "yunyang 75 claim"},
		{"正文写的是别的单位，两个都等人认定", "走访老人", "曲阿街道民政办近日走访高龄老人。", "", unit + "云阳街道民政办", "yunyang 60 claim contradicted; qu-a 60 named_unit contradicted"},
		{"标题写的是别的单位，没有正文也看得出", "曲阿街道民政办走访老人", "", "", unit + "云阳街道民政办", "yunyang 60 claim contradicted; qu-a 60 named_unit contradicted"},
		{"正文两家都写了，申报的一家有依据", "走访老人", "云阳街道民政办和曲阿街道民政办近日走访高龄老人。", "", unit + "云阳街道民政办", "yunyang 90 named_unit"},
		{"正文看不出与本局有关", "油菜花开", "三月的田野里油菜花开得正好，游人如织。", "", unit + "云阳街道民政办", "yunyang 60 claim unsupported"},
		{"网页署的是别家的通讯员", "走访老人", "近日，云阳街道民政办走访高龄老人。", "通讯员 高示例", person + "林测试\n" + unit + "云阳街道民政办", "yunyang/p-lin 60 claim contradicted; qu-a/p-gao 60 person contradicted"},
		{"网页署的是名册里没有的通讯员", "走访老人", "近日，云阳街道民政办走访高龄老人。", "通讯员 陈样本", person + "林测试", "yunyang/p-lin 60 claim contradicted"},
		{"网页署了申报的通讯员", "走访老人", "近日，云阳街道民政办走访高龄老人。", "通讯员 林测试", person + "林测试", "yunyang/p-lin 97 person"},
		{"网页没有署名，写明了单位", "走访老人", "近日，云阳街道民政办走访高龄老人。", "", person + "林测试", "yunyang/p-lin 75 claim"},
		{"两张表各报各的", "敬老月活动走进广场", "", "", unit + "云阳街道民政办\n" + unit + "曲阿街道民政办", "yunyang 60 claim contradicted; qu-a 60 claim contradicted"},
		{"两张表报的是同一家", "敬老月活动走进广场", "", "", unit + "云阳街道民政办\n" + unit + "云阳街道民政办", "yunyang 75 claim"},
		{"一张写全称一张写简称", "敬老月活动走进广场", "", "", unit + "云阳街道民政办\n" + unit + "云阳街道", "yunyang 75 claim"},
		{"两张表报同一家，一张还写了通讯员", "走访老人", "丹阳市民政局近日走访高龄老人。", "", unit + "云阳街道民政办\n" + person + "林测试\n" + unit + "云阳街道民政办", "yunyang/p-lin 75 claim"},
		{"一张报本局，一张报它下面的一家", "走访老人", "丹阳市民政局近日走访高龄老人。", "", unit + "丹阳市民政局\n" + unit + "云阳街道民政办", "yunyang 75 claim"},
		{"一张报两家合写，一张倒过来写", "敬老月活动走进广场", "", "", unit + "云阳街道民政办、曲阿街道民政办\n" + unit + "曲阿街道民政办、云阳街道民政办", "yunyang 75 claim; qu-a 75 claim"},
		{"一张报两家合写，一张只报一家", "敬老月活动走进广场", "", "", unit + "云阳街道民政办、曲阿街道民政办\n" + unit + "云阳街道民政办", "yunyang 60 claim contradicted; qu-a 60 claim contradicted"},
		{"正文写明一家，三张表有一张报别家", "走访老人", "云阳街道民政办近日走访高龄老人。", "", unit + "云阳街道民政办\n" + unit + "云阳街道民政办\n" + unit + "曲阿街道民政办", "yunyang 60 claim contradicted; qu-a 60 claim contradicted"},
		{"一行里写两家是合写", "敬老月活动走进广场", "", "", unit + "云阳街道民政办、曲阿街道民政办", "yunyang 75 claim; qu-a 75 claim"},
		{"没有申报，凭网页", "走访老人", "云阳街道民政办近日走访高龄老人。", "", gaobang.ClaimMark + "记者 陈样本", "yunyang 90 named_unit"},
	}
	an := claimant(t)
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			a := piece("danyang-daily", "", c.title, c.body)
			a.Meta = strings.Trim(c.meta+"\n"+c.claim, "\n")
			found := an.Analyze(a)
			if got := answersOf(found); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			for _, x := range found.Attributions {
				for _, e := range x.Evidence {
					if text := found.Article.Text(e.Field); e.To > len(text) || text[e.From:e.To] != e.Text {
						t.Errorf("evidence %+v does not stand in %q", e, text)
					}
				}
			}
		})
	}
}

func answersOf(found Analysis) string {
	var all []string
	for _, a := range found.Attributions {
		who := string(a.Unit)
		if a.Person != "" {
			who += "/" + string(a.Person)
		}
		all = append(all, strings.TrimSpace(fmt.Sprintf("%s %d %s %s", who, a.Confidence, a.Basis, a.Doubt)))
	}
	return strings.Join(all, "; ")
}

// TestUnproven: what is held back for want of a page waits by the usual threshold,
// and what is worse stays.
func TestUnproven(t *testing.T) {
	an := claimant(t)
	named := piece("danyang-daily", "", "走访老人", "云阳街道民政办近日走访高龄老人。")
	against := named
	against.Meta = gaobang.ClaimMark + gaobang.ClaimedUnits + "曲阿街道民政办"
	for _, c := range []struct {
		rule  string
		piece gaobang.Article
		doubt gaobang.Doubt
		want  string
	}{
		{"看过网页", named, "", "yunyang 90 named_unit"},
		{"链接没有打开过", named, gaobang.DoubtUnopened, "yunyang 68 named_unit unopened"},
		{"链接打不开", named, gaobang.DoubtNotThere, "yunyang 50 named_unit not_there"},
		{"正文已不一致，链接又没有打开过", against, gaobang.DoubtUnopened, "yunyang 60 named_unit contradicted; qu-a 60 claim contradicted"},
		{"正文不一致，链接打不开", against, gaobang.DoubtNotThere, "yunyang 50 named_unit not_there; qu-a 50 claim not_there"},
	} {
		found := an.Analyze(c.piece)
		before := slices.Clone(found.Attributions)
		kept := found.Attributions
		found.Unproven(c.doubt)
		if got := answersOf(found); got != c.want {
			t.Errorf("%s: %s, want %s", c.rule, got, c.want)
		}
		for i := range kept {
			if kept[i].Doubt != before[i].Doubt {
				t.Errorf("%s: what was found before is changed", c.rule)
			}
		}
	}
}
