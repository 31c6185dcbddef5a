package main

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/config"
	"github.com/gaobang/gaobang/jobs"
	"github.com/gaobang/gaobang/storage"
)

// warnOfLosses says what pieces and rulings lose by a change of the books. What
// stands in books that cannot be read any more is not known, and no reason to keep
// them.
func warnOfLosses(ctx context.Context, w io.Writer, store *storage.Store, current []gaobang.BookVersion, after *config.Books) error {
	if len(current) == 0 {
		return nil
	}
	before, err := jobs.ParseBooks(current)
	if err != nil {
		return nil //nolint:nilerr // they are being mended
	}
	struck, err := jobs.StruckOut(ctx, store, before.Registry, after.Registry)
	if err != nil {
		return err
	}
	for _, s := range struck {
		fmt.Fprintln(w, lossOf(s))
	}
	decisions, err := store.Decisions(ctx)
	if err != nil {
		return err
	}
	was := jobs.Strays(before, decisions)
	lost := slices.DeleteFunc(jobs.Strays(after, decisions), func(s jobs.Stray) bool {
		return slices.ContainsFunc(was, func(o jobs.Stray) bool { return o.ID == s.ID })
	})
	warnOfStrays(w, knownBooks{before}, lost)
	return nil
}

// lossOf is what somebody struck out loses, and what to do instead.
func lossOf(s jobs.Struck) string {
	pieces := fmt.Sprintf("%d 篇稿件（%s 至 %s）", s.Use.Articles, s.Use.First, s.Use.Last)
	if s.Unit.ID == "" {
		return fmt.Sprintf("注意：改后的名册没有通讯员 %s（%s），他有 %s，以后查不到是谁写的：人走了请留着这一条，给岗位写上 to", s.Person.Name, s.Person.ID, pieces)
	}
	return fmt.Sprintf("注意：改后的名册没有单位 %s（%s），它有 %s，这些天的排名都会变：撤销了请留着它，写上 to；"+
		"并入别的单位请留着它，写上 to，另把它的名称写进那个单位的 aliases，写上 from；改了编号请改回来", s.Unit.Label(), s.Unit.ID, pieces)
}

// warnOfStrays lists rulings that will give points to nobody.
func warnOfStrays(w io.Writer, before knownBooks, lost []jobs.Stray) {
	const most = 5
	if len(lost) == 0 {
		return
	}
	fmt.Fprintf(w, "注意：有 %d 条认定按改后的名册落空，不再给任何单位计分；保存后在 gaobang article review 里重新认定：\n", len(lost))
	for _, s := range lost[:min(len(lost), most)] {
		fmt.Fprintf(w, "  %s %s：%v\n", s.Article, before.ruled(s.Decision), s.Why)
	}
	if len(lost) > most {
		fmt.Fprintln(w, "  …")
	}
}
