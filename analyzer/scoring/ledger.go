package scoring

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gaobang/gaobang"
)

// Article is all of an article that scoring looks at.
type Article struct {
	ID           gaobang.ArticleID
	Outlet       gaobang.Outlet
	Form         gaobang.Form
	Placement    gaobang.Placement
	PublishedAt  gaobang.Moment
	FirstSeen    gaobang.Date
	Chars        int // of the body, spaces not counted
	Family       gaobang.FamilyID
	Origin       gaobang.ArticleID // of the family; itself where the story stands alone
	Attributions []gaobang.Attribution
	Sentiments   []gaobang.Sentiment
}

// Input is everything a ledger depends on.
type Input struct {
	Registry  *gaobang.Registry
	Book      gaobang.RuleBook
	Articles  []Article
	Decisions []gaobang.Decision // in the order in which they were made
}

// Ledger is every credit of the book's owner's children, ordered by day,
// article, unit, person and clause.
func Ledger(in Input) []gaobang.Credit {
	b := newBasis(in)
	var credits []gaobang.Credit
	for _, story := range b.stories() {
		best := paid{}
		for _, a := range story {
			e := b.entry(a)
			credits = append(credits, e.credits(in.Book, best)...)
		}
	}
	slices.SortStableFunc(credits, byDay)
	return credits
}

func byDay(a, b gaobang.Credit) int {
	return cmp.Or(a.Day.Compare(b.Day), cmp.Compare(a.Article, b.Article), cmp.Compare(a.Unit, b.Unit),
		cmp.Compare(a.Person, b.Person), cmp.Compare(a.Clause, b.Clause))
}

// basis is the input made ready for looking up.
type basis struct {
	Input

	articles  map[gaobang.ArticleID]*Article
	decisions map[subject]gaobang.Decision // the latest
	decided   map[gaobang.ArticleID][]gaobang.UnitID
	order     map[gaobang.UnitID]int // of the registry
}

// subject is what a decision rules on.
type subject struct {
	article gaobang.ArticleID
	bureau  gaobang.UnitID
	kind    gaobang.DecisionKind
}

func newBasis(in Input) *basis {
	b := &basis{
		Input: in, articles: make(map[gaobang.ArticleID]*Article, len(in.Articles)),
		decisions: map[subject]gaobang.Decision{}, decided: map[gaobang.ArticleID][]gaobang.UnitID{}, order: map[gaobang.UnitID]int{},
	}
	for i := range in.Articles {
		b.articles[in.Articles[i].ID] = &in.Articles[i]
	}
	for _, d := range in.Decisions {
		if d.Kind.OnStory() { // the families follow them already
			continue
		}
		b.decisions[subject{d.Article, d.Bureau, d.Kind}] = d
		b.decided[d.Article] = append(b.decided[d.Article], d.Bureau)
	}
	for i, u := range in.Registry.Units {
		b.order[u.ID] = i
	}
	return b
}

// stories is the articles in the book's validity by family, each story in the
// order of publication; of several on one moment the higher outlet goes first.
func (b *basis) stories() [][]*Article {
	byFamily := map[gaobang.FamilyID][]*Article{}
	var ids []gaobang.FamilyID
	for i := range b.Articles {
		a := &b.Articles[i]
		if !b.Book.Validity.Contains(day(a)) {
			continue
		}
		id := a.Family
		if id == 0 {
			id = gaobang.FamilyID(a.ID)
		}
		if len(byFamily[id]) == 0 {
			ids = append(ids, id)
		}
		byFamily[id] = append(byFamily[id], a)
	}
	slices.Sort(ids)
	all := make([][]*Article, 0, len(ids))
	for _, id := range ids {
		slices.SortFunc(byFamily[id], byPublication)
		all = append(all, byFamily[id])
	}
	return all
}

func byPublication(a, b *Article) int {
	return cmp.Or(day(a).Compare(day(b)), a.PublishedAt.Time.Compare(b.PublishedAt.Time),
		cmp.Compare(b.Outlet.Level, a.Outlet.Level), cmp.Compare(a.ID, b.ID))
}

// day is the day an article counts on: where the page gives none, the day it was
// first seen, on which it stands without points.
func day(a *Article) gaobang.Date {
	if a.PublishedAt.IsZero() {
		return a.FirstSeen
	}
	return a.PublishedAt.Date()
}

func compareText[T ~string](a, b T) int { return strings.Compare(string(a), string(b)) }
