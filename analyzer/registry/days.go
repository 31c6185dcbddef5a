package registry

import "github.com/gaobang/gaobang"

// days is a span of days as numbers, 20261120; 0 is no bound.
type days struct{ from, to int32 }

// never is the span of two that do not meet.
var never = days{from: 1, to: -1}

// daysOf is the days on which all of the spans hold.
func daysOf(spans ...gaobang.Validity) days {
	var d days
	for _, s := range spans {
		d.from = max(d.from, dayNumber(s.From))
		if to := dayNumber(s.To); to != 0 && (d.to == 0 || to < d.to) {
			d.to = to
		}
	}
	if d.to != 0 && d.from > d.to {
		return never
	}
	return d
}

func (d days) contain(on gaobang.Date) bool {
	day := dayNumber(on)
	return (d.from == 0 || day >= d.from) && (d.to == 0 || day <= d.to)
}

func dayNumber(d gaobang.Date) int32 {
	return int32((d.Year*100+int(d.Month))*100 + d.Day) //nolint:gosec // a date has eight digits
}
