package gaobang

import (
	"fmt"
	"testing"
	"time"
)

func TestWhatChangedInAPiece(t *testing.T) {
	old := Version{Title: "养老服务进社区", Body: "第一段。\n第二段。", Byline: Byline{Reporters: []string{"林测试"}}, ContentSource: "甲城报"}
	cases := []struct {
		rule   string
		change func(*Version)
		want   string
	}{
		{"没有改动", func(*Version) {}, "[]"},
		{"空白不算改动", func(v *Version) { v.Body, v.Title = "第一段。第二段。\u3000", " 养老服务进社区" }, "[]"},
		{"改了标题", func(v *Version) { v.Title = "养老服务进小区" }, "[title]"},
		{"改了正文和署名", func(v *Version) { v.Body, v.Byline.Reporters = "第一段。", nil }, "[body byline]"},
		{"通讯员改成了记者", func(v *Version) { v.Byline = Byline{Correspondents: []string{"林测试"}} }, "[byline]"},
		{"换了时间和来源", func(v *Version) { v.PublishedAt, v.ContentSource = NewMoment(time.Now(), PrecisionDay), "乙城报" }, "[published content_source]"},
	}
	for _, c := range cases {
		v := old
		c.change(&v)
		if got := fmt.Sprint(v.ChangesSince(&old)); got != c.want {
			t.Errorf("%s: %s, want %s", c.rule, got, c.want)
		}
	}
}

func TestNextCheck(t *testing.T) {
	published := time.Date(2026, 11, 20, 8, 0, 0, 0, Shanghai)
	day := func(n int) time.Time { return published.AddDate(0, 0, n) }
	cases := []struct {
		rule string
		last time.Time
		want time.Time
	}{
		{"当天收录，次日复查", day(0), day(1)},
		{"正是那一天看过的不算", day(1), day(7)},
		{"晚收录的从下一个日子起", day(3), day(7)},
		{"停了很久只补一次", day(40), day(90)},
		{"都过了就不再复查", day(90), time.Time{}},
	}
	for _, c := range cases {
		if got := NextCheck(published, c.last, []int{30, 1, 7, 90}); !got.Equal(c.want) {
			t.Errorf("%s: %v, want %v", c.rule, got, c.want)
		}
	}
}
