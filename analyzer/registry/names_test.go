package registry

import (
	"strings"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
)

// to and from are spans of whole years.
func to(year int) gaobang.Validity {
	return gaobang.Validity{To: gaobang.Date{Year: year, Month: time.December, Day: 31}}
}

func from(year int) gaobang.Validity {
	return gaobang.Validity{From: gaobang.Date{Year: year, Month: time.January, Day: 1}}
}

func alias(name string, v ...gaobang.Validity) gaobang.Alias {
	a := gaobang.Alias{Name: name}
	if len(v) > 0 {
		a.Validity = v[0]
	}
	return a
}

// office is a tree of every kind of node, with names in time.
func office(t testing.TB) *gaobang.Registry {
	t.Helper()
	reg, err := gaobang.NewRegistry([]gaobang.Unit{
		{ID: "jiangsu", Name: "江苏省民政厅", Kind: gaobang.Bureau, Division: "320000"},
		{ID: "zhenjiang", Parent: "jiangsu", Name: "镇江市民政局", Kind: gaobang.Bureau, Division: "321100"},
		{ID: "zj-affairs", Parent: "zhenjiang", Name: "镇江市民政局社会事务处", Short: "社会事务处", Kind: gaobang.Department},
		{ID: "dantu", Parent: "zhenjiang", Name: "镇江市丹徒区民政局", Short: "丹徒", Kind: gaobang.Bureau, Division: "321112"},
		{ID: "danyang", Parent: "zhenjiang", Name: "丹阳市民政局", Short: "丹阳", Kind: gaobang.Bureau, Division: "321181",
			Aliases: []gaobang.Alias{alias("丹民宣", from(2020)), alias("DY民政中心"), alias("丹阳县民政局", to(1987))}},
		{ID: "relief", Parent: "danyang", Name: "丹阳市民政局社会救助科", Short: "社会救助科", Kind: gaobang.Department,
			Aliases: []gaobang.Alias{alias("救灾救济科", to(2008)), alias("社救科", from(2009))}},
		{ID: "veterans", Parent: "danyang", Name: "丹阳市民政局优抚安置科", Short: "优抚安置科", Kind: gaobang.Department, Validity: to(2018)},
		{ID: "home", Parent: "danyang", Name: "丹阳市社会福利院", Short: "福利院", Kind: gaobang.Affiliate},
		{ID: "home-care", Parent: "home", Name: "丹阳市社会福利院护理部", Kind: gaobang.Department},
		{ID: "yunyang", Parent: "danyang", Name: "云阳街道民政办", Short: "云阳街道", Kind: gaobang.Town, Division: "321181001",
			Aliases: []gaobang.Alias{alias("云阳镇民政办", to(2013))}},
		// 新桥镇 has its own node to the day it merged; 埤城镇 has none, its name leads to the merged town.
		{ID: "xinqiao", Parent: "danyang", Name: "新桥镇民政办", Kind: gaobang.Town, Division: "321181", Validity: to(2012)},
		{ID: "danbei", Parent: "danyang", Name: "丹北镇民政办", Short: "丹北镇", Kind: gaobang.Town, Division: "321181113", Validity: from(2013),
			Aliases: []gaobang.Alias{alias("新桥镇民政办"), alias("埤城镇民政办")}},
	}, []gaobang.Person{
		{ID: "p-lin", Name: "林测试", Aliases: []gaobang.Alias{alias("溧民", to(2015))}, Posts: []gaobang.Post{{Unit: "yunyang", Validity: to(2019)}, {Unit: "danbei", Validity: from(2020)}}},
		{ID: "p-left", Name: "高示例", Posts: []gaobang.Post{{Unit: "relief", Validity: to(2015)}}},
		{ID: "p-fang1", Name: "方样例", Posts: []gaobang.Post{{Unit: "relief"}}},
		{ID: "p-fang2", Name: "方样例", Posts: []gaobang.Post{{Unit: "yunyang", Validity: from(2020)}}},
		{ID: "p-dot", Name: "测试·样例", Posts: []gaobang.Post{{Unit: "home"}}},
		{ID: "p-rare", Name: "林𬱖样", Posts: []gaobang.Post{{Unit: "home"}}},
		{ID: "p-word", Name: "高兴", Posts: []gaobang.Post{{Unit: "home"}}},
		{ID: "p-two", Name: "何样", Posts: []gaobang.Post{{Unit: "home"}}},
	}, []string{"丹阳镇", "小丹阳", "丹阳同乡会"})
	if err != nil {
		t.Fatal(err)
	}
	return reg
}

