package config

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"github.com/gaobang/gaobang"
)

// AcceptAlias is the units book with one more alias of a unit. Everything else,
// comments too, stays as it is. The result is checked like any book when applied.
func AcceptAlias(book File, unit gaobang.UnitID, alias gaobang.Alias) ([]byte, error) {
	e, err := edit(book)
	if err != nil {
		return nil, err
	}
	at, err := e.member("units", string(unit))
	if err != nil {
		return nil, err
	}
	if err := e.add(at, "aliases", aliasItem(alias)); err != nil {
		return nil, err
	}
	return e.bytes(), nil
}

// AcceptPerson is the units book with one more correspondent, or one more post of
// one who is there.
func AcceptPerson(book File, p gaobang.Person) ([]byte, error) {
	e, err := edit(book)
	if err != nil {
		return nil, err
	}
	post := postItem(p.Posts[0])
	if at, err := e.member("people", string(p.ID)); err == nil {
		err = e.add(at, "posts", post)
		return e.bytes(), err
	}
	item := fmt.Sprintf("{id: %s, name: %s, posts: [%s]}", quote(string(p.ID)), quote(p.Name), post)
	root, _ := e.root.pairs()
	if pair := pairOf(root, "people"); pair == nil {
		e.lines = append(trimmed(e.lines), "", "people:", "  - "+item, "")
	} else if err := e.append(pair, item); err != nil {
		return nil, err
	}
	return e.bytes(), nil
}

func aliasItem(a gaobang.Alias) string {
	return fmt.Sprintf("{name: %s%s}", quote(a.Name), days(a.Validity))
}

func postItem(p gaobang.Post) string {
	return fmt.Sprintf("{unit: %s%s}", quote(string(p.Unit)), days(p.Validity))
}

func days(v gaobang.Validity) string {
	var s string
	if !v.From.IsZero() {
		s += ", from: " + v.From.String()
	}
	if !v.To.IsZero() {
		s += ", to: " + v.To.String()
	}
	return s
}

// quote writes a text as YAML reads it whatever stands in it: JSON is YAML.
func quote(s string) string {
	b, _ := json.Marshal(s) //nolint:errchkjson // a string
	return string(b)
}

// edition is a book that is being edited, by lines.
type edition struct {
	*document

	lines []string
}

func edit(book File) (*edition, error) {
	var problems Problems
	doc, ok := parse(book, &problems)
	if !ok {
		return nil, problems.err()
	}
	return &edition{doc, strings.Split(string(book.Data), "\n")}, nil
}

func (e *edition) bytes() []byte { return []byte(strings.Join(e.lines, "\n")) }

func trimmed(lines []string) []string {
	for len(lines) > 0 && strings.TrimSpace(lines[len(lines)-1]) == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// member is the mapping with that id in a top-level list.
func (e *edition) member(list, id string) (ast.Node, error) {
	root, _ := e.root.pairs()
	if pair := pairOf(root, list); pair != nil {
		if seq, ok := pair.Value.(*ast.SequenceNode); ok {
			for _, node := range seq.Values {
				pairs, _ := value{e.document, node}.pairs()
				if p := pairOf(pairs, "id"); p != nil && p.Value != nil && p.Value.GetToken().Value == id {
					return node, nil
				}
			}
		}
	}
	return nil, gaobang.Errorf(gaobang.NotFound, "%s 的 %s 里没有 %s", e.file.Name, list, id)
}

func pairOf(pairs []*ast.MappingValueNode, key string) *ast.MappingValueNode {
	for _, p := range pairs {
		if p.Key.GetToken().Value == key {
			return p
		}
	}
	return nil
}

// add adds an item to a list of a mapping, which it makes where there is none.
func (e *edition) add(mapping ast.Node, key, item string) error {
	pairs, _ := value{e.document, mapping}.pairs()
	if pair := pairOf(pairs, key); pair != nil {
		return e.append(pair, item)
	}
	if flow, ok := mapping.(*ast.MappingNode); ok && flow.IsFlowStyle && flow.End != nil {
		return e.insert(flow.End.Position.Line, flow.End.Position.Column, ", "+key+": ["+item+"]")
	}
	first := pairs[0].Key.GetToken().Position
	return e.line(first.Line, first.Column, key+": ["+item+"]")
}

// append adds an item to a list that stands under a key.
func (e *edition) append(pair *ast.MappingValueNode, item string) error {
	key := pair.Key.GetToken().Position
	seq, ok := pair.Value.(*ast.SequenceNode)
	switch {
	case pair.Value == nil || pair.Value.Type() == ast.NullType:
		return e.line(key.Line, key.Column+len("  "), "- "+item)
	case !ok:
		return gaobang.Errorf(gaobang.Invalid, "%s 第 %d 行的 %s 不是列表：请用编辑器改", e.file.Name, key.Line, pair.Key)
	case seq.IsFlowStyle && seq.End != nil:
		if len(seq.Values) > 0 {
			item = ", " + item
		}
		return e.insert(seq.End.Position.Line, seq.End.Position.Column, item)
	}
	return e.before(seq.Start.Position.Line, seq.Start.Position.Column, "- "+item)
}

// insert puts text before a column, counted in letters from 1, of a line.
func (e *edition) insert(line, column int, text string) error {
	if line < 1 || line > len(e.lines) {
		return gaobang.Errorf(gaobang.Internal, "%s 没有第 %d 行", e.file.Name, line)
	}
	letters := []rune(e.lines[line-1])
	if column < 1 || column > len(letters) {
		return gaobang.Errorf(gaobang.Internal, "%s 第 %d 行没有第 %d 列", e.file.Name, line, column)
	}
	e.lines[line-1] = string(letters[:column-1]) + text + string(letters[column-1:])
	return nil
}

// line puts a line behind another, from a column on.
func (e *edition) line(after, column int, text string) error { return e.before(after+1, column, text) }

// before puts a line before another, from a column on.
func (e *edition) before(line, column int, text string) error {
	if line < 1 || line > len(e.lines)+1 {
		return gaobang.Errorf(gaobang.Internal, "%s 没有第 %d 行", e.file.Name, line)
	}
	added := strings.Repeat(" ", column-1) + text
	e.lines = append(e.lines[:line-1], append([]string{added}, e.lines[line-1:]...)...)
	return nil
}
