package config

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/token"

	"github.com/gaobang/gaobang"
)

// Books is what is true in the office, checked.
type Books struct {
	Outlets   []gaobang.Outlet
	Sources   []gaobang.Source
	Profiles  []gaobang.Profile
	Registry  *gaobang.Registry
	RuleBooks []gaobang.RuleBook
}

// Outlet is the outlet of that ID.
func (b *Books) Outlet(id gaobang.OutletID) (gaobang.Outlet, bool) {
	i := slices.IndexFunc(b.Outlets, func(o gaobang.Outlet) bool { return o.ID == id })
	if i < 0 {
		return gaobang.Outlet{}, false
	}
	return b.Outlets[i], true
}

// reading is the books while they are read: the values and where they stand.
type reading struct {
	books    Books
	units    []gaobang.Unit
	people   []gaobang.Person
	confused []string

	outletAt, sourceAt, unitAt, personAt, ruleAt []value
	names                                        []placedName
	postAt                                       []placedPost
	byID                                         map[gaobang.UnitID]gaobang.Unit // for the checks
	profileAt                                    []value
	linksIn                                      []string // the text file of each source; "" for none
	linkFiles                                    map[string][]gaobang.Link
	clauseAt                                     map[gaobang.RuleBookID][]value
	references                                   []reference
}

// reference is a name used in one place that must be known in another.
type reference struct {
	at   value
	kind string // outlet, unit, group
	id   string
}

// ParseBooks reads books that belong together. Its error is Problems.
func ParseBooks(files []File) (*Books, error) {
	var problems Problems
	r := &reading{clauseAt: map[gaobang.RuleBookID][]value{}, linkFiles: map[string][]gaobang.Link{}}
	names := map[string]string{}
	for _, f := range files {
		if name := f.linksName(); name != "" {
			r.linkFiles[name] = readLinks(f, &problems)
			continue
		}
		doc, ok := parse(f, &problems)
		if !ok {
			continue
		}
		name := doc.bookName()
		if other, taken := names[name]; taken && name != "" {
			doc.report(nil, fmt.Sprintf("与 %s 是同一本名册 %s", other, name), "请合成一个文件，或改考核办法的 id")
			continue
		}
		names[name] = f.Name
		r.read(doc)
	}
	r.takeLinks()
	r.check()
	if len(problems) > 0 {
		return nil, problems.sorted(files)
	}
	registry, err := gaobang.NewRegistry(r.units, r.people, r.confused)
	if err != nil {
		return nil, Problems{{Message: err.Error()}}
	}
	r.books.Registry = registry
	return &r.books, nil
}

// BookName is the name under which a file is stored: outlets, sources, units,
// rules/ and the rule book's id, or links/ and the name of a file of links.
func BookName(f File) (string, error) {
	if name := f.linksName(); name != "" {
		return linksBook + name, nil
	}
	var problems Problems
	doc, ok := parse(f, &problems)
	if !ok {
		return "", problems.err()
	}
	if name := doc.bookName(); name != "" {
		return name, nil
	}
	(&reading{}).read(doc)
	return "", problems.err()
}

// bookName is "" where the file is none of the books.
func (d *document) bookName() string {
	pairs, ok := d.root.pairs()
	if !ok {
		return ""
	}
	for _, pair := range pairs {
		switch key := pair.Key.GetToken().Value; key {
		case "outlets", "sources", "units":
			return key
		case "rules":
			inner, ok := value{d, pair.Value}.pairs()
			if !ok {
				return "rules/"
			}
			for _, p := range inner {
				if p.Key.GetToken().Value == "id" && p.Value != nil {
					return "rules/" + strings.TrimSpace(p.Value.GetToken().Value)
				}
			}
			return "rules/"
		}
	}
	return ""
}

// read reads one book by its top-level key.
func (r *reading) read(d *document) {
	switch name := d.bookName(); {
	case name == "outlets":
		d.root.mapping(required("outlets", func(v value) { v.list(r.outlet) }))
	case name == "sources":
		d.root.mapping(required("sources", func(v value) { v.list(r.source) }),
			optional("profiles", func(v value) { v.list(r.profile) }))
	case name == "units":
		d.root.mapping(required("units", func(v value) { v.list(r.unit) }),
			optional("people", func(v value) { v.list(r.person) }), optional("confusable", texts(&r.confused)))
	case strings.HasPrefix(name, "rules/"):
		d.root.mapping(required("rules", r.ruleBook))
	default:
		var at *token.Token
		if d.root.node != nil {
			at = d.root.node.GetToken()
		}
		d.report(at, "不是名册：最外层没有 outlets、sources、units 或 rules", "一个文件写一本名册，最外层用这四个键之一")
	}
}
