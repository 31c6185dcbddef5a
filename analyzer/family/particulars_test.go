package family

import "testing"

func TestFiguresAreComparedByValue(t *testing.T) {
	cases := []struct {
		a, b string
		same bool
	}{
		{"二十八", "28", true},
		{"十一", "11", true},
		{"三百零五", "305", true},
		{"两千两百", "2200", true},
		{"一万三千", "13000", true},
		{"二十一万零六", "210006", true},
		{"二〇二六", "2026", true},
		{"二十八", "二十九", false},
		{"1035", "1000", false},
	}
	for _, c := range cases {
		if got := valueOf([]rune(c.a)) == valueOf([]rune(c.b)); got != c.same {
			t.Errorf("%s and %s are the same: %v", c.a, c.b, got)
		}
	}
}

func TestPlacesHoldOtherValues(t *testing.T) {
	cases := []struct {
		rule          string
		a, b          string
		agree, differ int
	}{
		{"同一处数字不同", "发放补贴321万元", "发放补贴865万元", 0, 1},
		{"同一处数字相同", "发放补贴321万元", "共发放补贴321万元整", 1, 0},
		{"汉字数字与阿拉伯数字相同", "二十八名志愿者", "28名志愿者", 1, 0},
		{"一个数字不算数", "来了一名志愿者", "来了三名志愿者", 0, 0},
		{"连着的日期各段分别比", "8月22日18时止", "8月27日18时止", 2, 1},
		{"镇和街道是一处", "走进延陵镇宣传", "走进云阳街道宣传", 0, 1},
		{"村和社区是一处", "在折柳村开课", "在东门社区开课", 0, 1},
		{"同志前的名字", "林测试同志逝世", "高示例同志逝世", 0, 1},
		{"各镇、全村不是名字", "走遍各镇和全村", "走遍我镇和本村", 0, 0},
		{"长文里多出来的不算不同", "司徒镇", "司徒镇和皇塘镇", 1, 0},
	}
	for _, c := range cases {
		agree, differ := disagreement(particularsOf(lettersOf(c.a)), particularsOf(lettersOf(c.b)))
		if agree != c.agree || differ != c.differ {
			t.Errorf("%s: %d agree and %d differ, want %d and %d", c.rule, agree, differ, c.agree, c.differ)
		}
	}
}

// FuzzNear: whatever two texts are, they stand to each other the same way round and
// back, a text is itself, and what is told to be one story meets by the sieve but
// for what shares little.
func FuzzNear(f *testing.F) {
	f.Add("题", "", "题", "图为活动现场。")
	f.Add("甲", long, "乙", long[len(long)/3:])
	f.Add("甲", brief, "民政工作综合", long+"\n"+brief)
	f.Fuzz(func(t *testing.T, title, body, title2, body2 string) {
		if len(body)+len(body2) > 1<<14 {
			return
		}
		a, b := page{title, body, ""}.read(t), page{title2, body2, ""}.read(t)
		got, back := Near(a, b), Near(b, a)
		if got.Kind != back.Kind || got.Similarity != back.Similarity || got.Similarity < 0 || got.Similarity > 100 {
			t.Errorf("%+v, back %+v", got, back)
		}
		if self := Near(a, a); (self.Kind != "") != (a.whole != 0) || len(a.Keys()) > 0 != (a.whole != 0) {
			t.Errorf("a text is %+v to itself, with %d keys", self, len(a.Keys()))
		}
	})
}
