package simplify_test

import (
	"testing"

	"github.com/gaobang/gaobang/analyzer/simplify"
)

func TestRune(t *testing.T) {
	cases := []struct {
		rule       string
		letter, is rune
	}{
		{"繁体字成简体字", '測', '测'},
		{"简体字不变", '测', '测'},
		{"两体同形的不变", '丹', '丹'},
		{"字母和数字不变", 'a', 'a'},
		{"扩展区的繁体字", '𠁞', '𠀾'},
		{"不是字的不变", -1, -1},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			if got := simplify.Rune(c.letter); got != c.is {
				t.Errorf("%c is %c, want %c", c.letter, got, c.is)
			}
		})
	}
}
