package registry

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-ego/gse"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/gazetteer"
)

// province is a registry of the given size that looks like one of a province:
// bureaus of real divisions, offices of invented towns, people with the common
// surnames, aliases of both.
func province(tb testing.TB, units, people, aliases int) *gaobang.Registry {
	tb.Helper()
	r := rand.New(rand.NewPCG(2026, 11))
	letters := []rune("东西南北中安平康宁和永长新兴福德文武光明江河湖海山石林桥塘港城云龙凤金银玉泉溪沙白青黄红高太古大小上下前后")
	surnames := []rune("王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤")
	given := []rune("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国文志海永春梅荣新金福生德成林云龙峰波辉斌宇浩凯健俊帆雪琴玲婷萍倩莹洁雯颖佳慧琳")
	pick := func(from []rune, n int) string {
		word := make([]rune, n)
		for i := range word {
			word[i] = from[r.IntN(len(from))]
		}
		return string(word)
	}
	all := []gaobang.Unit{{ID: "top", Name: "江苏省民政厅", Kind: gaobang.Bureau, Division: "320000"}}
	bureau := gaobang.UnitID("top")
	areas := gazetteer.All()
	slices.SortStableFunc(areas, func(x, y gazetteer.Entry) int { // ours first
		return jiangsuFirst(x.Division) - jiangsuFirst(y.Division)
	})
	for _, e := range areas {
		if len(all) < units/20 && e.Division.Level() == gaobang.LevelCounty {
			bureau = gaobang.UnitID("b" + e.Division)
			all = append(all, gaobang.Unit{ID: bureau, Parent: "top", Name: e.Name + "民政局", Kind: gaobang.Bureau, Division: e.Division})
		}
	}
	for i := len(all); i < units; i++ {
		all = append(all, gaobang.Unit{ID: gaobang.UnitID(fmt.Sprintf("u%d", i)), Parent: bureau, Name: pick(letters, 2) + []string{"镇", "街道", "乡"}[i%3] + "民政办", Kind: gaobang.Town})
	}
	persons := make([]gaobang.Person, people)
	for i := range persons {
		persons[i] = gaobang.Person{
			ID: gaobang.PersonID(fmt.Sprintf("p%d", i)), Name: pick(surnames, 1) + pick(given, 1+i%2),
			Posts: []gaobang.Post{{Unit: all[r.IntN(len(all))].ID, Validity: gaobang.Validity{From: gaobang.Date{Year: 2000 + i%26, Month: time.January, Day: 1}}}},
		}
	}
	for i := range aliases {
		if i%2 == 0 && people > 0 {
			p := &persons[r.IntN(people)]
			p.Aliases = append(p.Aliases, gaobang.Alias{Name: pick(letters, 1) + "民" + pick(given, 1+i%2)})
			continue
		}
		u := &all[r.IntN(len(all))]
		u.Aliases = append(u.Aliases, gaobang.Alias{Name: pick(letters, 2+i%3) + "社会事务办"})
	}
	reg, err := gaobang.NewRegistry(all, persons, []string{"丹阳镇", "小丹阳", "丹阳路"})
	if err != nil {
		tb.Fatal(err)
	}
	return reg
}

func jiangsuFirst(d gaobang.Division) int {
	if gaobang.Division("320000").Contains(d) {
		return 0
	}
	return 1
}

