package byline

import (
	"bufio"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

// example is one line of testdata/grammar.txt.
type example struct{ form, line, want string }

// examples are the lines of the grammar's table.
func examples(t testing.TB) []example {
	t.Helper()
	f, err := os.Open("testdata/grammar.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []example
	form := ""
	for lines := bufio.NewScanner(f); lines.Scan(); {
		text := lines.Text()
		if title, ok := strings.CutPrefix(text, "## "); ok {
			form = title
			continue
		}
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		line, want, ok := strings.Cut(text, " ⇒ ")
		if !ok {
			t.Fatalf("no ⇒ in %q", text)
		}
		all = append(all, example{form, line, want})
	}
	return all
}

// TestGrammar holds the parser to the table that people read.
func TestGrammar(t *testing.T) {
	all := examples(t)
	wrong := 0
	for _, e := range all {
		if got := inWords(ParseLine(e.line)); got != ordered(e.want) {
			wrong++
			t.Errorf("%s\n  %s\n  读出 %s\n  应为 %s", e.form, e.line, got, e.want)
		}
	}
	t.Logf("%d of %d lines", len(all)-wrong, len(all))
}

var words = []string{"记者", "通讯员", "实习", "摄影", "作者", "编辑", "单位"}

// inWords is a byline as the table writes it.
func inWords(b gaobang.Byline) string {
	var parts []string
	for i, names := range [][]string{b.Reporters, b.Correspondents, b.Interns, b.Photographers, b.Authors, b.Editors, b.Units} {
		if len(names) > 0 {
			parts = append(parts, words[i]+" "+strings.Join(names, "、"))
		}
	}
	if len(parts) == 0 {
		return "无"
	}
	return strings.Join(parts, "；")
}

// ordered is an answer of the table with its roles in the order of words.
func ordered(want string) string {
	parts := strings.Split(want, "；")
	slices.SortStableFunc(parts, func(x, y string) int {
		role := func(s string) int { word, _, _ := strings.Cut(s, " "); return slices.Index(words, word) }
		return role(x) - role(y)
	})
	return strings.Join(parts, "；")
}
