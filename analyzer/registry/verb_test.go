package registry

import "testing"

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
		{"法院判决，指定市民政局担任监护人", true},
		{"村里写信，感谢市民政局", true},
		{"昨天，铜山县民政局走访", false},
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
