package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/segment"
	"github.com/gaobang/gaobang/config"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/demo"
	"github.com/gaobang/gaobang/jobs"
	"github.com/gaobang/gaobang/report"
	"github.com/gaobang/gaobang/storage"
)

func (p program) demoCommand() *cobra.Command {
	var o demoOptions
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "在自带的样板媒体世界上从采集到排名走一遍",
		Long: "在本机启动一个虚构的媒体世界（43 家媒体、八周的稿件，各种网站样式和毛病各有一家），\n" +
			"一个早上接一个早上采到今天，归属，计分，打印上一周各单位、各局的排名，\n" +
			"并写出 ranking.html、ranking.csv、ranking.json。\n" +
			"不加 --once 就按计划一直采集，直到 Ctrl-C；再次启动会从上次的数据库接着做。",
		Example: "  gaobang demo\n  gaobang demo --once --out 样板 --now 2026-11-24",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			now, err := parseNow(o.at, p.now())
			if err != nil {
				return err
			}
			o.now, o.fixed = now, o.at != ""
			o.stdout, o.stderr = cmd.OutOrStdout(), cmd.ErrOrStderr()
			return runDemo(cmd.Context(), o)
		},
	}
	cmd.Flags().BoolVar(&o.once, "once", false, "写出排名后结束")
	cmd.Flags().StringVar(&o.out, "out", "gaobang-demo", "数据库和排名放在哪个文件夹")
	cmd.Flags().StringVar(&o.at, "now", "", "世界的“今天”（北京时间），如 2026-11-24（默认是今天）")
	cmd.Flags().StringVar(&o.database, "database", "", "不用 SQLite，用这个 PostgreSQL，如 postgres://…")
	return cmd
}

// demoOptions are how the demo runs.
type demoOptions struct {
	once           bool
	out, database  string
	at             string // as given
	now            time.Time
	fixed          bool // now was asked for
	stdout, stderr io.Writer
	observe        func(jobs.Progress) // hears of every step; nil prints progress
	// pick leaves some of the world's mornings out; nil lives through all.
	pick func([]demo.Morning) []demo.Morning
}

// parseNow reads a day, or a day and a time, in Asia/Shanghai. A day is its noon.
func parseNow(s string, now time.Time) (time.Time, error) {
	if s == "" {
		return now.In(gaobang.Shanghai), nil
	}
	m, err := gaobang.ParseMoment(s)
	if err != nil {
		return time.Time{}, usagef("--now：%w", err)
	}
	if m.Precision == gaobang.PrecisionDay {
		return m.Time.Add(12 * time.Hour), nil
	}
	return m.Time, nil
}

