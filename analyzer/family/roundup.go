package family

import (
	"regexp"
	"strings"

	"github.com/gaobang/gaobang"
)

var roundUpTitle = regexp.MustCompile(`(综合|简讯|短讯|短波|速览|集锦|荟萃|掠影|要闻|汇总|动态|一周)(】|）|\)|」)?$|(一周|本周|每周|每日|今日)(民政)?(要闻|动态|简讯|速览|回顾|综述)`)

// datelineBytes of a line may hold a dateline: 江南在线11月20日讯（记者…
const datelineBytes = 90

// looksLikeRoundUp reports whether an article presents itself as several items: by
// its title, or by two lines that begin like an item.
func looksLikeRoundUp(title, body string) bool {
	if roundUpTitle.MatchString(strings.TrimSpace(title)) {
		return true
	}
	items := 0
	for line := range strings.Lines(body) {
		if line = strings.TrimSpace(line); beginsItem(line) {
			if items++; items > 1 {
				return true
			}
		}
	}
	return false
}

func beginsItem(line string) bool {
	if strings.HasPrefix(line, "本报讯") {
		return true
	}
	if gaobang.HasItemMark(line) {
		return true
	}
	head, _, _ := strings.Cut(line[:min(len(line), datelineBytes)], "。")
	return strings.Contains(head, "讯（") || strings.Contains(head, "讯(")
}
