package jobs

import (
	"context"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/scoring"
	"github.com/gaobang/gaobang/config"
	"github.com/gaobang/gaobang/storage"
)

// ledgerInputs is where the store keeps what the ledgers were computed from.
const ledgerInputs = "ledger_inputs"

// ledgerMethod changes where scoring does: a ledger of an older program is computed
// anew.
const ledgerMethod = "2 "

// Recompute makes the ledger of every rule book anew, unless nothing it depends
// on changed: articles, families, decisions, books.
func Recompute(ctx context.Context, store *storage.Store) error {
	inputs, err := store.Inputs(ctx)
	if err != nil {
		return err
	}
	inputs = ledgerMethod + inputs
	if done, err := store.Meta(ctx, ledgerInputs); err != nil || done == inputs {
		return err
	}
	versions, err := store.CurrentBooks(ctx)
	if err != nil {
		return err
	}
	books, err := ParseBooks(versions)
	if err != nil {
		return err
	}
	articles, decisions, err := facts(ctx, store, books)
	if err != nil {
		return err
	}
	for _, book := range books.RuleBooks {
		credits := scoring.Ledger(scoring.Input{Registry: books.Registry, Book: book, Articles: articles, Decisions: decisions})
		if err := store.ReplaceLedger(ctx, book.ID, credits); err != nil {
			return err
		}
	}
	return store.SetMeta(ctx, ledgerInputs, inputs)
}

// facts is what scoring looks at, with each article's outlet as the books have it.
func facts(ctx context.Context, store *storage.Store, books *config.Books) ([]scoring.Article, []gaobang.Decision, error) {
	stored, err := store.LedgerFacts(ctx, gaobang.Date{}, gaobang.Date{})
	if err != nil {
		return nil, nil, err
	}
	decisions, err := store.Decisions(ctx)
	if err != nil {
		return nil, nil, err
	}
	return scored(books, stored), decisions, nil
}

// scored are facts with each article's outlet as the books have it.
func scored(books *config.Books, stored []storage.ArticleFacts) []scoring.Article {
	articles := make([]scoring.Article, 0, len(stored))
	for _, f := range stored {
		outlet, ok := books.Outlet(f.Outlet)
		if !ok {
			continue
		}
		articles = append(articles, scoring.Article{
			ID: f.ID, Outlet: outlet, Form: f.Form, Placement: f.Placement, PublishedAt: f.PublishedAt,
			FirstSeen: f.FirstSeen, Chars: f.Chars, Family: f.Family, Origin: f.Origin,
			Attributions: f.Attributions, Sentiments: f.Sentiments,
		})
	}
	return articles
}
