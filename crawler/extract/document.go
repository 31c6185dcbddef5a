package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/gaobang/gaobang"
)

// document is a page as walked.
type document struct {
	in         Input
	root       *html.Node
	metas      map[string]string // by lower-case name or property, the first of each
	title0     string            // <title>
	lines      []line
	heads      []int               // lines that are headings, in order
	nodes      map[*html.Node]span // blocks by the lines they hold
	order      []*html.Node        // of nodes, inner blocks before those around them
	sums       []float64           // of the gains of lines, from the first on
	titles     []candidate         // the best first
	headline   int                 // the line of the title as found first, -1 for none
	body       span                // chosen
	paragraphs []int               // lines of the article's paragraphs
	founder    map[string]string   // e-paper fields by lower-case tag
	marks      [][2]int            // line ranges between e-paper comments
	images     []image
	anchors    []anchor // links that may lead to the piece's other pages
	series     []string // pages that a script numbers
	row        bool     // within a row of a table of data
	videos     int
	left       int // nodes to visit yet

	buf      []byte
	links    int // letters of the line in links
	linkDeep int
	block    *html.Node
	head     int // level of the heading being read, 0 for none
	open     int // line at which an e-paper mark opened; -1 for none
}

// line is one line of text.
type line struct {
	text  string
	chars int // letters
	links int // of them in links
	block *html.Node
	head  int   // 1 for h1 …, 0 for none
	cuts  []int // bytes of text at which an inline element begins or ends
}

// span is a range of lines.
type span struct{ from, to int }

func read(root *html.Node, in Input) *document {
	d := &document{in: in, root: root, metas: map[string]string{}, nodes: map[*html.Node]span{}, founder: map[string]string{}, left: maxNodes, open: -1}
	d.walk(root, 0)
	d.flush()
	return d
}

func (d *document) walk(n *html.Node, depth int) {
	if d.left--; d.left < 0 || depth > maxDepth || len(d.lines) > maxLines {
		return
	}
	switch n.Type {
	case html.TextNode:
		d.write(n.Data)
		return
	case html.CommentNode:
		d.comment(n.Data)
		return
	case html.ElementNode:
		if d.special(n) {
			return
		}
	}
	block, outerRow := isBlock(n), d.row
	switch {
	case d.row:
		block = false
		if isCell(n) {
			d.buf = append(d.buf, cell)
		}
	case n.DataAtom == atom.Tr:
		d.row = isDataRow(n)
	}
	outer, outerHead := d.block, d.head
	if block {
		d.flush()
		d.block = n
		if h := headingLevel(n); h > 0 {
			d.head = h
		}
	}
	from := len(d.lines)
	inline := !block && n.Type == html.ElementNode
	if inline {
		d.buf = append(d.buf, cut)
	}
	if n.DataAtom == atom.A {
		d.linkDeep++
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		d.walk(c, depth+1)
	}
	if n.DataAtom == atom.A {
		d.linkDeep--
		d.anchor(n)
	}
	d.row = outerRow
	if inline {
		d.buf = append(d.buf, cut)
	}
	if block {
		d.flush()
		d.block, d.head = outer, outerHead
		if len(d.lines) > from {
			d.nodes[n] = span{from, len(d.lines)}
			d.order = append(d.order, n)
		}
	}
}

// special handles elements that are no text. It reports whether the element is
// done with.
func (d *document) special(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script:
		d.script(n)
		return true
	case atom.Style, atom.Noscript, atom.Template, atom.Select, atom.Textarea, atom.Button, atom.Svg:
		return true
	case atom.Meta:
		d.meta(n)
		return true
	case atom.Title:
		if d.title0 == "" && n.Namespace == "" {
			d.title0 = squeeze(textOf(n))
		}
		return true
	case atom.Br, atom.Hr:
		d.flush()
		return true
	case atom.Img:
		d.image(n)
		return true
	case atom.Video, atom.Embed, atom.Object, atom.Iframe:
		d.videos++
		return n.DataAtom != atom.Object
	}
	if name, ok := strings.CutPrefix(n.Data, "founder-"); ok && d.founder[name] == "" {
		d.founder[name] = squeeze(textOf(n))
	}
	return isHidden(n)
}

