package gaobang

import "testing"

func TestDivisionContains(t *testing.T) {
	tests := []struct {
		name         string
		outer, inner Division
		want         bool
	}{
		{"镇江含丹阳", "321100", "321181", true},
		{"江苏含丹阳", "320000", "321181", true},
		{"丹阳含云阳街道", "321181", "321181001", true},
		{"丹阳不含镇江", "321181", "321100", false},
		{"丹阳不含句容", "321181", "321183", false},
		{"全国含一切", "", "321181", true},
		{"马鞍山丹阳镇不属丹阳", "321181", "340506101", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.outer.Contains(tt.inner); got != tt.want {
				t.Errorf("got %v", got)
			}
		})
	}
}

func TestDivisionParentAndLevel(t *testing.T) {
	tests := []struct {
		d, parent Division
		level     Level
	}{
		{"321181001", "321181", LevelCounty},
		{"321181", "321100", LevelCounty},
		{"321100", "320000", LevelPrefecture},
		{"320000", "", LevelProvincial},
		{"", "", LevelNational},
		{"110000", "", LevelProvincial},
	}
	for _, tt := range tests {
		if got := tt.d.Parent(); got != tt.parent {
			t.Errorf("%q: parent %q, want %q", tt.d, got, tt.parent)
		}
		if got := tt.d.Level(); got != tt.level {
			t.Errorf("%q: level %v, want %v", tt.d, got, tt.level)
		}
	}
}

func TestParseDivision(t *testing.T) {
	for in, want := range map[string]Division{"321181": "321181", "321181001": "321181001", "321181001002": "321181001", "": ""} {
		if got, err := ParseDivision(in); err != nil || got != want {
			t.Errorf("ParseDivision(%q) = %q, %v", in, got, err)
		}
	}
	for _, in := range []string{"3211", "32118", "32118a", "001181", "990000", "３２１１８１"} {
		if got, err := ParseDivision(in); CodeOf(err) != Invalid {
			t.Errorf("ParseDivision(%q) = %q, %v", in, got, err)
		}
	}
}

func TestDivisionOfSiteIDCode(t *testing.T) {
	tests := []struct {
		name, code string
		want       Division
		ok         bool
	}{
		{"前六位是区划代码", "3211810001", "321181", true},
		{"两边有空格", " 3211000012 ", "321100", true},
		{"部委没有区划", "bm01000001", "", false},
		{"位数不对", "321181", "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, ok := DivisionOfSiteIDCode(tt.code); got != tt.want || ok != tt.ok {
				t.Errorf("got %q, %v", got, ok)
			}
		})
	}
}
