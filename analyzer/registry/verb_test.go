package registry

import (
	"strings"
	"testing"

	"github.com/gaobang/gaobang/analyzer/gazetteer"
)

// TestLettersOfVerbsStandInNoCounty: a letter that tells a verb from a place must
// be in the name of no place.
func TestLettersOfVerbsStandInNoCounty(t *testing.T) {
	for _, e := range gazetteer.All() {
		if strings.ContainsAny(e.Name, verbLetters) {
			t.Errorf("%s has a letter of %s", e.Name, verbLetters)
		}
	}
}

// TestVerbsBeforeAnOffice: what is done with 市民政局 is no city.
func TestVerbsBeforeAnOffice(t *testing.T) {
	n := New(office(t))
	cases := []struct {
		text string
		ours bool
	}{
		{"代表们，听取市民政局汇报", true},
		{"会上，督促市民政局整改", true},
		{"昨天，陪同市民政局走访", true},
		{"昨天，昆山市民政局走访", false},
		{"昨天，沭阳县民政局走访", false},
	}
	for _, c := range cases {
		ours := false
		for _, h := range n.Scan(c.text, day(2026)) {
			ours = ours || h.Relative
		}
		if ours != c.ours {
			t.Errorf("%s: relative %v, want %v", c.text, ours, c.ours)
		}
	}
}
