package gaobang

import (
	"encoding/json"
	"testing"
)

func TestEqualSharesSumToOne(t *testing.T) {
	for n := 1; n <= 30; n++ {
		if err := SumToOne(EqualShares(n)); err != nil {
			t.Errorf("%d owners: %v", n, err)
		}
	}
	if SumToOne(nil) == nil || SumToOne([]Share{{1, 2}, {1, 3}}) == nil {
		t.Error("no owners, or a half and a third, must not pass as a whole")
	}
}

func TestSplitLosesNothing(t *testing.T) {
	tests := []struct {
		name   string
		points string
		shares []Share
		want   []string
	}{
		{"两家平分", "5", EqualShares(2), []string{"2.5", "2.5"}},
		{"三家平分十分，余数归先列者", "10", EqualShares(3), []string{"3.334", "3.333", "3.333"}},
		{"扣分同样平分", "-10", EqualShares(3), []string{"-3.334", "-3.333", "-3.333"}},
		{"余数归小数大者", "1", []Share{{1, 6}, {2, 3}, {1, 6}}, []string{"0.167", "0.667", "0.166"}},
		{"只分一半", "4", []Share{{1, 2}}, []string{"2"}},
		{"零份不得分", "4", []Share{{0, 1}, {1, 1}}, []string{"0", "4"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := ParsePoints(tt.points)
			if err != nil {
				t.Fatal(err)
			}
			for i, got := range p.Split(tt.shares) {
				if got.String() != tt.want[i] {
					t.Errorf("part %d is %s, want %s", i, got, tt.want[i])
				}
			}
		})
	}
}

func TestShareOfShare(t *testing.T) {
	half, third := Share{1, 2}, Share{1, 3}
	got, err := half.Of(third)
	if err != nil || got != (Share{1, 6}) {
		t.Errorf("half of a third is %s, %v", got, err)
	}
	fine := Share{1, 1<<31 - 1}
	if s, err := fine.Of(half); CodeOf(err) != Invalid {
		t.Errorf("a share too fine to hold came out as %s, %v", s, err)
	}
}

func TestParseShareRefuses(t *testing.T) {
	for _, s := range []string{"", "2", "3/2", "-1/2", "1/0", "1/-2", "0.5", "1/3/3", "99999999999"} {
		if got, err := ParseShare(s); CodeOf(err) != Invalid {
			t.Errorf("ParseShare(%q) = %s, %v", s, got, err)
		}
	}
	if s, err := ParseShare("2/4"); err != nil || s.String() != "1/2" {
		t.Errorf("2/4 reads as %s, %v", s, err)
	}
}

func TestPointsAreExactDecimals(t *testing.T) {
	for _, s := range []string{"0", "4", "-0.25", "1.125", "20000"} {
		p, err := ParsePoints(s)
		if err != nil || p.String() != s {
			t.Errorf("%s reads as %s, %v", s, p, err)
		}
		b, _ := json.Marshal(p)
		var back Points
		if err := json.Unmarshal(b, &back); err != nil || back != p {
			t.Errorf("%s: JSON %s reads back as %s, %v", s, b, back, err)
		}
	}
	for _, s := range []string{"", "1/2", "1e3", "0.0001", "四", "0x1", "1_000"} {
		if p, err := ParsePoints(s); CodeOf(err) != Invalid {
			t.Errorf("ParsePoints(%q) = %s, %v", s, p, err)
		}
	}
}

func FuzzParsePoints(f *testing.F) {
	for _, s := range []string{"4", "-0.25", "1.125", ".5", "+3", "1e3", "9223372036854775.807"} {
		f.Add(s, 3)
	}
	f.Fuzz(func(t *testing.T, s string, n int) {
		p, err := ParsePoints(s)
		if err != nil {
			return
		}
		if back, err := ParsePoints(p.String()); err != nil || back != p {
			t.Fatalf("%q is %s and reads back as %s, %v", s, p, back, err)
		}
		if n < 1 || n > 50 {
			return
		}
		var sum Points
		for _, part := range p.Split(EqualShares(n)) {
			sum += part
		}
		if sum != p {
			t.Fatalf("%s split %d ways sums to %s", p, n, sum)
		}
	})
}

func TestRescaleKeepsProportionsAndSumsToOne(t *testing.T) {
	half, third := mustShare(t, "1/2"), mustShare(t, "1/3")
	got, err := Rescale([]Share{half, third})
	if err != nil || got[0].String() != "3/5" || got[1].String() != "2/5" {
		t.Errorf("Rescale(1/2, 1/3) = %v, %v, want 3/5, 2/5", got, err)
	}
	if _, err := Rescale([]Share{{}, {}}); err == nil {
		t.Error("Rescale(0, 0) gave no error")
	}
}

func mustShare(t *testing.T, s string) Share {
	t.Helper()
	v, err := ParseShare(s)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
