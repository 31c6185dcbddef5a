package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/sentiment/learn"
	"github.com/gaobang/gaobang/jobs"
	"github.com/gaobang/gaobang/storage"
)

func (p program) learnCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "learn",
		Short:   "从本单位的认定中学习",
		Example: "  gaobang learn sentiment",
		Args:    oneOfItsCommands,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(p.learnSentimentCommand())
	return cmd
}

func (p program) learnSentimentCommand() *cobra.Command {
	var from, by string
	cmd := &cobra.Command{
		Use:   "sentiment",
		Short: "从倾向的认定中学一个模型，比词典好才启用",
		Long: "读全部倾向认定（article decide --sentiment），学一个线性模型，分五份轮流作答来检验，打印成绩单：与词典在同样的稿件上比较。\n" +
			"只有比词典好、且好得不像碰巧才启用；模型里只存字词的散列值，不存稿件原文。启用后新稿由它判断，旧稿用 gaobang reprocess 重新判断。同样的认定学出一个字节都不差的模型。\n" +
			"--from 改从标注好的 CSV 学：首行是列名，要有 label（positive、neutral、negative 或 正面、中性、负面）\n" +
			"和 text，或 title 与 lead；一行一条。这样学的模型只用于 inspect sentiment --model，不判断稿件。",
		Example: "  gaobang learn sentiment\n  gaobang learn sentiment --from 标注.csv\n  gaobang learn sentiment list",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.learnSentiment(cmd, from, storage.SentimentModel{By: authorOr(by)})
		},
	}
	cmd.Flags().StringVar(&from, "from", "", "从这个标注好的 CSV 学，而不是从认定学")
	cmd.Flags().StringVar(&by, "by", "", "谁学的（默认是系统登录名）")
	cmd.AddCommand(p.learnedListCommand(), p.learnedUseCommand("use", "启用一版模型", true), p.learnedUseCommand("off", "停用一版模型，改由词典判断", false))
	return cmd
}

func (p program) learnSentiment(cmd *cobra.Command, from string, m storage.SentimentModel) error {
	store, _, err := p.openStore(cmd)
	if err != nil {
		return err
	}
	defer store.Close()
	var samples []learn.Sample
	if from == "" {
		m.Scope = storage.BureauModel
		samples, err = jobs.DecidedSamples(cmd.Context(), store)
		m.From = fmt.Sprintf("%d 条认定", len(samples))
	} else {
		m.Scope = storage.LineModel
		samples, m.From, err = readSamples(from)
	}
	if err != nil {
		return err
	}
	kept, result, err := jobs.Learn(cmd.Context(), store, m, samples)
	if err != nil {
		return err
	}
	out := cmd.OutOrStdout()
	fmt.Fprint(out, &result)
	fmt.Fprintf(out, "存为第 %d 版（SHA-256 %.12s…）。", kept.Version, kept.SHA256)
	switch {
	case !kept.InForce:
		fmt.Fprintln(out, "没有稳稳地胜过词典，不启用，仍由词典判断。")
	case kept.Scope == storage.LineModel:
		fmt.Fprintln(out, "已启用于 gaobang inspect sentiment --model。")
	default:
		fmt.Fprintln(out, "已启用；要重新判断旧稿，请运行 gaobang reprocess。")
	}
	return nil
}

func (p program) learnedListCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "学过的各版倾向模型",
		Example: "  gaobang learn sentiment list",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			store, _, err := p.openStore(cmd)
			if err != nil {
				return err
			}
			defer store.Close()
			all, err := store.SentimentModels(cmd.Context())
			if err != nil {
				return err
			}
			rows := [][]string{{"版本", "状态", "用于", "学自", "何人", "何时", "模型 F1", "词典 F1", "SHA-256"}}
			for _, m := range all {
				rows = append(rows, modelLine(m))
			}
			if err := printTable(cmd.OutOrStdout(), rows, "还没有学过模型，倾向由词典判断；gaobang learn sentiment 从认定中学。"); err != nil {
				return err
			}
			if err := jobs.StaleModel(cmd.Context(), store); err != nil {
				fmt.Fprintln(cmd.OutOrStdout(), "注意：启用的模型现在没有用上：", err)
			}
			return nil
		},
	}
}

func modelLine(m storage.SentimentModel) []string {
	state, use := "停用", "稿件"
	if m.InForce {
		state = "启用"
	}
	if m.Scope == storage.LineModel {
		use = "单行文字"
	}
	var r learn.Report
	_ = json.Unmarshal([]byte(m.Report), &r) // written by us; an old one shows zeros
	return []string{
		strconv.Itoa(m.Version), state, use, m.From, m.By, minute(m.At),
		fmt.Sprintf("%.3f", r.Learned.MacroF1()), fmt.Sprintf("%.3f", r.Lexicon.MacroF1()), m.SHA256[:min(12, len(m.SHA256))],
	}
}

// worthUsing refuses a version that did no better than the lexicon on what it was
// not learned from.
func worthUsing(cmd *cobra.Command, store *storage.Store, version int) error {
	models, err := store.SentimentModels(cmd.Context())
	if err != nil {
		return err
	}
	i := slices.IndexFunc(models, func(m storage.SentimentModel) bool { return m.Version == version })
	if i < 0 {
		return nil // the store says so
	}
	var r learn.Report
	if err := json.Unmarshal([]byte(models[i].Report), &r); err != nil || !r.Better() {
		return gaobang.Errorf(gaobang.Invalid, "第 %d 版没有稳稳地胜过词典（留出的样本上宏平均 F1 %.3f，词典 %.3f），不能启用；请多积累认定后重新 learn", version, r.Learned.MacroF1(), r.Lexicon.MacroF1())
	}
	return nil
}

func (p program) learnedUseCommand(name, short string, inForce bool) *cobra.Command {
	return &cobra.Command{
		Use:     name + " 版本",
		Short:   short,
		Example: "  gaobang learn sentiment " + name + " 2",
		Args:    exactlyOne("版本号"),
		RunE: func(cmd *cobra.Command, args []string) error {
			version, err := strconv.Atoi(args[0])
			if err != nil {
				return usagef("版本应是数字，不是 %q", args[0])
			}
			store, _, err := p.openStore(cmd)
			if err != nil {
				return err
			}
			defer store.Close()
			if inForce {
				if err := worthUsing(cmd, store, version); err != nil {
					return err
				}
			}
			if err := store.UseSentimentModel(cmd.Context(), version, inForce); err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s：第 %d 版。从认定学到的，旧稿要重新判断请运行 gaobang reprocess；从文件学到的只用于 gaobang inspect sentiment --model。\n", short, version)
			return nil
		},
	}
}
