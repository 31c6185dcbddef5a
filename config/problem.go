package config

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/gaobang/gaobang"
)

// File is a file as read; Name is what errors print.
type File struct {
	Name string
	Data []byte
}

// NewFile is a file without what editors on Windows add: the mark at its
// beginning and the second sign of every line end. So the same words are the
// same book, whoever saved them.
func NewFile(name string, data []byte) File {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	return File{name, bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))}
}

// Problem is one fault of a file.
type Problem struct {
	File    string
	Line    int // from 1; 0 where the fault is the file as a whole
	Column  int // from 1, in characters
	Message string
	Excerpt string // the offending line
	Remedy  string
}

func (p Problem) Error() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d:%d", p.Line, p.Column)
	}
	b.WriteString("：" + p.Message)
	if p.Excerpt != "" {
		b.WriteString("\n    " + p.Excerpt)
	}
	if p.Remedy != "" {
		b.WriteString("\n    " + p.Remedy)
	}
	return b.String()
}

// Problems is every fault of a set of files, by file and line.
type Problems []Problem

func (ps Problems) Error() string {
	lines := make([]string, 0, len(ps)+1)
	for _, p := range ps {
		lines = append(lines, p.Error())
	}
	if len(ps) > 1 {
		lines = append(lines, fmt.Sprintf("共 %d 处错误", len(ps)))
	}
	return strings.Join(lines, "\n")
}

// As lets gaobang.CodeOf see that the input is wrong.
func (ps Problems) As(target any) bool {
	t, ok := target.(**gaobang.Error)
	if ok {
		*t = &gaobang.Error{Code: gaobang.Invalid, Message: ps.Error(), Err: ps}
	}
	return ok
}

// sorted orders the problems as a reader goes through the files, and drops
// repeated ones.
func (ps Problems) sorted(files []File) Problems {
	order := map[string]int{}
	for i, f := range files {
		order[f.Name] = i
	}
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(order[a.File], order[b.File]), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return slices.Compact(ps)
}

// err is nil where there is no problem.
func (ps Problems) err() error {
	if len(ps) == 0 {
		return nil
	}
	return ps
}
