// Package sentiment judges the attitude of a piece toward a bureau. Its steps:
//
//  1. take the sentences in which the bureau or one of its units is named, and
//     the title;
//  2. find the words of blame and of praise in them, the longest first;
//  3. drop blame that is denied, prevented or put right (没有、整治、查处), because
//     handling trouble is the bureau's work and no fault of it;
//  4. any blame left makes the piece look negative, which waits for a person; else
//     praise makes it positive.
package sentiment

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
)

// Toward is the attitude of an article toward a bureau; mentions are the places
// that name the bureau or one of its units.
func Toward(a *gaobang.Article, bureau gaobang.UnitID, mentions []gaobang.Mention) gaobang.Sentiment {
	s := gaobang.Sentiment{Bureau: bureau, Label: gaobang.Neutral, Evidence: []gaobang.Evidence{}}
	blamed := false
	for _, span := range about(a, mentions) {
		for _, w := range words(a.Text(span.Field)[span.From:span.To]) {
			from := span.From + w.at
			s.Evidence = append(s.Evidence, gaobang.Evidence{
				Article: a.ID, Span: gaobang.Span{Field: span.Field, From: from, To: from + len(w.text)}, Text: w.text,
			})
			s.Score += w.score
			blamed = blamed || w.score < 0
		}
	}
	switch {
	case blamed:
		s.Label = gaobang.Negative
	case s.Score > 0:
		s.Label = gaobang.Positive
	}
	return s
}

// about are the title and the sentences that hold a mention, in the order of
// reading, each once.
func about(a *gaobang.Article, mentions []gaobang.Mention) []gaobang.Span {
	spans := []gaobang.Span{{Field: gaobang.FieldTitle, To: len(a.Title)}}
	for _, m := range mentions {
		if m.Field == gaobang.FieldBody && m.From >= 0 && m.To <= len(a.Body) && m.From <= m.To {
			spans = append(spans, sentence(a.Body, m.From, m.To))
		}
	}
	slices.SortStableFunc(spans[1:], func(x, y gaobang.Span) int { return cmp.Compare(x.From, y.From) })
	return slices.Compact(spans)
}

// sentence is the sentence around a run of bytes.
func sentence(body string, from, to int) gaobang.Span {
	const ends = "。！？!?\n"
	start := strings.LastIndexAny(body[:from], ends)
	if start < 0 {
		start = 0
	} else {
		_, size := utf8.DecodeRuneInString(body[start:])
		start += size
	}
	end := len(body)
	if i := strings.IndexAny(body[to:], ends); i >= 0 {
		end = to + i
	}
	return gaobang.Span{Field: gaobang.FieldBody, From: start, To: end}
}

// found is a word with its weight.
type found struct {
	at    int
	text  string
	score int
}

// words are the words of praise and blame that count, by place.
func words(text string) []found {
	var all []found
	for at := 0; at < len(text); {
		w, score := wordAt(text[at:])
		if w == "" {
			_, size := utf8.DecodeRuneInString(text[at:])
			at += size
			continue
		}
		if score > 0 || !turned(text[:at], text[at+len(w):]) {
			all = append(all, found{at, w, score})
		}
		at += len(w)
	}
	return all
}

func wordAt(text string) (word string, score int) {
	for _, set := range []struct {
		words []string
		score int
	}{{blame, -2}, {praise, 1}} {
		for _, w := range set.words {
			if len(w) > len(word) && strings.HasPrefix(text, w) {
				word, score = w, set.score
			}
		}
	}
	return word, score
}

// turned reports blame that is denied, prevented or put right by words just
// before it or behind it, within the clause.
func turned(before, after string) bool {
	const clause = "，,；;：:、。"
	if i := strings.LastIndexAny(before, clause); i >= 0 {
		before = before[i:]
	}
	if i := strings.IndexAny(after, clause); i >= 0 {
		after = after[:i]
	}
	before, after = lastChars(before, 10), firstChars(after, 8)
	return slices.ContainsFunc(turners, func(w string) bool { return strings.Contains(before, w) }) ||
		slices.ContainsFunc(menders, func(w string) bool { return strings.Contains(after, w) })
}

func lastChars(s string, n int) string {
	r := []rune(s)
	return string(r[max(0, len(r)-n):])
}

func firstChars(s string, n int) string {
	r := []rune(s)
	return string(r[:min(n, len(r))])
}
