package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/sentiment/learn"
	"github.com/gaobang/gaobang/crawler/entry"
)

const (
	maxSampleFile = 256 << 20 // the largest file of labelled lines that is read
	maxSamples    = 20_000    // the most lines that are learned from: as many rulings are, and more tell no more
	maxQuoted     = 20        // letters of a file that an error shows: a cell may hold a whole story
)

// readSamples reads labelled lines and says from what: the file with its hash.
func readSamples(path string) ([]learn.Sample, string, error) {
	data, err := readBounded(path, maxSampleFile)
	if err != nil {
		return nil, "", err
	}
	rows, charset := entry.CSV(data)
	rows.ReuseRecord = true
	header, err := rows.Read()
	if errors.Is(err, io.EOF) {
		return nil, "", gaobang.Errorf(gaobang.Invalid, "%s 是空的：首行应有列名 label，以及 text 或 title、lead", path)
	}
	if err != nil {
		return nil, "", badRow(path, err)
	}
	columns, err := columnsOf(path, charset, header)
	if err != nil {
		return nil, "", err
	}
	samples, err := sampleRows(path, rows, columns)
	return samples, fmt.Sprintf("%s（SHA-256 %.12s…）", path, learn.Hash(data)), err
}

// columnsOf are the places of the label and of what a line says.
func columnsOf(path, charset string, header []string) ([]int, error) {
	names := make([]string, len(header))
	for i, name := range header {
		names[i] = strings.ToLower(strings.TrimSpace(name))
	}
	columns := []int{slices.Index(names, "label")}
	for _, name := range []string{"text", "title", "lead"} {
		if i := slices.Index(names, name); i >= 0 {
			columns = append(columns, i)
		}
	}
	if columns[0] < 0 || len(columns) == 1 {
		return nil, gaobang.Errorf(gaobang.Invalid, "%s 第 1 行应有列名 label，以及 text 或 title、lead；现在是 %s（按 %s 读）",
			path, shortened(strings.Join(header, "、")), charset)
	}
	return columns, nil
}

func sampleRows(path string, rows *csv.Reader, columns []int) ([]learn.Sample, error) {
	var samples []learn.Sample
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return samples, nil
		}
		if err != nil {
			return nil, badRow(path, err)
		}
		line, _ := rows.FieldPos(0)
		if len(samples) == maxSamples {
			return nil, gaobang.Errorf(gaobang.Invalid, "%s 第 %d 行起超过 %d 条：请分成几个文件，或只留较新的", path, line, maxSamples)
		}
		is, err := gaobang.ParseSentimentLabel(strings.TrimSpace(row[columns[0]]))
		if err != nil {
			return nil, gaobang.Errorf(gaobang.Invalid, "%s 第 %d 行：没有倾向 %q：应为 positive、neutral、negative 或 正面、中性、负面",
				path, line, shortened(row[columns[0]]))
		}
		var text []string
		for _, c := range columns[1:] {
			text = append(text, row[c])
		}
		samples = append(samples, learn.FromText(strings.Join(text, "\n"), is))
	}
}

// badRow says on which line the cells cannot be told apart, and why.
func badRow(path string, err error) error {
	var bad *csv.ParseError
	if !errors.As(err, &bad) {
		return gaobang.Errorf(gaobang.Invalid, "%s 读不下去：%w", path, err)
	}
	why := "引号不成对；带引号的格要整格括在英文双引号里，格里的引号写两遍"
	if errors.Is(bad.Err, csv.ErrFieldCount) {
		why = "列数与首行不同；格里有逗号的，整格要括在英文双引号里"
	}
	return gaobang.Errorf(gaobang.Invalid, "%s 第 %d 行：%s", path, bad.StartLine, why)
}

func shortened(s string) string {
	if r := []rune(s); len(r) > maxQuoted {
		return string(r[:maxQuoted]) + "…"
	}
	return s
}
