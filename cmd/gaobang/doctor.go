package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/jobs"
	"github.com/gaobang/gaobang/storage"
)

func (p program) doctorCommand() *cobra.Command {
	var period, format, accept string
	cmd := &cobra.Command{
		Use:   "doctor [采集源…]",
		Short: "哪些采集源不正常：从何时起、看到了什么、该怎么办",
		Long: "状况在每次采集后判定：正常、久无新稿、缓慢、不通、被拦截、改版、列表空了、日期失常、证书过期。\n" +
			"--period 再列出该考核期内哪些采集源在哪些天没有采全，那些天的排名可能缺稿。给了采集源就只说它们。",
		Example: "  gaobang source doctor\n  gaobang source doctor --period 2026-W47\n  gaobang source doctor danyang-gov --accept books/sources.yaml",
		RunE: func(cmd *cobra.Command, args []string) error {
			if format != "table" && format != "json" {
				return usagef("--format 应为 table 或 json，不是 %q", format)
			}
			var of gaobang.Period
			if period != "" {
				var err error
				if of, err = gaobang.ParsePeriod(period); err != nil {
					return usageError{err}
				}
			}
			if accept != "" && len(args) != 1 {
				return usagef("--accept 一次接受一个采集源的站点规则，请写明采集源")
			}
			return p.doctor(cmd, doctorRequest{only: args, period: of, format: format, accept: accept})
		},
	}
	cmd.Flags().StringVar(&period, "period", "", "考核期，如 2026-W47：列出没有采全的采集源和日子")
	cmd.Flags().StringVar(&format, "format", "table", "table 或 json（一行一个采集源）")
	cmd.Flags().StringVar(&accept, "accept", "", "接受一个改版采集源的建议规则：写进这个 sources 名册文件并生效")
	return cmd
}

// doctorRequest is what was asked.
type doctorRequest struct {
	only           []string
	period         gaobang.Period
	format, accept string
}

func (p program) doctor(cmd *cobra.Command, q doctorRequest) error {
	ctx := cmd.Context()
	store, _, err := p.openStore(cmd)
	if err != nil {
		return err
	}
	defer store.Close()
	found, err := jobs.Findings(ctx, store, p.now())
	if err != nil {
		return err
	}
	if found, err = pick(found, q.only); err != nil {
		return err
	}
	out := cmd.OutOrStdout()
	if q.accept != "" {
		return p.acceptProposal(ctx, out, store, found[0].Source, q.accept)
	}
	var coverage gaobang.Coverage
	if !q.period.IsZero() {
		only := make([]gaobang.SourceID, len(q.only))
		for i, id := range q.only {
			only[i] = gaobang.SourceID(id)
		}
		if coverage, err = jobs.CoverageOf(ctx, store, q.period, gaobang.DateOf(p.now()), only...); err != nil {
			return err
		}
	}
	if q.format == "json" {
		return findingsJSON(out, found, coverage)
	}
	printFindings(out, found, len(q.only) > 0)
	if !q.period.IsZero() {
		printCoverage(out, q.period, coverage)
	}
	return nil
}

// pick keeps the sources named; none named is all.
func pick(found []jobs.Finding, only []string) ([]jobs.Finding, error) {
	for _, id := range only {
		if !slices.ContainsFunc(found, func(f jobs.Finding) bool { return string(f.Source.ID) == id }) {
			return nil, gaobang.Errorf(gaobang.NotFound, "没有在用的采集源 %q；gaobang source list 列出全部", id)
		}
	}
	return slices.DeleteFunc(found, func(f jobs.Finding) bool {
		return len(only) > 0 && !slices.Contains(only, string(f.Source.ID))
	}), nil
}

