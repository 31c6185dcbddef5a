package source

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/gaobang/gaobang"
)

// propose makes selectors for the list that is recognised on a page, and says
// what they find. A profile is proposed only if it finds just those rows.
func (s *scan) propose(doc *document) (gaobang.ListProfile, []gaobang.Link) {
	_, best := s.listOf(doc)
	if best == nil {
		return gaobang.ListProfile{}, nil
	}
	want := map[string]bool{}
	for _, c := range best.rows {
		want[c.key] = true
	}
	for _, item := range itemSelectors(best) {
		p := gaobang.ListProfile{Item: item, Link: "a", Date: dateSelector(best, s), Render: doc.rendered}
		trial := scan{source: s.source, profile: &gaobang.Profile{List: p, LinksTo: s.linksTo()}, now: s.now}
		rows := trial.profileRows(doc)
		if len(rows) == len(want) && !slices.ContainsFunc(rows, func(f found) bool { return !want[f.canonical] }) {
			return p, own(rows)
		}
	}
	return gaobang.ListProfile{}, nil
}

// ancestors looked at for a selector.
const maxAncestors = 5

// itemSelectors are selectors for the rows of a group, the shortest first: the
// row alone, then below each named element around it.
func itemSelectors(g *group) []string {
	row := g.rows[0].row
	own := row.Data + common(g)
	var all []string
	if common(g) != "" {
		all = append(all, own)
	}
	below := own
	n := row.Parent
	for depth := 0; n != nil && n.Type == html.ElementNode && n.Data != "html" && depth < maxAncestors; n, depth = n.Parent, depth+1 {
		if name := named(n); name != "" {
			all = append(all, name+" "+own, name+" > "+below)
		}
		below = n.Data + firstClass(n) + " > " + below
	}
	return all
}

// common is the class that all rows of a group have.
func common(g *group) string {
	for class := range strings.FieldsSeq(attr(g.rows[0].row, "class")) {
		if plainName.MatchString(class) && !slices.ContainsFunc(g.rows, func(c *candidate) bool { return !slices.Contains(strings.Fields(attr(c.row, "class")), class) }) {
			return "." + class
		}
	}
	return ""
}

// plainName is a class or id that a design gives, not a script.
var plainName = regexp.MustCompile(`^[A-Za-z][A-Za-z_-]{0,40}$`)

func named(n *html.Node) string {
	if id := attr(n, "id"); plainName.MatchString(id) {
		return "#" + id
	}
	if class := firstClass(n); class != "" {
		return n.Data + class
	}
	return ""
}

func firstClass(n *html.Node) string {
	for class := range strings.FieldsSeq(attr(n, "class")) {
		if plainName.MatchString(class) {
			return "." + class
		}
	}
	return ""
}

// dateSelector is the innermost element that holds the date of the first dated
// row, where every dated row has one like it; "" leaves the date to the rules.
func dateSelector(g *group, s *scan) string {
	selector := ""
	for _, c := range g.rows {
		if c.at.IsZero() {
			continue
		}
		own := ""
		for n := range c.row.Descendants() {
			if n.Type == html.ElementNode && n != c.link && !inside(c.link, n) && !dateText(text(n), s.now).IsZero() {
				own = n.Data + firstClass(n)
			}
		}
		if own == "" || selector != "" && own != selector {
			return ""
		}
		selector = own
	}
	return selector
}
