package gaobang

import (
	"slices"
	"testing"
	"time"
)

func nov(first, last int) Days {
	return Days{Date{2026, time.November, first}, Date{2026, time.November, last}}
}

func TestCoveredDays(t *testing.T) {
	cases := []struct {
		name    string
		add     []Days
		covered []Days
		missing []Days // of 1 to 20 November
	}{
		{"nothing", nil, nil, []Days{nov(1, 20)}},
		{"days that touch are one", []Days{nov(5, 9), nov(10, 12)}, []Days{nov(5, 12)}, []Days{nov(1, 4), nov(13, 20)}},
		{"days that overlap are one", []Days{nov(8, 12), nov(5, 9)}, []Days{nov(5, 12)}, []Days{nov(1, 4), nov(13, 20)}},
		{"a hole stays", []Days{nov(12, 30), nov(1, 9)}, []Days{nov(1, 9), nov(12, 30)}, []Days{nov(10, 11)}},
		{"a hole is filled", []Days{nov(12, 30), nov(1, 9), nov(10, 11)}, []Days{nov(1, 30)}, nil},
		{"one within another", []Days{nov(1, 30), nov(10, 11)}, []Days{nov(1, 30)}, nil},
		{"one over several", []Days{nov(2, 3), nov(6, 7), nov(1, 30)}, []Days{nov(1, 30)}, nil},
		{"ending before it begins", []Days{nov(9, 8)}, nil, []Days{nov(1, 20)}},
		{"outside", []Days{nov(21, 25)}, []Days{nov(21, 25)}, []Days{nov(1, 20)}},
		{"at both ends", []Days{nov(1, 1), nov(20, 25)}, []Days{nov(1, 1), nov(20, 25)}, []Days{nov(2, 19)}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var covered []Days
			for _, d := range c.add {
				covered = Cover(covered, d)
			}
			if !slices.Equal(covered, c.covered) {
				t.Errorf("covered %v, want %v", covered, c.covered)
			}
			if got := Uncovered(covered, nov(1, 20)); !slices.Equal(got, c.missing) {
				t.Errorf("missing %v, want %v", got, c.missing)
			}
		})
	}
}
