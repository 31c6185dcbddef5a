package config

import (
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

const acceptBook = `# 注释：留着
units:
  - {id: ju, name: 甲局, kind: bureau, division: "321181"}   # 尾注
  - {id: a, parent: ju, name: 乙镇民政办, kind: town, aliases: [乙办, {name: 乙处, to: 2019-12-31}]}
  - {id: e, parent: ju, name: 戊镇民政办, kind: town, aliases: []}
  - id: b
    parent: ju
    name: 丙镇民政办
    aliases:
      - 丙办
      - {name: 丙处, to: 2019-12-31}
    kind: town
  - id: c
    parent: ju
    name: 丁镇民政办
    kind: town
`

func day(s string) gaobang.Date {
	d, err := gaobang.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestAcceptAlias(t *testing.T) {
	alias := gaobang.Alias{Name: `新"名：，`, Validity: gaobang.Validity{From: day("2026-11-20")}}
	for _, unit := range []gaobang.UnitID{"ju", "a", "b", "c", "e"} {
		t.Run(string(unit), func(t *testing.T) {
			before, err := ParseBooks([]File{NewFile("units.yaml", []byte(acceptBook))})
			if err != nil {
				t.Fatal(err)
			}
			data, err := AcceptAlias(NewFile("units.yaml", []byte(acceptBook)), unit, alias)
			if err != nil {
				t.Fatal(err)
			}
			after, err := ParseBooks([]File{NewFile("units.yaml", data)})
			if err != nil {
				t.Fatalf("%v in\n%s", err, data)
			}
			for i, u := range after.Registry.Units {
				want := before.Registry.Units[i]
				if u.ID == unit {
					had := len(want.Aliases)
					want.Aliases = append(want.Aliases[:had:had], alias)
				}
				if !sameAliases(u.Aliases, want.Aliases) || u.Name != want.Name || u.Parent != want.Parent {
					t.Errorf("%+v, want %+v in\n%s", u, want, data)
				}
			}
			if !strings.Contains(string(data), "# 注释：留着") || !strings.Contains(string(data), "# 尾注") {
				t.Errorf("the comments are gone:\n%s", data)
			}
		})
	}
	if _, err := AcceptAlias(NewFile("units.yaml", []byte(acceptBook)), "none", alias); gaobang.CodeOf(err) != gaobang.NotFound {
		t.Errorf("an unknown unit: %v", err)
	}
}

// sameAliases compares without order.
func sameAliases(a, b []gaobang.Alias) bool {
	if len(a) != len(b) {
		return false
	}
	seen := map[gaobang.Alias]int{}
	for i := range a {
		seen[a[i]]++
		seen[b[i]]--
	}
	for _, n := range seen {
		if n != 0 {
			return false
		}
	}
	return true
}

func TestAcceptPerson(t *testing.T) {
	first := gaobang.Person{ID: "p-1", Name: "林测试", Posts: []gaobang.Post{{Unit: "a", Validity: gaobang.Validity{From: day("2026-11-20")}}}}
	cases := map[string]string{
		"名册里还没有人":  "",
		"人员一栏空着":   "people:\n",
		"人员一栏是空表":  "people: []\n",
		"已有别人":     "people:\n  - {id: p-0, name: 高示例, posts: [{unit: b}]}\n",
		"已有别人，分行写": "people:\n- id: p-0\n  name: 高示例\n  posts:\n  - unit: b\n",
		"同一人另有岗位":  "people:\n  - {id: p-1, name: 林测试, posts: [{unit: b, to: 2025-12-31}]}\n",
	}
	for rule, people := range cases {
		t.Run(rule, func(t *testing.T) {
			data, err := AcceptPerson(NewFile("units.yaml", []byte(acceptBook+people)), first)
			if err != nil {
				t.Fatal(err)
			}
			books, err := ParseBooks([]File{NewFile("units.yaml", data)})
			if err != nil {
				t.Fatalf("%v in\n%s", err, data)
			}
			p, ok := books.Registry.Person("p-1")
			unit, serves := p.UnitOn(day("2026-11-21"))
			if !ok || !serves || unit != "a" || p.Name != "林测试" {
				t.Errorf("%+v in\n%s", p, data)
			}
			if _, was := p.UnitOn(day("2026-11-19")); was {
				t.Error("serves before the day asked for")
			}
			if strings.Contains(people, "p-0") {
				if _, ok := books.Registry.Person("p-0"); !ok {
					t.Errorf("the other is gone:\n%s", data)
				}
			}
		})
	}
}
