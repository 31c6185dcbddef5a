package gaobang

import (
	"testing"
	"time"
)

func TestHours(t *testing.T) {
	cases := []struct{ hours, in, out string }{
		{"08:00-18:00", "08:00", "18:00"},
		{"08:00-18:00", "17:59", "07:59"},
		{"22:00-06:00", "23:30", "06:00"},
		{"22:00-06:00", "05:59", "21:59"},
		{"9:30-24:00", "23:59", "09:29"},
	}
	at := func(clock string) time.Time {
		c, err := time.ParseInLocation("2006-01-02 15:04", "2026-11-24 "+clock, Shanghai)
		if err != nil {
			t.Fatal(err)
		}
		return c.UTC() // the hours are Shanghai's, whatever zone a time comes in
	}
	for _, c := range cases {
		h, err := ParseHours(c.hours)
		if err != nil {
			t.Fatal(err)
		}
		if !h.Contain(at(c.in)) || h.Contain(at(c.out)) {
			t.Errorf("%s: %s inside %v, %s inside %v", h, c.in, h.Contain(at(c.in)), c.out, h.Contain(at(c.out)))
		}
		if again, err := ParseHours(h.String()); err != nil || again != h {
			t.Errorf("%s is read again as %v, %v", h, again, err)
		}
	}
	if !(Hours{}).Contain(at("03:00")) {
		t.Error("the zero hours are the whole day")
	}
	for _, wrong := range []string{"", "8-18", "08:00", "25:00-26:00", "08:00-08:00", "08:00-24:30", "上午"} {
		if h, err := ParseHours(wrong); err == nil {
			t.Errorf("%q is read as %v", wrong, h)
		}
	}
}
