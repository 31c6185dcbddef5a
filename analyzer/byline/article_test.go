package byline

import (
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

// TestArticle: where in an article a byline stands, and where its words are text.
func TestArticle(t *testing.T) {
	const story = "\n正文一段，说的是走访的事。\n正文又一段，记者看到，屋里很暖和。\n正文第三段，老人说，日子越过越好。\n正文第四段，活动持续到月底。"
	long := strings.Repeat("走访的队伍分成三组，每组带着药箱和台账，一户一户敲门。", 10)
	cases := []struct {
		rule string
		a    gaobang.Article
		want string
	}{
		{"报头括号", gaobang.Article{Body: "本报讯（记者 林测试 通讯员 高示例）昨日，乙镇走访老人。" + story}, "记者 林测试；通讯员 高示例"},
		{"题下署名自成一行", gaobang.Article{Body: "本报记者 林测试 通讯员 高示例\n昨日，乙镇走访老人。" + story}, "记者 林测试；通讯员 高示例"},
		{"题下署名用标记", gaobang.Article{Body: "□林测试\n昨日，乙镇走访老人。" + story}, "作者 林测试"},
		{"短稿题下署名用标记", gaobang.Article{Body: "□林测试\n昨日，乙镇走访老人。"}, "作者 林测试"},
		{"引言之后才是报头", gaobang.Article{Body: "引言一段。\n本报讯（通讯员 林测试）昨日，乙镇走访老人。" + story}, "通讯员 林测试"},
		{"电头括号里没有角色", gaobang.Article{Body: "中新网甲城11月20日电(林测试 高示例)昨日，乙镇走访老人。" + story}, "作者 林测试、高示例"},
		{"文末括号", gaobang.Article{Body: "昨日，乙镇走访老人。" + story + "（林测试）"}, "作者 林测试"},
		{"文末括号自成一行", gaobang.Article{Body: "昨日，乙镇走访老人。" + story + "\n（丹民宣 林测试）"}, "作者 丹民宣、林测试"},
		{"文末括号只有单位", gaobang.Article{Body: "昨日，乙镇走访老人。" + story + "（乙镇民政办）"}, "单位 乙镇民政办"},
		{"文末长段落的括号", gaobang.Article{Body: "昨日，乙镇走访老人。\n" + long + "\n" + long + "\n" + long + "（通讯员 林测试）"}, "通讯员 林测试"},
		{"只有一段的稿件，文末括号", gaobang.Article{Body: "昨日，" + long + "（林测试）"}, "作者 林测试"},
		{"文首有记者，文末有摄影", gaobang.Article{Body: "本报讯（记者 林测试）昨日，乙镇走访老人。" + story + "\n高示例 摄"}, "记者 林测试；摄影 高示例"},
		{"文末编辑行", gaobang.Article{Body: "昨日，乙镇走访老人。" + story + "\n编辑：林测试 审核：高示例"}, "编辑 林测试、高示例"},
		{"文中提到记者不是署名", gaobang.Article{Body: "昨日，乙镇走访老人。" + story + "\n甲报记者林测试当年来过这里。\n正文。\n正文。\n正文。"}, "无"},
		{"首段末的括号不是署名", gaobang.Article{Body: "昨日，乙镇走访老人（何试）。" + story + "\n正文。"}, "无"},
		{"作者行", gaobang.Article{Body: "昨日，乙镇走访老人。" + story, Meta: "发布时间：2026-11-20 08:31\n来源：甲城日报 作者：林测试\n责任编辑：高示例"}, "作者 林测试；编辑 高示例"},
		{"上报单位和信息作者行", gaobang.Article{Body: "昨日，乙镇走访老人。" + story, Meta: "上报单位：乙镇民政办 信息作者：林测试"}, "单位 乙镇民政办；作者 林测试"},
		{"三审行", gaobang.Article{Body: "昨日，乙镇走访老人。" + story, Meta: "初审：林测试\n二审：高示例\n终审：方样例"}, "编辑 林测试、高示例、方样例"},
		{"空着的作者行", gaobang.Article{Body: "昨日，乙镇走访老人。" + story, Meta: "作者：\n来源：甲城日报\n浏览次数：12"}, "无"},
		{"文首和作者行写了同一个人，算一次", gaobang.Article{Body: "本报讯（通讯员 林测试）昨日，乙镇走访老人。" + story, Meta: "通讯员：林测试"}, "通讯员 林测试"},
		{"文末括号之后还有标记", gaobang.Article{Body: "昨日，乙镇走访老人。" + story + "（通讯员 林测试）■"}, "通讯员 林测试"},
		{"署名各占一行，后面是往期推荐", gaobang.Article{Body: "昨日，乙镇走访老人。" + story + "\n供稿：林测试\n审核：高示例\n往期推荐\n助餐点开到村口\n点个“在看”\n长按识别二维码\n下期再见"}, "作者 林测试；编辑 高示例"},
		{"往期推荐之前的图注不是署名", gaobang.Article{Body: "昨日，乙镇走访老人。" + story + "\n图：方样例\n单位：方样例\n往期推荐\n助餐点开到村口\n下期再见"}, "无"},
		{"作者行离文末太远，不是署名", gaobang.Article{Body: "昨日，乙镇走访老人。" + story + "\n作者：林测试" + strings.Repeat("\n正文又一段。", 16)}, "无"},
		{"同一段两个报头，一处名字中间有空格，是一个人", gaobang.Article{Body: "甲城日报讯（通讯员 王小明）昨日下雨。甲城日报讯（通讯员 王小  明）今日放晴。" + story}, "通讯员 王小明"},
		{"名字连着后面的词，同段写全过，是一个人", gaobang.Article{Body: "本报讯（通讯员 王小明）昨日下雨。本报讯 通讯员王小明确认。" + story}, "通讯员 王小明"},
		{"两字名后面不接第三个字，是两个人", gaobang.Article{Body: "本报讯（通讯员 王小明）昨日下雨。本报讯（通讯员 王小）今日放晴。" + story}, "通讯员 王小明、王小"},
		{"空稿", gaobang.Article{}, "无"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			r := Parse(&c.a)
			if got := inWords(r.Byline); got != ordered(c.want) {
				t.Errorf("读出 %s\n应为 %s", got, c.want)
			}
			for _, n := range r.Names {
				words := c.a.Text(n.Field)[n.From:n.To]
				if strings.Map(dropPadding, words) != n.Name {
					t.Errorf("%s stands at %q", n.Name, words)
				}
			}
		})
	}
}

