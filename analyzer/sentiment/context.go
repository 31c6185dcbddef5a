package sentiment

import (
	"strings"
	"unicode/utf8"
)

const (
	// clauseMarks end a clause. 、 ends none: 推诿、扯皮 is one thing.
	clauseMarks = "，,；;：:。！？!?\n"
	// sentenceMarks end a sentence.
	sentenceMarks = "。！？!?\n"
	// clauseWindow is how many bytes of a clause to either side are looked at.
	clauseWindow = 240
	// sentenceWindow is the same of a sentence.
	sentenceWindow = 600
)

// How many letters a cue reaches.
const (
	nearBefore   = 12 // a denier before blame of a bureau
	nearInText   = 4  // a denier in a line without punctuation
	declineReach = 8  // a decline behind what declines
)

// clause are the parts of the sentence before and behind [from, to) within its
// clause.
func clause(sentence string, from, to int) (before, after string) {
	return around(sentence, from, to, clauseMarks, clauseWindow)
}

// sentenceAround is the sentence in which byte at stands, and where it begins.
func sentenceAround(text string, at int) (sentence string, from int) {
	before, after := around(text, at, at, sentenceMarks, sentenceWindow)
	from = at - len(before)
	return text[from : at+len(after)], from
}

// around are the texts before and behind [from, to), up to the next mark or at
// most so many bytes.
func around(text string, from, to int, marks string, window int) (before, after string) {
	before, after = text[max(0, from-window):from], text[to:min(len(text), to+window)]
	if i := strings.LastIndexAny(before, marks); i >= 0 {
		_, size := utf8.DecodeRuneInString(before[i:])
		before = before[i+size:]
	}
	if i := strings.IndexAny(after, marks); i >= 0 {
		after = after[:i]
	}
	return before, after
}

func lastChars(s string, n int) string {
	at := len(s)
	for ; n > 0 && at > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	return s[at:]
}

func firstChars(s string, n int) string {
	at := 0
	for ; n > 0 && at < len(s); n-- {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
	return s[:at]
}
