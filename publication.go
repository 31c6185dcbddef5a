package gaobang

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Publication is one address at which an outlet shows a text. Of all addresses with
// the same text one stands for the piece; the others are further ones of it.
type Publication struct {
	Article     ArticleID
	Address     string // canonical
	PublishedAt Moment
	Placement   Placement
	Entered     bool // as a person entered it by hand
}

// Standing is the publication that stands for a piece: the first one. It looks at
// nothing but what the pages say, so that the order in which they were fetched
// changes nothing: docs/decisions/0044. Of all it leaves
//
//  1. those whose day is best founded, for a doubtful day is often the earlier one;
//  2. of them those that are not later than another for certain;
//  3. the best placed: on one day nobody knows whether paper or site was first;
//  4. the shortest address, then the first by its letters.
func Standing(all []Publication) ArticleID {
	best := footing(slices.MaxFunc(all, func(a, b Publication) int { return cmp.Compare(footing(a), footing(b)) }))
	rest := slices.DeleteFunc(slices.Clone(all), func(p Publication) bool { return footing(p) != best })
	founded := slices.Clone(rest)
	rest = slices.DeleteFunc(rest, func(p Publication) bool {
		return slices.ContainsFunc(founded, func(o Publication) bool { return p.PublishedAt.CertainlyAfter(o.PublishedAt) })
	})
	return slices.MinFunc(rest, func(a, b Publication) int {
		return cmp.Or(cmp.Compare(b.Placement.Rank(), a.Placement.Rank()), cmp.Compare(len(a.Address), len(b.Address)), strings.Compare(a.Address, b.Address))
	}).Article
}

// Rank orders placements, the higher the better: the headline of the front page before
// the front page, a page of the paper before a place on the site.
func (p Placement) Rank() int {
	n := 0
	for _, mark := range []bool{p.Headline, p.FrontPage, p.Page != "", p.HomePage} {
		if n *= 2; mark {
			n++
		}
	}
	return n
}

// How well a publication's day is founded, the worst first.
const (
	undated = iota
	claimed // a person's word, and no page beside it
	contradicted
	dayAlone // no clock time, and nothing that confirms the day
	founded
)

// A page is not put up before its address is made, but for a clock that goes wrong;
// sites make the address when a piece is written, which may be days before. What is
// farther off is the day of a page that was made anew, or of the original of a copy.
const (
	daysBeforeAddress = 1
	daysAfterAddress  = 7
)

func footing(p Publication) int {
	day, address := p.PublishedAt.Date(), DayInAddress(p.Address)
	switch {
	case p.PublishedAt.IsZero():
		return undated
	case p.Entered:
		return claimed
	case !address.IsZero() && (day.Before(address.AddDays(-daysBeforeAddress)) || address.AddDays(daysAfterAddress).Before(day)):
		return contradicted
	case p.PublishedAt.Precision == PrecisionDay && address.IsZero():
		return dayAlone
	}
	return founded
}

var addressDay = regexp.MustCompile(`(?:^|[^\d])((?:19|20)\d\d)[-/]?(\d{1,2})[-/](\d{1,2})(?:[^\d]|$)|t?((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])[_/.\-]`)

// DayInAddress is the day in an address: what e-papers and TRS sites write there.
func DayInAddress(address string) Date {
	m := addressDay.FindStringSubmatch(address)
	if m == nil {
		return Date{}
	}
	parts := m[1:4]
	if m[1] == "" {
		parts = m[4:7]
	}
	var n [3]int
	for i, part := range parts {
		n[i], _ = strconv.Atoi(part) // digits only
	}
	day := Date{Year: n[0], Month: time.Month(n[1]), Day: n[2]}
	if parsed, err := ParseDate(day.String()); err != nil || parsed != day {
		return Date{}
	}
	return day
}
