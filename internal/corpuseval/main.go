// Command corpuseval measures extraction against labelled pages, two other
// extractors beside it, and bylines and words against labelled lines:
//
//	go -C internal/corpuseval run . -corpus DIR [-v] [-only title,source]
//
// DIR holds labels.jsonl and the pages it names, and those of bylines.jsonl,
// bylines_news.jsonl and civil_affairs_match.jsonl that are measured;
// GAOBANG_CORPUS may name it too.
// It is a module of its own, so the program does not depend on its yardsticks.
//
// Answers are compared after NFKC without white space and quotation marks; names
// as sets; times to the label's precision; bodies by start, end and length (±5 %)
// where the label gives these, and by the F1 of letter pairs where it gives the
// full text. An answer where the label says that the page has none is wrong.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	o := options{}
	only := ""
	flag.StringVar(&o.corpus, "corpus", os.Getenv("GAOBANG_CORPUS"), "folder with labels.jsonl")
	flag.BoolVar(&o.verbose, "v", false, "print every miss")
	flag.StringVar(&only, "only", "", "print misses of these fields only: names, byline lines …")
	flag.Parse()
	if only != "" {
		o.only, o.verbose = strings.Split(only, ","), true
	}
	if err := run(os.Stdout, o); err != nil {
		fmt.Fprintln(os.Stderr, "corpuseval:", err)
		os.Exit(1)
	}
}

type options struct {
	corpus  string
	verbose bool
	only    []string // fields whose misses are printed; all where empty
}

// run measures every extractor on every labelled page and prints the table.
func run(out io.Writer, o options) error {
	labels, err := readLabels(filepath.Join(o.corpus, "labels.jsonl"))
	if err != nil {
		return err
	}
	scores := make([]*score, len(extractors))
	for i := range scores {
		scores[i] = newScore()
	}
	for _, l := range labels {
		page, err := os.ReadFile(filepath.Join(o.corpus, filepath.FromSlash(l.File)))
		if err != nil {
			return err
		}
		for i, e := range extractors {
			misses := scores[i].page(e.read(page), l)
			if i == 0 && o.verbose {
				printMisses(out, l.File, misses, o.only)
			}
		}
	}
	printTable(out, scores)
	if err := runLines(out, o); err != nil {
		return err
	}
	return sentiments(out, filepath.Join(o.corpus, "sentiment.csv"))
}

func printMisses(out io.Writer, file string, misses []miss, only []string) {
	for _, m := range misses {
		if len(only) == 0 || slices.Contains(only, m.field) {
			fmt.Fprintf(out, "%s %s\n  want %s\n  got  %s\n", file, m.field, m.want, m.got)
		}
	}
}

func printTable(out io.Writer, scores []*score) {
	fmt.Fprintf(out, "%-14s", "field")
	for _, e := range extractors {
		fmt.Fprintf(out, " %22s", e.name)
	}
	fmt.Fprintln(out)
	for _, field := range fields {
		fmt.Fprintf(out, "%-14s", field)
		for i, e := range extractors {
			fmt.Fprintf(out, " %22s", scores[i].figure(field, e.gives))
		}
		fmt.Fprintln(out)
	}
}
