// Package segment cuts Chinese text into words with gse, made safe.
//
// The steps of New: load the embedded simplified dictionary, give every letter
// that begins a word but is no word a frequency, add the caller's words. The
// steps of Cut: split the text into runs of one script, cut each run of Han
// letters by the dictionary alone, lower the rest.
//
// Cutting run by run is what makes an answer local: gse lets one letter without
// a frequency (most Latin ones, 136 Han ones) spoil everything to its left.
package segment

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/go-ego/gse"

	"github.com/gaobang/gaobang"
)

// wordFrequency is enough for a word to be cut whole; a higher one shifts the
// cuts of other words.
const wordFrequency = 10

// letterFrequency is what gse itself gives every single letter of its dictionary.
const letterFrequency = 2

// Segmenter cuts text. It is never changed after New, so many goroutines may
// share it; new words need a new Segmenter.
type Segmenter struct {
	seg   gse.Segmenter
	parts map[string][]string // the words within a long name
}

// New loads the dictionary (0.7 s, 70 MB, while it loads 200) and adds words, so build one in a
// process.
func New(words []string) (*Segmenter, error) {
	s := &Segmenter{seg: gse.Segmenter{SkipLog: true, NotLoadHMM: true}, parts: map[string][]string{}}
	if err := s.seg.LoadDictEmbed("zh_s"); err != nil {
		return nil, gaobang.Errorf(gaobang.Internal, "分词词典装不上：%w", err)
	}
	s.giveLettersFrequency()
	for _, w := range domainWords {
		s.prefer(w.word, w.frequency)
	}
	for _, w := range noNames {
		if frequency, _, found := s.seg.Find(w); found {
			_ = s.seg.ReAddToken(w, frequency, "n")
		}
	}
	s.addOffices()
	s.addNames(words)
	s.lighten()
	return s, nil
}

// lighten drops what only gse's other ways of cutting look at: the letters of every
// word, one by one, and the words within it. Cut asks the trie, and of a word its
// frequency and tag. This is more than half of the dictionary's 130 MB, and nearly
// all that the garbage collector had to follow at each of its rounds.
func (s *Segmenter) lighten() {
	tokens := make([]gse.Token, len(s.seg.Dict.Tokens))
	for i := range tokens {
		t := &s.seg.Dict.Tokens[i]
		tokens[i] = s.seg.ToToken("", t.Freq(), t.Pos())
	}
	s.seg.Dict.Tokens = tokens
}

// addNames adds the caller's names as words, and remembers of which words they
// are made.
func (s *Segmenter) addNames(names []string) {
	parts := make([][]string, len(names))
	for i, name := range names {
		parts[i] = s.Cut(name)
	}
	for i, name := range names {
		name = strings.ToLower(name)
		if len(parts[i]) > 1 && strings.Join(parts[i], "") == name {
			s.parts[name] = parts[i]
			_ = s.seg.AddToken(name, wordFrequency, nameTag)
		}
	}
}

// addOffices adds 市民政局 and its kin, to be cut again into 市 and 民政局.
func (s *Segmenter) addOffices() {
	for _, area := range areas {
		for _, office := range offices {
			s.parts[area+office] = []string{area, office}
			_ = s.seg.AddToken(area+office, wordFrequency, nameTag)
		}
	}
}

// giveLettersFrequency makes every first letter of a word a word. Without it
// log(0) makes every cut left of such a letter equally bad.
func (s *Segmenter) giveLettersFrequency() {
	var letters []string
	for i := range s.seg.Dict.Tokens {
		word := s.seg.Dict.Tokens[i].Text()
		_, size := utf8.DecodeRuneInString(word)
		letter := word[:size]
		if freq, _, found := s.seg.Find(letter); found && freq == 0 {
			letters = append(letters, letter)
		}
	}
	for _, letter := range letters {
		_ = s.seg.AddToken(letter, letterFrequency)
	}
}

// prefer sets the frequency of a word, known or not.
func (s *Segmenter) prefer(word string, frequency float64) {
	if _, tag, found := s.seg.Find(word); found {
		_ = s.seg.ReAddToken(word, frequency, tag)
		return
	}
	_ = s.seg.AddToken(word, frequency, "n")
}

// Cut is the words of the text in order, lower-cased, without spaces and
// punctuation. Names given to New stay whole.
func (s *Segmenter) Cut(text string) []string {
	words := []string{}
	for r := range runs(text) {
		if !r.han {
			words = append(words, strings.ToLower(text[r.from:r.to]))
			continue
		}
		for _, w := range s.seg.Cut(text[r.from:r.to], false) {
			words = append(words, s.unlessOffice(w)...)
		}
	}
	return words
}

// unlessOffice is the word itself, or the two words of 市民政局.
func (s *Segmenter) unlessOffice(word string) []string {
	if parts := s.parts[word]; len(parts) == 2 && slices.Contains(areas, parts[0]) {
		return parts
	}
	return []string{word}
}
