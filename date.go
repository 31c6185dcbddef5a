package gaobang

import (
	"fmt"
	"time"
)

// Shanghai is the zone of every date, period and schedule unless settings say
// otherwise. It is a fixed +08:00: China has kept no summer time since 1991,
// before the first page this program can meet, and a fixed zone needs no zone
// files on the machine.
var Shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

// Date is a calendar day in Asia/Shanghai. Dates compare with ==; the zero Date
// is "no date".
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf is the day in Asia/Shanghai on which t falls.
func DateOf(t time.Time) Date {
	y, m, d := t.In(Shanghai).Date()
	return Date{y, m, d}
}

// ParseDate reads 2026-11-20 and refuses days that do not exist.
func ParseDate(s string) (Date, error) {
	t, err := time.ParseInLocation(time.DateOnly, s, Shanghai)
	if err != nil {
		return Date{}, Errorf(Invalid, "不是日期 %q：应写成 2026-11-20", s)
	}
	return DateOf(t), nil
}

// Start is the first instant of the day.
func (d Date) Start() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, Shanghai) }

// AddDays is the day n days later, or earlier for a negative n.
func (d Date) AddDays(n int) Date { return DateOf(d.Start().AddDate(0, 0, n)) }

// Before reports whether d is an earlier day than e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After reports whether d is a later day than e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// Compare orders days: -1, 0 or 1.
func (d Date) Compare(e Date) int {
	switch a, b := d.number(), e.number(); {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func (d Date) number() int { return (d.Year*100+int(d.Month))*100 + d.Day }

// IsZero reports whether d is "no date".
func (d Date) IsZero() bool { return d == Date{} }

// String is 2026-11-20, or "" for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// MarshalText writes what String gives.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText accepts what ParseDate accepts, and "" as the zero Date.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	v, err := ParseDate(string(b))
	if err != nil {
		return err
	}
	*d = v
	return nil
}

// Validity is the span of days in which a name, a unit, a rule or a profile
// holds. Both ends are included, as an office writes them; a zero end is open,
// so the zero Validity always holds.
type Validity struct {
	From Date `json:"from,omitzero"`
	To   Date `json:"to,omitzero"`
}

// NewValidity refuses an end before the start.
func NewValidity(from, to Date) (Validity, error) {
	if !from.IsZero() && !to.IsZero() && to.Before(from) {
		return Validity{}, Errorf(Invalid, "有效期颠倒：%s 在 %s 之后", from, to)
	}
	return Validity{From: from, To: to}, nil
}

// Contains reports whether the span holds on day d.
func (v Validity) Contains(d Date) bool {
	return (v.From.IsZero() || !d.Before(v.From)) && (v.To.IsZero() || !d.After(v.To))
}

// Overlaps reports whether the two spans share a day.
func (v Validity) Overlaps(w Validity) bool {
	startsInTime := func(a, b Validity) bool { return a.From.IsZero() || b.To.IsZero() || !a.From.After(b.To) }
	return startsInTime(v, w) && startsInTime(w, v)
}

// ShareDay reports whether there is a day on which all of the spans hold. Spans of
// which each two share a day all share one.
func ShareDay(spans ...Validity) bool {
	for i, v := range spans {
		for _, w := range spans[:i] {
			if !v.Overlaps(w) {
				return false
			}
		}
	}
	return true
}