func day(year int) gaobang.Date { return gaobang.Date{Year: year, Month: time.June, Day: 1} }

// meant is what a hit means, as the tables write it.
func meant(h Hit) string {
	var all []string
	for _, u := range h.Units {
		all = append(all, string(u))
	}
	for _, p := range h.People {
		all = append(all, string(p))
	}
	if h.Place != nil && len(h.Units) == 0 {
		place := "别处"
		if !h.Place.Foreign() {
			place = "本地"
		}
		for _, u := range h.Place.Units {
			place += " " + string(u)
		}
		all = append(all, place)
	}
	if h.Relative {
		all = append(all, "看谁说")
	}
	return strings.Join(all, "、")
}

// hold checks what is found in a text on a day: name=meaning, by semicolons.
func hold(t *testing.T, names *Names, text string, on gaobang.Date, want string) {
	t.Helper()
	var got []string
	end := 0
	for _, h := range names.Scan(text, on) {
		if h.From < end || text[h.From:h.To] != h.Text {
			t.Errorf("%s: hit %q is not at its place", text, h.Text)
		}
		end = h.To
		got = append(got, h.Text+"="+meant(h))
	}
	if s := strings.Join(got, "；"); s != want {
		t.Errorf("%s：\n  found %s\n  want  %s", text, s, want)
	}
}

