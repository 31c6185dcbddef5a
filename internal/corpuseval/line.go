package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gaobang/gaobang/analyzer/byline"
	"github.com/gaobang/gaobang/analyzer/segment"
)

// lineSet is a file of labelled lines, and how its lines are judged.
type lineSet struct {
	file, field string
	// judge gives what was rightly found, what was found and what was to be found,
	// and how the answer reads.
	judge func(l lineLabel) (right, found, wanted int, got string)
	f1    bool // the figure is the F1 of names, else the share of lines all right
}

// lineLabel is one labelled line of any of the files.
type lineLabel struct {
	Text           string   `json:"text"`
	Reporters      []string `json:"reporters"`
	Correspondents []string `json:"correspondents"`
	Interns        []string `json:"interns"`
	Bylines        []struct {
		Names []string `json:"names"`
	} `json:"bylines"`
	IsCivilAffairs bool `json:"is_civil_affairs"`
}

// term is the word that the sentences of civil_affairs_match.jsonl are about.
const term = "民政"

// lineSets are the files beside labels.jsonl; one that is not there is passed over.
func lineSets() ([]lineSet, error) {
	seg, err := segment.New([]string{term})
	if err != nil {
		return nil, err
	}
	return []lineSet{
		{file: "bylines.jsonl", field: "byline lines", judge: judgeByline},
		{file: "bylines_news.jsonl", field: "news names F1", judge: judgeNames, f1: true},
		{file: "civil_affairs_match.jsonl", field: "term " + term, judge: func(l lineLabel) (right, found, wanted int, got string) {
			match := len(seg.Spans(l.Text, term)) > 0
			return int(truth(match == l.IsCivilAffairs)), 1, 1, fmt.Sprint(match)
		}},
	}, nil
}

// judgeByline wants all reporters, correspondents and interns of a line, no more
// and no fewer; the labels know no other roles.
func judgeByline(l lineLabel) (right, found, wanted int, got string) {
	b := byline.ParseLine(l.Text)
	same := sameSet(l.Reporters, b.Reporters) && sameSet(l.Correspondents, b.Correspondents) && sameSet(l.Interns, b.Interns)
	answer, _ := json.Marshal(b) //nolint:errchkjson // lists of text
	return int(truth(same)), 1, 1, string(answer)
}

// judgeNames counts the names behind 记者 and 通讯员.
func judgeNames(l lineLabel) (right, found, wanted int, got string) {
	b := byline.ParseLine(l.Text)
	names := set(append(slices.Clone(b.Reporters), b.Correspondents...))
	var want []string
	for _, w := range l.Bylines {
		want = append(want, w.Names...)
	}
	want = set(want)
	for _, n := range names {
		if slices.Contains(want, n) {
			right++
		}
	}
	return right, len(names), len(want), strings.Join(names, " ")
}

func sameSet(a, b []string) bool { return slices.Equal(set(a), set(b)) }

func set(names []string) []string {
	all := make([]string, 0, len(names))
	for _, n := range names {
		all = append(all, plain(n))
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// runLines measures every file of labelled lines that the corpus has.
func runLines(out io.Writer, o options) error {
	sets, err := lineSets()
	if err != nil {
		return err
	}
	for _, s := range sets {
		labels, err := readLines(filepath.Join(o.corpus, s.file))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "%-14s %s\n", s.field, s.measure(out, labels, o))
	}
	return nil
}

func (s lineSet) measure(out io.Writer, labels []lineLabel, o options) string {
	right, found, wanted := 0, 0, 0
	for _, l := range labels {
		r, f, w, got := s.judge(l)
		right, found, wanted = right+r, found+f, wanted+w
		if o.verbose && (r < f || r < w) && (len(o.only) == 0 || slices.Contains(o.only, s.field)) {
			fmt.Fprintf(out, "%s\n  %s\n  got %s\n", s.field, l.Text, got)
		}
	}
	if s.f1 {
		return fmt.Sprintf("%.3f (%d of %d found, %d too many)", 2*float64(right)/float64(max(1, found+wanted)), right, wanted, found-right)
	}
	return fmt.Sprintf("%.3f (%d/%d)", float64(right)/float64(max(1, wanted)), right, wanted)
}

func readLines(path string) ([]lineLabel, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var labels []lineLabel
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, len(data)+1)
	for n := 1; lines.Scan(); n++ {
		var l lineLabel
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, n, err)
		}
		labels = append(labels, l)
	}
	return labels, lines.Err()
}
