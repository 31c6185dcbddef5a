package config

import (
	"strings"
	"testing"
)

// TestNamesInBooks: what is wrong with names in time, where it stands, and what is
// right.
func TestNamesInBooks(t *testing.T) {
	const head = "units:\n  - {id: ju, name: 丹阳市民政局, kind: bureau}\n"
	cases := []struct{ rule, rest, want string }{
		{"两个单位同一天同名", "  - {id: a, name: 甲镇民政办, kind: town}\n  - {id: b, name: 乙镇民政办, kind: town, aliases: [丙民宣, 甲镇民政办]}\n",
			`units.yaml:4:53：名称 "甲镇民政办" 同时指 a 和 b，有效期重叠`},
		{"两个局的镇同名，由地方判断", "  - {id: jr, name: 句容市民政局, kind: bureau}\n  - {id: a, parent: ju, name: 城关镇民政办, kind: town, aliases: [城关镇]}\n  - {id: b, parent: jr, name: 城关镇民政办, kind: town, aliases: [城关镇]}\n", ""},
		{"一个局的两个镇同名", "  - {id: a, parent: ju, name: 城关镇民政办, kind: town}\n  - {id: b, parent: ju, name: 城关镇民政办, kind: town}\n", `名称 "城关镇民政办" 同时指 a 和 b，有效期重叠`},
		{"两个局的镇共用一个笔名", "  - {id: jr, name: 句容市民政局, kind: bureau}\n  - {id: a, parent: ju, name: 城关镇民政办, kind: town, aliases: [城民宣]}\n  - {id: b, parent: jr, name: 城关镇民政办, kind: town, aliases: [城民宣]}\n",
			`名称 "城民宣" 同时指 a 和 b，有效期重叠`},
		{"两个局同名", "  - {id: a, name: 鼓楼区民政局, kind: bureau}\n  - {id: b, name: 鼓楼区民政局, kind: bureau}\n", `两个局同名 "鼓楼区民政局"：a 和 b`},
		{"旧名让给别的单位，不重叠", "  - {id: a, name: 甲镇民政办, kind: town, to: 2012-12-31}\n  - {id: b, name: 乙镇民政办, kind: town, aliases: [{name: 甲镇民政办, from: 2013-01-01}]}\n", ""},
		{"单位已撤销，别名不写有效期也不重叠", "  - {id: a, name: 甲镇民政办, kind: town, aliases: [甲宣传], to: 2012-12-31}\n  - {id: b, name: 乙镇民政办, kind: town, aliases: [甲宣传], from: 2013-01-01}\n", ""},
		{"重叠只有一天", "  - {id: a, name: 甲镇民政办, kind: town, to: 2013-01-01}\n  - {id: b, name: 乙镇民政办, kind: town, aliases: [{name: 甲镇民政办, from: 2013-01-01}]}\n",
			`名称 "甲镇民政办" 同时指 a 和 b，有效期重叠`},
		{"一个单位的名称写了两次", "  - {id: a, name: 甲镇民政办, kind: town, aliases: [甲镇民政办]}\n", `a 的名称 "甲镇民政办" 写了两次，有效期重叠`},
		{"一个别名两段时间", "  - {id: a, name: 甲镇民政办, kind: town, aliases: [{name: 甲镇, to: 2010-12-31}, {name: 甲镇, from: 2020-01-01}]}\n", ""},
		{"别名的有效期在单位之外", "  - {id: a, name: 甲镇民政办, kind: town, from: 2013-01-01, aliases: [{name: 旧镇民政办, to: 2012-12-31}]}\n",
			`名称 "旧镇民政办" 的有效期与 a 的没有同一天`},
		{"一个字的名称", "  - {id: a, name: 甲镇民政办, kind: town, aliases: [甲]}\n", `名称 "甲" 在文中找不出来`},
		{"要看谁说的称呼", "  - {id: a, name: 甲镇民政办, kind: town, aliases: [市民政局]}\n", `"市民政局" 指哪个单位要看谁说，不能作名称`},
		{"既是名称又整个略过", "  - {id: a, name: 甲镇民政办, kind: town}\nconfusable: [甲镇民政办]\n", `"甲镇民政办" 既是 a 的名称，又列在 confusable 中整个略过`},
		{"有效期颠倒", "  - {id: a, name: 甲镇民政办, kind: town, aliases: [{name: 甲镇, from: 2013-01-01, to: 2012-01-01}]}\n", `units.yaml:3:48：有效期颠倒`},
		{"下级存在时上级已撤销", "  - {id: s, parent: ju, name: 甲站甲站, kind: affiliate, to: 2010-12-31}\n  - {id: a, parent: s, name: 甲站一部, kind: department, from: 2011-01-01}\n",
			`单位 a 的有效期与上级 s 的没有同一天`},
		{"一个人同一天两个岗位", "  - {id: a, name: 甲镇民政办, kind: town}\npeople:\n  - {id: p, name: 林测试, posts: [{unit: a, from: 2020-01-01}, {unit: ju, from: 2024-01-01}]}\n",
			`林测试在 a 和 ju 的任职时间重叠`},
		{"调动前后相接", "  - {id: a, name: 甲镇民政办, kind: town}\npeople:\n  - {id: p, name: 林测试, posts: [{unit: a, to: 2023-12-31}, {unit: ju, from: 2024-01-01}]}\n", ""},
		{"任职到单位撤销以后", "  - {id: a, name: 甲镇民政办, kind: town, to: 2012-12-31}\npeople:\n  - {id: p, name: 林测试, posts: [{unit: a}]}\n",
			`林测试在 a 任职到单位撤销（2012-12-31）以后`},
		{"单位成立以前任职", "  - {id: a, name: 甲镇民政办, kind: town, from: 2013-01-01}\npeople:\n  - {id: p, name: 林测试, posts: [{unit: a, to: 2012-12-31}]}\n",
			`林测试在 a 的任职时间不在这个单位的有效期内`},
		{"岗位的单位没有登记", "people:\n  - {id: p, name: 林测试, posts: [{unit: b}]}\n", `没有单位 "b"`},
		{"同一单位同一天两个同名的人", "people:\n  - {id: p, name: 林测试, posts: [{unit: ju}]}\n  - {id: q, name: 林测试, posts: [{unit: ju}]}\n", `p 和 q 同名，同一天都在 ju，程序分不清`},
		{"两个单位各有一个同名的人", "  - {id: a, name: 甲镇民政办, kind: town}\npeople:\n  - {id: p, name: 林测试, posts: [{unit: ju}]}\n  - {id: q, name: 林测试, posts: [{unit: a}]}\n", ""},
		{"同名的人先后在一个单位", "people:\n  - {id: p, name: 林测试, posts: [{unit: ju, to: 2019-12-31}]}\n  - {id: q, name: 林测试, posts: [{unit: ju, from: 2020-01-01}]}\n", ""},
		{"笔名和单位的集体笔名相同", "  - {id: a, name: 甲镇民政办, kind: town, aliases: [甲民宣]}\npeople:\n  - {id: p, name: 林测试, aliases: [甲民宣], posts: [{unit: a}]}\n",
			`名称 "甲民宣" 同时指单位和通讯员：a 和 p，有效期重叠`},
		{"人名和要略过的词相同", "people:\n  - {id: p, name: 林测试, posts: [{unit: ju}]}\nconfusable: [林测试]\n", `"林测试" 既是 p 的名称，又列在 confusable 中整个略过`},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			_, err := ParseBooks([]File{{"units.yaml", []byte(head + c.rest)}})
			switch {
			case c.want == "" && err != nil:
				t.Errorf("right books are refused: %v", err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
				t.Errorf("ParseBooks = %v, want %q in it", err, c.want)
			}
		})
	}
}
