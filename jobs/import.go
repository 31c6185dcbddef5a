package jobs

import (
	"context"
	"errors"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer"
	"github.com/gaobang/gaobang/analyzer/segment"
	"github.com/gaobang/gaobang/crawler/entry"
	"github.com/gaobang/gaobang/crawler/warc"
	"github.com/gaobang/gaobang/storage"
)

// Import enters pieces by hand. A sheet is checked whole before anything of it is
// stored, so that nobody has to find out which of its rows went in; each piece is
// then stored in a transaction of its own, and the same sheet once more goes on where
// one was broken off: docs/decisions/0041.
type Import struct {
	Store     *storage.Store
	Segmenter *segment.Segmenter
	Archive   string // folder
	Now       func() time.Time
	By        string
	// Beside reads a file beside the sheet.
	Beside func(name string) ([]byte, error)
	// Observe hears after each row how many of how many are stored; it may be nil.
	Observe func(done, all int)

	offices *offices // what is planned and what is stored are judged by one registry
}

// office is the books in force, built once for all rows unless they change.
func (i *Import) office(ctx context.Context) (*office, error) {
	if i.offices == nil {
		i.offices = &offices{store: i.Store, segmenter: i.Segmenter}
	}
	return i.offices.current(ctx)
}

// EntryKind is what an entered row comes to.
type EntryKind string

// The kinds.
const (
	EntryNew      EntryKind = "new"
	EntryJoined   EntryKind = "joined"   // the piece was crawled; what was entered stands beside it
	EntryRevised  EntryKind = "revised"  // it was entered before, and otherwise
	EntrySame     EntryKind = "same"     // it was entered before, just so
	EntryRepeated EntryKind = "repeated" // another row of the sheet says just so
)

// PlannedEntry is a row and what it comes to.
type PlannedEntry struct {
	Document entry.Document
	Kind     EntryKind
	Repeats  int                   // the row that says the same
	Article  gaobang.Article       // as entered
	Stored   storage.ArticleRecord // as it stands, where it is stored
	Units    []gaobang.Unit        // that the row names
	Judged   gaobang.Article       // as it stands then: by its page, where that was seen
	Found    analyzer.Analysis     // of that
}

// Run stores what was planned.
func (i *Import) Run(ctx context.Context, plan []PlannedEntry) (err error) {
	office, err := i.office(ctx)
	if err != nil {
		return err
	}
	archive, err := warc.Open(i.Archive, i.Now, Evidence{i.Store, i.Archive}.Adopt(ctx))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, archive.Close()) }()
	regroup := false
	for n := range plan {
		if err := ctx.Err(); err != nil {
			return err
		}
		again, err := i.keep(ctx, office, archive, &plan[n])
		if err != nil {
			return err
		}
		if regroup = regroup || again; i.Observe != nil {
			i.Observe(n+1, len(plan))
		}
	}
	again, err := joining{i.Store, office}.all(ctx)
	if err != nil {
		return err
	}
	if regroup || again {
		if err := i.Store.RegroupFamilies(ctx, families(office.Books)); err != nil {
			return err
		}
	}
	return Recompute(ctx, i.Store)
}

// keep stores one row, its evidence first, and sets as which article.
func (i *Import) keep(ctx context.Context, o *office, archive *warc.Writer, e *PlannedEntry) (regroup bool, err error) {
	if e.Kind == EntrySame || e.Kind == EntryRepeated {
		return false, nil
	}
	payload, err := e.Document.Encode()
	if err != nil {
		return false, err
	}
	address := e.Article.CanonicalURL
	capture, err := archive.WriteResource(warc.Resource{URI: address, Type: entry.MediaType, Payload: payload, At: e.Document.At})
	if err != nil {
		return false, err
	}
	capture.URL = address
	who := gaobang.Entry{Capture: capture.ID, By: e.Document.By, At: e.Document.At, File: e.Document.File, Sheet: e.Document.Sheet, Row: e.Document.Row, Saved: e.Document.HTML != ""}
	if e.Kind == EntryJoined {
		return i.join(ctx, e, capture, who)
	}
	an := analysisOf(e.Found, "")
	an.Article.Capture, an.Entry = capture, &who
	if e.Kind == EntryRevised {
		repliedLater(&an, e.Stored.Versions)
		return i.Store.ReviseArticle(ctx, an)
	}
	out, err := i.Store.SaveArticle(ctx, an, related, o.origin)
	if err != nil {
		return false, err
	}
	if out.Kind != storage.Stored { // crawled meanwhile
		e.Kind = EntryJoined
	}
	e.Article.ID = out.Article
	return false, nil
}

// join puts down what was entered of a piece that was crawled: the page stays as it
// is, and what the row claims is weighed against it.
func (i *Import) join(ctx context.Context, e *PlannedEntry, capture gaobang.Capture, who gaobang.Entry) (regroup bool, err error) {
	if err := i.Store.KeepEntry(ctx, e.Stored.ID, capture, who); err != nil {
		return false, err
	}
	an := analysisOf(e.Found, "")
	repliedLater(&an, e.Stored.Versions)
	if same(e.Stored, an) {
		return false, nil
	}
	return i.Store.ReviseArticle(ctx, an)
}
