package gaobang

import (
	"testing"
	"time"
)

func day(t *testing.T, s string) Date {
	t.Helper()
	d, err := ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestValidityContains(t *testing.T) {
	from, to := day(t, "2026-03-01"), day(t, "2026-03-31")
	tests := []struct {
		name string
		v    Validity
		on   string
		want bool
	}{
		{"首日有效", Validity{from, to}, "2026-03-01", true},
		{"末日有效", Validity{from, to}, "2026-03-31", true},
		{"次日无效", Validity{from, to}, "2026-04-01", false},
		{"前日无效", Validity{from, to}, "2026-02-28", false},
		{"不写起日一直有效", Validity{To: to}, "1990-01-01", true},
		{"不写止日一直有效", Validity{From: from}, "2090-01-01", true},
		{"都不写总有效", Validity{}, "2026-03-01", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.v.Contains(day(t, tt.on)); got != tt.want {
				t.Errorf("got %v", got)
			}
		})
	}
}

func TestValidityOverlaps(t *testing.T) {
	v := func(from, to string) Validity {
		var w Validity
		if from != "" {
			w.From = day(t, from)
		}
		if to != "" {
			w.To = day(t, to)
		}
		return w
	}
	tests := []struct {
		name string
		a, b Validity
		want bool
	}{
		{"首尾同日算重叠", v("2026-01-01", "2026-06-30"), v("2026-06-30", ""), true},
		{"相接不重叠", v("2026-01-01", "2026-06-30"), v("2026-07-01", ""), false},
		{"无期限与谁都重叠", v("", ""), v("2026-07-01", "2026-07-01"), true},
		{"前后分开", v("", "2025-12-31"), v("2026-01-01", ""), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.a.Overlaps(tt.b) != tt.want || tt.b.Overlaps(tt.a) != tt.want {
				t.Errorf("want %v both ways", tt.want)
			}
		})
	}
	if _, err := NewValidity(day(t, "2026-02-01"), day(t, "2026-01-31")); CodeOf(err) != Invalid {
		t.Errorf("a validity that ends before it starts: %v", err)
	}
}

func TestParseDateRefusesDaysThatDoNotExist(t *testing.T) {
	for _, s := range []string{"2026-02-29", "2026-13-01", "2026-1-1", "20260101", ""} {
		if d, err := ParseDate(s); CodeOf(err) != Invalid {
			t.Errorf("ParseDate(%q) = %v, %v", s, d, err)
		}
	}
}

func TestMomentKeepsThePagesPrecision(t *testing.T) {
	at := time.Date(2026, 11, 20, 0, 31, 5, 9, time.UTC)
	for p, want := range map[Precision]string{
		PrecisionNone: "", PrecisionDay: "2026-11-20", PrecisionMinute: "2026-11-20T08:31", PrecisionSecond: "2026-11-20T08:31:05",
	} {
		m := NewMoment(at, p)
		if m.String() != want {
			t.Errorf("precision %d: %q, want %q", p, m, want)
		}
		back, err := ParseMoment(m.String())
		if err != nil || back != m {
			t.Errorf("%q reads back as %v, %v", m, back, err)
		}
	}
	if m, err := ParseMoment("昨天"); CodeOf(err) != Invalid {
		t.Errorf("ParseMoment(昨天) = %v, %v", m, err)
	}
}
