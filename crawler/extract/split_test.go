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

// TestALeadTellsTheTitleAgain holds that the line which repeats the title is left out,
// and the lead that holds it is not: in a short piece it is all there is.
func TestALeadTellsTheTitleAgain(t *testing.T) {
	const title = "甲街道民政办慰问百岁老人"
	for _, c := range []struct {
		rule, line string
		text       bool
	}{
		{"标题再写一遍", title, false},
		{"标题再写一遍，空格不同", "甲街道民政办 慰问百岁老人", false},
		{"标题后跟着日期", title + " 2026-11-20", false},
		{"导语含标题", "近日，" + title + "，送上米和油。", true},
		{"导语含标题，只有句号", "近日" + title + "。", true},
		{"图片说明含标题", "图为" + title + "。", true},
		{"标题起头的长导语", title + "，" + strings.Repeat("工作人员同老人拉家常，问冷暖，", 20) + "气氛温馨。", true},
	} {
		t.Run(c.rule, func(t *testing.T) {
			rests := []string{"<p>" + sentence + "</p>", ""}
			if !c.text {
				rests = rests[:1]
			}
			for _, rest := range rests {
				html := "<html><head><title>" + title + "</title></head><body><h1>" + title + "</h1><div>2026-11-20 08:19</div><div class=content><p>" + c.line + "</p>" + rest + "</div></body></html>"
				a, err := Page(Input{URL: "http://jia.example/a/t20261120_1.html", FetchedAt: fetchedAt, HTML: []byte(html)})
				if err != nil {
					t.Fatalf("with %q behind it: %v", rest, err)
				}
				if kept := strings.Contains(a.Body, c.line); kept != c.text {
					t.Errorf("in the body with %q behind it: %v\n%s", rest, kept, a.Body)
				}
			}
		})
	}
}
