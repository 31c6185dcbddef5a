package gaobang

import (
	"errors"
	"fmt"
	"testing"
	"unicode"
)

func TestArticleIDIsTheSameEverywhere(t *testing.T) {
	id := NewArticleID("http://a.example/1.html")
	if id != NewArticleID("http://a.example/1.html") || id == NewArticleID("http://a.example/2.html") || id < 0 {
		t.Fatalf("ID %d does not follow the URL", id)
	}
	back, err := ParseArticleID(id.String())
	if err != nil || back != id {
		t.Errorf("%s reads back as %s, %v", id, back, err)
	}
	for _, s := range []string{"", "1", "ffffffffffffffff", "000000000000000g", "+00000000000000f"} {
		if got, err := ParseArticleID(s); CodeOf(err) != Invalid {
			t.Errorf("ParseArticleID(%q) = %v, %v", s, got, err)
		}
	}
}

func TestContentHashForgetsWhiteSpaceOnly(t *testing.T) {
	h := HashContent("丹阳 养老", "一 段\n\u3000二段")
	if h != HashContent("丹阳养老", "一段二段") {
		t.Error("white space must not matter")
	}
	if h == HashContent("丹阳养老一段", "二段") || h == HashContent("丹阳养老", "一段二段。") {
		t.Error("where the title ends, and every character of the text, must matter")
	}
}

func TestCharsCountsEveryLetterAndNoSpace(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "丹阳 市\u3000民": 4, "a\u00a0é\t\u2028，": 3, "\U00020000䀀쿿": 3, "𝒜": 1,
		"\xe4\xb8": 2, "\xe4\xb8a": 3, "\xe4\xc0\x80": 3, "\xed\xa0\x80": 3,
	} {
		if got := Chars(text); got != want {
			t.Errorf("%q has %d letters, want %d", text, got, want)
		}
	}
}

func TestErrorCodes(t *testing.T) {
	cause := errors.New("disk on fire")
	e := Errorf(Unavailable, "存不下：%w", cause)
	if !errors.Is(e, cause) || e.Error() != "存不下：disk on fire" {
		t.Errorf("the cause is lost: %v", e)
	}
	for err, want := range map[error]ErrorCode{
		nil: "", cause: Internal, error(e): Unavailable, fmt.Errorf("scan: %w", e): Unavailable,
	} {
		if got := CodeOf(err); got != want {
			t.Errorf("%v has code %q, want %q", err, got, want)
		}
	}
}

func TestSpacesAreUnicodes(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if isSpace(r) != unicode.IsSpace(r) {
			t.Errorf("%U: isSpace says %v", r, isSpace(r))
		}
	}
}
