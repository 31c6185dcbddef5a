package gaobang

import (
	"testing"
)

// TestBehind: a credit rests on the last ruling of each kind for its bureau, and
// where it follows the first publication, on the ruling there.
func TestBehind(t *testing.T) {
	ruled := func(article ArticleID, bureau UnitID, kind DecisionKind, why string) Decision {
		return Decision{Article: article, Bureau: bureau, Kind: kind, Why: why}
	}
	decisions := []Decision{
		ruled(1, "dan", DecideUnits, "归属旧"), ruled(1, "dan", DecideUnits, "归属"), ruled(1, "ju", DecideUnits, "别局"),
		ruled(1, "dan", DecideSentiment, "倾向旧"), ruled(1, "dan", DecideSentiment, "倾向"), ruled(1, "dan", DecideReplied, "答复"),
		ruled(9, "dan", DecideUnits, "首发归属"), ruled(9, "dan", DecideSentiment, "首发倾向"),
	}
	for _, c := range []struct {
		rule   string
		credit Credit
		want   string
	}{
		{"归属由人认定的，连同倾向", Credit{Article: 1, Basis: ByDecision}, "归属 倾向 "},
		{"归属是程序判的，只有倾向", Credit{Article: 1, Basis: ByNamedUnit}, "倾向 "},
		{"随首发的，看首发的归属", Credit{Article: 1, Basis: ByFamilyOrigin}, "首发归属 倾向 "},
		{"归属还等人认定的，倾向没有用上", Credit{Article: 1, Basis: ByNamedUnit, Reason: AwaitsReview}, ""},
		{"没有认定的", Credit{Article: 2, Basis: ByNamedUnit}, ""},
	} {
		got := ""
		for _, d := range Behind(&c.credit, "dan", decisions) {
			got += d.Why + " "
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.rule, got, c.want)
		}
	}
}
