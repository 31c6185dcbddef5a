package attribute

import (
	"regexp"
	"strings"
)

// agencyHead is how a piece begins that the outlet took from a national agency or
// paper: 据新华社电, 新华社北京3月22日电, 据央视新闻报道.
var agencyHead = regexp.MustCompile(`(?m)^[ \x{3000}]*(?:[（(]|据)?(?:新华社|新华网|中新社|中新网|中国新闻网|央视|央广|人民日报|人民网|光明日报|经济日报|澎湃)[^，。！？；\n]{0,24}?(?:电|消息|报道|讯)`)

// longestHead is how many bytes of a body are read for it.
const longestHead = 240

// isAgencys reports a piece of a national agency: wherever it is printed, it speaks
// from nowhere in particular.
func (r *reading) isAgencys() bool { return agencyHead.MatchString(head(r.article.Body, longestHead)) }

// isCountrys reports a piece about the whole country or a ministry, which 民政部门
// speaks of as such.
func (r *reading) isCountrys() bool {
	lead, _, _ := strings.Cut(strings.TrimLeft(r.article.Body, " \u3000\n"), "\n")
	for _, text := range []string{r.article.Title, lead} {
		if containsAny(strings.ReplaceAll(text, "民政部门", ""), "民政部", "国务院", "我国") {
			return true
		}
	}
	return false
}
