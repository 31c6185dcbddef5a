package attribute

import (
	"regexp"
)

// Words around an office that the piece only passes: people go there, something
// stands near it, somebody once served there.
var (
	goingThere = []string{"在", "到", "去", "来", "前往", "走进", "赴", "往", "从", "跑"}
	errand     = regexp.MustCompile(`^(?:的?婚姻登记(?:处|中心|大厅|窗口|科))?(?:门口|门前|排队|(?:协议|协商|顺利|正式|成功|依法|共同|自愿)*(?:办理?|领取?|补领|补办|登记|离了?婚|结了?婚|复婚)[了完好过]?(?:结婚|离婚|复婚|婚姻|收养|登记|手续|证|$|[^\p{Han}]))`)

	filed = regexp.MustCompile(`^(?:依法|正式)?(?:备案|登记注册|注册登记|注册|核准|批准|审批|登记备案|登记在册|立案|开具|出具|盖章)`)

	nearIt = []string{"紧邻", "毗邻", "临近", "邻近", "靠近", "紧靠", "紧挨", "坐落于", "途经", "路过", "经过", "步行到", "毗连", "坐拥", "距", "距离"}
	// bounded is a clause that says what a house stands beside, also in a row: 东邻某某与.
	// Not behind a letter: 山东临沂.
	bounded  = regexp.MustCompile(`(?:^|[^\p{Han}])(?:[东南西北][邻临接靠依倚]|毗邻|紧邻|邻近)(?:\p{Han}{2,12}(?:、|与|和|及))?$`)
	stations = regexp.MustCompile(`(?:途经|途径|经停|停靠|沿途设|行车路线|运行线路|(?:站点|走向|线路)[有为：:])[^。；\n]*$`)

	career = regexp.MustCompile(`(?:现任|曾任|历任|原任|拟任|拟提名|先后任|任命|免去|任免|提名|推荐)[^。；\n]{0,60}$`)
	post   = regexp.MustCompile(`^(?:原?(?:党组|党委|党总支)?(?:副?书记|委员|成员)|原?副?[局处科站院]长|原?副?主任|科员|[一二三四]级|副?调研员|纪检组)`)
	served = regexp.MustCompile(`^(?:机关|系统)?(?:退休|离休|工作(?:过|时|期间|$|[^\p{Han}])|任职|上班|退下来|调到|调任|辞职|当过|做过)`)
)

// longestPassing is how many bytes around an office are read for what it is there.
const longestPassing = 240

// isNearby reports an office that says where something stands or which way it goes:
// 紧邻市民政局, 途经市政府、民政局.
func isNearby(before string) bool {
	return endsWithAny(before, nearIt...) || bounded.MatchString(before) || stations.MatchString(before)
}

// denied stand before an office whose business something is not: 我们不是民政局.
var denied = []string{"不是", "并非", "不归", "不由", "不属于", "没有到", "没到", "没在", "未在", "未到", "未经"}

// isErrand reports an office to which people only go, or by which something is filed:
// 两人到民政局办理了离婚登记, 在民政局备案的婚介所.
func isErrand(before, after string) bool {
	return endsWithAny(before, goingThere...) && (errand.MatchString(after) || filed.MatchString(after)) || endsWithAny(before, "经", "由", "向") && filed.MatchString(after)
}

// isCareer reports an office of which only somebody's post is told: 现任市民政局
// 副局长, 从市民政局退休.
func isCareer(before, after string) bool {
	return career.MatchString(before) && post.MatchString(after) || endsWithAny(before, "从", "在", "自") && served.MatchString(after)
}

// around is what stands before and behind a place in a text, no more than is read
// for what an office is there.
func around(text string, from, to int) (before, after string) {
	return tail(text[:from], longestPassing), head(text[to:], longestPassing)
}
