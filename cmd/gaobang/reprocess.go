package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/segment"
	"github.com/gaobang/gaobang/jobs"
)

func (p program) reprocessCommand() *cobra.Command {
	var from, since string
	cmd := &cobra.Command{
		Use:   "reprocess",
		Short: "名册或程序改了之后，重新分析已采的稿件；不再抓取",
		Long: "--from analyze 按现在的名册重新判断归属、倾向、同稿；--from extract 还从存证中重新读出标题、时间、正文。\n" +
			"原来与本单位无关的页面，只要存证还在，也会重新判断。人工认定不受影响。可以随时中断，再运行会重做。\n" +
			"存证文件丢失或损坏的，逐篇写明文件、网址和标题，其余的照做，最后以失败结束。",
		Example: "  gaobang reprocess\n  gaobang reprocess --from extract --since 2026-11-01",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if from != "extract" && from != "analyze" {
				return usagef("--from 应为 extract 或 analyze，不是 %q", from)
			}
			var day gaobang.Date
			if since != "" {
				var err error
				if day, err = gaobang.ParseDate(since); err != nil {
					return usageError{err}
				}
			}
			return p.reprocess(cmd, from == "extract", day)
		},
	}
	cmd.Flags().StringVar(&from, "from", "analyze", "extract 或 analyze")
	cmd.Flags().StringVar(&since, "since", "", "只重做这一天（北京时间）起发表的稿件，如 2026-11-01")
	return cmd
}

func (p program) reprocess(cmd *cobra.Command, extract bool, since gaobang.Date) (err error) {
	ctx := cmd.Context()
	store, settings, err := p.openStore(cmd)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	unlock, err := store.LockWorker()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	seg, err := segment.New(nil)
	if err != nil {
		return err
	}
	errs := cmd.ErrOrStderr()
	result, err := jobs.Reprocess{
		Store: store, Segmenter: seg, Archive: archiveFolder(settings), Now: p.now, Extract: extract, Since: since,
		Observe: func(done, all int) {
			const often = 1000
			if done%often == 0 {
				fmt.Fprintf(errs, "已重做 %d / %d\n", done, all)
			}
		},
		Unread: func(u jobs.Unread) { fmt.Fprintln(errs, unreadLine(u)) },
	}.Run(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintln(cmd.OutOrStdout(), reprocessed(result))
	if result.Lost > 0 {
		return gaobang.Errorf(gaobang.Unavailable, "有 %d 页的存证读不出，上面逐个写明；它们保持原样，其余的都已重做。请用 gaobang archive check 看哪些文件损坏，从备份恢复这些文件后再运行一次", result.Lost)
	}
	return nil
}

// unreadLine names a page that could not be read again.
func unreadLine(u jobs.Unread) string {
	why := "现在的程序读不出文章，保持原样：" + u.Err.Error()
	if u.Lost() {
		why = "存证读不出：" + u.Err.Error()
	}
	file := u.File
	if file == "" {
		file = "没有登记存证文件"
	}
	return fmt.Sprintf("没有重读：《%s》 %s（%s）：%s", u.Title, u.URL, file, why)
}

// reprocessed is what came of it, in a line.
func reprocessed(r jobs.Reprocessed) string {
	line := fmt.Sprintf("重做 %d 篇：改动 %d，新收录 %d", r.Articles, r.Changed, r.Gained)
	if r.Reindexed > 0 {
		line += fmt.Sprintf("，只更新检索词 %d", r.Reindexed)
	}
	if r.Lost > 0 {
		line += fmt.Sprintf("，存证读不出 %d（保持原样）", r.Lost)
	}
	if r.NoArticle > 0 {
		line += fmt.Sprintf("，现在读不出文章 %d（保持原样）", r.NoArticle)
	}
	return line + "；得分已重算"
}