// story is a piece as the trade writes them: it names bureaus, towns and people,
// about once in sixty letters.
const story = `本报讯（记者 林测试 通讯员 高示例）“以前开证明要跑三趟，现在一个电话就有人上门。”11月19日，家住云阳街道的老人说起社区新来的养老顾问，赞不绝口。
入冬以来，丹阳市民政局组织各镇（街道）走访困难群众，送去棉被和药品，检查取暖设备，登记下一次上门的日子。截至目前，全市已走访独居和高龄老人四千二百多户，发放御寒物资一万多件，发现并排除用火用电隐患三百余处。
记者从市民政局了解到，今年的走访比往年提前了半个月。工作人员把每户人家的情况记进台账，缺什么、补什么，一目了然；对行动不便的老人，由社区医生和志愿者结对上门，每周至少一次。延陵镇民政办还和村里的小卖部约好，老人两天不来买东西，店主就打电话问一声。
“这些办法都是基层自己想出来的，花钱不多，管用。”该局负责人表示，下一步将把走访中发现的问题分类交办，能当场解决的当场解决，需要几家一起办的，由镇里牵头，月底前给出答复。
据了解，到今年年底，当地还将新建六处助餐点，增设两百张护理床位，让更多老人在家门口就能吃上热饭、看上病。
`

// other is a piece that names nobody of ours, as 99 of 100 do.
const other = `随着气温下降，城区多家商场推出了冬季促销活动，吸引了不少市民前来选购。记者在现场看到，羽绒服、电热毯和暖手宝等商品的柜台前排起了长队，导购员忙着介绍产品的性能。
一位正在挑选围巾的顾客说，网上买虽然方便，但颜色和手感还是要亲自看一看才放心。商场负责人介绍，与去年同期相比，客流量增长了两成左右，餐饮和儿童游乐区最受欢迎。
与此同时，周边道路的停车位也变得紧张。交警部门提醒，周末出行尽量选择公共交通，确需开车的，请提前查看停车场的剩余车位，不要在消防通道和人行道上停放。
气象台预计，本周后期还有一次冷空气过程，最低气温将降到零度以下，早晚有薄雾，能见度较低，请注意行车安全，及时增添衣物。
`

// BenchmarkScan passes over text with a registry of 5,000 units, 20,000 people
// and 60,000 aliases; gse's Cut of the same text in the same run is the yardstick,
// and x-gse how many times as fast the names are, right behind gse, which has
// emptied the cache; x-gse-row is the second pass in a row.
func BenchmarkScan(b *testing.B) {
	names := New(province(b, 5000, 20000, 60000))
	seg := gse.Segmenter{SkipLog: true, NotLoadHMM: true}
	if err := seg.LoadDictEmbed("zh_s"); err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct{ name, text string }{{"story", story}, {"other", other}} {
		text := strings.Repeat(c.text, 3)
		b.Run(c.name, func(b *testing.B) {
			var ours, row, yardstick []time.Duration
			found := 0
			for b.Loop() {
				start := time.Now()
				seg.Cut(text, false)
				cut := time.Now()
				found = len(names.Scan(text, day(2026)))
				first := time.Now()
				names.Scan(text, day(2026))
				second := time.Now()
				yardstick, ours, row = append(yardstick, cut.Sub(start)), append(ours, first.Sub(cut)), append(row, second.Sub(first))
			}
			size := float64(len(text)) / 1e6
			b.ReportMetric(size/undisturbed(ours).Seconds(), "MB/s")
			b.ReportMetric(size/undisturbed(yardstick).Seconds(), "gse-MB/s")
			b.ReportMetric(undisturbed(yardstick).Seconds()/undisturbed(ours).Seconds(), "x-gse")
			b.ReportMetric(undisturbed(yardstick).Seconds()/undisturbed(row).Seconds(), "x-gse-row")
			b.ReportMetric(float64(len(text)/3)/float64(max(found, 1)), "letters/hit")
		})
	}
}

// undisturbed is a time that one pass in ten stays under: what a busy machine
// changes least, for ours and the yardstick alike.
func undisturbed(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/10]
}

// BenchmarkNew builds the names of 5,000 units, 20,000 people and 60,000 aliases;
// MB is what they hold afterwards, the registry itself not counted.
func BenchmarkNew(b *testing.B) {
	reg := province(b, 5000, 20000, 60000)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	kept := New(reg)
	runtime.GC()
	runtime.ReadMemStats(&after)
	for b.Loop() {
		New(reg)
	}
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB")
	b.ReportMetric(float64(len(kept.entries)), "names")
}
