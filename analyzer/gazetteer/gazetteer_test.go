package gazetteer

import (
	"slices"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

func TestNamed(t *testing.T) {
	cases := []struct {
		rule, name string
		want       []gaobang.Division
	}{
		{"县级市的全称", "丹阳市", []gaobang.Division{"321181"}},
		{"省去市字", "丹阳", []gaobang.Division{"321181"}},
		{"地级市", "镇江", []gaobang.Division{"321100"}},
		{"省", "江苏", []gaobang.Division{"320000"}},
		{"自治区", "广西", []gaobang.Division{"450000"}},
		{"自治区名字里的民族不去掉", "内蒙古", []gaobang.Division{"150000"}},
		{"自治州省去民族", "恩施", []gaobang.Division{"422800", "422801"}},
		{"自治县省去民族", "景宁", []gaobang.Division{"331127"}},
		{"直辖市", "重庆", []gaobang.Division{"500000"}},
		{"同名的区", "鼓楼区", []gaobang.Division{"320106", "320302", "350102", "410204"}},
		{"区不省字", "鼓楼", nil},
		{"单字的县不省字", "丰", nil},
		{"单字的县的全称", "丰县", []gaobang.Division{"320321"}},
		{"没有这个地方", "甲城", nil},
	}
	for _, c := range cases {
		if got := Named(c.name); !slices.Equal(got, c.want) {
			t.Errorf("%s：%s = %v, want %v", c.rule, c.name, got, c.want)
		}
	}
}

// TestTable: every code is one the domain reads, every division lies in its
// parent, and 江苏 is whole.
func TestTable(t *testing.T) {
	all := All()
	jiangsu, prefectures := 0, 0
	for i, e := range all {
		if d, err := gaobang.ParseDivision(string(e.Division)); err != nil || d != e.Division {
			t.Errorf("%v: %v", e, err)
		}
		if i > 0 && all[i-1].Division >= e.Division {
			t.Errorf("%v stands behind %v", e, all[i-1])
		}
		if gaobang.Division("320000").Contains(e.Division) {
			jiangsu++
			if e.Division.Level() == gaobang.LevelPrefecture {
				prefectures++
			}
		}
	}
	if jiangsu != 1+13+95 || prefectures != 13 {
		t.Errorf("江苏 has %d divisions, %d of them prefectures; want 1 + 13 + 95", jiangsu, prefectures)
	}
	if got := NameOf("321181"); got != "丹阳市" {
		t.Errorf("321181 is %s", got)
	}
}

// TestMayName: a name that the table lacks may be a place of former days, a verb
// may not.
func TestMayName(t *testing.T) {
	for words, want := range map[string]bool{"丹阳 丹东 泰县 铜山 邗江 淮阴": true, "指定 委托 邀请 责令 支持 来到 投诉 原任": false} {
		for word := range strings.FieldsSeq(words) {
			letters := []rune(word)
			if got := MayName(letters[0], letters[1]); got != want {
				t.Errorf("%s: %v, want %v", word, got, want)
			}
		}
	}
}
