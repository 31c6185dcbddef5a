package jobs

import (
	"slices"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/scoring"
)

// Stake is what hangs on a ruling by one rule book. Points of different rule books
// are not added up: they are different units of account.
type Stake struct {
	RuleBook gaobang.RuleBookID
	Counts   gaobang.Points // if it counts as the program has it
	Negative gaobang.Points // if it is ruled negative, where that is asked
}

// most is what the ruling moves at most, by the rule book by which it moves most.
func most(all []Stake) gaobang.Points {
	var m gaobang.Points
	for _, s := range all {
		m = max(m, max(s.Counts, 0)-min(s.Negative, 0))
	}
	return m
}

// joined adds the stakes of another publication of a story, book by book.
func joined(all, more []Stake) []Stake {
	all = slices.Clone(all)
	for _, s := range more {
		i := slices.IndexFunc(all, func(o Stake) bool { return o.RuleBook == s.RuleBook })
		if i < 0 {
			all = append(all, s)
			continue
		}
		all[i].Counts += s.Counts
		all[i].Negative += s.Negative
	}
	return all
}

// stakes are in the order of the rule books.
type stakes map[matter][]Stake

func (s stakes) add(m matter, one Stake) {
	if one.Counts != 0 || one.Negative != 0 {
		s[m] = joined(s[m], []Stake{one})
	}
}

// weigh notes what a rule book withholds, and what it would pay if nothing were in
// doubt and take if all that seems ill were. What is paid already hangs on the
// ruling as well.
func (w *reviewQueue) weigh(book gaobang.RuleBook, ill scoring.Input, asked map[matter]bool) {
	in := scoring.Input{Registry: w.books.Registry, Book: book, Articles: w.articles, Decisions: w.decisions}
	for _, c := range scoring.Ledger(in) {
		if !c.Reason.Awaits() {
			continue
		}
		m := w.matterOf(c)
		if _, known := w.held[m]; !known {
			w.heldFor[m.article] = append(w.heldFor[m.article], m.bureau)
		}
		if w.held[m] != gaobang.AwaitsReview { // whose it is comes first
			w.held[m] = c.Reason
		}
	}
	in.Book.Threshold = 0
	in.Articles = slices.Clone(w.articles)
	for i := range in.Articles {
		in.Articles[i].Sentiments = nil
	}
	for _, c := range scoring.Ledger(in) {
		w.stakes.add(w.matterOf(c), Stake{RuleBook: book.ID, Counts: c.Points})
	}
	ill.Registry, ill.Book = in.Registry, in.Book
	for _, c := range scoring.Ledger(ill) {
		if m := w.matterOf(c); asked[m] {
			w.stakes.add(m, Stake{RuleBook: book.ID, Negative: c.Points})
		}
	}
}

// ill is the articles that seem to speak ill of a bureau, and the publications that
// they follow, as if each were ruled negative; and which matters those are.
func (w *reviewQueue) ill() (in scoring.Input, asked map[matter]bool) {
	in.Decisions, asked = slices.Clone(w.decisions), map[matter]bool{}
	ruled, wanted := map[matter]bool{}, map[gaobang.ArticleID]bool{}
	for _, d := range w.decisions {
		if d.Kind == gaobang.DecideSentiment {
			ruled[matter{d.Article, d.Bureau}] = true
		}
	}
	for i := range w.articles {
		a := &w.articles[i]
		for _, s := range a.Sentiments {
			if m := (matter{a.ID, s.Bureau}); s.Label == gaobang.Negative && !ruled[m] {
				asked[m] = true
				in.Decisions = append(in.Decisions, gaobang.Decision{Article: a.ID, Bureau: s.Bureau, Kind: gaobang.DecideSentiment, Sentiment: gaobang.Negative})
				wanted[a.ID], wanted[a.Origin] = true, true
			}
		}
	}
	in.Articles = slices.DeleteFunc(slices.Clone(w.articles), func(a scoring.Article) bool { return !wanted[a.ID] })
	return in, asked
}

func (w *reviewQueue) matterOf(c gaobang.Credit) matter {
	bureau, _ := w.books.Registry.BureauOf(c.Unit)
	return matter{c.Article, bureau.ID}
}
