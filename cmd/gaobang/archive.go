package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/crawler/warc"
	"github.com/gaobang/gaobang/jobs"
	"github.com/gaobang/gaobang/report"
	"github.com/gaobang/gaobang/storage"
)

func (p program) archiveCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "archive",
		Short: "查存证：某个网址何时存过、当时的原样；检查存证文件",
		Long: "采到的网页原样存为 WARC 文件，是计分的证据；数据库里有按网址和时间的索引。\n" +
			"索引可以只凭文件重建；文件可以用任何读 WARC 的工具打开。",
		Example: "  gaobang archive list http://www.danyang.gov.cn/a.html\n  gaobang archive check",
		Args:    oneOfItsCommands,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(p.archiveListCommand(), p.archiveGetCommand(), p.archiveCheckCommand(), p.archiveIndexCommand(), p.archivePruneCommand())
	return cmd
}

func (p program) archiveListCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "list 网址、稿件编号或采集源编号",
		Short: "一个网址的全部存证，按时间",
		Long: "采集源编号指它的栏目页：列表页每周存一次，改版时当天存；电子报、订阅、网站地图的目录不存，只存各篇稿件。\n" +
			"栏目页与本单位无关，过了 retention_days 就清理。",
		Example: "  gaobang archive list http://www.danyang.gov.cn/a.html\n  gaobang archive list dy-gov-list",
		Args:    exactlyOne("网址、稿件编号或采集源编号"),
		RunE: func(cmd *cobra.Command, args []string) error {
			store, _, err := p.openStore(cmd)
			if err != nil {
				return err
			}
			defer store.Close()
			canonical, err := capturedAddress(cmd, store, args[0])
			if err != nil {
				return err
			}
			captures, err := store.Captures(cmd.Context(), canonical)
			if err != nil {
				return err
			}
			if len(captures) == 0 {
				return p.noCaptures(cmd, store, canonical)
			}
			rows := [][]string{{"时间", "存证", "SHA-256", "文件", "位置"}}
			for _, c := range captures {
				rows = append(rows, []string{second(c.At), captureWords(c), c.SHA256, c.File, fmt.Sprint(c.Offset)})
			}
			return report.Columns(cmd.OutOrStdout(), rows, report.Words)
		},
	}
}

// noCaptures says why nothing is kept of an address.
func (p program) noCaptures(cmd *cobra.Command, store *storage.Store, canonical string) error {
	sources, err := store.Sources(cmd.Context(), storage.All)
	if err != nil {
		return err
	}
	for _, s := range sources {
		if address, err := fetch.Canonical(s.URL); err != nil || address != canonical {
			continue
		}
		if s.Kind != gaobang.ListSource {
			return noColumn(s)
		}
		return gaobang.Errorf(gaobang.NotFound, "采集源 %s 的栏目页没有存证：没有采成过，或已按保留期限清理；gaobang source doctor %s 看它的状况", s.ID, s.ID)
	}
	return gaobang.Errorf(gaobang.NotFound, "没有 %s 的存证：没有采过，或已按保留期限清理", canonical)
}

func noColumn(s gaobang.Source) error {
	return gaobang.Errorf(gaobang.NotFound, "采集源 %s 不是栏目（kind: list）：它的目录不存证，存证的是各篇稿件；gaobang article list --outlet %s 列出稿件，再用稿件编号查", s.ID, s.Outlet)
}

// capturedAddress is the address under which a page, a piece by its number, or a
// column by its source is archived.
func capturedAddress(cmd *cobra.Command, store *storage.Store, name string) (string, error) {
	if strings.Contains(name, "://") {
		canonical, err := fetch.Canonical(name)
		if err != nil {
			return "", usagef("%q 不是可用的网址；网址以 http:// 或 https:// 开头", name)
		}
		return canonical, nil
	}
	if _, err := gaobang.ParseArticleID(name); err != nil {
		return columnAddress(cmd, store, gaobang.SourceID(name))
	}
	article, err := findArticle(cmd, store, name)
	return article.CanonicalURL, err
}

