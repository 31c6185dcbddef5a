package gaobang

import (
	"fmt"
	"time"
)

// Precision is how exactly a page gives its time.
type Precision uint8

// The precisions a page can have.
const (
	PrecisionNone Precision = iota
	PrecisionDay
	PrecisionMinute
	PrecisionSecond
)

// Moment is a published time cut to the precision the page gives; the zero
// Moment is "the page does not say". It is never filled up with a guess.
type Moment struct {
	Time      time.Time // cut to Precision, in Asia/Shanghai
	Precision Precision
}

// NewMoment cuts t to the precision, in Asia/Shanghai.
func NewMoment(t time.Time, p Precision) Moment {
	t = t.In(Shanghai)
	switch p {
	case PrecisionDay:
		t = DateOf(t).Start()
	case PrecisionMinute:
		t = time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), 0, 0, Shanghai)
	case PrecisionSecond:
		t = time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, Shanghai)
	default:
		return Moment{}
	}
	return Moment{Time: t, Precision: p}
}

var momentLayouts = [...]string{PrecisionDay: "2006-01-02", PrecisionMinute: "2006-01-02T15:04", PrecisionSecond: "2006-01-02T15:04:05"}

// ParseMoment reads what String writes.
func ParseMoment(s string) (Moment, error) {
	if s == "" {
		return Moment{}, nil
	}
	for p := PrecisionDay; p <= PrecisionSecond; p++ {
		if t, err := time.ParseInLocation(momentLayouts[p], s, Shanghai); err == nil {
			return NewMoment(t, p), nil
		}
	}
	return Moment{}, Errorf(Invalid, "不是时间 %q：应写成 2026-11-20、2026-11-20T08:31 或 2026-11-20T08:31:05", s)
}

// IsZero reports whether the page gives no time.
func (m Moment) IsZero() bool { return m.Precision == PrecisionNone }

// Date is the day of the moment.
func (m Moment) Date() Date {
	if m.IsZero() {
		return Date{}
	}
	return DateOf(m.Time)
}

// CertainlyAfter reports whether m is after o for certain: a page that gives only the
// day may have come at any time of it.
func (m Moment) CertainlyAfter(o Moment) bool {
	if c := m.Date().Compare(o.Date()); c != 0 {
		return c > 0
	}
	if m.Precision < PrecisionMinute || o.Precision < PrecisionMinute {
		return false
	}
	coarse := min(m.Precision, o.Precision) // 08:31 may be after 08:31:05
	return NewMoment(m.Time, coarse).Time.After(NewMoment(o.Time, coarse).Time)
}

// String is RFC 3339 in Asia/Shanghai, cut to the precision and without zone.
func (m Moment) String() string {
	if m.IsZero() {
		return ""
	}
	return m.Time.In(Shanghai).Format(momentLayouts[m.Precision])
}

// MarshalText writes what String gives.
func (m Moment) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText accepts what ParseMoment accepts.
func (m *Moment) UnmarshalText(b []byte) error {
	v, err := ParseMoment(string(b))
	if err != nil {
		return fmt.Errorf("moment: %w", err)
	}
	*m = v
	return nil
}
