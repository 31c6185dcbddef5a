package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/jobs"
	"github.com/gaobang/gaobang/report"
	"github.com/gaobang/gaobang/storage"
)

func (p program) sourceCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "source",
		Short:   "采集源的状况",
		Example: "  gaobang source list\n  gaobang source test http://www.example.com/yaowen/\n  gaobang source doctor",
		Args:    oneOfItsCommands,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(p.doctorCommand(), p.sourceTestCommand())
	cmd.AddCommand(&cobra.Command{
		Use:     "list",
		Short:   "全部采集源：计划、上次采完和下次采集的时间、连续失败次数、状况",
		Example: "  gaobang source list",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			store, _, err := p.openStore(cmd)
			if err != nil {
				return err
			}
			defer store.Close()
			sources, err := store.Sources(cmd.Context(), storage.Current)
			if err != nil {
				return err
			}
			found, err := jobs.Findings(cmd.Context(), store, p.now())
			if err != nil {
				return err
			}
			return printSources(cmd.OutOrStdout(), sources, found)
		},
	})
	return cmd
}

// printSources prints a line a source; found are those in use.
func printSources(w io.Writer, sources []gaobang.Source, found []jobs.Finding) error {
	rows := [][]string{{"编号", "媒体", "名称", "计划", "上次采完", "下次采集", "连续失败", "状况"}}
	failing := false
	for _, s := range sources {
		var f jobs.Finding
		next := "—"
		if i := slices.IndexFunc(found, func(f jobs.Finding) bool { return f.Source.ID == s.ID }); i >= 0 {
			f = found[i]
			next = nextWord(f.Next)
		}
		failing = failing || f.State.LastError != ""
		rows = append(rows, []string{
			string(s.ID), string(s.Outlet), s.Name, s.Schedule, minute(f.State.LastCompleted), next, strconv.Itoa(f.State.Failures), condition(s, f.State),
		})
	}
	if err := report.Columns(w, rows, func(i int) bool { return i == 6 }); err != nil {
		return err
	}
	if failing {
		fmt.Fprintln(w, "没有采完的原因和办法：gaobang source doctor")
	}
	return nil
}

// nextWord is when a source is scanned next, where somebody scans.
func nextWord(next time.Time) string {
	if next.IsZero() {
		return "马上"
	}
	return minute(next)
}

func condition(s gaobang.Source, state storage.SourceState) string {
	switch {
	case s.Disabled:
		return "已停用"
	case state.LastError != "" && state.Health.Condition.Alarming():
		return state.Health.Condition.Chinese() + "，没有采完"
	case state.LastError != "":
		return "上次没有采完"
	case state.LastStarted.IsZero():
		return neverScanned(state)
	case state.Incomplete:
		return "上次没有采完，会接着采"
	case state.Health.Condition.Alarming():
		return state.Health.Condition.Chinese()
	}
	return "正常"
}

// neverScanned tells a source that no scan of today has come to: nobody has, or
// back-fills have.
func neverScanned(state storage.SourceState) string {
	if len(state.Covered) == 0 {
		return "还没有采集过"
	}
	last := state.Covered[len(state.Covered)-1]
	return fmt.Sprintf("只补采过，最近补到 %s 至 %s", last.First, last.Last)
}

func minute(t time.Time) string {
	if t.IsZero() {
		return "—"
	}
	return t.In(gaobang.Shanghai).Format("2006-01-02 15:04")
}
