package source

import (
	"regexp"
	"strings"
	"time"

	"golang.org/x/net/html"

	"github.com/gaobang/gaobang"
)

// rowDate finds the date within the nodes of one row; link is the article's own
// anchor. A date with its year goes before one without, wherever they stand, and
// both before a date within other text. Of those a labelled one is the best; the
// days that a summary speaks of are none.
func rowDate(nodes []*html.Node, link *html.Node, now time.Time) gaobang.Moment {
	var full, short, named, partial gaobang.Moment
	visit := func(t *html.Node) {
		keep(&full, func() gaobang.Moment { return fullDateText(t.Data) })
		keep(&short, func() gaobang.Moment { return dateText(t.Data, now) })
		if len(t.Data) >= 1500 || inside(t, link) {
			return
		}
		keep(&named, func() gaobang.Moment { return dateWithin(labelled, t.Data) })
		if !isSentence(t.Data) {
			keep(&partial, func() gaobang.Moment { return dateWithin(partialFull, t.Data) })
		}
	}
	for _, n := range nodes {
		if n.Type == html.TextNode {
			visit(n)
			continue
		}
		nodes := 0
		for c := range n.Descendants() {
			if nodes++; nodes > maxRowNodes {
				break
			}
			if isText(c) {
				visit(c)
			}
		}
		keep(&full, func() gaobang.Moment { return piecedDate(n, link, now) })
		keep(&named, func() gaobang.Moment { return hiddenDate(n) })
	}
	for _, at := range []gaobang.Moment{full, short, named, partial} {
		if !at.IsZero() {
			return at
		}
	}
	return gaobang.Moment{}
}

// keep fills in what is not known yet.
func keep(at *gaobang.Moment, read func() gaobang.Moment) {
	if at.IsZero() {
		*at = read()
	}
}

func dateWithin(pattern *regexp.Regexp, s string) gaobang.Moment {
	if m := pattern.FindStringSubmatch(plain(s)); m != nil {
		return moment(m[1], m[2], m[3], m[4:])
	}
	return gaobang.Moment{}
}

// isSentence tells a summary from a line of facts about the piece.
func isSentence(s string) bool {
	return len(s) > 300 || strings.ContainsAny(s, "，。；！？")
}

// writtenDate is a date that a script writes: document.write("2026-11-20 08:31:00".substring(0,10)).
var writtenDate = regexp.MustCompile(`["'](` + fullDate + `[^"']{0,20})["']`)

// hiddenDate is a date that a row has where no reader sees it: in the datetime of a
// time element, or in the script that writes it.
func hiddenDate(row *html.Node) gaobang.Moment {
	if row.Type != html.ElementNode {
		return gaobang.Moment{}
	}
	nodes := 0
	for e := range row.Descendants() {
		if nodes++; nodes > maxRowNodes {
			break
		}
		switch {
		case e.Type == html.ElementNode && e.Data == "time":
			if at := fullDateText(attr(e, "datetime")); !at.IsZero() {
				return at
			}
		case e.Type == html.TextNode && e.Parent.Data == "script" && len(e.Data) < 1000:
			if m := writtenDate.FindStringSubmatch(e.Data); m != nil {
				return fullDateText(m[1])
			}
		}
	}
	return gaobang.Moment{}
}

// maxPieces bounds the elements of a row that are read for a date in pieces.
const maxPieces = 20

// piecedDate is a date whose parts stand in elements of their own.
func piecedDate(row, link *html.Node, now time.Time) gaobang.Moment {
	if row.FirstChild == nil {
		return gaobang.Moment{}
	}
	var beside strings.Builder // what the row says besides its link
	nodes := 0
	for c := range row.Descendants() {
		if nodes++; nodes > maxRowNodes || beside.Len() > maxDateText {
			break
		}
		if isText(c) && !inside(c, link) {
			beside.WriteString(c.Data + " ")
		}
	}
	if at := dateText(squeeze(beside.String()), now); !at.IsZero() {
		return at
	}
	n := 0
	for e := range row.Descendants() {
		if e.Type != html.ElementNode || e == link || e.FirstChild == nil || e.FirstChild == e.LastChild {
			continue // one piece is no date in pieces
		}
		if n++; n > maxPieces {
			break
		}
		if at := dateText(shortText(e, maxDateText), now); !at.IsZero() {
			return at
		}
	}
	return gaobang.Moment{}
}

func inside(n, ancestor *html.Node) bool {
	return within(n, func(n *html.Node) bool { return n == ancestor })
}

// within reports a node that is such, or lies in one.
func within(n *html.Node, such func(*html.Node) bool) bool {
	for ; n != nil; n = n.Parent {
		if such(n) {
			return true
		}
	}
	return false
}
