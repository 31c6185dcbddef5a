package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang"
)

// Exit statuses.
const (
	statusDone   = 0
	statusFailed = 1
	statusUsage  = 2
)

// run runs one command line and gives its exit status. It is the edge where
// errors end: what a person may read goes to stderr.
func (p program) run(ctx context.Context, args []string) int {
	root := p.root()
	root.SetArgs(args)
	root.SetIn(p.stdin)
	root.SetOut(p.stdout)
	root.SetErr(p.stderr)
	cmd, err := root.ExecuteContextC(ctx)
	var wrong usageError
	switch {
	case err == nil:
		return statusDone
	case errors.As(err, &wrong) || strings.HasPrefix(err.Error(), "unknown command"):
		use := cmd.UseLine()
		if cmd.HasSubCommands() {
			use += " 命令"
		}
		fmt.Fprintf(p.stderr, "用法不对：%s\n用法：%s\n详见 %s --help\n", wording(err), use, cmd.CommandPath())
		return statusUsage
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		fmt.Fprintln(p.stderr, "已中断；做完的都已保存，再次运行会接着做")
		return statusFailed
	}
	fmt.Fprintln(p.stderr, failed(err))
	return statusFailed
}

// failed is what a person reads of an error. What nobody foresaw says so: no advice
// stands in it.
func failed(err error) string {
	if gaobang.CodeOf(err) == gaobang.Internal && gaobang.Cause(err) == "" {
		return fmt.Sprintf("错误：程序遇到没有料到的情况，请把下面这行交给维护的人\n%v", err)
	}
	return "错误：" + gaobang.Worded(err)
}

func (p program) root() *cobra.Command {
	var version bool
	root := &cobra.Command{
		Use:           "gaobang",
		Short:         "稿榜：找到本单位的见报稿件，归到单位和通讯员，按考核办法排名",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return noCommand(cmd, args[0])
			}
			if version {
				return printVersion(cmd.OutOrStdout())
			}
			return cmd.Help()
		},
	}
	root.Flags().BoolVar(&version, "version", false, "显示程序版本")
	root.PersistentFlags().StringP("settings", "c", "gaobang.yaml", "设置文件")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.SetUsageFunc(printUsage)
	root.SetHelpTemplate(helpTemplate)
	root.CompletionOptions.DisableDefaultCmd = true
	helping := &cobra.Command{Use: "help [命令]", Short: "显示命令的帮助", RunE: help}
	chineseHelpFlag(helping)
	root.SetHelpCommand(helping)
	root.AddCommand(
		p.demoCommand(), p.initCommand(), p.applyCommand(), p.serveCommand(), p.crawlCommand(),
		p.sourceCommand(), p.inspectCommand(), p.articleCommand(), p.importCommand(), p.archiveCommand(), p.rankCommand(), p.reprocessCommand(), p.learnCommand(), p.alertCommand(), p.versionCommand(),
	)
	root.AddCommand(p.registryCommands()...)
	chineseHelpFlag(root)
	return root
}
