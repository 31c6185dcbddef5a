package main

import (
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang"
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
		Short:   "全部采集源：计划、上次采完的时间、连续失败次数和原因",
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
			states, err := store.SourceStates(cmd.Context())
			if err != nil {
				return err
			}
			return printSources(cmd.OutOrStdout(), sources, states)
		},
	})
	return cmd
}

func printSources(w io.Writer, sources []gaobang.Source, states map[gaobang.SourceID]storage.SourceState) error {
	rows := [][]string{{"编号", "媒体", "名称", "计划", "上次采完", "连续失败", "状况"}}
	for _, s := range sources {
		state := states[s.ID]
		rows = append(rows, []string{string(s.ID), string(s.Outlet), s.Name, s.Schedule, minute(state.LastCompleted), strconv.Itoa(state.Failures), condition(s, state)})
	}
	return report.Columns(w, rows, func(i int) bool { return i == 5 })
}

func condition(s gaobang.Source, state storage.SourceState) string {
	switch {
	case s.Disabled:
		return "已停用"
	case state.LastError != "":
		return state.LastError
	case state.LastStarted.IsZero():
		return neverScanned(state)
	case state.Incomplete:
		return "上次没有采完，会接着采"
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
