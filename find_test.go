package gaobang

import (
	"testing"
	"time"
)

func TestFind(t *testing.T) {
	validity := func(from, to int) Validity {
		v := Validity{From: Date{Year: from, Month: time.January, Day: 1}}
		if to > 0 {
			v.To = Date{Year: to, Month: time.December, Day: 31}
		}
		return v
	}
	r, err := NewRegistry([]Unit{
		{ID: "bureau", Name: "甲城市民政局", Short: "甲城", Kind: Bureau},
		{ID: "town", Parent: "bureau", Name: "乙镇民政办", Short: "乙镇", Kind: Town, Aliases: []Alias{{"乙乡", validity(2000, 2010)}}},
		{ID: "old", Parent: "bureau", Name: "丙镇民政办", Kind: Town, Validity: validity(2000, 2020)},
		{ID: "new", Parent: "bureau", Name: "丙镇民政办", Kind: Town, Validity: validity(2021, 0)},
		{ID: "elsewhere", Name: "丁城市民政局", Kind: Bureau},
	}, []Person{
		{ID: "p1", Name: "高示例", Posts: []Post{{Unit: "town"}}}, {ID: "p2", Name: "高示例", Posts: []Post{{Unit: "new"}}},
		{ID: "p3", Name: "林测试", Aliases: []Alias{{"乙测", validity(2020, 0)}}},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	outlets := []Outlet{{ID: "daily", Name: "甲城日报", Aliases: []string{"甲报"}}, {ID: "tv", Name: "甲城电视台", Validity: validity(2000, 2020)}}
	day := func(year int) Date { return Date{Year: year, Month: time.May, Day: 1} }
	unit := func(name string, within UnitID, on Date) string {
		u, err := r.FindUnit(name, within, on)
		if err != nil {
			return err.Error()
		}
		return string(u.ID)
	}
	person := func(name string, on Date) string {
		p, err := r.FindPerson(name, on)
		if err != nil {
			return err.Error()
		}
		return string(p.ID)
	}
	outlet := func(name string, on Date) string {
		o, err := FindOutlet(outlets, name, on)
		if err != nil {
			return err.Error()
		}
		return string(o.ID)
	}
	cases := []struct{ rule, got, want string }{
		{"单位按编号", unit("town", "", Date{}), "town"},
		{"单位按简称", unit("乙镇", "bureau", day(2026)), "town"},
		{"当年的别名", unit("乙乡", "", day(2005)), "town"},
		{"别名过了期", unit("乙乡", "", day(2026)), "名册中没有单位 乙乡（相近的有：乙镇）；gaobang unit list 列出全部"},
		{"同名的取当天在的", unit("丙镇民政办", "", day(2026)), "new"},
		{"同名又不知哪天，列出候选", unit("丙镇民政办", "", Date{}), `名称 "丙镇民政办" 可指 old（丙镇民政办）、new（丙镇民政办）：请写编号`},
		{"当天还不在", unit("new", "", day(2020)), "丙镇民政办（new）在 2020-05-01 不存在：请核对名册里它的有效期"},
		{"写错一字，说出相近的", unit("乙镇民政所", "bureau", Date{}), `甲城 没有单位 "乙镇民政所"：请写 units 名册里的编号或名称（相近的有：乙镇民政办、丙镇民政办、乙镇）`},
		{"别的局的单位", unit("town", "elsewhere", Date{}), "乙镇（town）属于甲城，不属于丁城市民政局：请改为甲城（bureau）认定"},
		{"通讯员按笔名", person("乙测", day(2026)), "p3"},
		{"通讯员同名，列出候选和单位", person("高示例", Date{}), "有几位通讯员叫 高示例：p1（乙镇）、p2（丙镇民政办）；请写编号"},
		{"没有的通讯员", person("陈样本", Date{}), "名册中没有通讯员 陈样本：请先在 units 名册的 people 里登记；gaobang person list 列出全部"},
		{"媒体带书名号", outlet("《甲城日报》", Date{}), "daily"},
		{"媒体按别名", outlet("甲报", day(2026)), "daily"},
		{"停刊的媒体", outlet("甲城电视台", day(2026)), "媒体 甲城电视台（tv）在 2026-05-01 不存在：请核对 outlets 名册里它的有效期"},
		{"没有的媒体，说出相近的", outlet("甲城晚报", Date{}), "名册中没有媒体 甲城晚报（相近的有：甲城日报、甲报、甲城电视台）；gaobang outlet list 列出全部"},
		{"什么也不像", outlet("Z", Date{}), "名册中没有媒体 Z；gaobang outlet list 列出全部"},
	}
	for _, c := range cases {
		if c.got != c.want {
			t.Errorf("%s: %s, want %s", c.rule, c.got, c.want)
		}
	}
}
