package segment

import (
	"strings"
	"unicode/utf8"
)

// Spans are the places where term stands as a word, as byte offsets: 民政 in
// 市民政局 and 民政部门, not in 人民政府 or 富民政策. The term stands as a word where
// cuts fall on both its ends, or where a longer word begins with it; a name is
// looked at word by word.
func (s *Segmenter) Spans(text, term string) [][2]int {
	spans := [][2]int{}
	if term == "" || !utf8.ValidString(term) || !strings.Contains(text, term) {
		return spans
	}
	for r := range runs(text) {
		for _, at := range s.wordsIn(text[r.from:r.to], term) {
			spans = append(spans, [2]int{r.from + at, r.from + at + len(term)})
		}
	}
	return spans
}

// wordsIn are the offsets in one run at which term is a word.
func (s *Segmenter) wordsIn(text, term string) []int {
	if !strings.Contains(text, term) {
		return nil
	}
	var found []int
	starts, ends := map[int]bool{}, map[int]bool{0: true}
	at := 0
	for _, w := range s.fineCut(text) {
		starts[at] = true
		if strings.HasPrefix(w, term) {
			ends[at+len(term)] = true
		}
		at += len(w)
		ends[at] = true
	}
	for from := 0; ; {
		i := strings.Index(text[from:], term)
		if i < 0 {
			return found
		}
		i += from
		if starts[i] && ends[i+len(term)] {
			found = append(found, i)
		}
		from = i + len(term)
	}
}

// fineCut cuts one run of Han letters, names too.
func (s *Segmenter) fineCut(text string) []string {
	var words []string
	for _, w := range s.seg.Cut(text, false) {
		if parts, ok := s.parts[w]; ok {
			words = append(words, parts...)
			continue
		}
		words = append(words, w)
	}
	return words
}
