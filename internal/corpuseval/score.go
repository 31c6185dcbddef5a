package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// fields are the lines of the table.
var fields = []string{"title", "published_at", "source", "names", "editors", "body ends", "body F1", "charset"}

// score is how one extractor did.
type score struct {
	right map[string]float64
	all   map[string]int
}

func newScore() *score { return &score{right: map[string]float64{}, all: map[string]int{}} }

// miss is one wrong answer.
type miss struct{ field, want, got string }

func (s *score) figure(field string, gives []string) string {
	if s.all[field] == 0 || !slices.Contains(gives, field) {
		return "–"
	}
	return fmt.Sprintf("%.3f (%.1f/%d)", s.right[field]/float64(s.all[field]), s.right[field], s.all[field])
}

// page compares an answer with its label and gives what is wrong.
func (s *score) page(a answer, l label) []miss {
	var misses []miss
	count := func(field, want, got string, right float64) {
		s.all[field]++
		s.right[field] += right
		if right < goodEnough {
			misses = append(misses, miss{field, want, got})
		}
	}
	whole := func(field, key, got string, same func(want, got string) bool) {
		if want, labelled := l.text(key); labelled {
			count(field, want, got, truth(want == "" && got == "" || want != "" && got != "" && same(want, got)))
		}
	}
	whole("title", "title", a.title, sameWords)
	whole("published_at", "published_at", a.time, sameTime)
	whole("source", "source", a.source, sameWords)
	whole("names", "author", strings.Join(a.names, " "), sameNames)
	whole("editors", "editor", strings.Join(a.editors, " "), sameNames)
	if want, labelled := l.text("body_start"); labelled {
		end, _ := l.text("body_end")
		length, _ := l.keys["body_chars"].(float64)
		got := plain(a.body)
		count("body ends", fmt.Sprintf("%s … %s (%.0f)", want, end, length), ends(got), truth(sameEnds(got, want, end, length)))
		count("charset", want, "", truth(strings.Contains(plain(tag.ReplaceAllString(a.page, "")), firstRunes(plain(want), 6))))
	}
	if want, labelled := l.text("body"); labelled {
		f1 := pairsF1(plain(want), plain(a.body))
		count("body F1", fmt.Sprintf("%s F1 %.3f", ends(plain(want)), f1), ends(plain(a.body)), f1)
	}
	return misses
}

// tag is markup within a text.
var tag = regexp.MustCompile(`<[^<>]*>|&nbsp;`)

// goodEnough is the share of letter pairs below which a body is printed as a miss.
const goodEnough = 0.97

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
