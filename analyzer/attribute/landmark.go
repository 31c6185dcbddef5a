package attribute

import (
	"regexp"
	"strings"
)

// isLandmark reports an office that only says where something else is, or whose
// house does: 市民政局旁, 市民政局办公楼北侧.
func isLandmark(after string) bool {
	for _, house := range houses {
		after = strings.TrimPrefix(after, house)
	}
	if queue.MatchString(head(after, longestSum)) {
		return false
	}
	near := head(after, longestSum)
	return stop.MatchString(near) || distance.MatchString(near) || startsWithAny(after, "旁", "对面", "斜对", "正对", "往东", "往西", "往南", "往北", "向东", "向西", "向南", "向北", "附近", "隔壁", "门口", "站台", "公交站", "北侧", "南侧", "东侧", "西侧", "以北", "以南", "以东", "以西", "地块", "宿舍", "路口", "路段", "片区", "一带", "沿线", "周边", "台区", "支线", "门前路", "门前道", "门前的", "前路")
}

// stop makes an office's name that of a stop: 市民政局站等六站. What stands for
// something is none: 民政局站在老人一边.
var stop = regexp.MustCompile(`^站(?:$|[^\p{Han}]|[等至与和及]|临时|暂停|撤|改|停靠|上车|下车)`)

// distance is how far from an office something else stands, or the street before it.
var distance = regexp.MustCompile(`^(?:仅有?|只有?|不到|不足|约)?(?:[0-9０-９一二三四五六七八九十百几两]+[多余来]?(?:米|公里)|一[路街墙河巷]之隔|隔[路街河]相望)|^门?前的?(?:路口|路段|马路|十字|街|红绿灯|斑马线)`)

// queue is what happens at an office's door and is its business: 门口排起了队.
var queue = regexp.MustCompile(`^(?:门口|门前)[^。，！？；\n]{0,9}(?:排|队|新人|迎来|热闹|挂出|贴出)`)

// isAtInstitution reports a place near an institution: 敬老院门前广场.
func isAtInstitution(after string) bool {
	for _, house := range institutions {
		if rest, ok := strings.CutPrefix(after, house); ok && rest != "" {
			return isLandmark(rest) || startsWithAny(rest, "门前", "广场", "操场")
		}
	}
	return false
}

// houses are what an office sits in, or sat in: 老民政局大院. Nobody signs as one.
var houses = []string{"大院", "办公楼", "办公大楼", "大楼", "机关楼", "综合楼", "旧址", "原址"}
