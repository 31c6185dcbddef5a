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
		fmt.Fprintf(p.stderr, "用法不对：%s\n用法：%s\n详见 %s --help\n", wording(err), cmd.UseLine(), cmd.CommandPath())
		return statusUsage
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		fmt.Fprintln(p.stderr, "已中断；做完的都已保存，再次运行会接着做")
		return statusFailed
	}
	fmt.Fprintf(p.stderr, "错误：%v\n", err)
	return statusFailed
}

// usageError is a command line that cannot be meant.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

func usagef(format string, args ...any) error {
	return usageError{gaobang.Errorf(gaobang.Invalid, format, args...)}
}

// wording puts cobra's English into the user's words.
func wording(err error) string {
	s := err.Error()
	for _, w := range [][2]string{
		{"unknown command ", "没有命令 "}, {"unknown shorthand flag: ", "没有选项 "}, {"unknown flag: ", "没有选项 "},
		{"flag needs an argument: ", "选项缺少值："}, {"invalid argument ", "选项的值不对："},
	} {
		if rest, ok := strings.CutPrefix(s, w[0]); ok {
			rest, _, _ = strings.Cut(rest, " for \"gaobang")
			return w[1] + rest
		}
	}
	return s
}

func (p program) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "gaobang",
		Short:         "稿榜：找到本单位的见报稿件，归到单位和通讯员，按考核办法排名",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usagef("没有命令 %q", args[0])
			}
			return cmd.Help()
		},
	}
	root.PersistentFlags().StringP("settings", "c", "gaobang.yaml", "设置文件")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.SetUsageTemplate(usageTemplate)
	root.SetHelpTemplate(helpTemplate)
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetHelpCommand(&cobra.Command{Use: "help [命令]", Short: "显示命令的帮助", RunE: help})
	root.AddCommand(
		p.demoCommand(), p.initCommand(), p.applyCommand(), p.serveCommand(), p.crawlCommand(),
		p.sourceCommand(), p.inspectCommand(), p.articleCommand(), p.importCommand(), p.archiveCommand(), p.rankCommand(), p.reprocessCommand(), p.learnCommand(), p.alertCommand(), p.versionCommand(),
	)
	root.AddCommand(p.registryCommands()...)
	chineseHelpFlag(root)
	return root
}

func help(cmd *cobra.Command, args []string) error {
	target, _, err := cmd.Root().Find(args)
	if err != nil {
		return usageError{err}
	}
	return target.Help()
}

// chineseHelpFlag puts the help of --help itself into Chinese, also below c.
func chineseHelpFlag(c *cobra.Command) {
	c.Flags().BoolP("help", "h", false, "显示帮助")
	c.DisableFlagsInUseLine = true // it would say [flags]
	for _, sub := range c.Commands() {
		chineseHelpFlag(sub)
	}
}

const helpTemplate = `{{with or .Long .Short}}{{. | trimTrailingWhitespaces}}

{{end}}{{.UsageString}}`

const usageTemplate = `用法：
  {{if .HasAvailableSubCommands}}{{.CommandPath}} 命令{{else}}{{.UseLine}} [选项]{{end}}{{if .HasExample}}

示例：
{{.Example}}{{end}}{{if .HasAvailableSubCommands}}

命令：{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding }} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

选项：
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

通用选项：
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableSubCommands}}

用 "{{.CommandPath}} 命令 --help" 查看某个命令。{{end}}
`

// noArgs and the others refuse a wrong number of arguments as wrong use.
func noArgs(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("不需要参数 %q", args[0])
	}
	return nil
}

func atLeastOne(what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) == 0 {
			return usagef("请给出%s", what)
		}
		return nil
	}
}

func exactlyOne(what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usagef("请给出一个%s", what)
		}
		return nil
	}
}
