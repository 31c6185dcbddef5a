package main

import (
	"fmt"
	"io"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func (p program) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "显示程序版本",
		Example: "  gaobang version",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return printVersion(cmd.OutOrStdout()) },
	}
}

func printVersion(w io.Writer) error {
	version, revision := build()
	_, err := fmt.Fprintf(w, "gaobang %s（%s，%s，%s/%s）\n", version, revision, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}

// build reads what the Go tool wrote into the program.
func build() (version, revision string) {
	version, revision = "开发版", "无提交号"
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return version, revision
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		version = v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			revision = s.Value[:min(12, len(s.Value))]
		}
	}
	return version, revision
}
