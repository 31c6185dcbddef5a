package family

import (
	"hash/fnv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// piece is an article of the set.
type piece struct {
	title, byline string
	paragraphs    []string
}

func (p piece) body() string {
	return strings.Join(slices.DeleteFunc(append([]string{p.byline}, p.paragraphs...), func(s string) bool { return s == "" }), "\n")
}

// story is an article with texts on the same event that are not reprints of it.
type story struct {
	name   string
	origin piece
	others []piece
}

// template is a text that comes again, filled in each time.
type template struct {
	name   string
	filled []piece
}

// half is the half of the set for development, or the half that is held out.
type half struct {
	stories   []story
	templates []template
	words     vocabulary
}

// vocabulary is the words that edits are made of.
type vocabulary struct {
	synonyms                                 [][2]string
	leads, paragraphs, items, quotes, frames []string
	traditional                              *strings.Replacer
}

func readHalf(t testing.TB, heldOut bool) half {
	t.Helper()
	mine := func(i int) bool { return i%2 == 1 == heldOut }
	h := half{words: readEdits(t)}
	for i, name := range files(t, "stories") {
		if mine(i) {
			h.stories = append(h.stories, readStory(t, name))
		}
	}
	for i, name := range files(t, "templates") {
		if mine(i) {
			h.templates = append(h.templates, readTemplate(t, name))
		}
	}
	return h
}

func files(t testing.TB, folder string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("testdata", folder, "*.txt"))
	if err != nil || len(names) == 0 {
		t.Fatal(folder, err)
	}
	slices.Sort(names)
	return names
}

func read(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(b))
}

func readStory(t testing.TB, name string) story {
	t.Helper()
	parts := strings.Split(read(t, name), "\n==== ")
	head, text, ok := strings.Cut(parts[0], "\n----\n")
	if !ok {
		t.Fatalf("%s has no line ----", name)
	}
	title, byline, _ := strings.Cut(head, "\n")
	s := story{name: strings.TrimSuffix(filepath.Base(name), ".txt"), origin: piece{title, byline, strings.Split(text, "\n")}}
	for _, other := range parts[1:] {
		title, text, _ := strings.Cut(other, "\n")
		s.others = append(s.others, piece{title: title, paragraphs: strings.Split(text, "\n")})
	}
	return s
}

var slot = regexp.MustCompile(`\{\d+\}`)

func readTemplate(t testing.TB, name string) template {
	t.Helper()
	form, rows, ok := strings.Cut(read(t, name), "\n----\n")
	if !ok {
		t.Fatalf("%s has no line ----", name)
	}
	tpl := template{name: strings.TrimSuffix(filepath.Base(name), ".txt")}
	for row := range strings.SplitSeq(rows, "\n") {
		fields := strings.Split(row, "|")
		text := slot.ReplaceAllStringFunc(form, func(s string) string {
			n, err := strconv.Atoi(strings.Trim(s, "{}"))
			if err != nil || n > len(fields) {
				t.Fatalf("%s: %s in %q", name, s, row)
			}
			return fields[n-1]
		})
		tpl.filled = append(tpl.filled, piece{title: tpl.name, paragraphs: strings.Split(text, "\n")})
	}
	return tpl
}

func readEdits(t testing.TB) vocabulary {
	t.Helper()
	at := func(name string) []string {
		return strings.Split(read(t, filepath.Join("testdata", "edits", name)), "\n")
	}
	e := vocabulary{leads: at("leads.txt"), paragraphs: at("paragraphs.txt"), items: at("items.txt"), quotes: at("quotes.txt"), frames: at("frames.txt")}
	for _, line := range at("synonyms.tsv") {
		from, to, _ := strings.Cut(line, "\t")
		e.synonyms = append(e.synonyms, [2]string{from, to})
	}
	slices.SortStableFunc(e.synonyms, func(a, b [2]string) int { return len(b[0]) - len(a[0]) })
	var pairs []string
	for pair := range strings.FieldsSeq(at("traditional.txt")[0]) {
		runes := []rune(pair)
		if len(runes) != 2 {
			t.Fatalf("traditional.txt: %q", pair)
		}
		pairs = append(pairs, string(runes[0]), string(runes[1]))
	}
	e.traditional = strings.NewReplacer(pairs...)
	return e
}

// dice are the same each time for the same names.
func dice(names ...string) *rand.Rand {
	h := fnv.New64a()
	for _, n := range names {
		h.Write([]byte(n + "\x00"))
	}
	return rand.New(rand.NewPCG(h.Sum64(), 1))
}
