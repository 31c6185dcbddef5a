package byline

import (
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

// TestTheAnswerStays changes the setting of every line of the grammar's table in
// ways that mean nothing.
func TestTheAnswerStays(t *testing.T) {
	changes := []struct {
		rule   string
		change func(string) string
	}{
		{"括号、冒号、斜线换成全角", strings.NewReplacer("(", "（", ")", "）", ":", "：", "/", "／").Replace},
		{"括号、冒号、斜线换成半角", strings.NewReplacer("（", "(", "）", ")", "：", ":", "／", "/").Replace},
		{"圆括号换成方头括号", strings.NewReplacer("(", "【", ")", "】", "（", "【", "）", "】").Replace},
		{"方头括号换成圆括号", strings.NewReplacer("【", "（", "】", "）").Replace},
		{"左括号半角右括号全角", strings.NewReplacer("（", "(", ")", "）").Replace},
		{"空格换成全角空格", strings.NewReplacer(" ", "　").Replace},
		{"空格换成不换行空格", strings.NewReplacer(" ", "\u00a0", "　", "\u00a0").Replace},
		{"空格加倍", strings.NewReplacer(" ", "  ", "　", " 　").Replace},
		{"行首行末加空格", func(s string) string { return "　　" + s + " " }},
		{"行末加句号", func(s string) string { return strings.TrimRight(s, "。") + "。" }},
		{"竖线换一种", strings.NewReplacer("丨", "｜").Replace},
		{"间隔号换一种", strings.NewReplacer("文、图", "文、图", "图、文", "图、文", "、", "、 ").Replace},
	}
	for _, c := range changes {
		for _, e := range examples(t) {
			if strings.Contains(e.line, "Test Sample") || strings.Contains(e.line, "（日希）") {
				continue // the space and the bracket are part of the name
			}
			line := c.change(e.line)
			if got := inWords(ParseLine(line)); got != ordered(e.want) {
				t.Errorf("%s：%s\n  读出 %s\n  应为 %s", c.rule, line, got, e.want)
			}
		}
	}
}

// TestOnlyTheNameChanges writes the names in the traditional script: the same
// roles, the names as they stand.
func TestOnlyTheNameChanges(t *testing.T) {
	written := strings.NewReplacer("林 测 试、高 示 例", "陳 測 試、馬 樣 例", "林 测试 高 示例", "陳 測試 馬 樣例", "林测试", "陳測試", "高示例", "馬樣例", "方样例", "劉範本", "何演示", "張演藝")
	for _, e := range examples(t) {
		line, want := written.Replace(e.line), written.Replace(e.want)
		if got := inWords(ParseLine(line)); got != ordered(want) {
			t.Errorf("%s\n  读出 %s\n  应为 %s", line, got, want)
		}
	}
}

// TestOtherNamesOtherAnswers: names of other lengths and surnames stand in the
// answer as they stand in the line.
func TestOtherNamesOtherAnswers(t *testing.T) {
	for _, names := range [][2]string{{"何试", "赵样"}, {"欧阳试", "司马样例"}, {"许演武", "孟范本"}, {"尤测", "诸葛示例"}} {
		written := strings.NewReplacer("林测试", names[0], "高示例", names[1])
		for _, e := range examples(t) {
			if strings.Contains(e.want, "_NB") || !strings.Contains(e.want, "林测试") || runsOn(e.line) {
				continue
			}
			line, want := written.Replace(e.line), written.Replace(e.want)
			if got := inWords(ParseLine(line)); got != ordered(want) {
				t.Errorf("%s\n  读出 %s\n  应为 %s", line, got, want)
			}
		}
	}
}

// runsOn reports names that are written together or apart: others are so in
// another way.
func runsOn(line string) bool {
	return strings.Contains(line, "林测试高示例") || strings.Contains(line, "林 测 试") || strings.Contains(line, "林 测试")
}

// TestBylineMovesWithItsText: a paragraph before the lead moves the places of the
// names and changes no name; deep in the body it is no byline.
func TestBylineMovesWithItsText(t *testing.T) {
	const lead, before = "本报讯（记者 林测试 通讯员 高 例）昨日，乙镇走访老人。", "引言一段，说的是冬天。\n"
	first := Parse(&gaobang.Article{Body: lead + "\n正文。\n正文。\n正文。\n正文。"})
	moved := Parse(&gaobang.Article{Body: before + lead + "\n正文。\n正文。\n正文。\n正文。"})
	if len(first.Names) != 2 || len(moved.Names) != 2 {
		t.Fatalf("names = %v, %v", first.Names, moved.Names)
	}
	for i, n := range first.Names {
		n.From, n.To = n.From+len(before), n.To+len(before)
		if moved.Names[i] != n {
			t.Errorf("%v moved to %v, want %v", first.Names[i], moved.Names[i], n)
		}
	}
	deep := Parse(&gaobang.Article{Body: strings.Repeat(before, 5) + lead + strings.Repeat("\n"+before, 5)})
	if len(deep.Names) != 0 {
		t.Errorf("deep in the body: %v", deep.Names)
	}
}
