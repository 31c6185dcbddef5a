package example

import (
	"fmt"
	"strings"

	"github.com/gaobang/gaobang"
)

// Parse reads the records of a file. Its error names the file, the line and what
// is wrong there.
func Parse(name, text string) ([]Example, error) {
	p := &parser{name: name, ids: map[string]bool{}}
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
		p.line++
		if err := p.read(strings.TrimSuffix(line, "\r")); err != nil {
			return nil, err
		}
	}
	if err := p.finish(); err != nil {
		return nil, err
	}
	return p.all, nil
}

type parser struct {
	name   string
	line   int
	all    []Example
	ids    map[string]bool
	at     *Example // the record being read
	body   []string
	inBody bool
}

func (p *parser) fault(format string, args ...any) error {
	return gaobang.Errorf(gaobang.Invalid, "%s:%d：%s", p.name, p.line, fmt.Sprintf(format, args...))
}

func (p *parser) read(line string) error {
	if id, ok := strings.CutPrefix(line, "== "); ok {
		if err := p.finish(); err != nil {
			return err
		}
		id = strings.TrimSpace(id)
		if id == "" || p.ids[id] {
			return p.fault("例子的编号 %q 是空的或重复", id)
		}
		p.ids[id] = true
		p.at, p.body, p.inBody = &Example{ID: id}, nil, false
		return nil
	}
	switch {
	case p.at == nil && strings.TrimSpace(line) == "":
		return nil
	case p.at == nil:
		return p.fault("例子应以 == 编号 开头")
	case p.inBody:
		if strings.TrimSpace(line) != "" {
			p.body = append(p.body, line)
		}
		return nil
	case line == "--":
		p.inBody = true
		return nil
	}
	key, value, ok := strings.Cut(line, ": ")
	if !ok {
		return p.fault("应写成 名称: 值，或用 -- 开始正文：%q", line)
	}
	return p.field(key, strings.TrimSpace(value))
}

func (p *parser) field(key, value string) (err error) {
	e := p.at
	switch key {
	case "case":
		e.Case = value
	case "class":
		e.Class = value
	case "outlet":
		e.Outlet = gaobang.OutletID(value)
	case "date":
		if e.Date, err = gaobang.ParseDate(value); err != nil {
			return p.fault("%v", err)
		}
	case "title":
		e.Title = value
	case "meta":
		e.Meta = value
	case "about":
		return p.concerns(value)
	case "unit":
		return p.credit(value, &e.Units)
	case "maybe":
		return p.credit(value, &e.Maybe)
	default:
		return p.fault("没有这一项 %q", key)
	}
	return nil
}

// concerns reads "none" or "BUREAU yes|doubtful SCOPE".
func (p *parser) concerns(value string) error {
	p.at.Keyed = true
	if value == "none" {
		return nil
	}
	words := strings.Fields(value)
	if len(words) != 3 || words[1] != "yes" && words[1] != "doubtful" || gaobang.Scope(words[2]).Chinese() == words[2] {
		return p.fault("about 应写成 none 或 局 yes|doubtful sole|several|passing：%q", value)
	}
	p.at.About = append(p.at.About, About{gaobang.UnitID(words[0]), words[1] == "doubtful", gaobang.Scope(words[2])})
	return nil
}

// credit reads "BUREAU UNIT BASIS [PERSON]".
func (p *parser) credit(value string, into *[]Credit) error {
	words := strings.Fields(value)
	if len(words) < 3 || len(words) > 4 || gaobang.Basis(words[2]).Chinese() == "" {
		return p.fault("应写成 局 单位 依据 [通讯员]：%q", value)
	}
	c := Credit{Bureau: gaobang.UnitID(words[0]), Unit: gaobang.UnitID(words[1]), Basis: gaobang.Basis(words[2])}
	if len(words) == 4 {
		c.Person = gaobang.PersonID(words[3])
	}
	*into = append(*into, c)
	return nil
}

// finish closes the record being read.
func (p *parser) finish() error {
	e := p.at
	if e == nil {
		return nil
	}
	switch {
	case !p.inBody:
		return p.fault("例子 %s 没有正文：用一行 -- 开始正文", e.ID)
	case e.Outlet == "" || e.Date.IsZero():
		return p.fault("例子 %s 缺 outlet 或 date", e.ID)
	case !e.Keyed && len(e.Units)+len(e.Maybe) > 0:
		return p.fault("例子 %s 有 unit 而没有 about", e.ID)
	}
	e.Body = strings.Join(p.body, "\n")
	p.all = append(p.all, *e)
	p.at = nil
	return nil
}
