package gaobang

import (
	"strings"
	"testing"
)

func tree(t *testing.T) *Registry {
	t.Helper()
	r, err := NewRegistry([]Unit{
		{ID: "zhenjiang", Name: "镇江市民政局", Kind: Bureau},
		{ID: "danyang", Parent: "zhenjiang", Name: "丹阳市民政局", Kind: Bureau},
		{ID: "yunyang", Parent: "danyang", Name: "云阳街道民政办", Short: "云阳街道", Kind: Town},
		{ID: "jurong", Parent: "zhenjiang", Name: "句容市民政局", Kind: Bureau},
	}, []Person{{ID: "p1", Name: "林知远", Posts: []Post{
		{Unit: "yunyang", Validity: Validity{To: Date{2026, 6, 30}}},
		{Unit: "danyang", Validity: Validity{From: Date{2026, 7, 1}}},
	}}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestRegistryTree(t *testing.T) {
	r := tree(t)
	if child, ok := r.ChildToward("zhenjiang", "yunyang"); !ok || child != "danyang" {
		t.Errorf("云阳 descends from 镇江 through %q, %v", child, ok)
	}
	if child, ok := r.ChildToward("danyang", "jurong"); ok {
		t.Errorf("句容 is not below 丹阳, but came through %q", child)
	}
	if _, ok := r.ChildToward("danyang", "danyang"); ok {
		t.Error("a unit is not below itself")
	}
	if b, ok := r.BureauOf("yunyang"); !ok || b.ID != "danyang" {
		t.Errorf("the bureau of 云阳 is %q, %v", b.ID, ok)
	}
	if err := r.CheckBureau("danyang", "yunyang"); err != nil {
		t.Error(err)
	}
	for bureau, unit := range map[UnitID]UnitID{"zhenjiang": "yunyang", "danyang": "zhenjiang", "jurong": "danyang"} {
		if err := r.CheckBureau(bureau, unit); CodeOf(err) != Invalid {
			t.Errorf("%s for %s: %v", unit, bureau, err)
		}
	}
	if kids := r.Children("zhenjiang"); len(kids) != 2 || kids[0] != "danyang" || kids[1] != "jurong" {
		t.Errorf("children of 镇江: %v, want the order of the book", kids)
	}
}

func TestPersonWhoMoves(t *testing.T) {
	p, _ := tree(t).Person("p1")
	for on, want := range map[string]UnitID{"2026-06-30": "yunyang", "2026-07-01": "danyang"} {
		if got, ok := p.UnitOn(day(t, on)); !ok || got != want {
			t.Errorf("on %s: %q, %v; want %q", on, got, ok, want)
		}
	}
}

func TestNewRegistryReportsEveryFault(t *testing.T) {
	_, err := NewRegistry([]Unit{
		{ID: "a", Parent: "b"}, {ID: "b", Parent: "a"}, {ID: "c", Parent: "nowhere"}, {ID: "c"},
	}, []Person{{ID: "p", Posts: []Post{{Unit: "gone"}}}, {ID: "p"}}, nil)
	for _, want := range []string{"a 的上级关系成环", "b 的上级关系成环", "c 的上级 nowhere 不存在", "单位 c 重复", "单位 gone 不存在", "通讯员 p 重复"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("missing %q in: %v", want, err)
		}
	}
}

func TestMatchHolds(t *testing.T) {
	yes, no := true, false
	front := Facts{Outlet: "dy", Kind: Paper, Level: LevelCounty, Form: News, Placement: Placement{FrontPage: true}, Scope: Several, Chars: 500}
	tests := []struct {
		name string
		m    Match
		want bool
	}{
		{"不写条件总成立", Match{}, true},
		{"级别在内", Match{Levels: []Level{LevelNational, LevelCounty}}, true},
		{"级别不在内", Match{Levels: []Level{LevelNational}}, false},
		{"头版", Match{FrontPage: &yes}, true},
		{"非头版", Match{FrontPage: &no}, false},
		{"首发不是转载", Match{Reprint: &no}, true},
		{"综合用稿在内", Match{Scopes: []Scope{Several, Passing}}, true},
		{"只给单独用稿", Match{Scopes: []Scope{Sole}}, false},
		{"满五百字含五百", Match{MinChars: 500}, true},
		{"不足五百字", Match{MaxChars: 499}, false},
		{"条件都要成立", Match{Levels: []Level{LevelCounty}, Forms: []Form{Brief}}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.m.Holds(front); got != tt.want {
				t.Errorf("got %v", got)
			}
		})
	}
}