// printFindings prints the sources that a person should look after, or all that
// were asked for.
func printFindings(w io.Writer, found []jobs.Finding, all bool) {
	if len(found) == 0 {
		fmt.Fprintln(w, "没有在用的采集源；请在 sources 名册中写明，再运行 gaobang apply。")
		return
	}
	fmt.Fprintln(w, conditionCounts(found))
	printLate(w, found)
	for _, f := range found {
		if all || conditionOf(f).Alarming() || f.State.Health.Saw != "" || conditionOf(f) == "" && len(f.State.Covered) > 0 || len(f.Missing) > 0 {
			printFinding(w, f)
		}
	}
}

// conditionCounts is how many sources stand how.
func conditionCounts(found []jobs.Finding) string {
	counts := map[gaobang.Condition]int{}
	for _, f := range found {
		counts[conditionOf(f)]++
	}
	var parts []string
	for _, c := range append(gaobang.Conditions(), "") {
		if counts[c] > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", conditionWord(c), counts[c]))
		}
	}
	return fmt.Sprintf("共 %d 个采集源：%s。", len(found), strings.Join(parts, "，"))
}

// printLate tells that nobody scans.
func printLate(w io.Writer, found []jobs.Finding) {
	late, first := 0, time.Time{}
	for _, f := range found {
		if f.Late.IsZero() {
			continue
		}
		if late++; first.IsZero() || f.Late.Before(first) {
			first = f.Late
		}
	}
	if late > 0 {
		fmt.Fprintf(w, "其中 %d 个到时没有采，最早的应在 %s 采；请看 gaobang serve 是否在运行。\n", late, minute(first))
	}
}

func printFinding(w io.Writer, f jobs.Finding) {
	h := f.State.Health
	fmt.Fprintf(w, "\n%s　%s（%s）", conditionWord(h.Condition), f.Source.Name, f.Source.ID)
	if !h.Since.IsZero() && h.Condition.Alarming() {
		fmt.Fprintf(w, "　自 %s", minute(h.Since))
	}
	if f.Source.URL != "" {
		fmt.Fprintf(w, "\n  网址：%s", f.Source.URL)
	}
	fmt.Fprintf(w, "\n  上次采完：%s　下次采集：%s\n", minute(f.State.LastCompleted), nextWord(f.Next))
	for _, l := range f.Missing {
		fmt.Fprintf(w, "  没有采到：%s　%s\n", l.Error, triedAgain(l))
	}
	if h.Condition == "" && len(f.State.Covered) > 0 {
		fmt.Fprintf(w, "  所见：%s\n", neverScanned(f.State))
	}
	if h.Saw != "" {
		fmt.Fprintf(w, "  所见：%s\n", h.Saw)
	}
	if h.Remedy != "" {
		fmt.Fprintf(w, "  办法：%s\n", h.Remedy)
	}
	printProposal(w, f.Source.ID, h.Proposal)
}

func printProposal(w io.Writer, id gaobang.SourceID, p gaobang.Proposal) {
	switch {
	case p.IsZero():
		return
	case p.List.Item != "":
		fmt.Fprintf(w, "  建议的站点规则：列表行 %s，日期 %s；在现在的页面上找到 %d 条，其中 %d 条是改版前已知的稿件%s\n", p.List.Item, cmp.Or(p.List.Date, "按通用规则"), p.Found, p.Known, keptWords(p))
	default:
		fmt.Fprintf(w, "  建议的文章页规则：标题 %s，时间 %s，正文 %s；改版前读过的稿件，用它重读现在的页面，%d 篇相符；读不出的新页面，它读得出 %d 页\n",
			p.Article.Title, cmp.Or(p.Article.PublishedAt, "按通用规则"), p.Article.Body, p.Known, p.Found)
	}
	fmt.Fprintf(w, "  接受：gaobang source doctor %s --accept books/sources.yaml\n", id)
}

