package main

import (
	"fmt"

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
			_, err := fmt.Fprintf(cmd.OutOrStdout(), "已写出示例：%s\n接下来：\n  cd %s\n  gaobang apply books/*.yaml\n  gaobang serve\n", args[0], args[0])
			return err
		},
	}
}
