package extract

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"github.com/gaobang/gaobang"
)

// Known is a page as it is now, of an article that was read before its site
// changed.
type Known struct {
	Input

	Title, Body string
	PublishedAt gaobang.Moment
}

// Learn makes selectors by which pages of a new design are read as they were
// before: those under which most of the pages, and at least two, give the title and
// the body that are known of them. It says how many do; the profile is zero where
// none can be made.
func Learn(pages []Known) (p gaobang.ArticleProfile, alike int) {
	var docs []*goquery.Document
	var learned []Known
	for _, k := range pages {
		if len(k.HTML) > maxLearnBytes {
			continue
		}
		if doc, err := goquery.NewDocumentFromReader(bytes.NewReader(k.HTML)); err == nil {
			docs, learned = append(docs, doc), append(learned, k)
		}
	}
	p.Title = selectorOf(docs, func(i int) *html.Node { return holderOf(docs[i], learned[i].Title) })
	p.Body = selectorOf(docs, func(i int) *html.Node { return bodyHolder(docs[i], learned[i].Body) })
	if p.Title == "" || p.Body == "" {
		return gaobang.ArticleProfile{}, 0
	}
	p.PublishedAt = selectorOf(docs, func(i int) *html.Node { return timeHolder(docs[i], learned[i].PublishedAt) })
	for _, k := range learned {
		if k.readsAs(p) {
			alike++
		}
	}
	if alike < 2 || alike*2 <= len(learned) {
		return gaobang.ArticleProfile{}, 0
	}
	return p, alike
}

// readsAs reports that a page gives what is known of it, by a profile.
func (k Known) readsAs(p gaobang.ArticleProfile) bool {
	in := k.Input
	in.Profile = &gaobang.Profile{Article: p}
	a, err := Page(in)
	return err == nil && solid(a.Title) == solid(k.Title) && shareOf(k.Body, solid(a.Body)) >= mostOf
}

// solid is a text without white space.
func solid(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// mostOf is the share of a body's lines that must be there: a caption or a note of
// the editor may be new.
const mostOf = 0.8

// shareOf is how much of a body, by its lines, stands in a text.
func shareOf(body, in string) float64 {
	there, all := 0, 0
	for _, line := range nonEmpty(body) {
		line = solid(line)
		all += len(line)
		if strings.Contains(in, line) {
			there += len(line)
		}
	}
	if all == 0 {
		return 0
	}
	return float64(there) / float64(all)
}

// Bounds on a page that is learned from, and on its elements that are looked at.
const (
	maxLearnBytes = 1 << 20
	maxLearn      = 5000
)

// elements visits the elements of a page that a reader sees, each after those
// around it.
func elements(doc *goquery.Document, visit func(*html.Node)) {
	n := 0
	for e := range doc.Nodes[0].Descendants() {
		if e.Type != html.ElementNode || e.Data == "script" || e.Data == "style" || e.Data == "head" || e.Data == "title" || e.Data == "option" {
			continue
		}
		if n++; n > maxLearn {
			return
		}
		visit(e)
	}
}

func solidText(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode && d.Parent.Data != "script" && d.Parent.Data != "style" {
			b.WriteString(d.Data)
		}
	}
	return solid(b.String())
}

// holderOf is the innermost element that says just this, the first of its page.
func holderOf(doc *goquery.Document, said string) *html.Node {
	said = solid(said)
	var found *html.Node
	elements(doc, func(e *html.Node) {
		if (found == nil || within(e, found)) && solidText(e) == said {
			found = e
		}
	})
	return found
}

func within(n, ancestor *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == ancestor {
			return true
		}
	}
	return false
}

// bodyHolder is the innermost element that holds most of a body.
func bodyHolder(doc *goquery.Document, body string) *html.Node {
	if solid(body) == "" {
		return nil
	}
	var found *html.Node
	elements(doc, func(e *html.Node) {
		if (found == nil || within(e, found)) && shareOf(body, solidText(e)) >= mostOf {
			found = e
		}
	})
	if found != nil && found.Data == "p" && found.Parent != nil { // a body of one paragraph is what holds it
		return found.Parent
	}
	return found
}

// timeHolder is the innermost element whose text has the known day.
func timeHolder(doc *goquery.Document, at gaobang.Moment) *html.Node {
	if at.IsZero() {
		return nil
	}
	var found *html.Node
	elements(doc, func(e *html.Node) {
		if found != nil && !within(e, found) {
			return
		}
		if said := solidText(e); len(said) < 200 && ParseTime(said).Date() == at.Date() {
			found = e
		}
	})
	return found
}

// selectorOf is a selector whose first element on most pages is the one wanted.
func selectorOf(docs []*goquery.Document, wanted func(i int) *html.Node) string {
	want := make([]*html.Node, len(docs))
	var candidates []string
	for i := range docs {
		if want[i] = wanted(i); want[i] == nil {
			continue
		}
		for _, s := range selectorsFor(want[i]) {
			if !slices.Contains(candidates, s) {
				candidates = append(candidates, s)
			}
		}
	}
	for _, s := range candidates {
		right := 0
		for i, doc := range docs {
			if first := doc.Find(s).First(); first.Length() > 0 && first.Nodes[0] == want[i] {
				right++
			}
		}
		if right >= 2 && right*2 > len(docs) {
			return s
		}
	}
	return ""
}

// designName is a class or id that a design gives: no number of an article.
var designName = regexp.MustCompile(`^[A-Za-z][A-Za-z_-]{0,40}$`)

// selectorsFor names an element, the shortest first: by its id, its class, as a
// heading, then below a named element around it.
func selectorsFor(n *html.Node) []string {
	var out []string
	own := n.Data
	for _, a := range n.Attr {
		if a.Key == "id" && designName.MatchString(a.Val) {
			out = append(out, "#"+a.Val)
		}
	}
	for _, a := range n.Attr {
		if a.Key != "class" {
			continue
		}
		for class := range strings.FieldsSeq(a.Val) {
			if designName.MatchString(class) {
				out = append(out, n.Data+"."+class)
			}
		}
	}
	if n.Data == "h1" || n.Data == "h2" || n.Data == "article" || n.Data == "time" {
		out = append(out, n.Data)
	}
	depth := 0
	for e := n.Parent; e != nil && e.Type == html.ElementNode && depth < 4; e, depth = e.Parent, depth+1 {
		for _, name := range namesOf(e) {
			out = append(out, name+" "+own)
		}
	}
	return out
}

func namesOf(e *html.Node) []string {
	var out []string
	for _, a := range e.Attr {
		switch {
		case a.Key == "id" && designName.MatchString(a.Val):
			out = append(out, "#"+a.Val)
		case a.Key == "class":
			for class := range strings.FieldsSeq(a.Val) {
				if designName.MatchString(class) {
					out = append(out, e.Data+"."+class)
				}
			}
		}
	}
	return out
}
