package source

import (
	"net/url"
	"slices"

	"github.com/gaobang/gaobang"
)

// Page is one step of a walk: a page of a list, an issue of a paper, a feed.
type Page struct {
	Links   []gaobang.Link
	Address string         // of a page of a list, as it was asked for
	Number  int            // pages walked so far, of earlier walks too
	Of      int            // how many there are; 0 where the site does not say
	Lower   []gaobang.Link // the half of its rows that has been on it longest; none of them is kept on top
	Oldest  gaobang.Date   // back to which it shows rows, or the day; zero where it has no date
	Next    Cursor         // where the walk goes on behind it
	NextBy  string         // by what that was found, or why it is not followed; for a person
}

// pageOf is a page of rows, which run from new to old, or all from old to new.
func (s *scan) pageOf(rows []found) Page {
	p := Page{Links: s.fresh(rows)}
	dated := slices.DeleteFunc(slices.Clone(rows), func(r found) bool { return !r.dated() })
	up := rising(dated)
	if up {
		slices.Reverse(dated)
	}
	if len(dated) > 0 {
		p.Oldest = dated[len(dated)-1].PublishedAt.Date()
	}
	if up {
		rows = dated
	}
	here := own(rows)
	p.Lower = here[len(here)/2:]
	return p
}

// rising reports rows from old to new: none is older than that above it. One rise
// only may be behind a row that is kept on top.
func rising(dated []found) bool {
	rises := 0
	for i := 1; i < len(dated); i++ {
		switch dated[i].PublishedAt.Date().Compare(dated[i-1].PublishedAt.Date()) {
		case -1:
			return false
		case 1:
			rises++
		}
	}
	return rises > 1
}

// Cursor is where a walk stands, so that another can go on there and asks for none
// of the pages before. The zero Cursor is the beginning.
type Cursor struct {
	Number int `json:"number,omitzero"` // pages walked

	// Of a list: where the next page may be, the likeliest first, and whether the site
	// itself points there.
	Next   []string `json:"next,omitzero"`
	Linked bool     `json:"linked,omitzero"`
	Unsure bool     `json:"unsure,omitzero"` // nothing says that it is there
	Rows   int      `json:"rows,omitzero"`   // on the page walked last
	Full   int      `json:"full,omitzero"`   // rows on the first page
	// What the addresses of further pages are made from.
	First   string `json:"first,omitzero"` // the base of the first page's links
	Proxy   string `json:"proxy,omitzero"` // of 大汉 records
	Records int    `json:"records,omitzero"`
	Total   int    `json:"total,omitzero"`
	PerPage int    `json:"per_page,omitzero"`

	Part int `json:"part,omitzero"` // of a sitemap: files walked of the index that stands next in its index

	Day gaobang.Date `json:"day,omitzero"` // of an e-paper: the next issue, going back
}

// IsZero reports the beginning.
func (c Cursor) IsZero() bool { return c.Number == 0 && c.Part == 0 }

// cursor is where a list goes on behind its number-th page, of so many rows.
func (w *listWalk) cursor(number, rows int, next nextPage) Cursor {
	c := Cursor{
		Number: number, Next: next.addresses, Linked: next.linked, Unsure: next.unseen != "" && len(next.addresses) > 0, Rows: rows, Full: w.full, First: w.first.base.String(),
		Records: w.first.store.records, Total: w.first.store.total, PerPage: w.first.store.perPage,
	}
	if w.first.store.proxy != nil {
		c.Proxy = w.first.store.proxy.String()
	}
	return c
}

// firstFrom is what is needed of the first page of a walk that goes on at c.
func firstFrom(c Cursor) (*document, error) {
	base, err := url.Parse(c.First)
	if err != nil {
		return nil, gaobang.Errorf(gaobang.Invalid, "记下的网址 %q 有误：%w", c.First, err)
	}
	d := &document{url: base, base: base, store: datastore{records: c.Records, total: c.Total, perPage: c.PerPage}}
	if c.Proxy != "" {
		d.store.proxy, err = url.Parse(c.Proxy)
	}
	return d, err
}
