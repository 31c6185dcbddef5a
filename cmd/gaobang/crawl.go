package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/jobs"
	"github.com/gaobang/gaobang/report"
	"github.com/gaobang/gaobang/storage"
)

func (p program) crawlCommand() *cobra.Command {
	var since, until string
	cmd := &cobra.Command{
		Use:   "crawl [采集源…]",
		Short: "现在就采集，或补采过去的日子；可以随时中断",
		Long: "采集给出的采集源（不给就是全部），不等计划时间；以前没有抓到的稿件也再试一次。--since 和 --until 补采过去的日子：\n" +
			"从最新一页往回翻，翻到那一天或已经采全的日子为止；电子报只翻没有采全的那几天。\n" +
			"中断后用同样的命令会从停下的那一页接着翻，不会重复；serve 运行时也会接着翻。\n" +
			"最后写明没有采完的采集源和没有抓到的页面，各因为什么、何时再试。\n" +
			"daily_pages 照样算数，hours 只管按计划的采集。使用 SQLite 时，serve 正在运行就不能同时 crawl。",
		Example: "  gaobang crawl\n  gaobang crawl danyang-daily-epaper --since 2026-10-01 --until 2026-10-31",
		RunE: func(cmd *cobra.Command, args []string) error {
			request, err := crawlRequest(args, since, until, gaobang.DateOf(p.now()))
			if err != nil {
				return err
			}
			return p.crawl(cmd, request)
		},
	}
	cmd.Flags().StringVar(&since, "since", "", "从这一天（北京时间）起补采，如 2026-10-01")
	cmd.Flags().StringVar(&until, "until", "", "补采到这一天（含）")
	return cmd
}

