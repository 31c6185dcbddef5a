package byline

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

// lineMaker makes bylines by the grammar, with their answers.
type lineMaker struct{ *rand.Rand }

func (m lineMaker) of(choices ...string) string { return choices[m.IntN(len(choices))] }

// person is an invented name with a common surname; given names hold no surname,
// so that names written together can be cut in one way only.
func (m lineMaker) person() string {
	given := []rune("测试例样演示本虚构拟设")
	surnames := []rune("林高方何赵王李张孟沈谭许孙钱郑韩曹彭蒋薛")
	name := m.of("", "", "", "欧阳", "司马", "上官")
	if name == "" {
		name = string(surnames[m.IntN(len(surnames))])
	}
	for range 1 + m.IntN(2) {
		name += string(given[m.IntN(len(given))])
	}
	if m.IntN(20) == 0 {
		return m.of("测试", "样例", "虚构") + "·" + m.of("演示", "范本")
	}
	return name
}

// written is a name as a line may set it: one of two letters padded to three.
func (m lineMaker) written(name string) string {
	letters := []rune(name)
	if len(letters) == 2 && m.IntN(3) == 0 {
		return string(letters[0]) + m.of(" ", "　") + string(letters[1])
	}
	return name
}

// names are one to three people, as written and as read.
func (m lineMaker) names() (written string, names []string) {
	between := m.of(" ", "　", "、", "，", "、 ", "")
	var parts []string
	for range 1 + m.IntN(3) {
		name := m.person()
		if slices.Contains(names, name) || between == "" && (strings.Contains(name, "·") || startsCompound([]rune(name))) {
			continue
		}
		names = append(names, name)
		if between == "" {
			parts = append(parts, name)
			continue
		}
		parts = append(parts, m.written(name))
	}
	if len(names) == 0 {
		names, parts = []string{"林测试"}, []string{"林测试"}
	}
	return strings.Join(parts, between), names
}

// line is one byline and its answer.
func (m lineMaker) line() (string, gaobang.Byline) {
	b := bylineOf(nil)
	groups := []struct {
		words []string
		into  *[]string
	}{
		{[]string{"记者", "本报记者", "甲报全媒体记者", "首席记者", "见习记者", "甲城融媒记者"}, &b.Reporters},
		{[]string{"通讯员", "特约通讯员", "本报通讯员"}, &b.Correspondents},
		{[]string{"实习生", "实习记者"}, &b.Interns},
		{[]string{"责任编辑", "责编", "编辑", "审核"}, &b.Editors},
	}
	var parts []string
	for i, g := range groups {
		if m.IntN(2) == 0 && !(i == len(groups)-1 && len(parts) == 0) {
			continue
		}
		written, names := m.names()
		join := m.of(" ", "　", "：", ":", "/", "")
		if join == "" && strings.Contains(names[0], "·") || i == len(groups)-1 && join == "" {
			join = " "
		}
		parts = append(parts, m.of(g.words...)+join+written)
		for _, n := range names {
			if !slices.Contains(*g.into, n) {
				*g.into = append(*g.into, n)
			}
		}
	}
	inner := strings.Join(parts, m.of(" ", "　", "  "))
	head := m.of("", "本报讯", "本报讯 ", "甲城在线11月20日讯", "新华社南京11月20日电 ", "活动圆满结束。")
	return head + m.of("（", "(", "【") + inner + m.of("）", ")", "】"), b
}

// TestGeneratedLines reads 5,000 lines that the grammar makes.
func TestGeneratedLines(t *testing.T) {
	m := lineMaker{rand.New(rand.NewPCG(7, 2026))}
	wrong := 0
	for range 5000 {
		line, want := m.line()
		if got := ParseLine(line); fmt.Sprint(got) != fmt.Sprint(want) {
			if wrong++; wrong <= 10 {
				t.Errorf("%s\n  读出 %s\n  应为 %s", line, inWords(got), inWords(want))
			}
		}
	}
	if wrong > 0 {
		t.Errorf("%d of 5000 lines are wrong", wrong)
	}
}