func dropPadding(r rune) rune {
	if isPadding(r) {
		return -1
	}
	return r
}

// TestSpansOutOfTheText: spans that a page marks wrongly are passed over.
func TestSpansOutOfTheText(t *testing.T) {
	a := gaobang.Article{Body: "昨日，乙镇走访老人。", Meta: "作者：林测试", BylineSpans: []gaobang.Span{
		{Field: gaobang.FieldMeta, From: 0, To: len("作者：林测试")}, {Field: gaobang.FieldBody, From: 5, To: 900}, {Field: gaobang.FieldBody, From: -1, To: 2}, {Field: "none", From: 0, To: 1},
	}}
	if got := inWords(Parse(&a).Byline); got != "作者 林测试" {
		t.Errorf("byline = %s", got)
	}
}

// FuzzParse: names of an article stand where they are said to.
func FuzzParse(f *testing.F) {
	f.Add("本报讯（记者 林测试）昨日。\n正文。（高 例）", "作者：方样例")
	f.Add("\n\n（", "\n作者：\n")
	f.Fuzz(func(t *testing.T, body, meta string) {
		a := gaobang.Article{Body: body, Meta: meta}
		for _, n := range Parse(&a).Names {
			if text := a.Text(n.Field); n.From < 0 || n.From >= n.To || n.To > len(text) || n.Name == "" {
				t.Fatalf("name %+v of %q, %q", n, body, meta)
			}
		}
	})
}
