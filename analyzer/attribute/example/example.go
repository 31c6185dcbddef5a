package example

import (
	"fmt"
	"strings"

	"github.com/gaobang/gaobang"
)

// Example is one piece and the answer a person gave. Its form in a file is that
// of testdata/passages/README.md.
type Example struct {
	ID     string
	Case   string // the rule it tests, in words
	Class  string // group of cases
	Outlet gaobang.OutletID
	Date   gaobang.Date
	Title  string
	Meta   string // the line about the piece as the page has it
	Body   string // paragraphs, one a line
	Keyed  bool   // a person gave the answer, which may be that it is about nobody
	About  []About
	Units  []Credit // to be credited
	Maybe  []Credit // as right credited as not
}

// About is a bureau that the piece concerns.
type About struct {
	Bureau   gaobang.UnitID
	Doubtful bool // a careful reader would not decide from the text alone
	Scope    gaobang.Scope
}

// Credit is a unit, and maybe a person, that the piece is to be credited to.
type Credit struct {
	Bureau gaobang.UnitID
	Unit   gaobang.UnitID
	Basis  gaobang.Basis
	Person gaobang.PersonID
}

// Article is the piece as the extractor would give it.
func (e Example) Article() gaobang.Article {
	return gaobang.Article{
		ID: gaobang.NewArticleID(e.ID), Outlet: e.Outlet, Title: e.Title, Meta: e.Meta, Body: e.Body, ContentSource: sourceIn(e.Meta),
		PublishedAt: gaobang.NewMoment(e.Date.Start(), gaobang.PrecisionDay),
	}
}

// sourceIn is the outlet that a line about the piece names as its source.
func sourceIn(meta string) string {
	for part := range strings.FieldsSeq(meta) {
		for _, label := range []string{"来源：", "來源：", "信息来源：", "稿源："} {
			if rest, ok := strings.CutPrefix(part, label); ok {
				return rest
			}
		}
	}
	return ""
}

// String is the record as it stands in a file.
func (e Example) String() string {
	var b strings.Builder
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\n", name, oneLine(value))
		}
	}
	fmt.Fprintf(&b, "== %s\n", oneLine(e.ID))
	line("case", e.Case)
	line("class", e.Class)
	line("outlet", string(e.Outlet))
	line("date", e.Date.String())
	line("title", e.Title)
	line("meta", e.Meta)
	if e.Keyed && len(e.About) == 0 {
		line("about", "none")
	}
	for _, a := range e.About {
		relevant := "yes"
		if a.Doubtful {
			relevant = "doubtful"
		}
		line("about", fmt.Sprintf("%s %s %s", a.Bureau, relevant, a.Scope))
	}
	for _, c := range e.Units {
		line("unit", c.String())
	}
	for _, c := range e.Maybe {
		line("maybe", c.String())
	}
	b.WriteString("--\n")
	for paragraph := range strings.SplitSeq(e.Body, "\n") {
		if paragraph = strings.TrimSpace(paragraph); paragraph != "" {
			if strings.HasPrefix(paragraph, "==") {
				paragraph = " " + paragraph
			}
			b.WriteString(paragraph + "\n")
		}
	}
	b.WriteByte('\n')
	return b.String()
}

func (c Credit) String() string {
	return strings.TrimSpace(fmt.Sprintf("%s %s %s %s", c.Bureau, c.Unit, c.Basis, c.Person))
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
