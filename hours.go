package gaobang

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// Hours are the hours of a day in Asia/Shanghai, in minutes from midnight: from
// the first, up to the second, over midnight where that is earlier. The zero
// Hours are the whole day.
type Hours struct{ From, To int }

var hoursForm = regexp.MustCompile(`^([01]?\d|2[0-3]):([0-5]\d)\s*[-–—~]\s*([01]?\d|2[0-4]):([0-5]\d)$`)

// ParseHours reads 08:00-18:00, or 22:00-06:00 over midnight.
func ParseHours(s string) (Hours, error) {
	m := hoursForm.FindStringSubmatch(s)
	if m == nil {
		return Hours{}, Errorf(Invalid, "不是时段 %q：应写成 08:00-18:00", s)
	}
	minutes := func(hour, minute string) int {
		h, _ := strconv.Atoi(hour)    // digits only
		mi, _ := strconv.Atoi(minute) // digits only
		return h*60 + mi
	}
	h := Hours{minutes(m[1], m[2]), minutes(m[3], m[4])}
	if h.From == h.To || h.To > 24*60 {
		return Hours{}, Errorf(Invalid, "时段 %q 没有长度，或过了 24:00", s)
	}
	return h, nil
}

// Contain reports whether t falls into the hours.
func (h Hours) Contain(t time.Time) bool {
	t = t.In(Shanghai)
	at := t.Hour()*60 + t.Minute()
	switch {
	case h == Hours{}:
		return true
	case h.From < h.To:
		return at >= h.From && at < h.To
	}
	return at >= h.From || at < h.To
}

// String writes what ParseHours reads; "" for the whole day.
func (h Hours) String() string {
	if h == (Hours{}) {
		return ""
	}
	return fmt.Sprintf("%02d:%02d-%02d:%02d", h.From/60, h.From%60, h.To/60, h.To%60)
}
