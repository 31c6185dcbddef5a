package main

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/jobs"
	"github.com/gaobang/gaobang/report"
)

func (p program) rankCommand() *cobra.Command {
	var period, of, by, format string
	cmd := &cobra.Command{
		Use:   "rank",
		Short: "某一考核期的排名",
		Long: "按考核办法给一个单位的下级排名（--by unit）、给通讯员排名（--by person），或看各媒体（--by outlet）。\n" +
			"考核期：2026-W47（周）、2026-11（月）、2026-Q4（季）、2026-H2（半年）、2026（年），默认是上一周；周是周一到周日，日子按北京时间。\n" +
			"等人认定的稿件先不计分，写明“待核”几篇、是谁的、认定后各得多少分、第几名；它们在 gaobang article review --period 里，一篇一篇认定。\n" +
			"csv 是一张规整的表，这些话和数据缺什么都在每一行的最后一栏“说明”里，怎样排序、筛选都丢不了。\n" +
			"html 中每一分都可点开看到稿件、条款和原文依据；json 也带有它们。",
		Example: "  gaobang rank\n  gaobang rank --period 2026-W47 --format html > 排名.html\n  gaobang rank --period 2026-11 --of danyang --by person\n  gaobang rank --period 2026-Q4 --of zhenjiang --format csv > 排名.csv",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			q, err := p.rankRequest(period, by)
			if err != nil {
				return err
			}
			if !slices.Contains([]string{"table", "html", "json", "csv"}, format) {
				return usagef("--format 应为 table、html、json 或 csv，不是 %q", format)
			}
			return p.rank(cmd, q, of, format)
		},
	}
	cmd.Flags().StringVar(&period, "period", "", "考核期，如 2026-W47（默认是上一周）")
	cmd.Flags().StringVar(&of, "of", "", "给谁的下级排名：编号或名称（默认是局，即给局内各单位排名）")
	cmd.Flags().StringVar(&by, "by", "unit", "unit、person 或 outlet")
	cmd.Flags().StringVar(&format, "format", "table", "table、html、json 或 csv")
	return cmd
}

func (p program) rankRequest(period, by string) (jobs.RankRequest, error) {
	q := jobs.RankRequest{Period: latestWeek(p.now()), By: gaobang.RankBy(by)}
	if !slices.Contains([]gaobang.RankBy{gaobang.RankUnits, gaobang.RankPeople, gaobang.RankOutlets}, q.By) {
		return q, usagef("--by 应为 unit、person 或 outlet，不是 %q", by)
	}
	if period != "" {
		parsed, err := gaobang.ParsePeriod(period)
		if err != nil {
			return q, usageError{err}
		}
		q.Period = parsed
	}
	if q.Period.Start().After(p.now()) {
		return q, usagef("%s还没有开始", q.Period.Chinese())
	}
	return q, nil
}

func (p program) rank(cmd *cobra.Command, q jobs.RankRequest, of, format string) error {
	ctx := cmd.Context()
	store, _, err := p.openStore(cmd)
	if err != nil {
		return err
	}
	defer store.Close()
	books, err := booksOf(ctx, store)
	if err != nil {
		return err
	}
	if q.Of, err = jobs.Owner(books.Books); of != "" {
		var unit gaobang.Unit
		unit, err = books.Registry.FindUnit(of, "", gaobang.Date{})
		q.Of = unit.ID
	}
	if err != nil {
		return err
	}
	ranking, err := jobs.Rank(ctx, store, q)
	if err != nil {
		return err
	}
	switch format {
	case "html":
		return report.HTML(cmd.OutOrStdout(), []gaobang.Ranking{ranking})
	case "json":
		return report.JSON(cmd.OutOrStdout(), []gaobang.Ranking{ranking})
	case "csv":
		return report.CSV(cmd.OutOrStdout(), []gaobang.Ranking{ranking})
	}
	return report.Table(cmd.OutOrStdout(), ranking)
}