// columnAddress is the address of a source.
func columnAddress(cmd *cobra.Command, store *storage.Store, id gaobang.SourceID) (string, error) {
	sources, err := store.Sources(cmd.Context(), storage.All)
	if err != nil {
		return "", err
	}
	for _, s := range sources {
		if s.ID != id {
			continue
		}
		if canonical, err := fetch.Canonical(s.URL); err == nil {
			return canonical, nil
		}
		return "", noColumn(s)
	}
	return "", usagef("%q 不是网址（以 http:// 或 https:// 开头），也不是稿件编号或采集源编号；gaobang article list、gaobang source list 列出它们", id)
}

// captureWords is what a capture is, for a person.
func captureWords(c gaobang.Capture) string {
	switch c.Kind {
	case gaobang.CapturedSame:
		return "内容与前次相同"
	case gaobang.CapturedNotModified:
		return "网站答复未改动"
	case gaobang.CapturedEntry:
		return "人工补录"
	case gaobang.CapturedRendered:
		return "脚本运行后的网页"
	case gaobang.CapturedPage:
		if c.Status != 200 {
			return fmt.Sprintf("网站答复 %d", c.Status)
		}
	}
	return "原样"
}

func second(t time.Time) string { return t.In(gaobang.Shanghai).Format("2006-01-02 15:04:05") }

func (p program) archiveGetCommand() *cobra.Command {
	var at, out string
	var part int
	cmd := &cobra.Command{
		Use:   "get 网址、稿件编号或采集源编号",
		Short: "一个网址存下的原样，离某个时间最近的一次",
		Long: "把存证中的网页原样写到标准输出或文件，写之前核对 SHA-256；解开传输时的压缩，编码不变。\n" +
			"时间写成 2026-11-20 或 2026-11-20T08:31，不写就是最近一次。\n" +
			"脚本写成的网页（站点规则 render），脚本向网站取来的数据也在存证里，逐项列出；--part 2 写出其中第 2 项。",
		Example: "  gaobang archive get http://www.danyang.gov.cn/a.html --out a.html\n  gaobang archive get http://www.danyang.gov.cn/a.html --at 2026-11-20T08:31 > a.html",
		Args:    exactlyOne("网址、稿件编号或采集源编号"),
		RunE: func(cmd *cobra.Command, args []string) error {
			when := p.now()
			if at != "" {
				moment, err := gaobang.ParseMoment(at)
				if err != nil {
					return usageError{err}
				}
				when = moment.Time
			}
			return p.getCapture(cmd, args[0], when, part, out)
		},
	}
	cmd.Flags().StringVar(&at, "at", "", "离这个时间（北京时间）最近的一次")
	cmd.Flags().StringVar(&out, "out", "", "写到这个文件")
	cmd.Flags().IntVar(&part, "part", 0, "不写网页，写脚本取来的第几项")
	return cmd
}

