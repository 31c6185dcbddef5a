package health

import (
	"testing"
	"time"

	"github.com/gaobang/gaobang"
)

// TestHolidays: an office that publishes on working days rests in the holidays, and
// makes up for them on week-ends.
func TestHolidays(t *testing.T) {
	first := gaobang.Date{Year: 2026, Month: time.December, Day: 7} // a Monday
	day := func(m time.Month, d int) gaobang.Date { return gaobang.Date{Year: 2027, Month: m, Day: d} }
	spring := gaobang.Calendar{Workdays: []gaobang.Date{day(time.February, 20)}}
	for d := 5; d <= 12; d++ {
		spring.Holidays = append(spring.Holidays, day(time.February, d))
	}
	lastNews := day(time.February, 4)
	tests := []struct {
		rule     string
		calendar gaobang.Calendar
		until    gaobang.Date // from the day behind the last news on, all days before it are silent
		told     bool
	}{
		{"春节八天没有新稿，名单上有假日：照常", spring, day(time.February, 15), false},
		{"节后第一个工作日也没有：照常", spring, day(time.February, 16), false},
		{"节后一个星期还没有：久无新稿", spring, day(time.February, 20), true},
		{"没有写假日：只知道周末", gaobang.Calendar{}, day(time.February, 13), true},
	}
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			var all []gaobang.ScanDay
			for d := first; d.Before(test.until); d = d.AddDays(1) {
				w := d.Start().Weekday()
				news := 2
				if w == time.Saturday || w == time.Sunday || d.After(lastNews) {
					news = 0
				}
				all = append(all, gaobang.ScanDay{Day: d, Scans: 3, New: news})
			}
			if saw, _ := silence(all, test.calendar, test.until); (saw != "") != test.told {
				t.Errorf("told %q", saw)
			}
		})
	}
	if w := weekday(day(time.February, 20), spring); w != time.Friday {
		t.Errorf("a Saturday on which offices work counts as %s", w)
	}
}