func runDemo(ctx context.Context, o demoOptions) (err error) {
	if err := os.MkdirAll(o.out, 0o755); err != nil { //nolint:gosec // reports are for everybody
		return gaobang.Errorf(gaobang.Unavailable, "文件夹 %s 建不了，请检查上级文件夹的权限：%w", o.out, err)
	}
	dsn := o.database
	if dsn == "" {
		dsn = "sqlite:" + filepath.Join(o.out, "gaobang.db")
	}
	clock := &demoClock{}
	store, err := storage.Open(ctx, dsn, clock.now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	if err := clock.start(ctx, store, o); err != nil {
		return err
	}
	world := demo.New(clock.anchor)
	fetching, stop, err := serveWorld(ctx, world, clock.now)
	if err != nil {
		return err
	}
	defer stop()
	if err := applyWorld(ctx, store, world, filepath.Join(o.out, "books")); err != nil {
		return err
	}
	seg, err := segment.New(nil)
	if err != nil {
		return err
	}
	life := demoLife{options: o, world: world, clock: clock, plant: plant{
		store: store, fetch: fetching, archive: filepath.Join(o.out, "archive"), workers: len(world.Hosts()), segmenter: seg,
		now: clock.now,
	}}
	if err := life.mornings(ctx); err != nil {
		return err
	}
	if err := decideWorld(ctx, store, world); err != nil {
		return err
	}
	if err := writeDemoReports(ctx, o, store, world.Period()); err != nil || o.once {
		return err
	}
	return life.goOn(ctx)
}

// onlyDemo refuses a database or a folder that somebody works with: the world's
// books would take the place of theirs.
func onlyDemo(ctx context.Context, store *storage.Store, o demoOptions) error {
	books, err := store.CurrentBooks(ctx)
	if err != nil {
		return err
	}
	settings := false
	if _, err := os.Stat(filepath.Join(o.out, "gaobang.yaml")); err == nil {
		settings = true
	}
	if len(books) == 0 && !settings {
		return nil
	}
	where := o.out
	if o.database != "" {
		where = "--database 所指的数据库"
	}
	return usagef("%s 中已有单位自己的设置或名册，样板不写进去；请换一个 --out 或 --database", where)
}

// applyWorld applies the world's books as a person would, from files in a folder
// where they can be read and edited. What was applied since stays.
func applyWorld(ctx context.Context, store *storage.Store, world *demo.World, folder string) error {
	if books, err := store.CurrentBooks(ctx); err != nil || len(books) > 0 {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil { //nolint:gosec // books are for everybody
		return gaobang.Errorf(gaobang.Unavailable, "文件夹 %s 建不了，请检查上级文件夹的权限：%w", folder, err)
	}
	var files []config.File
	books := world.Books()
	for _, name := range sortedKeys(books) {
		path := filepath.Join(folder, strings.ReplaceAll(name, "/", "-")+".yaml")
		if err := writeFile(path, func(w io.Writer) error { _, err := w.Write(books[name]); return err }); err != nil {
			return err
		}
		files = append(files, config.File{Name: name + ".yaml", Data: books[name]})
	}
	return apply(ctx, io.Discard, store, application{files: files, author: "样板"})
}

// decideWorld adds the rulings that are not in the database yet.
func decideWorld(ctx context.Context, store *storage.Store, world *demo.World) error {
	made, err := store.Decisions(ctx)
	if err != nil {
		return err
	}
	books, err := booksOf(ctx, store)
	if err != nil {
		return err
	}
	for i, d := range world.Decisions() {
		if i < len(made) {
			continue
		}
		canonical, err := fetch.Canonical(d.URL)
		if err != nil {
			return err
		}
		_, err = jobs.Decide(ctx, store, books.Books, gaobang.Decision{
			Article: gaobang.NewArticleID(canonical), Bureau: d.Bureau, Kind: d.Kind, Parts: d.Parts,
			Sentiment: d.Sentiment, By: d.By, Why: d.Why, At: d.At,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// writeDemoReports prints the rankings and writes their documents.
func writeDemoReports(ctx context.Context, o demoOptions, store *storage.Store, period gaobang.Period) error {
	var rankings []gaobang.Ranking
	for _, of := range []gaobang.UnitID{"danyang", "zhenjiang"} {
		r, err := jobs.Rank(ctx, store, jobs.RankRequest{Period: period, Of: of, By: gaobang.RankUnits})
		if err != nil {
			return err
		}
		rankings = append(rankings, r)
		if err := report.Table(o.stdout, r); err != nil {
			return err
		}
		fmt.Fprintln(o.stdout)
	}
	for _, d := range []struct {
		name  string
		write func(io.Writer, []gaobang.Ranking) error
	}{{"ranking.html", report.HTML}, {"ranking.csv", report.CSV}, {"ranking.json", report.JSON}} {
		path := filepath.Join(o.out, d.name)
		if err := writeFile(path, func(w io.Writer) error { return d.write(w, rankings) }); err != nil {
			return err
		}
		fmt.Fprintln(o.stdout, "已写出", path)
	}
	found, err := jobs.Findings(ctx, store, o.now)
	if err != nil {
		return err
	}
	fmt.Fprintln(o.stdout, conditionCounts(found))
	return writeDemoSettings(o)
}

// writeDemoSettings lets every other command look at the demo. A PostgreSQL
// address may hold a password and is not written down.
func writeDemoSettings(o demoOptions) error {
	if o.database != "" {
		return nil
	}
	path := filepath.Join(o.out, "gaobang.yaml")
	err := writeFile(path, func(w io.Writer) error {
		_, err := io.WriteString(w, "# 样板世界的设置：用来查看样板的稿件、排名和采集源。\ndatabase: sqlite:gaobang.db\ndata: .\n")
		return err
	})
	if err == nil {
		fmt.Fprintf(o.stdout, "查看稿件和依据：%s -c %s article list（或 rank）；哪些采集源不正常、该怎么办：source doctor。样板中的网址都是虚构的。\n", invocation(), path)
	}
	return err
}

// writeFile replaces a file whole: a reader sees the old one or the new one.
func writeFile(path string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".gaobang-*")
	if err != nil {
		return gaobang.Errorf(gaobang.Unavailable, "文件 %s 写不了，请检查文件夹权限和磁盘空间：%w", path, err)
	}
	err = errors.Join(write(f), f.Chmod(0o644), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name()) // the write's error tells more
		return gaobang.Errorf(gaobang.Unavailable, "文件 %s 没有写成，请检查磁盘空间：%w", path, err)
	}
	return nil
}
