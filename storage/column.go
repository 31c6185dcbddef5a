package storage

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
)

// What columns hold is the same on both databases: times are microseconds of
// Unix time, days are yyyymmdd, moments are text in their own precision, and 0
// or "" is none.

func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

func timeOf(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).In(gaobang.Shanghai)
}

func dayNumber(d gaobang.Date) int { return (d.Year*100+int(d.Month))*100 + d.Day }

func dayOf(n int) gaobang.Date {
	return gaobang.Date{Year: n / 10000, Month: time.Month(n / 100 % 100), Day: n % 100}
}

// dayRange is the days from and to as numbers; a zero end is open.
func dayRange(from, to gaobang.Date) (first, last int) {
	last = dayNumber(to)
	if to.IsZero() {
		last = 99991231
	}
	return dayNumber(from), last
}

// legible puts "?" for every byte that no database holds as text: NUL, and what
// is not UTF-8. The length stays, so evidence still points at its words.
func legible(s string) string {
	if utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 {
		return s
	}
	b := []byte(s)
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if r == 0 || r == utf8.RuneError && size == 1 {
			b[i] = '?'
		}
		i += size
	}
	return string(b)
}

func legibleEvidence(evidence []gaobang.Evidence) []gaobang.Evidence {
	out := make([]gaobang.Evidence, len(evidence))
	for i, e := range evidence {
		e.Text = legible(e.Text)
		out[i] = e
	}
	return out
}
