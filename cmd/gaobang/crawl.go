package main

import (
	"cmp"
	"context"
	"errors"
	"io"
	"maps"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/jobs"
	"github.com/gaobang/gaobang/report"
	"github.com/gaobang/gaobang/storage"
)

func (p program) crawlCommand() *cobra.Command {
	var since, until string
	cmd := &cobra.Command{
		Use:   "crawl [采集源…]",
		Short: "现在就采集，或补采过去的日子；可以随时中断",
		Long: "采集给出的采集源（不给就是全部），不等计划时间。--since 和 --until 补采过去的日子。\n" +
			"中断后再次运行会接着做，不会重复。使用 SQLite 时，serve 正在运行就不能同时 crawl。",
		Example: "  gaobang crawl\n  gaobang crawl danyang-daily-epaper --since 2026-10-01 --until 2026-10-31",
		RunE: func(cmd *cobra.Command, args []string) error {
			request, err := crawlRequest(args, since, until)
			if err != nil {
				return err
			}
			return p.crawl(cmd, request)
		},
	}
	cmd.Flags().StringVar(&since, "since", "", "从这一天起补采，如 2026-10-01")
	cmd.Flags().StringVar(&until, "until", "", "补采到这一天（含）")
	return cmd
}

func crawlRequest(args []string, since, until string) (jobs.Request, error) {
	var q jobs.Request
	for _, id := range args {
		q.Sources = append(q.Sources, gaobang.SourceID(id))
	}
	for _, d := range []struct {
		text string
		into *gaobang.Date
	}{{since, &q.Since}, {until, &q.Until}} {
		if d.text == "" {
			continue
		}
		day, err := gaobang.ParseDate(d.text)
		if err != nil {
			return q, usageError{err}
		}
		*d.into = day
	}
	if !q.Until.IsZero() && q.Until.Before(q.Since) {
		return q, usagef("--since %s 晚于 --until %s", q.Since, q.Until)
	}
	return q, nil
}

func (p program) crawl(cmd *cobra.Command, q jobs.Request) (err error) {
	ctx := cmd.Context()
	store, settings, err := p.openStore(cmd)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	progress := newProgress(cmd.ErrOrStderr())
	defer progress.close()
	w, err := newWorker(ctx, plant{
		store: store, fetch: p.fetchOptions(settings), render: renderOptions(settings), archive: archiveFolder(settings), workers: settings.Workers,
		logger: logger(cmd.ErrOrStderr()), now: p.now, observe: progress.observe,
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.stop(ctx)) }()
	if err := w.ScanNow(ctx, q); err != nil {
		return err
	}
	progress.close()
	return printRuns(ctx, cmd.OutOrStdout(), store, q.Sources)
}

// printRuns prints the last scan of each source; a source that failed makes the
// command fail.
func printRuns(ctx context.Context, w io.Writer, store *storage.Store, only []gaobang.SourceID) error {
	sources, err := store.Sources(ctx, storage.Current)
	if err != nil {
		return err
	}
	runs, err := store.LatestRuns(ctx)
	if err != nil {
		return err
	}
	rows := [][]string{{"采集源", "新链接", "收录", "无关", "失败", "结果"}}
	failed := 0
	for _, s := range sources {
		run, ran := runs[s.ID]
		if !ran || s.Disabled || len(only) > 0 && !slices.Contains(only, s.ID) {
			continue
		}
		result := "完成"
		if !run.Result.Complete {
			failed++
			result = cmp.Or(run.Result.Err, "中断")
		}
		row := []string{string(s.ID)}
		for _, n := range []int{run.Result.New, run.Result.Stored, run.Result.Irrelevant, run.Result.Failed} {
			row = append(row, strconv.Itoa(n))
		}
		rows = append(rows, append(row, result))
	}
	if err := report.Columns(w, rows, func(i int) bool { return i > 0 && i < len(rows[0])-1 }); err != nil {
		return err
	}
	if failed > 0 {
		return gaobang.Errorf(gaobang.Unavailable, "%d 个采集源没有采完，原因见上表；serve 运行时会自动重试，也可用 gaobang crawl 再试", failed)
	}
	return nil
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
