package gaobang

import (
	"slices"
	"strings"
	"time"
	"unicode"
)

// Change is what a later visit to a stored article found different.
type Change string

// The changes.
const (
	ChangedTitle     Change = "title"
	ChangedBody      Change = "body"
	ChangedByline    Change = "byline"
	ChangedPublished Change = "published"
	ChangedSource    Change = "content_source"
	Gone             Change = "gone" // the site says that it is not there any more
	Back             Change = "back" // it was gone and is there again
	// Opened is no change: the page of a piece that was entered by hand, as it was
	// first seen. What later visits find is compared with it.
	Opened Change = "opened"
)

var changeWords = map[Change]string{
	ChangedTitle: "标题改动", ChangedBody: "正文改动", ChangedByline: "署名改动", ChangedPublished: "发表时间改动",
	ChangedSource: "来源改动", Gone: "已下架", Back: "重新上架", Opened: "初次看到网页",
}

// Chinese is the word shown on screens.
func (c Change) Chinese() string { return changeWords[c] }

// Version (版本) is how a stored article was found at a later visit, where something
// had changed. The article itself stays as it was first published; what counts is
// judged by that, and a later text is a fact for a person.
type Version struct {
	SeenAt        time.Time // by us; it changed some time before
	Changes       []Change
	Capture       CaptureID // the evidence
	Saw           string    // of one that is gone: what the site answered
	Title         string
	Body          string
	Byline        Byline
	ContentSource string
	PublishedAt   Moment
}

// VersionOf is an article's text as a version.
func VersionOf(a *Article) Version {
	return Version{SeenAt: a.Capture.At, Capture: a.Capture.ID, Title: a.Title, Body: a.Body, Byline: a.Byline, ContentSource: a.ContentSource, PublishedAt: a.PublishedAt}
}

// ChangesSince is what differs from an earlier version: not white space, and
// nothing around the piece.
func (v *Version) ChangesSince(old *Version) []Change {
	var changes []Change
	add := func(changed bool, c Change) {
		if changed {
			changes = append(changes, c)
		}
	}
	add(!sameLetters(v.Title, old.Title), ChangedTitle)
	add(!sameLetters(v.Body, old.Body), ChangedBody)
	add(v.Byline.text() != old.Byline.text(), ChangedByline)
	add(v.PublishedAt.String() != old.PublishedAt.String(), ChangedPublished)
	add(!sameLetters(v.ContentSource, old.ContentSource), ChangedSource)
	return changes
}

// TextChanged reports a version whose text is another, not one that only went, came
// back or was seen for the first time.
func (v *Version) TextChanged() bool {
	return slices.ContainsFunc(v.Changes, func(c Change) bool { return c != Gone && c != Back && c != Opened })
}

func sameLetters(a, b string) bool {
	drop := func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' {
			return -1
		}
		return r
	}
	return a == b || strings.Map(drop, a) == strings.Map(drop, b)
}

func (b Byline) text() string {
	var s strings.Builder
	for _, names := range [][]string{b.Reporters, b.Correspondents, b.Interns, b.Photographers, b.Authors, b.Editors, b.Units} {
		s.WriteString(strings.Join(names, "、") + "\n")
	}
	return s.String()
}

// NextCheck is when a piece is visited again: at the first of so many days after
// it was published, or first seen, that comes after the last visit; the zero time
// where none does.
func NextCheck(published, last time.Time, days []int) time.Time {
	var next time.Time
	for _, d := range days {
		at := published.AddDate(0, 0, d)
		if at.After(last) && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	return next
}
