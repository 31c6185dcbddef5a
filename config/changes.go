package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
)

// Changes tells a person how one version of a book differs from the one before, entry by
// entry: what came, what went, and of what stayed each value from → to. Of a list of
// links it tells the lines. It is one line for a book whose words alone changed.
func Changes(old, now File) string {
	if now.linksName() != "" {
		return listChanges(linesOf(old.Data), linesOf(now.Data))
	}
	var was, is yaml.MapSlice
	if yaml.UnmarshalWithOptions(old.Data, &was, yaml.UseOrderedMap()) != nil || yaml.UnmarshalWithOptions(now.Data, &is, yaml.UseOrderedMap()) != nil {
		return "  原来的版本读不出来，整本换成新的\n" // what is new was checked
	}
	c := &changes{}
	c.mapping("", was, is)
	return c.String()
}

// String is a count and the lines.
func (c *changes) String() string {
	text := ""
	if len(c.lines) > 0 {
		text = fmt.Sprintf("  增 %d 条，删 %d 条，改 %d 处\n", c.added, c.removed, c.changed) + strings.Join(c.lines, "")
	}
	if c.moved != "" {
		text += "  换了次序：" + c.moved + "\n"
	}
	return cmp.Or(text, "  只改了说明文字或写法，内容没有变\n")
}

