package gaobang

import "testing"

func TestMarksOfItems(t *testing.T) {
	for line, want := range map[string]bool{
		"●访仙镇民政办走访老人": true, "○云阳街道": true, "▶ 一周要闻": true, "•司徒镇": true,
		"访仙镇●": false, "·样木": false, "一、访仙镇": false, "": false, "\xe2": false,
	} {
		if got := HasItemMark(line); got != want {
			t.Errorf("%q begins an item: %v", line, got)
		}
	}
}
