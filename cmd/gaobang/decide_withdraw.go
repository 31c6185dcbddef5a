package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/jobs"
	"github.com/gaobang/gaobang/storage"
)

// withdrawable are the matters of which a ruling can be taken back, by the words for
// them.
var withdrawable = map[string][]gaobang.DecisionKind{
	"归属": {gaobang.DecideUnits}, "units": {gaobang.DecideUnits},
	"倾向": {gaobang.DecideSentiment}, "sentiment": {gaobang.DecideSentiment},
	"答复": {gaobang.DecideReplied}, "replied": {gaobang.DecideReplied},
	"同稿": {gaobang.DecideSameStory, gaobang.DecideApart}, "story": {gaobang.DecideSameStory, gaobang.DecideApart},
}

// withdraw takes back the last ruling on one matter of an article.
func (p program) withdraw(cmd *cobra.Command, name, matter string, asked []ruling, o decideOptions) error {
	kinds := withdrawable[matter]
	switch {
	case kinds == nil:
		return usagef("--withdraw 应是归属、倾向、答复或同稿，不是 %q", matter)
	case len(asked) > 0 || o.alike || o.example != "" || o.accept.asked():
		return usagef("--withdraw 只和 --of、--why、--by 一起用：先撤回，再另行认定")
	}
	ctx := cmd.Context()
	piece, err := p.openPiece(cmd, name)
	if err != nil {
		return err
	}
	store, record, books := piece.store, piece.record, piece.books
	defer store.Close()
	last, err := books.lastRuling(record, kinds, o.of)
	if err != nil {
		return err
	}
	made, err := jobs.Withdraw(ctx, store, books.Books, gaobang.Withdrawal{Decision: last, WithdrawnBy: authorOr(o.by), Reason: o.why})
	if err != nil {
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "已撤回：%s\n", books.ruled(made.Decision))
	return books.standsNow(ctx, cmd, store, made, kinds)
}

// lastRuling is the last ruling of the kinds, for the bureau that is named, or the
// only one for which there are some.
func (k knownBooks) lastRuling(r storage.ArticleRecord, kinds []gaobang.DecisionKind, of string) (gaobang.Decision, error) {
	of = strings.TrimSpace(of)
	if of != "" {
		bureau, err := k.Registry.FindUnit(of, "", gaobang.Date{})
		if err != nil {
			return gaobang.Decision{}, err
		}
		of = string(bureau.ID)
	}
	var last gaobang.Decision
	var bureaus []gaobang.UnitID
	for _, d := range r.Decisions {
		if !slices.Contains(kinds, d.Kind) || of != "" && !d.Kind.OnStory() && string(d.Bureau) != of {
			continue
		}
		last = d
		if !slices.Contains(bureaus, d.Bureau) {
			bureaus = append(bureaus, d.Bureau)
		}
	}
	switch {
	case len(bureaus) == 0:
		return last, gaobang.Errorf(gaobang.NotFound, "稿件 %s 没有这样的认定可撤回；gaobang article show %s 列出它的认定", r.ID, r.ID)
	case len(bureaus) > 1:
		return last, usagef("请用 --of 写明撤回为哪个局的认定：%s", k.list(bureaus))
	}
	return last, nil
}

// standsNow says what holds after a withdrawal, and what the article earns.
func (k knownBooks) standsNow(ctx context.Context, cmd *cobra.Command, store *storage.Store, w gaobang.Withdrawal, kinds []gaobang.DecisionKind) error {
	record, err := store.Article(ctx, w.Article)
	if err != nil {
		return err
	}
	now := "按程序的判断"
	for _, d := range record.Decisions {
		if slices.Contains(kinds, d.Kind) && d.Bureau == w.Bureau {
			now = "按前一次认定：" + k.ruled(d)
		}
	}
	fmt.Fprintf(cmd.OutOrStdout(), "现在%s\n", now)
	return showEarned(ctx, cmd.OutOrStdout(), store, k, record)
}

// takenBack is a withdrawal in words.
func (k knownBooks) takenBack(w gaobang.Withdrawal) string {
	return fmt.Sprintf("%s（%s %s 撤回：%s）", k.ruled(w.Decision), minute(w.WithdrawnAt), w.WithdrawnBy, w.Reason)
}
