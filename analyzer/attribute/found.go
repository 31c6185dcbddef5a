package attribute

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/registry"
)

// fields are where names are looked for, in the order of reading.
var fields = []gaobang.Field{gaobang.FieldTitle, gaobang.FieldBody, gaobang.FieldMeta, gaobang.FieldSource}

// Found is every registered name of one article, not yet told apart.
type Found struct {
	on   gaobang.Date
	hits map[gaobang.Field][]registry.Hit
}

// nobody reports whether no registered name occurs at all, so that nothing else
// need be done with the article.
func (f Found) nobody() bool {
	for _, hits := range f.hits {
		if slices.ContainsFunc(hits, couldBeSomebody) {
			return false
		}
	}
	return true
}

// Nobody reports whether nothing in the article can mean anybody: no registered name
// occurs, and on an outlet at the place of one of our bureaus none of a town's office
// that the book may lack. An office's own outlet may tell of its business without one.
func (at *Attributor) Nobody(a *gaobang.Article, f Found, outlet gaobang.Outlet) bool {
	if !f.nobody() {
		return false
	}
	if at.bureauAt(county(outlet.Locality)) == "" {
		return true
	}
	return !isOfficesOwn(outlet) && !slices.ContainsFunc(fields, func(field gaobang.Field) bool { return strings.Contains(a.Text(field), "民政") })
}

// couldBeSomebody reports whether a hit may lead to a unit: a place that nobody
// is named after may not.
func couldBeSomebody(h registry.Hit) bool {
	return h.Relative || len(h.Units) > 0 || len(h.People) > 0 || h.Place != nil && len(h.Place.Units) > 0
}

// Bounds on what a hostile page can cost: no piece of news is as long or names as
// many.
const (
	maxText = 96 << 10 // bytes of a field
	maxHits = 400      // of a field
)

// Find looks once through the article.
func (at *Attributor) Find(a *gaobang.Article) Found {
	f := Found{on: dayOf(a)}
	for _, field := range fields {
		hits := at.names.Scan(head(a.Text(field), maxText), f.on)
		if len(hits) == 0 {
			continue
		}
		hits = hits[:min(len(hits), maxHits)]
		if f.hits == nil {
			f.hits = make(map[gaobang.Field][]registry.Hit, len(fields))
		}
		f.hits[field] = hits
	}
	return f
}

// head is the beginning of a text, cut between letters.
func head(text string, most int) string {
	if len(text) <= most {
		return text
	}
	for most > 0 && !utf8.RuneStart(text[most]) {
		most--
	}
	return text[:most]
}

// dayOf is the day by whose registry the article is judged: that of publication,
// else that of the fetch.
func dayOf(a *gaobang.Article) gaobang.Date {
	if !a.PublishedAt.IsZero() || a.Capture.At.IsZero() {
		return a.PublishedAt.Date()
	}
	return gaobang.DateOf(a.Capture.At)
}

// evidence is a hit's words.
func evidence(field gaobang.Field, h registry.Hit) gaobang.Evidence {
	return gaobang.Evidence{Span: gaobang.Span{Field: field, From: h.From, To: h.To}, Text: h.Text}
}
