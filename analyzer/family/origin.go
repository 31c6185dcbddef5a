package family

import (
	"cmp"
	"slices"

	"github.com/gaobang/gaobang"
)

// OriginFacts is what the choice of the first publication looks at.
type OriginFacts struct {
	Article     gaobang.ArticleID
	Outlet      gaobang.OutletID
	Level       gaobang.Level
	PublishedAt gaobang.Moment
	Cites       gaobang.OutletID // the outlet that the page names as its source; "" where it names none we know
	Signed      bool             // somebody is named as its maker
	Chars       int              // of the body
}

// Origin is the article that published a story first. Of the members it leaves
// those that are preferred by each rule in turn, all where none is:
//
//  1. who names no other member's outlet as the source;
//  2. who has a date;
//  3. who is not later than another for certain: dates, and times where both have one;
//  4. whose outlet another member names as the source;
//  5. who names no source outside the family;
//  6. who is not cut: two thirds of the longest;
//  7. who is signed;
//  8. the lower outlet, because stories climb; then the longest, then by ID.
//
// It does not depend on the order of the members.
func Origin(members []OriginFacts) gaobang.ArticleID {
	rest := preferred(members, func(m OriginFacts) bool { return !citesMember(m, members) })
	rest = preferred(rest, func(m OriginFacts) bool { return !m.PublishedAt.IsZero() })
	rest = preferred(rest, func(m OriginFacts) bool {
		return !slices.ContainsFunc(rest, func(o OriginFacts) bool { return m.PublishedAt.CertainlyAfter(o.PublishedAt) })
	})
	rest = preferred(rest, func(m OriginFacts) bool {
		return slices.ContainsFunc(members, func(o OriginFacts) bool { return o.Cites == m.Outlet && o.Outlet != m.Outlet })
	})
	rest = preferred(rest, func(m OriginFacts) bool { return m.Cites == "" || m.Cites == m.Outlet })
	longest := slices.MaxFunc(rest, func(a, b OriginFacts) int { return cmp.Compare(a.Chars, b.Chars) }).Chars
	rest = preferred(rest, func(m OriginFacts) bool { return 3*m.Chars >= 2*longest })
	rest = preferred(rest, func(m OriginFacts) bool { return m.Signed })
	return slices.MinFunc(rest, func(a, b OriginFacts) int {
		return cmp.Or(cmp.Compare(a.Level, b.Level), cmp.Compare(b.Chars, a.Chars), cmp.Compare(a.Article, b.Article))
	}).Article
}

// preferred keeps the members that are as wanted, all where none is.
func preferred(all []OriginFacts, wanted func(OriginFacts) bool) []OriginFacts {
	kept := slices.DeleteFunc(slices.Clone(all), func(m OriginFacts) bool { return !wanted(m) })
	if len(kept) == 0 {
		return all
	}
	return kept
}

func citesMember(m OriginFacts, all []OriginFacts) bool {
	return m.Cites != "" && m.Cites != m.Outlet &&
		slices.ContainsFunc(all, func(o OriginFacts) bool { return o.Outlet == m.Cites })
}