func crawlRequest(args []string, since, until string, today gaobang.Date) (jobs.Request, error) {
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
	if q.Since.After(today) {
		return q, usagef("--since %s 还没有到（今天是 %s）", q.Since, today)
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
	before, err := store.Runs(ctx, "", 1) // ere the worker takes up what was broken off
	if err != nil {
		return err
	}
	progress := newProgress(cmd.ErrOrStderr())
	defer progress.close()
	w, err := newWorker(ctx, plant{
		store: store, fetch: p.fetchOptions(settings), render: renderOptions(settings), archive: archiveFolder(settings), workers: settings.Workers, recheck: settings.Recheck, reply: settings.Reply,
		logger: progress.logger(), now: p.now, observe: progress.observe,
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.stop(ctx)) }()
	if err := w.ScanNow(ctx, q); err != nil {
		return err
	}
	progress.close()
	found, err := jobs.Findings(ctx, store, p.now())
	if err != nil {
		return err
	}
	return printRuns(ctx, cmd.OutOrStdout(), store, q.Sources, before, found)
}

// printRuns prints a row of what the command did for each source: in all the scans
// begun since before, or in the last one where another worker was at it already. One
// that did not complete makes the command fail.
func printRuns(ctx context.Context, w io.Writer, store *storage.Store, only []gaobang.SourceID, before []storage.Run, found []jobs.Finding) error {
	runs, err := runsSince(ctx, store, before)
	if err != nil {
		return err
	}
	rows := [][]string{{"采集源", "新链接", "收录", "重复", "无关", "失败", "结果"}}
	failed := 0
	var why strings.Builder
	for _, f := range found {
		id := f.Source.ID
		if len(only) > 0 && !slices.Contains(only, id) {
			continue
		}
		if len(runs[id]) == 0 {
			continue
		}
		rows = append(rows, runRow(id, runs[id]))
		last := runs[id][len(runs[id])-1].Result
		if last.Failed = count(runs[id], failures); !last.Complete {
			failed++
		}
		if err := explainRun(ctx, &why, store, f, last); err != nil {
			return err
		}
	}
	if err := report.Columns(w, rows, func(i int) bool { return i > 0 && i < len(rows[0])-1 }); err != nil {
		return err
	}
	fmt.Fprint(w, why.String())
	if failed > 0 {
		return gaobang.Errorf(gaobang.Unavailable, "%d 个采集源没有采完，原因见上", failed)
	}
	return nil
}

// mostPages of a source that could not be read are listed.
const mostPages = 10

// explainRun says why the last scan of a source did not complete and, where pages
// failed in it, which ones could not be read to this day, each with when it is tried
// again.
func explainRun(ctx context.Context, w io.Writer, store *storage.Store, f jobs.Finding, r storage.RunResult) error {
	s := f.Source
	if r.Err != "" {
		fmt.Fprintf(w, "\n%s（%s）没有采完：%s\n  %s\n", s.Name, s.ID, r.Err, scannedAgain(f.Next, r.Facts.Fault, s.ID))
	}
	if r.Failed == 0 {
		return nil
	}
	links, err := store.FailedLinks(ctx, s.ID)
	if err != nil {
		return err
	}
	if len(links) == 0 { // what failed was no piece, or was had since
		return nil
	}
	slices.SortStableFunc(links, func(a, b storage.FetchState) int { return b.FoundAt.Compare(a.FoundAt) })
	fmt.Fprintf(w, "\n%s（%s）至今有 %d 页没有抓到：\n", s.Name, s.ID, len(links))
	for _, l := range links[:min(len(links), mostPages)] {
		fmt.Fprintf(w, "  %s　%s\n", firstSentence(l.Error), triedAgain(l))
	}
	if more := len(links) - mostPages; more > 0 {
		fmt.Fprintf(w, "  另有 %d 页\n", more)
	}
	return nil
}

// scannedAgain is when a source that was not read whole is tried again, and by what:
// at one that forbids it the robots.txt alone is read again.
func scannedAgain(next time.Time, fault string, id gaobang.SourceID) string {
	at := "一启动就"
	if !next.IsZero() {
		at = "到 " + minute(next) + " "
	}
	if fetch.Kind(fault) == fetch.KindRobots {
		return "serve 运行时" + at + "再读它的 robots.txt，放行了就采"
	}
	return fmt.Sprintf("serve 运行时%s自动再采；也可用 gaobang crawl %s 再试", at, id)
}

func runsSince(ctx context.Context, store *storage.Store, before []storage.Run) (map[gaobang.SourceID][]storage.Run, error) {
	last := storage.RunID(0)
	if len(before) > 0 {
		last = before[0].ID
	}
	latest, err := store.LatestRuns(ctx)
	if err != nil {
		return nil, err
	}
	after, err := store.RunsAfter(ctx, last)
	runs := map[gaobang.SourceID][]storage.Run{}
	for _, run := range after {
		runs[run.Source] = append(runs[run.Source], run)
	}
	for id, run := range latest {
		if len(runs[id]) == 0 {
			runs[id] = []storage.Run{run}
		}
	}
	return runs, err
}

// runRow is what the scans of one source did together: what was broken off before and
// what was asked for now, a scan and the walk back behind it.
func runRow(id gaobang.SourceID, runs []storage.Run) []string {
	row := []string{string(id)}
	for _, of := range []func(storage.RunResult) int{
		func(r storage.RunResult) int { return r.New }, func(r storage.RunResult) int { return r.Stored },
		func(r storage.RunResult) int { return r.Repeated }, func(r storage.RunResult) int { return r.Irrelevant }, failures,
	} {
		row = append(row, strconv.Itoa(count(runs, of)))
	}
	var results []string
	for i, run := range runs { // of each kind the last
		if !slices.ContainsFunc(runs[i+1:], func(later storage.Run) bool { return later.Backfill == run.Backfill }) {
			results = append(results, resultOf(run))
		}
	}
	return append(row, strings.Join(results, "；"))
}

func failures(r storage.RunResult) int { return r.Failed }

func count(runs []storage.Run, of func(storage.RunResult) int) (n int) {
	for _, run := range runs {
		n += of(run.Result)
	}
	return n
}

// resultOf is how a scan ended.
func resultOf(run storage.Run) string {
	r := run.Result
	result := cmp.Or(r.Note, "中断")
	switch {
	case r.Complete:
		result = cmp.Or(r.Note, "完成")
	case r.Err != "":
		result = "没有采完"
	}
	if run.Backfill {
		result = "补采：" + result
	}
	return result
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
