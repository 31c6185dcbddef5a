package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/segment"
	"github.com/gaobang/gaobang/crawler/entry"
	"github.com/gaobang/gaobang/jobs"
)

// importOptions are the flags of import.
type importOptions struct {
	by, sheet, template, source string
	dry                         bool
}

func (p program) importCommand() *cobra.Command {
	var o importOptions
	cmd := &cobra.Command{
		Use:   "import 文件",
		Short: "人工补录稿件：采不到的网站，报纸、广播、电视，单位申报的稿件（XLSX、CSV）",
		Long: "一行一篇：标题、媒体、日期必填，链接、版面、栏目、署名（或记者、通讯员、作者）、单位、来源、体裁、正文有就填；\n" +
			"列的顺序随意，常见的叫法都认。正文也可另存为同一目录里的 .txt，或浏览器另存的网页 .html，在“正文文件”一列写文件名。\n" +
			"补录的稿件同采集的一样分析、归属、归并同稿、计分，并记下谁、何时、从哪个文件的哪一行录入。\n\n" +
			"先查对全部各行，有一处不对就什么也不保存，逐行列出；同一个文件再导一次不会重复，改过的行是更正，已采到的稿件不重复收录。\n" +
			"网站拦截程序时不破解：--template 带 --source 写出这个采集源还没采到的链接，补上署名和正文再导入。",
		Example: "  gaobang import --template 补录.xlsx\n  gaobang import --template 补录.xlsx --source js-mzt-55087\n  gaobang import 补录.xlsx --dry-run\n  gaobang import 补录.xlsx --by 张三",
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case o.template != "" && len(args) > 0:
				return usagef("--template 写空表，不能同时导入 %s", args[0])
			case o.template != "":
				return p.writeTemplate(cmd, o)
			case o.source != "":
				return usagef("--source 只和 --template 一起用")
			case len(args) != 1:
				return usagef("请给出一个文件（XLSX 或 CSV）；gaobang import --template 文件 可写出一份空表")
			}
			return p.importFile(cmd, args[0], o)
		},
	}
	cmd.Flags().BoolVar(&o.dry, "dry-run", false, "只查对，列出会怎样，什么也不保存")
	cmd.Flags().StringVar(&o.by, "by", "", "录入人（默认是系统登录名）")
	cmd.Flags().StringVar(&o.sheet, "sheet", "", "工作簿里的工作表（默认是第一张有表头的）")
	cmd.Flags().StringVar(&o.template, "template", "", "写一份空表到这个文件（.xlsx 或 .csv）")
	cmd.Flags().StringVar(&o.source, "source", "", "空表里先填上这个采集源还没采到的链接")
	return cmd
}

func (p program) importFile(cmd *cobra.Command, path string, o importOptions) error {
	data, err := readBounded(path, entry.MaxFile)
	if err != nil {
		return err
	}
	sheet, faults := entry.Read(path, data, o.sheet)
	if len(faults) > 0 && len(sheet.Rows) == 0 {
		return refusal(path, faults)
	}
	store, settings, err := p.openStore(cmd)
	if err != nil {
		return err
	}
	defer store.Close()
	books, err := booksOf(cmd.Context(), store)
	if err != nil {
		return err
	}
	seg, err := segment.New(nil)
	if err != nil {
		return err
	}
	i := &jobs.Import{
		Store: store, Segmenter: seg, Archive: archiveFolder(settings), Now: p.now, By: authorOr(o.by),
		Beside: func(name string) ([]byte, error) { return besideOf(path, name) },
	}
	plan, more := i.Plan(cmd.Context(), sheet)
	if faults = append(faults, more...); len(faults) > 0 {
		return refusal(path, faults)
	}
	if !o.dry {
		if err := i.Run(cmd.Context(), plan); err != nil {
			return err
		}
	}
	return books.printImport(cmd.OutOrStdout(), sheet, plan, o.dry)
}

// besideOf reads a file in the folder of the sheet, and nothing outside it.
func besideOf(sheet, name string) ([]byte, error) {
	folder, err := os.OpenRoot(filepath.Dir(sheet))
	if err != nil {
		return nil, gaobang.Errorf(gaobang.Unavailable, "目录 %s 打不开：%w", filepath.Dir(sheet), err)
	}
	defer folder.Close() //nolint:errcheck // read only
	file, err := folder.Open(name)
	if err != nil {
		return nil, gaobang.Errorf(gaobang.NotFound, "没有文件 %s：应与本表在同一目录里", name)
	}
	defer file.Close()
	if info, err := file.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil, gaobang.Errorf(gaobang.Invalid, "%s 不是文件", name)
	}
	data, err := io.ReadAll(io.LimitReader(file, entry.MaxBeside+1))
	if err != nil {
		return nil, gaobang.Errorf(gaobang.Unavailable, "文件 %s 读不出来：%w", name, err)
	}
	return data, nil
}

// mostFaults are listed: a column that was misread is wrong in every row.
const mostFaults = 50

// refusal is everything that is wrong with a sheet. What is ours alone comes as it is.
func refusal(path string, faults []error) error {
	if len(faults) == 1 && gaobang.CodeOf(faults[0]) != gaobang.Invalid {
		return faults[0]
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s 有 %d 处不对，什么也没有保存：", path, len(faults))
	for _, f := range faults[:min(len(faults), mostFaults)] {
		b.WriteString("\n  " + f.Error())
	}
	if len(faults) > mostFaults {
		fmt.Fprintf(&b, "\n  另有 %d 处", len(faults)-mostFaults)
	}
	return &gaobang.Error{Code: gaobang.Invalid, Message: b.String(), Err: errors.Join(faults...)}
}
