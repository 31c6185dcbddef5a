package config

import (
	"strings"
	"testing"
)

// TestChanges: what a person reads before a changed book is stored.
func TestChanges(t *testing.T) {
	const before = `sources:
  - id: a
    name: 甲报
    kind: epaper
    schedule: "0 7 * * *"
  # 乙
  - id: b
    name: 乙网
    url: http://b.example/
profiles:
  - host: b.example
    list:
      item: ul li
  - {host: c.example, to: 2025-12-31}
  - {host: c.example, from: 2026-01-01, encoding: gbk}
rules:
  threshold: 70
  same_story: highest_once
  clauses:
    - {id: 第五条(一), text: 每篇计20分。, points: 20}
    - {id: 第五条(二), text: 每篇计10分。, points: 10}
people:
  - {id: p, name: 林测试, aliases: [笔名, 旧笔名], posts: [{unit: a, to: 2024-06-30}, {unit: b}]}
`
	for _, c := range []struct {
		rule, old, now, want string
	}{
		{"改一个值，从什么改成什么", "每篇计20分。, points: 20", "每篇计15分。, points: 15", "  增 0 条，删 0 条，改 2 处\n  改 条款 第五条(一)：text 每篇计20分。 → 每篇计15分。\n  改 条款 第五条(一)：points 20 → 15\n"},
		{"加一条条款，别的不动", "    - {id: 第五条(二)", "    - {id: 第五条(三), points: 5}\n    - {id: 第五条(二)", "  增 1 条，删 0 条，改 0 处\n  增 条款：{id: 第五条(三), points: 5}\n"},
		{"删一条", "    - {id: 第五条(二), text: 每篇计10分。, points: 10}\n", "", "  增 0 条，删 1 条，改 0 处\n  删 条款：第五条(二)\n"},
		{"停用一个采集源", "    url: http://b.example/\n", "    url: http://b.example/\n    disabled: true\n", "  增 0 条，删 0 条，改 1 处\n  改 采集源 b 乙网：disabled （没有写） → true\n"},
		{"不再写一项", "    kind: epaper\n", "", "  增 0 条，删 0 条，改 1 处\n  改 采集源 a 甲报：kind epaper → （不再写）\n"},
		{"更深的一层", "item: ul li", "item: ol li", "  增 0 条，删 0 条，改 1 处\n  改 站点规则 b.example list：item ul li → ol li\n"},
		{"一个网站先后两份规则，改的是后一份", "gbk", "utf-8", "  增 0 条，删 0 条，改 1 处\n  改 站点规则 c.example 自 2026-01-01：encoding gbk → utf-8\n"},
		{"不在哪一条里的", "threshold: 70", "threshold: 80", "  增 0 条，删 0 条，改 1 处\n  改 threshold 70 → 80\n"},
		{"改名", "name: 林测试", "name: 高示例", "  增 0 条，删 0 条，改 1 处\n  改 通讯员 p 高示例：name 林测试 → 高示例\n"},
		{"换一个别名", "旧笔名", "新笔名", "  增 1 条，删 1 条，改 0 处\n  删 通讯员 p 林测试 别名：旧笔名\n  增 通讯员 p 林测试 别名：新笔名\n"},
		{"调动岗位", "{unit: b}", "{unit: c}", "  增 1 条，删 1 条，改 0 处\n  删 通讯员 p 林测试 岗位：{unit: b}\n  增 通讯员 p 林测试 岗位：{unit: c}\n"},
		{"换次序", "[笔名, 旧笔名]", "[旧笔名, 笔名]", "  换了次序：通讯员 p 林测试 别名\n"},
		{"只改说明文字", "# 乙", "# 丙", "  只改了说明文字或写法，内容没有变\n"},
		{"只改写法", "\"0 7 * * *\"", "'0 7 * * *'", "  只改了说明文字或写法，内容没有变\n"},
	} {
		t.Run(c.rule, func(t *testing.T) {
			now := strings.Replace(before, c.old, c.now, 1)
			if now == before {
				t.Fatal("nothing was changed")
			}
			if got := Changes(File{"a.yaml", []byte(before)}, File{"a.yaml", []byte(now)}); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}

func TestChangesOfAListOfLinks(t *testing.T) {
	got := Changes(File{"a.txt", []byte("http://a.example/1\nhttp://a.example/2\n")}, File{"a.txt", []byte("http://a.example/2\n\nhttp://a.example/3\n")})
	if want := "  增 1 条，删 1 条，改 0 处\n  删 链接：http://a.example/1\n  增 链接：http://a.example/3\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// TestLongTextsDiffer: also where the difference is behind what is shown.
func TestLongTextsDiffer(t *testing.T) {
	long := "text: " + strings.Repeat("长", 2*longest)
	if got := Changes(File{"a.yaml", []byte(long)}, File{"a.yaml", []byte(long + "尾")}); !strings.Contains(got, "改 1 处") {
		t.Errorf("got %q", got)
	}
}
