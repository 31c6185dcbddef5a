package main

import (
	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang/analyzer/sentiment"
)

func (p program) inspectSentimentCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "sentiment [文件…]",
		Short: "每行文字整行看是正面、中性还是负面，凭哪些词",
		Long: "每行输出 {\"label\":…,\"score\":…,\"evidence\":[…]}：label 是 positive、neutral 或 negative；score 以一个普通的词为 1，负数为坏；\n" +
			"evidence 是所凭的词，起止是字节位置，why 是它在词典里的组，weight 是它在这里的分量。词典及每组的理由见源码 analyzer/sentiment/lexicon.yaml。\n" +
			"这里判断的是文字本身；稿件对本单位的倾向只看写到本单位的句子，见 article show。",
		Example: "  echo '两车相撞致三人受伤' | gaobang inspect sentiment\n  gaobang inspect sentiment 标题.txt",
		RunE: func(cmd *cobra.Command, args []string) error {
			return eachLine(cmd, args, func(line string) any { return sentiment.Text(line) })
		},
	}
}
