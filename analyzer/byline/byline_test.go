package byline

import (
	"slices"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

func TestParseLine(t *testing.T) {
	cases := []struct {
		rule, line string
		want       string // role:name, joined by spaces
	}{
		{"记者和通讯员", "本报讯（记者 林测试 通讯员 高示例 方样例）", "reporter:林测试 correspondent:高示例 correspondent:方样例"},
		{"角色后没有空格", "本报讯(记者林测试 通讯员高示例)", "reporter:林测试 correspondent:高示例"},
		{"两字名中间垫空格", "（通讯员 高 例）", "correspondent:高例"},
		{"三字名字字分开", "（记者 张 测 试）", "reporter:张测试"},
		{"连写的名字按姓切开", "安徽日报记者林测试高示例方样例", "reporter:林测试 reporter:高示例 reporter:方样例"},
		{"两个两字名连写", "通讯员 张测王试", "correspondent:张测 correspondent:王试"},
		{"复姓", "记者 欧阳测试", "reporter:欧阳测试"},
		{"少数民族名字带间隔号", "（记者 测试·样例）", "reporter:测试·样例"},
		{"特约通讯员算通讯员", "特约通讯员：林测试", "correspondent:林测试"},
		{"本报记者、新华社记者不进名字", "新华社记者林测试、本报记者高示例报道：今天开会。", "reporter:林测试 reporter:高示例"},
		{"报道二字之前是名字", "本报北京5月28日讯记者林测试报道：活动举行。", "reporter:林测试"},
		{"记者了解到不是署名", "记者了解到，活动已举行三届。", ""},
		{"记者从某局获悉不是署名", "记者从市民政局获悉，今年新增床位。", ""},
		{"记者们不是署名", "记者们走进社区。", ""},
		{"实习生另算", "（记者 林测试 实习生 高示例）", "reporter:林测试 intern:高示例"},
		{"文和图", "文/林测试 图/高示例", "writer:林测试 photographer:高示例"},
		{"责任编辑不是作者", "责任编辑：林测试", "editor:林测试"},
		{"编辑后没有冒号不算", "编辑部的故事", ""},
		{"初审二审终审都是编辑", "初审：林测试 二审：高示例 终审：方样例", "editor:林测试 editor:高示例 editor:方样例"},
		{"单位在名字前", "（通讯员 云阳街道民政办 林测试）", "unit:云阳街道民政办 correspondent:林测试"},
		{"文末只有单位", "活动圆满结束。（曲阿街道民政办）", "unit:曲阿街道民政办"},
		{"文末单位和名字", "活动圆满结束。（丹阳市婚姻登记处 林测试）", "unit:丹阳市婚姻登记处 author:林测试"},
		{"文末只有名字", "活动圆满结束。（林测试）", "author:林测试"},
		{"文末某某摄", "图为活动现场。（林测试 摄）", "photographer:林测试"},
		{"文末括号里的话不是署名", "他今年八十岁（虚岁）", ""},
		{"上报单位和信息作者", "上报单位:乙区民政局 信息作者:林测试", "unit:乙区民政局 author:林测试"},
		{"括号全角半角混用", "(通讯员 林测试）", "correspondent:林测试"},
		{"来源不是编辑", "责编：林测试 来源：丹阳日报", "editor:林测试"},
		{"来源后没有冒号也不是编辑", "编辑：林测试 来源 丹阳日报", "editor:林测试"},
		{"摄影报道的人也是摄影", "通讯员 林测试 摄影报道", "correspondent:林测试 photographer:林测试"},
		{"记者摄的，既是记者又是摄影", "记者 高示例 摄", "reporter:高示例 photographer:高示例"},
		{"摄字是名字的一部分", "记者 林测试 摄小样", "reporter:林测试 reporter:摄小样"},
		{"编辑的代号", "责任编辑：林测试_NF0000", "editor:林测试_NF0000"},
		{"告诉记者之后是正文", "他告诉记者，ＡＢ产品很好。", ""},
		{"作者之后的页面用语", "作者：林测试 阅读 12 评论 3", "author:林测试"},
		{"从哪里报道不是名字", "活动圆满结束。（林测试 甲城报道）", "author:林测试"},
		{"记者之前是报社的简称", "采写：甲都见习记者 林测试", "reporter:林测试"},
		{"文和图都有报社的简称", "◎文/甲报融媒记者 林测试 图/甲报融媒记者 高示例", "reporter:林测试 reporter:高示例 photographer:高示例"},
		{"记者的级别不是名字", "曾任杂志社记者、资深记者、主任记者、首席记者。", ""},
		{"作者后的履历不是名字", "作者曾任职于多家IT知名企业，现为自由撰稿人。", ""},
		{"笔名不以姓开头", "作者：云上测试", "author:云上测试"},
		{"问答里的记者不是署名", "记者：您怎么看这次活动？", ""},
		{"标签后是页面自己的话", "作者：佚名", ""},
		{"空着的标签后是别的标签", "作者：　浏览次数：12　字号：大", ""},
		{"括号里第一个名字没有角色", "中甲网甲城11月7日电 (林测试 记者 高示例)今天开会。", "author:林测试 reporter:高示例"},
		{"括号里角色前的地名不是名字", "（甲城日报 记者 高示例）", "reporter:高示例"},
		{"空行", "", ""},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			if s := rolesOf(c.line, nil); s != c.want {
				t.Errorf("%s = %s, want %s", c.line, s, c.want)
			}
		})
	}
}

