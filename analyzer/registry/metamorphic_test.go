package registry

import (
	"strings"
	"testing"
)

// passages hold every kind of name, each as it stands in running text.
var passages = []string{
	"（通讯员 林测试 何样）记者从丹阳市民政局获悉，社会救助科和云阳街道民政办走访老人。",
	"镇江市丹徒区民政局、丹阳市社会福利院护理部与市民政局座谈，常州市民政局观摩。",
	"新桥镇民政办的旧事：丹阳、镇江两市，测试·样例口述，DY民政中心整理，丹民宣供稿。",
	"马鞍山市丹阳镇与丹阳路、小丹阳都不是我市的地方，全市共有十二个镇（街道）。",
}

// wide is a text in full width.
func wide(s string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r < 0x7F {
			return r + 0xFEE0
		}
		return r
	}, s)
}

// TestHitsStay changes how a text is set: the same names are found, in the same
// order, and mean the same.
func TestHitsStay(t *testing.T) {
	names := New(office(t))
	toTraditional := strings.NewReplacer("测", "測", "试", "試", "样", "樣", "阳", "陽", "会", "會", "护", "護", "县", "縣", "区", "區", "业", "業", "务", "務", "办", "辦", "镇", "鎮", "马", "馬", "乡", "鄉", "两", "兩", "个", "個", "与", "與", "陈", "陳", "从", "從", "获", "獲", "记", "記", "桥", "橋")
	changes := []struct {
		rule   string
		change func(string) string
	}{
		{"全角", wide},
		{"大写", strings.ToUpper},
		{"小写", strings.ToLower},
		{"繁体", toTraditional.Replace},
		{"空格换成全角空格", strings.NewReplacer(" ", "\u3000").Replace},
		{"间隔号换一种", strings.NewReplacer("·", "・").Replace},
		{"字间有零宽空格", func(s string) string { return strings.ReplaceAll(s, "民政", "民\u200b政") }},
		{"字间有空格", func(s string) string { return strings.ReplaceAll(s, "民政", "民 政") }},
		{"末尾加一段", func(s string) string { return s + "\n又一段，与名册无关。" }},
	}
	for _, passage := range passages {
		want := meanings(names, passage)
		if len(want) < 3 {
			t.Fatalf("%s names too little: %v", passage, want)
		}
		for _, c := range changes {
			if got := meanings(names, c.change(passage)); strings.Join(got, "；") != strings.Join(want, "；") {
				t.Errorf("%s：%s\n  found %v\n  want  %v", c.rule, c.change(passage), got, want)
			}
		}
	}
}

// TestHitsMoveWithTheText: a paragraph before moves the hits and changes nothing
// else.
func TestHitsMoveWithTheText(t *testing.T) {
	const before = "前面一段，丹阳没有出现过别的名字。\n"
	names := New(office(t))
	added := len(names.Scan(before, day(2026)))
	for _, passage := range passages {
		want, got := names.Scan(passage, day(2026)), names.Scan(before+passage, day(2026))[added:]
		if len(got) != len(want) {
			t.Fatalf("%d hits became %d", len(want), len(got))
		}
		for i := range want {
			if got[i].From != want[i].From+len(before) || got[i].To != want[i].To+len(before) || meant(got[i]) != meant(want[i]) {
				t.Errorf("%+v moved to %+v", want[i], got[i])
			}
		}
	}
}

// TestOnlyTheDayChanges: on another day the same text means others.
func TestOnlyTheDayChanges(t *testing.T) {
	names := New(office(t))
	const text = "新桥镇民政办、救灾救济科、云阳镇民政办和高示例"
	if got := strings.Join(meanings(names, text, 2008), "；"); got != "xinqiao；relief；yunyang；p-left" {
		t.Errorf("in 2008: %s", got)
	}
	if got := strings.Join(meanings(names, text, 2026), "；"); got != "danbei" {
		t.Errorf("in 2026: %s", got)
	}
}

func meanings(names *Names, text string, year ...int) []string {
	on := day(2026)
	if len(year) > 0 {
		on = day(year[0])
	}
	var all []string
	for _, h := range names.Scan(text, on) {
		all = append(all, meant(h))
	}
	return all
}
