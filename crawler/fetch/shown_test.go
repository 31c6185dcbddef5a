package fetch

import (
	"regexp"
	"testing"
)

// unseen says in one expression what shown skips.
var unseen = regexp.MustCompile(`(?is)<(?:script|style|title)\b.*?(?:</(?:script|style|title)\s*>|$)|<!--.*?(?:-->|$)|<[^>]*>`)

func shownByExpression(body []byte) int {
	n, high := 0, 0
	for _, b := range unseen.ReplaceAll(body, []byte(" ")) {
		switch {
		case b >= 0x80:
			high++
		case b > ' ':
			n++
		}
	}
	return n + high/3
}

func FuzzShown(f *testing.F) {
	for _, s := range []string{
		"<title>一</title><p>二三</p><script>if (a</b) {}</SCRIPT\t>四", "<!-- <p> -->五<!-- 六", "<style>", "a < b", "<scripts>七</scripts>", "<script></title >八", "<p <b>九", "<</title>十",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		want := shownByExpression(body)
		if got := shown(body, len(body)); got != want {
			t.Errorf("%q shows %d characters, want %d", body, got, want)
		}
		if got := shown(body, 3); (got > 3) != (want > 3) {
			t.Errorf("%q shows %d of %d characters", body, got, want)
		}
	})
}