func rolesOf(line string, known Known) string {
	var got []string
	for _, n := range scan(line, known, textEnd) {
		got = append(got, string(n.role)+":"+n.text)
	}
	return strings.Join(got, " ")
}

func TestParseGivesPlaces(t *testing.T) {
	a := gaobang.Article{
		Body: "本报讯（通讯员 林 测）昨日，乙镇民政办走访老人。\n中间一段，记者看到，老人很高兴。\n活动圆满结束。（乙镇民政办）",
		Meta: "来源：甲城报\n责任编辑：高示例",
	}
	r := Parse(&a)
	if !slices.Equal(r.Byline.Correspondents, []string{"林测"}) || !slices.Equal(r.Byline.Editors, []string{"高示例"}) || !slices.Equal(r.Byline.Units, []string{"乙镇民政办"}) {
		t.Errorf("byline = %+v", r.Byline)
	}
	for _, n := range r.Names {
		words := a.Text(n.Field)[n.From:n.To]
		if strings.ReplaceAll(words, " ", "") != n.Name {
			t.Errorf("%s stands at %q", n.Name, words)
		}
	}
}

func FuzzParseLine(f *testing.F) {
	for _, s := range []string{"本报讯（记者 林测试 通讯员 高 例）", "文/林测试 图/高示例", "（乙镇民政办）", "记者", "通讯员 ", "(\xff\xfe"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) {
		for _, n := range scan(bounded(line), nil, textEnd) {
			if n.from < 0 || n.from >= n.to || n.to > len(line) || n.text == "" {
				t.Fatalf("name %+v of %q", n, line)
			}
		}
	})
}

func BenchmarkParseLine(b *testing.B) {
	for b.Loop() {
		ParseLine("本报讯（记者 林测试 通讯员 高示例 方样例）")
	}
}

// TestNamesOfTheRegistry: names of the registry decide where nothing separates
// them, and be they no names by their form.
func TestNamesOfTheRegistry(t *testing.T) {
	known := Known(func(name string) bool {
		return slices.Contains([]string{"林文", "方江样", "云小样", "方向明例", "安徽", "测边"}, name)
	})
	cases := []struct{ rule, line, with, without string }{
		{"连写时先认名册里的人", "（通讯员林文方江样）", "correspondent:林文 correspondent:方江样", "correspondent:林文方 correspondent:江样"},
		{"不以姓开头的名字连在别的名字后", "（通讯员高示例测边）", "correspondent:高示例 correspondent:测边", ""},
		{"不以姓开头的名字连在别的名字前", "（通讯员测边高示例）", "correspondent:测边 correspondent:高示例", ""},
		{"四个字的名字不拆成两个", "（通讯员 方向明例）", "correspondent:方向明例", "correspondent:方向 correspondent:明例"},
		{"和地名相同的名字", "（安徽）", "author:安徽", ""},
		{"名册外的人照旧", "（通讯员 林测试）", "correspondent:林测试", "correspondent:林测试"},
		{"一个认得一个不认得", "（通讯员林文方例）", "correspondent:林文 correspondent:方例", "correspondent:林文 correspondent:方例"},
	}
	for _, c := range cases {
		if got := rolesOf(c.line, known); got != c.with {
			t.Errorf("%s：%s = %s, want %s", c.rule, c.line, got, c.with)
		}
		if got := rolesOf(c.line, nil); got != c.without {
			t.Errorf("%s, without a registry：%s = %s, want %s", c.rule, c.line, got, c.without)
		}
	}
}

// BenchmarkHostileLine reads lines that make the most work.
func BenchmarkHostileLine(b *testing.B) {
	for name, part := range map[string]string{"roles": "摄影", "names": "林测", "apart": "林 ", "both": "文图", "brackets": "（", "offices": "文化站林"} {
		line := strings.Repeat(part, maxLine/len(part))
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				ParseLine(line)
			}
		})
	}
}
