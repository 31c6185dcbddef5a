package source

import (
	"fmt"
	"strings"
	"testing"
)

// TestShortTitles reads lists whose titles are as short as labels.
func TestShortTitles(t *testing.T) {
	long := []string{"第一段河道清淤工程完成", "第二段河道清淤工程完成", "第三段河道清淤工程完成"}
	tests := []struct {
		rule, row, beside string
		titles, want      []string
	}{
		{"四个字的也是标题", `<li><a href="%s">%s</a><span>2026-11-%02d</span></li>`, "",
			append(long[:3:3], "周六领证", "路灯不亮"), append(long[:3:3], "周六领证", "路灯不亮")},
		{"多数只有四个字的信箱", `<tr><td><a href="%s">%s</a></td><td>2026-11-%02d</td></tr>`, "",
			[]string{"周六领证", "路灯不亮", "咨询学区", "噪音扰民", "敬老院新貌"}, []string{"周六领证", "路灯不亮", "咨询学区", "噪音扰民", "敬老院新貌"}},
		{"两个字的公告", `<li><a href="%s">%s</a><span>2026-11-%02d</span></li>`, "",
			append(long[:3:3], "公告"), append(long[:3:3], "公告")},
		{"没有日期的短链接是栏目", `<li><a href="%s">%s</a><span>2026-11-%02d</span></li>`, `<li><a href="/xw/90.html">机构职能</a></li><li><a href="/xw/91.html">公开指南</a></li>`,
			long, long},
		{"一行里另有栏目的短链接不是标题", `<li><a href="/xw/lm%[3]d.html">工作动态</a><a href="%[1]s">%[2]s</a><span>2026-11-%02[3]d</span></li>`, "",
			long, long},
		{"查看详情不是标题", `<li><a href="%[1]s">详情</a><a href="%[1]s">%[2]s</a><span>2026-11-%02[3]d</span></li>`, "",
			long, long},
	}
	for _, c := range tests {
		t.Run(c.rule, func(t *testing.T) {
			var rows strings.Builder
			for i, title := range c.titles {
				fmt.Fprintf(&rows, c.row, fmt.Sprintf("/xw/a%d.html", i), title, 19-i)
			}
			body := "<ul>" + c.beside + "</ul><h1>新闻</h1><ul class=list>" + rows.String() + "</ul>"
			if strings.HasPrefix(c.row, "<tr>") {
				body = "<h1>信箱</h1><table>" + rows.String() + "</table>"
			}
			links, err := walk(site{"http://mz.example/xw/": page(body)}, column("http://mz.example/xw/"), nil, Span{})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, l := range links {
				got = append(got, l.Title)
			}
			if strings.Join(got, "、") != strings.Join(c.want, "、") {
				t.Errorf("rows %q, want %q", got, c.want)
			}
		})
	}
}
