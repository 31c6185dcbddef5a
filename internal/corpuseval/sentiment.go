package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/sentiment/learn"
)

// sentiments measures the lexicon on labelled lines, and what is learned from
// them on folds that it did not see; nothing where the corpus has none.
func sentiments(out io.Writer, path string) error {
	samples, err := labelledLines(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	r, err := learn.CrossValidate(context.Background(), samples)
	if err != nil {
		return err
	}
	_, recall, _ := r.Lexicon.Of(gaobang.Negative)
	fmt.Fprintf(out, "\nsentiment: lexicon macro-F1 %.3f, negative recall %.3f; learned, %d folds by story: macro-F1 %.3f\n",
		r.Lexicon.MacroF1(), recall, learn.Parts, r.Learned.MacroF1())
	fmt.Fprint(out, &r)
	return nil
}

// labelledLines reads a CSV with the columns title, lead and label.
func labelledLines(path string) ([]learn.Sample, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if len(rows) == 0 || !slices.Equal(rows[0], []string{"title", "lead", "label"}) {
		return nil, fmt.Errorf("%s: the first line is not title,lead,label", path)
	}
	samples := make([]learn.Sample, 0, len(rows)-1)
	for _, r := range rows[1:] {
		label, err := gaobang.ParseSentimentLabel(r[2])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		samples = append(samples, learn.FromText(strings.Join(r[:2], "\n"), label))
	}
	return samples, nil
}
