package sentiment

import (
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

// Bodies of each attitude, to be changed in ways that must not matter, and in
// ways that must.
var bodies = map[gaobang.SentimentLabel][]string{
	gaobang.Negative: {
		"居民反映，甲市民政局推诿扯皮，补贴石沉大海。", "甲市民政局被通报批评。", "审计发现，甲市民政局挪用专项资金。",
	},
	gaobang.Neutral:  {"甲市民政局召开工作例会。", "洪水冲毁房屋，甲市民政局连夜救助。", "甲市民政局约谈被投诉的养老机构。"},
	gaobang.Positive: {"甲市民政局荣获全省先进集体。", "家属把锦旗送到甲市民政局，连声道谢。"},
}

func TestWhatMustNotMatter(t *testing.T) {
	changes := []struct {
		rule   string
		change func(string) string
	}{
		{"前面加一段别的事", func(s string) string { return "天气转凉。公园里的菊花开了。\n游人不少。\n" + s }},
		{"后面加一段别的事", func(s string) string { return s + "\n公园里的菊花开了。\n明日多云。" }},
		{"前面加一段别家的坏事", func(s string) string {
			return "某公司推诿扯皮被曝光。\n天气转凉。\n明日多云。\n" + s
		}},
		{"半角逗号", func(s string) string { return strings.ReplaceAll(s, "，", ",") }},
		{"段落前缩进", func(s string) string { return "　　" + s }},
		{"原话说两遍", func(s string) string { return s + s }},
	}
	for label, texts := range bodies {
		for _, text := range texts {
			for _, c := range changes {
				t.Run(c.rule+"："+text, func(t *testing.T) {
					a, mentions := about("一则消息", c.change(text))
					if got := Toward(a, "a", mentions); got.Label != label {
						t.Errorf("%s, want %s: %+v", got.Label, label, got.Evidence)
					}
				})
			}
		}
	}
}

func TestWhatMustMatter(t *testing.T) {
	changes := []struct {
		rule   string
		change func(string) string
		want   gaobang.SentimentLabel
	}{
		{"说成别局的事", func(s string) string { return strings.ReplaceAll(s, "甲市民政局", "乙市教育局") }, gaobang.Neutral},
		{"有人辟谣", func(s string) string { return strings.TrimSuffix(s, "。") + "，系谣言。" }, gaobang.Neutral},
		{"放进文件的标题", func(s string) string { return "甲市民政局印发《" + s + "》。" }, gaobang.Neutral},
	}
	for _, text := range bodies[gaobang.Negative] {
		for _, c := range changes {
			t.Run(c.rule+"："+text, func(t *testing.T) {
				a, mentions := about("一则消息", c.change(text))
				if got := Toward(a, "a", mentions); got.Label != c.want {
					t.Errorf("%s, want %s: %+v", got.Label, c.want, got.Evidence)
				}
			})
		}
	}
}
