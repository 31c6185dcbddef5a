package jobs

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/scoring"
	"github.com/gaobang/gaobang/config"
)

// twoBureaus are two bureaus of one city, each with towns and with a rule book.
const twoBureaus = `units:
  - {id: bureau, name: 甲城市民政局, kind: bureau, division: "321181"}
  - {id: town, parent: bureau, name: 乙镇民政办, kind: town}
  - {id: third, parent: bureau, name: 丙镇民政办, kind: town}
  - {id: other, name: 甲城市水务局, kind: bureau, division: "321181"}
  - {id: station, parent: other, name: 乙镇水务站, kind: town}
---
rules: {id: r, title: 办法, owner: bureau, from: 2020-01-01, threshold: 70, same_story: highest_once, same_story_text: 计一次。, clauses: [{id: 一, text: 每篇2分。, kind: base, points: 2}]}
---
rules: {id: q, title: 水务办法, owner: other, from: 2020-01-01, threshold: 70, same_story: highest_once, same_story_text: 计一次。, clauses: [{id: 一, text: 每篇2分。, kind: base, points: 2}]}
`

// variedPieces are pieces with every mixture of what makes one wait: answers in
// doubt, an ill attitude, rulings on either, stories, days in two months or none.
func variedPieces(dice *rand.Rand) (articles []scoring.Article, rulings []gaobang.Decision) {
	towns := map[gaobang.UnitID][]gaobang.UnitID{"bureau": {"bureau", "town", "third"}, "other": {"other", "station"}}
	one := func(n int) bool { return dice.IntN(n) == 0 }
	for id := gaobang.ArticleID(1); id <= 400; id++ {
		day := gaobang.Date{Year: 2026, Month: 10, Day: 20}.AddDays(dice.IntN(25))
		a := scoring.Article{ID: id, Origin: id, Family: gaobang.FamilyID(id), FirstSeen: day, PublishedAt: gaobang.NewMoment(day.Start(), gaobang.PrecisionDay)}
		if id > 1 && one(3) {
			a.Family, a.Origin = articles[id-2].Family, articles[id-2].Origin
		}
		if one(20) {
			a.PublishedAt = gaobang.Moment{}
		}
		for _, bureau := range []gaobang.UnitID{"bureau", "other"} {
			mine := towns[bureau]
			if !one(3) {
				a.Attributions = append(a.Attributions, gaobang.Attribution{Article: id, Bureau: bureau, Unit: mine[dice.IntN(len(mine))], Share: gaobang.WholeShare, Confidence: gaobang.Confidence(50 + dice.IntN(50))})
			}
			if one(4) {
				a.Sentiments = append(a.Sentiments, gaobang.Sentiment{Bureau: bureau, Label: gaobang.Negative})
			}
			if one(4) {
				rulings = append(rulings, gaobang.Decision{Article: id, Bureau: bureau, Kind: gaobang.DecideUnits, Parts: []gaobang.DecidedPart{{Unit: mine[dice.IntN(len(mine))], Share: gaobang.WholeShare}}})
			}
			if one(6) {
				rulings = append(rulings, gaobang.Decision{Article: id, Bureau: bureau, Kind: gaobang.DecideSentiment, Sentiment: gaobang.Neutral})
			}
		}
		articles = append(articles, a)
	}
	return articles, rulings
}

// TestReviewListsWhatRankCallsAwaiting: what a ranking withholds until a person rules
// is what the queue of the same period lists, piece by piece and bureau by bureau.
func TestReviewListsWhatRankCallsAwaiting(t *testing.T) {
	var files []config.File
	for i, book := range strings.Split(twoBureaus, "---\n") {
		files = append(files, config.NewFile(fmt.Sprint(i, ".yaml"), []byte(book)))
	}
	books, err := config.ParseBooks(files)
	if err != nil {
		t.Fatal(err)
	}
	foundByPersonAlone := 0
	for seed := range uint64(5) {
		articles, rulings := variedPieces(rand.New(rand.NewPCG(seed, 3)))
		for _, name := range []string{"2026-10", "2026-11", "2026-W44", "2026"} {
			period, err := gaobang.ParsePeriod(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, book := range books.RuleBooks {
				withheld := map[gaobang.ArticleID]bool{}
				for _, c := range scoring.Ledger(scoring.Input{Registry: books.Registry, Book: book, Articles: articles, Decisions: rulings}) {
					if c.Reason.Awaits() && period.Contains(c.Day) {
						withheld[c.Article] = true
						if articles[c.Article-1].Attributions == nil {
							foundByPersonAlone++
						}
					}
				}
				all, _ := newReviewQueue(books, articles, rulings, ReviewRequest{Of: book.Owner, Period: period, Today: gaobang.Date{Year: 2026, Month: 11, Day: 24}}).reviews()
				listed := map[gaobang.ArticleID]bool{}
				for _, w := range all {
					for _, id := range append(w.alike, w.article) {
						listed[id] = true
						if !withheld[id] && w.stray == nil { // a ruling that came to nothing is listed besides
							t.Errorf("%d, %s of %s: %s is listed and not withheld", seed, name, book.ID, id)
						}
					}
				}
				for id := range withheld {
					if !listed[id] {
						t.Errorf("%d, %s of %s: %s is withheld and not listed", seed, name, book.ID, id)
					}
				}
			}
		}
	}
	if foundByPersonAlone == 0 {
		t.Error("no piece was found by a person alone")
	}
}
