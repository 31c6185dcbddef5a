package segment

import (
	"strings"
	"unicode/utf8"
)

// Terms are the words to index the text under, each once, in the order of their
// first appearance: dictionary words of two or more letters and the kept names
// that occur, whole. Names of people and single letters are left out, so that
// nobody unknown is found by name (docs/decisions/0003).
func (s *Segmenter) Terms(text string, keep []string) []string {
	terms, seen := []string{}, map[string]bool{}
	add := func(w string) {
		if w = strings.ToLower(w); w != "" && !seen[w] {
			seen[w] = true
			terms = append(terms, w)
		}
	}
	for _, name := range keep {
		if strings.Contains(text, name) {
			add(name)
		}
	}
	for _, w := range s.Cut(text) {
		for _, part := range append([]string{w}, s.parts[w]...) {
			if s.searchable(part) {
				add(part)
			}
		}
	}
	return terms
}

// searchable reports whether a word may be searched for.
func (s *Segmenter) searchable(word string) bool {
	if utf8.RuneCountInString(word) < 2 {
		return false
	}
	if first, _ := utf8.DecodeRuneInString(word); !isHan(first) {
		return true
	}
	freq, tag, found := s.seg.Find(word)
	return found && freq > 0 && !strings.HasPrefix(tag, "nr")
}

// IsWord reports a word of the dictionary that is no name of a person and does not
// end as the names of offices do: 社区, 养老, and not 福利院.
func (s *Segmenter) IsWord(word string) bool {
	last, _ := utf8.DecodeLastRuneInString(word)
	return s.searchable(word) && isHan(last) && !strings.ContainsRune(officeEnds, last)
}

const officeEnds = "局科股处室站院馆所队办委厅部校镇乡县市"