func (p program) getCapture(cmd *cobra.Command, name string, at time.Time, part int, out string) (err error) {
	store, settings, err := p.openStore(cmd)
	if err != nil {
		return err
	}
	defer store.Close()
	evidence := jobs.Evidence{Store: store, Archive: archiveFolder(settings)}
	page, err := capturedPage(cmd, evidence, name, at)
	if err != nil {
		return err
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "%s，%s，%s，SHA-256 %s 核对无误\n", second(page.At), captureWords(page.Capture), page.File, page.SHA256)
	parts, err := evidence.Parts(cmd.Context(), page.Capture)
	if err != nil && part != 0 {
		return err
	}
	if err != nil { // the page itself is whole
		fmt.Fprintf(cmd.ErrOrStderr(), "脚本取来的没有读全：%v\n", err)
	}
	for i := range parts {
		fmt.Fprintf(cmd.ErrOrStderr(), "脚本取来 %d：%s，答复 %d，%d 字节，SHA-256 %s\n", i+1, parts[i].URL, parts[i].Status, len(parts[i].Payload), warc.Digest(parts[i].Payload))
	}
	if part != 0 {
		if part < 0 || part > len(parts) {
			return usagef("没有第 %d 项：这个存证里脚本取来 %d 项", part, len(parts))
		}
		page.Record = parts[part-1]
	}
	body, err := page.Body()
	if err != nil {
		return err
	}
	w := cmd.OutOrStdout()
	if out != "" {
		file, err := os.Create(out)
		if err != nil {
			return gaobang.Errorf(gaobang.Unavailable, "文件 %s 建不了：%w", out, err)
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		w = file
	}
	_, err = w.Write(body)
	return err
}

// capturedPage is what was kept nearest to a time. Of a piece, on the day on which its
// evidence was captured, it is that evidence, whatever else was kept then.
func capturedPage(cmd *cobra.Command, e jobs.Evidence, name string, at time.Time) (jobs.Page, error) {
	if _, err := gaobang.ParseArticleID(name); err == nil {
		article, err := findArticle(cmd, e.Store, name)
		if err != nil {
			return jobs.Page{}, err
		}
		if gaobang.DateOf(article.Capture.At).Start().Equal(at) {
			return e.Read(cmd.Context(), article.Capture)
		}
	}
	address, err := capturedAddress(cmd, e.Store, name)
	if err != nil {
		return jobs.Page{}, err
	}
	return e.Near(cmd.Context(), address, at)
}

func (p program) archiveCheckCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check",
		Short: "逐条核对存证文件和索引，不改动任何东西",
		Long: "逐条读出每个存证文件的记录，核对它自带的校验值，并核对索引登记的文件是否都在。\n" +
			"损坏的地方指明文件和位置；有问题时以失败结束。",
		Example: "  gaobang archive check",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.walkArchive(cmd, "；没有问题", func(e jobs.Evidence, observe func(string)) (jobs.Checked, error) {
				return e.Check(cmd.Context(), observe)
			})
		},
	}
}

func (p program) archiveIndexCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "index",
		Short: "凭存证文件重建索引；已有的不动，缺的补上",
		Long: "从存证文件中读出每条记录，补上数据库索引中没有的：恢复了旧的数据库备份之后、升级之后，或 archive check 这样说的时候运行。\n" +
			"可以随时中断，再运行会接着补。",
		Example: "  gaobang archive index",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.walkArchive(cmd, "", func(e jobs.Evidence, observe func(string)) (jobs.Checked, error) { // it does not look for lost files
				return e.Index(cmd.Context(), observe)
			})
		},
	}
}

// walkArchive goes over all files and prints what came of it; sound is what it means
// that no fault was found.
func (p program) walkArchive(cmd *cobra.Command, sound string, walk func(jobs.Evidence, func(string)) (jobs.Checked, error)) error {
	store, settings, err := p.openStore(cmd)
	if err != nil {
		return err
	}
	defer store.Close()
	errs := cmd.ErrOrStderr()
	result, err := walk(jobs.Evidence{Store: store, Archive: archiveFolder(settings)}, func(file string) { fmt.Fprintln(errs, "读", file) })
	for _, fault := range result.Faults {
		fmt.Fprintf(errs, "问题：%v\n", fault)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "存证文件 %d 个，存证 %d 条", result.Files, result.Captures)
	if result.Added+result.Moved > 0 {
		fmt.Fprintf(cmd.OutOrStdout(), "；补入索引 %d 条，改正位置 %d 条", result.Added, result.Moved)
	}
	if len(result.Faults) == 0 {
		fmt.Fprint(cmd.OutOrStdout(), sound)
	}
	fmt.Fprintln(cmd.OutOrStdout())
	if n := len(result.Faults); n > 0 {
		return gaobang.Errorf(gaobang.Unavailable, "有 %d 处问题，见上", n)
	}
	return nil
}
