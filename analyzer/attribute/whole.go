package attribute

import (
	"slices"
	"strings"

	"github.com/gaobang/gaobang"
)

// What an office's name may be cut behind.
var officeStems = []string{"民政", "社会事务", "社会救助"}

// What follows 民政 and the like in an office's name, the longer before its part.
var officeEnds = []string{"办公室", "办事处", "服务中心", "服务站", "工作站", "部门", "系统", "办", "局", "所", "科", "站"}

// What makes the last letter of such an end the first of another word: 民政办理, 民政所有.
var endsNot = map[string]string{"办": "理好事学", "局": "面限部长", "所": "有以谓属", "科": "学技研", "站": "在台"}

// whole is evidence with its last word to the end: a reader who is shown 镇民政 of
// 镇民政办 takes the words for garbled.
func (r *reading) whole(all []gaobang.Evidence) []gaobang.Evidence {
	out := make([]gaobang.Evidence, len(all))
	for i, e := range all {
		out[i] = e
		if e.Article != 0 && e.Article != r.article.ID || !slices.ContainsFunc(officeStems, func(stem string) bool { return strings.HasSuffix(e.Text, stem) }) {
			continue
		}
		if text := r.article.Text(e.Field); e.To <= len(text) && e.From <= e.To && text[e.From:e.To] == e.Text {
			e.To += len(officeEnd(text[e.To:]))
			e.Text = text[e.From:e.To]
			out[i] = e
		}
	}
	return out
}

func officeEnd(after string) string {
	for _, end := range officeEnds {
		if rest, ok := strings.CutPrefix(after, end); ok {
			if not := endsNot[end]; rest != "" && not != "" && startsWithAny(rest, strings.Split(not, "")...) {
				return ""
			}
			return end
		}
	}
	return ""
}
