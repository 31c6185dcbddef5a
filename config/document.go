package config

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"github.com/gaobang/gaobang"
)

// Bounds on a file, far above what an office needs.
const (
	maxBytes = 16 << 20
	maxDepth = 32
)

// document is a parsed file and the problems found in it.
type document struct {
	file     File
	lines    []string
	problems *Problems
	root     value
}

// parse reads a file's YAML. ok is false where there is nothing to read on.
func parse(file File, problems *Problems) (d *document, ok bool) {
	d = &document{file: file, lines: strings.Split(string(file.Data), "\n"), problems: problems}
	if message, remedy := unreadable(file.Data); message != "" {
		d.report(nil, message, remedy)
		return d, false
	}
	tree, err := parseYAML(file.Data)
	if err != nil {
		d.syntax(err)
		return d, false
	}
	if len(tree.Docs) != 1 || tree.Docs[0].Body == nil {
		d.report(nil, "文件是空的，或不止一份文档", "一个文件写一份设置或一本名册，可用 gaobang init 得到示例")
		return d, false
	}
	d.root = value{d, tree.Docs[0].Body}
	return d, true
}

func unreadable(data []byte) (message, remedy string) {
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		return "文件是空的", "可用 gaobang init 得到示例"
	case len(data) > maxBytes:
		return fmt.Sprintf("文件有 %d 字节，超过 16 MiB", len(data)), "请核对是否给错了文件"
	case !utf8.Valid(data):
		return "文件不是 UTF-8 编码", "请用编辑器另存为 UTF-8"
	case bytes.IndexByte(data, 0) >= 0:
		return "文件中有空字符，不是文本", "请核对是否给错了文件"
	case deep(data):
		return fmt.Sprintf("嵌套超过 %d 层", maxDepth), "名册不需要这样深的嵌套，请核对括号"
	}
	return "", ""
}

// deep reports nesting that could exhaust the parser. It counts brackets, also
// those in texts, of one line, and the indentation.
func deep(data []byte) bool {
	open := 0
	for line := range bytes.SplitSeq(data, []byte("\n")) {
		indent := len(line) - len(bytes.TrimLeft(line, " -?"))
		if indent > 4*maxDepth {
			return true
		}
		open = max(0, open+bytes.Count(line, []byte("["))+bytes.Count(line, []byte("{"))-bytes.Count(line, []byte("]"))-bytes.Count(line, []byte("}")))
		if open > maxDepth {
			return true
		}
	}
	return false
}

// parseYAML keeps a fault of the parser from ending the program.
func parseYAML(data []byte) (tree *ast.File, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("parser: %v", r)
		}
	}()
	return parser.ParseBytes(data, 0, parser.AllowDuplicateMapKey())
}

func (d *document) syntax(err error) {
	var at *yaml.SyntaxError
	if errors.As(err, &at) && at.Token != nil {
		d.report(at.Token, "不合 YAML 语法："+gaobang.Worded(errors.New(at.Message)), "请检查这一行的缩进、引号和冒号（冒号后要有空格，不能用制表符缩进）")
		return
	}
	d.report(nil, "不合 YAML 语法", "请检查缩进、引号和冒号")
}

// report adds a problem at a token; nil is the file as a whole.
func (d *document) report(at *token.Token, message, remedy string) {
	p := Problem{File: d.file.Name, Message: message, Remedy: remedy}
	if at != nil && at.Position != nil {
		p.Line, p.Column = at.Position.Line, at.Position.Column
		p.Excerpt = d.excerpt(p.Line)
	}
	*d.problems = append(*d.problems, p)
}

const maxExcerpt = 120 // characters

func (d *document) excerpt(line int) string {
	if line < 1 || line > len(d.lines) {
		return ""
	}
	text := []rune(strings.TrimSpace(d.lines[line-1]))
	if len(text) > maxExcerpt {
		return string(text[:maxExcerpt]) + "…"
	}
	return string(text)
}
