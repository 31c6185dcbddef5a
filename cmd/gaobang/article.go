package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/jobs"
	"github.com/gaobang/gaobang/storage"
)

func (p program) articleCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "article",
		Short:   "查稿件和它的归属依据",
		Example: "  gaobang article list --period 2026-W47\n  gaobang article show 0123456789abcdef",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(p.articleListCommand(), p.articleShowCommand())
	return cmd
}

func (p program) articleListCommand() *cobra.Command {
	var period, unit, outlet string
	limit := 50
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "收录的稿件，新的在前",
		Example: "  gaobang article list --unit yunyang\n  gaobang article list --period 2026-11 --outlet danyang-daily --limit 100",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			filter := storage.Filter{Outlet: gaobang.OutletID(outlet), Limit: limit}
			if unit != "" {
				filter.Units = []gaobang.UnitID{gaobang.UnitID(unit)}
			}
			if period != "" {
				parsed, err := gaobang.ParsePeriod(period)
				if err != nil {
					return usageError{err}
				}
				filter.From, filter.To = parsed.First(), parsed.Last()
			}
			if limit < 1 {
				return usagef("--limit 应是正数")
			}
			return p.listArticles(cmd, filter)
		},
	}
	cmd.Flags().StringVar(&period, "period", "", "考核期，如 2026-W47")
	cmd.Flags().StringVar(&unit, "unit", "", "单位编号")
	cmd.Flags().StringVar(&outlet, "outlet", "", "媒体编号")
	cmd.Flags().IntVar(&limit, "limit", limit, "最多列多少篇")
	return cmd
}

func (p program) listArticles(cmd *cobra.Command, filter storage.Filter) error {
	store, _, err := p.openStore(cmd)
	if err != nil {
		return err
	}
	defer store.Close()
	articles, err := store.Articles(cmd.Context(), filter)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "编号\t日期\t媒体\t归属\t标题")
	for _, a := range articles {
		day := a.PublishedAt.Date().String()
		if day == "" {
			day = "无日期"
		}
		var units []string
		for _, t := range a.Attributions {
			units = append(units, string(t.Unit))
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", a.ID, day, a.Outlet, strings.Join(units, "、"), a.Title)
	}
	return table.Flush()
}

func (p program) articleShowCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "show 编号或网址",
		Short:   "一篇稿件：出处、署名、同稿、归属和依据、得分",
		Example: "  gaobang article show 0123456789abcdef\n  gaobang article show http://www.danyang.gov.cn/a.html",
		Args:    exactlyOne("稿件编号或网址"),
		RunE: func(cmd *cobra.Command, args []string) error {
			store, _, err := p.openStore(cmd)
			if err != nil {
				return err
			}
			defer store.Close()
			record, err := findArticle(cmd, store, args[0])
			if err != nil {
				return err
			}
			if err := jobs.Recompute(cmd.Context(), store); err != nil {
				return err
			}
			credits, err := store.CreditsOf(cmd.Context(), record.ID)
			if err != nil {
				return err
			}
			return printArticle(cmd.OutOrStdout(), record, credits)
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

// printArticle prints where the piece stood and what it earned, with the words
// that decided; not its text.
func printArticle(w io.Writer, r storage.ArticleRecord, credits []gaobang.Credit) error {
	var b strings.Builder
	line := func(label, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s：%s\n", label, value)
		}
	}
	line("标题", r.Title)
	line("编号", r.ID.String())
	line("网址", r.URL)
	line("媒体", string(r.Outlet))
	line("发表", r.PublishedAt.String())
	line("来源", r.ContentSource)
	line("体裁", r.Form.Chinese())
	line("字数", fmt.Sprint(r.Chars))
	line("记者", strings.Join(r.Byline.Reporters, "、"))
	line("通讯员", strings.Join(r.Byline.Correspondents, "、"))
	line("作者", strings.Join(r.Byline.Authors, "、"))
	line("责编", strings.Join(r.Byline.Editors, "、"))
	line("存证", fmt.Sprintf("%s，SHA-256 %s，%s", r.Capture.File, r.Capture.SHA256, minute(r.Capture.At)))
	if len(r.Family.Members) > 1 {
		line("同稿", fmt.Sprintf("%d 篇，首发 %s", len(r.Family.Members), r.Family.Origin))
	}
	for _, t := range r.Attributions {
		fmt.Fprintf(&b, "归属：%s %s，份额 %s，把握 %d，依据%s%s\n", t.Unit, t.Person, t.Share, t.Confidence, t.Basis.Chinese(), quoted(t.Evidence))
	}
	for _, s := range r.Sentiments {
		fmt.Fprintf(&b, "倾向：对 %s %s%s\n", s.Bureau, s.Label.Chinese(), quoted(s.Evidence))
	}
	for _, d := range r.Decisions {
		fmt.Fprintf(&b, "认定：%s %s %s（%s）\n", minute(d.At), d.By, d.Why, d.Bureau)
	}
	for _, c := range credits {
		fmt.Fprintf(&b, "得分：%s %s 分，%s %s%s\n", c.Unit, c.Points, c.RuleBook, c.Clause, reasonText(c.Reason))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func quoted(evidence []gaobang.Evidence) string {
	var s strings.Builder
	for _, e := range evidence {
		s.WriteString("“" + e.Text + "”")
	}
	return s.String()
}

func reasonText(r gaobang.CreditReason) string {
	if r == gaobang.Earned {
		return ""
	}
	return "（" + r.Chinese() + "）"
}
