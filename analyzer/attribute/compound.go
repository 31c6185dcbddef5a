package attribute

import (
	"regexp"
	"slices"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
)

// namedAfter follow a place in the name of something else. Where the piece speaks
// from another city, such a name may well stand there.
var namedAfter = []string{
	"老街", "古镇", "新村", "社区", "街道", "小学", "中学", "科技", "集团", "公司", "大酒店", "宾馆", "饭店", "小区", "花园", "民政办", "敬老院", "湖", "山", "河", "桥",
}

// isAway reports whether the piece speaks from another prefecture than the unit's,
// or, where it speaks from nowhere, of another.
func (r *reading) isAway(id gaobang.UnitID) bool {
	own := r.at.unit(r.at.bureauOf(id)).Division
	if own == "" {
		return false
	}
	near := prefectureOf(own)
	if r.home != "" {
		return !r.home.Contains(own) && !near.Contains(r.home)
	}
	return slices.ContainsFunc(r.areas, func(a area) bool {
		return !a.beside && a.division != "" && !a.division.Contains(own) && !near.Contains(a.division)
	})
}

// isAwayAndNamedAfter reports a bare name in another city's piece that may be of
// something there.
func (r *reading) isAwayAndNamedAfter(n naming, after string) bool {
	own := r.at.unit(r.at.bureauOf(n.unit)).Division
	return r.isAway(n.unit) && !endsInAny(n.Text, "市县区镇乡") && startsWithAny(after, namedAfter...) ||
		own != "" && (r.home == "" || !r.home.Contains(own) && !own.Contains(r.home)) && isCompound(n.Text, after) ||
		own.Level() == gaobang.LevelPrefecture && !endsInAny(n.Text, "市县区镇乡") && startsWithAny(after, "新区", "高新区", "经开区", "经济开发区", "高新技术") ||
		!endsInAny(n.Text, "市县区镇乡") && branches.MatchString(after) ||
		own != r.home && !endsInAny(n.Text, "市县区镇乡") && venues.MatchString(head(after, longestCompound))
}

// branches are a firm's houses in a place: what is sold there is the firm's.
var branches = regexp.MustCompile(`^(?:支行|分行|分公司|支公司|营业部|营业厅|分店|门店|专卖店|旗舰店)`)

// venues are sights that visitors come to: what they do there is their own.
var venues = regexp.MustCompile(`^[^\P{Han}的了在与和到是有为及把将被请对向]{0,8}?(?:旧址|故居|纪念馆|纪念碑|博物馆|展览馆|陈列馆|景区|景点|风景区|基地)`)

// endOfPlaces is where the last of the places ends that follow one another from a
// naming on: 镇江市丹阳籍 is about somebody of 丹阳.
func (r *reading) endOfPlaces(n gaobang.Span) int {
	end := n.To
	for _, h := range r.found.hits[n.Field] {
		if h.From == end && h.Place != nil {
			end = h.To
		}
	}
	return end
}

// compounds end the names of firms, schools and stations, and of what is eaten and
// sold: behind the bare name of a place they make a name of their own, which may
// stand in any town's news: 丹阳师范学院, 丹阳站, 镇江锅盖面.
var compounds = regexp.MustCompile(`^[^\P{Han}的了在与和到是有为及把将被请对向]{0,10}?(?:(?:有限|有限责任|股份有限)?公司|集团|工厂|学院|大学|中学|小学|师范|职校|幼儿园|医院|酒店|商行|银行|农商行|信用社|支行|商会|协会|服务区|收费站|高速|机场)` +
	`|^[东南西北]?站(?:$|[^\p{Han}]|[的时后前上下出进停])` +
	`|^[^\P{Han}的了在与和到是有为及把将被请对向]{0,3}?(?:[^\P{Han}方层全里下对见上会地路表片局]面|醋|酒|茶|糕|饼|鸭|鸡|鹅|蟹|鱼|梨|桃|瓷|绣|剧|戏|腔|镜)(?:$|[^\p{Han}]|[的等店馆香是团])` +
	`|^(?:本地|当地)?人(?:$|[^\p{Han}]|[的在到来])`)

// isCompound reports the bare name of a place in the name of something else.
func isCompound(name, after string) bool {
	return !endsInAny(name, "市县区镇乡") && utf8.RuneCountInString(name) <= longestBare && compounds.MatchString(head(after, longestCompound))
}

const (
	longestBare     = 4
	longestCompound = 60
)
