package jobs

import (
	"cmp"
	"context"
	"slices"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/scoring"
	"github.com/gaobang/gaobang/config"
	"github.com/gaobang/gaobang/storage"
)

// ReviewRequest says what of all that waits for a person is wanted.
type ReviewRequest struct {
	Below  gaobang.Confidence // an answer under it waits, whatever a rule book's threshold
	Of     gaobang.UnitID     // of one bureau; "" is all
	Period gaobang.Period     // of one period; the zero Period is all
	Today  gaobang.Date
	Limit  int
}

// Review is one story that waits for a person to rule for a bureau.
type Review struct {
	Article storage.ArticleRecord // the publication that stands for the story
	Bureau  gaobang.UnitID
	Awaits  gaobang.CreditReason // AwaitsReview or AwaitsSentiment
	Answers []Answer             // the best first
	Alike   []gaobang.ArticleID  // its other publications that wait too
	Stakes  []Stake              // for all of them
	Period  gaobang.Period       // the month it falls in
	Stray   *Stray               // the ruling that stood and has come to nothing
}

// ReviewList is the head of the queue, and how long the queue is.
type ReviewList struct {
	Reviews []Review
	Total   int // without the limit
	Stories int // a story may wait for several bureaus
	Letters int // of the stories: letters (网民留言), which earn nothing and which no ranking counts as waiting
}

// Answer is what could be ruled, and why.
type Answer struct {
	Unit       gaobang.UnitID
	Person     gaobang.PersonID
	Basis      gaobang.Basis
	Confidence gaobang.Confidence // 0 for one that the program did not take
	Doubt      gaobang.Doubt
	Evidence   []gaobang.Evidence
}

// Reviews is what waits for a person: what ends soonest first, and within that
// what most points hang on.
func Reviews(ctx context.Context, store *storage.Store, q ReviewRequest) (ReviewList, error) {
	versions, err := store.CurrentBooks(ctx)
	if err != nil {
		return ReviewList{}, err
	}
	books, err := ParseBooks(versions)
	if err != nil {
		return ReviewList{}, err
	}
	articles, decisions, err := facts(ctx, store, books)
	if err != nil {
		return ReviewList{}, err
	}
	waiting, stories := newReviewQueue(books, articles, decisions, q).reviews()
	list := ReviewList{Total: len(waiting), Stories: stories, Letters: lettersAmong(waiting)}
	for _, w := range waiting[:min(list.Total, max(q.Limit, 0))] {
		record, err := store.Article(ctx, w.article)
		if err != nil {
			return ReviewList{}, err
		}
		list.Reviews = append(list.Reviews, Review{
			Article: record, Bureau: w.bureau, Awaits: w.awaits, Answers: answers(record, w.bureau),
			Alike: w.alike, Stakes: w.stakes, Period: w.period, Stray: w.stray,
		})
	}
	return list, nil
}

// answers are what the program took and what it weighed for a bureau.
func answers(r storage.ArticleRecord, bureau gaobang.UnitID) []Answer {
	var all []Answer
	for _, t := range r.Attributions {
		if t.Bureau == bureau {
			all = append(all, Answer{t.Unit, t.Person, t.Basis, t.Confidence, t.Doubt, t.Evidence})
		}
	}
	slices.SortStableFunc(all, func(x, y Answer) int { return cmp.Compare(y.Confidence, x.Confidence) })
	for _, c := range r.Candidates {
		if c.Bureau == bureau {
			all = append(all, Answer{Unit: c.Unit, Person: c.Person, Basis: c.Basis, Doubt: c.Doubt, Evidence: c.Evidence})
		}
	}
	return all
}

// matter is one article for one bureau.
type matter struct {
	article gaobang.ArticleID
	bureau  gaobang.UnitID
}

// waiting is one story in the queue.
type waiting struct {
	matter

	awaits     gaobang.CreditReason
	confidence gaobang.Confidence
	alike      []gaobang.ArticleID
	stakes     []Stake
	period     gaobang.Period
	stray      *Stray
	family     gaobang.FamilyID
	letter     bool // no publication of it is a piece
}

// lettersAmong is how many stories are letters.
func lettersAmong(all []waiting) int {
	only := map[gaobang.FamilyID]bool{}
	for _, w := range all {
		if w.letter {
			only[w.family] = true
		}
	}
	for _, w := range all {
		if !w.letter {
			delete(only, w.family)
		}
	}
	return len(only)
}

// reviewQueue finds what waits.
type reviewQueue struct {
	ReviewRequest

	books     *config.Books
	articles  []scoring.Article
	decisions []gaobang.Decision
	decided   map[matter]bool
	strays    map[gaobang.ArticleID][]Stray // on whose an article is, and on attitudes toward whose it is no more
	stakes    stakes
	held      map[matter]gaobang.CreditReason // by a rule book
	heldFor   map[gaobang.ArticleID][]gaobang.UnitID
}

func newReviewQueue(books *config.Books, articles []scoring.Article, decisions []gaobang.Decision, q ReviewRequest) *reviewQueue {
	w := &reviewQueue{
		ReviewRequest: q, books: books, articles: articles,
		decided: map[matter]bool{}, strays: map[gaobang.ArticleID][]Stray{}, stakes: stakes{}, held: map[matter]gaobang.CreditReason{}, heldFor: map[gaobang.ArticleID][]gaobang.UnitID{},
	}
	for _, s := range Strays(books, decisions) {
		if s.Kind == gaobang.DecideUnits {
			w.strays[s.Article] = append(w.strays[s.Article], s)
		}
	}
	decisions = slices.DeleteFunc(slices.Clone(decisions), func(d gaobang.Decision) bool {
		return d.Kind == gaobang.DecideUnits && slices.ContainsFunc(w.strays[d.Article], func(s Stray) bool { return s.Bureau == d.Bureau })
	})
	for _, s := range unowned(articles, decisions) {
		w.strays[s.Article] = append(w.strays[s.Article], s)
	}
	w.decisions = decisions
	for _, d := range decisions {
		if d.Kind == gaobang.DecideUnits {
			w.decided[matter{d.Article, d.Bureau}] = true
		}
	}
	ill, asked := w.ill()
	for _, book := range books.RuleBooks {
		w.weigh(book, ill, asked)
	}
	return w
}

