package health

import (
	"fmt"
	"slices"
	"time"

	"github.com/gaobang/gaobang"
)

const (
	learnDays = 14   // watched days before a rhythm is known
	anySilent = 1    // days that any source may be silent
	surprise  = 0.01 // chance of so long a silence under which it is told
)

// rhythm is how often a source has news, learned from its days.
type rhythm struct {
	watched [7]int // days by weekday on which a scan was completed
	news    [7]int // of them with something new
	days    int
	longest int // silence so far between two days with news, in watched days
}

// chance is how likely the weekday brings news, leaning to the whole week's
// share where the weekday was seen seldom.
func (r rhythm) chance(w time.Weekday) float64 {
	news := 0
	for _, n := range r.news {
		news += n
	}
	overall := float64(news) / float64(r.days)
	const lean = 2
	return (float64(r.news[w]) + lean*overall) / (float64(r.watched[w]) + lean)
}

// weekday is as which day of the week a day counts: in the holidays a source rests as
// on a Sunday, where work makes up for them it works as on a Friday.
func weekday(d gaobang.Date, calendar gaobang.Calendar) time.Weekday {
	w := d.Start().Weekday()
	switch rest, work := w == time.Saturday || w == time.Sunday, calendar.IsWorkday(d); {
	case rest && work:
		return time.Friday
	case !rest && !work:
		return time.Sunday
	}
	return w
}

// silence tells of a source that has been silent for longer than its past
// explains, and since which day; "" where it has not.
func silence(days []gaobang.ScanDay, calendar gaobang.Calendar, today gaobang.Date) (saw string, since gaobang.Date) {
	last := lastNews(days)
	if last < 0 || last+1 >= len(days) {
		return "", gaobang.Date{}
	}
	r := learn(days[:last+1], calendar)
	if r.days < learnDays {
		return "", gaobang.Date{}
	}
	odds, silent := 1.0, 0
	for _, d := range days[last+1:] {
		if d.Scans > 0 && d.Day.Before(today) {
			odds *= 1 - r.chance(weekday(d.Day, calendar))
			silent++
		}
	}
	if odds >= surprise || silent <= max(r.longest, anySilent) {
		return "", gaobang.Date{}
	}
	usual := fmt.Sprintf("此前 %d 天中最长只有 %d 天没有", r.days, r.longest)
	if r.longest == 0 {
		usual = fmt.Sprintf("此前 %d 天天天都有", r.days)
	}
	return fmt.Sprintf("%s 以来采了 %d 天都没有新稿；%s", days[last].Day, silent, usual), days[last+1].Day
}

func lastNews(days []gaobang.ScanDay) int {
	for i, d := range slices.Backward(days) {
		if d.New > 0 {
			return i
		}
	}
	return -1
}

// learn counts the days. The first one brought the whole list and says nothing.
func learn(days []gaobang.ScanDay, calendar gaobang.Calendar) rhythm {
	var r rhythm
	quiet := 0
	for _, d := range days[min(1, len(days)):] {
		if d.Scans == 0 {
			continue
		}
		w := weekday(d.Day, calendar)
		r.days++
		r.watched[w]++
		if d.New > 0 {
			r.news[w]++
			quiet = 0
			continue
		}
		quiet++
		r.longest = max(r.longest, quiet)
	}
	return r
}