// keptWords is what the archive says of a proposed list.
func keptWords(p gaobang.Proposal) string {
	switch {
	case p.Kept == 0:
		return ""
	case p.Shared == 0:
		return fmt.Sprintf("；与 %s 存下的列表页对照，那时的 %d 条现在一条也没有，请核对是不是同一个栏目", p.KeptOn, p.Kept)
	}
	return fmt.Sprintf("；与 %s 存下的列表页对照，两边都有的 %d 条中 %d 条标题和日期都读得一样", p.KeptOn, p.Shared, p.Alike)
}

// conditionOf is "" where no scan by schedule has gone to its end.
func conditionOf(f jobs.Finding) gaobang.Condition { return f.State.Health.Condition }

func conditionWord(c gaobang.Condition) string {
	return cmp.Or(c.Chinese(), "还没有按计划采完过")
}

func printCoverage(w io.Writer, period gaobang.Period, c gaobang.Coverage) {
	if len(c.Gaps) == 0 {
		fmt.Fprintf(w, "\n%s：%d 个采集源都采全了。\n", period.Chinese(), c.Sources)
		return
	}
	fmt.Fprintf(w, "\n%s：%d 个采集源中 %d 个没有采全。\n", period.Chinese(), c.Sources, c.Incomplete())
	for _, g := range c.Gaps {
		fmt.Fprintf(w, "  %s（%s）　%s　%s\n", g.Name, g.Source, days(g.From, g.To), firstSentence(g.Why))
	}
}

// firstSentence leaves out what to do, which stands with the source itself.
func firstSentence(s string) string {
	s, _, _ = strings.Cut(s, "。")
	return s
}

// triedAgain is when a page that could not be read is tried again.
func triedAgain(l storage.FetchState) string {
	switch {
	case l.NextTry.IsZero() && l.Attempts >= storage.MaxAttempts:
		return fmt.Sprintf("试过 %d 次，不再自动重试；可用 gaobang crawl %s 再试", l.Attempts, l.Source)
	case l.NextTry.IsZero():
		return "不再自动重试"
	}
	return minute(l.NextTry) + " 起再试"
}

// days are the days from one to another.
func days(from, to gaobang.Date) string {
	first := fmt.Sprintf("%d月%d日", from.Month, from.Day)
	switch {
	case from == to:
		return first
	case from.Month == to.Month:
		return fmt.Sprintf("%s—%d日", first, to.Day)
	}
	return fmt.Sprintf("%s—%d月%d日", first, to.Month, to.Day)
}

// findingView is one line of `source doctor --format json`.
type findingView struct {
	Source        gaobang.SourceID  `json:"source"`
	Condition     gaobang.Condition `json:"condition,omitempty"` // absent where never scanned
	Since         time.Time         `json:"since,omitzero"`
	Saw           string            `json:"saw,omitempty"`
	Remedy        string            `json:"remedy,omitempty"`
	LastCompleted time.Time         `json:"last_completed,omitzero"`
	Late          time.Time         `json:"late,omitzero"`
	Proposal      gaobang.Proposal  `json:"proposal,omitzero"`
	Gaps          []gapView         `json:"gaps,omitempty"` // of the period asked for
}

// gapView is days of the period on which a source was not found complete.
type gapView struct {
	From gaobang.Date `json:"from"`
	To   gaobang.Date `json:"to"`
	Why  string       `json:"why"`
}

func findingsJSON(w io.Writer, found []jobs.Finding, coverage gaobang.Coverage) error {
	gaps := map[gaobang.SourceID][]gapView{}
	for _, g := range coverage.Gaps {
		gaps[g.Source] = append(gaps[g.Source], gapView{g.From, g.To, g.Why})
	}
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	for _, f := range found {
		h := f.State.Health
		if err := out.Encode(findingView{
			Source: f.Source.ID, Condition: h.Condition, Since: h.Since.In(gaobang.Shanghai), Saw: h.Saw, Remedy: h.Remedy,
			LastCompleted: f.State.LastCompleted, Late: f.Late, Proposal: h.Proposal, Gaps: gaps[f.Source.ID],
		}); err != nil {
			return err
		}
	}
	return nil
}
