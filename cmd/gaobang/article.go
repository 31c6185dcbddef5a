package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/config"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/jobs"
	"github.com/gaobang/gaobang/storage"
)

func (p program) articleCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "article",
		Short:   "查稿件和它的归属依据，认定",
		Example: "  gaobang article list --period 2026-W47\n  gaobang article show 0123456789abcdef\n  gaobang article review\n  gaobang article decide 0123456789abcdef --units yunyang --why 经科室核对",
		Args:    oneOfItsCommands,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(p.articleListCommand(), p.articleShowCommand(), p.reviewCommand(), p.decideCommand())
	return cmd
}

func (p program) articleShowCommand() *cobra.Command {
	all := false
	cmd := &cobra.Command{
		Use:     "show 编号或网址",
		Short:   "一篇稿件：出处、署名、同稿、归属和依据、得分和条款、正文",
		Example: "  gaobang article show 0123456789abcdef\n  gaobang article show http://www.danyang.gov.cn/a.html\n  gaobang article show 0123456789abcdef --all",
		Args:    exactlyOne("稿件编号或网址"),
		RunE: func(cmd *cobra.Command, args []string) error {
			piece, err := p.openPiece(cmd, args[0])
			if err != nil {
				return err
			}
			store, record, books := piece.store, piece.record, piece.books
			defer store.Close()
			cited, err := store.CitedArticles(cmd.Context(), relatives(record))
			if err != nil {
				return err
			}
			earned, err := earningsOf(cmd.Context(), store, books, record)
			if err != nil {
				return err
			}
			said := books.saidBySheets(cmd.Context(), piece.evidence, &record)
			return printArticle(cmd.OutOrStdout(), &shownArticle{ArticleRecord: record, books: books, said: said, all: all}, cited, earned, args[0])
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "存证逐次列出（平时只列首次、末次和内容有变的）")
	return cmd
}

// findArticle is the article that stands for what is called by an ID or stands at an
// address.
func findArticle(cmd *cobra.Command, store *storage.Store, name string) (storage.ArticleRecord, error) {
	if strings.Contains(name, "://") {
		canonical, err := fetch.Canonical(name)
		if err != nil {
			return storage.ArticleRecord{}, usageError{err}
		}
		record, err := store.StandingAt(cmd.Context(), canonical)
		return record, unknown(err)
	}
	id, err := gaobang.ParseArticleID(name)
	if err != nil {
		return storage.ArticleRecord{}, usageError{err}
	}
	record, err := store.Article(cmd.Context(), id)
	if err != nil || record.CopyOf == 0 {
		return record, unknown(err)
	}
	return store.Article(cmd.Context(), record.CopyOf)
}

// unknown adds to an error what to do where no such article is stored.
func unknown(err error) error {
	if gaobang.CodeOf(err) != gaobang.NotFound {
		return err
	}
	return fmt.Errorf("%w：可用 gaobang article list --word 标题里的词 查它的编号；没有采到的，用 gaobang import 补录", err)
}

// openedPiece is a stored article with what it is read by.
type openedPiece struct {
	store  *storage.Store
	record storage.ArticleRecord
	books  knownBooks

	evidence jobs.Evidence
}

// openPiece opens the store and finds an article in it by its ID or address.
func (p program) openPiece(cmd *cobra.Command, name string) (piece openedPiece, err error) {
	store, settings, err := p.openStore(cmd)
	if err != nil {
		return piece, err
	}
	piece.store, piece.evidence = store, jobs.Evidence{Store: store, Archive: archiveFolder(settings)}
	if piece.record, err = findArticle(cmd, piece.store, name); err == nil {
		piece.books, err = booksOf(cmd.Context(), piece.store)
	}
	if err != nil {
		return piece, errors.Join(err, piece.store.Close())
	}
	return piece, nil
}

// knownBooks gives the names that people know things by.
type knownBooks struct{ *config.Books }

func booksOf(ctx context.Context, store *storage.Store) (knownBooks, error) {
	versions, err := store.CurrentBooks(ctx)
	if err != nil {
		return knownBooks{}, err
	}
	books, err := jobs.ParseBooks(versions)
	return knownBooks{books}, err
}

func (k knownBooks) outlet(id gaobang.OutletID) string {
	if o, ok := k.Outlet(id); ok {
		return o.Name
	}
	return string(id)
}

func (k knownBooks) unit(id gaobang.UnitID) string {
	if u, ok := k.Registry.Unit(id); ok {
		return u.Label()
	}
	return string(id)
}

// ruleBook is empty where no book has the ID any more.
func (k knownBooks) ruleBook(id gaobang.RuleBookID) gaobang.RuleBook {
	if i := slices.IndexFunc(k.RuleBooks, func(b gaobang.RuleBook) bool { return b.ID == id }); i >= 0 {
		return k.RuleBooks[i]
	}
	return gaobang.RuleBook{}
}

func (k knownBooks) who(unit gaobang.UnitID, person gaobang.PersonID) string {
	if p, ok := k.Registry.Person(person); ok {
		return k.unit(unit) + " " + p.Name
	}
	return k.unit(unit)
}