// reviews are what waits, each story once for a bureau, and how many stories it is.
func (w *reviewQueue) reviews() (all []waiting, stories int) {
	type story struct {
		family gaobang.FamilyID
		bureau gaobang.UnitID
		awaits gaobang.CreditReason
	}
	at, known := map[story]int{}, map[gaobang.FamilyID]bool{}
	for i := range w.articles {
		a := &w.articles[i]
		for _, one := range w.waits(a) {
			s := story{cmp.Or(a.Family, gaobang.FamilyID(a.ID)), one.bureau, one.awaits}
			known[s.family] = true
			one.family, one.letter = s.family, a.Form == gaobang.MessageForm
			n, told := at[s]
			if !told {
				at[s] = len(all)
				all = append(all, one)
				continue
			}
			all[n].join(one, a.ID == a.Origin)
		}
	}
	slices.SortStableFunc(all, w.urgent)
	return all, len(known)
}

// join adds another publication of the story. The first publication stands for it,
// in the month in which it was published.
func (w *waiting) join(o waiting, first bool) {
	if first {
		w.matter, o.matter = o.matter, w.matter
		w.period, o.period = o.period, w.period
	}
	w.stray = cmp.Or(w.stray, o.stray)
	w.letter = w.letter && o.letter
	w.alike = append(w.alike, o.article)
	w.stakes = joined(w.stakes, o.stakes)
	w.confidence = min(w.confidence, o.confidence)
}

// ruledConfidence is that of what a person ruled.
const ruledConfidence gaobang.Confidence = 100

// waits is for which bureaus an article waits, in the order of its attributions.
func (w *reviewQueue) waits(a *scoring.Article) []waiting {
	var all []waiting
	day := a.PublishedAt.Date()
	if day.IsZero() {
		day = a.FirstSeen
	}
	month := gaobang.PeriodOf(gaobang.Month, day.Start())
	if !w.Period.IsZero() && !w.Period.Contains(day) {
		return nil
	}
	for _, t := range a.Attributions {
		m := matter{a.ID, t.Bureau}
		if w.Of != "" && w.Of != t.Bureau {
			continue
		}
		awaits := w.held[m]
		if t.Confidence < w.Below && !w.decided[m] {
			awaits = gaobang.AwaitsReview
		}
		if i := slices.IndexFunc(all, func(o waiting) bool { return o.bureau == t.Bureau }); i >= 0 {
			all[i].confidence = min(all[i].confidence, t.Confidence)
			if awaits == gaobang.AwaitsReview {
				all[i].awaits = awaits
			}
			continue
		}
		all = append(all, waiting{matter: m, awaits: awaits, confidence: t.Confidence, stakes: w.stakes[m], period: month})
	}
	for _, bureau := range w.heldFor[a.ID] { // for whom a person alone found it
		if m := (matter{a.ID, bureau}); (w.Of == "" || w.Of == bureau) && !slices.ContainsFunc(all, func(o waiting) bool { return o.bureau == bureau }) {
			all = append(all, waiting{matter: m, awaits: w.held[m], confidence: ruledConfidence, stakes: w.stakes[m], period: month})
		}
	}
	all = w.strayed(all, a.ID, month)
	return slices.DeleteFunc(all, func(o waiting) bool { return o.awaits == gaobang.Earned })
}

// strayed adds the bureaus for which the ruling on an article has come to nothing.
func (w *reviewQueue) strayed(all []waiting, id gaobang.ArticleID, month gaobang.Period) []waiting {
	for i, s := range w.strays[id] {
		if _, there := w.books.Registry.Unit(s.Bureau); !there || w.Of != "" && w.Of != s.Bureau {
			continue
		}
		n := slices.IndexFunc(all, func(o waiting) bool { return o.bureau == s.Bureau })
		if n < 0 {
			n = len(all)
			all = append(all, waiting{matter: matter{id, s.Bureau}, period: month})
		}
		all[n].awaits, all[n].stray = gaobang.AwaitsReview, &w.strays[id][i]
	}
	return all
}

// closing is for how many days after its end a month is what an office reports on:
// notices go out in the month that follows.
const closing = 31

// urgent orders the queue: a month that has just ended before the running one, and
// that before older ones, the newer first; then by what hangs on it.
func (w *reviewQueue) urgent(x, y waiting) int {
	classX, classY := w.class(x.period), w.class(y.period)
	ends := x.period.Last().Compare(y.period.Last())
	if classX == older {
		ends = -ends
	}
	return cmp.Or(cmp.Compare(classX, classY), ends, cmp.Compare(most(y.stakes), most(x.stakes)),
		cmp.Compare(x.confidence, y.confidence), cmp.Compare(x.article, y.article))
}

// The classes of months, the most urgent first.
const (
	ended = iota
	running
	older
)

func (w *reviewQueue) class(p gaobang.Period) int {
	switch last := p.Last(); {
	case !last.Before(w.Today):
		return running
	case !last.AddDays(closing).Before(w.Today):
		return ended
	}
	return older
}