func linesOf(data []byte) []any {
	var all []any
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

func listChanges(was, is []any) string {
	c := &changes{}
	c.values("链接", was, is)
	return c.String()
}

// changes are what was found so far.
type changes struct {
	lines                   []string
	added, removed, changed int
	moved                   string // a list of which only the order is another
}

func (c *changes) say(count *int, sign, where, what string) {
	*count++
	line := "  " + sign + " "
	if where != "" {
		line += where + "："
	}
	c.lines = append(c.lines, line+what+"\n")
}

// mapping compares the values of keys; where names what they are of.
func (c *changes) mapping(where string, was, is yaml.MapSlice) {
	for _, item := range was {
		key := fmt.Sprint(item.Key)
		now, there := get(is, key)
		if !there {
			c.without(where, key, item.Value)
			continue
		}
		c.value(where, key, item.Value, now)
	}
	for _, item := range is {
		if key := fmt.Sprint(item.Key); !slices.ContainsFunc(was, func(o yaml.MapItem) bool { return fmt.Sprint(o.Key) == key }) {
			c.with(where, key, item.Value)
		}
	}
}

// with and without tell of a key that came or went: of a list of entries each of them.
func (c *changes) with(where, key string, v any) {
	if list, ok := v.([]any); ok {
		c.list(where, key, nil, list)
		return
	}
	c.say(&c.changed, "改", where, key+" （没有写） → "+shown(v))
}

func (c *changes) without(where, key string, v any) {
	if list, ok := v.([]any); ok {
		c.list(where, key, list, nil)
		return
	}
	c.say(&c.changed, "改", where, key+" "+shown(v)+" → （不再写）")
}

func (c *changes) value(where, key string, was, is any) {
	oldMap, a := was.(yaml.MapSlice)
	newMap, b := is.(yaml.MapSlice)
	oldList, d := was.([]any)
	newList, e := is.([]any)
	switch {
	case whole(was) == whole(is):
	case a && b && where == "": // the rule book itself
		c.mapping("", oldMap, newMap)
	case a && b:
		c.mapping(where+" "+key, oldMap, newMap)
	case d && e:
		c.list(where, key, oldList, newList)
	default:
		c.say(&c.changed, "改", where, key+" "+shown(was)+" → "+shown(is))
	}
}

// list compares entries by what they are called, and other values by themselves.
func (c *changes) list(where, key string, was, is []any) {
	name := strings.TrimSpace(where + " " + cmp.Or(sections[key], key))
	before, after := called(was), called(is)
	if before == nil || after == nil {
		c.values(name, was, is)
		return
	}
	place := places(after)
	for i, v := range was {
		if at, stays := place[before[i]]; !stays {
			c.say(&c.removed, "删", name, label(v, before[i]))
		} else {
			old, _ := v.(yaml.MapSlice)
			now, _ := is[at].(yaml.MapSlice)
			c.mapping(name+" "+label(is[at], after[at]), old, now)
		}
	}
	known := places(before)
	for i, v := range is {
		if _, was := known[after[i]]; !was {
			c.say(&c.added, "增", name, shown(v))
		}
	}
	c.order(name, before, after)
}

// values compares lists whose entries have no names.
func (c *changes) values(name string, was, is []any) {
	before, after := wholes(was), wholes(is)
	now, then := places(after), places(before)
	for i, v := range before {
		if _, stays := now[v]; !stays {
			c.say(&c.removed, "删", name, shown(was[i]))
		}
	}
	for i, v := range after {
		if _, was := then[v]; !was {
			c.say(&c.added, "增", name, shown(is[i]))
		}
	}
	c.order(name, before, after)
}

// order notes the first list whose entries that stay stand in another order.
func (c *changes) order(name string, before, after []string) {
	if c.moved == "" && !slices.Equal(kept(before, after), kept(after, before)) {
		c.moved = name
	}
}

func kept(of, in []string) []string {
	there := places(in)
	return slices.DeleteFunc(slices.Clone(of), func(s string) bool { _, stays := there[s]; return !stays })
}

func places(names []string) map[string]int {
	at := make(map[string]int, len(names))
	for i, name := range names {
		at[name] = i
	}
	return at
}

// sections are the lists of the books as people call them.
var sections = map[string]string{
	"outlets": "媒体", "sources": "采集源", "profiles": "站点规则", "units": "单位", "people": "通讯员",
	"clauses": "条款", "quotas": "任务", "examples": "例子", "aliases": "别名", "posts": "岗位",
}

// called are the names of entries, each its own; nil where they have none. Rules of one
// site differ by the day from which they hold.
func called(list []any) []string {
	names, known := make([]string, len(list)), map[string]bool{}
	for i, v := range list {
		entry, ok := v.(yaml.MapSlice)
		if !ok {
			return nil
		}
		for _, key := range []string{"id", "host", "name"} {
			if name, there := get(entry, key); there && names[i] == "" {
				names[i] = shown(name)
			}
		}
		if names[i] == "" {
			return nil
		}
		_, ofSite := get(entry, "host")
		if from, there := get(entry, "from"); there && ofSite {
			names[i] += " 自 " + shown(from)
		}
		if known[names[i]] {
			return nil
		}
		known[names[i]] = true
	}
	return names
}

// label is what an entry is called, and its name where it begins with an ID.
func label(v any, name string) string {
	entry, _ := v.(yaml.MapSlice)
	if also, there := get(entry, "name"); there && shown(also) != name {
		return name + " " + shown(also)
	}
	return name
}

func get(m yaml.MapSlice, key string) (any, bool) {
	for _, item := range m {
		if fmt.Sprint(item.Key) == key {
			return item.Value, true
		}
	}
	return nil, false
}

func wholes(list []any) []string {
	all := make([]string, len(list))
	for i, v := range list {
		all[i] = whole(v)
	}
	return all
}

// longest is how many letters of one value are shown.
const longest = 2000

// shown is a value for a line of a terminal.
func shown(v any) string {
	text := strings.ReplaceAll(whole(v), "\n", "⏎")
	if utf8.RuneCountInString(text) > longest {
		return string([]rune(text)[:longest]) + "…"
	}
	return text
}

// whole is a value as it could stand in the book.
func whole(v any) string {
	switch v := v.(type) {
	case nil:
		return "（空）"
	case yaml.MapSlice:
		parts := make([]string, len(v))
		for i, item := range v {
			parts[i] = fmt.Sprint(item.Key) + ": " + whole(item.Value)
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case []any:
		return "[" + strings.Join(wholes(v), ", ") + "]"
	}
	return cmp.Or(fmt.Sprint(v), "（空）")
}
