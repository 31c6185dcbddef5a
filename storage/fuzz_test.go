package storage

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzTextForTheDatabase(f *testing.F) {
	for _, s := range []string{"", "养老服务", "a\x00b", "\xff\xe6\xb0", "'引' \"号\" 5A 3.5% İſK", strings.Repeat("长", 200)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := legible(s)
		if len(text) != len(s) || !utf8.ValidString(text) || strings.ContainsRune(text, 0) || legible(text) != text {
			t.Fatalf("%q became %q", s, text)
		}
		list := words(strings.Fields(s))
		if joined := strings.Join(list, " "); len(joined) > maxWordBytes || strings.ContainsAny(joined, "'\"\\*%:&|!()") {
			t.Fatalf("%q has the words %q", s, list)
		}
		again := words(list)
		for i, w := range list {
			if w == "" || len(w) > maxWord || i >= len(again) || again[i] != w {
				t.Fatalf("%q has the words %q, which have the words %q", s, list, again)
			}
		}
	})
}
