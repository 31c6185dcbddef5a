package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"text/template"

	"github.com/mattn/go-runewidth"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/gaobang/gaobang"
)

// usageError is a command line that cannot be meant.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

func usagef(format string, args ...any) error {
	return usageError{gaobang.Errorf(gaobang.Invalid, format, args...)}
}

var (
	wrongValue = regexp.MustCompile(`^invalid argument (".*") for "(?:-\w, )?(--[\w-]+)" flag: (?s:(.*))$`)
	inShort    = regexp.MustCompile(`^'.' in (-\w+)$`)
)

// wording puts cobra's English into the user's words.
func wording(err error) string {
	s := err.Error()
	if m := wrongValue.FindStringSubmatch(s); m != nil {
		return fmt.Sprintf("选项 %s 的值 %s 不对%s", m[2], m[1], shouldBe(m[3]))
	}
	for _, w := range [][2]string{
		{"unknown command ", "没有命令 "}, {"unknown shorthand flag: ", "没有选项 "}, {"unknown flag: ", "没有选项 "},
		{"flag needs an argument: ", "选项缺少值："}, {"bad flag syntax: ", "选项写得不对："}, {"invalid argument ", "选项的值不对："},
	} {
		if rest, ok := strings.CutPrefix(s, w[0]); ok {
			rest, _, _ = strings.Cut(rest, " for \"gaobang")
			return w[1] + inShort.ReplaceAllString(rest, "$1")
		}
	}
	return s
}

// shouldBe says what a value has to be, by how reading it failed.
func shouldBe(why string) string {
	for _, w := range [][2]string{{"ParseInt", "整数"}, {"ParseUint", "不小于 0 的整数"}, {"ParseBool", " true 或 false"}, {"ParseFloat", "数"}, {"duration", "一段时间，如 30s、5m"}} {
		if strings.Contains(why, w[0]) {
			return "：应是" + w[1]
		}
	}
	if strings.Contains(why, "parse error") { // of a list
		return "：引号不成对"
	}
	return ""
}

// noArgs and the others refuse a wrong number of arguments as wrong use.
func noArgs(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("不需要参数 %q", args[0])
	}
	return nil
}

// oneOfItsCommands refuses what is no command below a command that only has such.
func oneOfItsCommands(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return noCommand(cmd, args[0])
	}
	return nil
}

// noCommand says what may have been meant: a command of that name elsewhere, or one
// below cmd whose name is nearly it.
func noCommand(cmd *cobra.Command, typed string) error {
	text := fmt.Sprintf("没有命令 %q", typed)
	if cmd.HasParent() {
		text = cmd.CommandPath() + " " + text
	}
	meant := calledSo(cmd.Root(), typed)
	cmd.SuggestionsMinimumDistance = 2
	for _, name := range cmd.SuggestionsFor(typed) {
		if path := cmd.CommandPath() + " " + name; !slices.Contains(meant, path) {
			meant = append(meant, path)
		}
	}
	if len(meant) > 0 {
		text += "，是不是 " + strings.Join(meant, " 或 ") + "？"
	}
	return usagef("%s", text)
}

// calledSo are all commands below cmd of one name.
func calledSo(cmd *cobra.Command, name string) (paths []string) {
	for _, sub := range cmd.Commands() {
		if sub.Name() == name && sub.IsAvailableCommand() {
			paths = append(paths, sub.CommandPath())
		}
		paths = append(paths, calledSo(sub, name)...)
	}
	return paths
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

func help(cmd *cobra.Command, args []string) error {
	target, left, err := cmd.Root().Find(args)
	if err != nil {
		return usageError{err}
	}
	if len(left) > 0 && target.HasSubCommands() {
		return noCommand(target, left[0])
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

var usage = template.Must(template.New("usage").Funcs(template.FuncMap{"flags": flagUsages, "pad": padded}).Parse(`用法：
  {{if .HasAvailableSubCommands}}{{.CommandPath}} 命令{{else}}{{.UseLine}} [选项]{{end}}{{if .HasExample}}

示例：
{{.Example}}{{end}}{{if .HasAvailableSubCommands}}

命令：{{range .Commands}}{{if .IsAvailableCommand}}
  {{pad .Name .NamePadding }} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

选项：
{{flags .LocalFlags}}{{end}}{{if .HasAvailableInheritedFlags}}

通用选项：
{{flags .InheritedFlags}}{{end}}{{if .HasAvailableSubCommands}}

用 "{{.CommandPath}} 命令 --help" 查看某个命令。{{end}}
`))

func printUsage(cmd *cobra.Command) error { return usage.Execute(cmd.OutOrStderr(), cmd) }

func padded(s string, width int) string { return fmt.Sprintf("%-*s", width, s) }

// flagUsages is pflag's list of flags in Chinese: what a value is, and which one
// holds where none is given.
func flagUsages(flags *pflag.FlagSet) string {
	var heads, texts []string
	width := 0
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		head := "      --" + f.Name
		if f.Shorthand != "" {
			head = "  -" + f.Shorthand + ", --" + f.Name
		}
		head += valueOf(f)
		text := f.Usage
		if !noDefault(f.DefValue) && !strings.Contains(text, "默认") {
			text += "（默认 " + f.DefValue + "）"
		}
		heads, texts = append(heads, head), append(texts, text)
		width = max(width, runewidth.StringWidth(head))
	})
	var b strings.Builder
	for i, head := range heads {
		fmt.Fprintf(&b, "%s%s   %s\n", head, strings.Repeat(" ", width-runewidth.StringWidth(head)), texts[i])
	}
	return strings.TrimRight(b.String(), "\n")
}

// valueOf is what follows a flag.
func valueOf(f *pflag.Flag) string {
	word := " 值"
	switch f.Value.Type() {
	case "bool":
		return ""
	case "int", "int64", "uint":
		word = " 数"
	}
	if f.NoOptDefVal != "" {
		return "[=" + strings.TrimSpace(word) + "]"
	}
	return word
}

func noDefault(value string) bool {
	switch value {
	case "", "0", "-1", "false", "[]", "0s":
		return true
	}
	return false
}
