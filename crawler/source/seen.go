package source

import (
	"bytes"
	"errors"
	"fmt"
	"hash/fnv"
	"math/bits"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"github.com/gaobang/gaobang"
)

// Seen is what a walk saw of its source, whether or not it found anything: by it
// a redesign is told from a day without news.
type Seen struct {
	Page      string       // address of the first page, after redirects
	Rows      int          // of the first page of the list, of the first issue, of the feed
	Dated     int          // of them with a date
	Newest    gaobang.Date // of their dates
	Elsewhere Elsewhere    // rows of all pages walked that lead to other sites
	Shape     string       // structure of the first page: see SameShape; "" for feeds
	Cut       bool         // the walk ended at MaxPages, before the list did
	// Unseen says why pages behind the first may have been left unread; "" where the walk
	// went on, or where there are none.
	Unseen string
	Rule   string // by what the rows of a list were found, for a person
	// Proposed reads the list that was recognised where the profile found none: what
	// a person may accept after a redesign. Item is empty where there is none.
	Proposed gaobang.ListProfile
	Sample   []gaobang.Link // what it finds on the first page
}

// NoListError says that a page was read and shows no list.
type NoListError struct{ err error }

func (e NoListError) Error() string { return e.err.Error() }
func (e NoListError) Unwrap() error { return e.err }

func noList(format string, args ...any) NoListError {
	return NoListError{gaobang.Errorf(gaobang.Unavailable, format, args...)}
}

// IsNoList reports a source that answers and shows no list.
func IsNoList(err error) bool {
	_, is := errors.AsType[NoListError](err)
	return is || IsNoIssue(err)
}

// NoIssueError says that a paper had no issue on any of the days looked at: its
// address may be another now.
type NoIssueError struct{ NoListError }

// IsNoIssue reports a paper that had no issue at all.
func IsNoIssue(err error) bool {
	_, is := errors.AsType[NoIssueError](err)
	return is
}

// look puts down the first rows of a walk.
func (s *scan) look(rows []found) {
	if s.seen.Rows > 0 || s.seen.Elsewhere.First > 0 {
		return
	}
	for _, r := range rows {
		if r.elsewhere {
			s.seen.Elsewhere.First++
			continue
		}
		s.seen.Rows++
		if day := r.PublishedAt.Date(); !day.IsZero() {
			s.seen.Dated++
			if day.After(s.seen.Newest) {
				s.seen.Newest = day
			}
		}
	}
}

// Bounds on what is looked at for a shape.
const (
	shapeNodes = 20_000
	sameBits   = 10 // of 64 that one design may differ in from day to day
)

// Shape is the structure of a page: see SameShape. It is "" where there is none.
func Shape(page []byte) string {
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(page))
	if err != nil {
		return ""
	}
	return shape(&document{Document: doc})
}

// shape is the structure of a page as a SimHash over its elements, each with its
// class and that of the one around it, counted once: what is written on the page,
// and how many rows it has, do not matter.
func shape(doc *document) string {
	var sums [64]int
	counted := map[uint64]bool{}
	nodes := 0
	for n := range doc.Nodes[0].Descendants() {
		if nodes++; nodes > shapeNodes {
			break
		}
		if n.Type != html.ElementNode || n.Data == "script" || n.Data == "meta" || n.Data == "link" || n.Data == "style" {
			continue
		}
		h := fnv.New64a()
		fmt.Fprint(h, elementName(n), "<", elementName(n.Parent))
		sum := mix(h.Sum64())
		if counted[sum] {
			continue
		}
		counted[sum] = true
		for bit := range sums {
			sums[bit] += int(sum>>bit&1)*2 - 1
		}
	}
	var out uint64
	for bit, sum := range sums {
		if sum > 0 {
			out |= 1 << bit
		}
	}
	return strconv.FormatUint(out, 16)
}

// mix spreads the bits of a hash of short words.
func mix(h uint64) uint64 {
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// elementName is an element with its first class, without digits: they count
// rows and name days.
func elementName(n *html.Node) string {
	if n == nil || n.Type != html.ElementNode {
		return ""
	}
	class, _, _ := strings.Cut(strings.TrimSpace(attr(n, "class")), " ")
	return n.Data + "." + strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, class)
}

// SameShape reports that two pages have one design.
func SameShape(a, b string) bool {
	x, errA := strconv.ParseUint(a, 16, 64)
	y, errB := strconv.ParseUint(b, 16, 64)
	return errA == nil && errB == nil && bits.OnesCount64(x^y) <= sameBits
}