func TestNamesInTime(t *testing.T) {
	names := New(office(t))
	cases := []struct {
		rule, text string
		year       int
		want       string
	}{
		{"省厅", "江苏省民政厅发文", 2026, "江苏省民政厅=jiangsu"},
		{"地级市的局", "镇江市民政局发文", 2026, "镇江市民政局=zhenjiang"},
		{"处室的全名", "镇江市民政局社会事务处", 2026, "镇江市民政局社会事务处=zj-affairs"},
		{"处室的简称", "社会事务处", 2026, "社会事务处=zj-affairs"},
		{"县级局的全名", "记者从丹阳市民政局获悉", 2026, "丹阳市民政局=danyang"},
		{"省去市字", "丹阳民政局的同志", 2026, "丹阳民政局=danyang"},
		{"区局带市名", "镇江市丹徒区民政局", 2026, "镇江市丹徒区民政局=dantu"},
		{"区局不带市名", "丹徒区民政局", 2026, "丹徒区民政局=dantu"},
		{"区局省去区字", "丹徒民政局", 2026, "丹徒民政局=dantu"},
		{"下属单位", "丹阳市社会福利院举行活动", 2026, "丹阳市社会福利院=home"},
		{"下属单位的简称前面写了市名", "丹阳市福利院、丹阳福利院", 2026, "丹阳市福利院=home；丹阳福利院=home"},
		{"下属单位的科室，树有几层都行", "丹阳市社会福利院护理部", 2026, "丹阳市社会福利院护理部=home-care"},
		{"科室的简称", "社会救助科入户核查", 2026, "社会救助科=relief"},
		{"科室的旧名，用到那年为止", "救灾救济科入户", 2008, "救灾救济科=relief"},
		{"旧名停用以后不认", "救灾救济科入户", 2009, ""},
		{"新名启用以前不认", "社救科入户", 2008, ""},
		{"新名启用以后才认", "社救科入户", 2009, "社救科=relief"},
		{"撤销的科室，旧稿仍归它", "优抚安置科走访", 2018, "优抚安置科=veterans"},
		{"撤销的科室，新稿不归它", "优抚安置科走访", 2019, ""},
		{"集体笔名", "（丹民宣 林测试）", 2026, "丹民宣=danyang；林测试=p-lin"},
		{"集体笔名启用以前不认", "（丹民宣 林测试）", 2019, "林测试=p-lin"},
		{"撤县设市以前的局名", "丹阳县民政局", 1985, "丹阳县民政局=danyang"},
		{"撤县设市以后不再认县名", "丹阳县民政局", 2000, "丹阳=本地 danyang；县民政局=看谁说"},
		{"镇改街道以前", "云阳镇民政办", 2010, "云阳镇民政办=yunyang"},
		{"镇改街道以前的镇名也认", "家住云阳镇的老人", 2010, "云阳镇=本地 yunyang"},
		{"镇改街道以后旧镇名不认", "家住云阳镇的老人", 2020, ""},
		{"街道名是地方", "家住云阳街道的老人", 2020, "云阳街道=本地 yunyang"},
		{"并入前的镇是自己的节点", "新桥镇民政办走访", 2010, "新桥镇民政办=xinqiao"},
		{"并入后的旧名是并入的镇", "新桥镇民政办走访", 2020, "新桥镇民政办=danbei"},
		{"并入前的镇名", "家住新桥镇的老人", 2010, "新桥镇=本地 xinqiao"},
		{"并入后的旧镇名", "家住新桥镇的老人", 2020, "新桥镇=本地 danbei"},
		{"没有节点的旧镇，并入以后由新镇认", "埤城镇民政办", 2020, "埤城镇民政办=danbei"},
		{"没有节点的旧镇，并入以前无人认", "埤城镇民政办", 2010, ""},
		{"新镇成立以前没有新镇", "丹北镇民政办", 2010, ""},
		{"调动的人，同一个人", "通讯员林测试", 2010, "林测试=p-lin"},
		{"离岗的人，在岗时认", "通讯员高示例", 2015, "高示例=p-left"},
		{"离岗以后不认", "通讯员高示例", 2016, ""},
		{"笔名用到那年为止", "（溧民）", 2015, "溧民=p-lin"},
		{"笔名停用以后不认", "（溧民）", 2016, ""},
		{"同名的两个人都报", "方样例", 2026, "方样例=p-fang1、p-fang2"},
		{"其中一个还没来", "方样例", 2019, "方样例=p-fang1"},
		{"名字是词，照样报出，由署名决定", "高兴", 2026, "高兴=p-word"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) { hold(t, names, c.text, day(c.year), c.want) })
	}
}

func TestPeopleMove(t *testing.T) {
	reg := office(t)
	p, _ := reg.Person("p-lin")
	for year, want := range map[int]gaobang.UnitID{2010: "yunyang", 2019: "yunyang", 2020: "danbei", 2026: "danbei"} {
		if got, ok := p.UnitOn(day(year)); !ok || got != want {
			t.Errorf("%d 年 %s 在 %s，应在 %s", year, p.Name, got, want)
		}
	}
}

