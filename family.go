package gaobang

import (
	"cmp"
	"slices"
)

// FamilyID is the ID of the member that was stored first. It is a name and no
// claim: later members do not rename the family, and the Origin may be another.
type FamilyID ArticleID

// Family (同稿) is the articles that carry one story.
type Family struct {
	ID      FamilyID
	Origin  ArticleID // 首发
	Members []FamilyMember
}

// FamilyMember is an article of a family and how near it is to the nearest other.
type FamilyMember struct {
	Article    ArticleID
	Similarity int // per cent of shingles shared; 100 for the same text
}

// KinKind is how much of two articles is one text.
type KinKind string

// The kinds of kinship. A story is held together by those of one text and, but for
// round-ups, by those within.
const (
	SameText KinKind = "same"    // one text, edited 同一稿件
	Within   KinKind = "within"  // most of the article stands in the other, which has a good deal more 扩写或摘要
	Carried  KinKind = "carried" // the same, and the other is a round-up 被综合稿收入
	Overlap  KinKind = "overlap" // a part is one text, too little to be one story 部分相同
)

// Kin is what two articles have in common.
type Kin struct {
	Article    ArticleID // the shorter
	Other      ArticleID // the longer
	Kind       KinKind
	Similarity int // per cent of the shorter that stands in the longer
}

// Stories puts together the articles that carry one story, as far as their
// kinship and what people ruled tell, each with how near it is to the nearest
// other. It gives the families of two members and more, their members by ID; kin
// of articles that are not asked for only tells which articles are round-ups.
//
// What is most alike is put together first, what people ruled before all, and
// nothing that would bring together two articles that were ruled apart. Without
// such a ruling a family is what hangs together.
func Stories(articles []ArticleID, kin []Kin, rulings []Decision) [][]FamilyMember {
	g := newGrouping(articles)
	g.rule(rulings)
	for _, k := range g.binding(kin) {
		g.unite(k.Article, k.Other)
	}
	return g.families(kin)
}

// pair is two articles, the smaller ID first.
type pair [2]ArticleID

func pairOf(a, b ArticleID) pair { return pair{min(a, b), max(a, b)} }

// grouping is articles in groups.
type grouping struct {
	group map[ArticleID]*[]ArticleID
	same  []pair // ruled, the latest first
	apart []pair
	ruled map[pair]DecisionKind
}

func newGrouping(articles []ArticleID) *grouping {
	g := &grouping{group: make(map[ArticleID]*[]ArticleID, len(articles)), ruled: map[pair]DecisionKind{}}
	for _, a := range articles {
		g.group[a] = &[]ArticleID{a}
	}
	return g
}

// rule puts together what was ruled one story, the latest ruling first.
func (g *grouping) rule(rulings []Decision) {
	for _, d := range slices.Backward(rulings) {
		p := pairOf(d.Article, d.Other)
		if g.ruled[p] != "" || !d.Kind.OnStory() {
			continue
		}
		if g.ruled[p] = d.Kind; d.Kind == DecideApart {
			g.apart = append(g.apart, p)
		} else {
			g.same = append(g.same, p)
		}
	}
	for _, p := range g.same {
		g.unite(p[0], p[1])
	}
}

// binding is the kinship that makes a story, the closest first.
func (g *grouping) binding(kin []Kin) []Kin {
	related := make(map[pair]bool, len(kin))
	inside := map[ArticleID][]ArticleID{}
	for _, k := range kin {
		related[pairOf(k.Article, k.Other)] = true
		if k.Kind != Overlap {
			inside[k.Other] = append(inside[k.Other], k.Article)
		}
	}
	bound := slices.DeleteFunc(slices.Clone(kin), func(k Kin) bool {
		return k.Kind != SameText && (k.Kind != Within || g.besideStranger(k, inside[k.Other], related))
	})
	slices.SortFunc(bound, func(a, b Kin) int {
		return cmp.Or(cmp.Compare(b.Similarity, a.Similarity), cmp.Compare(a.Article, b.Article), cmp.Compare(a.Other, b.Other))
	})
	return bound
}

// besideStranger reports whether the longer article carries another that has
// nothing to do with the shorter: then it is a round-up and belongs to neither.
func (g *grouping) besideStranger(k Kin, inside []ArticleID, related map[pair]bool) bool {
	return slices.ContainsFunc(inside, func(x ArticleID) bool {
		p := pairOf(x, k.Article)
		return x != k.Article && g.ruled[p] != DecideSameStory && (!related[p] || g.ruled[p] == DecideApart)
	})
}

// unite makes one group of two, unless it would hold two that were ruled apart.
func (g *grouping) unite(a, b ArticleID) {
	small, large := g.group[a], g.group[b]
	if small == nil || large == nil || small == large {
		return
	}
	for _, p := range g.apart {
		x, y := g.group[p[0]], g.group[p[1]]
		if x == small && y == large || x == large && y == small {
			return
		}
	}
	if len(*small) > len(*large) {
		small, large = large, small
	}
	*large = append(*large, *small...)
	for _, id := range *small {
		g.group[id] = large
	}
}

func (g *grouping) families(kin []Kin) [][]FamilyMember {
	nearest := map[ArticleID]int{}
	for _, k := range kin {
		if at := g.group[k.Article]; at != nil && at == g.group[k.Other] {
			nearest[k.Article] = max(nearest[k.Article], k.Similarity)
			nearest[k.Other] = max(nearest[k.Other], k.Similarity)
		}
	}
	var all [][]FamilyMember
	for id, members := range g.group {
		if len(*members) < 2 || id != slices.Min(*members) {
			continue
		}
		family := make([]FamilyMember, 0, len(*members))
		for _, m := range slices.Sorted(slices.Values(*members)) {
			family = append(family, FamilyMember{Article: m, Similarity: nearest[m]})
		}
		all = append(all, family)
	}
	slices.SortFunc(all, func(a, b []FamilyMember) int { return cmp.Compare(a[0].Article, b[0].Article) })
	return all
}
