package main

import (
	"os"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/sentiment"
	"github.com/gaobang/gaobang/analyzer/sentiment/learn"
	"github.com/gaobang/gaobang/jobs"
	"github.com/gaobang/gaobang/storage"
)

// inForce is the version that --model without a number names.
const inForce = "启用的"

func (p program) inspectSentimentCommand() *cobra.Command {
	var version string
	cmd := &cobra.Command{
		Use:   "sentiment [文件…]",
		Short: "每行文字整行看是正面、中性还是负面，凭哪些词",
		Long: "每行输出 {\"label\":…,\"score\":…,\"evidence\":[…]}：label 是 positive、neutral 或 negative；score 以一个普通的词为 1，负数为坏；\n" +
			"evidence 是所凭的词，起止是字节位置，why 是它在词典里的组，weight 是它在这里的分量。词典及每组的理由见源码 analyzer/sentiment/lexicon.yaml。\n" +
			"--model 改用从标注或认定中学到的模型（gaobang learn sentiment），可以写明版本：--model=3；这时 evidence 是最说明问题的字词。\n" +
			"这里判断的是文字本身；稿件对本单位的倾向只看写到本单位的句子，见 article show。",
		Example: "  echo '两车相撞致三人受伤' | gaobang inspect sentiment\n  gaobang inspect sentiment 标题.txt\n  gaobang inspect sentiment --model 标题.txt",
		RunE: func(cmd *cobra.Command, args []string) error {
			see := sentiment.Text
			if version == inForce && len(args) > 0 && isVersion(args[0]) { // --model 3 is meant as --model=3
				version, args = args[0], args[1:]
			}
			if version != "" {
				m, err := p.learnedModel(cmd, version)
				if err != nil {
					return err
				}
				see = func(line string) sentiment.Verdict { return m.Judge(line, sentiment.Text(line)) }
			}
			return eachLine(cmd, args, func(line string) any { return see(line) })
		},
	}
	cmd.Flags().StringVar(&version, "model", "", "用学到的模型；不写版本就用启用的那一版")
	cmd.Flags().Lookup("model").NoOptDefVal = inForce
	return cmd
}

// isVersion reports a number that is no file.
func isVersion(arg string) bool {
	_, err := strconv.Atoi(arg)
	_, missing := os.Stat(arg)
	return err == nil && missing != nil
}

// learnedModel is the version asked for; without a number the one in force for
// lines, else the one for pieces.
func (p program) learnedModel(cmd *cobra.Command, version string) (*learn.Model, error) {
	store, _, err := p.openStore(cmd)
	if err != nil {
		return nil, err
	}
	defer store.Close()
	if version != inForce {
		n, err := strconv.Atoi(version)
		if err != nil {
			return nil, usagef("--model 应是版本号，不是 %q", version)
		}
		return jobs.Model(cmd.Context(), store, n)
	}
	for _, scope := range []storage.ModelScope{storage.LineModel, storage.BureauModel} {
		n, err := store.ModelInForce(cmd.Context(), scope)
		if err != nil {
			return nil, err
		}
		if n > 0 {
			return jobs.Model(cmd.Context(), store, n)
		}
	}
	return nil, gaobang.Errorf(gaobang.NotFound, "没有启用的倾向模型；请先运行 gaobang learn sentiment")
}
