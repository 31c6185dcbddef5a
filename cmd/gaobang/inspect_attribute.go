package main

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer"
	"github.com/gaobang/gaobang/analyzer/attribute"
	"github.com/gaobang/gaobang/analyzer/attribute/example"
	"github.com/gaobang/gaobang/config"
)

func (p program) inspectAttributeCommand() *cobra.Command {
	var books []string
	var score bool
	cmd := &cobra.Command{
		Use:   "attribute [例子文件…]",
		Short: "例子里的稿件归谁，凭什么，有多大把握",
		Long: "例子文件的写法（gaobang article decide --as-example 写的就是这种）：\n" +
			"  == 编号\n  outlet: 媒体编号\n  date: 2026-11-20\n  title: 标题\n  meta: 稿件上下的来源、作者一行（可不写）\n" +
			"  about: none，或 局 yes|doubtful sole|several|passing（可不写）\n  unit: 局 单位 依据 [通讯员]（可写几行）\n  --\n  正文，一段一行\n\n" +
			"每个例子输出一行 JSON：归属、依据的原文和位置、把握、疑点，没有采用的候选和原因；写了答案的还有对错（right）。\n" +
			"名册默认用数据库里的，也可用 --books 给出文件。",
		Example: "  gaobang inspect attribute 例子.txt\n  gaobang inspect attribute --books books/units.yaml,books/outlets.yaml --score 例子.txt",
		RunE: func(cmd *cobra.Command, args []string) error {
			an, err := p.inspectionAnalyzer(cmd, books)
			if err != nil {
				return err
			}
			examples, err := readExamples(cmd, args)
			if err != nil {
				return err
			}
			return inspectExamples(cmd.OutOrStdout(), cmd.ErrOrStderr(), an, examples, score)
		},
	}
	cmd.Flags().StringSliceVar(&books, "books", nil, "units 和 outlets 名册文件，代替数据库里的")
	cmd.Flags().BoolVar(&score, "score", false, "最后在标准错误上列出准确率")
	return cmd
}

// inspectionAnalyzer judges by the books of the files, else of the database.
func (p program) inspectionAnalyzer(cmd *cobra.Command, paths []string) (*analyzer.Analyzer, error) {
	if len(paths) > 0 {
		files, err := readFiles(paths)
		if err != nil {
			return nil, err
		}
		books, err := config.ParseBooks(files)
		if err != nil {
			return nil, err
		}
		return analyzer.New(books.Registry, books.Outlets, nil), nil
	}
	books, err := p.storedBooks(cmd)
	if err != nil {
		return nil, err
	}
	return analyzer.New(books.Registry, books.Outlets, nil), nil
}

func (p program) storedBooks(cmd *cobra.Command) (knownBooks, error) {
	store, _, err := p.openStore(cmd)
	if err != nil {
		return knownBooks{}, err
	}
	defer store.Close()
	return booksOf(cmd.Context(), store)
}

// maxExamples is the largest file of examples that is read.
const maxExamples = 16 << 20

func readExamples(cmd *cobra.Command, paths []string) ([]example.Example, error) {
	if len(paths) == 0 {
		data, err := io.ReadAll(io.LimitReader(cmd.InOrStdin(), maxExamples))
		if err != nil {
			return nil, gaobang.Errorf(gaobang.Unavailable, "标准输入读不出来：%w", err)
		}
		return example.Parse("标准输入", string(data))
	}
	var all []example.Example
	for _, path := range paths {
		data, err := readBounded(path, maxExamples)
		if err != nil {
			return nil, err
		}
		examples, err := example.Parse(path, string(data))
		if err != nil {
			return nil, err
		}
		all = append(all, examples...)
	}
	return all, nil
}

// exampleView is one line of inspect attribute.
type exampleView struct {
	ID           string              `json:"id"`
	Relevant     bool                `json:"relevant"`
	Attributions []attributionView   `json:"attributions"`
	Candidates   []gaobang.Candidate `json:"candidates,omitempty"`
	Byline       gaobang.Byline      `json:"byline"`
	Right        *bool               `json:"right,omitempty"` // where the example has an answer
}

type attributionView struct {
	Bureau     gaobang.UnitID     `json:"bureau"`
	Unit       gaobang.UnitID     `json:"unit"`
	Person     gaobang.PersonID   `json:"person,omitempty"`
	Share      gaobang.Share      `json:"share"`
	Confidence gaobang.Confidence `json:"confidence"`
	Basis      gaobang.Basis      `json:"basis"`
	Doubt      gaobang.Doubt      `json:"doubt,omitempty"`
	Scope      gaobang.Scope      `json:"scope"`
	Evidence   []gaobang.Evidence `json:"evidence"`
}

func inspectExamples(w, errs io.Writer, an *analyzer.Analyzer, examples []example.Example, score bool) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	var total example.Score
	for _, e := range examples {
		by, whose := an.Whose(e.Article())
		view := viewOf(e, by, whose)
		if e.Keyed {
			before := len(total.Faults)
			total.Add(e, whose.Attributions, attribute.UsualThreshold)
			right := len(total.Faults) == before
			view.Right = &right
		}
		if err := out.Encode(view); err != nil {
			return err
		}
	}
	if score {
		fmt.Fprint(errs, total.String())
	}
	return nil
}

func viewOf(e example.Example, by gaobang.Byline, whose attribute.Result) exampleView {
	view := exampleView{ID: e.ID, Relevant: whose.Relevant, Attributions: []attributionView{}, Candidates: whose.Candidates, Byline: by}
	for _, t := range whose.Attributions {
		view.Attributions = append(view.Attributions, attributionView{
			t.Bureau, t.Unit, t.Person, t.Share, t.Confidence, t.Basis, t.Doubt, t.Scope, t.Evidence,
		})
	}
	return view
}
