package extract

import (
	"strings"
	"testing"
)

// TestWhatIsText holds single lines in the midst of a body to what they are.
func TestWhatIsText(t *testing.T) {
	cases := []struct {
		line string
		text bool
	}{
		{"记者：您怎么看这次活动，还会再办吗？", true},
		{"记者：林测试", false},
		{"统筹城乡救助", true},
		{"编辑 林测试 校对 高示例", false},
		{"责任编辑林测试", false},
		{"收藏家林测试捐出了十件藏品，都是老物件。", true},
		{"收藏 打印", false},
		{"分享会上，老人们讲起自己的故事。", true},
		{"分享到：", false},
		{"返回家乡后，他办起了互助点。", true},
		{"原标题：把食堂办到村口，老人吃上热饭。", false},
		{"（原题为《把食堂办到村口》）", false},
		{"本文为甲城网独家稿件，未经授权，不得转载。", false},
		{"【文/甲城网 林测试】乙镇的助餐点里热气腾腾，老人们陆续到来。", true},
		{"文/林测试 图/高示例", false},
		{"来源：甲城日报", false},
		{"本文来源：甲城资讯 (www.jia.example)", false},
		{"本文来源：甲城日报 责任编辑：林测试_NF0000", false},
		{"【打印本页】【关闭窗口】", false},
		{"第2页", false},
		{"------------------------------", false},
		{"（林测试 摄）", true},
		{"2026年11月10日", true},
	}
	for _, c := range cases {
		t.Run(c.line, func(t *testing.T) {
			around := strings.Repeat("<p>"+sentence+"</p>", 3)
			a, err := Page(page("", "<div>"+around+"<p>"+c.line+"</p>"+around+"</div>"))
			if err != nil {
				t.Fatal(err)
			}
			if kept := strings.Contains(a.Body, c.line); kept != c.text {
				t.Errorf("in the body: %v", kept)
			}
			if n := strings.Count(a.Body, sentence); n != 6 {
				t.Errorf("%d of 6 sentences around it are left", n)
			}
		})
	}
}
