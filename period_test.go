package gaobang

import (
	"strings"
	"testing"
	"time"
)

func TestParsePeriod(t *testing.T) {
	tests := []struct {
		name, in, first, last, previous, next, yearBefore string
	}{
		{"周从星期一到星期日", "2026-W47", "2026-11-16", "2026-11-22", "2026-W46", "2026-W48", "2025-W47"},
		{"第一周含一月四日，可以起于上年", "2026-W01", "2025-12-29", "2026-01-04", "2025-W52", "2026-W02", "2025-W01"},
		{"有五十三周的年", "2026-W53", "2026-12-28", "2027-01-03", "2026-W52", "2027-W01", "2025-W52"},
		{"月", "2026-02", "2026-02-01", "2026-02-28", "2026-01", "2026-03", "2025-02"},
		{"闰年二月", "2024-02", "2024-02-01", "2024-02-29", "2024-01", "2024-03", "2023-02"},
		{"一月的上期在上年", "2026-01", "2026-01-01", "2026-01-31", "2025-12", "2026-02", "2025-01"},
		{"季度", "2026-Q4", "2026-10-01", "2026-12-31", "2026-Q3", "2027-Q1", "2025-Q4"},
		{"半年", "2026-H2", "2026-07-01", "2026-12-31", "2026-H1", "2027-H1", "2025-H2"},
		{"年", "2026", "2026-01-01", "2026-12-31", "2025", "2027", "2025"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := ParsePeriod(tt.in)
			if err != nil {
				t.Fatal(err)
			}
			got := [...]string{p.String(), p.First().String(), p.Last().String(), p.Previous().String(), p.Next().String(), p.YearBefore().String()}
			want := [...]string{tt.in, tt.first, tt.last, tt.previous, tt.next, tt.yearBefore}
			if got != want {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}

func TestParsePeriodRefuses(t *testing.T) {
	for _, in := range []string{"", "2026-W00", "2025-W53", "2026-W54", "2026-00", "2026-13", "2026-Q0", "2026-Q5", "2026-H3", "1948", "26-11", "2026-W4", "2026-11-20", " 2026", "２０２６"} {
		if p, err := ParsePeriod(in); CodeOf(err) != Invalid {
			t.Errorf("ParsePeriod(%q) = %v, %v; want an Invalid error", in, p, err)
		}
	}
}

// TestParsePeriodTellsTheRange: whatever the kind, a number too high is told the range.
func TestParsePeriodTellsTheRange(t *testing.T) {
	for in, want := range map[string]string{
		"2026-13": "2026年是第1到第12月", "2026-Q5": "2026年是第1到第4季度", "2026-H3": "2026年是第1到第2半年", "2026-W54": "2026年是第1到第53周",
	} {
		if _, err := ParsePeriod(in); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", in, err, want)
		}
	}
}

func TestPeriodIsCutInShanghai(t *testing.T) {
	// 16:30 UTC on Sunday is half past midnight on Monday in Shanghai.
	at := time.Date(2026, 11, 22, 16, 30, 0, 0, time.UTC)
	if got := PeriodOf(Week, at).String(); got != "2026-W48" {
		t.Errorf("week %s, want 2026-W48", got)
	}
	if got := PeriodOf(Week, at.Add(-31*time.Minute)).String(); got != "2026-W47" {
		t.Errorf("week %s, want 2026-W47", got)
	}
}

func TestPeriodChinese(t *testing.T) {
	for in, want := range map[string]string{
		"2026-W47": "2026年第47周（11月16日至11月22日）", "2026-11": "2026年11月",
		"2026-Q1": "2026年第一季度", "2026-H1": "2026年上半年", "2026": "2026年",
	} {
		p, err := ParsePeriod(in)
		if err != nil || p.Chinese() != want {
			t.Errorf("%s: %q, %v; want %q", in, p.Chinese(), err, want)
		}
	}
}

func TestZeroPeriodContainsNothing(t *testing.T) {
	var p Period
	if p.Contains(Date{2026, 11, 20}) || p.Contains(Date{}) || p.Next() != p || p.String() != "" {
		t.Error("the zero Period must contain nothing and lead nowhere")
	}
}

// FuzzParsePeriod holds that whatever is accepted prints as it was written and
// joins its neighbours without gap or overlap.
func FuzzParsePeriod(f *testing.F) {
	for _, s := range []string{"2026-W47", "2026-W53", "2026-11", "2026-Q4", "2026-H2", "2026", "9999-W52", "2026-W", "-"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParsePeriod(s)
		if err != nil {
			if CodeOf(err) != Invalid {
				t.Fatalf("error without a code: %v", err)
			}
			return
		}
		if p.String() != s {
			t.Fatalf("%q prints as %q", s, p)
		}
		if !p.Contains(p.First()) || !p.Contains(p.Last()) || p.Contains(p.Last().AddDays(1)) {
			t.Fatalf("%s does not hold exactly its own days", p)
		}
		if p.Next().First() != p.Last().AddDays(1) || p.Next().Previous() != p {
			t.Fatalf("%s does not join %s", p, p.Next())
		}
		if PeriodOf(p.Kind(), p.Start()) != p {
			t.Fatalf("%s is not the period of its start", p)
		}
	})
}
