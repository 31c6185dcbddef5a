package extract

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/gaobang/gaobang"
)

// The row of a table of data: two cells or more, each of them short and without
// blocks of its own but for one paragraph. Tables that lay out a page hold more.
const (
	maxCells     = 30
	maxCellChars = 60
	maxCellNodes = 12
)

// isDataRow reports a row whose cells are read side by side as one line. A table
// of one row lays out a line of the page.
func isDataRow(row *html.Node) bool {
	return holdsData(row) && (neighbour(row, previous) || neighbour(row, next))
}

func previous(n *html.Node) *html.Node { return n.PrevSibling }

func next(n *html.Node) *html.Node { return n.NextSibling }

// neighbour reports that the row beside a row has cells side by side too.
func neighbour(row *html.Node, beside func(*html.Node) *html.Node) bool {
	for n := beside(row); n != nil; n = beside(n) {
		if n.DataAtom == atom.Tr {
			return holdsData(n)
		}
	}
	return false
}

func holdsData(row *html.Node) bool {
	cells := 0
	for c := row.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode || c.Type == html.CommentNode {
			continue
		}
		if cells++; !isCell(c) || cells > maxCells {
			return false
		}
		room := cellRoom{maxCellNodes, maxCellChars}
		if !room.holds(c) {
			return false
		}
	}
	return cells >= 2
}

func isCell(n *html.Node) bool { return n.DataAtom == atom.Td || n.DataAtom == atom.Th }

// cellRoom is what a cell of data may hold yet.
type cellRoom struct{ nodes, chars int }

// holds reports that a cell has little text, and no blocks, links or forms.
func (r *cellRoom) holds(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if r.nodes--; r.nodes < 0 {
			return false
		}
		switch c.Type {
		case html.TextNode:
			if r.chars -= gaobang.Chars(c.Data); r.chars < 0 {
				return false
			}
		case html.ElementNode:
			if !isCellPart(c) || !r.holds(c) {
				return false
			}
		}
	}
	return true
}

func isCellPart(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Div:
		return n.PrevSibling == nil && n.NextSibling == nil
	case atom.A, atom.Br, atom.Img, atom.Input, atom.Script, atom.Iframe, atom.Object, atom.Video:
		return false
	}
	return !isBlock(n)
}
