package gaobang_test

import (
	"testing"

	"github.com/gaobang/gaobang"
)

func TestReplyIsDueAfterWorkingDays(t *testing.T) {
	day := func(s string) gaobang.Date {
		d, err := gaobang.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	days := func(all ...string) []gaobang.Date {
		var dates []gaobang.Date
		for _, s := range all {
			dates = append(dates, day(s))
		}
		return dates
	}
	national := gaobang.Calendar{
		Holidays: days("2026-10-01", "2026-10-02", "2026-10-05", "2026-10-06", "2026-10-07"), Workdays: days("2026-10-10"),
	}
	cases := []struct {
		rule     string
		calendar gaobang.Calendar
		kind     gaobang.MessageKind
		asked    string
		due      string
	}{
		{"咨询五个工作日，当天不算", gaobang.Calendar{}, gaobang.Inquiry, "2026-11-16", "2026-11-23"},
		{"投诉七个工作日", gaobang.Calendar{}, gaobang.Complaint, "2026-11-16", "2026-11-25"},
		{"周五提出从周一算起", gaobang.Calendar{}, gaobang.Inquiry, "2026-11-20", "2026-11-27"},
		{"周末提出从周一算起", gaobang.Calendar{}, gaobang.Inquiry, "2026-11-21", "2026-11-27"},
		{"长假不算，调休上班算", national, gaobang.Inquiry, "2026-09-30", "2026-10-13"},
		{"没有规定的种类用最长期限", gaobang.Calendar{}, gaobang.HelpMessage, "2026-11-02", "2026-11-23"},
		{"再长也不过最长期限", gaobang.Calendar{}, gaobang.Suggestion, "2026-11-02", "2026-11-23"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			times := gaobang.ReplyTimes{Max: 15, Calendar: c.calendar, Days: map[gaobang.MessageKind]int{
				gaobang.Inquiry: 5, gaobang.Complaint: 7, gaobang.Suggestion: 60,
			}}
			if due := times.Due(gaobang.Message{Kind: c.kind, Asked: day(c.asked)}); due != day(c.due) {
				t.Errorf("due %s, want %s", due, c.due)
			}
		})
	}
}

func TestWorkingDaysBetween(t *testing.T) {
	day := func(d int) gaobang.Date { return gaobang.Date{Year: 2026, Month: 10, Day: d} }
	c := gaobang.Calendar{Holidays: []gaobang.Date{day(1), day(2), day(5), day(6), day(7)}, Workdays: []gaobang.Date{day(10)}}
	for _, tt := range []struct {
		rule     string
		from, to int
		want     int
	}{
		{"当天不算", 9, 9, 0}, {"长假不算", 1, 7, 0}, {"节后头一天", 1, 8, 1}, {"调休上班的周六算，周日不算", 9, 11, 1}, {"倒过来没有", 9, 8, 0},
	} {
		if got := c.Between(day(tt.from), day(tt.to)); got != tt.want {
			t.Errorf("%s：%d，应为 %d", tt.rule, got, tt.want)
		}
	}
}