func (d *document) meta(n *html.Node) {
	name, content := attr(n, "name"), squeeze(attr(n, "content"))
	if name == "" {
		name = attr(n, "property")
	}
	name = strings.ToLower(strings.TrimSpace(name))
	if _, known := d.metas[name]; !known && name != "" && content != "" {
		d.metas[name] = content
	}
}

// comment reads the marks of e-papers around the body.
func (d *document) comment(data string) {
	switch data = strings.TrimSpace(data); {
	case data == "enpcontent" || data == "<npm:article-content>":
		d.flush()
		d.open = len(d.lines)
	case (data == "/enpcontent" || data == "</npm:article-content>") && d.open >= 0:
		d.flush()
		if len(d.lines) > d.open {
			d.marks = append(d.marks, [2]int{d.open, len(d.lines)})
		}
		d.open = -1
	case strings.HasPrefix(data, "enpproperty"):
		d.property(data)
	}
}

// property reads <!--enpproperty … <title>…</title> … /enpproperty-->.
func (d *document) property(data string) {
	for _, name := range []string{"title", "subtitle", "introtitle", "author", "date", "nodename"} {
		_, rest, found := strings.Cut(data, "<"+name+">")
		value, _, closed := strings.Cut(rest, "</"+name+">")
		if value = squeeze(value); found && closed && value != "" && d.founder[name] == "" {
			d.founder[name] = value
		}
	}
}

func (d *document) write(s string) {
	d.buf = append(d.buf, s...)
	if d.linkDeep > 0 {
		d.links += gaobang.Chars(s)
	}
}

// flush ends a line.
func (d *document) flush() {
	if len(d.buf) == 0 {
		return
	}
	text, cuts := squeezeCut(string(d.buf))
	d.buf = d.buf[:0]
	if text != "" {
		if len(text) > 3*maxPerLine {
			text = strings.ToValidUTF8(text[:3*maxPerLine], "")
		}
		if d.head > 0 {
			d.heads = append(d.heads, len(d.lines))
		}
		d.lines = append(d.lines, line{text: text, chars: gaobang.Chars(text), links: d.links, block: d.block, head: d.head, cuts: cuts})
	}
	d.links = 0
}

func isBlock(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return n.Type == html.DocumentNode
	}
	switch n.DataAtom {
	case atom.Html, atom.Body, atom.Div, atom.P, atom.Section, atom.Article, atom.Main, atom.Header, atom.Footer, atom.Nav, atom.Aside,
		atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Dt, atom.Dd, atom.Table, atom.Tbody, atom.Thead, atom.Tr, atom.Td, atom.Th, atom.H1, atom.H2, atom.H3,
		atom.H4, atom.H5, atom.H6, atom.Blockquote, atom.Pre, atom.Figure, atom.Figcaption, atom.Form, atom.Center, atom.Address, atom.Fieldset:
		return true
	}
	return strings.HasPrefix(n.Data, "founder-") || n.Data == "ucapcontent" || n.Data == "ucaptitle"
}

func headingLevel(n *html.Node) int {
	switch n.DataAtom {
	case atom.H1:
		return 1
	case atom.H2:
		return 2
	case atom.H3:
		return 3
	case atom.H4:
		return 4
	case atom.H5:
		return 5
	}
	return 0
}

func isHidden(n *html.Node) bool {
	style := strings.ReplaceAll(strings.ToLower(attr(n, "style")), " ", "")
	return strings.Contains(style, "display:none")
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// textOf is the text within a small element.
func textOf(n *html.Node) string {
	var b strings.Builder
	left := 2000
	var walk func(*html.Node, int)
	walk = func(n *html.Node, depth int) {
		if left--; left < 0 || depth > maxDepth {
			return
		}
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, depth+1)
		}
	}
	walk(n, 0)
	return b.String()
}

func joinLines(lines []string) string { return strings.Join(lines, "\n") }
