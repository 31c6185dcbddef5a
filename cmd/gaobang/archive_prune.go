package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/jobs"
	"github.com/gaobang/gaobang/report"
	"github.com/gaobang/gaobang/storage"
)

func (p program) archivePruneCommand() *cobra.Command {
	var dry bool
	cmd := &cobra.Command{
		Use:   "prune",
		Short: "清理过期的存证：与本单位无关、早于 retention_days 的",
		Long: "清理设置中 retention_days（默认 90 天）之前、与本单位无关的网页。收录的稿件，它的后续页和复查的版本，永远保留：\n" +
			"文件里要留的先移到新文件，读回核对，改好索引，再删旧文件；随时可以中断，不会丢失要留的。\n" +
			"gaobang serve 每天凌晨三点后自动做一次。文件写满一天才换新，一个文件里的无关网页都过期了才清理这个文件。",
		Example: "  gaobang archive prune --dry-run\n  gaobang archive prune",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return p.prune(cmd, dry) },
	}
	cmd.Flags().BoolVar(&dry, "dry-run", false, "只说会清理什么，不动手")
	return cmd
}

func (p program) prune(cmd *cobra.Command, dry bool) error {
	store, settings, err := p.openStore(cmd)
	if err != nil {
		return err
	}
	defer store.Close()
	out := cmd.OutOrStdout()
	if dry {
		return p.sayPruned(cmd.Context(), out, store, settings.Retention)
	}
	done, err := jobs.Evidence{Store: store, Archive: archiveFolder(settings)}.Prune(cmd.Context(), settings.Retention, p.now, (&progress{w: cmd.ErrOrStderr()}).logger())
	fmt.Fprintf(out, "清理了 %d 个文件：删去 %d 条，保留 %d 条，腾出 %s\n", done.Files, done.Dropped, done.Kept, megabytes(done.Freed))
	return err
}

// sayPruned says what would go, or why nothing would.
func (p program) sayPruned(ctx context.Context, out io.Writer, store *storage.Store, days int) error {
	files, err := store.AgingFiles(ctx, p.now().AddDate(0, 0, -days))
	if err != nil {
		return err
	}
	if len(files) == 0 {
		first, err := store.NextAging(ctx)
		if err != nil {
			return err
		}
		if first.IsZero() {
			_, err = fmt.Fprintln(out, "没有可清理的：存证里没有与本单位无关的网页。")
			return err
		}
		_, err = fmt.Fprintf(out, "没有过期的存证：与本单位无关的网页保留 %d 天（retention_days），最早的一个文件到 %s 才过期。\n", days, gaobang.DateOf(first.AddDate(0, 0, days)))
		return err
	}
	rows := [][]string{{"文件", "清理", "约腾出", "采集日期", "保留"}}
	aged, kept, freed := 0, 0, int64(0)
	for _, f := range files {
		rows = append(rows, []string{f.Name, fmt.Sprint(f.Aged), megabytes(f.AgedBytes), gaobang.DateOf(f.First).String() + " 至 " + gaobang.DateOf(f.Last).String(), fmt.Sprint(f.Keep)})
		aged, kept, freed = aged+f.Aged, kept+f.Keep, freed+f.AgedBytes
	}
	if err := report.Columns(out, rows, report.Words); err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "会清理 %d 个文件：删去 %d 条与本单位无关的网页，保留 %d 条，约腾出 %s。现在什么也没有动；去掉 --dry-run 就清理。\n", len(files), aged, kept, megabytes(freed))
	return err
}

func megabytes(bytes int64) string { return fmt.Sprintf("%.1f MB", float64(bytes)/1e6) }
