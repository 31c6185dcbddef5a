package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/jobs"
	"github.com/gaobang/gaobang/storage"
)

// earnings is what one article earned, and what stands behind it.
type earnings struct {
	knownBooks

	credits []gaobang.Credit
	rulings []gaobang.Decision // on it and on its story's first publication
	paid    []gaobang.Credit   // for its story before it, in that order
	cited   map[gaobang.ArticleID]storage.CitedArticle
}

// earningsOf recomputes the ledger and opens the credits of one article.
func earningsOf(ctx context.Context, store *storage.Store, books knownBooks, r storage.ArticleRecord) (earnings, error) {
	e := earnings{knownBooks: books}
	if err := jobs.Recompute(ctx, store); err != nil {
		return e, err
	}
	all, err := store.Decisions(ctx)
	if err != nil {
		return e, err
	}
	e.rulings = slices.DeleteFunc(all, func(d gaobang.Decision) bool { return d.Article != r.ID && d.Article != r.Family.Origin })
	if e.credits, err = store.CreditsOf(ctx, r.ID); err != nil {
		return e, err
	}
	if !slices.ContainsFunc(e.credits, func(c gaobang.Credit) bool { return paidBefore(c.Reason) }) {
		return e, nil
	}
	return e, e.addPaid(ctx, store, r)
}

// paidBefore reports a credit that depends on what its story has earned already.
func paidBefore(r gaobang.CreditReason) bool {
	return r == gaobang.SameStoryTopUp || r == gaobang.SameStoryOnce
}

// addPaid adds what the publications before an article earned.
func (e *earnings) addPaid(ctx context.Context, store *storage.Store, r storage.ArticleRecord) (err error) {
	if e.cited, err = store.CitedArticles(ctx, append(others(r), r.ID)); err != nil {
		return err
	}
	before := slices.DeleteFunc(others(r), func(id gaobang.ArticleID) bool {
		return !earlier(e.cited[id], e.cited[r.ID], cmp.Compare(id, r.ID))
	})
	slices.SortFunc(before, func(a, b gaobang.ArticleID) int {
		if earlier(e.cited[a], e.cited[b], cmp.Compare(a, b)) {
			return -1
		}
		return 1
	})
	for _, id := range before {
		credits, err := store.CreditsOf(ctx, id)
		if err != nil {
			return err
		}
		for i := range credits {
			if _, clause := e.by(&credits[i]); clause.Kind != gaobang.DeductClause && credits[i].Points != 0 {
				e.paid = append(e.paid, credits[i])
			}
		}
	}
	return nil
}

// earlier is the order in which the publications of a story are paid.
func earlier(a, b storage.CitedArticle, byID int) bool {
	return cmp.Or(a.PublishedAt.Date().Compare(b.PublishedAt.Date()), a.PublishedAt.Time.Compare(b.PublishedAt.Time),
		cmp.Compare(b.Level, a.Level), byID) < 0
}

// told is a credit with its part, the words of its clause or why nothing was
// earned, the words that cost points, and who ruled so.
func (e *earnings) told(c *gaobang.Credit) string {
	text := fmt.Sprintf("%s %s 分", e.who(c.Unit, c.Person), c.Points) + portion(c)
	book, clause := e.by(c)
	if book.ID != "" {
		text += "，《" + book.Title + "》"
	}
	if clause.ID != "" {
		text += clause.ID + "“" + clause.Text + "”"
	}
	text += e.reason(c)
	if clause.Kind == gaobang.DeductClause {
		text += "，依据" + quoted(c.Evidence)
	}
	return text + e.behind(c)
}

// portion is the part of the whole piece that a credit is for, where it is not all.
func portion(c *gaobang.Credit) string {
	if c.Share == gaobang.WholeShare {
		return ""
	}
	return "（占 " + c.Share.String() + "）"
}

// behind is who ruled what a credit rests on.
func (e *earnings) behind(c *gaobang.Credit) string {
	var b strings.Builder
	bureau, _ := e.Registry.BureauOf(c.Unit)
	for _, d := range gaobang.Behind(c, bureau.ID, e.rulings) {
		b.WriteString("；" + gaobang.RulingOf(d).Chinese())
	}
	return b.String()
}

// by is the rule book and the clause of a credit, as they are now.
func (e *earnings) by(c *gaobang.Credit) (book gaobang.RuleBook, clause gaobang.Clause) {
	book = e.ruleBook(c.RuleBook)
	clause, _ = book.Clause(c.Clause)
	return book, clause
}

func (e *earnings) reason(c *gaobang.Credit) string {
	text := c.Reason.Chinese()
	if text == "" {
		return ""
	}
	if paidBefore(c.Reason) {
		text += "：" + e.paidWords(c)
	}
	return "（" + text + "）"
}

// paidWords is what a story earned before that a credit depends on: whose the points
// are, for which publication, by which clause.
func (e *earnings) paidWords(of *gaobang.Credit) string {
	var sum gaobang.Points
	var parts []string
	for i := range e.paid {
		c := &e.paid[i]
		if !e.sharesBest(c, of) {
			continue
		}
		sum += c.Points
		at := e.cited[c.Article]
		parts = append(parts, fmt.Sprintf("%s %s 分%s，%s，%s %s %s", e.who(c.Unit, c.Person), c.Points, portion(c), c.Clause, at.PublishedAt.Date(), at.OutletName, c.Article))
	}
	text := fmt.Sprintf("同一稿件此前已计 %s 分", sum)
	if len(parts) > 0 {
		text += "：" + strings.Join(parts, "；")
	}
	return text
}

// sharesBest reports two credits of a story that are paid out of one best amount:
// of one book, and of one bureau where the book pays by scope.
func (e *earnings) sharesBest(a, b *gaobang.Credit) bool {
	if a.RuleBook != b.RuleBook {
		return false
	}
	if book, _ := e.by(b); !book.PaysByScope() {
		return true
	}
	one, _ := e.Registry.BureauOf(a.Unit)
	other, _ := e.Registry.BureauOf(b.Unit)
	return one.ID == other.ID
}

// showEarned prints the credits of one article as they are now.
func showEarned(ctx context.Context, w io.Writer, store *storage.Store, books knownBooks, r storage.ArticleRecord) error {
	e, err := earningsOf(ctx, store, books, r)
	if err != nil {
		return err
	}
	var b strings.Builder
	for i := range e.credits {
		fmt.Fprintf(&b, "得分：%s\n", e.told(&e.credits[i]))
	}
	if len(e.credits) == 0 {
		b.WriteString("得分：没有\n")
	}
	_, err = io.WriteString(w, b.String())
	return err
}
