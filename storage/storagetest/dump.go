package storagetest

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
)

// Dump writes what a store means, a line each and sorted: articles with what was
// found in them, families by their origin, links with what became of them in the
// end, and the ledgers of the rule books. It leaves out what may differ between
// two crawls of the same world: runs, attempts, the order of storing, which of two
// sources showed a link first, when and where a capture was made.
func Dump(ctx context.Context, store *storage.Store, w io.Writer, books ...gaobang.RuleBookID) error {
	for _, write := range []func(context.Context, *storage.Store, io.Writer) error{dumpArticles, dumpFamilies, dumpLinks} {
		if err := write(ctx, store, w); err != nil {
			return err
		}
	}
	for _, book := range books {
		credits, err := store.Ledger(ctx, book, gaobang.Date{}, gaobang.Date{})
		if err != nil {
			return err
		}
		if err := lines(w, "credit", credits); err != nil {
			return err
		}
	}
	return nil
}

func lines[T any](w io.Writer, kind string, values []T) error {
	for _, v := range values {
		b, err := json.Marshal(v)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "%s %s\n", kind, b); err != nil {
			return err
		}
	}
	return nil
}

func dumpArticles(ctx context.Context, store *storage.Store, w io.Writer) error {
	list, err := store.Articles(ctx, storage.Filter{})
	if err != nil {
		return err
	}
	slices.SortFunc(list, func(a, b storage.ListedArticle) int { return cmp.Compare(a.CanonicalURL, b.CanonicalURL) })
	for _, item := range list {
		record, err := store.Article(ctx, item.ID)
		if err != nil {
			return err
		}
		record.Capture = gaobang.Capture{SHA256: record.Capture.SHA256}
		record.Captures, record.Check, record.Versions = addresses(record.Captures), storage.Check{}, nil
		record.Family = gaobang.Family{}
		if record.PublishedAt.IsZero() {
			record.FirstSeen = gaobang.Date{}
		}
		if err := lines(w, "article", []storage.ArticleRecord{record}); err != nil {
			return err
		}
	}
	return nil
}

// addresses is of what pages there are captures, once each: a crawl that was cut
// off keeps some twice.
func addresses(captures []gaobang.Capture) []gaobang.Capture {
	var pages []gaobang.Capture
	for _, c := range captures {
		if page := (gaobang.Capture{URL: c.URL}); !slices.Contains(pages, page) {
			pages = append(pages, page)
		}
	}
	slices.SortFunc(pages, func(a, b gaobang.Capture) int { return cmp.Compare(a.URL, b.URL) })
	return pages
}

func dumpFamilies(ctx context.Context, store *storage.Store, w io.Writer) error {
	families, err := store.Families(ctx)
	if err != nil {
		return err
	}
	for i := range families {
		families[i].ID = 0
	}
	slices.SortFunc(families, func(a, b gaobang.Family) int { return cmp.Compare(a.Origin, b.Origin) })
	return lines(w, "family", families)
}

func dumpLinks(ctx context.Context, store *storage.Store, w io.Writer) error {
	states, err := store.FetchStates(ctx, "")
	if err != nil {
		return err
	}
	slices.SortFunc(states, func(a, b storage.FetchState) int { return cmp.Compare(a.Canonical, b.Canonical) })
	type link struct {
		Canonical   string
		Status      storage.FetchStatus
		ContentHash string
		Article     gaobang.ArticleID
	}
	for _, s := range states {
		if err := lines(w, "link", []link{{s.Canonical, s.Status, s.ContentHash, s.Article}}); err != nil {
			return err
		}
	}
	return nil
}
