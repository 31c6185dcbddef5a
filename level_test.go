package gaobang

import (
	"encoding/json"
	"testing"
)

func TestLevelsAreOrdered(t *testing.T) {
	levels := Levels()
	for i := 1; i < len(levels); i++ {
		if levels[i-1] <= levels[i] {
			t.Errorf("%s does not stand above %s", levels[i-1], levels[i])
		}
	}
}

func TestParseLevel(t *testing.T) {
	for _, l := range Levels() {
		for _, s := range []string{l.String(), l.Chinese()} {
			if got, err := ParseLevel(s); err != nil || got != l {
				t.Errorf("ParseLevel(%q) = %v, %v", s, got, err)
			}
		}
	}
	for _, s := range []string{"", "x", "国家", "National"} {
		if got, err := ParseLevel(s); CodeOf(err) != Invalid {
			t.Errorf("ParseLevel(%q) = %v, %v", s, got, err)
		}
	}
	var l Level
	if err := json.Unmarshal([]byte(`"x"`), &l); err == nil {
		t.Error("a level x came in through JSON")
	}
}

func TestWordsReadBack(t *testing.T) {
	for _, k := range []OutletKind{Paper, Magazine, Broadcast, NewsSite, Government, Account, App} {
		if got, err := ParseOutletKind(k.Chinese()); err != nil || got != k {
			t.Errorf("%s: %v, %v", k, got, err)
		}
	}
	for _, f := range []Form{News, Feature, Brief, Photo, Video, Research} {
		if got, err := ParseForm(f.Chinese()); err != nil || got != f {
			t.Errorf("%s: %v, %v", f, got, err)
		}
	}
	for _, k := range []UnitKind{Bureau, Department, Affiliate, Town} {
		if got, err := ParseUnitKind(k.Chinese()); err != nil || got != k {
			t.Errorf("%s: %v, %v", k, got, err)
		}
	}
	for _, k := range []PeriodKind{Week, Month, Quarter, Half, Year} {
		if got, err := ParsePeriodKind(k.Chinese()); err != nil || got != k {
			t.Errorf("%s: %v, %v", k, got, err)
		}
	}
}
