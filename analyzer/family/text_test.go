package family

import (
	"math/bits"
	"strings"
	"testing"
	"unicode"

	"github.com/gaobang/gaobang/analyzer/simplify"
)

// TestTrace holds the counting of bits by planes to one bit at a time.
func TestTrace(t *testing.T) {
	slow := func(body string) (sum uint64) {
		letters := lettersOf(body)
		for bit := range 64 {
			votes := 0
			for i := 0; i+runLetters <= len(letters) && i+runLetters <= mostRuns; i++ {
				votes += int(hashRun(letters[i:i+runLetters])>>bit&1)<<1 - 1
			}
			if votes > 0 {
				sum |= 1 << bit
			}
		}
		return sum
	}
	piece := strings.Repeat("云阳街道民政办组织志愿者走访困难老人，", 2) + "送去米面油等慰问品，了解他们的生活情况，并登记下一次上门的日子。"
	for name, body := range map[string]string{
		"a piece": piece, "one of forty letters": strings.Repeat("甲乙丙丁", 10), "longer than is compared": strings.Repeat(piece+"、", 500),
	} {
		if got := Trace("标题", body); got != slow(body) || got == 0 {
			t.Errorf("%s: %x, want %x", name, got, slow(body))
		}
	}
	if d := bits.OnesCount64(Trace("", piece) ^ Trace("", piece+"（来源：丹阳日报）")); d > 8 {
		t.Errorf("a line more changes %d bits", d)
	}
	if Trace("甲", "短讯") == Trace("乙", "短讯") {
		t.Error("very short texts are told by their titles")
	}
}

func TestHanLettersHaveNoOtherCase(t *testing.T) {
	for r := '一'; r <= '鿿'; r++ {
		if letter := simplify.Rune(r); !unicode.IsLetter(r) || unicode.ToLower(letter) != letter {
			t.Errorf("%c is taken as it is", r)
		}
	}
}
