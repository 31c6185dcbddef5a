package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/config"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/jobs"
	"github.com/gaobang/gaobang/report"
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
	return &cobra.Command{
		Use:     "show 编号或网址",
		Short:   "一篇稿件：出处、署名、同稿、归属和依据、得分和条款、正文",
		Example: "  gaobang article show 0123456789abcdef\n  gaobang article show http://www.danyang.gov.cn/a.html",
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
			return printArticle(cmd.OutOrStdout(), books, record, cited, earned)
		},
	}
}

func findArticle(cmd *cobra.Command, store *storage.Store, name string) (storage.ArticleRecord, error) {
	if strings.Contains(name, "://") {
		canonical, err := fetch.Canonical(name)
		if err != nil {
			return storage.ArticleRecord{}, usageError{err}
		}
		return store.ArticleByURL(cmd.Context(), canonical)
	}
	id, err := gaobang.ParseArticleID(name)
	if err != nil {
		return storage.ArticleRecord{}, usageError{err}
	}
	return store.Article(cmd.Context(), id)
}

// printArticle prints where the piece stood, whose it is and what it earned, with
// the words that decided, and its text.
func printArticle(w io.Writer, books knownBooks, r storage.ArticleRecord, cited map[gaobang.ArticleID]storage.CitedArticle, earned earnings) error {
	var b strings.Builder
	line := func(label, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s：%s\n", label, value)
		}
	}
	line("标题", r.Title)
	line("编号", r.ID.String())
	line("网址", r.URL)
	line("媒体", books.outlet(r.Outlet))
	line("版面", report.Placement(r.Placement))
	line("发表", strings.Replace(r.PublishedAt.String(), "T", " ", 1))
	line("来源", r.ContentSource)
	line("体裁", r.Form.Chinese())
	line("字数", fmt.Sprint(r.Chars))
	line("记者", strings.Join(r.Byline.Reporters, "、"))
	line("通讯员", strings.Join(r.Byline.Correspondents, "、"))
	line("作者", strings.Join(r.Byline.Authors, "、"))
	line("摄影", strings.Join(r.Byline.Photographers, "、"))
	line("责编", strings.Join(r.Byline.Editors, "、"))
	for _, c := range r.Captures {
		where := ""
		if c.URL != r.CanonicalURL {
			where = "，" + c.URL
		}
		line("存证", fmt.Sprintf("%s，%s，%s，SHA-256 %s%s", minute(c.At), captureWords(c), c.File, c.SHA256, where))
	}
	for _, e := range r.Entries {
		line("补录", entered(e))
	}
	for _, s := range checkLines(r) {
		line("复查", s)
	}
	family(line, r, cited)
	for _, t := range r.Attributions {
		line("归属", fmt.Sprintf("%s，份额 %s，把握 %d%s，依据%s%s%s", books.who(t.Unit, t.Person), t.Share, t.Confidence, scoped(t.Scope), t.Basis.Chinese(), quoted(t.Evidence), doubted(t.Doubt)))
	}
	for _, c := range r.Candidates {
		line("候选", fmt.Sprintf("%s，依据%s%s%s", books.who(c.Unit, c.Person), c.Basis.Chinese(), quoted(c.Evidence), doubted(c.Doubt)))
	}
	for _, s := range r.Sentiments {
		line("倾向", fmt.Sprintf("对%s：%s%s", books.unit(s.Bureau), s.Label.Chinese(), quoted(s.Evidence)))
	}
	if m := r.Message; m != nil {
		line("留言", told(m)+proven(r))
	}
	for _, d := range r.Decisions {
		line("认定", books.ruled(d))
	}
	for _, d := range r.Withdrawn {
		line("撤回", books.takenBack(d))
	}
	for i := range earned.credits {
		line("得分", earned.told(&earned.credits[i]))
	}
	fmt.Fprintf(&b, "正文：\n%s\n", r.Body)
	_, err := io.WriteString(w, b.String())
	return err
}

// entered is who entered what, and where it stood.
func entered(e gaobang.Entry) string {
	sheet := ""
	if e.Sheet != "" {
		sheet = "工作表 " + e.Sheet + " "
	}
	return fmt.Sprintf("%s %s 录自 %s %s第 %d 行", minute(e.At), e.By, e.File, sheet, e.Row)
}

// openedPiece is a stored article with what it is read by.
type openedPiece struct {
	store  *storage.Store
	record storage.ArticleRecord
	books  knownBooks
}

// openPiece opens the store and finds an article in it by its ID or address.
func (p program) openPiece(cmd *cobra.Command, name string) (piece openedPiece, err error) {
	if piece.store, _, err = p.openStore(cmd); err != nil {
		return piece, err
	}
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

func quoted(evidence []gaobang.Evidence) string {
	var s strings.Builder
	for _, e := range evidence {
		s.WriteString("“" + e.Text + "”")
	}
	return s.String()
}

func scoped(s gaobang.Scope) string {
	if s == "" {
		return ""
	}
	return "，" + s.Chinese()
}

func doubted(d gaobang.Doubt) string {
	if d == "" {
		return ""
	}
	return "（" + d.Chinese() + "）"
}
