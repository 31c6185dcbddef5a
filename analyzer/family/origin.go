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
}

// Origin is the article that published a story first: none that names another
// member's outlet as its source where there is a choice; of the rest the earliest
// day; on one day the earliest time, or, where a page gives no time, the lower
// outlet, because stories climb. It does not depend on the order of the members.
func Origin(members []OriginFacts) gaobang.ArticleID {
	rest := preferred(members, func(m OriginFacts) bool { return !citesMember(m, members) })
	rest = preferred(rest, func(m OriginFacts) bool { return !m.PublishedAt.IsZero() })
	first := slices.MinFunc(rest, func(a, b OriginFacts) int { return a.PublishedAt.Date().Compare(b.PublishedAt.Date()) }).PublishedAt.Date()
	rest = preferred(rest, func(m OriginFacts) bool { return m.PublishedAt.Date() == first })
	rest = preferred(rest, func(m OriginFacts) bool { return m.Cites == "" || m.Cites == m.Outlet })
	timed := !slices.ContainsFunc(rest, func(m OriginFacts) bool { return m.PublishedAt.Precision < gaobang.PrecisionMinute })
	return slices.MinFunc(rest, func(a, b OriginFacts) int {
		if timed {
			if c := a.PublishedAt.Time.Compare(b.PublishedAt.Time); c != 0 {
				return c
			}
		}
		return cmp.Or(cmp.Compare(a.Level, b.Level), cmp.Compare(a.Article, b.Article))
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
