package sentiment

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the lexicon
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
)

// lexiconFile is written for this program, with the reason beside each group.
//
//go:embed lexicon.yaml
var lexiconFile []byte

// role is what a word says of a bureau that it is said of.
type role string

const (
	// nothing is misfortune, crime and daily good work: what civil affairs deals with.
	nothing role = ""
	// fault is what only an office can do wrong: how it treats those who come.
	fault role = "fault"
	// rebuke is what others do to an office that did wrong; the one it is done to
	// stands before it.
	rebuke role = "rebuke"
	// official is what happens to a person who did wrong; it counts where he holds an
	// office of the bureau.
	official role = "official"
	// wrong is misconduct that an office may commit as well as punish in others.
	wrong role = "wrong"
	// accident is what counts where it happens in a house that the bureau runs.
	accident role = "accident"
	// praise is what is said of an office that did well.
	praise role = "praise"
)

// group is words that are in the lexicon for one reason.
type group struct {
	Name    string `yaml:"name"`
	Toward  role   `yaml:"toward"`
	Named   bool   `yaml:"named"`   // it counts only in a sentence that names the bureau
	Text    int    `yaml:"text"`    // weight in a text by itself; ten is a plain word
	Handles bool   `yaml:"handles"` // the feats of those who fight the bad
	Damps   bool   `yaml:"damps"`   // of texts that take no side
	Why     string `yaml:"why"`
	Words   string `yaml:"words"`
}

// cue is words that change what a word beside them says.
type cue struct {
	Why   string `yaml:"why"`
	Words string `yaml:"words"`
	list  []string
}

// in reports whether one of the cue's words stands in a text.
func (c *cue) in(s string) bool {
	return slices.ContainsFunc(c.list, func(w string) bool { return strings.Contains(s, w) })
}

// starts reports whether a text starts with one of the cue's words.
func (c *cue) starts(s string) bool {
	return slices.ContainsFunc(c.list, func(w string) bool { return strings.HasPrefix(s, w) })
}

// ends reports whether a text ends with one of the cue's words.
func (c *cue) ends(s string) bool {
	return slices.ContainsFunc(c.list, func(w string) bool { return strings.HasSuffix(s, w) })
}

// last is where the last of the cue's words begins in a text, or -1.
func (c *cue) last(s string) int {
	at := -1
	for _, w := range c.list {
		at = max(at, strings.LastIndex(s, w))
	}
	return at
}

type cues struct {
	Denies      cue `yaml:"denies"`
	Negates     cue `yaml:"negates"`
	Fails       cue `yaml:"fails"`
	Intensifies cue `yaml:"intensifies"`
	Weakens     cue `yaml:"weakens"`
	Turns       cue `yaml:"turns"`
	Past        cue `yaml:"past"`
	Now         cue `yaml:"now"`
	Refutes     cue `yaml:"refutes"`
	Declines    cue `yaml:"declines"`
	Names       cue `yaml:"names"`
	Handles     cue `yaml:"handles"`
	Mends       cue `yaml:"mends"`
	Mended      cue `yaml:"mended"`
	Others      cue `yaml:"others"`
	Belongs     cue `yaml:"belongs"`
	Spots       cue `yaml:"spots"`
	Poses       cue `yaml:"poses"`
	Suffers     cue `yaml:"suffers"`
	Critics     cue `yaml:"critics"`
	Rebukes     cue `yaml:"rebukes"`
	Invites     cue `yaml:"invites"`
	Officials   cue `yaml:"officials"`
	Kin         cue `yaml:"kin"`
	Gives       cue `yaml:"gives"`
	Gets        cue `yaml:"gets"`
	Claims      cue `yaml:"claims"`
	Addressed   cue `yaml:"addressed"`
	Acted       cue `yaml:"acted"`
	Takes       cue `yaml:"takes"`
	Houses      cue `yaml:"houses"`
	Drills      cue `yaml:"drills"`
}

func (c *cues) all() []*cue {
	return []*cue{
		&c.Denies, &c.Negates, &c.Fails, &c.Intensifies, &c.Weakens, &c.Turns, &c.Past, &c.Now, &c.Refutes, &c.Declines, &c.Names,
		&c.Handles, &c.Mends, &c.Mended, &c.Others, &c.Belongs, &c.Spots, &c.Poses,
		&c.Suffers, &c.Critics, &c.Rebukes, &c.Invites, &c.Officials, &c.Kin,
		&c.Gives, &c.Gets, &c.Claims, &c.Addressed, &c.Acted, &c.Takes, &c.Houses, &c.Drills,
	}
}

// lexicon is the file, indexed: its words by their first letter, the longer first.
type lexicon struct {
	groups  []group
	cues    cues
	byFirst map[rune][]entry
}

type entry struct {
	word  string
	group *group
}

// shipped is the lexicon in the program, read once.
var shipped = sync.OnceValue(func() *lexicon {
	l, err := readLexicon(lexiconFile)
	if err != nil {
		panic(err) // the file is part of the program and read by every test
	}
	return l
})

func readLexicon(data []byte) (*lexicon, error) {
	var file struct {
		Words []group `yaml:"words"`
		Cues  cues    `yaml:"cues"`
	}
	if err := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict()).Decode(&file); err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	l := &lexicon{groups: file.Words, cues: file.Cues, byFirst: map[rune][]entry{}}
	for i := range l.groups {
		for w := range strings.FieldsSeq(l.groups[i].Words) {
			first, _ := utf8.DecodeRuneInString(w)
			l.byFirst[first] = append(l.byFirst[first], entry{w, &l.groups[i]})
		}
	}
	for _, list := range l.byFirst {
		slices.SortStableFunc(list, func(a, b entry) int { return len(b.word) - len(a.word) })
	}
	for _, c := range l.cues.all() {
		c.list = strings.Fields(c.Words)
	}
	return l, nil
}

// word is an entry found at bytes [from, to).
type word struct {
	entry

	from, to int
}

// find are the words of a text in order, without overlap, the longest first,
// outside of 《》.
func (l *lexicon) find(text string) []word {
	var all []word
	title := 0
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '《':
			title++
		case r == '》' && title > 0:
			title--
		case title == 0:
			for _, e := range l.byFirst[r] {
				if strings.HasPrefix(text[i:], e.word) {
					all = append(all, word{e, i, i + len(e.word)})
					size = len(e.word)
					break
				}
			}
		}
		i += size
	}
	return all
}

// LexiconHash is the SHA-256 of the lexicon's file.
func LexiconHash() string {
	sum := sha256.Sum256(lexiconFile)
	return hex.EncodeToString(sum[:])
}
