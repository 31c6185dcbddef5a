package config

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

	"github.com/gaobang/gaobang"
)

// value is a place in a document. Its methods read it as one sort of thing and
// report where it is another; they then give the zero of that sort.
type value struct {
	doc  *document
	node ast.Node
}

// bad reports a problem here.
func (v value) bad(remedy, format string, args ...any) {
	v.doc.report(v.node.GetToken(), fmt.Sprintf(format, args...), remedy)
}

// field is a key of a mapping and what reads it.
type field struct {
	key      string
	read     func(value)
	required bool
}

func optional(key string, read func(value)) field { return field{key, read, false} }
func required(key string, read func(value)) field { return field{key, read, true} }

// mapping reads the fields of a mapping and reports unknown, repeated and
// missing keys.
func (v value) mapping(fields ...field) {
	pairs, ok := v.pairs()
	if !ok {
		v.bad("应写成“键: 值”的形式，键有 "+keys(fields), "这里应是一组键值")
		return
	}
	seen := map[string]bool{}
	for _, pair := range pairs {
		key := pair.Key.GetToken().Value
		i := slices.IndexFunc(fields, func(f field) bool { return f.key == key })
		at := value{v.doc, pair.Key}
		switch {
		case i < 0:
			at.bad("可用的键："+keys(fields), "不认识的键 %q", key)
		case seen[key]:
			at.bad("请删去一处", "键 %q 重复", key)
		case pair.Value == nil || pair.Value.Type() == ast.NullType:
			if fields[i].required {
				at.bad("请填上值", "%s 没有值", key)
			}
		default:
			fields[i].read(value{v.doc, pair.Value})
		}
		seen[key] = true
	}
	for _, f := range fields {
		if f.required && !seen[f.key] {
			v.bad("请加上 "+f.key+":", "缺少 %s", f.key)
		}
	}
}

func keys(fields []field) string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.key
	}
	return strings.Join(names, "、")
}

func (v value) pairs() ([]*ast.MappingValueNode, bool) {
	switch n := v.node.(type) {
	case *ast.MappingNode:
		return n.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, true
	}
	return nil, false
}

// list reads each item of a list.
func (v value) list(read func(value)) {
	n, ok := v.node.(*ast.SequenceNode)
	if !ok {
		v.bad("每一项前加“- ”，或写成 [甲, 乙]", "这里应是列表")
		return
	}
	for _, item := range n.Values {
		if item == nil || item.Type() == ast.NullType {
			v.bad("请删去空的一项", "列表中有空项")
			continue
		}
		read(value{v.doc, item})
	}
}

// scalar is the text of a plain value.
func (v value) scalar() (string, bool) {
	switch n := v.node.(type) {
	case *ast.StringNode:
		return strings.TrimSpace(n.Value), true
	case *ast.LiteralNode:
		return strings.TrimSpace(n.Value.Value), true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value, true
	case *ast.AliasNode, *ast.AnchorNode, *ast.MergeKeyNode:
		v.bad("请直接写出内容", "名册不用 YAML 锚点（& 和 *）")
	case *ast.TagNode:
		v.bad("请去掉标签", "名册不用 YAML 标签（!）")
	default:
		v.bad("请写成一个值", "这里应是一个值，不是列表或键值")
	}
	return "", false
}

// maxText is far more than a clause's words need, in characters.
const maxText = 2000

func text(into *string) func(value) {
	return func(v value) {
		s, ok := v.scalar()
		if ok && len([]rune(s)) > maxText {
			v.bad("请写短些", "超过 %d 个字", maxText)
			return
		}
		*into = s
	}
}

// id reads the lasting name of a thing.
func id[T ~string](into *T) func(value) {
	return func(v value) {
		s, ok := v.scalar()
		if !ok {
			return
		}
		if s == "" || len(s) > 64 || strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") != "" {
			v.bad("用字母、数字和 - _ . 组成，如 danyang-daily，最长 64 个", "编号 %q 不合规", s)
			return
		}
		*into = T(s)
	}
}

func number(into *int, low, high int) func(value) {
	return func(v value) {
		s, ok := v.scalar()
		if !ok {
			return
		}
		n, err := strconv.Atoi(s)
		if err != nil || n < low || n > high {
			v.bad(fmt.Sprintf("应是 %d 到 %d 的整数", low, high), "不是可用的数 %q", s)
			return
		}
		*into = n
	}
}

func yes(into *bool) func(value) {
	return func(v value) {
		if s, ok := v.scalar(); ok {
			switch s {
			case "true", "是":
				*into = true
			case "false", "否":
				*into = false
			default:
				v.bad("应是 true 或 false", "不是是非值 %q", s)
			}
		}
	}
}

func yesOrOpen(into **bool) func(value) {
	return func(v value) {
		b := false
		yes(&b)(v)
		*into = &b
	}
}

// parsed reads a value through one of the domain's own readers.
func parsed[T any](into *T, parse func(string) (T, error)) func(value) {
	return func(v value) {
		s, ok := v.scalar()
		if !ok {
			return
		}
		t, err := parse(s)
		if err != nil {
			v.bad("", "%s", err.Error())
			return
		}
		*into = t
	}
}

func date(into *gaobang.Date) func(value) { return parsed(into, gaobang.ParseDate) }

func duration(into *time.Duration, low, high time.Duration) func(value) {
	return func(v value) {
		s, ok := v.scalar()
		if !ok {
			return
		}
		d, err := time.ParseDuration(s)
		if err != nil || d < low || d > high {
			v.bad(fmt.Sprintf("应写成 5s、1m30s，在 %v 与 %v 之间", low, high), "不是可用的时长 %q", s)
			return
		}
		*into = d
	}
}

// each reads a list of values into a slice.
func each[T any](into *[]T, one func(*T) func(value)) func(value) {
	return func(v value) {
		v.list(func(item value) {
			var t T
			one(&t)(item)
			*into = append(*into, t)
		})
	}
}

func texts(into *[]string) func(value) { return each(into, text) }

// validity reads from and to and checks their order.
type validity struct{ from, to gaobang.Date }

func (d *validity) fields() []field {
	return []field{optional("from", date(&d.from)), optional("to", date(&d.to))}
}

func (d *validity) get(at value) gaobang.Validity {
	v, err := gaobang.NewValidity(d.from, d.to)
	if err != nil {
		at.bad("请核对 from 和 to", "%s", err.Error())
	}
	return v
}
