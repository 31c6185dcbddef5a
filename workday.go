package gaobang

import (
	"slices"
	"time"
)

// Calendar knows the working days: Monday to Friday, but for the Holidays, and
// the weekend days on which is worked to make up for them (调休上班). The State
// Council announces both each year.
type Calendar struct {
	Holidays []Date
	Workdays []Date
}

// IsWorkday reports whether offices work on a day.
func (c Calendar) IsWorkday(d Date) bool {
	switch d.Start().Weekday() {
	case time.Saturday, time.Sunday:
		return slices.Contains(c.Workdays, d)
	default:
		return !slices.Contains(c.Holidays, d)
	}
}

// maxWorkdays bounds a count, whatever the holidays are.
const maxWorkdays = 400

// After is the day on which so many working days after a day have passed; the day
// itself is not counted.
func (c Calendar) After(d Date, workdays int) Date {
	for range maxWorkdays {
		if workdays <= 0 {
			break
		}
		d = d.AddDays(1)
		if c.IsWorkday(d) {
			workdays--
		}
	}
	return d
}

// Between is how many working days lie after one day, up to another and with it; at
// most a few hundred are counted.
func (c Calendar) Between(from, to Date) int {
	n := 0
	for d := from.AddDays(1); !d.After(to) && n < maxWorkdays; d = d.AddDays(1) {
		if c.IsWorkday(d) {
			n++
		}
	}
	return n
}
