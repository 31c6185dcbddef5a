package gaobang

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// PeriodKind is the length of a Period.
type PeriodKind uint8

// The kinds of period an office assesses by.
const (
	PeriodNone PeriodKind = iota
	Week                  // ISO 8601 week, Monday to Sunday
	Month
	Quarter
	Half
	Year
)

var periodKindWords = [...]struct{ code, chinese string }{
	PeriodNone: {"", ""}, Week: {"week", "周"}, Month: {"month", "月"},
	Quarter: {"quarter", "季度"}, Half: {"half", "半年"}, Year: {"year", "年"},
}

// ParsePeriodKind reads a kind by its code ("week") or its Chinese word (周).
func ParsePeriodKind(s string) (PeriodKind, error) {
	for k, w := range periodKindWords {
		if k > 0 && (s == w.code || s == w.chinese) {
			return PeriodKind(k), nil
		}
	}
	return PeriodNone, Errorf(Invalid, "没有考核周期 %q：应为 week、month、quarter、half 或 year", s)
}

// String is the code used in books.
func (k PeriodKind) String() string { return periodKindWords[k].code }

// Chinese is the word shown on screens.
func (k PeriodKind) Chinese() string { return periodKindWords[k].chinese }

// MarshalText writes the code.
func (k PeriodKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText accepts what ParsePeriodKind accepts.
func (k *PeriodKind) UnmarshalText(b []byte) error {
	v, err := ParsePeriodKind(string(b))
	if err != nil {
		return err
	}
	*k = v
	return nil
}

// Period is one assessment period (考核期) in Asia/Shanghai: a week, month,
// quarter, half year or year. Periods compare with ==; the zero Period is no
// period and contains nothing.
type Period struct {
	kind  PeriodKind
	year  int // the ISO week-year for weeks
	index int // week, month, quarter or half, from 1; 0 for a year
}

var periodPattern = regexp.MustCompile(`^(\d{4})(?:-(?:(W)(\d{2})|(\d{2})|Q(\d)|H(\d)))?$`)

// ParsePeriod reads 2026-W47, 2026-11, 2026-Q4, 2026-H2 or 2026. It refuses a
// week 53 in a year of 52 weeks, and years before 1949.
func ParsePeriod(s string) (Period, error) {
	m := periodPattern.FindStringSubmatch(s)
	if m == nil {
		return Period{}, Errorf(Invalid, "不是考核期 %q：应写成 2026-W47、2026-11、2026-Q4、2026-H2 或 2026", s)
	}
	p := Period{kind: Year}
	p.year, _ = strconv.Atoi(m[1])
	limit := 0
	switch {
	case m[2] != "":
		p.kind, limit = Week, weeksIn(p.year)
		p.index, _ = strconv.Atoi(m[3])
	case m[4] != "":
		p.kind, limit = Month, 12
		p.index, _ = strconv.Atoi(m[4])
	case m[5] != "":
		p.kind, limit = Quarter, 4
		p.index, _ = strconv.Atoi(m[5])
	case m[6] != "":
		p.kind, limit = Half, 2
		p.index, _ = strconv.Atoi(m[6])
	}
	if p.year < 1949 || p.kind != Year && (p.index < 1 || p.index > limit) {
		return Period{}, Errorf(Invalid, "没有考核期 %q：%d年是第1到第%d%s", s, p.year, max(limit, 1), p.kind.Chinese())
	}
	return p, nil
}

// PeriodOf is the period of the kind that contains t.
func PeriodOf(k PeriodKind, t time.Time) Period {
	d := DateOf(t)
	switch k {
	case Week:
		y, w := d.Start().ISOWeek()
		return Period{Week, y, w}
	case Month:
		return Period{Month, d.Year, int(d.Month)}
	case Quarter:
		return Period{Quarter, d.Year, (int(d.Month) + 2) / 3}
	case Half:
		return Period{Half, d.Year, (int(d.Month) + 5) / 6}
	case Year:
		return Period{Year, d.Year, 0}
	}
	return Period{}
}

// weeksIn is 52 or 53: 28 December is always in the last ISO week.
func weeksIn(year int) int {
	_, w := time.Date(year, time.December, 28, 0, 0, 0, 0, time.UTC).ISOWeek()
	return w
}

// Kind says how long the period is.
func (p Period) Kind() PeriodKind { return p.kind }

// IsZero reports whether p is no period.
func (p Period) IsZero() bool { return p.kind == PeriodNone }

// First is the first day of the period.
func (p Period) First() Date {
	switch p.kind {
	case Week:
		// 4 January is always in week 1.
		jan4 := Date{p.year, time.January, 4}
		monday := jan4.AddDays(-(int(jan4.Start().Weekday()) + 6) % 7)
		return monday.AddDays(7 * (p.index - 1))
	case Month:
		return Date{p.year, time.Month(p.index), 1}
	case Quarter:
		return Date{p.year, time.Month(3*p.index - 2), 1}
	case Half:
		return Date{p.year, time.Month(6*p.index - 5), 1}
	case Year:
		return Date{p.year, time.January, 1}
	}
	return Date{}
}

// Last is the last day of the period, included in it.
func (p Period) Last() Date { return DateOf(p.End().Add(-time.Second)) }

// Start is the first instant of the period.
func (p Period) Start() time.Time { return p.First().Start() }

// End is the first instant after the period.
func (p Period) End() time.Time {
	start := p.Start()
	switch p.kind {
	case Week:
		return start.AddDate(0, 0, 7)
	case Month:
		return start.AddDate(0, 1, 0)
	case Quarter:
		return start.AddDate(0, 3, 0)
	case Half:
		return start.AddDate(0, 6, 0)
	case Year:
		return start.AddDate(1, 0, 0)
	}
	return start
}

// Contains reports whether day d is in the period.
func (p Period) Contains(d Date) bool {
	return !p.IsZero() && !d.Before(p.First()) && !d.After(p.Last())
}

// Previous is the period of the same kind just before: the base of 环比.
func (p Period) Previous() Period {
	if p.IsZero() {
		return p
	}
	return PeriodOf(p.kind, p.Start().Add(-time.Second))
}

// Next is the period of the same kind just after.
func (p Period) Next() Period {
	if p.IsZero() {
		return p
	}
	return PeriodOf(p.kind, p.End())
}

// YearBefore is the same period of the year before: the base of 同比. Week 53
// has week 52 as its counterpart where that year has no week 53.
func (p Period) YearBefore() Period {
	if p.IsZero() {
		return p
	}
	p.year--
	if p.kind == Week {
		p.index = min(p.index, weeksIn(p.year))
	}
	return p
}

// String is the form ParsePeriod reads.
func (p Period) String() string {
	switch p.kind {
	case Week:
		return fmt.Sprintf("%04d-W%02d", p.year, p.index)
	case Month:
		return fmt.Sprintf("%04d-%02d", p.year, p.index)
	case Quarter:
		return fmt.Sprintf("%04d-Q%d", p.year, p.index)
	case Half:
		return fmt.Sprintf("%04d-H%d", p.year, p.index)
	case Year:
		return fmt.Sprintf("%04d", p.year)
	}
	return ""
}

// Chinese is the period as a notice writes it: 2026年第47周（11月16日至11月22日）.
func (p Period) Chinese() string {
	switch p.kind {
	case Week:
		f, l := p.First(), p.Last()
		return fmt.Sprintf("%d年第%d周（%d月%d日至%d月%d日）", p.year, p.index, f.Month, f.Day, l.Month, l.Day)
	case Month:
		return fmt.Sprintf("%d年%d月", p.year, p.index)
	case Quarter:
		return fmt.Sprintf("%d年第%s季度", p.year, [...]string{"", "一", "二", "三", "四"}[p.index])
	case Half:
		return fmt.Sprintf("%d年%s半年", p.year, [...]string{"", "上", "下"}[p.index])
	case Year:
		return fmt.Sprintf("%d年", p.year)
	}
	return ""
}

// MarshalText writes what String gives.
func (p Period) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText accepts what ParsePeriod accepts.
func (p *Period) UnmarshalText(b []byte) error {
	v, err := ParsePeriod(string(b))
	if err != nil {
		return err
	}
	*p = v
	return nil
}
