package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang/config"
)

func (p program) initCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "init 文件夹",
		Short: "写出一套带说明的设置和示例名册（丹阳市民政局）",
		Long: "在文件夹中写出设置文件 gaobang.yaml 和 books/ 下的媒体、采集源、单位、考核办法。\n" +
			"每个文件都有说明，改成自己单位的即可。已有的文件不会被覆盖。",
		Example: "  gaobang init office\n  cd office\n  gaobang apply books/*.yaml",
		Args:    exactlyOne("文件夹"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := config.Init(args[0]); err != nil {
				return err
			}
			again := invokedFrom(args[0])
			_, err := fmt.Fprintf(cmd.OutOrStdout(), "已写出示例：%s\n接下来：\n  cd %s\n  %s apply books/*.yaml\n  %s serve\n", args[0], args[0], again, again)
			return err
		},
	}
}

// invokedFrom is how the program that runs is called from a folder below this one.
func invokedFrom(dir string) string {
	program := os.Args[0]
	switch {
	case filepath.Base(program) == program, strings.Contains(program, "go-build"):
		return "gaobang"
	case filepath.IsAbs(program):
		return program
	}
	from, err := filepath.Abs(dir)
	if err != nil {
		return program
	}
	if to, err := filepath.Abs(program); err == nil {
		if again, err := filepath.Rel(from, to); err == nil {
			return again
		}
	}
	return program
}
