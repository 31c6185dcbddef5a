// Command corpuseval measures `gaobang inspect page` against labelled pages:
//
//	gaobang inspect page pages/*.html | go run ./internal/corpuseval -labels labels.jsonl
//
// Answers are compared after NFKC without white space and quotation marks, names
// as sets, times to the label's precision, bodies by their start, end and length
// (±5 %), or by the mean F1 of letter pairs where the label holds the full text.
// An answer where the label says the page has none is wrong. Names are reporters,
// correspondents and authors together.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

func main() {
	labels := flag.String("labels", "", "file with a JSON label a line")
	verbose := flag.Bool("v", false, "print every difference")
	flag.Parse()
	if err := run(os.Stdin, os.Stdout, *labels, *verbose); err != nil {
		fmt.Fprintln(os.Stderr, "corpuseval:", err)
		os.Exit(1)
	}
}

type answer struct {
	File           string   `json:"file"`
	Charset        string   `json:"charset"`
	Title          string   `json:"title"`
	PublishedAt    string   `json:"published_at"`
	ContentSource  string   `json:"content_source"`
	Reporters      []string `json:"reporters"`
	Correspondents []string `json:"correspondents"`
	Authors        []string `json:"authors"`
	Editors        []string `json:"editors"`
	Body           string   `json:"body"`
}

func run(in io.Reader, out io.Writer, path string, verbose bool) error {
	labels, err := readLabels(path)
	if err != nil {
		return err
	}
	s := score{out: out, verbose: verbose, right: map[string]int{}, all: map[string]int{}}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var a answer
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			return fmt.Errorf("answer: %w", err)
		}
		if l, ok := labels[filepath.Base(a.File)]; ok {
			s.page(a, l)
		}
	}
	for _, field := range []string{"title", "published_at", "source", "names", "editors", "body"} {
		if s.all[field] > 0 {
			fmt.Fprintf(out, "%-13s %3d of %3d  %.1f %%\n", field, s.right[field], s.all[field], 100*float64(s.right[field])/float64(s.all[field]))
		}
	}
	if len(s.f1) > 0 {
		sum := 0.0
		for _, f := range s.f1 {
			sum += f
		}
		fmt.Fprintf(out, "%-13s %.4f mean of %d\n", "body F1", sum/float64(len(s.f1)), len(s.f1))
	}
	return lines.Err()
}

// label maps keys to values, so that absent and null differ.
type label map[string]any

func readLabels(path string) (map[string]label, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	labels := map[string]label{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		l := label{}
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			return nil, fmt.Errorf("label: %w", err)
		}
		name, _ := l["file"].(string)
		labels[filepath.Base(name)] = l
	}
	return labels, lines.Err()
}

type score struct {
	out        io.Writer
	verbose    bool
	right, all map[string]int
	f1         []float64 // of bodies whose full text is labelled
}

func (s *score) page(a answer, l label) {
	s.field(a, l, "title", a.Title, func(want string) bool { return plain(want) == plain(a.Title) })
	s.field(a, l, "source", a.ContentSource, func(want string) bool { return plain(want) == plain(a.ContentSource) })
	if l["published_at"] == "UNKNOWN" || l["published_at"] == "UNKNWON" {
		delete(l, "published_at") // left open by the label's author
	}
	s.field(a, l, "published_at", a.PublishedAt, func(want string) bool { return sameTime(want, a.PublishedAt) })
	s.names(a, l, "author", "names", slices.Concat(a.Reporters, a.Correspondents, a.Authors))
	s.names(a, l, "editor", "editors", a.Editors)
	s.body(a, l)
}

// names compares sets. UNKNOWN is a label that its author left open.
func (s *score) names(a answer, l label, key, name string, got []string) {
	value, labelled := l[key]
	want, _ := value.(string)
	if !labelled || want == "UNKNOWN" {
		return
	}
	set := func(names []string) []string {
		var all []string
		for _, n := range names {
			if n = plain(n); n != "" {
				all = append(all, n)
			}
		}
		slices.Sort(all)
		return slices.Compact(all)
	}
	wanted := set(strings.FieldsFunc(want, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("、,，;；", r) }))
	s.count(name, slices.Equal(wanted, set(got)), a.File, want, strings.Join(got, "、"))
}

func (s *score) field(a answer, l label, name, got string, same func(string) bool) {
	value, labelled := l[name]
	if !labelled {
		return
	}
	want, _ := value.(string)
	s.count(name, want == "" && got == "" || want != "" && got != "" && same(want), a.File, want, got)
}

func (s *score) count(name string, right bool, file, want, got string) {
	s.all[name]++
	if right {
		s.right[name]++
	} else if s.verbose {
		fmt.Fprintf(s.out, "%s %s\n  want %s\n  got  %s\n", file, name, want, got)
	}
}

func (s *score) body(a answer, l label) {
	got := plain(a.Body)
	if full, ok := l["body"].(string); ok {
		f1 := pairsF1(plain(full), got)
		s.f1 = append(s.f1, f1)
		if f1 < 0.97 && s.verbose {
			fmt.Fprintf(s.out, "%s body F1 %.3f of %d: %s\n", a.File, f1, len([]rune(plain(full))), ends(got))
		}
		return
	}
	start, ok := l["body_start"].(string)
	if !ok {
		return
	}
	end, _ := l["body_end"].(string)
	length, _ := l["body_chars"].(float64)
	n := float64(len([]rune(got)))
	right := strings.HasPrefix(got, plain(start)) && strings.HasSuffix(got, plain(end)) && (length == 0 || n >= 0.95*length && n <= 1.05*length)
	s.count("body", right, a.File, fmt.Sprintf("%s … %s (%.0f)", start, end, length), fmt.Sprintf("%s (%.0f)", ends(got), n))
}

func ends(s string) string {
	r := []rune(s)
	if len(r) <= 50 {
		return s
	}
	return string(r[:22]) + " … " + string(r[len(r)-22:])
}

func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune("\"'“”‘’「」『』", r) {
			return -1
		}
		return r
	}, norm.NFKC.String(s))
}

func sameTime(want, got string) bool {
	normal := func(s string) string {
		s = regexp.MustCompile(`-(\d)\b`).ReplaceAllString(strings.TrimSpace(s), "-0$1")
		return strings.ReplaceAll(s, " ", "T")
	}
	want, got = normal(want), normal(got)
	return len(got) >= len(want) && got[:len(want)] == want || len(want) == 19 && strings.HasSuffix(want, ":00") && got == want[:16]
}

func pairsF1(a, b string) float64 {
	count := func(s string) (map[[2]rune]int, int) {
		pairs, r := map[[2]rune]int{}, []rune(s)
		for i := 1; i < len(r); i++ {
			pairs[[2]rune{r[i-1], r[i]}]++
		}
		return pairs, max(0, len(r)-1)
	}
	x, n := count(a)
	y, m := count(b)
	both := 0
	for p, c := range x {
		both += min(c, y[p])
	}
	if n+m == 0 {
		return 0
	}
	return 2 * float64(both) / float64(n+m)
}