func TestWordsInText(t *testing.T) {
	names := New(office(t))
	cases := []struct{ rule, text, want string }{
		{"最左最长", "镇江市民政局和丹阳市民政局", "镇江市民政局=zhenjiang；丹阳市民政局=danyang"},
		{"长名里的短名不另报", "丹阳市民政局社会救助科", "丹阳市民政局社会救助科=relief"},
		{"中间的名字不因长名断开而漏掉", "丹阳市社会福利院社会救助科", "丹阳市社会福利院=home；社会救助科=relief"},
		{"名字里垫空格", "（通讯员 何 样）", "何 样=p-two"},
		{"名字里垫全角空格", "云阳街道　民政办", "云阳街道　民政办=yunyang"},
		{"空格太多不是垫的", "何    样", ""},
		{"换行不是垫的", "何\n样", ""},
		{"全角字母", "ＤＹ民政中心", "ＤＹ民政中心=danyang"},
		{"小写字母", "dy民政中心", "dy民政中心=danyang"},
		{"字母在更长的字母里不算", "ADY民政中心", ""},
		{"繁体", "丹陽市民政局　通訊員 林測試", "丹陽市民政局=danyang；林測試=p-lin"},
		{"间隔号各种写法", "测试•样例和测试・样例", "测试•样例=p-dot；测试・样例=p-dot"},
		{"生僻字", "（林𬱖样）", "林𬱖样=p-rare"},
		{"人民政府里没有民政", "丹阳市人民政府开会", "丹阳市=本地 danyang"},
		{"国民政府里没有民政局", "国民政局", ""},
		{"富民政策里没有民政", "富民政策", ""},
		{"民政办理不是民政办", "云阳街道民政办理业务", "云阳街道=本地 yunyang"},
		{"马丹阳是人名", "全真教的马丹阳", ""},
		{"记者王丹阳是人名", "记者王丹阳报道", ""},
		{"发言人沈丹阳是人名", "商务部新闻发言人沈丹阳表示", ""},
		{"企业家沈丹阳是人名", "企业家沈丹阳捐建", ""},
		{"感谢丹阳不是人名", "大家感谢丹阳", "丹阳=本地 danyang"},
		{"志愿者卫丹阳是人名", "志愿者卫丹阳", ""},
		{"牡丹阳光里没有丹阳", "牡丹阳光下正艳", ""},
		{"江苏丹阳是丹阳", "江苏丹阳的老人", "江苏=本地 jiangsu；丹阳=本地 danyang"},
		{"城镇江堤里没有镇江", "城镇江堤", ""},
		{"镇江丹阳是地名", "镇江丹阳", "镇江=本地 zhenjiang；丹阳=本地 danyang"},
		{"于丹阳召开", "会议于丹阳召开", "丹阳=本地 danyang"},
		{"小丹阳整个略过", "小丹阳镇举办活动", ""},
		{"外地的丹阳镇", "马鞍山市博望区丹阳镇举办村超", "马鞍山市=别处；博望区=别处"},
		{"外地的丹阳街道", "武陵区丹阳街道", "武陵区=别处"},
		{"外地的丹阳办事处", "孝感开发区丹阳办事处", ""},
		{"丹阳路", "家住丹阳路18号", ""},
		{"丹阳同乡会", "台北丹阳同乡会", ""},
		{"丹阳镇江两市是两个城市", "丹阳镇江两市", "丹阳=本地 danyang；镇江=本地 zhenjiang"},
		{"别处的市民政局", "常州市民政局发文", "常州市=别处"},
		{"别处的市，后面的民政局不是我们的", "昆明市民政局、市民政局", "昆明市=别处；市民政局=看谁说"},
		{"别处的局省去市字", "常州民政局发文", "常州=别处"},
		{"别处的报", "来源：常州日报", "常州=别处"},
		{"别处的地名省字不单独算", "穿着中山装去海南", ""},
		{"只看形式的别处", "，淮阴市民政局发文", "淮阴市=别处"},
		{"市民政局看谁说", "市民政局召开会议", "市民政局=看谁说"},
		{"我市民政局", "我市民政局召开会议", "我市民政局=看谁说"},
		{"全市", "全市共有", "全市=看谁说"},
		{"健全市场里没有全市", "健全市场体系", ""},
		{"资本市场里没有本市", "资本市场", ""},
		{"安全区域里没有全区", "安全区域", ""},
		{"全市场地仍是全市", "全市场地", "全市=看谁说"},
		{"社区民政部门里没有区民政部门", "社区民政部门", "民政部门=看谁说"},
		{"什么也没有", "天气晴朗", ""},
		{"空文字", "", ""},
		{"坏的编码", "\xff\xfe丹阳市民政局\xff", "丹阳市民政局=danyang"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) { hold(t, names, c.text, day(2026), strings.Trim(c.want, "；")) })
	}
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
